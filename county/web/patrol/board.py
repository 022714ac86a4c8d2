"""What waits in a village or grid (网格待办): tasks to sign, cases to verify, cases in hand, and what goes on here."""

from typing import Literal

from county.web.cards import (
    Board,
    Card,
    board_of,
    event_card,
    group,
    past,
    past_event,
    task_card,
    whole_light,
)
from county.web.lights import light_of
from county.web.offices import PATROL, Person
from county.web.place_names import name_of
from county.web.snapshot import Snapshot
from db.queries.events import open_in_state
from db.queries.web_desk import open_in_area, open_of_unit, reported_by
from governance.events import states
from governance.events.event import Event
from governance.places.codes import Level, level

DAYS_BACK = 30 * 86_400_000


def board(snapshot: Snapshot, person: Person) -> Board:
    """Own tasks, then the checks given to this person, then what else is open on his ground."""
    found: dict[str, dict[str, Card]] = {key: {} for key in ("unsigned", "verify", "in-hand", "watch")}
    for stream in person.streams:
        for unit in person.units_of(PATROL):
            _tasks(snapshot, stream, unit, person, found)
        _checks(snapshot, stream, person, found["verify"])
        _ground(snapshot, stream, person, found)
    return board_of(
        group("unsigned", "待签收", found["unsigned"].values()),
        group("verify", "核查", found["verify"].values()),
        group("in-hand", "办理", found["in-hand"].values()),
        group("watch", "辖区在办", found["watch"].values()),
    )


def _tasks(
    snapshot: Snapshot, stream: str, unit: str, person: Person, found: dict[str, dict[str, Card]]
) -> None:
    rules = snapshot.rules(stream)
    for case in snapshot.cases(stream, open_of_unit(snapshot.conn, stream, unit)):
        task = case.task_of((unit,)) if isinstance(case, Event) else None
        if isinstance(case, Event) and task is not None:
            card = task_card(case, task, stream, snapshot.at, rules, person.user.id)
            found["unsigned" if task.signed is None else "in-hand"][case.id] = card


def _checks(snapshot: Snapshot, stream: str, person: Person, found: dict[str, Card]) -> None:
    rules = snapshot.rules(stream)
    rows = open_in_state(snapshot.conn, stream, states.VERIFYING)
    for case in snapshot.cases(stream, [row.case_id for row in rows]):
        if isinstance(case, Event) and case.verifier == person.user.id:
            light = light_of([c for c in case.clocks if c.name == "VERIFY"], snapshot.at, rules)
            found[case.id] = event_card(case, stream, ("核查", case.place.text), light)


def _ground(
    snapshot: Snapshot,
    stream: str,
    person: Person,
    found: dict[str, dict[str, Card]],
) -> None:
    rules = snapshot.rules(stream)
    mine = {case_id for key in ("unsigned", "verify", "in-hand") for case_id in found[key]}
    for grant in person.grants_of(PATROL):
        depth = level(grant.area)
        if depth is None or depth < Level.VILLAGE or grant.role == "MEDIATOR":
            continue
        column: Literal["village", "grid"] = "village" if depth == Level.VILLAGE else "grid"
        for case in snapshot.cases(stream, open_in_area(snapshot.conn, stream, column, grant.area)):
            if isinstance(case, Event) and case.id not in mine:
                notes = (case.label, name_of(case.place.area, snapshot.names))
                found["watch"][case.id] = event_card(
                    case, stream, notes, whole_light(case, snapshot.at, rules)
                )


def done(snapshot: Snapshot, person: Person) -> Board:
    """What this person reported in the last month."""
    cards = [
        past_event(case, stream, snapshot.at, snapshot.rules(stream))
        for stream in person.streams
        for case in snapshot.cases(
            stream, reported_by(snapshot.conn, stream, person.user.id, snapshot.at - DAYS_BACK)
        )
        if isinstance(case, Event)
    ]
    return Board(past("我上报的", cards), "近 30 天没有上报。点“上报”登记一件。")
