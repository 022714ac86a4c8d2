"""Forms on a call (呼叫表单): the county centre's and the departments'.

Source: rulebook §4.2–§4.5. What is wrong with what was typed the rules say; here is only what is asked.
"""

from county.web.event_forms import PHOTO_NOTE, attached, shared
from county.web.fields import About, Field, Form, Option, Payload, Typed, options, plain, point
from governance.calls.call import CENTRE, Call
from governance.calls.consultation import settled
from governance.calls.payloads import REFUSE_CODES, RESPONSES
from governance.calls.precedents import applying
from governance.calls.rating import answerable
from governance.events.event import Event
from governance.events.payloads import RESULTS
from governance.rulebook import Rules
from governance.time.working_time import date_of, local_day


def departments(rules: Rules) -> tuple[Option, ...]:
    """County departments and utilities."""
    units = rules.catalogue.units.values()
    return tuple(Option(unit.code, unit.name) for unit in units if unit.is_department)


def _call(about: About) -> Call:
    if not isinstance(about.case, Call):
        raise TypeError(f"no call: {about.case.id}")
    return about.case


def _accept(about: About) -> tuple[Field, ...]:
    rulings = (Option("accept", "受理"), Option("refuse", "不予受理"))
    refused = ("ruling", "refuse")
    return (
        Field(name="ruling", label="裁定", kind="choice", options=rulings, value="accept", needed=True),
        Field(name="code", label="不予受理理由", kind="select", options=options(REFUSE_CODES), when=refused),
        Field(name="reason", label="说明", kind="text", when=refused, note="不予受理须写明"),
    )


def _accepted(about: About, typed: Typed, fields: tuple[Field, ...]) -> Payload:
    found = plain(typed, fields)
    return {"ruling": "accept"} if found.get("ruling") == "accept" else found


def _assign(about: About) -> tuple[Field, ...]:
    call = _call(about)
    lead = call.named[0] if call.named else ""
    return (
        Field(
            name="unit", label="主办部门", kind="select", options=departments(about.rules), value=lead, needed=True,
            note="默认取呼叫单所列主责部门",
        ),
        Field(
            name="assist", label="配合部门", kind="many", options=departments(about.rules),
            value=";".join(call.named[1:]),
        ),
    )  # fmt: skip


def _nothing(about: About) -> tuple[Field, ...]:
    return ()


def _respond(about: About) -> tuple[Field, ...]:
    ways = dict(RESPONSES) if _call(about).grade != "C1" else {"ARRIVE": RESPONSES["ARRIVE"]}
    return (
        Field(name="how", label="方式", kind="choice", options=options(ways), value="ARRIVE", needed=True),
        Field(name="person", label="联系人或到场人", needed=True, most=60),
        *(
            (Field(name="phone", label="联系电话", most=20, when=("how", "CONTACT"), note="联系须填"),)
            if "CONTACT" in ways
            else ()
        ),
        *_whereabouts(about),
        Field(name="text", label="情况", kind="text", note="何时、与谁联系或到达何处"),
    )


def _whereabouts(about: About) -> tuple[Field, ...]:
    """Where he stands who came: at the event's own place, or where the browser or the clerk says."""
    arrives = ("how", "ARRIVE")
    label = "到场人员就在事件登记的位置"
    there = (Field(name="there", label=label, kind="check", when=arrives),) if _spot(about) else ()
    return (
        *there,
        Field(
            name="point",
            label="到场位置",
            kind="point",
            when=arrives,
            note="未能定位的，在情况里写明到达何处",
        ),
    )


def _spot(about: About) -> Payload:
    """The point of the event that the call is for; nothing where it has none."""
    place = about.parent.place if isinstance(about.parent, Event) else None
    if place is None or place.lon is None or place.lat is None:
        return {}
    return {"lon": place.lon, "lat": place.lat}


def _responded(about: About, typed: Typed, fields: tuple[Field, ...]) -> Payload:
    """The number belongs to a contact, the place to an arrival: as it was read or typed, else the event's."""
    if typed.one("how") != "ARRIVE":
        return plain(typed, tuple(field for field in fields if field.name not in ("point", "there")))
    asked = tuple(field for field in fields if field.name not in ("phone", "point", "there"))
    return plain(typed, asked) | (point(typed) or (_spot(about) if typed.one("there") else {}))


def _words(label: str, note: str = "", *, rows: bool = True) -> tuple[Field, ...]:
    return (Field(name="text", label=label, kind="text" if rows else "line", needed=True, note=note),)


def clauses(call: Call, rules: Rules) -> tuple[Option, ...]:
    """The clauses of the call's item, quoted whole."""
    lines = rules.catalogue.lines_of(call.item, call.item_version)
    sides = {"COUNTY": "主体责任", "TOWN": "配合责任"}
    return tuple(
        Option(line.clause, f"{line.clause} {sides.get(line.side, '')}：{line.text}") for line in lines
    )


def _return(about: About) -> tuple[Field, ...]:
    call = _call(about)
    task = call.task_of(about.units)
    quoted = clauses(call, about.rules)
    others = tuple(one for one in departments(about.rules) if one.value not in about.units)
    clause = (
        Field(name="clause", label="依据条款", kind="select", options=quoted, needed=True)
        if quoted
        else Field(name="clause", label="依据条款", needed=True, note="清单外事项，写明职责依据")
    )
    return (
        Field(name="task", label="", kind="hidden", value=task.id if task is not None else ""),
        clause,
        Field(name="suggested_unit", label="建议部门", kind="select", options=others, needed=True),
        Field(name="text", label="理由", kind="text"),
        *_unlike(about, call),
    )


def _unlike(about: About, call: Call) -> tuple[Field, ...]:
    """Where a precedent holds for this 小类 and item, a return says what is different here (§4.5)."""
    live = applying(call, about.parent, about.at, about.rules)
    known = next((one for one in live if not one.place_kind), None)
    if known is None:
        return ()
    note = f"现行判例由{about.rules.name_of(known.decided)}承办；建议其他部门须写"
    return (Field(name="differs", label="与判例不同之处", kind="text", note=note),)


def _decide(about: About) -> tuple[Field, ...]:
    slip = _call(about).pending
    rulings = (Option("deny", "不成立，继续办理"), Option("uphold", "成立，重新交办"))
    return (
        Field(name="request", label="", kind="hidden", value=slip.id if slip is not None else ""),
        Field(name="ruling", label="裁定", kind="choice", options=rulings, needed=True),
        Field(name="reason", label="理由和条款", kind="text", needed=True),
    )


def _final(about: About) -> tuple[Field, ...]:
    return (
        Field(
            name="unit",
            label="指定部门",
            kind="select",
            options=departments(about.rules),
            needed=True,
            value=settled(_call(about)),
            note="按会商一致意见或审定",
        ),
        Field(name="reason", label="会商结论", kind="text", needed=True),
    )


def _feedback(about: About) -> tuple[Field, ...]:
    call = _call(about)
    task = call.task_of(about.units)
    waiting = [t.dept for t in call.active if t.state == "OPEN" and t.dept not in about.units]
    names = "、".join(about.rules.name_of(dept) for dept in waiting)
    explain = (
        (Field(name="unfinished", label="配合未完说明", kind="text", needed=True, note=f"{names}尚未反馈"),)
        if task is not None and task.lead and waiting
        else ()
    )
    return (
        Field(name="result", label="结果", kind="select", options=options(RESULTS), needed=True),
        Field(name="text", label="做了什么", kind="text", needed=True),
        *explain,
        Field(name="files", label="材料", kind="photos", note=f"特急、紧急、违建、环境件必附；{PHOTO_NOTE}"),
    )


def _receipt(about: About) -> tuple[Field, ...]:
    return (
        Field(name="text", label="回执内容", kind="text", needed=True),
        Field(name="files", label="签收单照片", kind="photos", note=PHOTO_NOTE),
    )


def _note(about: About) -> tuple[Field, ...]:
    """A remark; of the department that was rated 不满意 also its one reply (§4.6)."""
    may_reply = answerable(_call(about), about.units) is not None
    reply = Field(name="reply", label="作为对“不满意”的答复，与评价并列，只有一次", kind="check")
    return (*_words("备注"), *((reply,) if may_reply else ()))


def _owing(about: About) -> tuple[str, ...]:
    """Whom one may urge: everybody who owes an answer but oneself."""
    units = about.rules.catalogue.units
    centre = any(unit in units and units[unit].kind == "county_centre" for unit in about.units)
    owing = dict.fromkeys(_call(about).owing)
    return tuple(one for one in owing if one not in about.units and not (one == CENTRE and centre))


def _urge(about: About) -> tuple[Field, ...]:
    owing = _owing(about)
    shown = tuple(
        Option(one, "县社会治理中心" if one == CENTRE else about.rules.name_of(one)) for one in owing
    )
    return (
        Field(name="unit", label="催办对象", kind="select", options=shown, value=owing[0] if owing else ""),
        Field(name="text", label="催办内容"),
    )


def _phone(about: About) -> tuple[Field, ...]:
    return (
        Field(name="who", label="通话对象", needed=True, most=60),
        Field(name="text", label="通话结果", kind="text", needed=True),
    )


def today(at: int) -> str:
    """`2026-03-16`, for list items of the day."""
    return date_of(local_day(at)).isoformat()


CALL_FORMS = (
    Form(kind="call.accept", verb="提交", fields=_accept, make=_accepted, main=True),
    Form(kind="call.assign", verb="交办", fields=_assign, main=True, note="部门时限自交办起算"),
    Form(kind="call.decide_return", verb="提交裁定", fields=_decide, main=True),
    Form(kind="call.assign_final", verb="指定承办", fields=_final, main=True, note="指定后不得再退"),
    Form(kind="call.sign", verb="签收", fields=_nothing, main=True),
    Form(
        kind="call.respond", verb="提交响应", fields=_respond, make=_responded, main=True, note="签收不算响应"
    ),
    Form(kind="call.progress", verb="登记进展", fields=lambda about: _words("进展", "至少 5 个字")),
    Form(kind="call.feedback", verb="提交反馈", fields=_feedback, main=True),
    Form(kind="call.return", verb="提交退单", fields=_return, note="第二次退单转会商"),
    Form(kind="call.assign_sub", verb="指派", fields=shared),
    Form(kind="call.receipt", verb="回执", fields=_receipt),
    Form(kind="call.attach", verb="附材料", fields=attached),
    Form(kind="call.urge", verb="催办", fields=_urge, fits=lambda about: bool(_owing(about))),
    Form(kind="call.phone_log", verb="登记通话", fields=_phone),
    Form(kind="call.note", verb="记备注", fields=_note),
)
