"""Ending a precedent (判例废止): by who adjudicates, from a day on and with a reason. Source: rulebook §4.5."""

from county.acts import Wish
from county.web.acting import ACTION
from county.web.asked import Asked, Outcome
from county.web.fields import Field
from county.web.sheets import Sheet, one_part, sent, shown
from county.web.snapshot import Snapshot
from county.web.workplace import Workplace
from governance.responsibility.precedents import Precedent
from governance.responsibility.rulings import RULERS, precedent_case
from governance.time import words as times

DAY_MS = 86_400_000


def may_end(asked: Asked) -> bool:
    """Whether the person adjudicates."""
    return any(grant.role in RULERS for grant in asked.person.user.grants)


def end_page(place: Workplace, asked: Asked) -> Outcome:
    """`/precedents/<id>/end`."""
    return shown(place, asked, _sheet)


def end(place: Workplace, asked: Asked) -> Outcome:
    """`POST /precedents/<id>/end`."""
    return sent(place, asked, _sheet, _wish, lambda case, kind: f"/lists?said={kind}")


def _known(snapshot: Snapshot, asked: Asked) -> Precedent | None:
    kept = snapshot.rules(snapshot.county).precedents
    return next((one for one in kept if one.id == asked.path["precedent"]), None)


def _sheet(snapshot: Snapshot, asked: Asked) -> Sheet | None:
    known, rules = _known(snapshot, asked), snapshot.rules(snapshot.county)
    if known is None or not may_end(asked):
        return None
    item = rules.catalogue.items.get(known.item)
    tomorrow = times.local(snapshot.at + DAY_MS).strftime("%Y-%m-%d")
    return Sheet(
        tab="lists", heading="废止判例", back=("/lists#precedents", "判例"),
        where=f"/precedents/{known.id}/end", verb="废止",
        note="自失效日起不再提示；此前按此判例办的不变。",
        facts=(
            ("事项", f"{known.item} {item.name}" if item is not None else known.item or "清单外事项"),
            ("主体", rules.name_of(known.decided)), ("理由", known.reason),
            ("生效", f"{known.valid_from} 起{f'，{known.valid_to} 止' if known.valid_to else ''}"),
        ),
        parts=one_part("废止", (
            Field(name="valid_to", label="失效日", kind="date", value=tomorrow, needed=True),
            Field(name="reason", label="理由", kind="text", needed=True),
        )),
    )  # fmt: skip


def _wish(snapshot: Snapshot, asked: Asked, sheet: Sheet) -> Wish:
    precedent = asked.path["precedent"]
    said = {name: asked.typed.one(name) for name in ("valid_to", "reason")}
    return Wish(
        stream=snapshot.county, user=asked.person.user.id, kind="list.precedent",
        case=precedent_case(precedent), p={"precedent": precedent} | said,
        id=asked.typed.one(ACTION) or None,
    )  # fmt: skip
