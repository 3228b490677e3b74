"""`letter`: a referral's letter, out of the vault."""

from pathlib import Path

from visit_app.cli.failure import Failure
from visit_app.cli.output import say, show
from visit_app.cli.session import Session
from visit_app.records import ServiceRequest


def save(session: Session) -> int:
    """Save the letter as PDF, and record that it went out, both or neither."""
    from visit_app import visits
    from visit_app.vault.durable import write_whole

    out = Path(session.options.out)
    if not out.parent.is_dir():
        raise Failure("The folder of --out does not exist. Make it first.")
    if out.is_dir():
        raise Failure("--out is a folder. Name a file in it.")
    with session.desk() as desk:
        request = desk.vault.get(ServiceRequest, session.options.referral)
        with desk.vault.transaction():
            document = visits.write_letter(desk, request.id)
            content = visits.pdf(desk, document.id)
            document = visits.issue(desk, document.id, visits.SAVED, content)
            write_whole(out, content)
    if session.json:
        show({"file": str(out), "sha256": document.sha256, "document": document.id})
    else:
        say(f"The letter is in {out}. It is no longer protected by the passphrase.")
    return 0
