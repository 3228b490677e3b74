"""Where the records of this laptop lie: the command line, the environment, or usual."""

import os
from collections.abc import Mapping
from pathlib import Path

VARIABLE = "VISIT_APP_DATA"


def data_folder(
    chosen: str | None = None, environ: Mapping[str, str] = os.environ
) -> Path:
    """The absolute folder: as chosen, else as the variable says, else the usual one.

    Whether it can hold a vault is another question: `vault.folders.check_suitable`.
    """
    named = chosen or environ.get(VARIABLE)
    return Path(os.path.abspath(Path(named).expanduser())) if named else usual_folder()


def usual_folder() -> Path:
    """The platform's application data folder of this user that does not roam."""
    from platformdirs import user_data_path

    return user_data_path("visit-app", appauthor=False, roaming=False)
