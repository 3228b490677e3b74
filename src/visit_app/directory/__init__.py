"""The directory of local services: what there is, for whom, and how sure we are."""

from visit_app.directory.directory import Area, Directory, Gap, load_directory
from visit_app.directory.editing import add, change, confirm, retire
from visit_app.directory.file import Merged, merge, read, write
from visit_app.directory.find import Found, Offer, find, stale
from visit_app.directory.healthcare_service import (
    Eligibility,
    HealthcareService,
    Level,
    Quote,
    Theme,
)
from visit_app.directory.need import Need, Reason, Speaks
from visit_app.directory.referral_check import Lacking, RecordFacts, referral_check

__all__ = [
    "Area",
    "Directory",
    "Eligibility",
    "Found",
    "Gap",
    "HealthcareService",
    "Lacking",
    "Level",
    "Merged",
    "Need",
    "Offer",
    "Quote",
    "Reason",
    "RecordFacts",
    "Speaks",
    "Theme",
    "add",
    "change",
    "confirm",
    "find",
    "load_directory",
    "merge",
    "read",
    "referral_check",
    "retire",
    "stale",
    "write",
]
