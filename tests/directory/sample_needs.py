"""Invented families for the tests of the directory."""

from dataclasses import replace
from datetime import date

from visit_app.directory import Need
from visit_app.records import Family, FamilyRole, Patient

TODAY = date(2026, 11, 23)
AMIRA = Patient(
    id="amira",
    given_name="Amira",
    family_name="Hassan",
    birth_date=date(1995, 3, 14),
    nhs_number="9990123454",
    phone="01632 960 131",
    safe_to_leave_message=True,
    interpreter_needed=False,
)
YUSUF = Patient(id="yusuf", role=FamilyRole.FATHER, given_name="Yusuf")
IDRIS = Patient(
    id="idris",
    role=FamilyRole.BABY,
    given_name="Idris",
    birth_date=date(2026, 10, 10),
)
FAMILY = Family(
    id="f",
    parents=(AMIRA, YUSUF),
    babies=(IDRIS,),
    address="12 Example Road",
    postcode="NN16 0AA",
    general_practice="Sample Surgery",
)
NEED = Need(family=FAMILY, subject=AMIRA)


def with_baby(**fields: object) -> Need:
    """The family with other details of the baby."""
    baby = replace(IDRIS, **fields)  # type: ignore[arg-type]
    return replace(NEED, family=replace(FAMILY, babies=(baby,)))


def expecting(due: date | None) -> Need:
    """The family before the birth."""
    family = replace(FAMILY, babies=(), expected_date_of_delivery=due)
    return replace(NEED, family=family)
