"""What waits at a unit of the town (单位待办): its open tasks by its own clocks, and supervisions of it."""

from county.web.cards import (
    Board,
    Card,
    board_of,
    group,
    past,
    past_event,
    task_card,
)
from county.web.offices import UNIT, Person
from county.web.snapshot import Snapshot
from county.web.supervised import supervised
from db.queries.web_desk import done_of_unit, open_of_unit
from governance.events.event import Event


def board(snapshot: Snapshot, person: Person) -> Board:
    """Unsigned ones before those in hand."""
    unsigned: list[Card] = []
    in_hand: list[Card] = []
    cards: list[Card] = []
    units = person.units_of(UNIT)
    for stream in person.streams:
        rules = snapshot.rules(stream)
        for unit in units:
            for case in snapshot.cases(stream, open_of_unit(snapshot.conn, stream, unit)):
                task = case.task_of((unit,)) if isinstance(case, Event) else None
                if isinstance(case, Event) and task is not None:
                    card = task_card(case, task, stream, snapshot.at, rules, person.user.id)
                    (unsigned if task.signed is None else in_hand).append(card)
        cards += supervised(snapshot, stream, "event", units)
    return board_of(
        group("unsigned", "待签收", unsigned),
        group("in-hand", "办理中", in_hand),
        group("supervision", "督办", cards),
    )


def done(snapshot: Snapshot, person: Person) -> Board:
    """Events whose task the unit has done."""
    cards = [
        past_event(case, stream, snapshot.at, snapshot.rules(stream))
        for stream in person.streams
        for unit in person.units_of(UNIT)
        for case in snapshot.cases(stream, done_of_unit(snapshot.conn, stream, unit))
        if isinstance(case, Event)
    ]
    return Board(past("已办", cards), "本单位还没有办结的任务。")
