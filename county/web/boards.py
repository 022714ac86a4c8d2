"""What waits for a person, and what is behind him (待办与已办): his offices' boards in one."""

from typing import Any

from county.web import county_board
from county.web.cards import Board
from county.web.centre import board as centre
from county.web.department import board as department
from county.web.offices import DEPARTMENT, Person
from county.web.patrol import board as patrol
from county.web.snapshot import Snapshot
from county.web.unit import board as unit

_NOTHING = {
    False: "现在没有待办事项。有新事项时本页自动更新。",
    True: "现在没有可查看的呼叫。有新呼叫时本页自动更新。",
}


def board_of(snapshot: Snapshot, person: Person) -> Board:
    """What waits for this person, over all his offices."""
    groups: list[Any] = []
    for office in person.offices:
        match office:
            case "centre" | "audit":
                groups += county_board.centre_board(snapshot, person)
                groups += centre.board(snapshot, person).groups
            case "lists":
                groups += county_board.lists_board(snapshot, person)
            case "signer":
                groups += county_board.asked_board(snapshot, person, person.towns)
            case "department":
                groups += department.board(snapshot, person).groups
                groups += county_board.asked_board(snapshot, person, person.units_of(DEPARTMENT))
            case "unit":
                groups += unit.board(snapshot, person).groups
                groups += county_board.noticed(snapshot, person, office)
            case "patrol":
                groups += patrol.board(snapshot, person).groups
                groups += county_board.noticed(snapshot, person, office)
    return Board(tuple(groups), _NOTHING[bool(person.reads_only)])


def done_of(snapshot: Snapshot, person: Person) -> Board:
    """What this person's unit has done."""
    match person.home:
        case "centre":
            return centre.done(snapshot, person)
        case "department":
            return department.done(snapshot, person)
        case "unit":
            return unit.done(snapshot, person)
        case "patrol":
            return patrol.done(snapshot, person)
    return Board((), "没有已办事项。")
