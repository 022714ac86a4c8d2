"""Forms of supervisions and conflicts (督办、冲突处置表单). Source: rulebook §3.9, sync.md §3.3."""

from county.web.fields import About, Field, Form, Option, Payload, Typed, plain
from governance.calls.call import Call
from governance.events.event import Event
from governance.ledger.conflict import CHOICES
from governance.supervision.proposals import WHY, proposal
from governance.supervision.supervision import Supervision


def _supervise(about: About) -> tuple[Field, ...]:
    case = about.case
    if isinstance(case, Supervision):
        held: tuple[str, ...] = (case.unit,)
    elif isinstance(case, Call):
        held = tuple(task.dept for task in case.active) or case.named
    elif isinstance(case, Event):
        held = (*(task.unit for task in case.tasks if task.state == "OPEN"), *_room(about))
    else:
        held = ()
    shown = tuple(Option(unit, about.rules.name_of(unit)) for unit in dict.fromkeys(held))
    wanted = proposal(case, about.at, about.rules.calendar) if isinstance(case, Event | Call) else None
    first = wanted.unit if wanted is not None else shown[0].value if shown else ""
    problem = f"{about.rules.name_of(wanted.unit)}：{WHY[wanted.why]}" if wanted is not None else ""
    return (
        Field(name="unit", label="督办对象", kind="select", options=shown, value=first, needed=True),
        Field(name="text", label="存在问题", kind="text", value=problem, needed=True),
        Field(name="ask", label="督办要求", kind="text", needed=True),
        Field(name="copy_to", label="抄送", most=60),
    )


def _room(about: About) -> tuple[str, ...]:
    """The town's own room: what the county supervises first in a town's event (§3.9: 县→镇)."""
    units = about.rules.catalogue.units.values()
    return tuple(unit.code for unit in units if unit.kind == "town_room")


def _resolve(about: About) -> tuple[Field, ...]:
    item = about.case.items[0].id if about.case.items else ""
    choices = tuple(Option(code, CHOICES[code]) for code in ("KEEP", "LEADER"))
    return (
        Field(name="item", label="", kind="hidden", value=item),
        Field(name="choice", label="处置", kind="choice", options=choices, needed=True),
    )


def _words(name: str, label: str) -> tuple[Field, ...]:
    return (Field(name=name, label=label, kind="text", needed=True),)


def _raised(about: About, typed: Typed, fields: tuple[Field, ...]) -> Payload:
    found = plain(typed, fields)
    return {"serial": "", **found}


SUPERVISION_FORMS = (
    Form(kind="conflict.resolve", verb="提交处置", fields=_resolve, main=True),
    Form(
        kind="supervision.reply", verb="提交回复", fields=lambda about: _words("text", "整改情况"), main=True
    ),
    Form(kind="supervision.close", verb="销号", fields=lambda about: _words("result", "销号结果"), main=True),
    Form(kind="supervision.normal", verb="发出督办", fields=_supervise, make=_raised),
    Form(kind="supervision.yellow", verb="发出黄牌督办", fields=_supervise, make=_raised),
    Form(kind="supervision.red", verb="发出红牌督办", fields=_supervise, make=_raised),
)
