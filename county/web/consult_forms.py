"""Forms of what is settled between the sides (会商、审定、裁定、申诉表单). Source: rulebook §4.4, §4.5."""

from county.web.call_forms import clauses, departments, today
from county.web.fields import About, Field, Form, Option, Payload, Typed, options, plain
from governance import appeals
from governance.calls import rulings
from governance.calls.call import Call
from governance.calls.consultation import CONVENE, RECORD, WAYS, called_in, ways
from governance.events.event import Event
from governance.ledger.clocked import Clocked

PHOTO_NOTE = "照片 jpg 或 png，每张不超过 5 兆"
_STEPS = {CONVENE: "召集会商", RECORD: "记会商纪要"}


def _call(about: About) -> Call:
    if not isinstance(about.case, Call):
        raise TypeError(f"no call: {about.case.id}")
    return about.case


def _consult(about: About) -> tuple[Field, ...]:
    call, rules = _call(about), about.rules
    step = CONVENE if call.convened is None else RECORD
    sides = called_in(call, rules)
    there = "、".join(rules.name_of(unit) for unit in sides)
    minutes = ("step", RECORD)
    by = ways(call) if call.convened is None else tuple(WAYS)
    usual = ways(call)[0]
    return (
        Field(name="step", label="步骤", kind="choice", options=options(_STEPS), value=step, needed=True),
        Field(name="way", label="方式", kind="choice", options=options({way: WAYS[way] for way in by}),
              value=usual, needed=True, note=f"特急 1 小时内电话召集 {there}" if call.urgent else f"召集 {there}"),
        Field(name="digest", label="摘要", kind="text", needed=True, note="议题，或会商结果一句话"),
        *(
            Field(name=f"clause-{unit}", label=f"{rules.name_of(unit)}所依条款", when=minutes, most=200)
            for unit in sides
        ),
        Field(name="unit", label="一致由谁承办", kind="select", when=minutes, note="没有一致意见则不选",
              options=(Option("", "没有一致意见"), *departments(rules))),
    )  # fmt: skip


def _consulted(about: About, typed: Typed, fields: tuple[Field, ...]) -> Payload:
    sides = [
        {"unit": unit, "clause": typed.one(f"clause-{unit}")} for unit in called_in(_call(about), about.rules)
    ]
    found = {name: typed.one(name) for name in ("step", "way", "digest")}
    unit = typed.one("unit") if found["step"] == RECORD else ""
    return found | {"sides": sides} | ({"unit": unit} if unit else {})


def _adjudicate(about: About) -> tuple[Field, ...]:
    call, rules = _call(about), about.rules
    parent = about.parent
    category = parent.cat if isinstance(parent, Event) else call.category
    quoted = clauses(call, rules)
    clause = (
        Field(name="clause", label="依据条款", kind="select", options=quoted, needed=True)
        if quoted
        else Field(name="clause", label="依据条款", needed=True, note="清单外事项，写明职责依据")
    )
    return (
        Field(name="unit", label="主体部门", kind="select", options=departments(rules), needed=True),
        clause,
        Field(name="item", label="", kind="hidden", value=call.item),
        Field(name="category", label="", kind="hidden", value=category),
        Field(name="place_kind", label="限于何种场所", note="不限则不填", most=40),
        Field(name="keywords", label="关键词", note="用顿号或空格分开", most=80),
        Field(name="reason", label="审定理由", kind="text", needed=True),
        Field(name="valid_from", label="判例生效日", kind="date", value=today(about.at)),
    )


def _adjudicated(about: About, typed: Typed, fields: tuple[Field, ...]) -> Payload:
    found = plain(typed, fields)
    words = str(found.pop("keywords", "")).replace("、", " ").replace("，", " ").split()
    return {"category": "", "clause": "", **found, **({"keywords": words} if words else {})}


def _rule(about: About) -> tuple[Field, ...]:
    waiting = rulings.waiting(_call(about))
    said = tuple(
        Option(f"{unit}/{mark}", f"{about.rules.name_of(unit)}：{rulings.MARKS[mark]}")
        for unit, mark in waiting
    )
    first = said[0].value if said else ""
    return (
        Field(name="what", label="裁定哪一项", kind="select", options=said, value=first, needed=True),
        Field(name="ruling", label="乡镇意见", kind="choice", options=options(rulings.RULINGS), needed=True),
        Field(name="reason", label="理由", kind="text", needed=True),
    )


def _ruled(about: About, typed: Typed, fields: tuple[Field, ...]) -> Payload:
    found = plain(typed, fields)
    unit, _, mark = str(found.pop("what", "")).partition("/")
    return {"unit": unit, "mark": mark, **found}


def _appeal(about: About) -> tuple[Field, ...]:
    against = tuple(Option(code, name) for code, name in appeals.RULES.items())
    return (
        Field(name="rule", label="针对", kind="select", options=(Option("", "本件超时"), *against)),
        Field(name="text", label="申诉理由", kind="text", needed=True),
        Field(name="files", label="证据", kind="photos", note=PHOTO_NOTE),
    )


def _decide_appeal(about: About) -> tuple[Field, ...]:
    case = about.case
    waiting = appeals.pending(case) if isinstance(case, Clocked) else ()
    said = tuple(Option(one.id, about.rules.name_of(one.unit)) for one in waiting)
    first = said[0].value if said else ""
    return (
        Field(name="appeal", label="申诉单位", kind="select", options=said, value=first, needed=True),
        Field(name="ruling", label="裁定", kind="choice", options=options(appeals.RULINGS), needed=True),
        Field(name="reason", label="理由", kind="text", needed=True),
    )


CONSULT_FORMS = (
    Form(kind="call.adjudicate", verb="审定", fields=_adjudicate, make=_adjudicated, main=True,
         note="审定后入判例库，不得再退"),
    Form(kind="call.consult", verb="提交会商", fields=_consult, make=_consulted, main=True),
    Form(kind="call.rule_response", verb="裁定异议", fields=_rule, make=_ruled, main=True),
    Form(kind="call.decide_appeal", verb="裁定申诉", fields=_decide_appeal, main=True),
    Form(kind="call.appeal", verb="提交申诉", fields=_appeal),
    Form(kind="event.appeal", verb="提交申诉", fields=_appeal),
)  # fmt: skip
