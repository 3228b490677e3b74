"""Which contacts are due, from dates of birth and a programme in resources."""

from visit_app.schedule.agenda import (
    Agenda,
    ContactDue,
    DueState,
    Held,
    chip,
    phase_of,
    planned,
)
from visit_app.schedule.clock_doubt import clock_doubt
from visit_app.schedule.programme import (
    FNP,
    HEALTHY_CHILD,
    Phase,
    Programme,
    ProgrammeContact,
    Span,
    load_programme,
    read_programme,
)

__all__ = [
    "FNP",
    "HEALTHY_CHILD",
    "Agenda",
    "ContactDue",
    "DueState",
    "Held",
    "Phase",
    "Programme",
    "ProgrammeContact",
    "Span",
    "chip",
    "clock_doubt",
    "load_programme",
    "phase_of",
    "planned",
    "read_programme",
]
