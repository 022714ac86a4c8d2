"""Forms on an event (事件表单): those of town units, villages and grid workers.

Source: rulebook §3.3, §3.5, §3.11.
"""

from county.web.fields import About, Field, Form, Option, Payload, Typed, options, plain, point
from governance.calls import arrival
from governance.events.event import Event
from governance.events.guards import needs_material
from governance.events.payloads import RESULTS, RETURN_CODES
from governance.events.recorded import ANSWERS, open_steps
from governance.events.verification import NEAR_M
from governance.rulebook import Rules
from governance.rules import name_of
from governance.time import words as times

PHOTO_NOTE = "照片 jpg 或 png，每张不超过 5 兆"


def town_units(rules: Rules) -> tuple[Option, ...]:
    """Direct subordinates of the room."""
    return tuple(Option(unit.code, unit.name) for unit in rules.catalogue.units.values() if unit.is_town)


def _event(about: About) -> Event:
    if not isinstance(about.case, Event):
        raise TypeError(f"no event: {about.case.id}")
    return about.case


def _nothing(about: About) -> tuple[Field, ...]:
    return ()


def _words(label: str, note: str = "", *, needed: bool = True) -> tuple[Field, ...]:
    return (Field(name="text", label=label, kind="text", needed=needed, note=note),)


def _return(about: About) -> tuple[Field, ...]:
    task = _event(about).task_of(about.units)
    others = tuple(one for one in town_units(about.rules) if one.value not in about.units)
    return (
        Field(name="task", label="", kind="hidden", value=task.id if task is not None else ""),
        Field(name="code", label="理由", kind="select", options=options(RETURN_CODES), needed=True),
        Field(name="clause", label="依据条款", needed=True, note="写明文件或清单条款"),
        Field(name="suggested_unit", label="建议单位", kind="select", options=others, needed=True),
        Field(name="text", label="说明", kind="text"),
    )


def _feedback(about: About) -> tuple[Field, ...]:
    event = _event(about)
    task = event.task_of(about.units)
    waiting = [t.unit for t in event.tasks if t.state == "OPEN" and t.unit not in about.units]
    names = "、".join(about.rules.name_of(unit) for unit in waiting)
    explain = (
        (Field(name="unfinished", label="协办未完成说明", kind="text", needed=True, note=f"{names}未办结"),)
        if task is not None and task.lead and waiting
        else ()
    )
    must = needs_material(event, about.rules)
    note = f"至少 1 张；{PHOTO_NOTE}" if must else PHOTO_NOTE
    return (
        Field(name="result", label="办理结果", kind="select", options=options(RESULTS), needed=True),
        Field(name="text", label="做了什么", kind="text", needed=True),
        *explain,
        Field(name="files", label="材料", kind="photos", needed=must, note=note),
    )


def _verify(about: About) -> tuple[Field, ...]:
    results = (Option("pass", "通过"), Option("fail", "不通过"))
    return (
        Field(
            name="point",
            label="到点",
            kind="point",
            note=f"距事发点 {NEAR_M} 米以内",
            spot=_spot(about),
            within=NEAR_M,
        ),
        Field(name="photo", label="拍照", kind="photo", note=PHOTO_NOTE),
        Field(name="result", label="结论", kind="choice", options=results, needed=True),
        Field(name="reason", label="理由", kind="text", note="不通过须写；没有照片或不在现场也须写"),
    )


def _spot(about: About) -> tuple[int, int] | None:
    """Where the event is, so that whoever checks it reads at once how far away he stands."""
    place = about.case.place if isinstance(about.case, Event) else None
    return (
        (place.lon, place.lat)
        if place is not None and place.lon is not None and place.lat is not None
        else None
    )


def _verified(about: About, typed: Typed, fields: tuple[Field, ...]) -> Payload:
    return plain(typed, fields) | point(typed)


def attached(about: About) -> tuple[Field, ...]:
    return (
        Field(name="files", label="照片", kind="photos", needed=True, note=PHOTO_NOTE),
        Field(name="text", label="说明"),
    )


def shared(about: About) -> tuple[Field, ...]:
    colleagues = tuple(
        Option(user.id, user.name)
        for user in about.rules.directory.users.values()
        if user.active and user.id != about.user and any(g.unit in about.units for g in user.grants)
    )
    return (
        Field(name="person", label="交给谁办", kind="select", options=colleagues, needed=True),
        Field(name="note", label="交代事项"),
    )


def _settle(about: About) -> tuple[Field, ...]:
    return (
        Field(name="text", label="怎么处置的", kind="text", needed=True),
        Field(name="result", label="结果", kind="select", options=options(RESULTS), value="SOLVED"),
        Field(name="files", label="照片", kind="photos", note=PHOTO_NOTE),
    )


def _behalf(about: About) -> tuple[Field, ...]:
    steps = tuple(
        Option(one.step.action, f"{name_of(one.step.kind)}，{times.due_short(one.due, about.at)} 前答复")
        for one in open_steps(_event(about), about.units, about.at, about.rules)
    )
    first = steps[0].value if steps else ""
    return (
        Field(name="step", label="指挥室代录的", kind="select", options=steps, value=first, needed=True),
        Field(name="answer", label="答复", kind="choice", options=options(ANSWERS), needed=True),
        Field(name="text", label="理由", kind="text", note="有异议须写明"),
    )


def _confirm(about: About) -> tuple[Field, ...]:
    """Which department of which call came, as seen on the spot."""
    waiting = tuple(
        Option(f"{call.id} {task.dept}", f"{about.rules.name_of(task.dept)}（{call.serial}）")
        for call in about.calls
        for task in call.active
        if arrival.arrival(call, task, about.at, about.rules) == arrival.WAITING
    )
    first = waiting[0].value if len(waiting) == 1 else ""
    return (
        Field(name="task", label="哪个部门", kind="select", options=waiting, value=first, needed=True),
        Field(name="word", label="是否到场", kind="choice", options=options(arrival.WORDS), needed=True),
        Field(name="text", label="现场情况", kind="text", note="有异议须写明"),
    )


def _confirmed(about: About, typed: Typed, fields: tuple[Field, ...]) -> Payload:
    text = {"text": typed.one("text")} if typed.one("text") else {}
    return {"unit": typed.one("task").partition(" ")[2], "word": typed.one("word")} | text


EVENT_FORMS = (
    Form(
        kind="event.behalf_answer", verb="提交答复", fields=_behalf, main=True, note="1 个工作日内，过期即认"
    ),
    Form(kind="call.confirm_arrival", verb="提交", fields=_confirm, make=_confirmed, main=True),
    Form(kind="event.self_handle", verb="当场办结", fields=_settle, main=True),
    Form(kind="event.sign", verb="签收", fields=_nothing, main=True),
    Form(
        kind="event.contact",
        verb="登记联系",
        fields=lambda about: _words("联系情况", needed=False),
        main=True,
    ),
    Form(kind="event.verify", verb="提交核查", fields=_verify, make=_verified, main=True),
    Form(kind="event.progress", verb="登记进展", fields=lambda about: _words("进展", "至少 5 个字")),
    Form(kind="event.feedback", verb="提交反馈", fields=_feedback, main=True),
    Form(kind="event.return", verb="提交退单", fields=_return),
    Form(kind="event.assign_sub", verb="指派", fields=shared),
    Form(kind="event.receipt", verb="回执", fields=lambda about: _words("回执内容")),
    Form(kind="event.attach", verb="附材料", fields=attached),
    Form(kind="event.note", verb="记备注", fields=lambda about: _words("备注")),
)
