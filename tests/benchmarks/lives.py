"""What becomes of an event (事件始末): who does what at which desk, and how long nothing happens between.

Each life is a generator: it acts, and yields the time until it acts again (ms).
"""

import random
from collections.abc import Iterator, Mapping
from typing import Any

from governance.events.event import Event
from governance.ledger import chain
from tests.benchmarks.ledger import Device, Ledger, id_at
from tests.governance.room import PEOPLE, TOWN, uid

MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
VILLAGES = tuple(f"990101100{200 + n}" for n in range(1, 13))
STAFF = {  # name → role, unit, ground
    **PEOPLE,
    "op2": ("ROOM_OP", "T-ZHS", TOWN),
    **{f"lead {v}": ("VILLAGE_LEAD", v, v) for v in VILLAGES},
    **{
        f"worker {v} {n}": ("GRID_WORKER", f"{v}00{n}00", f"{v}00{n}00")
        for v in VILLAGES
        for n in range(1, 4)
    },
}
WORKERS = tuple(name for name in STAFF if name.startswith("worker"))
WORK = (  # category, unit, who signs there, who works there
    ("010101", "T-ZF", "zf_lead", "zf_staff"),
    ("010101", "T-SC", "sc_lead", "sc_lead"),
    ("010103", "T-PCS", "pcs_lead", "pcs_staff"),
    ("010201", "T-ZF", "zf_lead", "zf_staff"),
    ("010205", "T-SC", "sc_lead", "sc_lead"),
)


class Lives:
    """The people of a town at work in its stream; `now` is moved by whoever lets the days go by."""

    def __init__(self, town: Ledger, desks: list[Device], draw: random.Random) -> None:
        self.now = 0
        self._town, self._desks, self._draw = town, desks, draw
        characters = [chr(code) for code in range(0x4E00, 0x4E00 + 2_600)]
        self._words = ["".join(draw.choices(characters, k=draw.choice((2, 2, 3, 4)))) for _ in range(3_000)]

    # ------------------------------------------------------------ lives

    def shifts(self) -> Iterator[int]:
        """Three changes of shift a day, two people in turn."""
        people, number = ("op", "op2"), 0
        while True:
            mine, other = people[number % 2], people[(number + 1) % 2]
            shift = id_at(self.now, f"shift {number}")
            self._room("shift.open", shift, {"operator": uid(mine), "parent": self._town.stream}, mine)
            yield 8 * HOUR
            signed = [uid(mine), uid(other)]
            self._room(
                "shift.handover",
                shift,
                {"to": uid(other), "signed": signed, "text": self._text(20, 60)},
                mine,
            )
            number += 1

    def event(self, number: int) -> Iterator[int]:
        """One event, from the caller to the revisit."""
        draw = self._draw
        cat, unit, lead, staff = draw.choice(WORK)
        case = id_at(self.now, f"event {number}")
        desk, worker = draw.choice(self._desks), draw.choice(WORKERS)
        reply = draw.random() < 0.4
        self._report(case, cat, desk, number, reply, STAFF[worker][1])
        yield draw.randrange(1, 10) * MINUTE
        self._room("event.accept", case, {}, desk=desk)
        yield draw.randrange(1, 15) * MINUTE
        self._room("event.dispatch", case, {"unit": unit, "note": self._text(0, 60)}, desk=desk)
        yield draw.randrange(5, 120) * MINUTE
        self._web("event.sign", case, {}, lead)
        if reply:
            yield draw.randrange(10, 180) * MINUTE
            self._web("event.contact", case, {"text": self._text(8, 30)}, staff)
        if draw.random() < 0.3:
            yield draw.randrange(10, 600) * MINUTE
            self._room("event.note", case, {"text": self._text(20, 100)}, desk=desk)
        for _ in range(draw.choice((0, 1, 1, 2))):
            yield draw.randrange(2, 30) * HOUR
            self._web("event.progress", case, {"text": self._text(40, 160)}, staff)
        if draw.random() < 0.05:
            yield from self._call(case, number)
        yield draw.randrange(4, 40) * HOUR
        self._web("event.feedback", case, self._solved(60, 200), lead)
        yield draw.randrange(10, 300) * MINUTE
        self._room("event.order_verify", case, {"verifier": uid(worker)}, desk=desk)
        yield draw.randrange(1, 20) * HOUR
        self._verify(case, worker)
        yield draw.randrange(10, 300) * MINUTE
        self._room("event.close", case, {"result": "SOLVED"}, desk=desk)
        yield draw.randrange(4, 40) * HOUR
        rating = draw.choice(("GOOD", "GOOD", "FAIR"))
        self._room("event.revisit", case, {"reached": True, "rating": rating, "solved": True}, desk=desk)

    def _report(self, case: str, cat: str, desk: Device, number: int, reply: bool, grid: str) -> None:
        draw = self._draw
        place = {
            "area": grid,
            "lon": 120_600_000 + draw.randrange(20_000),
            "lat": 30_500_000 + draw.randrange(20_000),
            "text": self._text(5, 14),
        }
        p = {
            "serial": f"S260309-100-{desk.no}-{number:04}",
            "ch": draw.choice(("PHONE", "12345", "GRID", "WALKIN")),
            "text": self._text(60, 240),
            "place": place,
            "cat": cat,
            "urg": draw.choice(("U2", "U3", "U3", "U3")),
            "reply": reply,
        }
        phone = f"1{draw.randrange(3 * 10**9, 10**10)}"
        annex = {"caller": self._text(2, 3), "phone": phone, "n": chain.b64(draw.randbytes(16))}
        self._room("event.report", case, p, desk=desk, annex=annex)

    def _verify(self, case: str, worker: str) -> None:
        event = self._town.cases[case]
        if isinstance(event, Event):
            p = {"result": "pass", "photo": self._photo(), "lon": event.place.lon, "lat": event.place.lat}
            self._web("event.verify", case, p, worker)

    def _call(self, event: str, number: int) -> Iterator[int]:
        """The town calls the county, a department comes, the town rates it."""
        draw = self._draw
        yield draw.randrange(1, 10) * HOUR
        case = id_at(self.now, f"call {number}")
        p = {
            "serial": f"H260309-100-01-{number:04}",
            "grade": "C3",
            "reason": self._text(15, 40),
            "depts": ["ZR"],
            "ask": self._text(15, 60),
            "parent": event,
        }
        self._room("call.issue", case, p, "leader", also=((event, self._town.cases[event].base),))
        yield draw.randrange(5, 60) * MINUTE
        self._web("call.accept", case, {"ruling": "accept"}, "centre")
        yield draw.randrange(5, 60) * MINUTE
        self._web("call.assign", case, {"unit": "ZR"}, "centre")
        yield draw.randrange(5, 60) * MINUTE
        self._web("call.respond", case, {"how": "ARRIVE", "person": "周到", "text": self._text(10, 40)}, "zr")
        yield draw.randrange(2, 30) * HOUR
        self._web("call.feedback", case, self._solved(30, 120), "zr")
        yield draw.randrange(2, 20) * HOUR
        rating = {"unit": "ZR", "rating": "GOOD", "respond": "GOOD", "done": "DONE"}
        self._room("call.evaluate", case, rating, "leader")

    # ------------------------------------------------------------ acting

    def _room(
        self,
        kind: str,
        case: str,
        p: Mapping[str, Any],
        actor: str = "op",
        *,
        desk: Device | None = None,
        also: tuple[tuple[str, str | None], ...] = (),
        annex: Mapping[str, Any] | None = None,
    ) -> None:
        """Somebody of the room does it at a desk."""
        self._town.enter(desk or self._desks[0], kind, case, p, uid(actor), self.now, also=also, annex=annex)

    def _web(self, kind: str, case: str, p: Mapping[str, Any], actor: str) -> None:
        """Somebody does it in the web desk; the county's device signs."""
        self._town.enter(self._town.server, kind, case, p, uid(actor), self.now)

    def _solved(self, least: int, most: int) -> dict[str, Any]:
        return {"result": "SOLVED", "text": self._text(least, most), "files": [self._photo()]}

    def _photo(self) -> str:
        return f"{chain.b64(self._draw.randbytes(32))}.jpg"

    def _text(self, least: int, most: int) -> str:
        """So many characters, more or less."""
        size, text = self._draw.randrange(least, most + 1), ""
        while len(text) < size:
            text += self._draw.choice(self._words)
        return text
