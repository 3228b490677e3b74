"""`keys`: passphrase, recovery code, and everything under a new key."""

from pathlib import Path

from visit_app.cli.failure import Failure
from visit_app.cli.output import say, show
from visit_app.cli.session import Session, check_new_passphrase, read_secret


def change_passphrase(session: Session) -> int:
    """Set a new passphrase; the old one opens nothing any more."""
    records, now, new = session.existing, session.passphrase(), _new(session)
    records.change_passphrase(now, new)
    with records.open(new).desk.vault as vault:
        vault.note("change-passphrase")
    _tell(session, {"changed": True}, "From now on the new passphrase opens them.")
    return 0


def renew_code(session: Session) -> int:
    """Make a new recovery code and print it once; the old one opens nothing."""
    from visit_app.ui.records_folder import RECOVERY_WAITS

    records, secret = session.existing, session.passphrase()
    code = records.new_recovery_code(secret)
    with records.open(secret).desk.vault as vault:
        vault.set_setting(RECOVERY_WAITS, False)
        vault.note("new-recovery-code")
    _tell_code(session, code)
    return 0


def rekey(session: Session) -> int:
    """Write everything under a new key; prints the new recovery code once."""
    from visit_app.ui.records_folder import RECOVERY_WAITS
    from visit_app.ui.records_keys import rekey as write_anew

    records, now, new = session.existing, session.passphrase(), _new(session)
    opened = write_anew(records, now, new)
    with opened.desk.vault as vault:
        vault.set_setting(RECOVERY_WAITS, False)
    _tell_code(session, opened.recovery_code)
    return 0


def _new(session: Session) -> str:
    """The new passphrase, from its file or asked for twice; raises Failure."""
    from getpass import getpass

    file = session.options.new_passphrase_file
    if file:
        new = read_secret(Path(file))
    else:
        new = getpass("New passphrase: ")
        if getpass("The same again: ") != new:
            raise Failure("The two passphrases are not the same. Nothing was changed.")
    if not new.strip():
        raise Failure("The new passphrase is empty. Nothing was changed.")
    check_new_passphrase(session.existing, new)
    return new


def _tell_code(session: Session, code: str) -> None:
    _tell(
        session,
        {"recovery_code": code},
        f"Recovery code: {code}",
        "Write it down or print it now. It is not shown again; the old one is void.",
    )


def _tell(session: Session, data: dict[str, object], *lines: str) -> None:
    if session.json:
        show(data)
    else:
        say(*lines)
