"""A day of a made-up town for briefing tests: rows by seed or by hypothesis, and the issue they are printed in."""

import random
from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from briefings.figures.call_row import CallRow, Part
from briefings.figures.daily import alternating
from briefings.figures.event_row import Cause, EventRow, Hold, Turn
from briefings.figures.figure import Day
from briefings.issue import Issue, areas_of
from governance.time.lights import Light
from tests.governance.local_time import at
from tests.governance.room import Room

SINCE, AS_OF, TO = at("2026-03-10 00:00"), at("2026-03-10 17:06"), at("2026-03-11 00:00")
DAY = Day(SINCE, TO, AS_OF)
HOUR = 3_600_000
RULES = Room().rules
AREAS = areas_of(RULES)
VILLAGES = {
    f"990101100{200 + n}": name
    for n, name in enumerate(
        "石桥村 云溪社区 东港村 西塘村 竹溪村 上林村 下林村 柳湾村 白沙村 青山村 双溪村 南河村".split(), 1
    )
}
UNITS = ("T-ZZ", "T-ZF", "T-SC", "T-BM", "T-PCS", "T-SFS", "T-ZRS", "T-STS", "T-MTZ", "T-HWS", "T-SLZ",
         "990101100201", "990101100203", "99010110020100300", "99010110020500200")  # fmt: skip
ENDS = (Cause.CLOSED, Cause.REJECTED, Cause.VOIDED, Cause.MERGED, Cause.SPLIT)
AGAIN = {
    Cause.CLOSED: Cause.REWORKED,
    Cause.MERGED: Cause.UNMERGED,
    Cause.SPLIT: Cause.SPLIT_OFF,
}  # what may bring an event back
LABELS = ("待受理", "待分派", "待签收", "办理中", "已反馈待核查", "核查中", "待结案")


def an_issue(**more: Any) -> Issue:
    """The issue of the town's tenth of March."""
    given: dict[str, Any] = {
        "town": "云溪镇",
        "day": DAY,
        "serial": "云溪指挥室〔2026〕日69号",
        "operator": "李晓芸",
        "leader": "周明远",
        "printed_at": AS_OF,
        "areas": AREAS,
        "units": RULES.catalogue.units,
        "villages": VILLAGES,
        "outages": ((at("2026-03-10 10:00"), at("2026-03-10 12:00")),),
        "silent": ("生态环境所",),
    }
    return Issue(**(given | more))


def a_row(case_id: str = "e1", **more: Any) -> EventRow:
    """An event registered on the day and still open, unless said otherwise."""
    start: int = more.pop("registered_at", at("2026-03-10 09:00"))
    given: dict[str, Any] = {
        "case_id": case_id,
        "serial": f"S260310-100-0A-{case_id}",
        "label": "办理中",
        "open": True,
        "registered_at": start,
        "turns": (Turn(start, Cause.REPORTED),),
        "area": "01",
        "minor": "邻里纠纷",
        "village": "990101100201",
        "urgency": "U3",
    }
    return EventRow(**(given | more))


def event_rows(count: int, seed: int = 1, *, clean: bool = False) -> list[EventRow]:
    """A day's events by seed; `clean` leaves out what the trunk does not know yet (重办, 归并, 拆分)."""
    draw = random.Random(seed)
    return [_drawn(draw, n, clean) for n in range(count)]


def _drawn(draw: random.Random, n: int, clean: bool) -> EventRow:
    start = draw.randrange(SINCE - 72 * HOUR, AS_OF)
    turns, when = [Turn(start, Cause.REPORTED)], start
    ends = ENDS[:3] if clean else ENDS
    while (when := draw.randrange(when, when + 40 * HOUR)) < AS_OF:
        inside = len(turns) % 2 == 1
        if not inside and (clean or turns[-1].cause not in AGAIN):
            break
        cause = draw.choices(ends, (20, 2, 1, 2, 1)[: len(ends)])[0] if inside else AGAIN[turns[-1].cause]
        turns.append(Turn(when, cause))
    holds = [Hold(start + k * 2 * HOUR, draw.choice(UNITS)) for k in range(draw.choice((0, 1, 1, 1, 1, 2)))]
    inside = len(turns) % 2 == 1
    category = draw.choice(list(RULES.catalogue.categories.values()))
    return EventRow(
        case_id=f"case-{n}",
        serial=f"S2603{10 - (SINCE - start > 0):02}-100-0A-{n + 1:04}",
        label=draw.choice(LABELS) if inside else turns[-1].cause,
        open=inside,
        registered_at=start,
        turns=tuple(turns),
        holds=tuple(hold for hold in holds if hold.at < AS_OF),
        area=draw.choice((category.area_code,) * 9 + ("",)),
        minor=category.minor,
        village=draw.choice((*VILLAGES, "")),
        urgency=draw.choice(("U1", "U2", "U3")),
        light=draw.choices(list(Light), (1, 10, 3, 1))[0],
        due_at=start + 48 * HOUR,
        closed_at=None if inside else turns[-1].at,
        unsigned=draw.random() < 0.1,
        returned=draw.random() < 0.05,
    )


def call_rows(count: int, seed: int = 1) -> list[CallRow]:
    """A day's calls by seed."""
    draw = random.Random(seed)
    return [_call(draw, n) for n in range(count)]


def _call(draw: random.Random, n: int) -> CallRow:
    start = draw.randrange(SINCE - 24 * HOUR, AS_OF)
    depts = draw.sample(("ZR", "ZF", "ST", "SL", "GA", "DL"), draw.choice((1, 1, 2)))
    responded = start + draw.randrange(5 * HOUR)
    answered = responded < AS_OF and draw.random() < 0.8
    rated = answered and draw.random() < 0.5
    part = Part(
        dept=depts[0], lead=True, at=start, respond_due=start + 4 * HOUR, handle_due=start + 20 * HOUR,
        responded=responded if answered else None, how="CONTACT" if answered else "",
        rated_at=AS_OF - HOUR if rated else None, settled=rated,
        satisfied=draw.choice(("GOOD", "FAIR", "BAD")) if rated else "",
    )  # fmt: skip
    others = tuple(Part(dept=d, lead=False, at=start, respond_due=start + 30 * HOUR) for d in depts[1:])
    return CallRow(
        case_id=f"call-{n}",
        serial=f"H260310-100-0A-{n + 1:04}",
        grade=draw.choice(("C1", "C2", "C3")),
        label="已评价" if rated else "已响应" if answered else "已交办",
        open=not rated,
        issued_at=start,
        ended_at=AS_OF - HOUR if rated else None,
        event="S260310-100-0A-0001",
        item="SD-A01",
        named=tuple(depts),
        parts=(part, *others),
    )


@st.composite
def lives(draw: st.DrawFn) -> EventRow:
    """Any event whatsoever: any causes in any order, held by any units, its state as its turns left it."""
    instants = st.integers(SINCE - 30 * HOUR, AS_OF - 1)
    start = draw(instants)
    causes: Sequence[Cause] = draw(st.lists(st.sampled_from(Cause), max_size=6))
    times = sorted(draw(st.lists(instants, min_size=len(causes), max_size=len(causes))))
    more = [Turn(t, c) for t, c in zip(times, causes, strict=True) if t >= start]
    turns = alternating([Turn(start, Cause.REPORTED), *more])
    holds = sorted(draw(st.lists(st.tuples(instants, st.sampled_from((*UNITS, "T-NEW"))), max_size=3)))
    flags = draw(st.tuples(st.booleans(), st.booleans(), st.booleans()))
    return EventRow(
        case_id=str(draw(st.uuids())),
        serial="S260310-100-0A-0001",
        label="",
        open=len(turns) % 2 == 1,
        registered_at=start,
        turns=turns,
        holds=tuple(Hold(t, unit) for t, unit in holds),
        area=draw(st.sampled_from(("", "01", "14", "99"))),
        village=draw(st.sampled_from(("", "990101100201", "990101100299"))),
        light=draw(st.sampled_from(Light)),
        unsigned=flags[0],
        returned=flags[1],
        suspended=flags[2],
    )
