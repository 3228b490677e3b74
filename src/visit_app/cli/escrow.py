"""`escrow`: the organisation's own key to records that were opened under its policy."""

from pathlib import Path

from visit_app.cli.failure import Failure
from visit_app.cli.output import say, show
from visit_app.cli.session import Session, check_new_passphrase, read_secret


def make_key(session: Session) -> int:
    """Make the key pair: a closed file for the safe, and a text for the policy."""
    from visit_app.vault.durable import write_whole
    from visit_app.vault.escrow import EscrowPrivateKey
    from visit_app.vault.escrow_key_file import write

    private_file = Path(session.options.file)
    public_file = private_file.with_name(private_file.name + ".pub")
    if private_file.exists() or public_file.exists():
        raise Failure(
            "There is a key of that name already. Nothing was changed: a private key"
            " must never be overwritten."
        )
    key = EscrowPrivateKey.generate()
    cost = session.records_cost
    write(private_file, key, session.passphrase(new=True), cost=cost)
    write_whole(public_file, f"{key.public.text}\n".encode())
    told = {
        "privateKey": str(private_file),
        "publicKey": str(public_file),
        "key": key.public.id,
    }
    if session.json:
        show(told)
    else:
        say(
            f"The private key is in {private_file}: keep it and its passphrase apart,"
            " away from every laptop in use.",
            f"The public key for the policy is in {public_file}.",
        )
    return 0


def open_records(session: Session) -> int:
    """Set a new passphrase with the organisation's key; the audit says so."""
    from visit_app.vault.escrow_key_file import read
    from visit_app.vault.further_slots import unlock_for_organisation
    from visit_app.vault.keyslots import change_passphrase
    from visit_app.vault.vault import Vault

    options, records = session.options, session.existing
    private = read(Path(options.private_key_file), _key_passphrase(session))
    new = session.passphrase(new=True)
    check_new_passphrase(records, new)
    with unlock_for_organisation(records.folder, private) as key:
        with Vault.open(records.folder, key, session.clock) as vault:
            vault.note("escrow", what="opened", key=private.public.id)
        change_passphrase(records.folder, key, new, cost=session.records_cost)
    if session.json:
        show({"opened": str(records.folder), "key": private.public.id})
    else:
        say(
            "The new passphrase opens the records. Their audit says that the"
            " organisation opened them. The recovery code is as it was: make a new one"
            " in the app."
        )
    return 0


def _key_passphrase(session: Session) -> str:
    """From its file, else asked for at the terminal; raises Failure."""
    from getpass import getpass

    file = session.options.key_passphrase_file
    return read_secret(Path(file)) if file else getpass("Passphrase of the key file: ")
