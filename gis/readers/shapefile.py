"""Shapefile (.shp with .dbf, .shx, .prj, .cpg): three traps are taken care of.

Encoding 编码: the .cpg file says it, else the LDID byte of the .dbf; else it is UTF-8 if every name and value is
strictly that, and GB18030 if not. A .cpg that the bytes contradict is not believed.
A missing .shx: rebuilt in a copy, never beside the original.
A missing .prj: `survey` looks at the numbers.
"""

import codecs
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyogrio
from msgspec.structs import replace

from gis.clean import Check
from gis.failures import EmptyMapError, UnreadableMapError
from gis.readers.layer import Layer, read_layer

_LDID_OFFSET = 29
_LDID_SAYS_NOTHING = frozenset({0x00, 0x57})  # none; "ANSI", which is whatever the writing machine was set to
_LDID = {
    0x4D: "GB18030",
    0x7A: "GB18030",
    0x4F: "cp950",
    0x78: "cp950",
    0x03: "cp1252",
    0x01: "cp437",
    0x02: "cp850",
}
_SMALLEST_HEADER = 33
_BYTES = (
    "ISO-8859-1"  # texts are read byte by byte: GDAL stumbles over a character that a short field cut in two
)


def read(path: Path, *, layer: str | None = None, encoding: str | None = None) -> Layer:
    """The layer of a shapefile, given by its .shp (or by its .dbf: then there must be a .shp beside it)."""
    path = _shp(path)
    found, note = (encoding, None) if encoding else text_encoding(path)
    with _indexed(path) as readable:
        raw = read_layer(readable, encoding=_BYTES, copied_from=path)
    texts = tuple({_decoded(k, found): _decoded(v, found) for k, v in row.items()} for row in raw.attributes)
    return replace(raw, encoding=found or "UTF-8", attributes=texts, checks=(note,) if note else ())


def _decoded(raw: str, encoding: str | None) -> str:
    """A text that was read byte by byte, in its true encoding; half a character at its end is dropped."""
    return raw.encode(_BYTES).decode(encoding or "UTF-8", errors="replace").rstrip("\ufffd")


@contextmanager
def _indexed(path: Path) -> Iterator[Path]:
    """The shapefile itself, or a copy with a rebuilt .shx when that is missing."""
    if not path.is_file() or _beside(path, ".shx"):
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="huying-map-") as folder:
        copy = Path(folder) / path.name
        for suffix in (".shp", ".dbf", ".prj"):
            if part := _beside(path, suffix):
                shutil.copyfile(part, copy.with_suffix(suffix))
        pyogrio.set_gdal_config_options({"SHAPE_RESTORE_SHX": "YES"})
        try:
            yield copy
        finally:
            pyogrio.set_gdal_config_options({"SHAPE_RESTORE_SHX": None})


# ---------------------------------------------------------------- encoding of the .dbf


def text_encoding(path: Path) -> tuple[str | None, Check | None]:
    """The encoding of a shapefile's texts, and what the operator should know about it; None without a .dbf."""
    if (table := _beside(path, ".dbf")) is None:
        return None, Check("no-attributes", "缺少属性表(.dbf)，只有图形，没有名称和编码。")
    content = table.read_bytes()
    if len(content) < _SMALLEST_HEADER:
        raise UnreadableMapError(f"地图“{path.name}”的属性表(.dbf)已损坏，请重新导出。", path=str(path))
    pieces = list(_pieces(content))
    if (said := _said(path, content)) and _reads(pieces, said):
        return said, None
    found = "UTF-8" if _reads(pieces, "UTF-8") else "GB18030"
    if said:
        return found, Check(
            "encoding-contradicted", f"文件注明的编码 {said} 与内容不符，已按 {found} 读取，请核对名称。"
        )
    if all(piece.isascii() for piece, _ in pieces):
        return found, None
    return found, Check("encoding-guessed", f"文件没有注明文字编码，已按 {found} 读取，请核对名称。")


def _said(path: Path, content: bytes) -> str | None:
    """What the .cpg file or the LDID byte says, as Python calls it; None when they say nothing of use."""
    if (page := _beside(path, ".cpg")) is not None:
        named = page.read_text("ascii", errors="replace").strip()
        for name in (named, f"cp{named.removeprefix('ANSI ')}"):
            try:
                found = codecs.lookup(name).name
            except LookupError:
                continue
            return "GB18030" if found in {"gbk", "gb2312"} else "UTF-8" if found == "utf-8" else found
    ldid = content[_LDID_OFFSET]
    return None if ldid in _LDID_SAYS_NOTHING else _LDID.get(ldid)


def _pieces(content: bytes) -> Iterator[tuple[bytes, bool]]:
    """Field names and texts of a .dbf, each with whether it may have been cut off in the middle of a character."""
    header, row = (int.from_bytes(content[at : at + 2], "little") for at in (8, 10))
    fields: list[tuple[int, int]] = []  # where the texts lie in a row
    at = 1
    for start in range(32, header - 1, 32):
        if content[start : start + 1] in {b"\r", b""}:
            break
        name, width = content[start : start + 11].split(b"\0")[0], content[start + 16]
        yield name, len(name) >= 10
        if content[start + 11 : start + 12] == b"C":
            fields.append((at, width))
        at += width
    for begin in range(header, len(content) - row + 1, row) if row else ():
        for offset, width in fields:
            text = content[begin + offset : begin + offset + width]
            yield text, not text.endswith((b" ", b"\0"))


def _reads(pieces: list[tuple[bytes, bool]], encoding: str) -> bool:
    """Whether every piece is strictly in the encoding; a piece that fills its field may end mid-character."""
    try:
        decoder = codecs.getincrementaldecoder(encoding)("strict")
        for piece, cut in pieces:
            decoder.reset()
            decoder.decode(piece, final=not cut)
    except UnicodeDecodeError:
        return False
    return True


def _shp(path: Path) -> Path:
    if path.suffix.lower() == ".shp":
        return path
    if (found := _beside(path, ".shp")) is None:
        raise EmptyMapError(
            f"“{path.name}”只有属性表，没有同名的图形文件(.shp)，请一并提供。", path=str(path)
        )
    return found


def _beside(path: Path, suffix: str) -> Path | None:
    """The part of the shapefile with this suffix, in either case."""
    return next((p for s in (suffix, suffix.upper()) if (p := path.with_suffix(s)).is_file()), None)
