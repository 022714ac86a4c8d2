"""An event's page (事件案卷): the seven public steps, own clocks, the caller as far as this person may know.

Source: rulebook §3.2 (steps), §1.3 and §2.4 (masking, 要求保密).
"""

from collections.abc import Mapping

from county.web.call_sections import time_sections
from county.web.cards import key_of, task_light, task_step
from county.web.dossier import CaseView, Held, PrivateField, Section, Step, Tag, doubt_tags, short_unit
from county.web.frame import said_unit
from county.web.lights import Block, block_of
from county.web.offers import may_unmask
from county.web.offices import AUDIT, CENTRE, Person
from county.web.place_names import name_of
from county.web.sight import told_place, told_text
from county.web.snapshot import Snapshot
from db.queries.calls import calls_of_event
from db.queries.dossier import personal_fields
from governance import appeals
from governance.catalogue.urgencies import URGENCIES
from governance.events import states
from governance.events.event import Event, Task, task_key
from governance.events.payloads import CHANNELS, RESULTS, RETURN_CODES
from governance.events.public_steps import current, ended
from governance.ledger.case import Case
from governance.people.masks import masked
from governance.rulebook import Rules
from governance.rulings.doubt_words import value_words
from governance.time import words as times

_SELF = "自办"
PRIVATE = {"name": ("姓名", "name"), "phone": ("电话", "tel")}  # field of an unmasking → label, private field


def view_of(
    snapshot: Snapshot,
    stream: str,
    event: Event,
    person: Person,
    revealed: Mapping[str, str] | None = None,
) -> CaseView:
    """The page of an event for this person; `revealed` = fields he has just given a reason for."""
    rules = snapshot.rules(stream)
    units = tuple(grant.unit for grant in person.user.grants)
    task = event.task_of(units)
    return CaseView(
        key=key_of(event), stream=stream, case_id=event.id, base=event.base or "", serial=event.serial,
        kind="event", title=_title(event), where=_where(event, person, rules, snapshot.names),
        state=event.label, tags=_tags(event, task, rules), steps=_steps(event, snapshot.case(stream, event.main or None), snapshot.at),
        blocks=_blocks(event, task, snapshot.at, rules), sections=_sections(event, snapshot.at, rules),
        done=_done(task, snapshot.at), held=_held(event, task, snapshot.at, rules, snapshot.names), conflicts=len(event.items),
        caller=_caller(snapshot, stream, event, person, task, revealed or {}), kept_secret=event.secret,
        links=_links(snapshot, stream, event, person),
    )  # fmt: skip


def _title(event: Event) -> str:
    """The first sentence of what was told."""
    words = told_text(event.text).strip()
    return words.splitlines()[0].partition("。")[0][:120] if words else event.serial


def _where(event: Event, person: Person, rules: Rules, names: Mapping[str, str]) -> tuple[str, ...]:
    found = (rules.home.name, name_of(event.place.area, names), told_place(event, person))
    return tuple(dict.fromkeys(word for word in found if word))


def _links(snapshot: Snapshot, stream: str, event: Event, person: Person) -> tuple[tuple[str, str], ...]:
    if not ({CENTRE, AUDIT} & set(person.offices)):
        return ()
    calls = calls_of_event(snapshot.conn, stream, event.id)
    return tuple((call.serial or call.case_id, f"呼叫 {call.serial}") for call in calls)


def _tags(event: Event, task: Task | None, rules: Rules) -> tuple[Tag, ...]:
    tone = {"U1": "red", "U2": "amber"}.get(event.urg, "")
    category = rules.catalogue.categories.get(event.cat)
    found = [Tag(URGENCIES.get(event.urg, event.urg), tone)]
    if task is not None:
        found.append(Tag("主办" if task.lead else "协办", "brand"))
    found.append(Tag(category.minor if category is not None else "小类待定"))
    if event.reply:
        found.append(Tag("要求回复", "amber"))
    if event.rounds > 1:
        found.append(Tag(f"第 {event.rounds} 次办理"))
    found += (Tag(words, "amber") for words in value_words(event))
    return (*found, *doubt_tags(event, rules))


def _steps(event: Event, main: Case | None, at: int) -> tuple[Step, ...]:
    """The seven steps, each with when it ended; the current one says 现在. A merged event shows its main one's."""
    event = main if event.state == states.MERGED and isinstance(main, Event) else event
    now, stopped = current(event), event.state in (states.REJECTED, states.VOID)
    here, said = ("stopped", event.label) if stopped else ("current", "现在")
    return tuple(
        Step(name, _ended(event, n, when, at), "done")
        if n < now
        else Step(name, said, here)
        if n == now
        else Step(name)
        for n, (name, when) in enumerate(zip(states.STEPS, ended(event), strict=True))
    )


def _ended(event: Event, step: int, when: int | None, now: int) -> str:
    """When a step ended; of 自办结 steps 2–6 read 自办."""
    if event.state == states.SELF_DONE and 0 < step < len(states.STEPS) - 1:
        return _SELF
    return times.short(when, now) if when is not None else ""


def _blocks(event: Event, task: Task | None, now: int, rules: Rules) -> tuple[Block, ...]:
    if task is not None:
        mine = [clock for clock in event.clocks if clock.task == task_key(task)]
    else:
        mine = [clock for clock in event.clocks if clock.stop is None]
    return tuple(block_of(clock, now, rules, current=clock.stop is None, of=event) for clock in mine[-4:])


def _sections(event: Event, now: int, rules: Rules) -> tuple[Section, ...]:
    found = [Section("情况", (told_text(event.text),), f"{CHANNELS.get(event.ch, event.ch)}来件")]
    for slip in event.returns:
        ruled = appeals.RULINGS.get(slip.ruling, "待审")
        words = f"{RETURN_CODES.get(slip.reason, slip.reason)}；依据 {told_text(slip.clause)}；{ruled}"
        found.append(Section(f"{rules.name_of(slip.unit)}退单", (words,)))
    found += time_sections(event, now, rules)
    if event.result:
        found.append(Section("办理结果", (RESULTS.get(event.result, event.result),)))
    return tuple(found)


def _held(
    event: Event, own: Task | None, now: int, rules: Rules, names: Mapping[str, str]
) -> tuple[Held, ...]:
    """Every unit's open part; none when there is only the reader's own."""
    parts = tuple(part for part in event.tasks if part.state == "OPEN")
    if [part for part in parts if part is not own] == []:
        return ()
    return tuple(
        Held(
            short_unit(said_unit(part.unit, rules, names)), "主办" if part.lead else "协办", task_step(event, part),
            task_light(event, part, now, rules),
        )
        for part in parts
    )  # fmt: skip


def _done(task: Task | None, now: int) -> tuple[str, ...]:
    """The reader's own steps, in a line each."""
    found: list[str] = []
    if task is None:
        return ()
    if task.signed is not None:
        found.append(f"签收 {times.short(task.signed, now)}，{times.taken(task.signed - task.at)}")
    if task.contacted is not None:
        found.append(f"先行联系 {times.short(task.contacted, now)}")
    if task.progressed is not None:
        found.append(f"最近进展 {times.short(task.progressed, now)}")
    return tuple(found)


def _caller(
    snapshot: Snapshot,
    stream: str,
    event: Event,
    person: Person,
    task: Task | None,
    revealed: Mapping[str, str],
) -> tuple[PrivateField, ...]:
    """Nothing of a caller who asked for secrecy; masked for everybody else who sees the event."""
    if event.secret or event.anon:
        return ()
    held = personal_fields(snapshot.conn, stream, event.id)
    view, found = snapshot.view(stream), []
    for field, (label, private) in PRIVATE.items():
        value = held.get(private, "")
        if value:
            looks = task is not None and may_unmask(event, person.user.id, snapshot.at, view, field)
            shown = revealed.get(field) or masked(private, value)
            found.append(PrivateField(field, label, shown, looks and field not in revealed))
    return tuple(found)
