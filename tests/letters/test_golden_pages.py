"""The look of two letters, page by page, against pictures a person has looked at.

To renew them after a wanted change: VISIT_APP_RENEW_GOLDEN=1 pytest this file, then
look at tests/golden/letters before committing.
"""

import os
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from tests.letters.sample_letters import LONG, PLAIN

from visit_app.letters import LetterContext, compose, preview
from visit_app.letters.pdf import render

GOLDEN = Path(__file__).parents[1] / "golden" / "letters"
WIDTH = 620
LETTERS = {"short": (PLAIN, 1), "long": (LONG, 4)}

# Another build of PDFium smooths edges differently; moved text differs far more.
DARK, SHARE = 96, 0.004


def drawn(context: LetterContext) -> list[Image.Image]:
    images = preview.pages(render(compose(context)), WIDTH)
    return [
        Image.frombytes("RGBA", (image.width, image.height), image.rgba).convert("L")
        for image in images
    ]


def differing(one: Image.Image, other: Image.Image) -> float:
    """The share of pixels that are clearly lighter or darker."""
    if one.size != other.size:
        return 1
    counts = ImageChops.difference(one, other).histogram()
    return sum(counts[DARK:]) / (one.width * one.height)


@pytest.mark.parametrize("name", LETTERS)
def test_the_pages_look_as_they_did(name: str, tmp_path: Path) -> None:
    context, number = LETTERS[name]
    pages = drawn(context)
    assert len(pages) == number
    for i, page in enumerate(pages, start=1):
        kept = GOLDEN / f"{name}-{i}.png"
        if os.environ.get("VISIT_APP_RENEW_GOLDEN"):
            page.save(kept, optimize=True)
        share = differing(page, Image.open(kept))
        page.save(tmp_path / kept.name)
        assert share <= SHARE, f"{share:.2%} of {tmp_path / kept.name} differs"


def test_a_letter_with_one_word_moved_does_not_pass() -> None:
    pages = drawn(PLAIN)
    shifted = ImageChops.offset(pages[0], 3, 0)
    assert differing(pages[0], shifted) > SHARE
    assert differing(pages[0], drawn(LONG)[0]) > SHARE
