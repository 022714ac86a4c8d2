"""What may be done with all ticked cases at once (批量办理): how many fit, why others don't, and what is saved.

Closing, decisions on returns and conflicts are never done in bulk. Free of Qt.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

from msgspec import Struct

from db.outbox import Sealed
from desktop import times
from desktop.desk import Wish
from desktop.events import texts
from desktop.moves.dispatch_text import dispatch_text
from desktop.moves.talk_forms import urge_words
from desktop.names import Names
from desktop.title import title
from governance.events.event import Event
from governance.ledger.case import Case
from governance.moves import allowed
from governance.refusal import Refusal
from governance.rulebook import Rules
from governance.time.clocks import due_at

URGE, PHONE, SUPERVISE, COPY, PRINT, MERGE = "urge", "phone", "supervise", "copy", "print", "merge"
LEVEL = "supervision.normal"
MAJOR = 4  # digits of a code that name its 大类
CHUNK = 20  # cases in one commit


class Offer(Struct, frozen=True):
    """One action over what is ticked: the cases it fits, or why it fits none."""

    key: str
    name: str
    cases: tuple[str, ...] = ()
    why_not: str = ""


class Summary(Struct, frozen=True):
    """What is ticked, in words, and what may be done with it."""

    count: int
    said: str
    offers: tuple[Offer, ...]


class Desk(Struct, frozen=True):
    """Who acts, when, by which rules, and whether units can be reached through the county's line."""

    actor: str
    at: int
    rules: Rules
    names: Names
    offline: bool = False


def summary(cases: Mapping[str, Case], desk: Desk) -> Summary:
    """Everything the bar says of these cases."""
    events = {case_id: case for case_id, case in cases.items() if isinstance(case, Event)}
    may = {case_id: _kinds(event, desk) for case_id, event in events.items()}
    given = [case_id for case_id, event in events.items() if event.lead is not None]
    offers = (
        _urge(events, may, desk),
        _offer(
            SUPERVISE, [i for i, e in events.items() if LEVEL in may[i] and e.held_by], texts.NOT_SUPERVISE
        ),
        _offer(COPY, given, texts.NOT_DISPATCHED),
        _offer(PRINT, given, texts.NOT_PRINT),
        _merge(events, may),
    )
    return Summary(len(cases), _said(events, desk), offers)


def _kinds(event: Event, desk: Desk) -> frozenset[str]:
    return frozenset(move.kind for move in allowed(event, desk.actor, desk.at, desk.rules))


def _offer(key: str, fitting: Iterable[str], why_not: str) -> Offer:
    cases = tuple(fitting)
    return Offer(key, texts.BULK[key], cases, "" if cases else why_not)


def _urge(events: Mapping[str, Event], may: Mapping[str, frozenset[str]], desk: Desk) -> Offer:
    """催办; without a line to the units their telephones are what helps."""
    fitting = [case_id for case_id, event in events.items() if "event.urge" in may[case_id] and event.owing]
    return _offer(PHONE if desk.offline else URGE, fitting, texts.NOT_URGE)


def _merge(events: Mapping[str, Event], may: Mapping[str, frozenset[str]]) -> Offer:
    """归并: all of one 大类, into the one that was registered first."""
    if len(events) < 2:
        return _offer(MERGE, (), texts.NOT_MERGE_ONE)
    if len({event.cat[:MAJOR] for event in events.values()}) > 1:
        return _offer(MERGE, (), texts.NOT_MERGE_KIND)
    main = main_of(events.values())
    if not main.open or any("event.merge" not in may[i] for i in events if i != main.id):
        return _offer(MERGE, (), texts.NOT_MERGE_STATE)
    return _offer(MERGE, [case_id for case_id in events if case_id != main.id], "")


def events_of(cases: Mapping[str, Case]) -> list[Event]:
    """The events among them."""
    return [case for case in cases.values() if isinstance(case, Event)]


def main_of(events: Iterable[Event]) -> Event:
    """The one that was registered first."""
    return min(events, key=lambda event: (event.at, event.serial))


def _said(events: Mapping[str, Event], desk: Desk) -> str:
    """`均为待签收 · 2 个单位`."""
    labels = {event.label for event in events.values()}
    units = {event.held_by for event in events.values() if event.held_by}
    parts = [texts.ALL_STATE.format(state=next(iter(labels)))] if len(labels) == 1 and len(events) > 1 else []
    if len(units) == 1:
        parts.append(desk.names.unit(next(iter(units))))
    elif units:
        parts.append(texts.ALL_UNITS.format(n=len(units)))
    return " · ".join(parts)


# ---------------------------------------------------------------- what is saved


def wishes(offer: Offer, cases: Mapping[str, Case], desk: Desk, ask: str = "") -> list[list[Wish]]:
    """What is to be saved, in commits; no two of one commit touch the same case."""
    events = [case for case_id in offer.cases if isinstance(case := cases.get(case_id), Event)]
    if offer.key == MERGE:
        main = main_of(events_of(cases))
        return [[_wish("event.merge", {"main": main.id}, event, desk)] for event in events]
    made = [_urging(event, desk) if offer.key == URGE else _supervising(event, desk, ask) for event in events]
    return [made[start : start + CHUNK] for start in range(0, len(made), CHUNK)]


def _wish(kind: str, p: dict[str, str], event: Event, desk: Desk) -> Wish:
    return Wish(kind=kind, p=p, actor=desk.actor, case=event.id)


def _urging(event: Event, desk: Desk) -> Wish:
    """The unit that owes most: the 主办 where it owes, else the first."""
    unit = event.held_by if event.held_by in event.owing else event.owing[0]
    words = urge_words(event, desk.at, desk.rules)
    return _wish("event.urge", {"unit": unit, "text": words}, event, desk)


def _supervising(event: Event, desk: Desk, ask: str) -> Wish:
    said = texts.SUPERVISE_TEXT.format(
        serial=event.serial, title=title(event.text), state=event.label, late=_late(event, desk)
    )
    p = {"unit": event.held_by, "text": said, "ask": ask, "parent": event.id}
    return Wish(kind=LEVEL, p=p, actor=desk.actor, births="D")


def _late(event: Event, desk: Desk) -> str:
    live = [
        due for c in event.clocks if c.stop is None and (due := due_at(c, desk.rules.calendar)) is not None
    ]
    return times.left(min(live, default=None), desk.at)


# ---------------------------------------------------------------- what is copied


def urge_text(offer: Offer, cases: Mapping[str, Case], desk: Desk) -> str:
    """The words of every 催办, for the work groups."""
    events = (cases.get(case_id) for case_id in offer.cases)
    return "\n".join(urge_words(event, desk.at, desk.rules) for event in events if isinstance(event, Event))


def dispatch_texts(offer: Offer, cases: Mapping[str, Case], desk: Desk) -> str:
    """派单文字 of every case, a blank line between."""
    events = (cases.get(case_id) for case_id in offer.cases)
    made = (
        dispatch_text(event, desk.names, desk.rules, desk.at) for event in events if isinstance(event, Event)
    )
    return "\n\n".join(made)


def phone_list(offer: Offer, cases: Mapping[str, Case], desk: Desk) -> str:
    """电话催办名单: a line per unit with what it owes, for the time without a line."""
    owed: dict[str, list[str]] = {}
    for case_id in offer.cases:
        event = cases.get(case_id)
        if isinstance(event, Event):
            said = texts.PHONE_CASE.format(
                serial=event.serial[-7:], title=title(event.text), late=_late(event, desk)
            )
            for unit in dict.fromkeys(event.owing):
                owed.setdefault(unit, []).append(said)
    return "\n".join(f"{_called(unit, desk)}：{'；'.join(said)}" for unit, said in owed.items())


def _called(unit: str, desk: Desk) -> str:
    return desk.names.person(unit) if unit in desk.rules.directory.users else desk.names.unit(unit)


# ---------------------------------------------------------------- saving


class Saver(Protocol):
    """What saves (the seat)."""

    async def save_all(self, wishes: Sequence[Wish]) -> list[Sealed | Refusal]: ...


class Outcome(Struct, frozen=True):
    """What came of it; `refused` holds the cases with their sentences."""

    done: int
    refused: tuple[tuple[str, str], ...] = ()
    untouched: int = 0  # after it was stopped


class Run:
    """One bulk action on its way: how far it is, and whether it is to stop after the commit at hand."""

    def __init__(self, commits: Sequence[Sequence[Wish]], told: Callable[[int, int], None]) -> None:
        """`told` hears (done, all)."""
        self._commits = commits
        self._told = told
        self._stopped = False
        self.all = sum(map(len, commits))

    def stop(self) -> None:
        """No further commit."""
        self._stopped = True

    async def save(self, seat: Saver) -> Outcome:
        """Save commit after commit; a refused case leaves the others alone."""
        done, refused, seen = 0, [], 0
        for commit in self._commits:
            if self._stopped:
                break
            said = await seat.save_all(commit)
            for wish, one in zip(commit, said, strict=True):
                if isinstance(one, Refusal):
                    refused.append((wish.case or str(wish.p.get("parent", "")), one.sentence))
                else:
                    done += 1
            seen += len(commit)
            self._told(seen, self.all)
        return Outcome(done, tuple(refused), self.all - seen)
