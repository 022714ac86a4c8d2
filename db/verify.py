"""Verification (核验): everything a store says is computed again from its ledger and its chains, nothing is repaired.

own.db: dseq without gaps, every hash, every signature. town.db: device chains, stream chain, the fold from seq 1 against
the kept bodies, the digest, the overlay and all rows against newly made ones.
"""

from collections.abc import Iterator

from msgspec import Struct
from sqlalchemy import Connection, select

from db.desk_stream import undelivered
from db.signing import verify as signed_by
from db.store import Store
from db.tables.own import device, outbox
from db.verify_ledger import ledger_problems
from db.verify_picture import picture_problems
from governance.ledger.action import Action, read_core
from governance.ledger.canonical import NotCanonicalError, parse
from governance.ledger.chain import action_hash, device_hash, signed_action, unb64


class Report(Struct, frozen=True):
    """What verification found (核验报告); sound when there is no problem."""

    own_actions: int
    entries: int
    cases: int
    problems: tuple[str, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def verify(store: Store, *, signatures: bool = True) -> Report:
    """Compute everything of an open store again; `signatures` takes most of the time."""
    problems: list[str] = []
    own_actions = entries = cases = 0
    with store.own_readers.snapshot() as own, store.town_readers.snapshot() as town:
        for stream in store.streams():
            enrolled = store.device(stream)
            found, count = _own_problems(own, stream, signatures=signatures)
            problems += found
            own_actions += count
            county = next((s for s in store.streams() if store.device(s).kind == "county"), None)
            folded = ledger_problems(town, stream, county, signatures=signatures)
            problems += folded.problems
            entries += folded.entries
            cases += len(folded.bodies)
            if folded.view is not None:
                pending = undelivered(own, town, stream, enrolled.device)
                problems += picture_problems(town, folded.view, pending, folded.eff_of(enrolled.device))
    return Report(own_actions, entries, cases, tuple(problems))


def _own_problems(own: Connection, stream: str, *, signatures: bool) -> tuple[list[str], int]:
    row = own.execute(select(device).where(device.c.stream_id == stream)).one()
    cert = parse(row.cert.encode())
    problems: list[str] = []
    ah, dseq, public = device_hash(cert), 0, unb64(str(cert["pk"]))
    count = 0
    for line in _own_rows(own, stream, row.device_id):
        count += 1
        name = f"本机动作第{line.dseq}号"
        if line.dseq != dseq + 1:
            problems.append(f"{name}之前缺号：上一号是{dseq}。")
        ah, dseq = action_hash(ah, line.core), line.dseq
        if ah != line.ah:
            problems.append(f"{name}的内容与哈希不符。")
            ah = line.ah
        problems += _core_problems(name, line.core, stream, row.device_id, line.dseq, line.action_id)
        if signatures and not signed_by(public, line.sig, signed_action(line.ah)):
            problems.append(f"{name}的签名不符。")
    if (dseq, ah) != (row.dseq, row.ah):
        problems.append(f"本机设备记录到第{row.dseq}号，动作表到第{dseq}号，两者不符。")
    return problems, count


class _OwnRow(Struct, frozen=True):
    dseq: int
    action_id: str
    core: bytes
    ah: bytes
    sig: bytes


def _own_rows(own: Connection, stream: str, device_id: str) -> Iterator[_OwnRow]:
    c = outbox.c
    query = select(c.dseq, c.action_id, c.core, c.ah, c.sig).where(
        c.stream_id == stream, c.device_id == device_id
    )
    for row in own.execute(query.order_by(c.dseq)):
        yield _OwnRow(*row)


def _core_problems(
    name: str, core: bytes, stream: str, device_id: str, dseq: int, action_id: str
) -> list[str]:
    try:
        action: Action = read_core(core)
    except NotCanonicalError:
        return [f"{name}的内容读不出来。"]
    said = (action.stream, action.dev, action.dseq, action.id)
    return [] if said == (stream, device_id, dseq, action_id) else [f"{name}的内容与登记的位置不符。"]
