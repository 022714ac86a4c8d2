"""What a day came to (当日结果): counted from the confirmed cases and the ledger at its end."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from governance.calls.call import Call
from governance.events.event import Event
from governance.ledger.case import Case


class Tally(Struct, frozen=True, kw_only=True):
    """Counts over the events registered in the day, and the calls issued in it."""

    events: int
    placed: int
    dispatched: int
    signed: int
    closed: int
    open: int
    called: int
    answered: int
    rated: int
    conflicts: int


def tally(cases: Iterable[Case], since: int, to: int, conflicts: int) -> Tally:
    """Count the cases of the day [since, to); `conflicts` = items that the ledger opened."""
    found = list(cases)
    events = [c for c in found if isinstance(c, Event) and since <= c.at < to]
    calls = [c for c in found if isinstance(c, Call) and since <= c.at < to]
    return Tally(
        events=len(events),
        placed=sum(len(e.place.area) == 17 for e in events),
        dispatched=sum(bool(e.tasks) for e in events),
        signed=sum(any(t.signed is not None for t in e.tasks) for e in events),
        closed=sum(e.state in ("CLOSED", "REVISITED") for e in events),
        open=sum(e.open for e in events),
        called=len(calls),
        answered=sum(any(t.responded is not None for t in c.tasks) for c in calls),
        rated=sum(any(t.rating is not None for t in c.tasks) for c in calls),
        conflicts=conflicts,
    )


def agreement(suggested: Sequence[tuple[str, str]], areas: dict[str, frozenset[str]]) -> float | None:
    """Share of (true class, suggested area) pairs that agree; None without messages of a known class."""
    judged = [area in areas[truth] for truth, area in suggested if truth in areas]
    return round(sum(judged) / len(judged), 4) if judged else None
