"""What is saved and how far one is: words first, and nothing too early."""

from pytestqt.qtbot import QtBot
from tests.ui.kit.conftest import Said, Show

from visit_app.ui.kit.progress import Dashes, SpanTrack
from visit_app.ui.kit.reflow import Width
from visit_app.ui.kit.save_tick import SPOKEN_AFTER_MS, SaveTick
from visit_app.ui.kit.side_panel import SoFarPanel
from visit_app.ui.kit.status_line import StatusLine
from visit_app.ui.kit.text import Text
from visit_app.ui.kit.theme_holder import ThemeHolder


def test_the_tick_says_saving_saved_and_not_saved(show: Show, said: Said) -> None:
    tick = SaveTick()
    show(tick, 300, 30)
    tick.set_saving()
    assert tick.text() == "Saving…"
    tick.set_saved("10:42")
    assert tick.text() == "Saved 10:42"
    tick.set_failed("disk is full")
    assert tick.text() == "Not saved: disk is full"
    assert said == [("Not saved: disk is full", True)]


def test_saved_is_announced_once_typing_rests(
    qtbot: QtBot, show: Show, said: Said
) -> None:
    tick = SaveTick()
    show(tick, 300, 30)
    for _ in range(5):
        tick.set_saving()
        tick.set_saved("10:42")
    assert said == []
    qtbot.waitUntil(lambda: bool(said), timeout=SPOKEN_AFTER_MS + 3000)
    assert said == [("Saved 10:42", False)]


def test_the_three_ticks_look_different_without_their_words(show: Show) -> None:
    tick = SaveTick()
    show(tick, 300, 24)
    images = []
    changes = (
        tick.set_saving,
        lambda: tick.set_saved("10:42"),
        lambda: tick.set_failed("disk is full"),
    )
    for change in changes:
        change()
        images.append(tick.grab().toImage().copy(0, 0, 24, 24))
    assert images[0] != images[1]
    assert images[1] != images[2]


def test_dashes_say_the_question(qtbot: QtBot, holder: ThemeHolder) -> None:
    dashes = Dashes()
    qtbot.addWidget(dashes)
    dashes.set_progress(4, frozenset({1, 2, 3}), 9)
    assert dashes.accessibleName() == "Question 4 of 9"
    assert dashes.sizeHint().width() == 270


def test_the_track_says_its_span(qtbot: QtBot, holder: ThemeHolder) -> None:
    track = SpanTrack()
    qtbot.addWidget(track)
    track.set_span(5, 23, 27)
    assert track.accessibleName() == "Between 5 and 23 of 27"


def words(panel: SoFarPanel) -> list[str]:
    texts = panel.findChildren(Text)
    return [text.text() for text in texts if text.isVisible() and text.text()]


def test_there_is_no_total_before_the_last_answer(show: Show) -> None:
    panel = SoFarPanel()
    show(panel, 292, 500)
    panel.set_progress(3, 9, 5, 23, 27)
    assert words(panel) == [
        "So far",
        "3 of 9 answered",
        "Total between 5 and 23",
        "There is no total until all nine are answered.",
    ]
    panel.set_progress(9, 9, 10, 10, 27)
    assert words(panel) == ["So far", "9 of 9 answered", "Total 10"]


def test_an_answer_withheld_leaves_a_span(show: Show) -> None:
    panel = SoFarPanel()
    show(panel, 292, 500)
    panel.set_progress(8, 9, 10, 13, 27)
    assert "Total between 10 and 13" in words(panel)


def test_the_panel_can_lie_across_a_narrow_window(show: Show) -> None:
    panel = SoFarPanel()
    show(panel, 292, 500)
    assert panel.width() == 292
    panel.set_across(True)
    panel.resize(600, 300)
    assert panel.width() == 600


def test_the_status_line_says_where_the_visits_are(
    qtbot: QtBot, show: Show, said: Said
) -> None:
    line = StatusLine()
    show(line, 1000, 48)
    line.set_sentence("11 of 12 visits are in the team store.", "cloud-off", "ink2")
    assert said == []
    line.set_sentence("12 of 12 visits are in the team store.")
    assert said == [("12 of 12 visits are in the team store.", False)]
    with qtbot.waitSignal(line.hide_asked):
        line.hide_button.click()
    with qtbot.waitSignal(line.lock_asked):
        line.lock_button.click()


def test_the_status_line_is_short_when_narrow(show: Show) -> None:
    line = StatusLine()
    show(line, 1000, 48)
    line.set_width(Width.NARROW)
    assert line.hide_button.text() == "Hide"
    assert line.hide_button.accessibleDescription() == ""
    line.set_width(Width.WIDE)
    assert line.hide_button.text() == "Hide screen"
    assert line.hide_button.accessibleDescription() == "Key F8."
