"""What the help page says; plain Python."""

from collections.abc import Sequence
from pathlib import Path

from visit_app import __version__
from visit_app.resources import resource_folder
from visit_app.ui.text import tr


def key_list() -> Sequence[tuple[str, str]]:
    """Each key and what it does."""
    return (
        (
            "F8",
            tr("Hide the screen behind a calendar; your passphrase brings it back."),
        ),
        ("Ctrl+L", tr("Lock.")),
        ("Ctrl+F", tr("Find a family.")),
        ("Ctrl+N", tr("Show or hide surnames in lists.")),
        ("Alt+Left", tr("Go back to the page before.")),
        ("F1", tr("This help.")),
        ("Tab", tr("Go to the next control; with Shift to the one before.")),
        ("0 to 3", tr("Give an answer in a questionnaire; Enter goes on.")),
        ("F7", tr("Open the list of signs to look for, and go back, in a visit.")),
        ("F9", tr("I am worried now: open the safety steps, in a visit.")),
        ("F4", tr("I am still concerned, under a result in a visit.")),
        ("F6", tr("Go into the safety steps and out again, in a visit.")),
    )


def where(folder: Path) -> Sequence[str]:
    """Where the records are, and what leaves the laptop."""
    return (
        tr("Your records are on this laptop, encrypted: {folder}", folder=folder),
        tr(
            "Each answer is on the disk when its tick is shown. After a power cut you"
            " are back at the same question."
        ),
        tr(
            "Backups make themselves, in the same folder and in the second place you"
            " choose: Settings, Backups. Records that do not open are restored from"
            " them."
        ),
        tr(
            "Nothing leaves this laptop unless you started or joined a team; what goes"
            " to its store is sealed for the team. A letter is outside only where you"
            " print or save it."
        ),
        tr(
            "Forgotten passphrase: your recovery code opens the records. Without both"
            " nobody can open them."
        ),
    )


def is_not() -> Sequence[str]:
    """What this app does not do, from the design."""
    return (
        tr(
            "It records what was asked and answered, adds up published sums that"
            " anybody can check, and points to published guidance."
        ),
        tr("It does not decide a level of need, and it refers nobody by itself."),
        tr("It does not take the place of your judgement or your local procedures."),
        tr(
            "A letter is never the urgent way: phone first. In danger now: 999."
            " NHS 111, option 2, day and night."
        ),
    )


def about() -> str:
    """The name and the version."""
    return tr("Visit, version {version}", version=__version__)


def notice() -> str:
    """The licences and attributions; a sentence when the file is not there."""
    for folder in (resource_folder().parent, resource_folder()):
        path = folder / "NOTICE"
        if path.is_file():
            return path.read_text(encoding="utf-8")
    return tr("The file NOTICE is missing from this installation: tell support.")
