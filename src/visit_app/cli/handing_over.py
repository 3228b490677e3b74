"""`families hand-over`, `families take-over` and `families take-back`."""

from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from visit_app.cli.failure import Failure, bytes_of
from visit_app.cli.output import counted, note, plain, say, show
from visit_app.cli.session import Session, read_secret

if TYPE_CHECKING:
    from visit_app.sync.same_family import Suggestion
    from visit_app.visits import FamilyFile, Holding, TakenOver


def hand_over(session: Session) -> int:
    """Write the file, then the mark; the code is printed once."""
    from visit_app.visits import HandOver, before_handing_over, hand_over_file

    options = session.options
    out = _new_file(Path(options.out))
    taker = HandOver(
        on="",
        team=options.to,
        person=options.person,
        phone=options.phone,
        agreement=options.agreement,
        reason=options.reason,
    )
    with session.desk() as desk:
        holding = before_handing_over(desk, options.family).holding
        cost = session.records_cost
        done = hand_over_file(desk, options.family, taker, out, cost)
    if session.json:
        told = {"family": done.family.id, "file": str(out), "code": done.code}
        show({**told, "sha256": done.done.file, "holds": plain(holding)})
        return 0
    say(f"Family {done.family.id} is in {out}: {_words(holding)}.", done.code)
    note("Tell the code by telephone, to somebody you know. It never goes by the file.")
    _warn(holding)
    return 0


def take_over(session: Session) -> int:
    """Look into the file, and take the family over unless only a look was asked for."""
    from visit_app.sync.erasing import left_out
    from visit_app.sync.laptop import Laptop
    from visit_app.sync.same_family import twins_of
    from visit_app.visits import open_family_file
    from visit_app.visits import take_over as take

    options = session.options
    file = bytes_of(Path(options.file), "file")
    code = read_secret(Path(options.code_file), "code file").strip()
    with session.desk() as desk:
        opened = open_family_file(desk, file, code)
        twins = twins_of(opened.family, desk.vault.families())
        alone = left_out(Laptop(desk.vault, session.clock), opened.family_ids)
        took = None if options.look else take(desk, opened)
    if session.json:
        show({**_data(opened, twins, took), "left_out_by_team": alone})
        return 0
    _say_taken(opened, took)
    if alone:
        note(
            "Your team erased this family before: it is not sent to your colleagues,"
            " and stands on this laptop alone. Add the family anew if they are to have"
            " it."
        )
    for twin in twins:
        note(f"Family {twin.second} may be the same: {', '.join(twin.reasons)}.")
    return 0


def take_back(session: Session) -> int:
    """The mark goes; the file that was written stays what it is."""
    from visit_app import visits

    with session.desk() as desk:
        family = visits.take_back(desk, session.options.family)
    if session.json:
        show({"family": family.id})
    else:
        say(f"Family {family.id} is here. The file that was written still opens.")
    return 0


def _new_file(path: Path) -> Path:
    if not path.parent.is_dir():
        raise Failure("The folder of --out does not exist. Make it first.")
    if path.exists():
        raise Failure("There is a file of this name already. It was left as it is.")
    return path


def _data(
    opened: "FamilyFile", twins: "tuple[Suggestion, ...]", took: "TakenOver | None"
) -> dict[str, Any]:
    done = plain(took.taken) if took else None
    return {
        "family": opened.family.id,
        "title": opened.family.title,
        "about": plain(opened.about),
        "holds": plain(opened.holding),
        "was_here": opened.is_here,
        "may_be_the_same": [
            {"family": twin.second, "reasons": list(twin.reasons)} for twin in twins
        ],
        "taken": done,
    }


def _say_taken(opened: "FamilyFile", took: "TakenOver | None") -> None:
    about, holding = opened.about, opened.holding
    sender = ", ".join(part for part in (about.sender, about.organization) if part)
    say(f"Family {opened.family.id} from {sender}: {_words(holding)}.")
    if took is None:
        note("Nothing was taken over.")
    elif took.is_nothing:
        say("All of it was here already. Nothing was changed.")
    else:
        added = counted(took.taken.added, "1 record", "{n} records")
        say(f"{added} added, {took.taken.changed} changed.")
        if took.taken.kept:
            kept = counted(took.taken.kept, "1 record was", "{n} records were")
            note(f"{kept} different here and stayed so.")
    _warn(holding)


def _words(holding: "Holding") -> str:
    counts = ((f.name, getattr(holding, f.name)) for f in fields(holding))
    return ", ".join(f"{name.replace('_', ' ')} {n}" for name, n in counts)


def _warn(holding: "Holding") -> None:
    if holding.drafts:
        drafts = counted(holding.drafts, "1 of the visits is", "{n} of the visits are")
        note(f"{drafts} not finished.")
    if holding.open_concerns:
        note(
            counted(
                holding.open_concerns,
                "1 concern is open: nobody has taken it on.",
                "{n} concerns are open: nobody has taken them on.",
            )
        )
