"""A call that is being written (呼叫草稿): what is kept on every pause, and the payload it makes. Free of Qt."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from desktop.calls import texts
from desktop.names import Names
from governance.calls import states
from governance.calls.call import Call, DutyLine
from governance.ledger.case import Case
from governance.ledger.chain import tagged, uuid8
from governance.responsibility.items import Answer

KIND = "call"  # of the drafts
DIGEST_CHARS = 60


class CallDraft(Struct, frozen=True, kw_only=True):
    """Everything a person can enter; `event` is empty for 无案直呼."""

    event: str
    grade: str
    item: str = ""
    outside: bool = False  # 清单外
    reason: str = ""  # why 清单外, or why without a case
    depts: tuple[str, ...] = ()  # the 主办 first; those dropped are not among them
    dropped: Mapping[str, str] = {}  # 配合 department not asked → why
    lines: tuple[DutyLine, ...] = ()
    ask: str = ""
    own_ask: bool = False  # a person wrote it: no longer filled in from the item
    contact: str = ""
    signer: str = ""  # leader it was sent to (送签中)
    case: str = ""  # the sealed draft that waits for a signature
    sent: str = ""  # what was sealed of it last
    both: bool = False  # 事呼双应: the town goes there at once too


def draft_id(operator: str, event: str) -> str:
    """One draft for a person and an event."""
    return uuid8(tagged("draft", f"{operator}/{event}/call.issue".encode()))


def kept(draft: CallDraft) -> str:
    """A draft as text."""
    return msgspec.json.encode(draft).decode()


def taken_up(body: str) -> CallDraft:
    """The draft that was kept."""
    return msgspec.json.decode(body, type=CallDraft)


def payload(draft: CallDraft, version: int, names: Names) -> dict[str, Any]:
    """What `call.issue` carries; lines nobody checked are left out."""
    p: dict[str, Any] = {
        "grade": draft.grade,
        "ask": draft.ask.strip(),
        "depts": list(draft.depts),
    }
    if draft.event:
        p["parent"] = draft.event
    if draft.item:
        p |= {"item": draft.item, "item_version": version}
    if draft.item and draft.lines:
        p["lines"] = [
            {"no": line.no, "state": line.state, **({"note": line.note.strip()} if line.note.strip() else {})}
            for line in draft.lines
            if line.state
        ]
    for key, value in (("reason", draft.reason), ("contact", draft.contact)):
        if value.strip():
            p[key] = value.strip()
    if draft.both:
        p["both"] = True
    if dropped := _dropped(draft, names):
        p["note"] = dropped
    return p


def said(p: Mapping[str, Any]) -> str:
    """What a payload says, to see whether anything changed since it was sealed."""
    return msgspec.json.encode(p, order="deterministic").decode()


def over(draft: CallDraft, sealed: Case | None) -> bool:
    """Whether the sealed draft was issued or withdrawn elsewhere: what was typed here is of no more use."""
    return bool(draft.case) and isinstance(sealed, Call) and sealed.state != states.DRAFT


def _dropped(draft: CallDraft, names: Names) -> str:
    return "；".join(
        texts.DROP_SAID.format(unit=names.unit(dept), reason=reason.strip())
        for dept, reason in draft.dropped.items()
    )


def with_item(draft: CallDraft, answer: Answer, lines: Sequence[DutyLine], names: Names) -> CallDraft:
    """Another item: its departments, its checklist, and its request unless a person wrote one."""
    lead = answer.precedent.decided if answer.precedent is not None else answer.lead
    depts = tuple(dict.fromkeys((lead, *answer.item.county_depts)))
    changed = replace(
        draft, item=answer.item.code, outside=False, depts=depts, dropped={}, lines=tuple(lines), reason=""
    )
    return changed if draft.own_ask else replace(changed, ask=proposed_ask(answer, depts, names))


def proposed_ask(answer: Answer, depts: Sequence[str], names: Names) -> str:
    """`请县综合执法局查封现场、立案查处；请县自然资源局出具认定意见。` from the item's own duties."""
    parts = []
    for dept in depts:
        duties = [line.text for line in answer.county_lines if line.dept_or_role == dept]
        if duties:
            parts.append(texts.ASK_PART.format(unit=names.unit(dept), duties="，".join(duties)))
    return "；".join(parts) + "。" if parts else ""


def without_item(draft: CallDraft, dept: str) -> CallDraft:
    """清单外: no item, no checklist; the category's usual department first."""
    ask = draft.ask if draft.own_ask else ""
    return replace(draft, item="", outside=True, depts=(dept,) if dept else (), dropped={}, lines=(), ask=ask)


def asked(draft: CallDraft, dept: str, wanted: bool, reason: str = "") -> CallDraft:
    """Ask a 配合 department, or not and why."""
    dropped = {key: why for key, why in draft.dropped.items() if key != dept}
    if wanted:
        return replace(draft, depts=tuple(dict.fromkeys((*draft.depts, dept))), dropped=dropped)
    rest = tuple(one for one in draft.depts if one != dept)
    return replace(draft, depts=rest, dropped=dropped | {dept: reason})


def with_line(draft: CallDraft, no: int, state: str | None = None, note: str | None = None) -> CallDraft:
    """Another state or note of one line of the checklist."""

    def changed(line: DutyLine) -> DutyLine:
        return DutyLine(no, line.state if state is None else state, line.note if note is None else note)

    return replace(draft, lines=tuple(changed(line) if line.no == no else line for line in draft.lines))
