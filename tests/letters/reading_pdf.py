"""Reading a PDF back, for the tests."""

from collections.abc import Iterator
from ctypes import create_string_buffer

import pypdfium2
from pypdfium2 import raw


def page_texts(pdf: bytes) -> list[str]:
    """The text of each page, as a reader would copy it."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_text(page) for page in document]
    finally:
        document.close()


def _text(page: pypdfium2.PdfPage) -> str:
    text_page = page.get_textpage()
    found: str = text_page.get_text_range().replace("\r\n", "\n")
    text_page.close()
    return found


def fonts(pdf: bytes) -> dict[str, bool]:
    """Each font that draws text, by name, and whether it is embedded."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return dict(font for page in document for font in _fonts(page))
    finally:
        document.close()


def _fonts(page: pypdfium2.PdfPage) -> Iterator[tuple[str, bool]]:
    for drawn in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
        font = raw.FPDFTextObj_GetFont(drawn.raw)
        name = create_string_buffer(100)
        raw.FPDFFont_GetBaseFontName(font, name, len(name))
        yield name.value.decode(), raw.FPDFFont_GetIsEmbedded(font) == 1


def metadata(pdf: bytes) -> dict[str, str]:
    """What a viewer shows under "Properties"."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        found: dict[str, str] = document.get_metadata_dict(skip_empty=True)
        return found
    finally:
        document.close()
