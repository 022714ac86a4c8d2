"""到期重算 in the timeline: a holiday table entered late moved a due (rulebook §6.1). Derived. Free of Qt."""

from collections.abc import Iterator, Sequence

from desktop import times
from desktop.dossier import texts
from desktop.dossier.sheet import LineFace
from governance.ledger.case import Case
from governance.ledger.clocked import Clocked
from governance.time.calendars import Calendar
from governance.time.recounts import recount


def with_recounts(lines: Sequence[LineFace], case: Case, calendar: Calendar) -> tuple[LineFace, ...]:
    """The timeline with a line for each due that a late table moved, the latest first."""
    return tuple(sorted((*lines, *_moved(case, calendar)), key=lambda line: line.at, reverse=True))


def _moved(case: Case, calendar: Calendar) -> Iterator[LineFace]:
    for clock in case.clocks if isinstance(case, Clocked) else ():
        found = recount(clock, calendar)
        if found is not None:
            text = texts.RECOUNTED.format(
                clock=texts.CLOCKS.get(clock.name, clock.name),
                was=times.short(found.was, found.at),
                now=times.short(found.now, found.at),
            )
            yield LineFace(at=found.at, text=text, who=texts.BY_RULE)
