"""Long texts in the vault and its journal: zstd, and zlib as older versions wrote it.

A frame says itself which it is. The library is loaded at the first text: nobody who
types an answer waits for it.
"""

import zlib
from collections.abc import Iterable

from visit_app.vault.errors import Damaged

_ZSTD = b"\x28\xb5\x2f\xfd"  # how every frame begins; zlib's begin with 0x78
_LEVEL = 1


def squeeze(content: bytes) -> bytes:
    """The content as one frame."""
    return squeeze_each([content])[0]


def squeeze_each(contents: Iterable[bytes]) -> list[bytes]:
    """A frame of each."""
    from zstandard import ZstdCompressor

    compressor = ZstdCompressor(level=_LEVEL)
    return [compressor.compress(content) for content in contents]


def unsqueeze(frame: bytes) -> bytes:
    """The content of a frame; raises Damaged."""
    return unsqueeze_each([frame])[0]


def unsqueeze_each(frames: Iterable[bytes]) -> list[bytes]:
    """The content of each frame; raises Damaged."""
    from zstandard import ZstdDecompressor, ZstdError

    decompressor = ZstdDecompressor()
    try:
        return [
            decompressor.decompress(frame)
            if frame.startswith(_ZSTD)
            else zlib.decompress(frame)
            for frame in frames
        ]
    except (ZstdError, zlib.error):
        raise Damaged(detail="compressed") from None
