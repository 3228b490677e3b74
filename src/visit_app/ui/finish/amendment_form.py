"""The form of a correction to a signed-off visit."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from visit_app.ui.finish.presenter import Correction
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.card import Card
from visit_app.ui.kit.choice import Choice
from visit_app.ui.kit.combo import ComboField
from visit_app.ui.kit.field import Field, FieldFrame
from visit_app.ui.kit.message import Message
from visit_app.ui.kit.option_group import OptionGroup
from visit_app.ui.text import tr
from visit_app.visits import Given


class AmendmentForm(Card):
    """What was wrong, what it should say, and why: `typed()` at each change."""

    typed = Signal()

    def __init__(self, answers: Sequence[Given]) -> None:
        super().__init__(tr("Correction"))
        self._answers = {given.name: given for given in answers}
        self.which = self._which()
        self.what = Field(tr("What is corrected"))
        self.before = Field(tr("It says"))
        self.after = Field(tr("It should say"))
        self.reason = Field(tr("Why"), help_text=tr("The reason stays with it."))
        self._fields = {
            "what": self.what,
            "before": self.before,
            "after": self.after,
            "reason": self.reason,
        }
        for name, field in self._fields.items():
            field.input.setObjectName(f"amend-{name}")
            field.edited.connect(lambda _, field=field: field.set_error(None))
            field.edited.connect(lambda _: self.typed.emit())
        both = QHBoxLayout()
        both.setSpacing(20)
        both.addWidget(self.before, 1)
        both.addWidget(self.after, 1)
        self.add(self.which, self.what)
        self.body.addLayout(both)
        self.safety = _about_safety()
        about = self._framed(self.safety)
        self._frames: dict[str, FieldFrame] = {**self._fields, "safety": about}
        self.problem = Message("", "err")
        self.problem.hide()
        self.record = Button(tr("Record the correction"), "secondary", "row")
        self.record.setObjectName("amend-record")
        self.add(self.reason, about, self.problem, self.record)

    def _which(self) -> ComboField:
        """The answers of the visit, where there are any."""
        named = [Choice(name, name) for name in self._answers]
        which = ComboField(
            tr("Which answer"), [Choice("", tr("Something else")), *named]
        )
        which.combo.setObjectName("amend-which")
        which.choose("")
        which.chosen.connect(self._on_which)
        which.setVisible(bool(named))
        return which

    def _framed(self, safety: OptionGroup) -> FieldFrame:
        words = tr("Yes if it is about self-harm, or if anything in it worries you.")
        about = FieldFrame(tr("Is it about safety?"), safety, help_text=words)
        safety.chosen.connect(lambda _: about.set_error(None))
        safety.chosen.connect(lambda _: self.typed.emit())
        return about

    @property
    def _given(self) -> Given | None:
        return self._answers.get(self.which.code() or "")

    def _on_which(self, _: str) -> None:
        """An answer says by itself what it is; what was typed stays."""
        given = self._given
        self.what.setVisible(given is None)
        if self.before.value() in {"", *(each.said for each in self._answers.values())}:
            self.before.set_value(given.said if given else "")
        self.typed.emit()

    def half_typed(self) -> Mapping[str, str]:
        """What stands in the form, by the names of its fields; nothing while empty."""
        texts = {name: field.value() for name, field in self._fields.items()}
        texts |= {"which": self.which.code() or "", "safety": self.safety.code() or ""}
        return {name: text for name, text in texts.items() if text}

    def put_back(self, texts: Mapping[str, str]) -> None:
        """Show what was typed before a lock or a crash, if there is any."""
        for name, field in self._fields.items():
            field.set_value(texts.get(name, ""))
        which = texts.get("which", "")
        self.which.choose(which if which in self._answers else "")
        self.what.setVisible(self._given is None)
        self.safety.choose(texts.get("safety"))
        self.setVisible(bool(texts))

    def focus_first(self) -> None:
        """Begin with what is corrected."""
        first = self.which.combo if self._answers else self.what.input
        first.setFocus(Qt.FocusReason.TabFocusReason)

    def told(self) -> Correction:
        """The correction as it is typed."""
        given = self._given
        return Correction(
            what=given.name if given else self.what.value(),
            before=self.before.value(),
            after=self.after.value(),
            reason=self.reason.value(),
            safety=self.safety.code() or "",
            given=given,
        )

    def ask_for(self, missing: Mapping[str, str]) -> None:
        """Say at each field what is missing there, and go to the first."""
        for name, frame in self._frames.items():
            frame.set_error(missing.get(name))
        first = next((f for name, f in self._frames.items() if name in missing), None)
        if first is not None:
            asked = first.control
            asked = self.safety.options[0] if asked is self.safety else asked
            asked.setFocus(Qt.FocusReason.TabFocusReason)


def _about_safety() -> OptionGroup:
    choices = [Choice("yes", tr("Yes")), Choice("no", tr("No"))]
    group = OptionGroup(tr("Is it about safety?"), choices, "small", "across", gap=8)
    group.setObjectName("amend-safety")
    for option in group.options:
        option.setObjectName(f"amend-safety-{option.code}")
    return group
