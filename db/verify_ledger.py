"""Verification of one stream's ledger (台账核验): chains, signatures, columns, and the fold from the first entry."""

from collections.abc import Mapping

from msgspec import Struct
from sqlalchemy import Connection, select

from db.bundles import Bundles
from db.desk_stream import read_tip
from db.divergence import NO_END
from db.folding import NO_HEAD, Head, Stored, device_digest, enrolled, fold_entry, stored_rows
from db.pages import read_heads
from db.signing import verify as signed_by
from db.tables.ledger import case_state, ledger
from db.view import MODULUS, Held, LedgerView
from governance.ledger.action import Action, read_core
from governance.ledger.canonical import NotCanonicalError
from governance.ledger.chain import action_hash, entry_hash, signed_action, stream_start
from governance.ledger.entry import Verdict


class Folded(Struct, frozen=True):
    """A stream folded anew; no view when the ledger could not be read to its end."""

    problems: tuple[str, ...]
    entries: int
    bodies: Mapping[str, Held]
    heads: Mapping[str, Head]
    view: LedgerView | None

    def eff_of(self, device: str) -> int:
        """Effective time of a device's last entry."""
        return self.heads.get(device, NO_HEAD).eff


def ledger_problems(conn: Connection, stream: str, county: str | None, *, signatures: bool) -> Folded:
    """Walk the stream from its first entry: every hash, link, signature and column; then the kept results."""
    view = LedgerView(conn, stream, Bundles(county), tip=0, scratch=True, strict=False)
    heads: dict[str, Head] = {}
    problems = _column_problems(conn, stream)
    h, seq = stream_start(stream), 0
    for row in stored_rows(conn, stream, 0, NO_END):
        name = f"台账第{row.seq}条"
        if row.seq != seq + 1:
            problems.append(f"{name}之前缺条：上一条是{seq}。")
        try:
            action = read_core(row.core)
        except NotCanonicalError:
            problems.append(f"{name}的内容读不出来，之后的未核验。")
            return Folded(tuple(problems), seq, {}, heads, None)
        verdict = Verdict(row.vd, row.code, row.item)
        problems += _link_problems(name, row, action, verdict, heads, signatures=signatures)
        if entry_hash(h, row.seq, row.st, row.vd, row.code, row.item, row.ah, row.sig) != row.h:
            problems.append(f"{name}的台账链哈希不符。")
        h, seq = row.h, row.seq
        if fold_entry(view, heads, action, verdict, row.seq, row.st, row.ah) != row.eff:
            problems.append(f"{name}的有效时间不符。")
    grown = view.flush(project=False)
    if stream != county and view.bundle.seq != view.home.pin_seq:
        problems.append(f"规则取自县台账第{view.home.pin_seq}条，本机只到第{view.bundle.seq}条。")
    problems += _kept_problems(conn, view)
    problems += _tip_problems(conn, stream, seq, h, heads, grown)
    bodies = {case_id: held for case_id, held in view.held.items() if held.text}
    return Folded(tuple(problems), seq, bodies, heads, view)


def _link_problems(
    name: str, row: Stored, action: Action, verdict: Verdict, heads: dict[str, Head], *, signatures: bool
) -> list[str]:
    found: list[str] = []
    if (new := enrolled(action, verdict)) is not None:
        heads.setdefault(*new)
    head = heads.get(action.dev)
    if head is None:
        return [f"{name}的设备没有登记。"]
    if (action.dev, action.dseq) != (row.dev, row.dseq) or row.dseq != head.dseq + 1:
        found.append(f"{name}的设备序号不连续。")
    if action_hash(head.ah, row.core) != row.ah:
        found.append(f"{name}的内容与哈希不符。")
    if signatures and not signed_by(head.pk, row.sig, signed_action(row.ah)):
        found.append(f"{name}的签名不符。")
    return found


def _column_problems(conn: Connection, stream: str) -> list[str]:
    """Columns repeat what the core says; an index over a wrong one would hide entries."""
    c = ledger.c
    query = select(c.seq, c.action_id, c.case_id, c.kind, c.core).where(c.stream_id == stream)
    found = []
    for seq, action_id, case_id, kind, core in conn.execute(query.order_by(c.seq)):
        try:
            action = read_core(core)
        except NotCanonicalError:
            continue  # told where the chain is walked
        if (action.id, action.case, action.kind, action.stream) != (action_id, case_id, kind, stream):
            found.append(f"台账第{seq}条的索引列与内容不符。")
    return found


def _kept_problems(conn: Connection, view: LedgerView) -> list[str]:
    """The kept bodies against those just folded."""
    c = case_state.c
    query = select(c.case_id, c.parent_id, c.base, c["items"], c.body).where(c.stream_id == view.stream)
    kept = {case_id: tuple(rest) for case_id, *rest in conn.execute(query)}
    found = []
    for case_id, held in view.held.items():
        if held.case is None:
            continue
        row = kept.pop(case_id, None)
        made = (held.case.parent, held.case.base, len(held.case.items), held.text)
        if row is None:
            found.append(f"案件{case_id}不在折叠结果中。")
        elif row != made:
            found.append(f"案件{case_id}的折叠结果与台账不符。")
    return found + [f"案件{case_id}在台账中没有来源。" for case_id in kept]


def _tip_problems(
    conn: Connection, stream: str, seq: int, h: bytes, heads: dict[str, Head], grown: int
) -> list[str]:
    tip = read_tip(conn, stream)
    found = []
    if (tip.seq, tip.h) != (seq, h):
        found.append(f"游标在第{tip.seq}条，台账到第{seq}条，两者不符。")
    if int.from_bytes(tip.dig, "big") != (grown + device_digest({}, heads)) % MODULUS:
        found.append("状态摘要与台账不符。")
    if read_heads(conn, stream) != heads:
        found.append("设备链头与台账不符。")
    return found
