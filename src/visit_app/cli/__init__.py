"""The command line, for the people who prepare laptops.

Every command exits with 0, with 1 and one line on stderr when the job failed, or with 2
when it was asked for in a way that is not understood.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from visit_app.cli.arguments import parser
from visit_app.cli.failure import Failure
from visit_app.cli.output import say_error, use_utf8
from visit_app.cli.session import Session
from visit_app.records.clock import Clock, SystemClock

INTERRUPTED = 130


def main(arguments: Sequence[str], clock: Clock | None = None) -> int:
    """Do what the arguments say; returns the exit code (usage errors exit with 2)."""
    use_utf8()
    options = parser().parse_args(list(arguments))
    session = Session(options, clock or SystemClock())
    try:
        code: int = options.run(session)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # the reader, `head` for instance, has had enough
        sys.stdout = None  # nothing is flushed at exit
        return 1
    except Exception as problem:  # noqa: BLE001 - no traceback: it could hold a name
        say_error(_sentence(problem))
        return 1
    return code


def _sentence(problem: Exception) -> str:
    """What went wrong, in one line, without a value of any record."""
    from visit_app.questionnaires import QuestionnaireError, UnsettledError
    from visit_app.sync.errors import SyncError
    from visit_app.vault.errors import Damaged, VaultError

    if type(problem) is Damaged and str(problem) == Damaged.sentence:
        return (
            "Your records cannot be read: the file is damaged. Nothing was changed or"
            " deleted. `visit-app backup restore` puts them together again."
        )
    known = Failure | VaultError | SyncError | QuestionnaireError | UnsettledError
    if isinstance(problem, known):
        return str(problem)
    if isinstance(problem, OSError):
        return (
            f"A file could not be used: {problem.strerror or type(problem).__name__}."
        )
    return f"This should not have happened: {_place(problem)}. Nothing was half done."


def _place(problem: Exception) -> str:
    """The kind of error and the line it came from: its own words may hold a name."""
    frame, trace = "", problem.__traceback__
    while trace:
        file = Path(trace.tb_frame.f_code.co_filename).name
        frame, trace = f"{file}, line {trace.tb_lineno}", trace.tb_next
    return f"{type(problem).__name__} in {frame}"
