"""The cards of the settings page."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from visit_app.records import Practitioner, PractitionerRole
from visit_app.ui.inside import role_names
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.card import Card
from visit_app.ui.kit.choice import Choice
from visit_app.ui.kit.combo import ComboField
from visit_app.ui.kit.field import Field
from visit_app.ui.kit.message import Message
from visit_app.ui.kit.segmented import Segmented
from visit_app.ui.kit.text import Text
from visit_app.ui.preferences import (
    IDLE_MINUTES,
    SCHEME_CHOICES,
    TEXT_SCALES,
    Preferences,
    idle_minutes,
)
from visit_app.ui.text import tr

if TYPE_CHECKING:
    from visit_app.vault.policy import Policy


def _named(label: str, strip: Segmented, name: str) -> tuple[QWidget, ...]:
    strip.setObjectName(name)
    return Text(label, "label"), strip


class LookSection(Card):
    """Text size, colours, and when to lock: `changed(text_scale, scheme, minutes)`."""

    changed = Signal(float, str, int)

    def __init__(
        self, preferences: Preferences, policy: "Policy | None" = None
    ) -> None:
        super().__init__(tr("How it looks, and when it locks"))
        minutes = offered_minutes(policy)
        self.scale = Segmented(
            tr("Text size"),
            [Choice(f"{s}", tr("{n} %", n=round(s * 100))) for s in TEXT_SCALES],
            folds=True,
        )
        words = {
            "system": tr("As the computer"),
            "light": tr("Light"),
            "dark": tr("Dark"),
            "contrast": tr("High contrast"),
        }
        self.scheme = Segmented(
            tr("Colours"),
            [Choice(code, words[code]) for code in SCHEME_CHOICES],
            folds=True,
        )
        self.idle = Segmented(
            tr("Lock when nothing is pressed for"),
            [Choice(f"{n}", tr("{n} min", n=n)) for n in minutes],
            folds=True,
        )
        self.add(*_named(tr("Text size"), self.scale, "text-size"))
        self.add(*_named(tr("Colours"), self.scheme, "colours"))
        label = tr("Lock when nothing is pressed for")
        self.add(*_named(label, self.idle, "idle-minutes"))
        self._say_policy(policy)
        self.scale.choose(f"{preferences.text_scale}")
        self.scheme.choose(preferences.scheme)
        self.idle.choose(f"{idle_minutes(preferences, policy)}")
        for strip in (self.scale, self.scheme, self.idle):
            strip.chosen.connect(self._changed)

    def _say_policy(self, policy: "Policy | None") -> None:
        if policy is None or policy.lock_after_minutes is None:
            return
        words = tr(
            "Set by your organisation, {name}: {n} min at most.",
            name=policy.organisation,
            n=policy.lock_after_minutes,
        )
        self.add(Message(words, "note"))

    def _changed(self) -> None:
        scale, idle = float(self.scale.code() or 1), int(self.idle.code() or 5)
        self.changed.emit(scale, self.scheme.code() or "system", idle)


def offered_minutes(policy: "Policy | None") -> tuple[int, ...]:
    """The idle times that may be chosen, the policy's own among them."""
    most = policy.lock_after_minutes if policy else None
    if most is None:
        return IDLE_MINUTES
    return (*(n for n in IDLE_MINUTES if n < most), most)


class WhoSection(Card):
    """The practitioner's details: `edited(field, text)` at each keystroke."""

    edited = Signal(str, str)

    def __init__(self, who: Practitioner) -> None:
        super().__init__(tr("You, as on your letters"))
        self.fields = {
            "name": Field(tr("Your name")),
            "role_text": Field(tr("What your role is called")),
            "organization": Field(
                tr("Letterhead: organisation and address"), multiline=True
            ),
            "phone": Field(tr("Base phone")),
            "registration_pin": Field(
                tr("Professional PIN"), help_text=tr("You may leave this empty.")
            ),
        }
        choices = [Choice(code, words) for code, words in role_names().items()]
        self.role = ComboField(tr("Your role"), choices)
        self.role.setObjectName("role")
        self.role.choose(who.role)
        self.role.chosen.connect(self._role_chosen)
        for name, field in self.fields.items():
            field.setObjectName(name)
            field.set_value(getattr(who, name))
            field.edited.connect(lambda text, n=name: self.edited.emit(n, text))
        order = ("name", "organization", "phone", "registration_pin")
        self.add(self.fields["name"], self.role, self.fields["role_text"])
        self.add(*(self.fields[name] for name in order[1:]))
        self._show_other(who.role)

    def _role_chosen(self, code: str) -> None:
        self._show_other(code)
        self.edited.emit("role", code)

    def _show_other(self, code: str) -> None:
        self.fields["role_text"].setVisible(code == PractitionerRole.OTHER)


class WhereSection(Card):
    """The folder of the records."""

    def __init__(self, folder: Path) -> None:
        super().__init__(tr("Where your records are"))
        self.add(
            Text(str(folder), "strong"),
            Text(
                tr(
                    "On this laptop only, encrypted. No other person of this laptop"
                    " can read them without your passphrase or recovery code."
                ),
                "note",
            ),
        )


class ProtectionSection(Card):
    """The way to the page about keys and the organisation: `asked()`."""

    asked = Signal()

    def __init__(self, organisation: str) -> None:
        super().__init__(tr("Who can open your records"))
        words = tr(
            "A new key if someone saw you type, this computer’s keychain, several"
            " people on one laptop, pictures of the screen."
        )
        if organisation:
            words += " " + tr("And what {name} has settled.", name=organisation)
        self.button = Button(tr("Look at it"), "secondary", "row")
        self.button.setObjectName("open-protection")
        self.button.clicked.connect(self.asked)
        self.add(Text(words, "note"))
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
