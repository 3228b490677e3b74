import sys

import pytest
from tests.letters.sample_letters import FULL, PLAIN

from visit_app.letters import compose, preview
from visit_app.letters.pdf import render

PDF = render(compose(FULL))


@pytest.mark.parametrize("width", [97, 600])
def test_pages_have_the_width_asked_for_and_the_shape_of_a4(width: int) -> None:
    images = preview.pages(PDF, width)
    assert len(images) == 2
    for image in images:
        assert abs(image.width - width) <= 1
        assert image.height / image.width == pytest.approx(297 / 210, rel=0.02)
        assert len(image.rgba) == image.width * image.height * 4


def test_the_paper_is_white_and_opaque_and_the_ink_black() -> None:
    page = preview.pages(PDF, 600)[0]
    assert page.rgba[:4] == b"\xff\xff\xff\xff"
    assert set(page.rgba[3::4]) == {255}
    assert min(page.rgba[0::4]) < 40


def test_one_letter_after_another() -> None:
    other = render(compose(PLAIN))
    assert len(preview.pages(other, 300)) == 1
    assert preview.pages(PDF, 300) == preview.pages(PDF, 300)


def test_what_is_no_pdf_is_said_in_plain_words() -> None:
    with pytest.raises(ValueError, match="Compose it again"):
        preview.pages(b"not a pdf", 300)


def test_letters_can_be_composed_without_loading_reportlab_or_pdfium() -> None:
    import subprocess

    code = (
        "import sys, visit_app.letters; "
        "print({'reportlab', 'pypdfium2', 'uharfbuzz'} & set(sys.modules))"
    )
    made = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert made.stdout.strip() == "set()"
