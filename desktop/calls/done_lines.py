"""What the town has done already (乡镇已做): each 配合责任 line with the evidence that the ledger holds. Free of Qt.

Source: rulebook §4.1, §12 #8. Only what somebody recorded is filled in as done; the rest waits for the operator.
"""

from collections.abc import Iterable, Mapping, Sequence

from db.queries.dossier import Line as LedgerLine
from desktop import times
from desktop.calls import texts
from desktop.names import Names
from governance.calls.call import DutyLine
from governance.catalogue.catalogue import Line
from governance.people.masks import masked_text
from governance.rulebook import Rules

ROOM = "T-ZHS"
REPORTS = ("上报", "报告", "报送")  # duties of the room that the call itself fulfils
PEOPLE = frozenset({"GRID_WORKER", "VILLAGE_LEAD"})  # roles that a line may name in place of a unit


def prefilled(
    lines: Sequence[Line], past: Iterable[LedgerLine], names: Names, rules: Rules, now: int
) -> tuple[DutyLine, ...]:
    """A state for each line of the town: 已做 with who and when, or "" where nobody recorded anything."""
    told = [line for line in past if line.vd != "r" and line.kind.startswith("event.")]
    return tuple(_line(line, told, names, rules, now) for line in lines)


def _line(line: Line, past: Sequence[LedgerLine], names: Names, rules: Rules, now: int) -> DutyLine:
    report = next((one for one in past if one.kind == "event.report"), None)
    if line.dept_or_role == ROOM and report is not None and any(word in line.text for word in REPORTS):
        return DutyLine(line.line_no, "DONE", texts.BY_ROOM.format(at=times.short(report.at, now)))
    acts = [one for one in past if _by(one, line.dept_or_role, rules)]
    found = next(
        (one for one in reversed(acts) if one.kind in texts.ACTS or one.kind == "event.report"), None
    )
    return (
        DutyLine(line.line_no, "", "")
        if found is None
        else DutyLine(line.line_no, "DONE", _said(found, names, now))
    )


def _by(act: LedgerLine, whose: str, rules: Rules) -> bool:
    """Whether the unit or role of the line did it, itself or through the room's 代录."""
    behalf = act.p.get("behalf")
    if isinstance(behalf, Mapping):
        return behalf.get("unit") == whose
    user = rules.directory.users.get(act.actor)
    if user is None:
        return False
    return any(grant.role == whose if whose in PEOPLE else grant.unit == whose for grant in user.grants)


def _said(act: LedgerLine, names: Names, now: int) -> str:
    files = act.p.get("files") or ()
    tail = texts.FILES.format(n=len(files)) if files else ""
    at, behalf = times.short(act.at, now), act.p.get("behalf")
    who = masked_text(str(behalf["person"])) if isinstance(behalf, Mapping) else names.person(act.actor)
    if act.kind == "event.report":
        return texts.BY_REPORT.format(at=at, who=who, files=tail)
    return texts.BY_ACT.format(at=at, who=who, what=texts.ACTS[act.kind], files=tail)


def unsettled(lines: Sequence[Line], done: Iterable[DutyLine]) -> dict[int, str]:
    """What keeps the call from being issued, by line number: a mandatory line not checked, or 未做 without a reason."""
    mine = {line.no: line for line in done}
    found: dict[int, str] = {}
    for line in lines:
        said = mine.get(line.line_no)
        if not line.mandatory or (
            said is not None and (said.state == "DONE" or (said.state and said.note.strip()))
        ):
            continue
        sentence = texts.LINE_REASON if said is not None and said.state else texts.LINE_OPEN
        found[line.line_no] = sentence.format(clause=line.clause, text=line.text)
    return found


def counted(done: Iterable[DutyLine]) -> str:
    """`已做 2 项，未做 1 项（附理由）`."""
    states = [line.state for line in done]
    if not states:
        return ""
    parts = [texts.DONE_COUNT.format(done=states.count("DONE"))]
    for state, sentence in (("NOT", texts.NOT_COUNT), ("NA", texts.NA_COUNT), ("", texts.UNCHECKED)):
        if count := states.count(state):
            parts.append(sentence.format(n=count))
    return "".join(parts)
