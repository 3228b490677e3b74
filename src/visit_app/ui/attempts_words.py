"""What is said after unlocking when somebody tried wrong passphrases before."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from visit_app.ui.text import tr

if TYPE_CHECKING:
    from visit_app.vault.arrival import Arrival

WORTH_SAYING = 3  # one or two are slips of one's own fingers


def attempts_words(arrival: "Arrival", today: date) -> str:
    """How often and when somebody tried; "" for what fingers do by themselves."""
    if arrival.failed < WORTH_SAYING:
        return ""
    return tr(
        "{n} wrong passphrases were tried before this one, the last {when}. If that was"
        " not you, tell whoever looks after your laptops.",
        n=arrival.failed,
        when=_when(arrival.failed_last, today),
    )


def _when(text: str, today: date) -> str:
    from visit_app.ui.courier.words import moment

    try:
        return moment(datetime.fromisoformat(text), today)
    except ValueError:
        return tr("at a time that is not known")
