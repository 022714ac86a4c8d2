"""Verifying the county's database (核验): everything recomputed from the ledger's bytes, compared with what is kept.

Of every entry: core bytes, device chain, signature, annex commitment, stream chain, receipt time, effective time and
verdict; of every stream: the folded bodies, the device heads, the tip, and the digest of the state.
"""

from collections.abc import Iterable

from msgspec import Struct
from sqlalchemy import Connection, select

from db import server_ledger
from db.bundles import READ_KINDS
from db.folding import Stored, stored_rows
from db.queries.evaluation import PEOPLE, line_of
from db.server_ledger import StreamHead
from db.signing import verify as signed_by
from db.tables.county import case_state, dev
from governance.bundle import EMPTY, Bundle, advanced, rules_of
from governance.evaluation.double_lock import Said, said_of
from governance.evaluation.figures import LINE_KINDS, Line
from governance.folding import fold
from governance.ledger import chain
from governance.ledger.action import Action, read_core
from governance.ledger.canonical import NotCanonicalError, canonical, parse
from governance.ledger.case import Case, body_bytes
from governance.ledger.entry import ACCEPTED, Verdict, effective
from governance.ledger.stream import Stream
from governance.rulebook import Rules
from governance.verdicts import judge

MOST = 50  # differences told of one stream


class Checked(Struct, frozen=True):
    """What was found in one stream (核验结果)."""

    stream: str
    name: str
    kind: str
    entries: int
    digest: str
    differences: tuple[str, ...]


class _Device(Struct):
    dseq: int
    ah: bytes
    eff: int
    pk: bytes


class Folded:
    """A stream as folded from its first entry, in memory: nothing of what is kept is looked at."""

    def __init__(self, stream: str, county: "Folded | None") -> None:
        self.stream = stream
        self.cases: dict[str, Case] = {}
        self.devices: dict[str, _Device] = {}
        self.lines: list[Line] = []  # what figures need beyond the bodies
        self.people: list[Said] = []
        self._county = county
        self._ids: set[str] = set()
        self._said: list[tuple[Action, Verdict, int, int]] = []  # seq last
        self._bundle: Bundle = EMPTY
        self._rules: Rules | None = None

    @property
    def rules(self) -> Rules:
        if self._rules is None:
            body = self.cases.get(self.stream)
            home = body if isinstance(body, Stream) else Stream(id=self.stream)
            self._bundle = (self._county or self).bundle(self._bundle, self._pin(home))
            self._rules = rules_of(home, self._bundle)
        return self._rules

    def _pin(self, home: Stream) -> int:
        return home.pin_seq if self._county is not None else (self._said[-1][3] if self._said else 0)

    def bundle(self, before: Bundle, seq: int) -> Bundle:
        """The county state at an entry of this stream, from an earlier one."""
        if seq == before.seq:
            return before
        news = [(a, v, eff) for a, v, eff, at in self._said if before.seq < at <= seq]
        return advanced(before, seq, news)

    def case(self, case_id: str) -> Case | None:
        return self.cases.get(case_id)

    def stored(self, action_id: str) -> bool:
        return action_id in self._ids

    def take(self, action: Action, verdict: Verdict, eff: int, seq: int, between: tuple[int, int]) -> None:
        """Fold one entry; `between` = the device's step before and the receipt."""
        for case in fold(action, verdict, eff, self, between):
            self.cases[case.id] = case
            if case.id == self.stream:
                self._rules = None
        self._ids.add(action.id)
        if action.kind in LINE_KINDS and verdict.vd == ACCEPTED and not verdict.code:
            self.lines.append(line_of(action, eff))
        if action.kind == PEOPLE and verdict.vd == ACCEPTED and not verdict.code:
            self.people.append(said_of(action.p, eff))
        if self._county is None and action.kind in READ_KINDS:
            self._said.append((action, verdict, eff, seq))
            self._rules = None


def verify(conn: Connection) -> list[Checked]:
    """Check every stream of the database, the county's first."""
    found: list[Checked] = []
    county: Folded | None = None
    for head in server_ledger.heads(conn):
        folded, differences = walked(conn, head, county)
        differences += _kept(conn, head, folded)
        if head.kind == "county":
            county = folded
        body = folded.cases.get(head.stream)
        name = body.name if isinstance(body, Stream) else ""
        found.append(
            Checked(head.stream, name, head.kind, head.seq, _digest(folded), tuple(differences[:MOST]))
        )
    return found


def walked(conn: Connection, head: StreamHead, county: Folded | None) -> tuple[Folded, list[str]]:
    """The stream folded from its first entry, and what is wrong with its chains, signatures and verdicts."""
    folded = Folded(head.stream, county if head.kind == "town" else None)
    wrong: list[str] = []
    h, st, seq = chain.stream_start(head.stream), 0, 0
    for row in stored_rows(conn, head.stream, 0, head.seq):
        seq += 1
        if row.seq != seq:
            wrong.append(f"第{seq}条缺失")
            seq = row.seq
        if row.st < st:
            wrong.append(f"第{seq}条收到时间倒退")
        st = row.st
        faults = list(_entry(row, head.stream, folded))  # whole, so that the case it bears has its number
        wrong += [f"第{seq}条{what}{_about(row, folded)}" for what in faults]
        h = chain.entry_hash(h, row.seq, row.st, row.vd, row.code, row.item, row.ah, row.sig)
        if h != row.h:
            wrong.append(f"第{seq}条台账链不符")
            h = row.h
    if (seq, h, st) != (head.seq, head.h, head.st):
        wrong.append(f"流头与台账末条不符：流头{head.seq}，台账{seq}")
    return folded, wrong


def _about(row: Stored, folded: Folded) -> str:
    """Which step of which case an entry is, as far as it can be read."""
    try:
        action = read_core(row.core)
    except NotCanonicalError:
        return ""
    serial = getattr(folded.cases.get(action.case or ""), "serial", "")
    return f"（{action.kind}{' ' + serial if serial else ''}）"


def _entry(row: Stored, stream: str, folded: Folded) -> Iterable[str]:
    try:
        action = read_core(row.core)
    except NotCanonicalError:
        yield "动作内容读不出来"
        return
    if action.kind == "sys.device" and isinstance(action.p.get("cert"), dict) and row.vd == "a":
        cert = action.p["cert"]
        start = _Device(0, chain.device_hash(cert), 0, chain.unb64(str(cert["pk"])))
        folded.devices.setdefault(str(cert["dev"]), start)
    device = folded.devices.get(action.dev)
    if device is None or (action.stream, action.dev, action.dseq) != (stream, row.dev, device.dseq + 1):
        yield "设备或设备序号不符"
        return
    if chain.action_hash(device.ah, row.core) != row.ah:
        yield "设备链不符"
    if not signed_by(device.pk, row.sig, chain.signed_action(row.ah)):
        yield "签名不符"
    if row.annex is not None and chain.annex_commitment(parse(row.annex)) != action.p.get("px"):
        yield "附页承诺不符"
    eff = effective(row.st, device.eff, action.t)
    if eff != row.eff:
        yield "有效时间不符"
    verdict = Verdict(row.vd, row.code, row.item)
    if judge(action, row.ah, eff, folded) != verdict:
        yield "裁定与重算不符"
    folded.take(action, verdict, eff, row.seq, (device.eff, row.st))
    device.dseq, device.ah, device.eff = action.dseq, row.ah, eff


def _kept(conn: Connection, head: StreamHead, folded: Folded) -> list[str]:
    """Compare bodies and device heads with what the database keeps."""
    wrong = [f"案件{case_id}与重算不符" for case_id in altered(conn, head.stream, folded)]
    columns = (dev.c.device_id, dev.c.dseq, dev.c.ah, dev.c.eff)
    for device_id, dseq, ah, eff in conn.execute(select(*columns).where(dev.c.stream_id == head.stream)):
        device = folded.devices.get(device_id)
        if device is None or (device.dseq, device.ah, device.eff) != (dseq, ah, eff):
            wrong.append(f"设备{device_id}的末条与重算不符")
    return wrong


def altered(conn: Connection, stream: str, folded: Folded) -> list[str]:
    """The cases that the database keeps otherwise than the ledger says."""
    query = select(case_state.c.case_id, case_state.c.body).where(case_state.c.stream_id == stream)
    kept = {row.case_id: row.body for row in conn.execute(query)}

    def folded_body(case_id: str) -> str | None:
        case = folded.cases.get(case_id)
        return body_bytes(case).decode() if case is not None else None

    return [one for one in sorted(kept.keys() | folded.cases.keys()) if folded_body(one) != kept.get(one)]


def _digest(folded: Folded) -> str:
    """The digest of the state, as desks attest it."""
    rows = [chain.row_digest("case", case.id, body_bytes(case)) for case in folded.cases.values()]
    rows += [
        chain.row_digest("dev", device_id, canonical({"dseq": device.dseq}))
        for device_id, device in folded.devices.items()
        if device.dseq
    ]
    return chain.b64(chain.digest_sum(rows))
