"""What has to be done in a team when a family is erased on one laptop."""

from collections.abc import Callable

from visit_app.sync import front
from visit_app.sync.laptop import Laptop
from visit_app.sync.status import Standing, standing


def telling_the_team(laptop: Laptop, family_id: str) -> Callable[[], None]:
    """To be called in the transaction that erases: everywhere, or not at all.

    It does nothing on a laptop that is used by itself, and raises NotAllowed on one
    that may not decide for its team: colleagues would send the family back.
    """

    def tell() -> None:
        if standing(laptop) is not Standing.ALONE:
            front.erase_family(laptop, family_id)

    return tell
