"""The county's side of the exchange (县端收件): one way into the ledger for desks, web users and the county itself.

Source: sync.md §7.1 (push), §7.6 (web), §3.2 (verdicts), §9 (effective time). Everything here runs inside one
transaction under the stream's head lock and answers only with values; the caller commits, then sends (I18).
A desk's lines come checked (envelopes.py); what is in the ledger already is answered from there (I9); the rest is
judged, placed and folded one by one, each seeing what the one before it changed.
"""

from collections.abc import Callable, Sequence
from typing import Any

from msgspec import UNSET, Struct, UnsetType

from governance.catalogue.setting import Setting
from governance.folding import fold
from governance.ledger import chain
from governance.ledger.action import Action, core_bytes, read_trusted
from governance.ledger.canonical import canonical
from governance.ledger.case import Case
from governance.ledger.entry import effective
from governance.ledger.stream import Stream
from governance.objections import View
from governance.rulebook import Rules
from governance.verdicts import judge
from sync.county_ports import Head, NewEntry, ServerDevice, ServerTx, StoredAnswer
from sync.envelopes import Batch, Checked
from sync.messages import PushReply
from sync.replies import Reply, answer, problem
from sync.wire import End

Sign = Callable[[bytes], bytes]
Mark = tuple[int, int, str, str, str | None]  # dseq, seq, verdict, code, item


class Writer(Struct, frozen=True):
    """The county's own device of a stream and its key: it seals for web users and writes `sys.*`."""

    dev: str
    sign: Sign


class Act(Struct, frozen=True, kw_only=True):
    """What a web user wants (网页动作): id, base and also as the form was rendered with, actor from the session."""

    id: str
    actor: str
    kind: str
    case: str | None
    p: dict[str, Any]
    base: str | None = None
    also: tuple[tuple[str, str | None], ...] = ()
    annex: dict[str, Any] | None = None
    v: int = 1


class Outcome(Struct, frozen=True):
    """What became of an act; `again` when the same id had been answered before."""

    seq: int
    vd: str
    code: str
    item: str | None
    again: bool = False


# ---------------------------------------------------------------- desks


def push(batch: Batch, epoch: int, st: int, tx: ServerTx, sign: Sign) -> Reply:
    """Enter a checked push and answer it; `epoch` is what the desk believes, `st` the receipt time."""
    head, device = tx.head(), tx.device(batch.dev)
    if device is None or device.status != "active":
        return problem("device-revoked", st, head.epoch)
    if epoch != head.epoch:
        return problem("epoch-changed", st, head.epoch)
    if batch.unlinked or batch.first > device.dseq + 1:
        return problem("dseq-gap", st, head.epoch, expect=device.dseq + 1)
    marks: list[Mark] = []
    for line in batch.lines:
        if line.action.dseq > device.dseq:
            break
        known = tx.stored(device.id, line.action.dseq)
        if known is None or known.ah != line.ah:
            return _forked(device, line, known, st, head)
        marks.append((line.action.dseq, known.seq, known.vd, known.code, known.item))
    fresh = batch.lines[len(marks) :]
    if fresh:
        if chain.action_hash(device.ah, fresh[0].core) != fresh[0].ah:
            return _forked(device, fresh[0], None, st, head)
        tx.pin_if_behind()
        entries = enter(tx, device, fresh, st)
        marks += [(e.action.dseq, e.seq, e.vd, e.code, e.item) for e in entries]
    if batch.bad is not None:
        bad = batch.bad
        return problem("bad-envelope", st, head.epoch, index=bad.index, why=bad.why, r=tuple(marks))
    end = signed_head(tx.head(), tx.stream)
    reply = PushReply(
        epoch=end.epoch,
        r=tuple(marks),
        head=end.head,
        sig=chain.b64(sign(chain.head_message(end.head))),
        t=st,
    )
    return answer(reply, st, end.epoch)


def _forked(device: ServerDevice, line: Checked, known: StoredAnswer | None, st: int, head: Head) -> Reply:
    ah = known.ah if known is not None else device.ah
    return problem("device-forked", st, head.epoch, dseq=line.action.dseq, ah=chain.b64(ah))


def signed_head(head: Head, stream: str) -> End:
    """What the county signs of a head."""
    return End(head.epoch, chain.b64(head.h), head.seq, head.st, stream)


# ---------------------------------------------------------------- the county itself


def act(wish: Act, st: int, tx: ServerTx, writer: Writer) -> Outcome:
    """Do a web user's act: sealed by the county's device at the county's time; the same id again is answered again."""
    known = tx.answer(wish.id)
    if known is not None:
        return Outcome(known.seq, known.vd, known.code, known.item, again=True)
    tx.pin_if_behind()
    entry = record(wish, st, tx, writer, via="web")
    return Outcome(entry.seq, entry.vd, entry.code, entry.item)


def record(wish: Act, st: int, tx: ServerTx, writer: Writer, via: str | UnsetType = UNSET) -> NewEntry:
    """Seal and enter one action of the county's own device: `sys.*` entries, and acts of web users."""
    device = tx.device(writer.dev)
    if device is None:
        raise LookupError(f"the county's device {writer.dev} is not in stream {tx.stream}")
    head = tx.head()
    t = max(st, head.st)
    private = canonical(wish.annex) if wish.annex is not None else None
    p = wish.p if wish.annex is None else {**wish.p, "px": chain.annex_commitment(wish.annex)}
    action = Action(
        actor=wish.actor,
        also=tuple(sorted(wish.also)),
        base=wish.base,
        case=wish.case,
        cq=0,
        dev=device.id,
        dseq=device.dseq + 1,
        hlc=f"{t:012x}{(head.seq + 1) % 0x10000:04x}",
        id=wish.id,
        kind=wish.kind,
        p=p,
        stream=tx.stream,
        t=t,
        v=wish.v,
        via=via,
        w=t,
    )
    core = core_bytes(action)
    ah = chain.action_hash(device.ah, core)
    sig = writer.sign(chain.signed_action(ah))
    said = read_trusted(
        core
    )  # folded from its bytes, as everybody else will: no object of the caller's gets in
    return enter(tx, device, [Checked(said, core, private, ah, sig)], t)[0]


# ---------------------------------------------------------------- into the ledger


class _Ahead:
    """The view with what this transaction folded so far and has not written yet."""

    def __init__(self, below: View) -> None:
        self._below = below
        self._changed: dict[str, Case] = {}
        self._ids: set[str] = set()

    @property
    def rules(self) -> Rules:
        return self._below.rules

    def case(self, case_id: str) -> Case | None:
        return self._changed.get(case_id) or self._below.case(case_id)

    def stored(self, action_id: str) -> bool:
        return action_id in self._ids or self._below.stored(action_id)

    def see(self, action_id: str, cases: Sequence[Case]) -> None:
        self._ids.add(action_id)
        self._changed.update((case.id, case) for case in cases)


def enter(tx: ServerTx, device: ServerDevice, lines: Sequence[Checked], st: int) -> list[NewEntry]:
    """Judge, place and fold lines that continue the device's chain; writes them and gives the entries."""
    head = tx.head()
    seq, h, st, lo = head.seq, head.h, max(st, head.st), device.eff
    view = _Ahead(tx.view())
    done: list[NewEntry] = []
    unwritten: list[NewEntry] = []
    for line in lines:
        seq += 1
        before, lo = lo, effective(st, lo, line.action.t)
        verdict = judge(line.action, line.ah, lo, view)
        cases = fold(line.action, verdict, lo, view, (before, st))
        h = chain.entry_hash(h, seq, st, verdict.vd, verdict.code, verdict.item, line.ah, line.sig)
        entry = NewEntry(
            action=line.action,
            seq=seq,
            st=st,
            eff=lo,
            vd=verdict.vd,
            code=verdict.code,
            item=verdict.item,
            core=line.core,
            annex=line.annex,
            ah=line.ah,
            sig=line.sig,
            h=h,
            cases=cases,
        )
        done.append(entry)
        unwritten.append(entry)
        view.see(line.action.id, cases)
        if any(
            isinstance(case, Stream | Setting) for case in cases
        ):  # duty, people, pin, setting: other rules
            tx.append(unwritten)
            unwritten, view = [], _Ahead(tx.view())
    if unwritten:
        tx.append(unwritten)
    return done
