"""`python -m visit_app` and `visit-app`: a subcommand goes to cli, anything else opens
the window.
"""

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line, or the window; returns the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if has_command(given) or {"-h", "--help"} & set(given):  # it lists the commands
        from visit_app import cli

        return cli.main(given)
    from visit_app import app

    return app.main(given)


def has_command(arguments: Sequence[str]) -> bool:
    """Whether a word is given that is neither an option nor the value of one."""
    rest = iter(arguments)
    for word in rest:
        if word in {"--data", "--practitioner"}:
            next(rest, None)
        elif not word.startswith("-"):
            return True
    return False


if __name__ == "__main__":
    sys.exit(main())
