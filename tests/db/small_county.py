"""A county on a real file, and desks that talk to it without a network: what tests of the store live in."""

import csv
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import UNSET
from sqlalchemy import Connection, select

from db import server_ledger
from db.clock import Now
from db.county_store import CountyStore
from db.desk_stream import read_tip
from db.folding import Stored
from db.outbox import Intent, Sealed
from db.overlay import shown_case
from db.signing import SigningKey
from db.store import Enrolled, Store
from db.tables.own import outbox
from governance.catalogue.setting import setting_case
from governance.catalogue.settings import to_settings
from governance.folding import fold
from governance.ledger import chain
from governance.ledger.action import Action, core_bytes, read_core
from governance.ledger.case import Case
from governance.ledger.entry import effective
from governance.verdicts import judge
from sync.county_ports import NewEntry
from tests.governance.room import CATALOGUES, FACTS, MONDAY, PACK, PEOPLE, TOWN, uid, user

TENANT, TOWN_STREAM, COUNTY_STREAM = uid("tenant"), uid("town"), uid("county")
SERVER = {TOWN_STREAM: uid("server town"), COUNTY_STREAM: uid("server county")}
MINUTE = 60_000


class Clock:
    """Time that stands still until it is moved (implements `DeskClock`)."""

    def __init__(self, at: int = MONDAY) -> None:
        self.at = at

    def boot_ms(self) -> int:
        return self.at

    def wall_ms(self) -> int:
        return self.at

    def sample(self, server_ms: int, sent_boot_ms: int, received_boot_ms: int) -> None:
        """Nothing to learn."""

    def state(self, ms: int) -> None:
        self.at = ms

    def now(self, last_ms: int = 0) -> Now:
        return Now(self.at, self.at, 0)


class County:
    """Judges, folds and writes what it is given; seals `sys.*` and web acts itself."""

    def __init__(self, folder: Path) -> None:
        there = (folder / "county.db").exists()
        self.store = CountyStore.create(f"sqlite:///{folder / 'county.db'}")
        self.clock = Clock()
        self.key = SigningKey(bytes(32))
        self._links: dict[str, tuple[int, bytes]] = {}
        if there:
            self._take_up()
        else:
            self._found()

    def _take_up(self) -> None:
        for stream, server in SERVER.items():
            device = self.store.read(partial(server_ledger.device, stream=stream, device_id=server))
            assert device is not None
            self._links[stream] = (device.dseq, device.ah)

    def _found(self) -> None:
        for stream, kind in ((COUNTY_STREAM, "county"), (TOWN_STREAM, "town")):
            self.store.write(partial(server_ledger.open_stream, stream=stream, tenant=TENANT, kind=kind))
            cert = a_cert(SERVER[stream], stream, self.key.public, 1)
            self._links[stream] = (0, chain.device_hash(cert))
            area = TOWN if kind == "town" else "990101000000"
            self.sys(stream, "sys.device", {"cert": cert, "no": "00"})
            self.sys(stream, "sys.stream", {"kind": kind, "area": area, "unit": "100", "name": "云溪镇"})
        for name in PEOPLE:
            self.add_user(COUNTY_STREAM, name)
        for key, value in to_settings(_pack()):
            self.web(COUNTY_STREAM, "config.put", setting_case(key), {"key": key, "value": value}, "admin")
        for name in PEOPLE:
            self.add_user(TOWN_STREAM, name)
        self.pin()

    def add_user(self, stream: str, name: str) -> None:
        one = user(name)
        grants = [{"role": g.role, "unit": g.unit, "area": g.area} for g in one.grants]
        self.sys(stream, "sys.user", {"user": one.id, "name": name, "grants": grants})

    def pin(self) -> None:
        """Let the town work with the county state as it is now."""
        tip = self.tip(COUNTY_STREAM)
        self.sys(TOWN_STREAM, "sys.bundle", {"seq": tip.seq, "h": chain.b64(tip.h)})

    def tip(self, stream: str) -> server_ledger.StreamHead:
        tip = self.store.read(lambda conn: server_ledger.head(conn, stream))
        assert tip is not None
        return tip

    def sys(self, stream: str, kind: str, p: dict[str, Any]) -> None:
        self.web(stream, kind, stream, p, "admin", via=False)

    def web(
        self, stream: str, kind: str, case: str | None, p: dict[str, Any], actor: str, *, via: bool = True
    ) -> NewEntry:
        """An act of the county's own device, for a web user; `base` is current."""
        known = self.case(stream, case) if case is not None else None
        dseq, ah = self._links[stream]
        action = Action(
            actor=uid(actor),
            base=known.base if known is not None and kind not in FACTS and via else None,
            case=case,
            cq=0,
            dev=SERVER[stream],
            dseq=dseq + 1,
            hlc="0" * 16,
            id=uid(f"{stream} {dseq}"),
            kind=kind,
            p=p,
            stream=stream,
            t=self.clock.at,
            v=1,
            w=self.clock.at,
            via="web" if via else UNSET,
        )
        core = core_bytes(action)
        ah = chain.action_hash(ah, core)
        self._links[stream] = (dseq + 1, ah)
        return self._enter(stream, [(core, None, ah, self.key.sign(chain.signed_action(ah)))])[0]

    def case(self, stream: str, case_id: str) -> Case | None:
        def ask(conn: Connection) -> Case | None:
            tip = server_ledger.head(conn, stream)
            assert tip is not None
            return self.store.view(conn, tip).case(case_id)

        return self.store.write(ask)

    def take(self, desk: Store, stream: str = TOWN_STREAM) -> list[NewEntry]:
        """Enter everything that the desk has not delivered, as a push does; the reply is lost."""
        rows = desk.read_own(lambda conn: sealed_lines(conn, stream))
        device = desk.device(stream).device
        known = self.store.read(lambda conn: server_ledger.device(conn, stream, device))
        assert known is not None
        return self._enter(stream, [line for dseq, *line in rows if dseq > known.dseq])  # type: ignore[misc]

    def entries(self, stream: str, after: int = 0, limit: int = 5_000) -> list[Stored]:
        return self.store.read(lambda conn: server_ledger.read_page(conn, stream, after, limit))

    def close(self) -> None:
        self.store.close()

    def _enter(
        self, stream: str, lines: Sequence[tuple[bytes, bytes | None, bytes, bytes]]
    ) -> list[NewEntry]:
        return self.store.write(lambda conn: self.write_lines(conn, stream, lines))

    def write_lines(
        self, conn: Connection, stream: str, lines: Sequence[tuple[bytes, bytes | None, bytes, bytes]]
    ) -> list[NewEntry]:
        done = []
        for core, annex, ah, sig in lines:
            action = read_core(core)
            tip = server_ledger.head(conn, stream)
            assert tip is not None
            view = self.store.view(conn, tip)
            device = server_ledger.device(conn, stream, action.dev)
            st = max(self.clock.at, tip.st)
            lo = device.eff if device else 0
            eff = effective(st, lo, action.t)
            verdict = judge(action, ah, eff, view)
            cases = fold(action, verdict, eff, view, (lo, st))
            seq = tip.seq + 1
            vd, code, item = verdict.vd, verdict.code, verdict.item
            h = chain.entry_hash(tip.h, seq, st, vd, code, item, ah, sig)
            one = NewEntry(
                action=action, seq=seq, st=st, eff=eff, vd=vd, code=code, item=item,
                core=core, annex=annex, ah=ah, sig=sig, h=h, cases=cases,
            )  # fmt: skip
            server_ledger.append(conn, view, tip, [one])
            done.append(one)
        return done


Line = tuple[int, bytes, bytes | None, bytes, bytes]  # dseq, core, annex, ah, sig


def sealed_lines(conn: Connection, stream: str) -> list[Line]:
    """Every own action of a stream, as it lies in own.db."""
    c = outbox.c
    query = select(c.dseq, c.core, c.annex, c.ah, c.sig).where(c.stream_id == stream)
    return [(n, core, annex, ah, sig) for n, core, annex, ah, sig in conn.execute(query.order_by(c.dseq))]


def a_cert(device: str, stream: str, public: bytes, inc: int) -> dict[str, Any]:
    return {
        "dev": device,
        "iat": MONDAY,
        "inc": inc,
        "name": device[:4],
        "org": TOWN,
        "parent": None,
        "pk": chain.b64(public),
        "stream": stream,
        "v": 1,
        "xk": chain.b64(bytes(32)),
    }


def a_desk(folder: Path, county: County, name: str = "desk", no: str = "0A") -> Store:
    """A new desk, enrolled and up to date."""
    desk = Store.create(folder, clock=Clock(county.clock.at))
    device = uid(f"device {name}")
    enrolled = []
    for stream, kind in ((COUNTY_STREAM, "county"), (TOWN_STREAM, "town")):
        cert = a_cert(device, stream, desk.key.public, 1)
        county.sys(stream, "sys.device", {"cert": cert, "no": no})
        enrolled.append(Enrolled(stream=stream, kind=kind, device=device, no=no, cert=cert))
    desk.enrol(enrolled)
    pull(desk, county)
    return desk


def pull(desk: Store, county: County, *, page: int = 5_000) -> list[int]:
    """Read everything new, the county's stream first; gives what was delivered in the town's."""
    done: list[int] = []
    for stream in desk.streams():
        while entries := county.entries(stream, tip_of(desk, stream), page):
            delivered = desk.apply_page(stream, 1, entries)
            done += delivered if stream == TOWN_STREAM else ()
    return done


def tip_of(desk: Store, stream: str) -> int:
    return desk.read(lambda conn: read_tip(conn, stream).seq)


def save(desk: Store, kind: str, case: str, p: dict[str, Any], actor: str = "op", **more: Any) -> Sealed:
    """Save one action on the desk; `base` is as shown unless given."""
    if kind not in FACTS and "base" not in more:
        desk.town.settle()
        shown = desk.read(lambda conn: shown_case(conn, TOWN_STREAM, uid(case)))
        more["base"] = shown.case.base if shown is not None else None
    return desk.seal([Intent(kind=kind, case=uid(case), p=p, actor=uid(actor), **more)])[0]


def open_shift(desk: Store, county: County) -> None:
    """The room is on duty from now on."""
    save(desk, "shift.open", "shift", {"operator": uid("op"), "parent": TOWN_STREAM})
    county.take(desk)
    pull(desk, county)


def _pack() -> dict[str, list[dict[str, str]]]:
    tables = {}
    for name in PACK:
        with suppress(FileNotFoundError):
            text = (CATALOGUES / f"{name}.csv").read_text(encoding="utf-8")
            tables[name] = list(csv.DictReader(text.splitlines()))
    return tables
