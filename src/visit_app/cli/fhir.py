"""`families export`: one family's record as a FHIR Bundle."""

from typing import TYPE_CHECKING

from visit_app.cli.failure import Failure
from visit_app.cli.outcomes import out_file
from visit_app.cli.output import say, show
from visit_app.cli.session import Session

if TYPE_CHECKING:
    from argparse import ArgumentParser


def add_options(to: "ArgumentParser") -> None:
    """Which family, and where to."""
    to.add_argument("family", metavar="FAMILY", help="its id")
    to.add_argument("--out", metavar="FILE.json", required=True)


def export(session: Session) -> int:
    """Write the whole record of a family into a file that is not sealed."""
    from visit_app import visits

    out = out_file(session.options.out)
    if out is None:
        raise Failure("Name a file: --out FILE.json.")
    with session.desk() as desk:
        visits.save_family_bundle(desk, session.options.family, out)
    if session.json:
        show({"file": str(out), "bytes": out.stat().st_size})
    else:
        say(
            f"The record is in {out}. It is no longer protected by the passphrase:"
            " whoever has the file can read all of it."
        )
    return 0
