"""A day's messages out of nothing (自拟诉求): how many, when, what and where follow from seed, town and day.

Words come from the roster folder's `messages.csv` (text, area; where it is known the subject, and the place the text
speaks of) where there is one, places from its `grids.csv` (code, lon, lat), else from the catalogue's keywords and the
grids that have a worker.
"""

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from county.failures import RosterError
from county.roster import whole_code
from county.simulator import chance
from county.simulator.messages import Message
from county.simulator.planned import World
from county.tables import Row, read_table
from governance.catalogue.catalogue import Category
from governance.places.codes import is_grid_code
from governance.time.working_time import MINUTE_MS, midnight

HOURS = (1, 1, 0, 0, 0, 1, 3, 7, 10, 9, 8, 6, 4, 5, 8, 8, 7, 6, 5, 4, 4, 3, 2, 1)  # weight of each local hour
HOTLINE_SHARE, REPLY_SHARE, ANON_SHARE, SECRET_SHARE = 0.55, 0.4, 0.1, 0.03
COLUMNS = ("code", "lon", "lat")
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
SPREAD = 1_500  # degrees×10⁶ a place may lie away from the middle of its grid: some 150 m
NEAR = 250  # and from the place that the words name: some 25 m
OUTER_MS = 5 * 86_400_000


class Ground(Struct, frozen=True):
    """A place where things happen (网格)."""

    code: str
    lon: int | None = None
    lat: int | None = None


class Said(Struct, frozen=True):
    """Something people say, with the area of the catalogue it belongs to."""

    text: str
    area: str
    ground: Ground | None = None  # where it happens, when the words say so
    place: str = ""  # as people call it
    cat: str = ""  # 小类, where it is known


class Source(Struct, frozen=True):
    """What days are made of (素材)."""

    grounds: tuple[Ground, ...] = ()
    said: tuple[Said, ...] = ()


def read_source(folder: Path) -> Source:
    """Read what the roster folder offers; it may offer nothing."""
    grounds, said = folder / "grids.csv", folder / "messages.csv"
    found: list[Ground] = []
    if grounds.exists():
        found = [_ground(grounds, number, r) for number, r in read_table(grounds, COLUMNS, RosterError)]
    words: list[Said] = []
    if said.exists():
        words = [_said(said, number, r) for number, r in read_table(said, ("text", "area"), RosterError)]
    return Source(tuple(found), tuple(words))


def _said(path: Path, number: int, row: Row) -> Said:
    subject, text = row.get("subject", ""), row["text"]
    whole = f"{subject}。{text}" if subject and not text.startswith(subject) else text
    if not row.get("grid"):
        return Said(whole, row["area"], cat=row.get("cat", ""))
    ground = _ground(path, number, {**row, "code": row["grid"]})
    return Said(whole, row["area"], ground, row.get("place", ""), row.get("cat", ""))


def _ground(path: Path, number: int, row: Row) -> Ground:
    try:
        lon, lat = (round(float(row[name]) * 1_000_000) for name in ("lon", "lat"))
    except (KeyError, ValueError) as err:
        raise RosterError(f"{path.name} 第{number}行的经纬度不对；请改正。") from err
    return Ground(whole_code(row["code"]), lon, lat)


def day_of(day: int, per_day: int, source: Source, world: World) -> list[Message]:
    """The messages of a local day in this town."""
    town = world.rules.home.area
    grounds = _grounds(source, world)
    categories = list(world.rules.catalogue.categories.values())
    if not grounds or not categories:
        return []
    count = round(per_day * (0.8 + 0.4 * chance.u01(world.seed, "count", town, day)))
    made = [_message(f"{town}-{day}-{n}", day, grounds, categories, source, world) for n in range(count)]
    return sorted(made, key=lambda message: (message.at, message.id))


def _grounds(source: Source, world: World) -> Sequence[Ground]:
    here = world.rules.home.area.rstrip("0")
    mine = [ground for ground in source.grounds if ground.code.startswith(here)]
    return mine or [Ground(unit) for unit in world.staff.units if is_grid_code(unit)]


def _message(
    name: str,
    day: int,
    grounds: Sequence[Ground],
    categories: Sequence[Category],
    source: Source,
    world: World,
) -> Message:
    seed = world.seed
    said = chance.pick(source.said, seed, "said", name) if source.said else None
    ground, spread = chance.pick(grounds, seed, "ground", name), SPREAD
    if said is not None and said.ground is not None:
        ground, spread = said.ground, NEAR
    cat = _category(said, categories, name, seed)
    hotline = chance.happens(HOTLINE_SHARE, seed, "hotline", name)
    anon = hotline and chance.happens(ANON_SHARE, seed, "anon", name)
    at = midnight(day) + _minute(seed, name) * MINUTE_MS + int(chance.u01(seed, "second", name) * 60_000)
    text = said.text if said is not None else f"{cat.minor}：{_word(cat, name, seed)}，请尽快派人处理。"
    return Message(
        id=name,
        at=at,
        ch="12345" if hotline else "GRID",
        text=text,
        area=ground.code,
        lon=_near(ground.lon, spread, seed, "lon", name),
        lat=_near(ground.lat, spread, seed, "lat", name),
        place=said.place if said is not None else "",
        cat=cat.code,
        urg=cat.urgency,
        reply=hotline and not anon and chance.happens(REPLY_SHARE, seed, "reply", name),
        anon=anon,
        secret=hotline and not anon and chance.happens(SECRET_SHARE, seed, "secret", name),
        caller="" if anon or not hotline else f"{chance.pick(SURNAMES, seed, 'caller', name)}某",
        tel="" if anon or not hotline else f"1380000{int(chance.u01(seed, 'tel', name) * 10_000):04}",
        outer=f"RX{day:06}{name.rpartition('-')[2]:0>4}" if hotline else "",
        outer_due=at + OUTER_MS if hotline else None,
    )


def _minute(seed: int, name: str) -> int:
    u = chance.u01(seed, "hour", name) * sum(HOURS)
    for hour, weight in enumerate(HOURS):
        if u < weight:
            return int((hour + u / weight) * 60)
        u -= weight
    return 24 * 60 - 1


def _category(said: Said | None, categories: Sequence[Category], name: str, seed: int) -> Category:
    """The known one; else that whose words the text uses most, within its area; any where there is no text."""
    if said is None:
        return chance.pick(categories, seed, "category", name)
    known = next((c for c in categories if c.code == said.cat), None)
    if known is not None:
        return known
    within = [c for c in categories if c.area_code == said.area] or categories
    scores = [sum(word in said.text for word in category.keywords) for category in within]
    best = max(scores)
    likely = [c for c, score in zip(within, scores, strict=True) if score == best]
    return likely[0] if best else chance.pick(likely, seed, "category", name)


def _word(category: Category, name: str, seed: int) -> str:
    return chance.pick(category.keywords, seed, "word", name) if category.keywords else category.major


def _near(middle: int | None, spread: int, seed: int, *what: object) -> int | None:
    return None if middle is None else middle + round((chance.u01(seed, *what) - 0.5) * 2 * spread)
