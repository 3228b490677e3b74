"""The verbs: one user action is one call and one transaction."""

from visit_app.visits.amending import amend
from visit_app.visits.answers import (
    answer,
    begin,
    choose,
    concerns,
    decline,
    form_of,
    leave,
    response_of,
    set_mode,
    unsaved,
)
from visit_app.visits.caseload import Imported, import_caseload
from visit_app.visits.check import Missing, missing
from visit_app.visits.desk import Desk
from visit_app.visits.errors import NotPossible
from visit_app.visits.families import History, history, revisions, save_family
from visit_app.visits.finishing import finish, result, results
from visit_app.visits.flags import tick_flag, ticked_flags
from visit_app.visits.governed import governs_contacts, put_in_force
from visit_app.visits.letters import (
    PRINTED,
    SAVED,
    composed,
    edit_section,
    issue,
    letter_context,
    letter_export,
    pdf,
    record_text,
    restore_section,
    write_letter,
)
from visit_app.visits.outcome import consider, outcome
from visit_app.visits.packs import (
    InstalledPack,
    OfferedPack,
    UnknownKey,
    install_pack,
    installed_packs,
    look_at_pack,
    remove_pack,
)
from visit_app.visits.permits import refusal, require
from visit_app.visits.plan import agree, change_agreed, judge, take_off
from visit_app.visits.referrals import (
    change_referral,
    record_consent,
    refer,
    withdraw,
)
from visit_app.visits.safety import concern, mitigate, raise_concern
from visit_app.visits.services import (
    add_service,
    change_service,
    confirm_service,
    directory,
    export_directory,
    import_directory,
    retire_service,
)
from visit_app.visits.steps import StepState, VisitStep, steps, unanswered
from visit_app.visits.visit import (
    CONVERSATION,
    VisitRecord,
    cancel,
    describe,
    impression_of,
    open_visit,
    start,
)

__all__ = [
    "CONVERSATION",
    "PRINTED",
    "SAVED",
    "Desk",
    "History",
    "Imported",
    "InstalledPack",
    "Missing",
    "NotPossible",
    "OfferedPack",
    "StepState",
    "UnknownKey",
    "VisitRecord",
    "VisitStep",
    "add_service",
    "agree",
    "amend",
    "answer",
    "begin",
    "cancel",
    "change_agreed",
    "change_referral",
    "change_service",
    "choose",
    "composed",
    "concern",
    "concerns",
    "confirm_service",
    "consider",
    "decline",
    "describe",
    "directory",
    "edit_section",
    "export_directory",
    "finish",
    "form_of",
    "governs_contacts",
    "history",
    "import_caseload",
    "import_directory",
    "impression_of",
    "install_pack",
    "installed_packs",
    "issue",
    "judge",
    "leave",
    "letter_context",
    "letter_export",
    "look_at_pack",
    "missing",
    "mitigate",
    "open_visit",
    "outcome",
    "pdf",
    "put_in_force",
    "raise_concern",
    "record_consent",
    "record_text",
    "refer",
    "refusal",
    "remove_pack",
    "require",
    "response_of",
    "restore_section",
    "result",
    "results",
    "retire_service",
    "revisions",
    "save_family",
    "set_mode",
    "start",
    "steps",
    "take_off",
    "tick_flag",
    "ticked_flags",
    "unanswered",
    "unsaved",
    "withdraw",
    "write_letter",
]
