"""Conditions as chips (筛选条件): the whole filter in words, each to be taken away; nothing is hidden. Free of Qt."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta

from msgspec import Struct
from msgspec.structs import replace

from db.queries.event_filter import EventFilter
from desktop import times
from desktop.events import texts
from governance.catalogue.urgencies import URGENCIES
from governance.events import states
from governance.events.payloads import RATINGS, RESULTS

EVERYTHING = EventFilter()
FLAGS = tuple(texts.FLAGS)
_TUPLES = frozenset(
    {"states", "urgencies", "villages", "grids", "units", "categories", "channels", "results", "ratings"}
    | {"lights", "cases"}
)
_TOGETHER: Mapping[str, tuple[str, ...]] = {  # chip → fields that go with it
    "states": ("states", "open_only"),
    "since": ("since", "until"),
    "closed_since": ("closed_since", "closed_until"),
    "due_since": ("due_since", "due_until"),
}


class Asked(Struct, frozen=True):
    """What a list is asked: a filter, and a span that moves with the days (`SPANS`)."""

    wanted: EventFilter = EVERYTHING
    span: str = ""


class Chip(Struct, frozen=True):
    """One condition in force."""

    field: str
    label: str
    value: str


class Said:
    """How codes are said; the page's names stand behind it."""

    def __init__(
        self, unit: Callable[[str], str], place: Callable[[str], str], category: Callable[[str], str],
        person: Callable[[str], str],
    ) -> None:  # fmt: skip
        self._said: Mapping[str, Callable[[str], str]] = {
            "states": lambda code: states.NAMES.get(code, code),
            "urgencies": lambda code: URGENCIES.get(code, code),
            "villages": place,
            "grids": place,
            "units": unit,
            "categories": category,
            "channels": lambda code: texts.CHANNELS.get(code, code),
            "results": lambda code: RESULTS.get(code, code),
            "ratings": lambda code: RATINGS.get(code, code),
            "lights": lambda code: texts.LIGHTS.get(code, code),
        }
        self.person = person

    def joined(self, field: str, codes: Sequence[str]) -> str:
        """`水利站、派出所`; of more than two the first and how many."""
        if field == "cases":
            return texts.CASES.format(n=len(codes))
        named = [self._said[field](code) for code in codes]
        return "、".join(named) if len(named) <= 2 else texts.AND_MORE.format(first=named[0], n=len(named))


def concrete(asked: Asked, now: int) -> EventFilter:
    """The filter as of now: the span in instants."""
    if not asked.span:
        return asked.wanted
    since, until = span_instants(asked.span, now)
    return replace(asked.wanted, since=since, until=until)


def span_instants(span: str, now: int) -> tuple[int, int | None]:
    """From when to when a moving span goes."""
    day, month = times.day_start(now), times.month_start(now)
    match span:
        case "today":
            return day, None
        case "d7" | "d30":
            return day - (int(span[1:]) - 1) * times.DAY_MS, None
        case "month":
            return month, None
        case "last_month":
            return times.month_start(month - times.DAY_MS), month
    first = times.local(now).replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
    return round(first.timestamp() * 1000), None


def chips(asked: Asked, said: Said, now: int) -> list[Chip]:
    """Every condition but the words, which stand in their field."""
    return [Chip(field, texts.LABELS[field], value) for field, value in _values(asked, said, now)]


def _values(asked: Asked, said: Said, now: int) -> Iterator[tuple[str, str]]:
    wanted = asked.wanted
    if wanted.reporter:
        yield "reporter", said.person(wanted.reporter)
    if wanted.open_only and not wanted.states:
        yield "open_only", texts.VALUES["open_only"]
    for field in ("states", "lights", "urgencies", "villages", "grids", "units", "categories", "channels"):
        if codes := getattr(wanted, field):
            yield field, said.joined(field, codes)
    for field in ("results", "ratings", "cases"):
        if codes := getattr(wanted, field):
            yield field, said.joined(field, codes)
    if asked.span:
        yield "span", texts.SPANS[asked.span]
    for first, last in (("since", "until"), ("closed_since", "closed_until"), ("due_since", "due_until")):
        value = _between(getattr(wanted, first), getattr(wanted, last), now)
        if value:
            yield first, value
    if wanted.moved_since is not None:
        yield "moved_since", _between(wanted.moved_since, None, now)
    if wanted.falls_due_until is not None:
        yield "falls_due_until", _between(None, wanted.falls_due_until, now)
    for flag in (
        "unsigned",
        "proposed",
        "pending",
        "conflicts",
        "asked",
        "ends_soon",
        "counted",
        "returned",
        "late",
        "main",
    ):
        if getattr(wanted, flag):
            yield flag, texts.VALUES[flag]


def _between(since: int | None, until: int | None, now: int) -> str:
    if since is not None and until is not None:
        whole = times.day_start(until) == until and times.day_start(since) == since
        last = until - times.DAY_MS if whole else until
        if whole and last == since:
            return times.day(since)
        return texts.FROM_UNTIL.format(since=_moment(since, now), until=_moment(last, now))
    if since is not None:
        return texts.FROM.format(since=_moment(since, now))
    return texts.UNTIL.format(until=_moment(until, now)) if until is not None else ""


def _moment(at: int, now: int) -> str:
    if times.day_start(at) != at:
        return times.short(at, now)
    same_year = times.local(at).year == times.local(now).year
    return times.day(at) if same_year else times.local(at).strftime("%Y-%m-%d")


def without(asked: Asked, field: str) -> Asked:
    """The same without one condition."""
    if field == "span":
        return replace(asked, span="")
    empty = {one: getattr(EVERYTHING, one) for one in _TOGETHER.get(field, (field,))}
    return replace(asked, wanted=replace(asked.wanted, **empty))


def chosen(asked: Asked, facet: str) -> tuple[str, ...]:
    """The codes that a facet's list shows as ticked."""
    wanted = asked.wanted
    match facet:
        case "place":
            return (*wanted.villages, *wanted.grids)
        case "time":
            return (asked.span,) if asked.span else ()
        case "flags":
            return tuple(flag for flag in FLAGS if getattr(wanted, flag))
    ticked: tuple[str, ...] = getattr(wanted, facet)
    return ticked


def toggled(asked: Asked, facet: str, code: str) -> Asked:
    """The same with one code of a facet ticked, or no longer."""
    wanted = asked.wanted
    match facet:
        case "place":
            return replace(asked, wanted=_with_place(wanted, code))
        case "time":
            bare = replace(wanted, since=None, until=None)
            return Asked(bare, "" if asked.span == code else code)
        case "flags":
            return replace(asked, wanted=replace(wanted, **{code: not getattr(wanted, code)}))
    codes = _flipped(getattr(wanted, facet), code)
    more: dict[str, object] = {facet: codes}
    if facet == "states":  # 在办 and a state that ended would find nothing
        more["open_only"] = wanted.open_only and states.OPEN.issuperset(codes)
    return replace(asked, wanted=replace(wanted, **more))


def _with_place(wanted: EventFilter, code: str) -> EventFilter:
    """Villages or grids, not both: both together would mean what lies in one and in the other."""
    if len(code) == 12:
        return replace(wanted, grids=(), villages=_flipped(wanted.villages, code))
    return replace(wanted, villages=(), grids=_flipped(wanted.grids, code))


def _flipped(codes: tuple[str, ...], code: str) -> tuple[str, ...]:
    return tuple(one for one in codes if one != code) if code in codes else (*codes, code)


def between_days(asked: Asked, first: int, last: int) -> Asked:
    """Registered from one day to another, both included (local midnights, UTC ms)."""
    return Asked(replace(asked.wanted, since=first, until=last + times.DAY_MS))


def typed_days(typed: str, now: int) -> tuple[int, int] | None:
    """`3-1 至 3-16`, `3-1 3-16`, `2025-12-1`: the days meant, or None."""
    parts = [part for part in typed.replace("至", " ").replace("到", " ").replace("/", "-").split() if part]
    days = [_day(part, now) for part in parts]
    if not 1 <= len(days) <= 2 or None in days:
        return None
    found = sorted(day for day in days if day is not None)
    return found[0], found[-1]


def _day(part: str, now: int) -> int | None:
    numbers = part.split("-")
    if not 2 <= len(numbers) <= 3 or not all(one.isdecimal() for one in numbers):
        return None
    here = times.local(now)
    year, month, day = (here.year, *map(int, numbers)) if len(numbers) == 2 else map(int, numbers)
    try:
        there = here.replace(year=year, month=month, day=day, hour=0, minute=0, second=0, microsecond=0)
    except ValueError:
        return None
    if len(numbers) == 2 and there > here + timedelta(days=1):
        there = there.replace(year=year - 1)  # a list looks back
    return round(there.timestamp() * 1000)


def widened(wanted: EventFilter) -> EventFilter | None:
    """What a figure would hold without its narrowing to states; None where it has none or no span."""
    spans = (wanted.since, wanted.closed_since, wanted.due_since)
    if not wanted.states or all(one is None for one in spans):
        return None
    return replace(wanted, states=(), open_only=False)
