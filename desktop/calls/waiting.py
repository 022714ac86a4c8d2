"""What waits for the town on its calls (待镇办理): returns to speak to, responses to confirm, feedback to rate. Free of Qt."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from desktop import times
from desktop.calls import texts
from desktop.calls.called_down import DownFace, down_faces
from desktop.calls.grades import near
from desktop.calls.precedent_words import at_return
from desktop.names import Names
from desktop.title import title
from governance.calls import states
from governance.calls.arrival import WAITING, arrival, until
from governance.calls.call import DOWN, Call, DeptTask
from governance.calls.precedents import applying
from governance.events.event import Event
from governance.rulebook import Rules
from governance.time.clocks import due_at


class ReturnFace(Struct, frozen=True, kw_only=True):
    """A 退单 that waits for its ruling; the county rules, the town may add its opinion."""

    case_id: str
    title: str
    nth: str
    rows: tuple[tuple[str, str], ...]
    precedent: tuple[str, str]  # what an earlier 审定 says of it, with the difference the department claims
    own_duty: str  # the clause is the department's own main duty: what the town may point at
    due: int | None
    consults: bool


class ArrivalFace(Struct, frozen=True, kw_only=True):
    """A response that the town may confirm or dispute."""

    case_id: str
    dept: str
    unit: str
    title: str
    said: str
    until: str
    due: int


class RatingFace(Struct, frozen=True, kw_only=True):
    """A department's feedback that waits for its rating."""

    case_id: str
    dept: str
    unit: str
    title: str
    until: str
    facts: tuple[tuple[str, str, bool], ...]  # step, instant, whether in time
    due: int


class CountersignFace(Struct, frozen=True, kw_only=True):
    """A C1 that went out before a leader signed it (待补签), or a draft that waits for one (待签发)."""

    case_id: str
    title: str
    due: int | None
    draft: bool = False  # it is not out yet (待签发)


class Waiting(Struct, frozen=True):
    """All of it, the soonest due first."""

    returns: tuple[ReturnFace, ...] = ()
    arrivals: tuple[ArrivalFace, ...] = ()
    ratings: tuple[RatingFace, ...] = ()
    unsigned: tuple[CountersignFace, ...] = ()
    drafts: tuple[CountersignFace, ...] = ()
    down: tuple[DownFace, ...] = ()  # 县呼乡应, 事呼双应


def waiting(calls: Iterable[Call], events: dict[str, Event], names: Names, now: int, rules: Rules) -> Waiting:
    """What the town can do on these calls."""
    calls = tuple(calls)
    returns: list[ReturnFace] = []
    arrivals: list[ArrivalFace] = []
    ratings: list[RatingFace] = []
    unsigned: list[CountersignFace] = []
    drafts: list[CountersignFace] = []
    for call in calls:
        if call.final:
            continue
        event = events.get(call.parent or "")
        what = title(event.text if event is not None else call.ask)
        if call.state == states.DRAFT:
            drafts.append(CountersignFace(case_id=call.id, title=what, due=None, draft=True))
        if call.pending is not None:
            returns.append(_return(call, event, what, names, now, rules))
        if not call.countersigned:
            unsigned.append(_unsigned(call, what, rules))
        arrivals += _arrivals(call, what, names, now, rules)
        ratings += _ratings(call, what, names, now, rules)
    return Waiting(
        tuple(sorted(returns, key=lambda one: one.due or 0)),
        tuple(sorted(arrivals, key=lambda one: one.due)),
        tuple(sorted(ratings, key=lambda one: one.due)),
        tuple(sorted(unsigned, key=lambda one: one.due or 0)),
        tuple(drafts),
        down_faces(calls, names, now, rules),
    )


def first_for(faces: Sequence[Struct], case_id: str, *, only_own: bool = False) -> Struct | None:
    """The one of the case that is shown, else the soonest; with `only_own` none of another case."""
    mine = (one for one in faces if getattr(one, "case_id", "") == case_id)
    return next(mine, faces[0] if faces and not only_own else None)


def _unsigned(call: Call, what: str, rules: Rules) -> CountersignFace:
    clock = call.clock("COUNTERSIGN")
    due = due_at(clock, rules.calendar) if clock is not None and clock.stop is None else None
    return CountersignFace(case_id=call.id, title=what, due=due)


def _return(call: Call, event: Event | None, what: str, names: Names, now: int, rules: Rules) -> ReturnFace:
    slip = call.returns[-1]
    line = rules.catalogue.clause(slip.clause)
    clause = texts.CLAUSE_TEXT.format(clause=slip.clause, text=line.text if line is not None else "").strip()
    own = line is not None and line.side == "COUNTY" and line.dept_or_role == slip.dept
    consults = call.state == states.CONSULTING
    clock = call.clock("CONSULT" if consults else "RETURN_DECIDE")
    unit = names.unit(slip.dept)
    return ReturnFace(
        case_id=call.id,
        title=f"{unit} · {what}",
        nth=texts.NTH.format(n=len(call.returns)),
        rows=(
            (texts.REASON, texts.FILED.format(at=times.short(slip.at, now))),
            (texts.CLAUSE, clause),
            (texts.SUGGESTED, texts.BY_DEPT.format(unit=names.unit(slip.suggested))),
        ),
        precedent=at_return(applying(call, event, now, rules), slip, names),
        own_duty=texts.OWN_DUTY.format(clause=slip.clause, unit=unit) if own else "",
        due=due_at(clock, rules.calendar) if clock is not None and clock.stop is None else None,
        consults=consults,
    )


def _arrivals(call: Call, what: str, names: Names, now: int, rules: Rules) -> Iterable[ArrivalFace]:
    for task in call.rateable:
        last = until(call, task, rules)
        if task.responded is None or last is None or task.fed is not None:
            continue
        if arrival(call, task, now, rules) != WAITING:
            continue
        unit, how = names.unit(task.dept), texts.HOW.get(task.how, "")
        yield ArrivalFace(
            case_id=call.id,
            dept=task.dept,
            unit=unit,
            title=what,
            said=texts.ARRIVAL_TEXT.format(unit=unit, at=times.short(task.responded, now), how=how),
            until=texts.ARRIVAL_UNTIL.format(at=near(last, now)),
            due=last,
        )


def _ratings(call: Call, what: str, names: Names, now: int, rules: Rules) -> Iterable[RatingFace]:
    clock = call.clock("EVALUATE")
    due = due_at(clock, rules.calendar) if clock is not None and clock.stop is None else None
    if call.state != states.FEEDBACK or call.direction == DOWN or due is None:
        return
    for task in sorted(call.rateable, key=lambda one: not one.lead):
        if task.rating is None:
            unit = names.unit(task.dept)
            yield RatingFace(
                case_id=call.id,
                dept=task.dept,
                unit=unit,
                title=f"{unit} · {what}",
                until=texts.RATE_UNTIL.format(at=near(due, now)),
                facts=_facts(call, task, now, rules),
                due=due,
            )


def _facts(call: Call, task: DeptTask, now: int, rules: Rules) -> tuple[tuple[str, str, bool], ...]:
    """交办、签收、响应、反馈 with whether each came in time."""
    clocks = {"signed": "SIGN", "responded": "RESPOND", "fed": "HANDLE"}
    found = []
    for key, label in texts.STEP_FACTS:
        at = task.at if key == "assigned" else getattr(task, key)
        if at is None:
            continue
        clock = call.clock(clocks.get(key, ""), f"{task.id}/{task.dept}")
        due = due_at(clock, rules.calendar) if clock is not None else None
        found.append((label, times.short(at, now), due is None or at <= due))
    return tuple(found)
