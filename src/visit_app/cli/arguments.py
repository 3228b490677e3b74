"""The commands and their options."""

from argparse import SUPPRESS, ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from visit_app import __version__
from visit_app.cli import (
    audit_arguments,
    backup_arguments,
    caseload,
    demo_data,
    fhir,
    forms,
    hand_over_arguments,
    key_arguments,
    letters,
    making,
    outcomes,
    pack_arguments,
    team_arguments,
    visit_list,
)
from visit_app.records import PractitionerRole
from visit_app.ui.data_folder import VARIABLE

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from visit_app.cli.session import Session

    Commands = _SubParsersAction[ArgumentParser]

ABOUT = """Home visits, kept encrypted on this laptop.

Without a command the window opens. Commands exit with 0, with 1 when the job failed
(one line on stderr says why), or with 2 when they were not understood."""


def parser() -> ArgumentParser:
    """Everything that can be asked for; a command has its function in `run`."""
    made = ArgumentParser(
        prog="visit-app",
        description=ABOUT,
        formatter_class=RawDescriptionHelpFormatter,
    )
    made.add_argument("--version", action="version", version=f"visit-app {__version__}")
    made.add_argument(
        "--self-test",
        action="store_true",
        help="without a command: check that this installation is whole",
    )
    _common(made)
    commands = made.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _init(commands)
    _families(commands)
    _import(commands)
    _visits(commands)
    _questionnaire(commands)
    _packs(commands)
    _letter(commands)
    _outcomes(commands)
    _audit(commands)
    _demo_data(commands)
    _team(commands)
    _keys(commands)
    _backup(commands)
    return made


def _common(to: ArgumentParser, *, records: bool = True) -> None:
    """Options that may stand before the command or after it."""
    to.add_argument("--json", action="store_true", default=SUPPRESS, help="print JSON")
    if not records:
        return
    to.add_argument(
        "--data",
        metavar="DIR",
        default=SUPPRESS,
        help=f"the folder of the records (else {VARIABLE}, else the usual folder)",
    )
    to.add_argument(
        "--practitioner",
        metavar="WHO",
        default=SUPPRESS,
        help="whose records, by name or id, where several have some on this laptop",
    )
    to.add_argument(
        "--passphrase-file",
        metavar="FILE",
        default=SUPPRESS,
        help="a file that holds the passphrase (else it is asked for)",
    )


def _command(
    commands: "Commands",
    name: str,
    does: str,
    run: "Callable[[Session], int]",
    *,
    records: bool = True,
) -> ArgumentParser:
    made: ArgumentParser = commands.add_parser(name, help=does, description=does)
    _common(made, records=records)
    made.set_defaults(run=run)
    return made


def _group(commands: "Commands", name: str, does: str) -> "Commands":
    group = commands.add_parser(name, help=does, description=does)
    return group.add_subparsers(metavar="COMMAND", required=True)


def _init(commands: "Commands") -> None:
    init = _command(
        commands, "init", "make new records; prints the recovery code once", making.init
    )
    roles = [str(role) for role in PractitionerRole]
    init.add_argument("--name", default="Practitioner", help="as letters are signed")
    init.add_argument("--role", choices=roles, default=roles[0])
    init.add_argument("--organisation", default="", metavar="NAME")
    init.add_argument("--phone", default="", help="of the base")
    init.add_argument("--pin", default="", help="professional PIN")


def _families(commands: "Commands") -> None:
    group = _group(commands, "families", "the families on the caseload")
    _command(group, "list", "list every family", caseload.list_families)
    does = "write a family's record as FHIR; the file is not sealed"
    fhir.add_options(_command(group, "export", does, fhir.export))
    hand_over_arguments.add_commands(group, _command)


def _import(commands: "Commands") -> None:
    made = _command(commands, "import", "bring in a caseload", caseload.bring_in)
    made.add_argument("file", nargs="?", metavar="FILE.csv")
    made.add_argument(
        "--template",
        action="store_true",
        help="write an empty caseload to FILE.csv, or print it; needs no records",
    )
    made.set_defaults(usage=made)


def _visits(commands: "Commands") -> None:
    group = _group(commands, "visits", "the visits")
    made = _command(group, "list", "list visits, newest first", visit_list.list_visits)
    made.add_argument("--family", metavar="ID", help="only the visits of this family")


def _questionnaire(commands: "Commands") -> None:
    group = _group(commands, "questionnaire", "FHIR Questionnaires; needs no records")
    check = _command(
        group, "check", "say everything wrong with files", forms.check, records=False
    )
    check.add_argument("files", nargs="+", metavar="FILE")
    does = "work out a response; prints JSON"
    made = _command(group, "evaluate", does, forms.work_out, records=False)
    made.add_argument("questionnaire", metavar="QUESTIONNAIRE.json")
    made.add_argument("response", metavar="RESPONSE.json")


def _packs(commands: "Commands") -> None:
    group = _group(commands, "pack", "licence packs: wording the app may not ship")
    pack_arguments.add_commands(partial(_command, group))


def _letter(commands: "Commands") -> None:
    does = "save the letter of a referral as PDF"
    made = _command(commands, "letter", does, letters.save)
    made.add_argument("--referral", required=True, metavar="ID")
    made.add_argument("--out", required=True, metavar="FILE.pdf")


def _outcomes(commands: "Commands") -> None:
    does = "count what was done in a period, without anybody's details"
    outcomes.add_options(_command(commands, "outcomes", does, outcomes.show_outcomes))


def _demo_data(commands: "Commands") -> None:
    does = "fill the records with invented families and visits"
    made = _command(commands, "demo-data", does, demo_data.fill)
    made.add_argument("--families", type=_count, default=20, metavar="N")
    made.add_argument("--visits", type=_count, default=100, metavar="M")
    made.add_argument("--seed", type=int, default=1, metavar="S")
    made.set_defaults(usage=made)


def _audit(commands: "Commands") -> None:
    audit = _group(commands, "audit", "who did what and when")
    audit_arguments.add_audit(audit, _command)
    kept = _group(commands, "retention", "how long records are kept")
    audit_arguments.add_retention(kept, _command)
    audit_arguments.add_erase(commands, _command)


def _team(commands: "Commands") -> None:
    team = _group(commands, "team", "who shares the records")
    team_arguments.add_team(team, _command)
    team_arguments.add_sync(commands, _command)
    conflicts = _group(commands, "conflicts", "details with two versions")
    team_arguments.add_conflicts(conflicts, _command)


def _keys(commands: "Commands") -> None:
    keys = _group(commands, "keys", "what opens the records")
    key_arguments.add_keys(keys, _command)
    who = _group(commands, "practitioners", "who keeps records on this laptop")
    key_arguments.add_practitioners(who, _command)
    policy = _group(commands, "policy", "what the organisation settles")
    key_arguments.add_policy(policy, _command)
    escrow = _group(commands, "escrow", "the organisation's own key to records")
    key_arguments.add_escrow(escrow, _command)


def _backup(commands: "Commands") -> None:
    backup = _group(commands, "backup", "copies of the records, and restoring them")
    backup_arguments.add_backup(backup, _command)
    backup_arguments.add_report(commands, _command)


def _count(text: str) -> Any:
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number


_count.__name__ = "whole number"  # argparse names it when the text is none
