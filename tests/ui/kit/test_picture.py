"""The comparison of pictures finds what a person would, and nothing else."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QVBoxLayout, QWidget
from tests.ui.kit.conftest import Show
from tests.ui.kit.picture import RENEW, check_picture, differs, grabbed, small

from visit_app.ui.kit.button import Button
from visit_app.ui.kit.card import Card
from visit_app.ui.kit.text import Text


class Sample(QWidget):
    """A sentence and a button on a card."""

    def __init__(self) -> None:
        super().__init__()
        self.words = Text("Saved 10:42. Idris is 6 weeks 2 days.")
        self.button = Button("Carry on", "primary")
        self.card = Card("Amira")
        self.card.add(self.words, self.button)
        column = QVBoxLayout(self)
        column.addWidget(self.card)


def move_words(sample: Sample) -> None:
    sample.words.move(sample.words.x() + 2, sample.words.y())


def move_button(sample: Sample) -> None:
    sample.button.move(sample.button.x(), sample.button.y() + 2)


def change_a_digit(sample: Sample) -> None:
    sample.words.setText("Saved 10:43. Idris is 6 weeks 2 days.")


def change_a_color(sample: Sample) -> None:
    sample.setStyleSheet("Sample { background: #F6F1E5 }")


CHANGES = (move_words, move_button, change_a_digit, change_a_color)


@pytest.fixture
def sample(show: Show) -> Sample:
    made = Sample()
    show(made, 400, 200)
    return made


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_found_and_both_pictures_are_kept(
    sample: Sample,
    change: Callable[[Sample], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tests.ui.kit.picture.GOLDEN", tmp_path)
    monkeypatch.setenv(RENEW, "1")
    check_picture(sample, "sample", tmp_path)
    monkeypatch.delenv(RENEW)
    check_picture(sample, "sample", tmp_path)
    change(sample)
    with pytest.raises(AssertionError, match="pictures in"):
        check_picture(sample, "sample", tmp_path)
    kept = {path.name for path in tmp_path.iterdir()}
    assert {"sample-actual.png", "sample-expected.png", "sample-difference.png"} < kept


def test_letters_smoothed_for_coloured_stripes_are_the_same(sample: Sample) -> None:
    """As a screen of red, green and blue stripes shows them: each a third beside."""
    red, green, blue = grabbed(sample).resize((1200, 200)).split()
    striped = [
        band.transform((400, 200), Image.Transform.AFFINE, (3, 0, shift, 0, 1, 0))
        for band, shift in ((red, -1), (green, 0), (blue, 1))
    ]
    assert not differs(grabbed(sample), Image.merge("RGB", striped))


def test_the_small_file_is_the_same_picture(sample: Sample) -> None:
    picture = grabbed(sample)
    assert not differs(picture, small(picture).convert("RGB"))
    assert small(picture).getpixel((1, 1)) is not None
