"""Pages of a PDF as pictures, for the screen."""

from dataclasses import dataclass
from threading import Lock
from typing import Any

import pypdfium2

_one_at_a_time = Lock()  # PDFium must not be entered twice


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page: `rgba` holds width x height pixels of 4 bytes, row by row, opaque."""

    width: int
    height: int
    rgba: bytes


def pages(pdf: bytes, width_px: int) -> list[PageImage]:
    """Every page drawn `width_px` pixels wide.

    Raises ValueError when these bytes are no PDF that can be read.
    """
    with _one_at_a_time:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError:
            raise ValueError(
                "This letter could not be shown: its PDF is damaged. Compose it again."
            ) from None
        try:
            return [_image(page, width_px) for page in document]
        finally:
            document.close()


def _image(page: Any, width_px: int) -> PageImage:
    bitmap = page.render(
        scale=width_px / page.get_width(),
        rev_byteorder=True,
        force_bitmap_format=pypdfium2.raw.FPDFBitmap_BGRx,
        fill_color=(255, 255, 255, 255),
    )
    try:
        return PageImage(bitmap.width, bitmap.height, _opaque(bitmap))
    finally:
        bitmap.close()


def _opaque(bitmap: Any) -> bytes:
    pixels = bytearray(bitmap.buffer)
    row = bitmap.width * 4
    if bitmap.stride != row:
        rows = range(0, bitmap.height * bitmap.stride, bitmap.stride)
        pixels = bytearray(b"".join(pixels[at : at + row] for at in rows))
    pixels[3::4] = b"\xff" * (len(pixels) // 4)
    return bytes(pixels)
