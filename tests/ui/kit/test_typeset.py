from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QFontMetricsF
from pytestqt.qtbot import QtBot

from visit_app.ui.kit.theme import Theme
from visit_app.ui.kit.theme_holder import ThemeHolder
from visit_app.ui.kit.typeset import STYLES, Block, longest_word, without_mnemonic


def test_a_mnemonic_is_taken_out_and_found() -> None:
    assert without_mnemonic("Go &back") == ("Go back", 3)
    assert without_mnemonic("Tom && Jerry") == ("Tom & Jerry", -1)
    assert without_mnemonic("&A &B") == ("A B", 0)
    assert without_mnemonic("end &") == ("end ", -1)


@given(st.text(alphabet="ab&", max_size=12))
def test_no_text_breaks_the_search_for_mnemonics(text: str) -> None:
    plain, position = without_mnemonic(text)
    assert position < len(plain)
    assert plain.count("&") <= text.count("&&")


def test_lines_are_as_high_as_the_role_says(qtbot: QtBot, holder: ThemeHolder) -> None:
    style, theme = STYLES["prompt"], Theme()
    words = "What 3 words or phrases would you use to describe your relationship?"
    block = Block(words, style.font(theme), style.line_height(theme), 900)
    assert block.line_count() == 2
    assert block.size.height() == 2 * 54
    assert block.size.width() <= 900


def test_own_line_breaks_are_kept(qtbot: QtBot, holder: ThemeHolder) -> None:
    font = STYLES["note"].font(Theme())
    assert Block("one\ntwo\nthree", font, 20, 500).line_count() == 3


def test_an_empty_text_has_the_height_of_a_line(
    qtbot: QtBot, holder: ThemeHolder
) -> None:
    assert Block("", STYLES["body"].font(Theme()), 25, 500).size.height() == 25


def test_the_bundled_font_is_in_use(qtbot: QtBot, holder: ThemeHolder) -> None:
    font = STYLES["prompt"].font(Theme())
    words = "What 3 words or phrases would you use to"
    assert abs(QFontMetricsF(font).horizontalAdvance(words) - 852) < 1
    assert longest_word("to relationship a", font) > longest_word("to a", font)
