"""zstd with a limit: what a colleague's laptop sends cannot fill this one's memory."""

import zstandard

from visit_app.sync.errors import Untrusted

LARGEST_BYTES = 64 * 1024 * 1024
_LEVEL = 3


def squeeze(data: bytes) -> bytes:
    """The data as one zstd frame that states its size."""
    return zstandard.ZstdCompressor(level=_LEVEL).compress(data)


def unsqueeze(frame: bytes) -> bytes:
    """The data of a frame; raises Untrusted when it is not one, or is too large."""
    try:
        size = zstandard.get_frame_parameters(frame).content_size
        if size > LARGEST_BYTES:  # also when the frame does not say: 2**64 - 1
            raise Untrusted("A parcel unfolds to more than a parcel can hold.")
        return zstandard.ZstdDecompressor().decompress(frame)
    except zstandard.ZstdError:
        raise Untrusted("A parcel cannot be unfolded.") from None
