"""How a family is named in lists: surnames hidden or shown. Plain Python."""

from datetime import date

from visit_app.records import Family
from visit_app.records.dates import age_text, gestation_text
from visit_app.records.family import discreet, joined
from visit_app.ui.text import tr
from visit_app.vault.rows import FamilyRow


def parent_name(row: FamilyRow, *, surnames: bool) -> str:
    """The first parent: "Amira Hassan", or "Amira H." while surnames are hidden."""
    if surnames:
        return row.parent_name
    return discreet(row.parent_given_name, row.parent_family_name)


def list_title(row: FamilyRow, *, surnames: bool) -> str:
    """The family in a list: "Grace O. and Theo"."""
    names = [parent_name(row, surnames=surnames), *(b.name for b in row.babies)]
    return joined([name for name in names if name]) or tr("Family without a name")


def family_title(family: Family, *, surnames: bool) -> str:
    """The family of a record as it is named in a list."""
    first = family.parents[0] if family.parents else None
    parent = (first.full_name if surnames else first.discreet_name) if first else ""
    names = [parent, *(baby.given_name for baby in family.babies)]
    return joined([name for name in names if name]) or tr("Family without a name")


def list_note(row: FamilyRow, today: date) -> str:
    """What is said under the name: "Theo is 16 days", "24 weeks pregnant"."""
    known = [(b.birth_date, b.name) for b in row.babies if b.birth_date]
    if known:
        born, name = max(known)
        words = {"name": name or tr("The baby"), "age": age_words(born, today)}
        return tr("{name} is {age}", **words)
    if row.expected_date_of_delivery:
        text = gestation_text(row.expected_date_of_delivery, today)
        return text[:1].upper() + text[1:]
    return ""


def age_words(born: date, today: date) -> str:
    """An age to read in a sentence: a number of years says so."""
    text = age_text(born, today)
    return tr("{n} years", n=text) if text.isdecimal() else text
