"""The cards of handing a family over: what goes, to whom, the parent, the code."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal

from visit_app.ui.another_team.presenter import AnotherTeamPresenter
from visit_app.ui.another_team.words import code_spoken
from visit_app.ui.kit.announce import announce
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.card import Card
from visit_app.ui.kit.choice import Choice
from visit_app.ui.kit.field import Field
from visit_app.ui.kit.message import Message
from visit_app.ui.kit.option_group import OptionGroup
from visit_app.ui.kit.text import Text
from visit_app.ui.text import tr
from visit_app.visits import Agreement, HandOver


class WhatGoesCard(Card):
    """What the file will hold, and what of it is not finished."""

    def __init__(self, presenter: AnotherTeamPresenter) -> None:
        super().__init__(tr("What goes"))
        self.add(Text(presenter.what_goes(), "body"))
        for warning in presenter.warnings():
            self.add(Message(warning, "warn"))
        kept = tr(
            "One sealed file holds all of it. The record stays here too, as long as any"
            " record is kept; it only leaves your list."
        )
        self.add(Message(kept))


class TakerCard(Card):
    """Who takes it: `edited()`."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Who takes the family"))
        self.team = Field(tr("Team"))
        self.person = Field(tr("Who there, if you know"))
        self.phone = Field(tr("Telephone, if you know"))
        for name, field in self._fields().items():
            field.input.setObjectName(name)
            field.edited.connect(self.edited)
            self.add(field)

    def _fields(self) -> dict[str, Field]:
        return {"team": self.team, "person": self.person, "phone": self.phone}

    def texts(self) -> dict[str, str]:
        """What stands in it, by name."""
        return {name: field.value() for name, field in self._fields().items()}

    def show_texts(self, texts: Mapping[str, str]) -> None:
        """Put these into it."""
        for name, field in self._fields().items():
            field.set_value(texts.get(name, ""))


class ParentCard(Card):
    """What the parent said to it: `edited()`."""

    edited = Signal()

    def __init__(self) -> None:
        question = tr("Does the parent agree that the record goes there?")
        super().__init__(question)
        self.answer = OptionGroup(question, _agreements(), "small")
        self.answer.setObjectName("agreement")
        self.reason = Field("", multiline=True)
        self.reason.input.setObjectName("reason")
        self.add(self.answer, self.reason)
        self.answer.chosen.connect(self._chosen)
        self.reason.edited.connect(self.edited)
        self._show_reason()

    def _chosen(self, _: str) -> None:
        self._show_reason()
        self.edited.emit()

    def _show_reason(self) -> None:
        code = self.answer.code() or ""
        asked = {
            Agreement.TOLD: tr("On which lawful basis it goes"),
            Agreement.NOT_ASKED: tr("Why the parent was not asked"),
        }
        self.reason.set_label(asked.get(Agreement(code), "") if code else "")
        self.reason.setVisible(code in set(asked))

    def texts(self) -> dict[str, str]:
        """What was said, by name; without a reason where none is asked."""
        code = self.answer.code() or ""
        reason = self.reason.value() if code != Agreement.AGREED else ""
        return {"agreement": code, "reason": reason}

    def show_texts(self, texts: Mapping[str, str]) -> None:
        """Put these into it."""
        if texts.get("agreement", "") in set(Agreement):
            self.answer.choose(texts["agreement"])
        self.reason.set_value(texts.get("reason", ""))
        self._show_reason()


class HandedCard(Card):
    """The code of the file, and to whom the family went; `file_name` "" is unknown."""

    def __init__(self, said: tuple[str, ...], code: str, file_name: str) -> None:
        super().__init__(tr("The code of the file"))
        self._code = code
        self.code = Text("", "h1")
        self.code.setObjectName("code")
        self.show_code = Button(tr("Show the code"), "secondary", "row", icon="eye")
        self.show_code.setObjectName("show-code")
        self.show_code.clicked.connect(self.reveal)
        self.body.addWidget(self.show_code, 0, Qt.AlignmentFlag.AlignLeft)
        known = _how_to_tell() if code else _not_known()
        self.add(self.code, Message(known, icon="phone" if code else None))
        self.code.hide()
        self.show_code.setVisible(bool(code))
        first, *rest = said
        self.add_rule()
        self.add(Text(tr("Handed over"), "card_title"), Text(first, "strong"))
        self.add(Text(" ".join(rest), "body"))
        if file_name:
            written = tr("The file is written: {name}", name=file_name)
            self.add(Message(written, icon="circle-check", icon_ink="accent"))

    def reveal(self) -> None:
        """Show the code, and have it read out."""
        self.code.setText(self._code.replace("-", "  "))
        self.code.setAccessibleName(code_spoken(self._code))
        self.code.show()
        self.show_code.hide()
        announce(self, code_spoken(self._code))


def handed(texts: Mapping[str, str]) -> HandOver:
    """What the cards say, as it is kept."""
    names = ("team", "person", "phone", "agreement", "reason")
    return HandOver(on="", **{name: texts.get(name, "") for name in names})


def _agreements() -> list[Choice]:
    told = tr("It goes on another lawful basis than agreement.")
    return [
        Choice(Agreement.AGREED, tr("Yes, the parent agrees")),
        Choice(Agreement.TOLD, tr("The parent was told"), subtitle=told),
        Choice(Agreement.NOT_ASKED, tr("The parent was not asked")),
    ]


def _how_to_tell() -> str:
    return tr(
        "Read it out by telephone, to the person you know. Never write it on the stick"
        " or into the message that carries the file: whoever has both reads everything."
    )


def _not_known() -> str:
    return tr(
        "The file was written on another laptop: its code is known there. A file that"
        " is written here has a code of its own."
    )
