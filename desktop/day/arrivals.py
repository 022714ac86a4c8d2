"""What reaches the room in a day (来件): messages with time, channel, caller and place.

Real messages come from a folder of CSV files; their places are drawn by seed inside the town (`synthetic`). Where a
message carries its true class, `resources/demo/class_to_area.csv` says which of our areas agree with it.
"""

import csv
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from gis.partition import place
from gis.town_map import TownMap
from governance.refusal import ReportedError

HOUR_MS = 3_600_000
LONGEST = 1_500  # characters kept of a message: what an operator would still read
DESK_CHANNELS = ("PHONE", "PHONE", "PHONE", "WALKIN", "PAPER")
_BLANK = re.compile(r"\s+")
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"


class MessagesError(ReportedError):
    """The messages can't be read (来件无法读取)."""


class Message(Struct, frozen=True):
    """One citizen message as published: text, and its class where it is known."""

    id: str
    text: str
    truth: str = ""  # the first-level class given by people, or ""


class Arrival(Struct, frozen=True, kw_only=True):
    """One message as it reaches the room or the county's hotline."""

    id: str
    at: int  # UTC ms of the simulated day
    ch: str
    by_desk: bool  # typed at the desk; else the hotline or a grid worker sends it through the county
    text: str
    truth: str
    area: str  # grid code
    lon: int  # degrees×10⁶
    lat: int
    reply: bool
    anon: bool
    caller: str
    tel: str


def read_csv(path: Path, columns: Sequence[str]) -> list[dict[str, str]]:
    """Rows of a UTF-8 CSV that has these columns; MessagesError names file and cause."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as err:
        raise MessagesError(f"读不到文件“{path.name}”；请检查文件夹是否完整。", path=str(path)) from err
    except UnicodeDecodeError as err:
        raise MessagesError(
            f"文件“{path.name}”不是UTF-8编码；请另存为UTF-8后再导入。", path=str(path)
        ) from err
    rows = list(csv.DictReader(text.splitlines(keepends=True)))
    missing = [c for c in columns if c not in (rows[0] if rows else {})]
    if not rows:
        raise MessagesError(f"文件“{path.name}”是空的；请换一个文件。", path=str(path))
    if missing:
        raise MessagesError(f"文件“{path.name}”缺少列“{missing[0]}”；请核对表头。", path=str(path))
    return rows


def real_messages(folder: Path) -> list[Message]:
    """The citizen messages of `messages/`: those with a true class first, then those with replies."""
    found = [
        Message("g" + r["留言编号"], _words(r["留言主题"], r["留言详情"]), r["一级分类"])
        for r in read_csv(
            folder / "messages_fujian2_gold_labels_dev60.csv",
            ("留言编号", "留言主题", "留言详情", "一级分类"),
        )
    ]
    more = read_csv(folder / "messages_fujian4_replies_dev60.csv", ("留言编号", "留言主题", "留言详情"))
    return found + [Message("r" + r["留言编号"], _words(r["留言主题"], r["留言详情"])) for r in more]


def demo_messages(folder: Path) -> list[Message]:
    """The composed messages of the demo town."""
    rows = read_csv(folder / "messages.csv", ("id", "subject", "text", "area"))
    return [Message(r["id"], _words(r["subject"], r["text"])) for r in rows]


def _words(subject: str, detail: str) -> str:
    subject, detail = _BLANK.sub(" ", subject).strip(), _BLANK.sub(" ", detail).strip()
    return (detail if detail.startswith(subject) else f"{subject}。{detail}")[:LONGEST]


def class_areas(folder: Path) -> dict[str, frozenset[str]]:
    """Class of the messages → our area codes that agree with it."""
    rows = read_csv(folder / "class_to_area.csv", ("class", "areas"))
    return {r["class"]: frozenset(r["areas"].split(";")) for r in rows}


def arrivals(messages: Sequence[Message], town: TownMap, opens: int, closes: int, seed: int) -> list[Arrival]:
    """Spread the messages over [opens, closes) with the two peaks of a working day, placed by seed, in time order."""
    rng = random.Random(seed)
    found = [_arrival(message, town, _instant(rng, opens, closes), rng) for message in messages]
    return sorted(found, key=lambda a: (a.at, a.id))


def _instant(rng: random.Random, opens: int, closes: int) -> int:
    """Mid-morning and mid-afternoon bring most: two triangles over an even ground."""
    length = closes - opens
    part = rng.choice((rng.random(), rng.triangular(0, 0.5, 0.25), rng.triangular(0.5, 1, 0.75)))
    return opens + int(part * (length - 1))


def _arrival(message: Message, town: TownMap, at: int, rng: random.Random) -> Arrival:
    grid = rng.choice(town.grids)
    lon, lat = place(grid.polygon, rng)
    by_desk = rng.random() < 0.6
    ch = rng.choice(DESK_CHANNELS) if by_desk else rng.choice(("12345", "12345", "GRID"))
    return Arrival(
        id=message.id,
        at=at,
        ch=ch,
        by_desk=by_desk,
        text=message.text,
        truth=message.truth,
        area=grid.code,
        lon=round(lon * 1_000_000),
        lat=round(lat * 1_000_000),
        reply=rng.random() < 0.5,
        anon=rng.random() < 0.1,
        caller=rng.choice(_SURNAMES) + "某",
        tel=f"1380000{rng.randrange(10_000):04d}",
    )


def county_rows(found: Sequence[Arrival]) -> Iterator[dict[str, str | int]]:
    """What the county's simulator sends in: the columns of its messages CSV."""
    for a in found:
        if not a.by_desk:
            yield {
                "id": a.id,
                "at": a.at,
                "ch": a.ch,
                "text": a.text,
                "area": a.area,
                "lon": a.lon,
                "lat": a.lat,
                "cat": "",
                "reply": "Y" if a.reply else "N",
                "anon": "Y" if a.anon else "N",
                "caller": a.caller,
                "tel": a.tel,
            }
