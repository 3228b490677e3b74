"""`practitioners`: who keeps records on this laptop, each their own."""

from visit_app.cli.output import say, show
from visit_app.cli.session import Session


def list_practitioners(session: Session) -> int:
    """List everybody who has records here; needs no passphrase."""
    from visit_app.vault.profiles import profiles

    known = profiles(session.folder)
    if session.json:
        show([{"id": p.id, "name": p.name, "folder": str(p.folder)} for p in known])
    else:
        say(*(f"{p.id}  {p.name or '(no name chosen)'}" for p in known))
        if not known:
            say(f"Nobody has records in {session.folder}.")
    return 0


def rename(session: Session) -> int:
    """Choose what stands on the unlock page for this practitioner."""
    from visit_app.vault.profiles import set_name

    records = session.records
    with session.desk():  # only whoever opens the records may say so
        set_name(records.folder, session.options.name)
    if session.json:
        show({"name": session.options.name, "folder": str(records.folder)})
    else:
        say("Kept. Everybody who starts this laptop's app can read it.")
    return 0
