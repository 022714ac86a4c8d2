"""Small photos as phones send them, with what must not stay in them."""

import struct

WHERE = b"GPS 30.5114 120.5866"


def segment(mark: int, payload: bytes) -> bytes:
    """One JPEG segment."""
    return bytes((0xFF, mark)) + struct.pack(">H", len(payload) + 2) + payload


def jpeg(orientation: int = 6, width: int = 40, height: int = 30) -> bytes:
    """A JPEG with orientation and place in its Exif."""
    entry = struct.pack("<HHIHH", 0x0112, 3, 1, orientation, 0)
    exif = b"Exif\0\0II*\0" + struct.pack("<IH", 8, 1) + entry + struct.pack("<I", 0) + WHERE
    size = struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00"
    scan = segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x12\x34" * 20 + b"\xff\xd9"
    return b"\xff\xd8" + segment(0xE1, exif) + segment(0xFE, WHERE) + segment(0xC0, size) + scan


def png(width: int = 40, height: int = 30) -> bytes:
    """A PNG with a text about the place."""

    def chunk(name: bytes, payload: bytes) -> bytes:
        return struct.pack(">I", len(payload)) + name + payload + b"\0\0\0\0"

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"tEXt", WHERE)
        + chunk(b"IDAT", b"x")
        + chunk(b"IEND", b"")
    )
