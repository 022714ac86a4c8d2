"""Which clock matters now (当前计时): what runs out first, and the handling clock beside it. Free of Qt."""

from collections.abc import Iterable

from msgspec import Struct

from desktop.dossier import texts
from desktop.dossier.sheet import Watch
from desktop.limits import clock_limit
from governance.calls.call import TASK_CLOCKS, Call
from governance.events import states
from governance.events.event import Event, task_key
from governance.handling.doubted import open_verdict
from governance.ledger.case import Case
from governance.rulebook import Rules
from governance.supervision.supervision import Supervision
from governance.time.calendars import Calendar
from governance.time.clocks import Clock, due_and_yellow, due_at, running_ms

_PLATFORM = frozenset({"ACCEPT", "ASSIGN"})  # of a call: the county platform's own


class Watched(Struct, frozen=True):
    """The clock that matters and the one that stands beside it."""

    first: Watch | None
    aside: Watch | None


def watched(case: Case, calls: Iterable[Call], at: int, rules: Rules) -> Watched:
    """Give the clock that runs out first; of an event that waits for the county, that of its calls."""
    live = [clock for clock in clocks_of(case) if clock.stop is None]
    first = _first(live, rules)
    aside = _handling(case, live, first)
    beside = watch_of(aside, rules.calendar, at, name=_name(case, aside, rules)) if aside else None
    if first is None and isinstance(case, Event):
        return Watched(_of_calls(calls, at, rules), beside)
    if first is None:
        return Watched(None, beside)
    return Watched(watch_of(first, rules.calendar, at, name=_name(case, first, rules)), beside)


def clocks_of(case: Case) -> tuple[Clock, ...]:
    """The clocks of any case that has some."""
    return case.clocks if isinstance(case, (Event, Call, Supervision)) else ()


def every_clock(case: Case, calls: Iterable[Call], at: int, rules: Rules) -> tuple[Watch, ...]:
    """All clocks there were, in the order they started, each with who owed it; of calls those no department owes."""
    mine = [(clock, case) for clock in clocks_of(case)]
    mine += [(clock, call) for call in calls for clock in call.clocks if clock.name not in TASK_CLOCKS]
    ordered = sorted(mine, key=lambda pair: pair[0].start)
    return tuple(_watch(clock, whose, at, rules) for clock, whose in ordered)


def _watch(clock: Clock, whose: Case, at: int, rules: Rules) -> Watch:
    doubt = open_verdict(whose, clock, rules.calendar)
    return watch_of(clock, rules.calendar, at, name=_full_name(whose, clock, rules), doubted=doubt)


def _full_name(case: Case, clock: Clock, rules: Rules) -> str:
    who = rules.name_of(clock.by) if isinstance(case, Event) and clock.by in rules.catalogue.units else ""
    return " ".join(part for part in (_name(case, clock, rules), who) if part)


def _name(case: Case, clock: Clock, rules: Rules) -> str:
    if clock.name == "DISPATCH" and isinstance(case, Event) and _sent_back(case, clock):
        return texts.AGAIN
    name = texts.CLOCKS.get(clock.name, clock.name)
    if isinstance(case, Call) and clock.by:
        return f"{rules.name_of(clock.by)}{name}"
    return f"{texts.PLATFORM}{name}" if isinstance(case, Call) and clock.name in _PLATFORM else name


def _sent_back(event: Event, clock: Clock) -> bool:
    return any(slip.at <= clock.start for slip in event.returns)


def _first(live: list[Clock], rules: Rules) -> Clock | None:
    found = [(due, clock) for clock in live if (due := due_at(clock, rules.calendar)) is not None]
    return min(found, key=lambda pair: pair[0])[1] if found else None


def _handling(case: Case, live: list[Clock], first: Clock | None) -> Clock | None:
    """The 主办's HANDLE when another clock matters more; stopped ones are history."""
    if not isinstance(case, Event):
        return None
    lead = case.lead
    mine = [c for c in live if c.name == "HANDLE" and (lead is None or c.task == task_key(lead))]
    return mine[-1] if mine and mine[-1] is not first else None


def _of_calls(calls: Iterable[Call], at: int, rules: Rules) -> Watch | None:
    found: tuple[int, Watch] | None = None
    for call in calls:
        clock = _first([c for c in call.clocks if c.stop is None], rules)
        if clock is None:
            continue
        watch = watch_of(clock, rules.calendar, at, name=_name(call, clock, rules))
        if watch.due is not None and (found is None or watch.due < found[0]):
            found = watch.due, watch
    return found[1] if found else None


def stands_still(case: Case) -> bool:
    """Whether the case is open and every live clock of it is paused."""
    live = [clock for clock in clocks_of(case) if clock.stop is None]
    is_open = isinstance(case, Event) and case.state in states.OPEN
    return is_open and bool(live) and all(clock.is_paused for clock in live)


def watch_of(clock: Clock, calendar: Calendar, at: int, *, name: str = "", doubted: bool = False) -> Watch:
    """A clock as the dossier shows it."""
    due, yellow = due_and_yellow(clock, calendar)
    return Watch(
        name=name or texts.CLOCKS.get(clock.name, clock.name),
        limit=clock_limit(clock),
        due=due,
        yellow=yellow,
        since=clock.start,
        used_ms=running_ms(clock, at, calendar),
        paused=clock.is_paused,
        stop=clock.stop,
        doubted=doubted,
    )
