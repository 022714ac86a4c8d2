"""The timeline of a case (办理过程): ledger lines and own pending ones in words, the latest first. Free of Qt."""

from collections.abc import Iterable
from typing import Any, Literal

from db.queries.dossier import Line
from desktop.dossier import texts
from desktop.dossier.sheet import LineFace
from desktop.dossier.told import SAID
from desktop.lights import Sign
from desktop.names import Names
from governance.handling.entry_time import BEHALF, time_mark, told_at
from governance.people.masks import masked_text
from governance.rulebook import Rules
from governance.rules import KINDS

Tone = Literal["", "decision", "stop", "resume"]
_STOPS = frozenset({"event.return", "call.return"})
_RESUMES = frozenset({"event.decide_return", "call.decide_return", "event.assign_final", "call.assign_final"})
_QUIET = frozenset({"event.accept", "event.ack_alarm", "call.accept"})  # decisions that need no weight
_MARKS = {"c": Sign.CONFLICT, "r": Sign.HELD}


def faces(
    lines: Iterable[Line], pending: Iterable[Line], case_id: str, names: Names, rules: Rules
) -> tuple[LineFace, ...]:
    """All lines in words; what is not read back yet carries its mark and stands on top."""
    known = list(lines)
    there = {line.action_id for line in known}
    shown = [*known, *(line for line in pending if line.action_id not in there)]
    said = [face(line, case_id, names, rules) for line in shown]
    return tuple(sorted(said, key=lambda line: line.at, reverse=True))


def face(line: Line, case_id: str, names: Names, rules: Rules) -> LineFace:
    """One line in words."""
    return LineFace(
        at=told_at(line.p, line.at),
        text=_of(line, case_id, _text(line, names, rules)),
        who=_who(line, names),
        tone=_tone(line),
        tag=time_mark(line.p, line.cq),
        mark=Sign.UNSENT if line.seq is None else _MARKS.get(line.vd),
        case_id=line.case_id if line.case_id and line.case_id != case_id else "",
        action_id=line.action_id,
        kind=line.kind,
        details=details(line.p, names),
    )


def _of(line: Line, case_id: str, text: str) -> str:
    """What another event's caller brought says whose it is; calls and supervisions say it themselves."""
    other = line.case_id is not None and line.case_id != case_id and line.kind.startswith("event.")
    return texts.OF_MERGED.format(text=text) if other else text


def _text(line: Line, names: Names, rules: Rules) -> str:
    said = SAID.get(line.kind)
    text = said(line.p, names, rules) if said is not None else line.kind
    why = _outcome(line)
    return f"{text}（{why}）" if why else text


def _outcome(line: Line) -> str:
    if line.seq is None or (line.vd == "a" and not line.code):
        return ""
    return texts.CODES.get(line.code, texts.UNKNOWN_CODE if line.vd != "a" else "")


def _who(line: Line, names: Names) -> str:
    behalf = line.p.get("behalf")
    if isinstance(behalf, dict):
        spoke = f"{names.unit(behalf['unit'])} · {behalf['person']}"
        return f"{spoke}（{names.person(line.actor)} {BEHALF}）"
    return names.said_by(line.actor)


def _tone(line: Line) -> Tone:
    if line.vd in ("c", "r"):
        return ""
    if line.kind in _STOPS:
        return "stop"
    if line.kind in _RESUMES:
        return "resume"
    rule = KINDS.get(line.kind)
    return "decision" if rule is not None and not rule.fact and line.kind not in _QUIET else ""


_NUMBERS = frozenset({"outer", "paper"})  # of slips and of other systems: some look like a telephone's
_HIDDEN = frozenset({"px", "parent", "serial", "task", "request", "feedback", "also"})
_LABELS = {
    "text": "内容",
    "reason": "理由",
    "clause": "条款",
    "note": "要求",
    "ask": "请求",
    "paper": "纸单",
    "unfinished": "协办未完成说明",
    "files": "附件",
    "contact": "现场联系",
    "person": "联系人",
    "outer": "外部编号",
}


def details(p: dict[str, Any], names: Names) -> tuple[tuple[str, str], ...]:
    """The worded fields of a payload, for the full dossier."""
    found = []
    for key, label in _LABELS.items():
        value = p.get(key)
        if key in _HIDDEN or not value:
            continue
        said = "、".join(str(one) for one in value) if isinstance(value, (list, tuple)) else str(value)
        found.append((label, said if key in _NUMBERS else masked_text(said)))
    return tuple(found)
