"""Acts of people who work in the county's web desk (网页办理): what the web desk and the players both call.

Source: sync.md §7.6. One transaction under the stream's lock: the actor is the session's user, the instant the
county's, the seal the county's own device of that stream. A rule that says no writes nothing; the same id again gets
the stored answer. A base that is no longer current goes into the ledger as a conflict, as it would from a desk.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import UNSET, Struct, UnsetType

from county import precedents
from county.numbers import numbered
from county.streams import County, StreamTx, Work
from db.ids import new_id
from governance.kind_rule import also_of
from governance.ledger.canonical import NotCanonicalError
from governance.ledger.chain import tagged, uuid8
from governance.ledger.entry import Verdict
from governance.objections import refusal
from governance.refusal import Refusal
from governance.rules import KINDS
from sync.server import Act, record

UNSAVED = Refusal("too-long", "内容过长或有不能保存的字符，没有提交；请缩短或改正，长材料可作附件。")
ABOUT_PERSON = frozenset({"no-role", "actor-revoked", "behalf", "no-shift"})


class Wish(Struct, frozen=True, kw_only=True):
    """What a person of the web desk wants (网页动作)."""

    stream: str
    user: str
    kind: str
    case: str | None
    p: Mapping[str, Any]
    base: str | UnsetType | None = UNSET  # as the form was rendered with; unset = the current one
    also: tuple[tuple[str, str | None], ...] | UnsetType = UNSET
    id: str | None = None
    annex: Mapping[str, Any] | None = None


class Answer(Struct, frozen=True):
    """What became of an act (办理结果)."""

    id: str
    case: str | None
    seq: int
    verdict: Verdict
    again: bool = False  # the same id had been answered before


def act(
    county: County,
    stream: str,
    user: str,
    kind: str,
    case: str | None,
    p: Mapping[str, Any],
    *,
    base: str | UnsetType | None = UNSET,
    also: tuple[tuple[str, str | None], ...] | UnsetType = UNSET,
    id: str | None = None,
    annex: Mapping[str, Any] | None = None,
) -> Answer | Refusal:
    """Do one act; it is on the disk when this returns. A Refusal when a rule says no: then nothing was written."""
    wish = Wish(stream=stream, user=user, kind=kind, case=case, p=p, base=base, also=also, id=id, annex=annex)
    return do(county, [wish])[0]


def do(county: County, wishes: Sequence[Wish]) -> list[Answer | Refusal]:
    """Do several acts in one transaction, each seeing what the ones before it did."""
    return county.write(lambda work: [done(work, wish) for wish in wishes])


def done(work: Work, wish: Wish) -> Answer | Refusal:
    """Do one act inside a transaction that holds more."""
    tx = work.tx(wish.stream)
    if tx is None:
        return Refusal("no-case", "找不到这个乡镇的台账；请重新登录。")
    action_id = wish.id or new_id(work.st)
    rule = KINDS.get(wish.kind)
    case = wish.case
    if case is None and rule is not None and rule.birth:
        case = uuid8(tagged("huying:case", action_id.encode()))
    known = tx.answer(action_id)
    if known is not None:
        return Answer(action_id, case, known.seq, Verdict(known.vd, known.code, known.item), again=True)
    tx.pin_if_behind()
    at = max(work.st, tx.head().st)
    p = numbered(work.conn, tx.stream, tx.home.unit, wish.kind, wish.p, wish.p.get("occ") or at)
    current = _base(tx, case) if rule is not None and not rule.fact else None
    base = current if wish.base is UNSET else wish.base
    also = _also(tx, wish, p)
    no = refusal(wish.kind, case, p, wish.user, at, tx.view())
    if no is not None and (base == current or no.code in ABOUT_PERSON):
        return no
    ruling = wish.kind == precedents.RULING
    if ruling and no is None and base == current:
        no = precedents.objection(work, tx, action_id, case, p, wish.user, at)
        if no is not None:
            return no
    annex = dict(wish.annex) if wish.annex is not None else None
    sealed = Act(
        id=action_id, actor=wish.user, kind=wish.kind, case=case, p=p, base=base, also=also, annex=annex
    )
    try:
        entry = record(sealed, work.st, tx, tx.writer, via="web")
    except NotCanonicalError:  # more than 64 KiB, or a character that no ledger holds: nothing is written yet
        return UNSAVED
    if ruling and (entry.vd, entry.code) == ("a", ""):
        precedents.keep(work, tx, action_id, case, p, wish.user)
    return Answer(action_id, case, entry.seq, Verdict(entry.vd, entry.code, entry.item))


def _base(tx: StreamTx, case: str | None) -> str | None:
    body = tx.view().case(case) if case is not None else None
    return body.base if body is not None else None


def _also(tx: StreamTx, wish: Wish, p: Mapping[str, Any]) -> tuple[tuple[str, str | None], ...]:
    """Further cases the decision touches: a call moves the event it is issued for, a merging its main event (§3.4)."""
    if wish.also is not UNSET:
        return wish.also
    rule = KINDS.get(wish.kind)
    further = also_of(rule, p, birth=True) if rule is not None else ()
    return tuple((one, _base(tx, one)) for one in further)
