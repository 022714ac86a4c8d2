"""A long history of a town, made by the real rulebook: what benchmarks and bulk tests apply."""

from random import Random
from typing import Any

from sqlalchemy import Connection

from db import server_ledger
from db.bundles import Bundles
from db.folding import Stored
from db.ids import new_id
from governance.folding import fold
from governance.ledger import chain
from governance.ledger.action import Action, core_bytes
from governance.ledger.entry import Verdict, effective
from governance.verdicts import judge
from tests.db.small_county import COUNTY_STREAM, MINUTE, SERVER, TOWN_STREAM, County
from tests.governance.room import FACTS, FEEDBACK, report, uid

# kind, payload, actor: the usual way of an event, 8 actions
WAY: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("event.report", {}, "op"),
    ("event.accept", {}, "op"),
    ("event.dispatch", {"unit": "T-ZF"}, "op"),
    ("event.sign", {}, "zf_lead"),
    ("event.progress", {"text": "已联系当事人，正在处理"}, "zf_staff"),
    ("event.feedback", FEEDBACK, "zf_lead"),
    ("event.order_verify", {"verifier": uid("grid")}, "op"),
    ("event.note", {"text": "来电人再次来电补充情况"}, "op"),
)


def history(county: County, actions: int, *, at_once: int = 200) -> list[Stored]:
    """Entries that follow the town's tip, all accepted, hashes right, signatures blank; `at_once` cases interleaved."""

    def make(conn: Connection) -> list[Stored]:
        tip = server_ledger.head(conn, TOWN_STREAM)
        assert tip is not None
        return _History(conn, county, tip).entries(actions, at_once)

    return county.store.read(make)


class _History:
    def __init__(self, conn: Connection, county: County, tip: server_ledger.StreamHead) -> None:
        self.view = server_ledger.county_view(conn, tip, Bundles(COUNTY_STREAM))
        self.tip = tip
        self.at = county.clock.at + MINUTE
        device = server_ledger.device(conn, TOWN_STREAM, SERVER[TOWN_STREAM])
        assert device is not None
        self.dseq, self.ah, self.eff = device.dseq, device.ah, device.eff
        self.seq, self.h = tip.seq, tip.h
        self.done: list[Stored] = []
        self.chance = Random(7)
        self.cases: dict[int, str] = {}

    def entries(self, actions: int, at_once: int) -> list[Stored]:
        first = 0
        while len(self.done) < actions:
            for kind, p, actor in WAY:
                for n in range(first, first + at_once):
                    said = report(
                        serial=f"S260309-100-00-{n + 1:04}"[:24], text=f"第{n}件 {report()['text']}"
                    )
                    self._add(kind, self._case(n), said if kind == "event.report" else p, actor)
            first += at_once
        return self.done[:actions]

    def _case(self, n: int) -> str:
        if n not in self.cases:
            self.cases[n] = new_id(self.at, self.chance.randbytes)
        return self.cases[n]

    def _add(self, kind: str, case: str, p: dict[str, Any], actor: str) -> None:
        known = self.view.case(case)
        self.at += 100
        self.dseq += 1
        self.seq += 1
        action = Action(
            actor=uid(actor),
            base=known.base if known is not None and kind not in FACTS else None,
            case=case,
            cq=0,
            dev=SERVER[TOWN_STREAM],
            dseq=self.dseq,
            hlc=f"{self.at:012x}0000",
            id=new_id(self.at, self.chance.randbytes),
            kind=kind,
            p=p,
            stream=TOWN_STREAM,
            t=self.at,
            v=1,
            via="web",
            w=self.at,
        )
        core = core_bytes(action)
        self.ah = chain.action_hash(self.ah, core)
        self.eff = effective(self.at, self.eff, self.at)
        verdict = judge(action, self.ah, self.eff, self.view)
        if verdict != Verdict("a"):
            raise AssertionError(f"{kind}: {verdict}")
        self.view.put(fold(action, verdict, self.eff, self.view), self.seq)
        sig = bytes(64)
        self.h = chain.entry_hash(self.h, self.seq, self.at, "a", "", None, self.ah, sig)
        self.done.append(
            Stored(
                self.seq, 1, self.at, self.eff, "a", "", None, action.dev, self.dseq, core, None, self.ah,
                sig, self.h,
            )
        )  # fmt: skip
