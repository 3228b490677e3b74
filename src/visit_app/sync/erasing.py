"""What has to be done in a team when a family is erased on one laptop."""

from collections.abc import Callable, Iterable

from visit_app.sync import front
from visit_app.sync.book import ERASED
from visit_app.sync.laptop import Laptop
from visit_app.sync.status import Standing, standing


def left_out(laptop: Laptop, families: Iterable[str]) -> bool:
    """Whether the team has erased one of these, as far as this laptop was told.

    Nothing of it is sent or taken any more, even where it comes in by a file.
    """
    return not set(laptop.ledger.value(ERASED) or []).isdisjoint(families)


def telling_the_team(laptop: Laptop, family_id: str) -> Callable[[], None]:
    """To be called in the transaction that erases: everywhere, or not at all.

    It does nothing on a laptop that is used by itself, and raises NotAllowed on one
    that may not decide for its team: colleagues would send the family back.
    """

    def tell() -> None:
        if standing(laptop) is not Standing.ALONE:
            front.erase_family(laptop, family_id)

    return tell
