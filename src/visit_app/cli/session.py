"""What every command works with: its options, the folder, the passphrase, the desk."""

import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING

from visit_app.cli.failure import Failure, bytes_of
from visit_app.cli.output import note
from visit_app.records.clock import Clock
from visit_app.ui.data_folder import data_folder
from visit_app.ui.records_folder import Opened, RecordsFolder

if TYPE_CHECKING:
    from visit_app.sync.laptop import Laptop
    from visit_app.vault.kdf import Cost
    from visit_app.visits import Desk


@dataclass(frozen=True)
class Session:
    """One command under way."""

    options: Namespace
    clock: Clock

    @property
    def folder(self) -> Path:
        """The folder of the records: as chosen, by the environment, or the usual."""
        return data_folder(getattr(self.options, "data", None))

    @property
    def json(self) -> bool:
        """Whether JSON is wanted."""
        return bool(getattr(self.options, "json", False))

    @property
    def practitioner(self) -> str:
        """Whose records are wanted, by name or id; "" when nobody was named."""
        return str(getattr(self.options, "practitioner", ""))

    @property
    def data_root(self) -> RecordsFolder:
        """This laptop's data folder, where its first practitioner's records are."""
        return RecordsFolder(self.folder, self.clock)

    @property
    def records(self) -> RecordsFolder:
        """The records that are meant, not opened yet; raises Failure when unclear."""
        from visit_app.vault.profiles import find, profiles

        if self.practitioner:
            named = find(self.folder, self.practitioner)
            if named is None:
                raise Failure(
                    "No practitioner of that name or id has records in"
                    f" {self.folder}. `visit-app practitioners list` names them."
                )
            return self.data_root.of(named.folder)
        known = profiles(self.folder)
        if len(known) > 1:
            names = ", ".join(p.name or p.id for p in known)
            raise Failure(
                f"Several practitioners have records here: {names}. Say whose are"
                " meant: --practitioner WHO."
            )
        return self.data_root.of(known[0].folder) if known else self.data_root

    @property
    def existing(self) -> RecordsFolder:
        """The records that are meant; raises Failure when there are none."""
        records = self.records
        if not records.exist():
            raise Failure(
                f"There are no records in {self.folder}. `visit-app init` makes them; "
                "--data or VISIT_APP_DATA chooses another folder."
            )
        return records

    def _say_of_policy(self, opened: Opened) -> None:
        """A policy that came into force with this unlock is remarked on, on stderr."""
        settled = opened.settled
        if settled is None or settled.policy is None or not settled.is_new:
            return
        policy = settled.policy
        note(f"Policy {policy.serial} of {policy.organisation} is in force.")
        if settled.escrow_made:
            note("The organisation can open these records with a key of its own.")

    @property
    def records_cost(self) -> "Cost":
        """What a guess at a passphrase that is set here costs; less in tests only."""
        from visit_app.vault.kdf import STANDARD

        return self.data_root.cost or STANDARD

    def passphrase(self, *, new: bool = False) -> str:
        """From the file, else from a terminal, else the first line of what is piped in.

        A new one is asked for twice at a terminal. Raises Failure.
        """
        file = getattr(self.options, "passphrase_file", None)
        found = read_secret(Path(file)) if file else _asked(new)
        if not found:
            raise Failure(
                "There is no passphrase. Type one, or name a file that holds it: "
                "--passphrase-file FILE."
            )
        return found

    @contextmanager
    def desk(self) -> Iterator["Desk"]:
        """The desk of the unlocked records, locked again at the end."""
        opened = self.existing.open(self.passphrase())
        self._say_of_policy(opened)
        desk = opened.desk
        from visit_app.visits.errors import NotPossible

        with desk.vault:
            try:
                yield desk
            except NotPossible as problem:
                raise Failure(str(problem)) from None

    @contextmanager
    def laptop(self) -> Iterator["Laptop"]:
        """The unlocked laptop as its team sees it; raises SyncError for practice."""
        with self.desk() as desk:
            from visit_app.sync.laptop import Laptop
            from visit_app.sync.machine import machine_mark

            yield Laptop(desk.vault, self.clock, machine_mark(self.records.folder))


def check_new_passphrase(
    records: RecordsFolder, new: str, personal: tuple[str, ...] = ()
) -> None:
    """Raises Failure for one that is easier to guess than the policy permits.

    `personal` is what others know. Where no policy says anything, none is refused.
    """
    from visit_app.ui.strength import strength

    least = records.least_guesses()
    if least is None:
        return
    judged = strength(new, personal, least=least)
    if not judged.good_enough:
        raise Failure(
            f"{judged.advice} The organisation's policy asks for a passphrase that is"
            " harder to guess. Nothing was changed."
        )


def read_secret(path: Path, what: str = "passphrase file") -> str:
    """The text of a passphrase file, without the line end that an editor puts there."""
    try:
        text = bytes_of(path, what).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Failure(f"The {what} is not text in UTF-8.") from None
    return _without_line_end(text)


def _asked(new: bool) -> str:
    if not sys.stdin.isatty():
        return _without_line_end(sys.stdin.readline())
    found = getpass("Passphrase: ")
    if new and getpass("The same again: ") != found:
        raise Failure("The two passphrases are not the same. Nothing was changed.")
    return found


def _without_line_end(text: str) -> str:
    return text.removesuffix("\n").removesuffix("\r")
