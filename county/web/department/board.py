"""What waits at a department (部门待办): its own parts of calls by its own clocks, and supervisions of it."""

from county.web.called_down import ended_group, open_groups
from county.web.cards import Board, Card, board_of, dept_card, group, past
from county.web.offices import DEPARTMENT, Person
from county.web.snapshot import Snapshot
from county.web.supervised import supervised
from db.queries.web_desk import ended_of_dept, open_of_dept
from governance.calls.call import Call, DeptTask


def board(snapshot: Snapshot, person: Person) -> Board:
    """Open parts first, what was fed back and waits for the town's rating behind."""
    waiting: list[Card] = []
    fed: list[Card] = []
    cards: list[Card] = []
    units = person.units_of(DEPARTMENT)
    for stream in person.streams:
        rules = snapshot.rules(stream)
        for case, task in _parts(snapshot, stream, units):
            card = dept_card(case, task, stream, snapshot.at, rules)
            (waiting if task.state == "OPEN" else fed).append(card)
        cards += supervised(snapshot, stream, "call", units)
    down = open_groups(snapshot, person, units)
    return board_of(
        group("calls", "呼叫", waiting),
        group("supervision", "督办", cards),
        *down,
        group("watch", "待评价", fed),
    )


def done(snapshot: Snapshot, person: Person) -> Board:
    """Calls that have ended."""
    cards = [
        dept_card(case, task, stream, snapshot.at, snapshot.rules(stream))
        for stream in person.streams
        for unit in person.units_of(DEPARTMENT)
        for case in snapshot.cases(stream, ended_of_dept(snapshot.conn, stream, unit))
        if isinstance(case, Call) and (task := part_of(case, (unit,))) is not None
    ]
    found = past("已办", cards)
    down = ended_group(snapshot, person, person.units_of(DEPARTMENT))
    return Board((*found, *down), "还没有办结的呼叫。")


def part_of(call: Call, units: tuple[str, ...]) -> DeptTask | None:
    """The department's latest part of a call, the open one first."""
    return call.task_of(units) or next((t for t in reversed(call.tasks) if t.dept in units), None)


def _parts(snapshot: Snapshot, stream: str, units: tuple[str, ...]) -> list[tuple[Call, DeptTask]]:
    found: list[tuple[Call, DeptTask]] = []
    for unit in units:
        for case in snapshot.cases(stream, open_of_dept(snapshot.conn, stream, unit)):
            task = part_of(case, (unit,)) if isinstance(case, Call) else None
            if (
                isinstance(case, Call)
                and task is not None
                and not case.final
                and task.state in ("OPEN", "FED")
            ):
                found.append((case, task))
    return found
