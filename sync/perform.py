"""Doing an errand (办差): the client's side of checking and storing, with the ports in hand.

Source: sync.md §7.4 (the sender checks first), §8 (going back). The HTTP adapter runs it in a worker thread, the
simulation calls it; so both take the same way. A failing store raises its ReportedError.
"""

from collections.abc import Sequence
from typing import assert_never

import msgspec

from db.signing import verify
from governance.ledger import chain
from governance.ledger.action import read_trusted
from governance.ledger.canonical import NotCanonicalError
from sync.desk_ports import DeskStore, Pending
from sync.errands import (
    CheckHello,
    Count,
    Counted,
    Desk,
    Errand,
    FillBatch,
    Filled,
    FindPoints,
    Greet,
    Greeting,
    HelloChecked,
    HoldBack,
    Kept,
    Load,
    Loaded,
    MarkReceipted,
    Points,
    Regress,
    Regressed,
    Result,
    TakePage,
    TakeRest,
)
from sync.greeting import read_hello
from sync.messages import HelloRequest
from sync.page_keeping import facts, keep, take_page
from sync.wire import WireError, body, cut_push


def perform(errand: Errand, desk: Desk) -> Result:
    """Do one errand; a failing store raises its ReportedError."""
    store = desk.store
    match errand:
        case Load():
            return Loaded(tuple(facts(store, s) for s in store.streams()), store.counts())
        case Greet():
            return _greet(errand, desk)
        case CheckHello():
            return _check_hello(errand, desk)
        case FillBatch():
            return _fill(errand, desk)
        case MarkReceipted():
            store.mark(errand.stream, errand.epoch, errand.marks)
            return Kept(store.counts())
        case HoldBack():
            store.hold(errand.stream, errand.dseq, errand.why)
            return Kept(store.counts())
        case TakePage():
            return take_page(errand, desk)
        case TakeRest():
            return keep(store, errand.page)
        case FindPoints():
            return Points(_points(store, errand.stream))
        case Regress():
            return _regress(errand, store)
        case Count():
            return Counted(store.counts(), errand.saves)
        case _:
            assert_never(errand)


def _greet(errand: Greet, desk: Desk) -> Greeting:
    nonce = desk.rng.bytes(32)
    cursors = []
    for stream in desk.store.streams():
        at = desk.store.cursor(stream)
        _, sealed, ah = desk.store.device(stream)
        cursors.append((stream, at.epoch, at.seq, chain.b64(at.h), sealed, chain.b64(ah)))
    request = HelloRequest(
        app=errand.app, nonce=chain.b64(nonce), dev=desk.keys.device, cursors=tuple(cursors)
    )
    return Greeting(msgspec.json.encode(request), nonce)


def _check_hello(errand: CheckHello, desk: Desk) -> HelloChecked:
    reply = read_hello(errand.body, errand.signature, errand.nonce, desk.keys.server_keys())
    if reply is None:
        return HelloChecked(None)
    device = desk.keys.device
    proof = desk.keys.sign(chain.auth_message(chain.unb64(reply.anonce), device))
    return HelloChecked(reply, chain.b64(proof), device)


def _fill(errand: FillBatch, desk: Desk) -> Filled:
    waiting = desk.store.pending(errand.stream, errand.after, errand.lines, errand.size)
    good: list[Pending] = []
    for action in waiting:
        if good and action.dseq != good[-1].dseq + 1:
            break  # a held one lies between: what follows it can't be pushed in this run
        why = _fault(action, good, errand.stream, desk)
        if why:
            if not good:
                return Filled(bad=action.dseq, why=why)
            break
        good.append(action)
    if not good:
        return Filled()
    return Filled(body([a.line for a in good]), good[0].dseq, good[-1].dseq)


def _fault(action: Pending, before: Sequence[Pending], stream: str, desk: Desk) -> str:
    """The sender's own check of bytes, hash, link and signature (§7.4); "" when all is well."""
    try:
        cut = cut_push(action.line)
        core = read_trusted(cut.core)
    except WireError as err:
        return err.why
    except NotCanonicalError:
        return "no-action"
    if (core.dseq, core.stream) != (action.dseq, stream):
        return "other-number"
    link = _link(before[-1] if before else None, action.dseq, stream, desk)
    if link is not None and chain.action_hash(link, cut.core) != action.ah:
        return "hash"
    return "" if verify(desk.keys.public, cut.sig, chain.signed_action(action.ah)) else "signature"


def _link(before: Pending | None, dseq: int, stream: str, desk: Desk) -> bytes | None:
    """The hash before an own action, where the store still has it; number 1 continues the certificate."""
    if before is not None:
        return before.ah
    previous = desk.store.own(stream, range(dseq - 1, dseq)).get(dseq - 1) if dseq > 1 else None
    return previous.ah if previous is not None else None


# ---------------------------------------------------------------- another history


def _points(store: DeskStore, stream: str) -> tuple[tuple[int, str], ...]:
    """Our past in growing steps: the last 32 entries, then twice as far each time, and the start."""
    top = store.cursor(stream).seq
    steps = [*range(32), *(2**n for n in range(5, 35))]
    numbers = dict.fromkeys(max(0, top - step) for step in steps)
    return tuple((seq, chain.b64(h)) for seq in numbers if (h := store.hash_at(stream, seq)) is not None)[:64]


def _regress(errand: Regress, store: DeskStore) -> Regressed:
    ours = store.hash_at(errand.stream, errand.seq)
    if ours != errand.h:
        return Regressed(facts(store, errand.stream), store.counts(), refused=True)
    store.regress(errand.stream, errand.seq)
    return Regressed(facts(store, errand.stream), store.counts())
