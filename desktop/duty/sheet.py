"""The hand-over sheet in words (交接单): nine sections out of the groups of rulebook §9.2. Free of Qt."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from db.queries.calls import CallRow, OwedCall
from db.queries.event_filter import EventFilter
from db.queries.events import EventRow, UnsignedTask
from db.queries.handover import Handover
from db.queries.papers import Slip
from desktop import times
from desktop.duty import texts
from desktop.duty.paper_numbers import from_to, ranges, skipped
from desktop.duty.sheet_rows import (
    Row,
    Unit,
    call_row,
    decision_row,
    ending_row,
    event_row,
    owed_row,
    task_row,
)
from governance.duty.outage import Outage

LEFT = ("urgent", "due_next", "unsigned", "points")
RIGHT = ("decisions", "calls", "outages", "papers", "items")
KEYS = LEFT + RIGHT
SHOWN = {"urgent": 7, "due_next": 5, "unsigned": 4, "decisions": 5, "calls": 5}
WANTED = {
    "urgent": EventFilter(open_only=True, urgencies=("U1", "U2")),
    "unsigned": EventFilter(open_only=True, unsigned=True),
}


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
    left_out: tuple[str, ...] = ()  # 跳号 of paper slips

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
    last_paper: str = ""  # the highest slip entered before the shift
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
        _papers(groups.papers, of.waiting, of.last_paper),
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
        rows=tuple(event_row(row, now, unit) for row in rows),
        wanted=WANTED["urgent"],
        cases=_cases(rows),
    )


def _due_next(rows: Sequence[EventRow], of: Sources, unit: Unit) -> Section:
    return Section(
        key="due_next",
        count=len(rows),
        note=texts.NOTE_SPAN.format(until=times.short(of.next_until, of.now)),
        rows=tuple(event_row(row, of.now, unit) for row in rows),
        wanted=EventFilter(open_only=True, falls_due_until=of.next_until),
        cases=_cases(rows),
    )


def _unsigned(tasks: Sequence[UnsignedTask], now: int, unit: Unit) -> Section:
    late = sum(one.sign_due is not None and one.sign_due < now for one in tasks)
    return Section(
        key="unsigned",
        count=len(tasks),
        note=texts.NOTE_UNSIGNED.format(n=late) if late else "",
        rows=tuple(task_row(one, now, unit) for one in tasks),
        wanted=WANTED["unsigned"],
        cases=_cases(tasks),
    )


def _decisions(groups: Handover, now: int) -> Section:
    found = [decision_row(row, now, texts.RETURN, "amber") for row in groups.returns]
    found += [
        decision_row(row, now, texts.SUSPEND if row.suspend_asked else texts.EXTEND, "amber")
        for row in groups.asked
    ]
    found += [decision_row(row, now, texts.CONFLICT, "red") for row in groups.conflicts]
    found += [ending_row(row, now) for row in groups.ending]
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
    found = [owed_row(one, now, unit) for one in groups.owed] + [call_row(one, now) for one in groups.calls]
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


def _papers(used: Sequence[Slip], waiting: Sequence[Slip], last: str = "") -> Section:
    numbers = sorted({one.paper for one in (*used, *waiting)})
    if not numbers:
        return Section(key="papers", count=0)
    said = texts.PAPERS.format(numbers=ranges(numbers), n=len(numbers))
    unsent = sorted({one.paper for one in waiting})
    facts = [Fact(texts.USED, said), Fact(texts.WAITING, "、".join(unsent) or texts.NO_WAITING)]
    left_out = tuple(skipped(numbers, last))
    if left_out:
        facts.append(Fact(texts.SKIPPED, texts.SKIPPED_WHAT.format(numbers="、".join(left_out)), "amber-d"))
    return Section(
        key="papers", count=len(numbers), note=from_to(numbers), facts=tuple(facts), left_out=left_out
    )


# ---------------------------------------------------------------- rows


# ---------------------------------------------------------------- words


def _cases(rows: Iterable[EventRow | UnsignedTask | OwedCall | CallRow]) -> frozenset[str]:
    return frozenset(one.case_id for one in rows)
