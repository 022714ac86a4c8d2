"""The register (动作登记表): action kind → payload, guards, fold; and what all kinds ask first.

Held to `resources/catalogues/kinds.csv` by a test. The kinds of events and calls have tables of their own.
"""

from collections.abc import Mapping
from typing import Any, Literal

from governance.archive import kinds as archives
from governance.archive import put
from governance.archive.element import Filed
from governance.archive.grid import Grid
from governance.audit import disclosure
from governance.audit.disclosure import Disclosure
from governance.briefing import issue
from governance.briefing.issue import Briefing
from governance.calls import states as call_states
from governance.calls import turns as call_turns
from governance.calls.call import Call
from governance.calls.kinds import CALLS
from governance.catalogue import setting
from governance.duty import kinds as duty
from governance.duty import shift
from governance.duty.kinds import DUTY
from governance.duty.shift import Shift
from governance.duty.stated_time import StatedTime
from governance.evaluation import kinds as evaluation
from governance.evaluation.adjustments import Adjustments
from governance.evaluation.opinions import Opinions
from governance.evaluation.parameters import Parameter
from governance.events import states as event_states
from governance.events import turns as event_turns
from governance.events.event import Event
from governance.events.kinds import EVENTS
from governance.kind_rule import KindRule, alone
from governance.ledger import conflict
from governance.ledger.case import Case
from governance.notices import notice
from governance.notices import rules as notice_rules
from governance.notices.kinds import NOTICES
from governance.notices.notice import Notice
from governance.papers import slip
from governance.people.scopes import Subject
from governance.places.codes import contains
from governance.refusal import Refusal
from governance.responsibility import admission, versions
from governance.responsibility.admission import Admission
from governance.responsibility.kinds import LISTS
from governance.responsibility.rulings import Kept
from governance.responsibility.versions import ListItem
from governance.rulebook import Rules
from governance.rulings import ruling
from governance.supervision import supervision
from governance.supervision.kinds import SUPERVISION
from governance.supervision.supervision import Supervision

__all__ = ["KINDS", "MOVES", "NAMES", "RESOLVERS", "KindRule", "name_of", "subject", "wrong_state"]


_OTHERS = (
    KindRule(
        kind="paper.backfill",
        action="backfill",
        payload=slip.Backfill,
        case_type=slip.Slip,
        fact=True,
        fit=slip.refusal,
        apply=slip.apply,
        birth=True,
        parents=(Event,),
    ),
    KindRule(
        kind="paper.confirm",
        action="",
        payload=slip.Confirm,
        case_type=slip.Slip,
        fact=False,
        turn=slip.confirm_turn,
        fit=alone(slip.confirm_refusal),
        apply=slip.confirm,
        effect=("ruling",),
    ),
    KindRule(
        kind="clock.rule",
        action="",
        payload=ruling.Rule,
        case_type=ruling.Ruling,
        fact=False,
        fit=ruling.refusal,
        opens=ruling.opens,
        apply=ruling.apply,
        birth=True,
        parents=ruling.RULED,
        effect=("subject", "ruling"),
    ),
    KindRule(
        kind="audit.unmask",
        action="unmask",
        payload=disclosure.Unmask,
        case_type=Disclosure,
        fact=True,
        fit=disclosure.unmask_refusal,
        apply=disclosure.unmask,
        birth=True,
        parents=(Event, Call),
    ),
    KindRule(
        kind="audit.export",
        action="export_data",
        payload=disclosure.Export,
        case_type=Disclosure,
        fact=True,
        fit=alone(disclosure.export_refusal),
        apply=disclosure.export,
        birth=True,
    ),
    KindRule(
        kind="briefing.freeze",
        action="briefing_freeze",
        payload=issue.Freeze,
        case_type=Briefing,
        fact=False,
        fit=alone(issue.refusal),
        apply=issue.freeze,
        birth=True,
        effect=("digest",),
    ),
    KindRule(
        kind="config.put",
        action="config_admin",
        payload=setting.Put,
        case_type=setting.Setting,
        fact=False,
        fit=alone(setting.refusal),
        apply=setting.apply,
        birth=True,
        effect=("key", "value"),
    ),
    KindRule(
        kind="conflict.resolve",
        action="",
        payload=conflict.Resolve,
        case_type=Case,
        fact=False,
        fit=lambda case, parent, p, doer, at, rules: conflict.refusal(case, p),
        apply=lambda case, action, p, doer, at, rules: conflict.apply(case, p),
        effect=("item", "choice"),
        beside=True,
    ),
)

KINDS: Mapping[str, KindRule] = {
    rule.kind: rule
    for rule in (
        *EVENTS,
        *CALLS,
        *NOTICES,
        *LISTS,
        *evaluation.EVALUATION,
        *SUPERVISION,
        *DUTY,
        *archives.ARCHIVES,
        *_OTHERS,
    )
}

_TABLES = (
    event_states.TABLE,
    call_states.TABLE,
    supervision.TABLE,
    shift.TABLE,
    slip.TABLE,
    versions.TABLE,
    admission.TABLE,
    notice.TABLE,
    slip.TABLE,
)
_TABLED = {kind: name for table in _TABLES for kind, (name, _) in table.items()}
MOVES = tuple(_TABLED)  # kinds that a state table lets do something with a case, in the order of action bars
NAMES: Mapping[str, str] = _TABLED | {  # kind → what timelines, refusals and buttons call it
    **duty.NAMES,
    **disclosure.NAMES,
    "briefing.freeze": "简报冻结发布",
    "list.precedent": "判例入库",
    "config.put": "配置修改",
    "clock.rule": "待核裁定",
    "paper.backfill": "补录纸单",
    "conflict.resolve": "冲突处置",
    **evaluation.NAMES,
    **archives.NAMES,
}


def name_of(kind: str) -> str:
    """The Chinese name of a kind of action; the kind itself when this program does not know it."""
    return NAMES.get(kind, kind)


# who may settle an item that holds no action of the matrix: two people resolved it differently, an issuer's 销号
RESOLVERS: Mapping[type[Case], tuple[str, ...]] = {
    Event: ("amend",),
    Call: ("call_issue", "call_accept"),
    Supervision: ("supervise_normal",),
    setting.Setting: ("config_admin",),
    Briefing: ("briefing_freeze",),
    Parameter: ("score_config",),
    Adjustments: ("score_adjust",),
    Opinions: ("appoint_opinion",),
    ListItem: ("list_edit",),
    Kept: ("adjudicate",),
    Admission: ("access_review",),
    Notice: ("notice_draft", "notice_sign"),
    Grid: ("assign_final",),  # the director's, as the confirmation is
}


def wrong_state(rule: KindRule, case: Case | None, rules: Rules) -> Refusal | None:
    """What the state tables say of a kind on a case; a birth has no state yet."""
    if case is None:
        return None if rule.birth else Refusal("no-case", "找不到案件；请同步后重试。")
    if not isinstance(case, rule.case_type):
        return Refusal("no-case", "案件类型与动作不符；请从正确的页面办理。")
    kind = rule.kind
    if isinstance(case, Event) and kind in event_states.TABLE:
        if case.state in event_states.TABLE[kind][1]:
            return None
        return _born(kind) if rule.birth else event_turns.wrong_state(case, kind, rules)
    if isinstance(case, Call) and kind in call_states.TABLE:
        return None if case.state in call_states.TABLE[kind][1] else call_turns.wrong_state(case, kind, rules)
    if isinstance(case, Supervision) and kind in supervision.TABLE:
        return None if case.state in supervision.TABLE[kind][1] else supervision.wrong_state(case, kind)
    if isinstance(case, Notice):
        return None if case.state in notice.TABLE[kind][1] else notice_rules.wrong_state(case, kind)
    if isinstance(case, ListItem):
        return None if case.state in versions.TABLE[kind][1] else versions.wrong_state(case, kind)
    if isinstance(case, Admission):
        if rule.birth:
            return _born(kind)
        return None if case.state in admission.TABLE[kind][1] else admission.wrong_state(case, kind)
    if isinstance(case, slip.Slip):
        known = slip.TABLE.get(kind)
        return None if known is not None and case.state in known[1] else slip.wrong_state(case, kind)
    if isinstance(case, (Disclosure, ruling.Ruling, StatedTime)):
        return _born(kind)
    if isinstance(case, Shift):
        if rule.birth:
            return _born(kind)
        known = shift.TABLE.get(kind)
        return shift.wrong_state(case, kind) if known is not None and case.state not in known[1] else None
    return None


def _born(kind: str) -> Refusal:
    return Refusal("already-born", "此件已经登记过；请打开原件补充。")


def subject(rule: KindRule, case: Case | None, parent: Case | None, p: Any, rules: Rules) -> Subject:
    """What the case shows to the questions of scope (§1.3)."""
    if isinstance(case, Event):
        units = tuple([t.unit for t in case.tasks if t.state == "OPEN"])
        if rule.action == "behalf_answer":  # done or not: what the room recorded for it
            units = tuple([step.unit for step in case.recorded])
        elif rule.action == "appeal":  # whoever held a task may say why it was late
            units = case.doers
        return Subject(units=units, area=case.place.area, level="town", case_type="event")
    home = rules.home.area
    if issubclass(rule.case_type, Filed):
        return Subject(units=(), area=put.area_of(case, p, home), level="town", case_type="archive")
    if rule.kind == "event.report":
        area = p.place.area if p and contains(home, p.place.area) else home
        return Subject(units=(), area=area, level="town", case_type="event")
    if isinstance(case, Call):
        asks_late = rule.action == "appeal"  # whoever held a task may say why it was late
        depts = case.doers if asks_late else tuple([t.dept for t in case.tasks if t.state == "OPEN"])
        return Subject(units=depts, area=home, level="county", case_type="call")
    if rule.case_type is Call:
        return Subject(units=(), area=home, level="county", case_type="call")
    if isinstance(case, Supervision):
        return Subject(
            units=(case.unit,), area=home, level=_level(case.of == "call"), case_type="supervision"
        )
    if rule.case_type is Admission:
        known = case if isinstance(case, Admission) else None
        dept = known.dept if known is not None else getattr(p, "dept", "")
        towns = known.towns if known is not None else ()
        level = _level(rules.home.kind == "county")
        return Subject(units=(dept,), area=home, level=level, case_type="access", further=towns)
    held: tuple[str, ...] = ()
    if isinstance(parent, Event):
        held = tuple(t.unit for t in parent.tasks if t.state == "OPEN")
    elif isinstance(parent, Call):
        held = tuple(t.dept for t in parent.tasks if t.state == "OPEN")
    level = _level(rules.home.kind == "county" or isinstance(parent, Call))
    return Subject(units=held, area=home, level=level, case_type=rule.kind.partition(".")[0])


def _level(is_county: bool) -> Literal["town", "county"]:
    return "county" if is_county else "town"
