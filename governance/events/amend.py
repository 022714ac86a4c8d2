"""更正补充: a fact merged field by field.

Source: rulebook §3.11, sync.md §3.1. A change names the action whose value it saw. If that value is still shown the
new one takes its place; else two people amended the same value: both are kept, the earlier stays shown and the
field is marked 待核. The category may be amended only while nothing is dispatched, outer_due only with the outer
system's paper; the caller's own data lie in the annex. A field that may not be amended leaves the others alone.
"""

import re

from msgspec.structs import replace

from governance.backfill import is_sane
from governance.doer import Doer
from governance.events.event import Event
from governance.events.payloads import Amend, Change
from governance.ledger.action import Action
from governance.ledger.field_merge import Disputed, outcome
from governance.ledger.payload import Place
from governance.places.codes import contains
from governance.refusal import Refusal
from governance.rulebook import Rules

AMENDABLE = ("text", "place", "cat", "outer_due", "caller")
FIELD_NAMES = {"text": "内容", "place": "地点", "caller": "反映人", "cat": "小类", "outer_due": "外部到期"}
_NUMBER = re.compile(r"-?[0-9]{1,15}").fullmatch


def refusal(event: Event, p: Amend, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """更正补充: at the desk every change must stand."""
    if not p.set:
        return Refusal("no-text", "没有要更正的内容；请填写更正后的值。")
    return next((no for change in p.set if (no := _bar(event, change, p, rules)) is not None), None)


def _bar(event: Event, change: Change, p: Amend, rules: Rules) -> Refusal | None:
    value = change.value
    match change.field:
        case "text":
            return None if value.strip() else Refusal("no-text", "更正后的内容为空；请填写内容。")
        case "place":
            here = contains(rules.home.area, value.partition("|")[0])
            return None if here else Refusal("not-here", "更正后的地点不在本镇；请改选本镇的村或网格。")
        case "cat" if event.tasks:
            return Refusal("cat-locked", "已派单，类目不能用更正修改；改类请用定性改类。")
        case "cat":
            known = value in rules.catalogue.categories
            return None if known else Refusal("bad-category", f"小类【{value}】不在目录内；请重新选择。")
        case "outer_due":
            if p.paper and _NUMBER(value) and is_sane(int(value)):
                return None
            return Refusal("no-paper", "修改外部到期须附来文编号和到期时间；请补全后再改。")
        case "caller":
            return None if p.px else Refusal("no-text", "更正来电人须填写姓名、电话或地址；请补填。")
    return Refusal("bad-field", f"【{change.field}】不能用更正修改；请用相应的办理动作。")


def apply(event: Event, action: Action, p: Amend, doer: Doer, at: int, rules: Rules) -> Event:
    """更正补充: what was seen is still shown → the new value holds; else both are kept (待核)."""
    for change in p.set:
        if _bar(event, change, p, rules) is None:
            event = _merged(event, action, change)
    return event


def _merged(event: Event, action: Action, change: Change) -> Event:
    seen = dict(event.seen)
    same = change.field != "caller" and _with_field(event, change) == event
    match outcome(change.seen, seen.get(change.field, ""), same):
        case "taken":
            return replace(_with_field(event, change), seen=shown_by(event, change.field, action))
        case "doubt":
            return replace(event, disputed=(*event.disputed, Disputed(change.field, action.id, change.value)))
    return event


def with_value(event: Event, action_id: str, holds: bool) -> Event:
    """The event once somebody ruled on a 待核 value: it takes the place of the one shown, or is left out for good."""
    doubt = next(one for one in event.disputed if one.action == action_id)
    event = replace(event, disputed=tuple(one for one in event.disputed if one is not doubt))
    if not holds:
        return event
    seen = dict(event.seen) | {doubt.field: action_id}
    return replace(_with_field(event, Change(doubt.field, "", doubt.value)), seen=tuple(sorted(seen.items())))


def shown_by(event: Event, field: str, action: Action) -> tuple[tuple[str, str], ...]:
    """`seen` once the action's value of a field is the one shown."""
    return tuple(sorted((dict(event.seen) | {field: action.id}).items()))


def _with_field(event: Event, change: Change) -> Event:
    match change.field:
        case "text":
            return replace(event, text=change.value)
        case "cat":
            return replace(event, cat=change.value)
        case "outer_due":
            return replace(event, outer_due=int(change.value))
        case "place":
            area, lon, lat, text = [*change.value.split("|", 3), "", "", ""][:4]
            point = (int(lon), int(lat)) if _NUMBER(lon) and _NUMBER(lat) else (None, None)
            return replace(event, place=on_earth(Place(area, point[0], point[1], text)))
    return event


def on_earth(place: Place) -> Place:
    """The place, without a point that lies nowhere."""
    lon, lat = place.lon, place.lat
    if lon is None or lat is None or abs(lon) > 180_000_000 or abs(lat) > 90_000_000:
        return Place(place.area, None, None, place.text)
    return place
