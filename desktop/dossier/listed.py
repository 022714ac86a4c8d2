"""The item of the list that a case rests on (所依事项), and whether the list went on since (清单已更新). Free of Qt.

Source: rulebook §5.2 (a case keeps the version in force when it was assigned), §5.3 (without a call: what covers it).
"""

from collections.abc import Iterable

from msgspec import Struct

from desktop import times
from desktop.dossier import texts
from governance.calls.call import Call
from governance.events.event import Event
from governance.ledger.case import Case
from governance.responsibility.changes import between, changed_since
from governance.responsibility.items import responsible
from governance.rulebook import Rules


class Listed(Struct, frozen=True):
    """What a case rests on."""

    code: str
    version: int
    said: str
    changed: str = ""  # 清单已更新
    more: str = ""


def listed(case: Case, calls: Iterable[Call], at: int, rules: Rules) -> Listed | None:
    """The item of a call, or of the event's latest call that names one; else the likeliest that covers the event."""
    kept = case if isinstance(case, Call) else max(_naming(calls), key=lambda call: call.at, default=None)
    if kept is not None:
        return _kept(kept, at, rules) if kept.item else None
    if not isinstance(case, Event):
        return None
    answers = responsible(case.cat, _day(case.occ), case.place.area, "", case.text, rules)
    if not answers:
        return None
    item = answers[0].item
    said = texts.LISTED.format(code=item.code, name=item.name, n=item.version)
    return Listed(item.code, item.version, said)


def _naming(calls: Iterable[Call]) -> list[Call]:
    return [call for call in calls if call.item]


def _kept(call: Call, at: int, rules: Rules) -> Listed | None:
    catalogue = rules.catalogue
    item = catalogue.version(call.item, call.item_version) or catalogue.items.get(call.item)
    if item is None:
        return None
    said = texts.LISTED.format(code=item.code, name=item.name, n=item.version)
    newer = changed_since(call.item, call.item_version, _day(at), catalogue)
    if newer is None or call.final:
        return Listed(item.code, item.version, said)
    many = len(between(item.code, item.version, newer.version, catalogue))
    changed = texts.LIST_CHANGED.format(old=item.version, new=newer.version)
    more = texts.LIST_CHANGED_MORE.format(day=newer.effective_from, n=many)
    return Listed(item.code, item.version, said, changed, more)


def _day(at: int) -> str:
    return f"{times.local(at):%Y-%m-%d}"
