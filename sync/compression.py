"""zstd with caps (压缩): what is sent small, and how much of what comes is ever unpacked.

Source: sync.md §4 (bodies over 1 KiB), §15 (window 8 MiB, stop at the stated cap).
"""

import zstandard

WORTH_IT = 1024  # bytes; shorter bodies go as they are
MAX_WINDOW = 8 * 1024 * 1024
LEVEL = 3


class UnpackError(ValueError):
    """The bytes are not zstd, want a huge window, or unpack to more than was agreed."""


def pack(data: bytes) -> bytes:
    """Compress."""
    return zstandard.ZstdCompressor(level=LEVEL).compress(data)


def unpack(data: bytes, most: int) -> bytes:
    """Decompress one frame to at most `most` bytes; never holds more, whatever the frame's header says."""
    unpacker = zstandard.ZstdDecompressor(max_window_size=MAX_WINDOW)
    try:
        stated = zstandard.frame_content_size(data)  # -1 when the sender did not know it
        with unpacker.stream_reader(data, read_across_frames=False) as reader:
            found = reader.read(most + 1) if stated <= most else b""
    except zstandard.ZstdError as err:
        raise UnpackError("not zstd") from err
    if stated > most or len(found) > most:
        raise UnpackError("too large")
    if stated not in (-1, len(found)):
        raise UnpackError("cut short")
    return found
