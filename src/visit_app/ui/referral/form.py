"""The referral's own fields: to whom, how soon, why, with what consent."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from visit_app.directory import HealthcareService
from visit_app.records import ConsentDecision, Priority, ServiceRequest
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.choice import Choice
from visit_app.ui.kit.field import Field
from visit_app.ui.kit.message import Message
from visit_app.ui.kit.option_group import CheckGroup, OptionGroup
from visit_app.ui.kit.text import Text
from visit_app.ui.referral.need_fold import NeedFold
from visit_app.ui.referral.presenter import ReferralPresenter, decisions, priorities
from visit_app.ui.referral.service_list import GapNotes, ServiceList
from visit_app.ui.text import tr

YES_NO = {"yes": True, "no": False}


class ReferralForm(QWidget):
    """Each field is kept as it is given; `changed()` when the letter may differ."""

    changed = Signal()

    def __init__(
        self, presenter: ReferralPresenter, request: ServiceRequest, need: NeedFold
    ) -> None:
        super().__init__()
        self._presenter = presenter
        self.need = need
        self.need.changed.connect(self._on_judged)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self.problem = Message("", "err")
        self.problem.hide()
        self._add(self.problem, self.need)
        self._add_whom(request)
        self._add_urgency(request)
        self._add_why(request)
        self._add_consent(request)
        self._add_others(request)
        self._add_copies(request)
        self.setEnabled(request.status == "draft")

    def _add(self, *widgets: QWidget) -> None:
        for widget in widgets:
            self._column.addWidget(widget)

    def _add_whom(self, request: ServiceRequest) -> None:
        self.whom = self._field("performer", tr("To whom"), request.performer)
        self.whom.set_help(tr("Name of the service. Nothing is chosen for you."))
        address = self._field(
            "performer_address",
            tr("Their address"),
            request.performer_address,
            multiline=True,
        )
        self.address = address
        words = tr("Choose a local service")
        self.choose = Button(words, "flush", "line", icon="map-pin")
        self.choose.setObjectName("choose-service")
        self.choose.clicked.connect(self._toggle_services)
        self.services: ServiceList | None = None
        self.gaps = GapNotes(self._presenter.services())
        self._add(self.whom)
        self._column.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeft)
        self._slot = QVBoxLayout()
        self._column.addLayout(self._slot)
        self._add(self.gaps, address)

    def _toggle_services(self) -> None:
        if self.services is not None:
            self.services.setVisible(self.services.isHidden())
            return
        found = self._presenter.services()
        self.services = ServiceList(found)
        self.services.chosen.connect(self._on_service)
        self._slot.addWidget(self.services)
        self.services.focus_first()

    def _on_service(self, service: HealthcareService) -> None:
        self._kept(self._presenter.choose_service(service))
        request = self._presenter.request
        if request is not None:
            self.whom.set_value(request.performer)
            self.address.set_value(request.performer_address)
        if self.services is not None:
            self.services.hide()
        self.focus_first()

    def _on_judged(self) -> None:
        """Other reasons speak for and against; the letter says what was judged."""
        self._presenter.read()
        found = self._presenter.services()
        self.gaps.show_found(found)
        if self.services is not None:
            self.services.show_found(found)
        self.changed.emit()

    def _add_urgency(self, request: ServiceRequest) -> None:
        self.priority = self._options(
            "priority", tr("How soon"), priorities(), request.priority
        )
        self.call = Message("", "warn")
        self.phoned = self._field(
            "phoned_whom", tr("Who took the phone call"), request.phoned_whom
        )
        self.phoned_at = self._field("phoned_at", tr("When"), request.phoned_at)
        self._add(self.call, self.phoned, self.phoned_at)
        self.show_call()

    def _add_why(self, request: ServiceRequest) -> None:
        name = self._presenter.name
        self.reason = self._field(
            "reason", tr("Why you refer"), request.reason, multiline=True
        )
        self.wishes = self._field(
            "patient_wishes",
            tr("What {name} wants", name=name),
            request.patient_wishes,
            multiline=True,
        )
        self._add(self.reason, self.wishes)

    def _add_consent(self, request: ServiceRequest) -> None:
        name, consent = self._presenter.name, request.consent
        self.consent = self._options(
            "consent", tr("Consent to share"), decisions(name), consent.decision
        )
        how = tr("How it was given (spoken, written)")
        self.given_how = self._field(
            "given_how", how, consent.given_how, keep=self._presenter.set_consent
        )
        self.limits = self._field(
            "limits",
            tr("What may be shared, and with whom"),
            consent.limits,
            multiline=True,
            keep=self._presenter.set_consent,
        )
        self.without = self._field(
            "reason_without",
            tr("Why it is sent all the same"),
            consent.reason_without,
            multiline=True,
            keep=self._presenter.set_consent,
        )
        self._add(self.given_how, self.limits, self.without)
        self._show_consent()

    def _add_others(self, request: ServiceRequest) -> None:
        """What another parent said is left out, unless that parent agrees."""
        offered = [
            Choice(
                other.encounter_id,
                tr("{name} agrees: tell it", name=other.name),
                subtitle=tr("Own words and results of {day}.", day=other.day),
            )
            for other in self._presenter.others()
        ]
        if not offered:
            return
        label = tr("What another parent said is left out. Put it in?")
        self.others = CheckGroup(label, offered, "detail", gap=8)
        self.others.setObjectName("others")
        for option in self.others.options:
            option.setObjectName(f"other-{option.code}")
        self.others.choose(request.supporting_info)
        self.others.changed.connect(
            lambda ids: self._kept(self._presenter.set("supporting_info", tuple(ids)))
        )
        self._add(Text(label, "label"), self.others)

    def _add_copies(self, request: ServiceRequest) -> None:
        self.copies = Field(
            tr("Copies to"), help_text=tr("One a line."), multiline=True
        )
        self.copies.input.setObjectName("copies")
        self.copies.set_value("\n".join(request.copies))
        self.copies.edited.connect(self._on_copies)
        self._add(self.copies)
        home = "" if request.copy_to_home is None else "no"
        self.home = self._options(
            "copy_to_home",
            tr("May a copy go to the home?"),
            (("yes", tr("Yes")), ("no", tr("No"))),
            "yes" if request.copy_to_home else home,
        )

    # --- building blocks -----------------------------------------------------------

    def _field(
        self,
        name: str,
        label: str,
        value: str,
        *,
        multiline: bool = False,
        keep: Callable[[str, str], str] | None = None,
    ) -> Field:
        field = Field(label, multiline=multiline)
        field.input.setObjectName(name)
        field.set_value(value)
        write = keep or self._presenter.set
        field.edited.connect(lambda text: self._kept(write(name, text)))
        return field

    def _options(
        self, name: str, label: str, offered: tuple[tuple[str, str], ...], chosen: str
    ) -> OptionGroup:
        group = OptionGroup(
            label, [Choice(code, words) for code, words in offered], "small", gap=8
        )
        group.setObjectName(name)
        group.choose(chosen or None)
        group.chosen.connect(lambda code: self._on_option(name, code))
        self._add(Text(label, "label"), group)
        return group

    def _on_option(self, name: str, code: str) -> None:
        if name == "consent":
            problem = self._presenter.set_consent("decision", code)
        elif name == "copy_to_home":
            problem = self._presenter.set(name, YES_NO[code])
        else:
            problem = self._presenter.set(name, code)
        self._kept(problem)
        self.show_call()
        self._show_consent()

    def _on_copies(self, text: str) -> None:
        lines = tuple(line.strip() for line in text.splitlines() if line.strip())
        self._kept(self._presenter.set("copies", lines))

    def _kept(self, problem: str) -> None:
        self.problem.set_text(problem)
        self.problem.setVisible(bool(problem))
        self.show_call()
        self.changed.emit()

    def show_call(self) -> None:
        """Say what comes before a letter, and ask for the call where it is urgent."""
        words = self._presenter.call_first()
        self.call.set_text(words)
        self.call.setVisible(bool(words))
        request = self._presenter.request
        urgent = request is not None and request.priority in {
            Priority.URGENT,
            Priority.EMERGENCY,
        }
        self.phoned.setVisible(urgent)
        self.phoned_at.setVisible(urgent)

    def _show_consent(self) -> None:
        request = self._presenter.request
        decision = request.consent.decision if request else ""
        self.given_how.setVisible(bool(decision))
        self.limits.setVisible(decision == ConsentDecision.LIMITED)
        self.without.setVisible(decision == ConsentDecision.REFUSED)

    def focus_at(self, code: str) -> None:
        """Go to what the check named, by the code of what is lacking."""
        if code in {"level", "level-reason", "theme"}:
            self.need.focus_at(code)
            return
        groups = {
            "decision": self.consent,
            "priority": self.priority,
            "concern": self.priority,
            "copy-to-home": self.home,
        }
        fields = {
            "limits": self.limits,
            "without": self.without,
            "reason": self.reason,
            "phone-call": self.phoned,
            "wishes": self.wishes,
        }
        if code in groups:
            groups[code].focus_first()
        else:
            field = fields.get(code, self.whom)
            field.input.setFocus(Qt.FocusReason.TabFocusReason)

    def focus_first(self) -> None:
        """Begin with the first of what every referral needs and that is not given."""
        if not self.whom.value().strip():
            self.whom.input.setFocus(Qt.FocusReason.TabFocusReason)
        elif self.priority.code() is None:
            self.priority.focus_first()
        elif self.reason.value().strip() and self.consent.code() is None:
            self.consent.focus_first()
        else:
            self.reason.input.setFocus(Qt.FocusReason.TabFocusReason)

    def focus_consent(self) -> None:
        """Go to what stands before the letter: to whom, the consent, why without it."""
        if not self.whom.value().strip():
            self.focus_first()
        elif self.without.isVisible():
            self.without.input.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.consent.focus_first()
