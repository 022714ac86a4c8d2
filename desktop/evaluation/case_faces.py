"""The cases behind a figure as the list shows them (案件). Free of Qt."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from desktop import times
from desktop.evaluation.opened import Part
from desktop.lights import Sign
from desktop.names import Names
from governance.archive.element import Archived
from governance.archive.register import KINDS
from governance.calls.call import Call
from governance.events.event import Event
from governance.ledger.case import Case
from governance.rulebook import Rules
from governance.supervision.supervision import Supervision


class CaseFace(Struct, frozen=True):
    """A case in the list behind a figure."""

    case_id: str
    title: str
    second: str
    sign: Sign
    at: str
    state: str = ""


def faces(
    part: Part, found: Mapping[str, Case], names: Names, rules: Rules, now: int
) -> tuple[CaseFace, ...]:
    """One line for each case of a part; a case that counts several times stands once."""
    known = [(case_id, found[case_id]) for case_id in dict.fromkeys(part.cases) if case_id in found]
    return tuple(
        _face(case_id, case, Sign.SOON if case_id in part.missed else part.sign, names, rules, now)
        for case_id, case in known
    )


def _face(case_id: str, case: Case, sign: Sign, names: Names, rules: Rules, now: int) -> CaseFace:
    match case:
        case Event():
            named = rules.catalogue.categories.get(case.cat)
            title = named.minor if named is not None else case.text
            second = f"{case.serial}　{names.place(case.place.area) or case.place.text}"
            return CaseFace(case_id, title, second, sign, times.short(case.at, now), case.label)
        case Call():
            return CaseFace(case_id, case.ask, case.serial, sign, times.short(case.at, now), case.label)
        case Supervision():
            at = times.short(case.at, now)
            return CaseFace(case_id, case.ask, names.unit(case.unit), sign, at, case.label)
        case Archived():
            title = f"{KINDS[case.type].name} {case.name or case.text('kind') or case.text('residence_type')}"
            visited = case.visits[-1].at if case.visits else 0
            at = times.short(visited, now) if visited else ""
            return CaseFace(case_id, title.strip(), names.unit(case.text("grid_code")), sign, at, case.label)
        case _:
            return CaseFace(case_id, case.label, "", sign, times.short(case.last_step(()), now))


def events_of(cases: Iterable[str], found: Mapping[str, Case]) -> tuple[str, ...]:
    """Those of the cases that 事件 can list; none when one of them is no event."""
    ids = tuple(dict.fromkeys(cases))
    return ids if ids and all(isinstance(found.get(one), Event) for one in ids) else ()
