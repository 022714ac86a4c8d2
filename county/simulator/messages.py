"""Messages to be played (消息): what citizens said, from a CSV file or invented for a day.

The file: `id, at, ch, text, area` and, where known, `lon, lat, place, cat, urg, reply, anon, secret, caller, tel, addr,
outer, outer_due, hint`. `at` and `outer_due` are UTC ms of the played time; `lon, lat` degrees or degrees×10⁶.
"""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from county.failures import MessagesError
from county.tables import Row, read_table
from governance.catalogue.urgencies import URGENCIES
from governance.events.payloads import CHANNELS
from governance.places.codes import is_area_code, is_grid_code

NEEDED = ("id", "at", "ch", "text", "area")
ALLOWED = (
    "lon", "lat", "place", "cat", "urg", "reply", "anon", "secret", "caller", "tel", "addr", "outer", "outer_due", "hint",
)  # fmt: skip
_YES = {"1", "Y", "是"}
_NO = {"", "0", "N", "否"}
MAX_TEXT = 4_000


class Message(Struct, frozen=True, kw_only=True):
    """One thing that somebody reports (诉求)."""

    id: str
    at: int  # UTC ms
    ch: str
    text: str
    area: str  # village or grid code
    lon: int | None = None  # degrees×10⁶
    lat: int | None = None
    place: str = ""
    cat: str = ""
    urg: str = "U3"
    reply: bool = False
    anon: bool = False
    secret: bool = False
    caller: str = ""
    tel: str = ""
    addr: str = ""
    outer: str = ""
    outer_due: int | None = None
    hint: str = ""


def read_messages(path: Path) -> list[Message]:
    """Read a messages file, the earliest first; raises MessagesError with row and what to do."""
    found: dict[str, Message] = {}
    for number, row in read_table(path, NEEDED, MessagesError, allowed=ALLOWED):
        message = _message(path, number, row)
        if message.id in found:
            raise MessagesError(f"{path.name} 第{number}行的id【{message.id}】与前面重复；请改正。")
        found[message.id] = message
    return sorted(found.values(), key=lambda message: (message.at, message.id))


def _message(path: Path, number: int, row: Row) -> Message:
    cell = _Cells(path, number, row)
    if not row["id"]:
        cell.wrong("id", "不能为空")
    if row["ch"] not in CHANNELS:
        cell.wrong("ch", f"【{row['ch']}】不在渠道目录内（{'、'.join(CHANNELS)}）")
    if not row["text"] or len(row["text"]) > MAX_TEXT:
        cell.wrong("text", f"不能为空，最长{MAX_TEXT}字")
    if not (is_area_code(row["area"]) or is_grid_code(row["area"])):
        cell.wrong("area", f"【{row['area']}】应为12位区划码或17位网格码")
    urg = row.get("urg") or "U3"
    if urg not in URGENCIES:
        cell.wrong("urg", f"【{urg}】应为U1、U2或U3")
    lon, lat = cell.degrees("lon"), cell.degrees("lat")
    if (lon is None) != (lat is None):
        cell.wrong("lon", "与lat须同时填写")
    at = cell.whole("at")
    assert at is not None
    texts = {name: row.get(name, "") for name in ("place", "cat", "caller", "tel", "addr", "outer", "hint")}
    return Message(
        id=row["id"],
        at=at,
        ch=row["ch"],
        text=row["text"],
        area=row["area"],
        lon=lon,
        lat=lat,
        urg=urg,
        reply=cell.yes("reply"),
        anon=cell.yes("anon"),
        secret=cell.yes("secret"),
        outer_due=cell.whole("outer_due") if row.get("outer_due") else None,
        **texts,
    )


class _Cells:
    """The cells of one row, read with a sentence for what can't be."""

    def __init__(self, path: Path, number: int, row: Mapping[str, str]) -> None:
        self._path = path
        self._number = number
        self._row = row

    def wrong(self, column: str, why: str) -> None:
        """Raise the sentence."""
        raise MessagesError(f"{self._path.name} 第{self._number}行“{column}”列{why}；请改正。")

    def whole(self, column: str) -> int | None:
        """A whole number of ms."""
        text = self._row.get(column, "")
        if not text.isdecimal() or len(text) > 15:
            self.wrong(column, f"【{text}】应为UTC毫秒数")
        return int(text)

    def yes(self, column: str) -> bool:
        """Y or N."""
        text = self._row.get(column, "")
        if text not in _YES and text not in _NO:
            self.wrong(column, f"【{text}】应为Y或N")
        return text in _YES

    def degrees(self, column: str) -> int | None:
        """Degrees with a decimal point, or degrees×10⁶ without."""
        text = self._row.get(column, "")
        if not text:
            return None
        try:
            value = round(float(text) * 1_000_000) if "." in text else int(text)
        except ValueError:
            value = 10**10
        if abs(value) > 180_000_000:
            self.wrong(column, f"【{text}】不是经纬度")
        return value
