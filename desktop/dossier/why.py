"""Why a key does nothing now (不能办的原因): the wish that the rules are asked about. Free of Qt.

What would be written in a form is filled with dashes: the rules speak of person, state and turn before they look at it.
"""

from collections.abc import Mapping
from typing import Any

from desktop.desk import Wish
from desktop.dossier import texts
from desktop.dossier.sheet import Sheet
from governance.calls import states
from governance.calls.call import DOWN, Call
from governance.events.event import Event
from governance.ledger.case import Case

URGES = frozenset({"event.urge", "call.urge"})


def nothing_due(sheet: Sheet) -> str:
    """Why there is no next step at this desk, and what may be done all the same."""
    case = sheet.case
    if isinstance(case, Call) and case.state == states.FEEDBACK and case.direction != DOWN and case.unrated:
        return texts.NEXT_RATES
    urges = any(act.key in URGES for act in sheet.acts)
    return texts.NO_NEXT.format(state=case.label, may=texts.MAY_URGE if urges else texts.MAY_NOTE)


def wished(action: str, case: Case, actor: str) -> Wish:
    """What a key of the keymap would do with the case."""
    kind, p, born = _ASKED[action](case)
    return Wish(kind=kind, p=p, actor=actor, case="" if born else case.id)


def _dispatch(case: Case) -> tuple[str, Mapping[str, Any], bool]:
    again = isinstance(case, Event) and bool(case.tasks)
    return ("event.redispatch" if again else "event.dispatch"), {"unit": "-"}, False


def _call(case: Case) -> tuple[str, Mapping[str, Any], bool]:
    return "call.issue", {"grade": "C1", "ask": "-", "parent": case.id}, isinstance(case, Event)


def _supervise(case: Case) -> tuple[str, Mapping[str, Any], bool]:
    return "supervision.normal", {"unit": "-", "text": "-", "ask": "-", "parent": case.id}, True


def _behalf(case: Case) -> tuple[str, Mapping[str, Any], bool]:
    held = case.held_by if isinstance(case, Event) else ""
    return "event.sign", {"behalf": {"unit": held or "-", "person": "-", "by": "PHONE"}}, False


def _urge(case: Case) -> tuple[str, Mapping[str, Any], bool]:
    return ("call.urge" if isinstance(case, Call) else "event.urge"), {"unit": "-"}, False


def _merge(case: Case) -> tuple[str, Mapping[str, Any], bool]:
    return "event.merge", {"main": case.id}, False


_ASKED = {
    "dispatch": _dispatch,
    "call": _call,
    "supervise": _supervise,
    "behalf": _behalf,
    "urge": _urge,
    "merge": _merge,
}
