"""The hand-over sheet in words (交接单): nine sections out of the groups of rulebook §9.2. Free of Qt."""

from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from db.queries.calls import CallRow, OwedCall
from db.queries.event_filter import EventFilter
from db.queries.events import EventRow, UnsignedTask
from db.queries.handover import Handover
from db.queries.papers import Slip
from desktop import times
from desktop.dossier.title import title
from desktop.duty import texts
from desktop.lights import WORD_TOKENS, Sign, sign_of
from governance.duty.outage import Outage
from governance.events import states

LEFT = ("urgent", "due_next", "unsigned", "points")
RIGHT = ("decisions", "calls", "outages", "papers", "items")
KEYS = LEFT + RIGHT
SHOWN = {"urgent": 7, "due_next": 5, "unsigned": 4, "decisions": 5, "calls": 5}
WANTED = {
    "urgent": EventFilter(open_only=True, urgencies=("U1", "U2")),
    "unsigned": EventFilter(open_only=True, unsigned=True),
}
Unit = Callable[[str], str]


class Row(Struct, frozen=True, kw_only=True):
    """One case of a section."""

    case_id: str
    sign: Sign | None = None
    tag: tuple[str, str] = ("", "")  # word and tone, where a section has them instead of lights
    serial: str
    title: str
    unit: str = ""
    state: str = ""
    left: str = ""
    token: str = "ink2"


class Fact(Struct, frozen=True):
    """A line that is no case."""

    label: str
    text: str
    token: str = "ink"


class Section(Struct, frozen=True, kw_only=True):
    """One section; `rows` are printed whole and shown as far as they fit, `wanted` is what the rest opens to."""

    key: str
    count: int
    note: str = ""
    rows: tuple[Row, ...] = ()
    facts: tuple[Fact, ...] = ()
    wanted: EventFilter | None = None
    cases: frozenset[str] = frozenset()  # all of them: who ticked it has seen these

    @property
    def shown(self) -> tuple[Row, ...]:
        """What fits on the screen."""
        return self.rows[: SHOWN.get(self.key, 0)]

    @property
    def rest(self) -> int:
        """How many more there are than are shown."""
        return len(self.rows) - len(self.shown)


class Sources(Struct, frozen=True, kw_only=True):
    """What a sheet is made of."""

    groups: Handover
    waiting: tuple[Slip, ...]  # slips not read back yet
    items: int
    now: int
    next_until: int


def sections(of: Sources, unit: Unit) -> tuple[Section, ...]:
    """The nine sections, in the order of KEYS."""
    groups, now = of.groups, of.now
    return (
        _urgent(groups.urgent, now, unit),
        _due_next(groups.due_next, of, unit),
        _unsigned(groups.unsigned, now, unit),
        Section(key="points", count=0, note=texts.NOTE_POINTS),
        _decisions(groups, now),
        _calls(groups, now, unit),
        _outages(groups.outages, now),
        _papers(groups.papers, of.waiting),
        Section(key="items", count=of.items, note=texts.NOTE_ITEMS),
    )


def counts(found: Sequence[Section]) -> list[tuple[str, int]]:
    """What the hand-over keeps of the list."""
    return [(one.key, one.count) for one in found if one.key != "points"]


# ---------------------------------------------------------------- one by one


def _urgent(rows: Sequence[EventRow], now: int, unit: Unit) -> Section:
    late = sum(row.due_at is not None and row.due_at < now for row in rows)
    return Section(
        key="urgent",
        count=len(rows),
        note=texts.NOTE_RED.format(n=late) if late else "",
        rows=tuple(_event(row, now, unit) for row in rows),
        wanted=WANTED["urgent"],
        cases=_cases(rows),
    )


def _due_next(rows: Sequence[EventRow], of: Sources, unit: Unit) -> Section:
    return Section(
        key="due_next",
        count=len(rows),
        note=texts.NOTE_SPAN.format(until=times.short(of.next_until, of.now)),
        rows=tuple(_event(row, of.now, unit) for row in rows),
        wanted=EventFilter(open_only=True, falls_due_until=of.next_until),
        cases=_cases(rows),
    )


def _unsigned(tasks: Sequence[UnsignedTask], now: int, unit: Unit) -> Section:
    late = sum(one.sign_due is not None and one.sign_due < now for one in tasks)
    return Section(
        key="unsigned",
        count=len(tasks),
        note=texts.NOTE_UNSIGNED.format(n=late) if late else "",
        rows=tuple(_task(one, now, unit) for one in tasks),
        wanted=WANTED["unsigned"],
        cases=_cases(tasks),
    )


def _decisions(groups: Handover, now: int) -> Section:
    found = [_decision(row, now, texts.RETURN, "amber") for row in groups.returns]
    found += [
        _decision(row, now, texts.SUSPEND if row.suspend_asked else texts.EXTEND, "amber")
        for row in groups.asked
    ]
    found += [_decision(row, now, texts.CONFLICT, "red") for row in groups.conflicts]
    found += [_ending(row, now) for row in groups.ending]
    cases = tuple(one.case_id for one in found)
    return Section(
        key="decisions",
        count=len(found),
        note=texts.NOTE_FIRST if groups.returns and groups.conflicts else "",
        rows=tuple(found),
        wanted=EventFilter(cases=cases) if cases else None,
        cases=frozenset(cases),
    )


def _calls(groups: Handover, now: int, unit: Unit) -> Section:
    found = [_owed(one, now, unit) for one in groups.owed] + [_call(one, now) for one in groups.calls]
    served = [one.event_id for one in groups.owed] + [one.event_id for one in groups.calls]
    events = tuple(dict.fromkeys(case_id for case_id in served if case_id))
    return Section(
        key="calls",
        count=len(found),
        note=texts.NOTE_COUNTY if found else "",
        rows=tuple(found),
        wanted=EventFilter(cases=events) if events else None,
        cases=_cases(groups.owed) | _cases(groups.calls),
    )


def _outages(found: Sequence[Outage], now: int) -> Section:
    facts: list[Fact] = []
    for one in found:
        if one.to is None:
            said = texts.OUTAGE_OPEN.format(since=times.short(one.since, now))
        else:
            span = times.span(one.to - one.since)
            said = texts.OUTAGE_SPAN.format(
                since=times.short(one.since, now), to=times.clock_time(one.to), span=span
            )
        facts.append(Fact(texts.OUTAGE[0], said, "amber-d" if one.to is None else "ink"))
        facts.append(Fact(texts.OUTAGE[1], one.scope))
    return Section(key="outages", count=len(found), facts=tuple(facts))


def _papers(used: Sequence[Slip], waiting: Sequence[Slip]) -> Section:
    numbers = sorted({one.paper for one in (*used, *waiting)})
    if not numbers:
        return Section(key="papers", count=0)
    said = texts.PAPERS.format(numbers=ranges(numbers), n=len(numbers))
    unsent = sorted({one.paper for one in waiting})
    facts = [Fact(texts.USED, said), Fact(texts.WAITING, "、".join(unsent) or texts.NO_WAITING)]
    if left_out := skipped(numbers):
        facts.append(Fact(texts.SKIPPED, "、".join(left_out), "amber-d"))
    return Section(key="papers", count=len(numbers), note=_from_to(numbers), facts=tuple(facts))


# ---------------------------------------------------------------- rows


def _event(row: EventRow, now: int, unit: Unit) -> Row:
    sign = sign_of(row.due_at, row.yellow_at, now)
    return Row(
        case_id=row.case_id,
        sign=sign,
        serial=_short(row.serial, now),
        title=title(row.text),
        unit=unit(row.unit) if row.unit else _held(row),
        state=states.NAMES[row.state],
        left=times.left(row.due_at, now),
        token=WORD_TOKENS[sign] if sign in (Sign.OVERDUE, Sign.SOON) else "ink2",
    )


def _held(row: EventRow) -> str:
    """Who has it while no unit does."""
    return texts.COUNTY if row.state == states.CALLED_UP else texts.ROOM


def _task(one: UnsignedTask, now: int, unit: Unit) -> Row:
    sign = sign_of(one.sign_due, None, now)
    return Row(
        case_id=one.case_id,
        sign=sign,
        serial=_short(one.serial, now),
        title=title(one.text),
        unit=unit(one.unit),
        state=times.short(one.given_at, now),
        left=times.left(one.sign_due, now),
        token="red" if sign is Sign.OVERDUE else "ink2",
    )


def _decision(row: EventRow, now: int, word: str, tone: str) -> Row:
    late = row.due_at is not None and row.due_at < now
    return Row(
        case_id=row.case_id,
        tag=(word, tone),
        serial=_short(row.serial, now),
        title=title(row.text),
        left=times.left(row.due_at, now),
        token="red" if late else "ink2",
    )


def _ending(row: EventRow, now: int) -> Row:
    """A 挂账 whose day comes within a week: somebody has to be ready for it."""
    return Row(
        case_id=row.case_id,
        tag=(texts.SUSPENDED, ""),
        serial=_short(row.serial, now),
        title=title(row.text),
        left=texts.RESUMES.format(at=times.short(row.held_until, now)),
    )


def _owed(one: OwedCall, now: int, unit: Unit) -> Row:
    late = one.respond_due is not None and one.respond_due < now
    return Row(
        case_id=one.event_id or one.case_id,
        tag=(texts.ANSWER_OWED, "red" if late else ""),
        serial=_short(one.serial, now),
        title=f"{unit(one.dept)} · {title(one.ask)}",
        left=times.left(one.respond_due, now),
        token="red" if late else "ink2",
    )


def _call(one: CallRow, now: int) -> Row:
    return Row(
        case_id=one.event_id or one.case_id,
        tag=(texts.CALL_STATES.get(one.state, ""), ""),
        serial=_short(one.serial, now),
        title=title(one.ask),
        left=times.left(one.due_at, now),
    )


# ---------------------------------------------------------------- words


def _cases(rows: Iterable[EventRow | UnsignedTask | OwedCall | CallRow]) -> frozenset[str]:
    return frozenset(one.case_id for one in rows)


def _short(serial: str, now: int) -> str:
    """`0036` of today, `0307-0004` of another day: what people call a case at the desk."""
    letter_day, *_, number = serial.split("-")
    today = times.local(now).strftime("%y%m%d")
    return number if letter_day[1:] == today else f"{letter_day[3:]}-{number}"


def _running(paper: str) -> int:
    return int(paper[4:10])


def ranges(numbers: Sequence[str]) -> str:
    """`213–215、217`: running numbers without unit and check digit."""
    runs: list[list[int]] = []
    for n in map(_running, numbers):
        if runs and n == runs[-1][-1] + 1:
            runs[-1].append(n)
        else:
            runs.append([n])
    return "、".join(f"{run[0]:03}–{run[-1]:03}" if len(run) > 1 else f"{run[0]:03}" for run in runs)


def skipped(numbers: Sequence[str]) -> list[str]:
    """Running numbers between the first and the last that nobody used."""
    used = set(map(_running, numbers))
    return [f"{n:03}" for n in range(min(used), max(used)) if n not in used][:20]


def _from_to(numbers: Sequence[str]) -> str:
    return f"{numbers[0]} – {numbers[-1]}" if len(numbers) > 1 else numbers[0]
