"""A season of a town (一季台账): some 120 events a day, each on its own way, in the order in which the county met them.

Figures of sync.md §19: 1,360 actions a day, core mean 565 B, zstd of 200 push lines 2.5 to 3.2; held by `check`.
"""

import heapq
import random
from collections.abc import Iterator, Mapping
from typing import Any

import zstandard

from db.signing import SigningKey
from governance.catalogue.setting import setting_case
from governance.ledger import chain
from sync.wire import body, push_line
from tests.benchmarks.ledger import Device, Ledger, id_at
from tests.governance.room import CATALOGUES, MONDAY, PEOPLE, TOWN, uid

MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
COUNTY_STREAM, TOWN_STREAM = uid("county"), uid("town")
EVENTS_A_DAY = 118
CORE_MEAN, ZSTD = (508, 622), (2.5, 3.2)
BATCH = 200
NEVER_MS = 10 * 365 * DAY

# category, unit, who signs and works there
WORK = (
    ("010101", "T-ZF", "zf_lead", "zf_staff"),
    ("010101", "T-SC", "sc_lead", "sc_lead"),
    ("010103", "T-PCS", "pcs_lead", "pcs_staff"),
    ("010201", "T-ZF", "zf_lead", "zf_staff"),
    ("010205", "T-SC", "sc_lead", "sc_lead"),
)
VILLAGES = tuple(f"990101100{200 + n}" for n in range(1, 13))
STAFF = {
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
DESKS = ("first desk", "second desk", "third desk")


class Season:
    """A county stream and a town's, grown to so many entries; the same seed gives the same bytes."""

    def __init__(self, actions: int, seed: int = 7) -> None:
        self._draw = random.Random(seed)
        self._server = SigningKey(bytes(32))
        self._words = _words(self._draw)
        self.reader = [
            Device("reader", s, SigningKey(bytes([9] * 32)), "0R") for s in (COUNTY_STREAM, TOWN_STREAM)
        ]
        self.county = self._found_county()
        self.town = self._found_town()
        self.founded = len(self.town.entries)
        self._desks = [self._desk(name, n) for n, name in enumerate(DESKS, 1)]
        self._live(self.founded + actions)

    @property
    def server_key(self) -> bytes:
        """The county's public key."""
        return self._server.public

    # ------------------------------------------------------------ the streams begin

    def _found_county(self) -> Ledger:
        ledger = Ledger(COUNTY_STREAM, self._server)
        self._begin(ledger, "county", "990101000000")
        for key, value in _settings():
            p = {"key": key, "value": value}
            ledger.enter(
                ledger.server, "config.put", setting_case(key), p, uid("admin"), MONDAY - HOUR, judged=False
            )
        return ledger

    def _found_town(self) -> Ledger:
        ledger = Ledger(TOWN_STREAM, self._server)
        self._begin(ledger, "town", TOWN)
        last = self.county.entries[-1]
        p = {"seq": last.placed.seq, "h": chain.b64(last.h)}
        ledger.enter(ledger.server, "sys.bundle", TOWN_STREAM, p, uid("admin"), MONDAY - HOUR)
        return ledger

    def _begin(self, ledger: Ledger, kind: str, area: str) -> None:
        """The server's device, whose stream it is, its people, the desk that reads it."""
        self._sys(ledger, "sys.device", {"cert": ledger.server.cert, "no": "00"})
        self._sys(ledger, "sys.stream", {"kind": kind, "area": area, "unit": "100", "name": "云溪镇"})
        for name, (role, unit, ground) in STAFF.items():
            grants = [{"role": role, "unit": unit, "area": ground}]
            self._sys(ledger, "sys.user", {"user": uid(name), "name": name, "grants": grants})
        reader = self.reader[0 if kind == "county" else 1]
        self._sys(ledger, "sys.device", {"cert": reader.cert, "no": reader.no})

    def _sys(self, ledger: Ledger, kind: str, p: Mapping[str, Any]) -> None:
        ledger.enter(ledger.server, kind, ledger.stream, p, uid("admin"), MONDAY - HOUR)

    def _desk(self, name: str, n: int) -> Device:
        device = Device(name, TOWN_STREAM, SigningKey(bytes([n] * 32)), f"0{n}")
        self._sys(self.town, "sys.device", {"cert": device.cert, "no": device.no})
        return device

    # ------------------------------------------------------------ days go by

    def _live(self, actions: int) -> None:
        lives: list[tuple[int, int, Iterator[int]]] = [(MONDAY - MINUTE, 0, self._shifts())]
        at, count = MONDAY, 0
        while len(self.town.entries) < actions:
            if not lives or lives[0][0] > at:
                count += 1
                heapq.heappush(lives, (at, count, self._event(count)))
                at += round(self._draw.expovariate(EVENTS_A_DAY / DAY)) + 1
                continue
            self._now, number, life = heapq.heappop(lives)
            wait = next(life, NEVER_MS)
            if wait < NEVER_MS:
                heapq.heappush(lives, (self._now + wait, number, life))

    def _shifts(self) -> Iterator[int]:
        """Three changes of shift a day, two people in turn."""
        people, number = ("op", "op2"), 0
        while True:
            mine, next_one = uid(people[number % 2]), uid(people[(number + 1) % 2])
            shift = id_at(self._now, f"shift {number}")
            self._room("shift.open", shift, {"operator": mine, "parent": TOWN_STREAM}, people[number % 2])
            yield 8 * HOUR
            p = {"to": next_one, "signed": [mine, next_one], "text": self._text(20, 60)}
            self._room("shift.handover", shift, p, people[number % 2])
            number += 1

    def _event(self, number: int) -> Iterator[int]:
        """One event, from the caller to the revisit; yields how long nothing happens (ms)."""
        draw = self._draw
        cat, unit, lead, staff = draw.choice(WORK)
        case = id_at(self._now, f"event {number}")
        desk = draw.choice(self._desks)
        worker = draw.choice(WORKERS)
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
        files = [f"{chain.b64(draw.randbytes(32))}.jpg"]
        self._web(
            "event.feedback", case, {"result": "SOLVED", "text": self._text(60, 200), "files": files}, lead
        )
        yield draw.randrange(10, 300) * MINUTE
        self._room("event.order_verify", case, {"verifier": uid(worker)}, desk=desk)
        yield draw.randrange(1, 20) * HOUR
        self._verify(case, worker)
        yield draw.randrange(10, 300) * MINUTE
        self._room("event.close", case, {"result": "SOLVED"}, desk=desk)
        yield draw.randrange(4, 40) * HOUR
        p = {
            "reached": True,
            "rating": draw.choice(("GOOD", "GOOD", "FAIR")),
            "contacted": True,
            "solved": True,
        }
        self._room("event.revisit", case, p, desk=desk)

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
        annex = {
            "caller": self._text(2, 3),
            "phone": f"1{draw.randrange(3 * 10**9, 10**10)}",
            "n": chain.b64(draw.randbytes(16)),
        }
        self._room("event.report", case, p, desk=desk, annex=annex)

    def _verify(self, case: str, worker: str) -> None:
        place = self.town.cases[case].place  # type: ignore[attr-defined]
        photo = f"{chain.b64(self._draw.randbytes(32))}.jpg"
        self._web(
            "event.verify",
            case,
            {"result": "pass", "photo": photo, "lon": place.lon, "lat": place.lat},
            worker,
        )

    def _call(self, event: str, number: int) -> Iterator[int]:
        """The town calls the county, a department comes, the town rates it."""
        draw = self._draw
        yield draw.randrange(1, 10) * HOUR
        case = id_at(self._now, f"call {number}")
        p = {
            "serial": f"H260309-100-01-{number:04}",
            "grade": "C3",
            "reason": self._text(15, 40),
            "depts": ["ZR"],
            "ask": self._text(15, 60),
            "parent": event,
        }
        also = ((event, self.town.cases[event].base),)
        self._room("call.issue", case, p, "leader", also=also)
        yield draw.randrange(5, 60) * MINUTE
        self._web("call.accept", case, {"ruling": "accept"}, "centre")
        yield draw.randrange(5, 60) * MINUTE
        self._web("call.assign", case, {"unit": "ZR"}, "centre")
        yield draw.randrange(5, 60) * MINUTE
        self._web("call.respond", case, {"how": "ARRIVE", "text": self._text(10, 40)}, "zr")
        yield draw.randrange(2, 30) * HOUR
        files = [f"{chain.b64(draw.randbytes(32))}.jpg"]
        self._web(
            "call.feedback", case, {"result": "SOLVED", "text": self._text(30, 120), "files": files}, "zr"
        )
        yield draw.randrange(2, 20) * HOUR
        rating = {"unit": "ZR", "rating": "GOOD", "respond": "GOOD", "done": "DONE"}
        self._room("call.evaluate", case, rating, "leader")

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
        self.town.enter(desk or self._desks[0], kind, case, p, uid(actor), self._now, also=also, annex=annex)

    def _web(self, kind: str, case: str, p: Mapping[str, Any], actor: str) -> None:
        """Somebody does it in the web desk; the county's device signs."""
        self.town.enter(self.town.server, kind, case, p, uid(actor), self._now)

    def _text(self, least: int, most: int) -> str:
        """So many characters, more or less."""
        size, text = self._draw.randrange(least, most + 1), ""
        while len(text) < size:
            text += self._draw.choice(self._words)
        return text


def check(season: Season) -> Mapping[str, float]:
    """Sizes as sync.md §19 measured them; a history that is smaller or packs better would flatter us."""
    entries = season.town.entries[season.founded :]
    mean = sum(len(one.core) for one in entries) / len(entries)
    batches = [entries[n : n + BATCH] for n in range(0, min(len(entries), 20 * BATCH), BATCH)]
    bodies = [body([push_line(one.core, one.annex, one.sig) for one in batch]) for batch in batches]
    ratio = sum(map(len, bodies)) / sum(len(zstandard.compress(b, 3)) for b in bodies)
    if not CORE_MEAN[0] <= mean <= CORE_MEAN[1] or not ZSTD[0] <= ratio <= ZSTD[1]:
        raise AssertionError(f"not like real actions: core mean {mean:.0f} B, zstd {ratio:.2f}")
    return {"core_mean": round(mean), "zstd": round(ratio, 2)}


def _words(draw: random.Random) -> list[str]:
    """Words of two to four common characters, and the commas between them."""
    characters = [chr(code) for code in range(0x4E00, 0x4E00 + 2_600)]
    return ["".join(draw.choices(characters, k=draw.choice((2, 2, 3, 4)))) for _ in range(3_000)]


def _settings() -> list[tuple[str, Any]]:
    """The shipped data pack as settings of the county."""
    import csv

    from governance.catalogue.settings import to_settings
    from tests.governance.room import PACK

    tables = {
        name: list(csv.DictReader((CATALOGUES / f"{name}.csv").read_text(encoding="utf-8").splitlines()))
        for name in PACK
    }
    return list(to_settings(tables))
