"""Photos that come in by a form (网页照片): known by their header, stripped of where and when, kept by their digest.

Source: sync.md §11. Places and times in a photo belong into the action, if the person agrees; the orientation stays,
for without it a phone's picture lies on its side.
"""

import struct
from hashlib import sha256

from msgspec import Struct
from sqlalchemy import Connection, insert, select

from db.tables.county import photo
from governance.refusal import Refusal

MOST_BYTES = 5 << 20
MOST_FILES = 6
DIGEST_CHARS = 16  # of the digest in the name: enough that no other bytes fit it
JPEG, PNG = "image/jpeg", "image/png"
ENDINGS = {JPEG: "jpg", PNG: "png"}
_PNG_MARK = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"gAMA", b"sRGB", b"cHRM", b"iCCP"}
_SIZES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}  # JPEG segments that say width and height
_BARE = {0x01, *range(0xD0, 0xD8)}


class Photo(Struct, frozen=True):
    """One photo, cleaned (照片)."""

    media: str
    width: int
    height: int
    body: bytes

    @property
    def sha(self) -> bytes:
        """Its digest."""
        return sha256(self.body).digest()

    def name(self, number: int) -> str:
        """What the action calls it: `照片1-3fa9c2d1e4b5a697.jpg`."""
        return f"照片{number}-{self.sha.hex()[:DIGEST_CHARS]}.{ENDINGS[self.media]}"


def read_photo(content: bytes) -> Photo | Refusal:
    """A photo out of what was sent, or why it is none."""
    if len(content) > MOST_BYTES:
        return Refusal("photo-large", "照片超过 5 兆；请压缩或改用较低分辨率重拍。")
    try:
        if content.startswith(b"\xff\xd8\xff"):
            return _jpeg(content)
        if content.startswith(_PNG_MARK):
            return _png(content)
    except (struct.error, ValueError, IndexError):
        return Refusal("photo-broken", "照片文件不完整，没有保存；请重新拍照或另选一张。")
    return Refusal("photo-type", "只收 jpg 和 png 照片；请换成照片再提交。")


def keep(conn: Connection, stream: str, case_id: str, user: str, at: int, found: Photo) -> None:
    """Keep the bytes with the case; the same photo again is kept once."""
    known = select(photo.c.at).where(
        photo.c.stream_id == stream, photo.c.case_id == case_id, photo.c.sha == found.sha
    )
    if conn.execute(known).first() is None:
        conn.execute(
            insert(photo).values(
                stream_id=stream, case_id=case_id, sha=found.sha, media=found.media, user_id=user, at=at,
                body=found.body,
            )
        )  # fmt: skip


def digest_of(name: str) -> str:
    """The digest's beginning in a photo's name; "" in a name that was not given here."""
    digits = name.rpartition("-")[2].partition(".")[0]
    whole = len(digits) == DIGEST_CHARS and all(c in "0123456789abcdef" for c in digits)
    return digits if whole else ""


# ---------------------------------------------------------------- jpeg


def _jpeg(content: bytes) -> Photo:
    kept, at, size, turned = [b"\xff\xd8"], 2, (0, 0), 1
    while True:
        if content[at] != 0xFF:
            raise ValueError("no marker")
        mark = content[at + 1]
        if mark == 0xFF:
            at += 1
            continue
        if mark in _BARE:
            at += 2
            continue
        (length,) = struct.unpack_from(">H", content, at + 2)
        segment = content[at : at + 2 + length]
        if length < 2 or len(segment) < 2 + length:
            raise ValueError("cut off")
        if mark in _SIZES:
            height, width = struct.unpack_from(">HH", segment, 5)
            size = (width, height)
        if mark == 0xE1 and segment[4:10] == b"Exif\0\0":
            turned = _orientation(segment[10:])
        if mark == 0xDA:  # the picture itself follows
            kept.append(content[at:])
            break
        if not (0xE1 <= mark <= 0xEF or mark == 0xFE) or mark == 0xE2 or mark == 0xEE:
            kept.append(segment)
        at += 2 + length
    if not all(size) or b"\xff\xd9" not in content[-4096:]:
        raise ValueError("no picture")
    if turned != 1:
        kept.insert(1, _turned(turned))
    return Photo(JPEG, size[0], size[1], b"".join(kept))


def _orientation(tiff: bytes) -> int:
    """How the camera was held, 1 to 8; 1 when nothing is said."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return 1
    (first,) = struct.unpack_from(order + "I", tiff, 4)
    (count,) = struct.unpack_from(order + "H", tiff, first)
    for n in range(min(count, 200)):
        tag, _, _, value = struct.unpack_from(order + "HHIH", tiff, first + 2 + 12 * n)
        if tag == 0x0112:
            return value if 1 <= value <= 8 else 1
    return 1


def _turned(orientation: int) -> bytes:
    """An Exif segment that says the orientation and nothing else."""
    tiff = b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, 0x0112, 3, 1, orientation, 0, 0)
    payload = b"Exif\0\0" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(payload) + 2) + payload


# ---------------------------------------------------------------- png


def _png(content: bytes) -> Photo:
    kept, at, size = [_PNG_MARK], 8, (0, 0)
    while True:
        (length,) = struct.unpack_from(">I", content, at)
        name = content[at + 4 : at + 8]
        chunk = content[at : at + 12 + length]
        if len(chunk) < 12 + length:
            raise ValueError("cut off")
        if name == b"IHDR":
            size = struct.unpack_from(">II", chunk, 8)
        if name in _PNG_KEPT:
            kept.append(chunk)
        at += 12 + length
        if name == b"IEND":
            break
    if not all(size):
        raise ValueError("no picture")
    return Photo(PNG, size[0], size[1], b"".join(kept))
