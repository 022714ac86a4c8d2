"""Forms about the time of a task: 延期初审、批准, 挂账, 恢复办理, 增加协办, 豁免. Free of Qt."""

from desktop import times
from desktop.limits import limit_words
from desktop.moves import texts
from desktop.moves.form import Choice, Entry, Fact, Form, Payload, Values, told
from desktop.moves.matter import Matter, departments, town_units, with_words
from governance.events.event import Event
from governance.handling import extension, suspension
from governance.handling.handled import APPROVE, DENY, Extension, Handled, Part, Suspension
from governance.time.clocks import due_at, extended

USUAL_DAYS = 30


def review_extension(matter: Matter) -> Form:
    """延期初审: the first of two people."""
    asked = [one for one in _asked(matter) if not one.review and one.by != matter.actor]
    return _ruling(matter, "extend_review", texts.EXTEND_REVIEW, texts.EXTEND_REVIEW_DO, asked)


def approve_extension(matter: Matter) -> Form:
    """延期批准: the second of two people."""
    asked = [one for one in _asked(matter) if one.review and matter.actor not in (one.by, one.reviewer)]
    return _ruling(matter, "extend_approve", texts.EXTEND_APPROVE, texts.EXTEND_APPROVE_DO, asked)


def suspend_request(matter: Matter) -> Form:
    """挂账申请, by the supervisor for the unit."""
    return Form(
        kind=_kind(matter, "suspend_request"),
        title=texts.SUSPEND,
        verb=texts.SUSPEND_DO,
        facts=(Fact("", texts.SUSPEND_FACT),),
        entries=(
            Entry(
                key="code",
                label=texts.CODE,
                kind="choice",
                choices=tuple(Choice(code, f"{code} {name}") for code, name in suspension.GROUNDS.items()),
                needs=texts.CODE_NEEDED,
            ),
            Entry(key="plan", label=texts.PLAN, kind="text", needs=texts.PLAN_NEEDED),
            _until("", matter),
        ),
        payload=lambda values: {key: told(values, key) for key in ("code", "plan", "until")},
        faults=lambda values: _until_faults(values, matter),
    )


def approve_suspension(matter: Matter) -> Form:
    """挂账批准: carries the until date."""
    asked = [one for one in suspension.waiting(_handled(matter)) if one.by != matter.actor]
    first = asked[0] if asked else None
    return Form(
        kind=_kind(matter, "suspend_approve"),
        title=texts.SUSPEND_APPROVE,
        verb=texts.SUSPEND_APPROVE_DO,
        facts=_suspension_facts(matter, first) if first is not None else (),
        entries=(
            _rulings(),
            _until(first.wanted if first is not None else "", matter, ("ruling", (APPROVE,))),
            Entry(key="reason", label=texts.REASON, kind="text", needs=texts.REASON_NEEDED),
        ),
        payload=lambda values: _suspended(first.id if first is not None else "", values),
        faults=lambda values: _until_faults(values, matter) if told(values, "ruling") == APPROVE else {},
    )


def resume(matter: Matter) -> Form:
    """恢复办理, earlier than its day."""
    one = _handled(matter).suspended
    said = texts.RESUME_FACT.format(until=one.until) if one is not None else ""
    return Form(
        kind=_kind(matter, "resume"),
        title=texts.RESUME,
        verb=texts.RESUME_DO,
        facts=(Fact("", said),) if said else (),
        entries=(Entry(key="reason", label=texts.REASON, kind="text", needs=texts.REASON_NEEDED),),
        payload=lambda values: {
            "task": one.task if one is not None else "",
            "reason": told(values, "reason"),
        },
    )


def invite_assist(matter: Matter) -> Form:
    """增加协办: one more unit, with clocks of its own."""
    busy = {part.unit for part in _handled(matter).parts if part.open}
    units = town_units(matter) if isinstance(matter.case, Event) else departments(matter)
    return Form(
        kind=_kind(matter, "invite_assist"),
        title=texts.INVITE,
        verb=texts.INVITE_DO,
        facts=(Fact("", texts.INVITE_FACT),),
        entries=(
            Entry(
                key="unit",
                label=texts.INVITED,
                kind="pick",
                choices=tuple(unit for unit in units if unit.key not in busy),
                needs=texts.INVITED_NEEDED,
            ),
            Entry(key="text", label=texts.INVITED_FOR, kind="line"),
        ),
        payload=lambda values: with_words({"unit": told(values, "unit")}, values, "text"),
    )


def exempt(matter: Matter) -> Form:
    """不可抗力豁免 of one task."""
    case = _handled(matter)
    free = [part for part in case.parts if not case.is_exempt(part.key)]
    return Form(
        kind=_kind(matter, "exempt"),
        title=texts.EXEMPT,
        verb=texts.EXEMPT_DO,
        facts=(Fact("", texts.EXEMPT_FACT),),
        entries=(
            Entry(
                key="task",
                label=texts.EXEMPT_TASK,
                kind="choice",
                choices=tuple(Choice(part.key, _part(matter, part)) for part in free),
                value=free[0].key if len(free) == 1 else "",
                needs=texts.EXEMPT_TASK_NEEDED,
            ),
            Entry(key="reason", label=texts.REASON, kind="text", needs=texts.REASON_NEEDED),
        ),
        payload=lambda values: {"task": told(values, "task"), "reason": told(values, "reason")},
    )


# ---------------------------------------------------------------- parts of forms


def _handled(matter: Matter) -> Handled:
    if not isinstance(matter.case, Handled):
        raise TypeError(type(matter.case).__name__)
    return matter.case


def _kind(matter: Matter, name: str) -> str:
    return f"{'event' if _handled(matter).of_town else 'call'}.{name}"


def _asked(matter: Matter) -> tuple[Extension, ...]:
    return extension.waiting(_handled(matter), matter.at, matter.rules)


def _part(matter: Matter, part: Part) -> str:
    return f"{texts.LEAD if part.lead else texts.ASSIST} {matter.names.unit(part.unit)}"


def _rulings() -> Entry:
    return Entry(
        key="ruling",
        label=texts.RULING,
        kind="choice",
        choices=(Choice(APPROVE, texts.AGREE), Choice(DENY, texts.DISAGREE)),
        needs=texts.AGREE_NEEDED,
    )


def _ruling(matter: Matter, name: str, title: str, verb: str, asked: list[Extension]) -> Form:
    """One request at a time; where several wait it is chosen which."""
    entries = [_rulings(), Entry(key="reason", label=texts.REASON, kind="text")]
    if len(asked) > 1:
        entries.insert(0, _which(matter, asked))
    only = asked[0].id if asked else ""
    return Form(
        kind=_kind(matter, name),
        title=title,
        verb=verb,
        facts=tuple(fact for one in asked for fact in _extension_facts(matter, one)),
        entries=tuple(entries),
        payload=lambda values: _ruled(told(values, "request") or only, values),
        faults=_denied_without_reason,
    )


def _which(matter: Matter, asked: list[Extension]) -> Entry:
    return Entry(
        key="request",
        label=texts.WHICH_REQUEST,
        kind="choice",
        choices=tuple(Choice(one.id, matter.names.unit(one.unit)) for one in asked),
        needs=texts.WHICH_NEEDED,
    )


def _ruled(request: str, values: Values) -> Payload:
    return with_words({"request": request, "ruling": told(values, "ruling")}, values, "reason")


def _denied_without_reason(values: Values) -> dict[str, str]:
    missing = told(values, "ruling") == DENY and not told(values, "reason")
    return {"reason": texts.REASON_NEEDED} if missing else {}


def _extension_facts(matter: Matter, one: Extension) -> tuple[Fact, ...]:
    case, calendar = _handled(matter), matter.rules.calendar
    clock = case.handling_at(one.task, one.at)
    found = [Fact(texts.ASKED_BY, matter.names.unit(one.unit)), Fact(texts.ASKED_WHY, one.reason)]
    if clock is not None:
        due, then = due_at(clock, calendar), due_at(extended(clock, one.n), calendar)
        found.append(Fact(texts.ASKED_MORE, limit_words(one.n, clock.cal)))
        if due is not None and then is not None:
            span = texts.DUE_BECOMES.format(
                due=times.due_short(due, matter.at), then=times.due_short(then, matter.at)
            )
            found.append(Fact(texts.DUE_SHIFTS, span))
    if one.reviewer:
        found.append(Fact(texts.REVIEWED_BY, matter.names.person(one.reviewer)))
    by = times.short(extension.until(one, calendar), matter.at)
    return (*found, Fact("", texts.RULE_BY.format(at=by), "amber"))


def _suspension_facts(matter: Matter, one: Suspension) -> tuple[Fact, ...]:
    return (
        Fact(texts.ASKED_BY, matter.names.unit(one.unit)),
        Fact(texts.GROUND, f"{one.code} {suspension.GROUNDS.get(one.code, '')}"),
        Fact(texts.PLAN, one.plan),
        Fact(texts.WANTED_UNTIL, one.wanted),
        Fact("", texts.SUSPEND_FACT),
    )


def _suspended(request: str, values: Values) -> Payload:
    p = _ruled(request, values)
    return p | ({"until": told(values, "until")} if p["ruling"] == APPROVE else {})


def _until(value: str, matter: Matter, when: tuple[str, tuple[str, ...]] | None = None) -> Entry:
    return Entry(
        key="until",
        label=texts.UNTIL,
        kind="line",
        value=value or times.local(matter.at + USUAL_DAYS * times.DAY_MS).date().isoformat(),
        note=texts.UNTIL_NOTE,
        needs=texts.UNTIL_NEEDED,
        when=when,
    )


def _until_faults(values: Values, matter: Matter) -> dict[str, str]:
    no = suspension.until_refusal(told(values, "until"), matter.at)
    return {"until": texts.UNTIL_NEEDED} if no is not None else {}
