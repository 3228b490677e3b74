"""Which two groups of a recovery code are asked back, and whether they are right."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random, SystemRandom

from visit_app.ui.text import tr


def groups(code: str) -> tuple[str, ...]:
    """The 9 groups of 4 of a code."""
    return tuple(code.split("-"))


@dataclass(frozen=True, slots=True)
class Asked:
    """The code, and the numbers (1 to 9) of the two groups to be typed back."""

    code: str
    numbers: tuple[int, int]

    def wrong(self, typed: Sequence[str]) -> tuple[int, ...]:
        """The numbers of the groups that were typed wrong."""
        from visit_app.vault.recovery import plain

        known = groups(self.code)
        return tuple(
            number
            for number, text in zip(self.numbers, typed, strict=True)
            if plain(text) != known[number - 1]
        )


def ask(code: str, random: Random | None = None) -> Asked:
    """Two different groups, in order; at random."""
    chosen = (random or SystemRandom()).sample(range(1, len(groups(code)) + 1), 2)
    first, second = sorted(chosen)
    return Asked(code, (first, second))


def paper(code: str) -> str:
    """What is printed, or saved to a stick: the code, and nothing about a person."""
    return "\n".join(
        (
            tr("Visit: recovery code"),
            "",
            *(f"{number}.  {group}" for number, group in enumerate(groups(code), 1)),
            "",
            tr("It opens the records on one laptop when the passphrase is forgotten."),
            tr("Keep it away from that laptop, as you keep your keys."),
            "",
        )
    )
