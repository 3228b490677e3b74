"""Compares a picture of a widget with the golden one beside it, with tolerance.

Both are looked at from afar: each square of 8 by 8 pixels becomes its mean colour. What
differs between machines is how the edges of letters are smoothed, which a mean hardly
sees; a part that moved or letters that changed move the mean of their squares. A square
of one colour has no edges, so there the colour itself is held.
"""

import os
from collections import Counter
from pathlib import Path
from typing import cast

from PIL import Image, ImageChops, ImageOps
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

GOLDEN = Path(__file__).resolve().parents[2] / "golden" / "screens"
RENEW = "RENEW_GOLDEN"  # set it to 1 to take the pictures anew, then look at them

SQUARE = 8  # pixels
# Of 255, in any channel of a square's mean. Letters smoothed for coloured stripes, the
# most that a computer's settings change, come to 10; the colours of the file to 2.
FAR = 12
FAR_PLAIN = 2  # where the square has one colour, in both
COMMON = 64  # colours kept exactly in a file: surfaces, and what is written on them
TURNS = 20  # of the event loop, until a window stands as it will stay

Color = tuple[int, int, int]


def check_picture(widget: QWidget, name: str, folder: Path) -> None:
    """Fail, and say where the pictures are, when the widget looks otherwise."""
    actual = settled(widget)
    golden = GOLDEN / f"{name}.png"
    if os.environ.get(RENEW):
        _renew(golden, actual)
    assert golden.exists(), f"no golden picture {name}: run with {RENEW}=1 and look"
    expected = opened(golden)
    assert actual.size == expected.size, f"{name} has another size"
    different = differs(actual, expected)
    if different:
        _keep(folder, name, actual, expected)
    assert not different, f"{name} looks otherwise: pictures in {folder}"


def _renew(golden: Path, actual: Image.Image) -> None:
    """A picture nobody could tell from the one there is leaves that alone."""
    if not golden.exists() or differs(actual, opened(golden)):
        golden.parent.mkdir(parents=True, exist_ok=True)
        small(actual).save(golden, optimize=True)


def differs(one: Image.Image, other: Image.Image) -> bool:
    """Whether a person would see it."""
    if one.size != other.size:
        return True
    between = _between(one, other)
    edges = ImageChops.lighter(_edges(one), _edges(other))
    plain = Image.composite(Image.new("RGB", between.size), between, edges)
    return _most(between) > FAR or _most(plain) > FAR_PLAIN


def settled(widget: QWidget) -> Image.Image:
    """The widget once two pictures in a row are the same: laid out, nothing moving."""
    last = grabbed(widget)
    for _ in range(TURNS):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QCoreApplication.processEvents()
        picture = grabbed(widget)
        if picture == last:
            return picture
        last = picture
    raise AssertionError("the widget does not come to rest")


def grabbed(widget: QWidget) -> Image.Image:
    """What the widget looks like at this moment."""
    taken = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    size, row = (taken.width(), taken.height()), taken.bytesPerLine()
    return Image.frombytes("RGB", size, bytes(taken.constBits()), "raw", "RGB", row)


def opened(path: Path) -> Image.Image:
    """A picture from the disk."""
    with Image.open(path) as picture:
        return picture.convert("RGB")


def small(picture: Image.Image) -> Image.Image:
    """The picture in 256 colours: its commonest exactly, those of edges nearly."""
    pixels = picture.get_flattened_data()
    counted = Counter(cast("tuple[Color, ...]", pixels))
    common = [color for color, _ in counted.most_common(COMMON)]
    made = picture.quantize(256 - len(common), method=Image.Quantize.MAXCOVERAGE)
    palette = made.getpalette() or []
    first = len(palette) // 3
    exact: dict[object, int] = {color: first + at for at, color in enumerate(common)}
    near = zip(pixels, made.get_flattened_data(), strict=True)
    made.putdata([exact.get(color, index) for color, index in near])
    made.putpalette(palette + [channel for color in common for channel in color])
    return made


def _between(one: Image.Image, other: Image.Image) -> Image.Image:
    return ImageChops.difference(one.reduce(SQUARE), other.reduce(SQUARE))


def _edges(picture: Image.Image) -> Image.Image:
    """Not black where any pixel of a square differs from the one before or above."""
    beside, above = (ImageChops.offset(picture, *by) for by in ((1, 0), (0, 1)))
    steps = ImageChops.lighter(
        ImageChops.difference(picture, beside), ImageChops.difference(picture, above)
    )
    red, green, blue = steps.split()
    any_step = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return any_step.point(_white).reduce(SQUARE).point(_white)


def _white(level: int) -> int:
    return 255 if level else 0


def _most(picture: Image.Image) -> int:
    extrema = cast("tuple[tuple[int, int], ...]", picture.getextrema())
    return max(high for _, high in extrema)


def _keep(folder: Path, name: str, actual: Image.Image, expected: Image.Image) -> None:
    squares = ImageOps.autocontrast(_between(actual, expected).convert("L"))
    pictures = {
        "actual": actual,
        "expected": expected,
        "difference": squares.resize(actual.size, Image.Resampling.NEAREST),
    }
    for kind, picture in pictures.items():
        picture.save(folder / f"{name}-{kind}.png")
