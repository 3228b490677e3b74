"""Compares a picture of a widget with the golden one beside it, with tolerance."""

import os
from pathlib import Path

from PySide6.QtGui import QColor, QImage, QPixmap
from PySide6.QtWidgets import QWidget

GOLDEN = Path(__file__).resolve().parents[2] / "golden" / "screens"
RENEW = "RENEW_GOLDEN"  # set it to 1 to take the pictures anew, then look at them

NEAR = 24  # of 255 per channel: smoothing differs by that much between machines
SHARE = 0.004  # of all pixels may differ by more


def check_picture(widget: QWidget, name: str, folder: Path) -> None:
    """Fail, and say where the pictures are, when the widget looks otherwise."""
    actual = _plain(widget.grab())
    golden = GOLDEN / f"{name}.png"
    if os.environ.get(RENEW):
        golden.parent.mkdir(parents=True, exist_ok=True)
        actual.save(str(golden))
    assert golden.exists(), f"no golden picture {name}: run with {RENEW}=1 and look"
    expected = _plain(QPixmap(str(golden)))
    assert actual.size() == expected.size(), f"{name} has another size"
    difference, share = compare(actual, expected)
    if share > SHARE:
        _keep(folder, name, actual, expected, difference)
    assert share <= SHARE, f"{name}: {share:.2%} differs, pictures in {folder}"


def _plain(picture: QPixmap) -> QImage:
    return picture.toImage().convertToFormat(QImage.Format.Format_RGB32)


def compare(actual: QImage, expected: QImage) -> tuple[QImage, float]:
    """A picture of the differences, and the share of pixels that differ visibly."""
    difference = QImage(actual.size(), QImage.Format.Format_RGB32)
    difference.fill(QColor("black"))
    mine, theirs = bytes(actual.constBits()), bytes(expected.constBits())
    wide, bad = actual.bytesPerLine(), 0
    for y in range(actual.height()):
        row = slice(y * wide, (y + 1) * wide)
        if mine[row] == theirs[row]:
            continue
        for x in range(actual.width()):
            at = y * wide + 4 * x
            pairs = zip(mine[at : at + 3], theirs[at : at + 3], strict=True)
            if max(abs(a - b) for a, b in pairs) > NEAR:
                difference.setPixelColor(x, y, QColor("white"))
                bad += 1
    return difference, bad / (actual.width() * actual.height())


def _keep(folder: Path, name: str, *pictures: QImage) -> None:
    kinds = ("actual", "expected", "difference")
    for kind, picture in zip(kinds, pictures, strict=True):
        picture.save(str(folder / f"{name}-{kind}.png"))
