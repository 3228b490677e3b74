"""`init`: new records for one practitioner."""

from visit_app.cli.output import say, show
from visit_app.cli.session import Session, check_new_passphrase
from visit_app.records import Practitioner, new_id
from visit_app.ui.records_folder import RecordsFolder


def init(session: Session) -> int:
    """Make the records, and print the recovery code, which is shown only here."""
    from visit_app.ui.records_folder import RECOVERY_WAITS
    from visit_app.vault.errors import AlreadyThere
    from visit_app.vault.profiles import set_name

    records = _place_for(session)
    records.check_suitable()
    if records.exist():
        raise AlreadyThere
    passphrase, practitioner = session.passphrase(new=True), _practitioner(session)
    who = practitioner
    known = (who.name, who.organization, who.phone, who.registration_pin)
    check_new_passphrase(records, passphrase, known)
    made = records.make(passphrase, practitioner)
    with made.desk.vault as vault:
        # The window would make a new code and have it typed back: this one is kept.
        vault.set_setting(RECOVERY_WAITS, False)
    if session.practitioner:
        set_name(records.folder, session.practitioner)
    if session.json:
        show({"recovery_code": made.recovery_code, "folder": str(records.folder)})
    else:
        say(
            f"New records in {records.folder}.",
            f"Recovery code: {made.recovery_code}",
            "Write it down or print it now. It is not shown again.",
        )
    return 0


def _place_for(session: Session) -> RecordsFolder:
    """Where the new records go: beside others when a further practitioner is named."""
    from visit_app.vault.errors import AlreadyThere
    from visit_app.vault.profiles import find, new_folder

    if not session.practitioner:
        return session.data_root
    if find(session.folder, session.practitioner):
        raise AlreadyThere
    return session.data_root.of(new_folder(session.folder))


def _practitioner(session: Session) -> Practitioner:
    options = session.options
    return Practitioner(
        id=new_id(),
        name=options.name,
        role=options.role,
        organization=options.organisation,
        phone=options.phone,
        registration_pin=options.pin,
    )
