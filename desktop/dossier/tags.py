"""The tags of a case and the lines of who holds it (标记、承办). Free of Qt."""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from desktop import times
from desktop.dossier import texts
from desktop.dossier.found import found_by_task
from desktop.dossier.sheet import CallFace, DeptFace, TagFace
from desktop.lights import Sign, sign_of
from desktop.names import Names
from desktop.title import title
from governance.calls import states as call_states
from governance.calls.alarms import alarm
from governance.calls.call import Call, DeptTask, dept_key
from governance.calls.payloads import GRADES
from governance.catalogue.urgencies import URGENCIES
from governance.events import states
from governance.events.event import Event, Task, task_key
from governance.events.payloads import CHANNELS
from governance.handling import extension, suspension
from governance.handling.handled import APPROVE, Handled
from governance.handling.timed import holds, suspension_warns
from governance.ledger.case import Case
from governance.papers.slip import waiting
from governance.rulebook import Rules
from governance.rulings.doubt_words import doubt_words, provisional_words, value_words
from governance.supervision.proposals import WHY, proposal
from governance.supervision.supervision import LEVEL_NAMES, Supervision
from governance.supervision.timing_cards import timing_cards
from governance.time.clocks import due_and_yellow

FROM_OUTSIDE = ("12345", "UP")
_URGENCY_TONES = {"U1": "red", "U2": "amber", "C1": "red", "C2": "amber"}
_LEVEL_TONES = {"RED": "red", "YELLOW": "amber"}


def tags(case: Case, pending: int, rules: Rules, at: int = 0) -> tuple[TagFace, ...]:
    """The tags beside the serial, the most telling first."""
    match case:
        case Event():
            found = [*_of_event(case, rules, at)]
        case Call():
            found = [
                TagFace(f"{case.grade} {GRADES.get(case.grade, '')}", _URGENCY_TONES.get(case.grade, ""))
            ]
            found.append(TagFace(case.label, "brand"))
            found += [TagFace(texts.RETURNED.format(n=len(case.returns)), "amber")] if case.returns else []
            found += _proposed(case, rules, at)
            found += _in_doubt(case)
        case Supervision():
            found = [TagFace(case.label, _LEVEL_TONES.get(case.level, "")), *_in_doubt(case)]
        case _:
            found = [TagFace(case.label)] if case.label else []
    if isinstance(case, Handled):
        found += _of_time(case, at, rules)
    if case.items:
        found.insert(0, TagFace(texts.CONFLICT, "red"))
    if pending:
        found.append(TagFace(texts.UNSENT.format(n=pending), "amber"))
    return tuple(found)


def _of_event(event: Event, rules: Rules, at: int) -> Iterator[TagFace]:
    if event.urg != "U3":
        yield TagFace(URGENCIES.get(event.urg, event.urg), _URGENCY_TONES[event.urg])
    yield TagFace(event.label, "brand" if event.open else "green" if event.state in _DONE else "")
    known = rules.catalogue.categories.get(event.cat)
    yield TagFace(f"{known.area} / {known.major} / {known.minor}" if known else texts.PENDING_CATEGORY)
    callers = getattr(event, "callers", 1)
    if callers > 1:
        yield TagFace(texts.ASKED_BY.format(n=callers), "brand")
    if event.returns:
        yield TagFace(texts.RETURNED.format(n=len(event.returns)), "amber")
    if event.abuser:  # the card of §3.5
        yield TagFace(texts.RETURN_ABUSE.format(unit=rules.name_of(event.abuser)), "amber")
    if event.rounds > 1:
        yield TagFace(texts.ROUND.format(n=event.rounds), "amber")
    if event.children:
        yield TagFace(texts.PARTS.format(n=len(event.children)), "brand")
    for kid in event.kids:
        if kid.type == "supervision" and kid.state not in ("CLOSED", "REVOKED"):
            yield TagFace(LEVEL_NAMES.get(kid.label, kid.label), _LEVEL_TONES.get(kid.label, ""))
    if alarm(event, at, rules) is not None:
        yield TagFace(texts.PROPOSED_BOTH, "amber")
    yield from _proposed(event, rules, at)
    for card in timing_cards(event, at, rules.calendar):
        yield TagFace(texts.TIMING_CARDS[card.clock, card.colour], _LEVEL_TONES[card.colour])
    if event.reply:
        yield TagFace(texts.REPLY_WANTED)
    yield from _in_doubt(event)
    if waiting(event):
        yield TagFace(texts.SLIP_WAITS, "amber")
    if event.secret:
        yield TagFace(texts.SECRET, "amber")
    if event.ch != "PHONE":
        yield TagFace(" ".join(part for part in (CHANNELS.get(event.ch, event.ch), event.outer) if part))
    if event.ch in FROM_OUTSIDE and event.open and event.outer_due is None:  # §3.1: it carries its own due
        yield TagFace(texts.NO_OUTER_DUE, "amber")
    for words in value_words(event):
        yield TagFace(words, "amber")


def _proposed(case: Event | Call, rules: Rules, at: int) -> Iterator[TagFace]:
    """A 督办 that the clocks propose (§3.9): on a call of one of several departments, which is named."""
    if (wanted := proposal(case, at, rules.calendar)) is None:
        return
    unit = f"{rules.name_of(wanted.unit)} " if isinstance(case, Call) else ""
    text = texts.PROPOSED.format(level=LEVEL_NAMES[wanted.level], why=f"{unit}{WHY[wanted.why]}")
    yield TagFace(text, _LEVEL_TONES.get(wanted.level, ""))


def _in_doubt(case: Event | Call | Supervision) -> Iterator[TagFace]:
    return (TagFace(words, "amber") for words in doubt_words(case))


def _of_time(case: Handled, at: int, rules: Rules) -> Iterator[TagFace]:
    """What was asked and given of time: 挂账, 待补材料, 延期, 豁免."""
    for hold in holds(case, rules.calendar):
        said = texts.HELD_UNTIL if hold.suspension else texts.WAITS_UNTIL
        one = case.suspended if hold.suspension else None
        soon = one is not None and at >= suspension_warns(one)
        yield TagFace(said.format(at=times.short(hold.until, at)), "amber" if soon else "")
    for asked in extension.waiting(case, at, rules):
        standing = extension.NAMES[extension.standing(asked, at, rules.calendar)]
        yield TagFace(texts.EXTENSION_ASKED.format(standing=standing), "amber")
    if suspension.waiting(case):
        yield TagFace(texts.SUSPENSION_ASKED, "amber")
    given = sum(1 for one in case.extensions if one.ruling == APPROVE)
    if given:
        yield TagFace(texts.EXTENDED.format(n=given))
    if case.exempted:
        yield TagFace(texts.EXEMPTED)
    if words := provisional_words(case, rules.calendar):
        yield TagFace(words, "amber")


_DONE = states.DONE


def handlers(event: Event, names: Names, at: int, rules: Rules) -> tuple[DeptFace, ...]:
    """The units of the present handling, the 主办 first."""
    shown = [task for task in event.tasks if task.state in ("OPEN", "DONE")]
    ordered = sorted(shown, key=lambda task: not task.lead)
    return tuple(_handler(event, task, names, at, rules) for task in ordered)


def _handler(event: Event, task: Task, names: Names, at: int, rules: Rules) -> DeptFace:
    role = texts.LEAD if task.lead else texts.ASSIST
    unit = names.unit(task.unit)
    if task.state != "OPEN":
        return DeptFace(role, unit, texts.TASK_STATES.get(task.state, task.state), Sign.DONE)
    unsigned = task.signed is None
    said = texts.NOT_SIGNED if unsigned else texts.PROGRESSED if task.progressed else texts.SIGNED
    clock = event.clock("SIGN" if unsigned else "HANDLE", task_key(task))
    if clock is None or clock.stop is not None:
        return DeptFace(role, unit, said, Sign.UNSIGNED if unsigned else Sign.NORMAL)
    due, yellow = due_and_yellow(clock, rules.calendar)
    return DeptFace(role, unit, said, sign_of(due, yellow, at), due, yellow)


def call_faces(
    calls: Iterable[Call], names: Names, at: int, rules: Rules, heard: int | None = None
) -> tuple[CallFace, ...]:
    """The calls with a line for each department; `heard` = up to when the other side is known."""
    return tuple(
        CallFace(
            call.id,
            call.serial,
            call.grade,
            call.label,
            title(call.ask),
            departments(call, names, at, rules, heard),
        )
        for call in sorted(calls, key=lambda call: call.at)
    )


def departments(
    call: Call, names: Names, at: int, rules: Rules, heard: int | None = None
) -> tuple[DeptFace, ...]:
    """A line for each department that counts, with what was found against it; before 交办 the platform's own."""
    if call.active:
        found = found_by_task(call, at, rules, at if heard is None else heard)
        faces = [(task, _department(call, task, names, at, rules)) for task in call.active]
        return tuple(_with_found(face, found.get((task.id, task.dept), "")) for task, face in faces)
    if call.final or call.state == call_states.DRAFT:
        return ()
    live = [clock for clock in call.clocks if clock.stop is None]
    due, yellow = due_and_yellow(live[-1], rules.calendar) if live else (None, None)
    return (DeptFace("台", "县级响应平台", call.label, sign_of(due, yellow, at), due, yellow),)


def _with_found(face: DeptFace, found: str) -> DeptFace:
    return replace(face, said=f"{face.said} · {found}") if found else face


def _department(call: Call, task: DeptTask, names: Names, at: int, rules: Rules) -> DeptFace:
    role, unit = "主" if task.lead else "配", names.unit(task.dept)
    if task.fed is not None or call.state in call_states.FINAL:
        return DeptFace(role, unit, texts.DEPT_STATES["FED"], Sign.DONE)
    name = "SIGN" if task.signed is None else "RESPOND" if task.responded is None else "HANDLE"
    clock = call.clock(name, dept_key(task))
    if clock is not None and name == "SIGN":  # signing is not responding: the answer owed is what counts
        clock = call.clock("RESPOND", dept_key(task)) or clock
    said = _dept_words(task)
    if clock is None or clock.stop is not None:
        return DeptFace(role, unit, said, Sign.NORMAL)
    due, yellow = due_and_yellow(clock, rules.calendar)
    return DeptFace(role, unit, said, sign_of(due, yellow, at), due, yellow)


def _dept_words(task: DeptTask) -> str:
    if task.signed is None and task.responded is None:
        return texts.NOT_SIGNED
    if task.responded is None:
        return "已签收 · 未响应"
    return texts.PROGRESSED if task.progressed else f"已{texts.HOW.get(task.how, '响应')}"
