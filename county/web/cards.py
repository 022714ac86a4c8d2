"""Cards of what waits (待办卡片): one case in a list, its light by the clocks that this office owes."""

from collections.abc import Iterable

from msgspec import Struct

from county.web.lights import NONE, Light, light_of
from county.web.sight import told_text
from db.ids import is_id
from governance.calls.call import Call, DeptTask, dept_key
from governance.calls.states import EVALUATED
from governance.catalogue.urgencies import URGENCIES
from governance.events.event import Event, Task, task_key
from governance.events.states import DONE
from governance.ledger.case import Case
from governance.moves import allowed
from governance.rulebook import Rules
from governance.supervision.proposals import WHY, proposal
from governance.supervision.supervision import LEVEL_NAMES, Supervision
from governance.time import words as times

TITLE_CHARS = 60
SIGN = "event.sign"


class Card(Struct, frozen=True, kw_only=True):
    """One case in a list (卡片)."""

    key: str  # in the address: its number
    stream: str
    case_id: str
    tag: str  # C1, U2, 黄牌
    tone: str  # of the tag: red, amber or ""
    title: str
    notes: tuple[str, ...]  # 云溪镇 · 主办 · 待响应
    light: Light
    quick: str = ""  # kind that one press does here

    @property
    def number(self) -> str:
        """Its number for people; "" where the address has to do with an id."""
        return "" if is_id(self.key) else self.key


class Group(Struct, frozen=True):
    """Cards under one heading (分组)."""

    key: str
    title: str
    cards: tuple[Card, ...]


class Board(Struct, frozen=True):
    """What an office has before it (工作台)."""

    groups: tuple[Group, ...]
    empty: str = ""

    @property
    def waiting(self) -> int:
        """How many wait for this person."""
        return sum(len(group.cards) for group in self.groups if group.key != "watch")

    @property
    def overdue(self) -> bool:
        """Whether one of them is overdue."""
        return any(
            card.light.sign == "overdue"
            for group in self.groups
            if group.key != "watch"
            for card in group.cards
        )

    @property
    def first(self) -> Card | None:
        """The card that is opened when none was chosen."""
        return next((card for group in self.groups for card in group.cards), None)


def group(key: str, title: str, cards: Iterable[Card]) -> Group:
    """Cards by their light, the soonest due first."""
    return Group(key, title, tuple(sorted(cards, key=lambda card: (card.light.order, card.key))))


def past(title: str, cards: Iterable[Card]) -> tuple[Group, ...]:
    """Cards of what is over, the latest number first; no group where there are none."""
    found = tuple(sorted(cards, key=lambda card: card.key.partition("-")[0][1:] + card.key, reverse=True))
    return (Group("watch", title, found),) if found else ()


def board_of(*groups: Group) -> Board:
    """The groups that hold something."""
    return Board(tuple(one for one in groups if one.cards))


def short_title(text: str) -> str:
    """The words of a case in one line."""
    line = " ".join(told_text(text).split())
    return line if len(line) <= TITLE_CHARS else line[: TITLE_CHARS - 1] + "…"


def key_of(case: Case) -> str:
    """What names a case in an address: its number, else its id."""
    serial = getattr(case, "serial", "")
    return serial if isinstance(serial, str) and serial else case.id


# ---------------------------------------------------------------- calls


def dept_light(call: Call, task: DeptTask, at: int, rules: Rules) -> Light:
    """The light of a department's own clocks; an unsigned one that still has time shows the dashed ring."""
    mine = [clock for clock in call.clocks if clock.task == dept_key(task)]
    if task.state != "OPEN":
        return Light("done", "已反馈")
    light = light_of(mine, at, rules)
    if task.signed is None and light.sign == "normal":
        return Light("unsigned", light.left, light.due, light.clock)
    return light


def dept_step(call: Call, task: DeptTask) -> str:
    """What the department owes next."""
    if call.pending is not None and call.pending.dept == task.dept:
        return "退单待审" if len(call.returns) < 2 else "会商"
    if call.final:
        return call.label
    if task.state != "OPEN":
        return "待评价"
    if task.signed is None:
        return "待签收"
    return "待响应" if task.responded is None else "办理中"


def dept_card(call: Call, task: DeptTask, stream: str, at: int, rules: Rules) -> Card:
    """A call as the department sees it."""
    notes = (rules.home.name, "主办" if task.lead else "配合", dept_step(call, task))
    return _call_card(call, stream, notes, dept_light(call, task, at, rules))


def centre_card(call: Call, stream: str, at: int, rules: Rules, *, town: bool) -> Card:
    """A call as the county centre sees it: the clock that is due first, whoever owes it; `town` names it too."""
    lead = call.lead
    held = rules.name_of(lead.dept) if lead is not None else ""
    light = light_of([clock for clock in call.clocks if clock.name != "COUNTERSIGN"], at, rules)
    light = Light("done", "") if call.state == EVALUATED else light
    notes = (rules.home.name if town else "", call.label, held, proposed(call, at, rules))
    return _call_card(call, stream, tuple(note for note in notes if note), light)


def proposed(call: Call, at: int, rules: Rules) -> str:
    """The 督办 that the clocks propose of one of its departments, in words; "" for none (§3.9)."""
    wanted = proposal(call, at, rules.calendar)
    if wanted is None:
        return ""
    return f"建议{LEVEL_NAMES[wanted.level]}：{rules.name_of(wanted.unit)}，{WHY[wanted.why]}"


def _call_card(call: Call, stream: str, notes: tuple[str, ...], light: Light) -> Card:
    tone = {"C1": "red", "C2": "amber"}.get(call.grade, "")
    tag = call.grade
    return Card(
        key=key_of(call), stream=stream, case_id=call.id, tag=tag, tone=tone, title=short_title(call.ask),
        notes=notes, light=light,
    )  # fmt: skip


# ---------------------------------------------------------------- events


def task_light(event: Event, task: Task, at: int, rules: Rules) -> Light:
    """The light of a unit's own clocks."""
    mine = [clock for clock in event.clocks if clock.task == task_key(task)]
    light = light_of(mine, at, rules)
    if task.signed is None and light.sign == "normal":
        return Light("unsigned", light.left, light.due, light.clock)
    return light


def task_step(event: Event, task: Task) -> str:
    """What the unit owes next."""
    if task.lead and event.state == "RETURN_PENDING":
        return "退单待审"
    if event.state == "SUSPENDED":
        return "挂账"
    return "待签收" if task.signed is None else "办理中"


def task_card(event: Event, task: Task, stream: str, at: int, rules: Rules, user: str) -> Card:
    """An event as the unit that has a task of it sees it; signing takes one press where the rules allow it."""
    quick = (
        SIGN if task.signed is None and any(m.kind == SIGN for m in allowed(event, user, at, rules)) else ""
    )
    role = "主办" if task.lead else "协办"
    notes = (role, task_step(event, task), short_title(event.place.text))
    return event_card(event, stream, notes, task_light(event, task, at, rules), quick)


def event_card(event: Event, stream: str, notes: tuple[str, ...], light: Light, quick: str = "") -> Card:
    """An event in a list."""
    tone = {"U1": "red", "U2": "amber"}.get(event.urg, "")
    return Card(
        key=key_of(event), stream=stream, case_id=event.id, tag=URGENCIES.get(event.urg, event.urg), tone=tone,
        title=short_title(event.text), notes=tuple(n for n in notes if n), light=light, quick=quick,
    )  # fmt: skip


def whole_light(event: Event, at: int, rules: Rules) -> Light:
    """The light of whatever clock of the event is due first."""
    if event.state in DONE:
        return Light("done", "")
    return light_of(event.clocks, at, rules) if event.open else NONE


def past_event(event: Event, stream: str, at: int, rules: Rules) -> Card:
    """An event in a list of what is behind one: how it stands, when it came, where."""
    notes = (event.label, f"{times.short(event.at, at)} 登记", short_title(event.place.text))
    return event_card(event, stream, notes, whole_light(event, at, rules))


# ---------------------------------------------------------------- supervisions


def supervision_card(case: Supervision, stream: str, at: int, rules: Rules) -> Card:
    """A supervision."""
    tone = {"RED": "red", "YELLOW": "amber"}.get(case.level, "")
    return Card(
        key=key_of(case), stream=stream, case_id=case.id, tag=LEVEL_NAMES[case.level], tone=tone,
        title=short_title(case.ask), notes=(rules.home.name, rules.name_of(case.unit), case.label.split("·")[-1]),
        light=light_of(case.clocks, at, rules),
    )  # fmt: skip
