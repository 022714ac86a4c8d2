"""A season of a town (一季台账): some 120 events a day, each on its own way, in the order in which the county met them.

Figures of sync.md §19: 1,360 actions a day, core mean 565 B, zstd of 200 push lines 2.5 to 3.2; held by `check`.
"""

import csv
import heapq
import random
from collections.abc import Iterator, Mapping
from typing import Any

from db.signing import SigningKey
from governance.catalogue.setting import setting_case
from governance.catalogue.settings import to_settings
from governance.ledger import chain
from sync.compression import pack
from sync.wire import body, push_line
from tests.benchmarks.ledger import Device, Ledger
from tests.benchmarks.lives import DAY, HOUR, MINUTE, STAFF, Lives
from tests.governance.room import CATALOGUES, MONDAY, PACK, TOWN, uid

COUNTY_STREAM, TOWN_STREAM = uid("county"), uid("town")
EVENTS_A_DAY = 118
DESKS = ("first desk", "second desk", "third desk")
CORE_MEAN, ZSTD = (508, 622), (2.5, 3.2)
BATCH, BATCHES = 200, 20


class Season:
    """A county stream and a town's, grown by so many entries; the same seed gives the same bytes."""

    def __init__(self, actions: int, seed: int = 7) -> None:
        self._server = SigningKey(bytes(32))
        key = SigningKey(bytes([9] * 32))
        self.reader = [Device("reader", stream, key, "0R") for stream in (COUNTY_STREAM, TOWN_STREAM)]
        self.county = self._found_county()
        self.town = self._found_town()
        desks = [self._desk(name, n) for n, name in enumerate(DESKS, 1)]
        self.founded = len(self.town.entries)
        draw = random.Random(seed)
        self._live(Lives(self.town, desks, draw), self.founded + actions, draw)

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
            case, actor = setting_case(key), uid("admin")
            ledger.enter(ledger.server, "config.put", case, p, actor, MONDAY - HOUR, judged=False)
        return ledger

    def _found_town(self) -> Ledger:
        ledger = Ledger(TOWN_STREAM, self._server)
        self._begin(ledger, "town", TOWN)
        last = self.county.entries[-1]
        _sys(ledger, "sys.bundle", {"seq": last.placed.seq, "h": chain.b64(last.h)})
        return ledger

    def _begin(self, ledger: Ledger, kind: str, area: str) -> None:
        """The server's device, whose stream it is, its people, the desk that reads it."""
        _sys(ledger, "sys.device", {"cert": ledger.server.cert, "no": "00"})
        _sys(ledger, "sys.stream", {"kind": kind, "area": area, "unit": "100", "name": "云溪镇"})
        for name, (role, unit, ground) in STAFF.items():
            grants = [{"role": role, "unit": unit, "area": ground}]
            _sys(ledger, "sys.user", {"user": uid(name), "name": name, "grants": grants})
        reader = self.reader[0 if kind == "county" else 1]
        _sys(ledger, "sys.device", {"cert": reader.cert, "no": reader.no})

    def _desk(self, name: str, n: int) -> Device:
        device = Device(name, TOWN_STREAM, SigningKey(bytes([n] * 32)), f"0{n}")
        _sys(self.town, "sys.device", {"cert": device.cert, "no": device.no})
        return device

    # ------------------------------------------------------------ days go by

    def _live(self, lives: Lives, entries: int, draw: random.Random) -> None:
        waiting: list[tuple[int, int, Iterator[int]]] = [(MONDAY - MINUTE, 0, lives.shifts())]
        born, count = MONDAY, 0
        while len(self.town.entries) < entries:
            if waiting[0][0] > born:
                count += 1
                heapq.heappush(waiting, (born, count, lives.event(count)))
                born += round(draw.expovariate(EVENTS_A_DAY / DAY)) + 1
                continue
            lives.now, number, life = heapq.heappop(waiting)
            wait = next(life, None)
            if wait is not None:
                heapq.heappush(waiting, (lives.now + wait, number, life))


def _sys(ledger: Ledger, kind: str, p: Mapping[str, Any]) -> None:
    ledger.enter(ledger.server, kind, ledger.stream, p, uid("admin"), MONDAY - HOUR)


def _settings() -> list[tuple[str, Any]]:
    """The shipped data pack as settings of the county."""
    files = {name: (CATALOGUES / f"{name}.csv").read_text(encoding="utf-8") for name in PACK}
    return list(to_settings({name: list(csv.DictReader(text.splitlines())) for name, text in files.items()}))


def check(season: Season) -> Mapping[str, float]:
    """Sizes as sync.md §19 measured them; a history that is smaller or packs better would flatter us."""
    entries = season.town.entries[season.founded :]
    mean = sum(len(one.core) for one in entries) / len(entries)
    batches = [entries[n : n + BATCH] for n in range(0, min(len(entries), BATCHES * BATCH), BATCH)]
    bodies = [body([push_line(one.core, one.annex, one.sig) for one in batch]) for batch in batches]
    ratio = sum(map(len, bodies)) / sum(len(pack(batch)) for batch in bodies)
    if not CORE_MEAN[0] <= mean <= CORE_MEAN[1] or not ZSTD[0] <= ratio <= ZSTD[1]:
        raise AssertionError(f"not like real actions: core mean {mean:.0f} B, zstd {ratio:.2f}")
    return {"core_mean": round(mean), "zstd": round(ratio, 2)}
