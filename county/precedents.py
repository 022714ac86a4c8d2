"""判例入库 right after a ruling (审定): the county writes `list.precedent` in the transaction of `call.adjudicate`.

Source: rulebook §4.5, kinds.csv `list.precedent`. A ruling that could not be kept as a precedent is refused as a whole,
so that none goes missing; the town is pinned to what the county now says before the transaction ends.
"""

from collections.abc import Mapping
from typing import Any

from county.streams import StreamTx, Work
from governance.ledger.chain import tagged, uuid8
from governance.objections import refusal
from governance.refusal import Refusal
from governance.responsibility.rulings import precedent_case
from sync.server import Act, record

RULING, KEPT = "call.adjudicate", "list.precedent"


def objection(
    work: Work, town: StreamTx, action_id: str, call: str | None, p: Mapping[str, Any], user: str, at: int
) -> Refusal | None:
    """Say why this ruling could not be kept as a precedent, or None."""
    said = _said(town, action_id, call, p)
    return refusal(KEPT, precedent_case(action_id), said, user, at, work.county().view())


def keep(
    work: Work, town: StreamTx, action_id: str, call: str | None, p: Mapping[str, Any], user: str
) -> None:
    """Write the precedent of a ruling that was accepted just now, and pin the town to it."""
    county = work.county()
    act = Act(
        id=uuid8(tagged("huying:precedent", action_id.encode())),
        actor=user,
        kind=KEPT,
        case=precedent_case(action_id),
        p=_said(town, action_id, call, p),
    )
    record(act, work.st, county, county.writer, via="web")
    town.pin_if_behind()


def _said(town: StreamTx, action_id: str, call: str | None, p: Mapping[str, Any]) -> dict[str, Any]:
    same = ("category", "item", "clause", "keywords", "place_kind", "reason", "valid_from")
    facts = {name: p[name] for name in same if p.get(name)}
    return {
        "precedent": action_id,
        "decided": p.get("unit", ""),
        "call": call or "",
        "town": town.stream,
    } | facts
