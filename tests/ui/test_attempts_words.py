import re
from datetime import date

import pytest
from tests.ui.conftest import PASSPHRASE
from tests.ui.test_several_practitioners import unlock, unlock_page

from visit_app.ui.attempts_words import attempts_words
from visit_app.ui.shell import Shell
from visit_app.vault.arrival import Arrival

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize("failed", [0, 1, 2])
def test_slips_of_the_fingers_are_not_worth_a_word(failed: int) -> None:
    assert attempts_words(Arrival(failed=failed), TODAY) == ""


def test_more_is_said_with_the_time() -> None:
    tried = Arrival(failed=5, failed_last="2026-11-26T14:02:00+00:00")
    words = attempts_words(tried, TODAY)
    assert words.startswith("5 wrong passphrases were tried before this one, the last")
    assert re.search(r"the last .*\d\d:\d\d\. If that was not you", words)
    odd = attempts_words(Arrival(failed=3, failed_last="?"), TODAY)
    assert "at a time that is not known" in odd


def test_it_stands_above_the_page_after_unlocking(locked: Shell) -> None:
    for guess in ("a guess", "another guess", "a third guess"):
        unlock(locked, guess)
    locked.records.clock.forward(seconds=60)  # type: ignore[attr-defined]
    unlock_page(locked).presenter._again()
    unlock(locked, PASSPHRASE)
    banner = locked.inside.workspace.banner
    assert banner.isVisibleTo(locked.inside.workspace)
    assert banner.text().startswith("3 wrong passphrases were tried")
    banner.button.click()
    assert not banner.isVisibleTo(locked.inside.workspace)
    locked.lock()
    unlock(locked, PASSPHRASE)
    assert not banner.isVisibleTo(locked.inside.workspace)
