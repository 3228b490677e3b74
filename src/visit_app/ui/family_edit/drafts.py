"""Half-made forms in the vault: kept at each keystroke, found again on Today."""

from dataclasses import dataclass

from visit_app.ui.family_edit.form import FamilyForm, from_json, to_json
from visit_app.visits import Desk

NEW = "new"
_LIST = "form/family"  # the keys of the forms kept


@dataclass(frozen=True, slots=True)
class FormDraft:
    """A form that waits to be saved; `family_id` is empty for a new family."""

    family_id: str
    form: FamilyForm


def read(desk: Desk, key: str) -> FamilyForm | None:
    """The form kept under a family's id or NEW, None when there is none."""
    data = desk.vault.setting(_name(key), None)
    return from_json(data) if data else None


def write(desk: Desk, key: str, form: FamilyForm) -> None:
    """Keep the form."""
    with desk.vault.transaction():
        desk.vault.set_setting(_name(key), to_json(form))
        keys = _keys(desk)
        if key not in keys:
            desk.vault.set_setting(_LIST, [*keys, key])


def forget(desk: Desk, key: str) -> None:
    """The form is saved, or not wanted."""
    keys = _keys(desk)
    if key in keys:
        with desk.vault.transaction():
            desk.vault.set_setting(_name(key), None)
            desk.vault.set_setting(_LIST, [k for k in keys if k != key])


def waiting(desk: Desk) -> tuple[FormDraft, ...]:
    """Every form that waits to be saved, oldest first."""
    found = ((key, read(desk, key)) for key in _keys(desk))
    return tuple(
        FormDraft("" if key == NEW else key, form) for key, form in found if form
    )


def _keys(desk: Desk) -> list[str]:
    return desk.vault.setting(_LIST, list[str]())


def _name(key: str) -> str:
    return f"form/family/{key}"
