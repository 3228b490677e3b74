"""The window: the only place where its parts are wired together."""

import gc
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from visit_app import __version__
from visit_app.ui.data_folder import VARIABLE, data_folder

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from visit_app.ui.place import Place
    from visit_app.ui.screen import Screen, ScreenContext, Screens
    from visit_app.ui.shell import Shell


def parser() -> "ArgumentParser":
    """The arguments of the window; subcommands have their own."""
    from argparse import ArgumentParser

    made = ArgumentParser(prog="visit-app", description="Home visits, kept encrypted.")
    made.add_argument("--version", action="version", version=f"visit-app {__version__}")
    made.add_argument(
        "--data",
        metavar="DIR",
        help=f"the folder of the records (else {VARIABLE}, else the usual folder)",
    )
    made.add_argument(
        "--practitioner",
        metavar="WHO",
        default="",
        help="whose records, by name or id, where several have some on this laptop",
    )
    made.add_argument(
        "--self-test",
        action="store_true",
        help="check that this installation is whole, and exit",
    )
    return made


def main(arguments: Sequence[str]) -> int:
    """Open the window, or test the installation; returns the exit code."""
    if not arguments:  # as an icon on the desktop starts it
        return window(data_folder())
    options = parser().parse_args(arguments)
    if options.self_test:
        from visit_app.ui.self_test import self_test

        return self_test()
    return window(data_folder(options.data), options.practitioner)


def window(folder: Path, who: str = "") -> int:
    """Open the window on the records in that folder, and stay until it is closed."""
    gc.disable()  # nothing is garbage yet; ui.tidy collects once the window stands
    from visit_app.ui.start import run

    return run(folder, screens, who)


# --- the screens ---------------------------------------------------------------------


def screens(shell: "Shell") -> "Screens":
    """Which screen shows which place, home first; imported when it is first shown."""
    from visit_app.ui.screen import Screens

    return Screens(
        {
            "today": _today,
            "families": _families,
            "family": lambda context, place: _family(shell, context, place),
            "family_edit": _family_edit,
            "visit": _visit,
            "services": _services,
            "handover": _handover,
            "hand_over_family": lambda context, place: _hand_over(
                shell, context, place
            ),
            "another_team": _another_team,
            "take_over": lambda context, place: _take_over(shell, context, place),
            "same_family": lambda context, place: _same_family(shell, context, place),
            "sync": lambda context, place: _team(shell, context, place),
            "training": lambda context, place: _training(shell, context, place),
            "backups": lambda context, place: _backups(shell, context, place),
            "looked": _looked,
            "outcomes": _outcomes,
            "family_fhir": _family_fhir,
            "kept": _kept,
            "erase": lambda context, place: _erase(shell, context, place),
            "settings": lambda context, place: _settings(shell, context, place),
            "protection": lambda context, place: _protection(shell, context, place),
            "help": lambda context, place: _help(shell, context, place),
        }
    )


def _today(context: "ScreenContext", place: "Place") -> "Screen":
    from visit_app.ui.today.view import build

    return build(context, place)


def _families(context: "ScreenContext", place: "Place") -> "Screen":
    from visit_app.ui.families.view import build

    return build(context, place)


def _family(shell: "Shell", context: "ScreenContext", place: "Place") -> "Screen":
    from visit_app.ui.family.view import build

    return build(context, place, shell.inside.courier.laptop)


def _hand_over(shell: "Shell", context: "ScreenContext", place: "Place") -> "Screen":
    from visit_app.ui.hand_over_family.view import build

    return build(context, place, shell.inside.courier.required())


def _another_team(context: "ScreenContext", place: "Place") -> "Screen":
    from visit_app.ui.another_team.view import build

    return build(context, place)


def _take_over(shell: "Shell", context: "ScreenContext", place: "Place") -> "Screen":
    from visit_app.ui.take_over.view import build

    return build(context, place, shell.inside.courier.laptop)


def _same_family(shell: "Shell", context: "ScreenContext", place: "Place") -> "Screen":
    from visit_app.ui.same_family.view import build

    return build(context, place, shell.inside.courier.required())


def _looked(context: "ScreenContext", place: "Place") -> "Screen":
    from visit_app.ui.looked.view import build

    return build(context, place)


def _outcomes(context: "ScreenContext", place: "Place") -> "Screen":
    from visit_app.ui.outcomes.view import build

    return build(context, place)


def _family_fhir(context: "ScreenContext", place: "Place") -> "Screen":
    from visit_app.ui.family_fhir.view import build

    return build(context, place)


def _kept(context: "ScreenContext", place: "Place") -> "Screen":
    from visit_app.ui.kept.view import build

    return build(context, place)


def _erase(shell: "Shell", context: "ScreenContext", place: "Place") -> "Screen":
    from visit_app.ui.erase.view import build

    return build(context, place, shell.inside.courier.laptop)


def _family_edit(context: "ScreenContext", place: "Place") -> "Screen":
    from visit_app.ui.family_edit.view import build

    return build(context, place)


def _handover(context: "ScreenContext", place: "Place") -> "Screen":
    from visit_app.ui.handover.view import build

    return build(context, place)


def _visit(context: "ScreenContext", place: "Place") -> "Screen":
    from visit_app.ui.visit.view import build

    return build(context, place)


def _services(context: "ScreenContext", place: "Place") -> "Screen":
    from visit_app.ui.services.view import build

    return build(context, place)


def _team(shell: "Shell", context: "ScreenContext", place: "Place") -> "Screen":
    from visit_app.ui.team.view import build

    return build(context, place, shell.inside.courier)


def _training(shell: "Shell", context: "ScreenContext", place: "Place") -> "Screen":
    from visit_app.ui.training.view import build

    return build(context, place, shell.practise, shell.leave_practice)


def _backups(shell: "Shell", context: "ScreenContext", place: "Place") -> "Screen":
    from visit_app.ui.backups.going_back import go_back
    from visit_app.ui.backups.view import build

    return build(context, place, shell.inside.keeper, partial(go_back, shell))


def _settings(shell: "Shell", context: "ScreenContext", place: "Place") -> "Screen":
    from visit_app.ui.settings.view import build

    inside = shell.inside
    return build(
        context,
        place,
        shell.records,
        inside.practitioner_changed,
        inside.forms_changed,
    )


def _protection(shell: "Shell", context: "ScreenContext", place: "Place") -> "Screen":
    from visit_app.ui.protection.view import build

    return build(
        context,
        place,
        shell.records,
        screen_guarded=shell.screen_guard.is_possible,
        on_rekey=shell.rekey,
    )


def _help(shell: "Shell", context: "ScreenContext", place: "Place") -> "Screen":
    from visit_app.ui.help.view import build

    return build(context, place, shell.records.folder)
