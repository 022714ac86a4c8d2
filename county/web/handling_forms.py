"""Forms about the time of a task (时限表单): 延期, 挂账, 待补充材料, 恢复, 豁免, 增加协办, on events and calls alike.

Source: rulebook §3.6, §3.7, §3.11, §6.4.
"""

from collections.abc import Callable, Sequence
from typing import Any

from county.web.call_forms import departments
from county.web.event_forms import town_units
from county.web.fields import About, Field, Form, Option, Payload, Typed, options, plain
from governance.handling import extension, suspension
from governance.handling.handled import APPROVE, DENY, HANDLE, Handled, Part
from governance.time import words as times
from governance.time.limits import COUNTED_IN_MINUTES, MINUTES_PER_HOUR

_RULINGS = (Option(APPROVE, "同意"), Option(DENY, "不同意"))


def _handled(about: About) -> Handled:
    if not isinstance(about.case, Handled):
        raise TypeError(f"no handled case: {about.case.id}")
    return about.case


def _own(about: About) -> Part | None:
    return _handled(about).part_of(about.units)


def _calendar(about: About) -> str:
    part = _own(about)
    clock = _handled(about).clock(HANDLE, part.key) if part is not None else None
    return clock.cal if clock is not None else "WD"


def _reason(label: str = "理由", *, needed: bool = True) -> Field:
    return Field(name="reason", label=label, kind="text", needed=needed)


def _ask_time(about: About) -> tuple[Field, ...]:
    label = f"再要多少{times.UNITS.get(_calendar(about), '')}"
    return (Field(name="n", label=label, kind="number", needed=True, note="不超过原时限"), _reason())


def _asked_time(about: About, typed: Typed, fields: tuple[Field, ...]) -> Payload:
    found = plain(typed, fields)
    n = found.get("n")
    if isinstance(n, int) and _calendar(about) in COUNTED_IN_MINUTES:
        found["n"] = n * MINUTES_PER_HOUR
    return found | ({} if isinstance(n, int) else {"n": 0})


def _requests(about: About, standing: str) -> list[Any]:
    case = _handled(about)
    waiting = extension.waiting(case, about.at, about.rules)
    return [one for one in waiting if extension.standing(one, about.at, about.rules.calendar) == standing]


def _ruling(standing: str) -> Callable[[About], tuple[Field, ...]]:
    def fields(about: About) -> tuple[Field, ...]:
        asked = _requests(about, standing)
        said = tuple(Option(one.id, f"{about.rules.name_of(one.unit)}：{one.reason}") for one in asked)
        return (*_which(said), _choice(), _reason("意见", needed=False))

    return fields


def _which(said: Sequence[Option]) -> tuple[Field, ...]:
    first = said[0].value if said else ""
    return (
        Field(name="request", label="申请", kind="select", options=tuple(said), value=first, needed=True),
    )


def _choice() -> Field:
    return Field(name="ruling", label="裁定", kind="choice", options=_RULINGS, needed=True)


def _suspend(about: About) -> tuple[Field, ...]:
    return (
        Field(name="code", label="事由", kind="select", options=options(suspension.GROUNDS), needed=True),
        Field(name="plan", label="后续计划", kind="text", needed=True),
        Field(name="until", label="挂账至", kind="date", needed=True, note="一年以内"),
    )


def _approve_suspension(about: About) -> tuple[Field, ...]:
    asked = suspension.waiting(_handled(about))
    said = tuple(Option(one.id, f"{suspension.GROUNDS.get(one.code, one.code)}：{one.plan}") for one in asked)
    until = asked[0].until if asked else times.local(about.at).strftime("%Y-%m-%d")
    return (
        *_which(said),
        _choice(),
        Field(name="until", label="挂账至", kind="date", value=until, when=("ruling", APPROVE)),
        _reason(),
    )


def _suspended(about: About, typed: Typed, fields: tuple[Field, ...]) -> Payload:
    found = plain(typed, fields)
    if found.get("ruling") != APPROVE:
        found.pop("until", None)
    return found


def _task(key: str) -> Field:
    return Field(name="task", label="", kind="hidden", value=key)


def _resume(about: About) -> tuple[Field, ...]:
    held = _handled(about).suspended
    return (_task(held.task if held is not None else ""), _reason())


def _wait(about: About) -> tuple[Field, ...]:
    part = _own(about)
    missing = Field(name="text", label="缺什么材料", kind="text", needed=True)
    return (_task(part.key if part is not None else ""), missing)


def _exempt(about: About) -> tuple[Field, ...]:
    case = _handled(about)
    free = tuple(
        Option(part.key, about.rules.name_of(part.unit))
        for part in case.parts
        if not case.is_exempt(part.key)
    )
    first = free[0].value if free else ""
    return (
        Field(name="task", label="豁免哪个任务", kind="select", options=free, value=first, needed=True),
        _reason("不可抗力事由"),
    )


def _invite(about: About) -> tuple[Field, ...]:
    case = _handled(about)
    known = town_units(about.rules) if case.of_town else departments(about.rules)
    others = tuple(one for one in known if case.part_of((one.value,)) is None)
    return (
        Field(name="unit", label="增加单位", kind="select", options=others, needed=True),
        Field(name="text", label="请其做什么"),
    )


def _both(
    name: str,
    verb: str,
    fields: Callable[[About], tuple[Field, ...]],
    make: Callable[[About, Typed, tuple[Field, ...]], Payload] | None = None,
    *,
    main: bool = False,
    note: str = "",
) -> tuple[Form, ...]:
    """The same form on events and on calls."""
    return tuple(
        Form(kind=f"{of}.{name}", verb=verb, fields=fields, make=make, main=main, note=note)
        for of in ("event", "call")
    )


HANDLING_FORMS = (
    *_both("extend_review", "提交初审", _ruling(extension.WAITING), main=True),
    *_both("extend_approve", "提交批准", _ruling(extension.REVIEWED), main=True),
    *_both("suspend_approve", "提交批准", _approve_suspension, _suspended, main=True),
    *_both("extend_request", "申请延期", _ask_time, _asked_time, note="批准前不停表"),
    *_both("suspend_request", "申请挂账", _suspend),
    *_both("resume", "恢复办理", _resume),
    *_both("exempt", "豁免", _exempt),
    *_both("invite_assist", "增加", _invite),
    Form(kind="event.wait_applicant", verb="待补材料", fields=_wait, note="停表不超过 3 个工作日"),
)
