"""县呼乡应 in the browser: from an event, or the caller's word about what the town fed back. Source: rulebook §4.7."""

from county.web.call_forms import departments, today
from county.web.fields import About, Field, Form, Option, Payload, Typed, options, plain
from governance.calls import states
from governance.calls.alarms import alarm
from governance.calls.call import Call
from governance.calls.issuing import SENSED
from governance.calls.payloads import GRADES
from governance.calls.reverse import WORDS
from governance.events.event import Event
from governance.rulebook import Rules


def town_lines(codes: tuple[str, ...], day: str, rules: Rules) -> tuple[Option, ...]:
    """乡镇配合责任 of these items as they hold on the day; a value is the clause."""
    items = (rules.catalogue.item_on(code, day) for code in codes)
    return tuple(
        Option(line.clause, f"{line.clause} {line.text}")
        for item in items
        if item is not None
        for line in rules.catalogue.lines_of(item.code, item.version)
        if line.side == "TOWN"
    )


def asked_fields(lines: tuple[Option, ...]) -> tuple[Field, ...]:
    """What every call downwards says."""
    return (
        Field(name="lines", label="乡镇配合责任", kind="many", options=lines, needed=True,
              value=lines[0].value if len(lines) == 1 else "", note="只能呼叫清单所列；一次一个事项"),
        Field(name="grade", label="等级", kind="choice", options=options(GRADES), value="C3", needed=True),
        Field(name="ask", label="请乡镇做什么", kind="text", needed=True),
        Field(name="contact", label="联系人", most=60),
    )  # fmt: skip


def asked_lines(clauses: tuple[str, ...], day: str, rules: Rules) -> Payload:
    """Item, version and line numbers of the clauses chosen; those of another item than the first are refused."""
    code = clauses[0].rpartition("-")[0] if clauses else ""
    item = rules.catalogue.item_on(code, day)
    numbers = [int(no) for one in clauses if (no := one.rpartition("-")[2]).isdecimal()]
    other = any(one.rpartition("-")[0] != code for one in clauses)
    if item is None or other:
        return {"item": "", "item_version": 0, "lines": []}
    return {"item": code, "item_version": item.version, "lines": numbers}


def _fields(about: About) -> tuple[Field, ...]:
    case = about.case
    if isinstance(case, Call):
        return _word(case)
    if not isinstance(case, Event):
        raise TypeError(f"neither event nor call: {case.id}")
    category = about.rules.catalogue.categories.get(case.cat)
    codes = category.related_items if category is not None else ()
    found = asked_fields(town_lines(tuple(codes), today(about.at), about.rules))
    if case.ch not in SENSED:
        return found
    proposed = alarm(case, about.at, about.rules)
    depts = proposed.depts if proposed is not None else ()
    note = f"建议：{proposed.ask}" if proposed is not None else ""
    return (
        *found,
        Field(name="both", label="事呼双应：镇到场核实，部门同时研判", kind="check", note=note),
        Field(
            name="depts",
            label="研判部门",
            kind="many",
            options=departments(about.rules),
            value=";".join(depts),
        ),
    )


def _word(call: Call) -> tuple[Field, ...]:
    fed = call.state == states.FEEDBACK
    words = {code: WORDS[code] for code in (("accept", "reject") if fed else ("withdraw",))}
    first = "" if fed else "withdraw"
    return (
        Field(name="word", label="意见", kind="choice", options=options(words), value=first, needed=True),
        Field(name="reason", label="理由", kind="text", note="退回、撤回须写明"),
    )


def _made(about: About, typed: Typed, fields: tuple[Field, ...]) -> Payload:
    if isinstance(about.case, Call):
        return plain(typed, fields)
    said = {name: typed.one(name) for name in ("grade", "ask", "contact") if typed.one(name)}
    p: Payload = {"serial": "", "grade": "", "ask": ""} | said
    if typed.one("both"):
        return p | {"both": True, "depts": list(typed.all("depts"))}
    return p | asked_lines(typed.all("lines"), today(about.at), about.rules)


def _title(about: About) -> str:
    if not isinstance(about.case, Call):
        return "县呼乡应"
    return "认可或退回" if about.case.state == states.FEEDBACK else "撤回呼叫"


REVERSE_FORMS = (Form(kind="call.reverse", verb="提交", fields=_fields, make=_made, titled=_title),)
