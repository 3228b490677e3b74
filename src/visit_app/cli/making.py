"""`init`: new records for one practitioner."""

from visit_app.cli.output import say, show
from visit_app.cli.session import Session
from visit_app.records import Practitioner, new_id


def init(session: Session) -> int:
    """Make the records, and print the recovery code, which is shown only here."""
    from visit_app.ui.records_folder import RECOVERY_WAITS
    from visit_app.vault.errors import AlreadyThere

    records = session.records
    records.check_suitable()
    if records.exist():
        raise AlreadyThere
    made = records.make(session.passphrase(new=True), _practitioner(session))
    with made.desk.vault as vault:
        # The window would make a new code and have it typed back: this one is kept.
        vault.set_setting(RECOVERY_WAITS, False)
    if session.json:
        show({"recovery_code": made.recovery_code, "folder": str(session.folder)})
    else:
        say(
            f"New records in {session.folder}.",
            f"Recovery code: {made.recovery_code}",
            "Write it down or print it now. It is not shown again.",
        )
    return 0


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
