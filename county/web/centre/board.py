"""What waits at the county centre (中心待办): its own steps by clock, then what departments and towns owe."""

from county.web.called_down import ended_group, open_groups
from county.web.cards import Board, Card, board_of, centre_card, group, past
from county.web.offices import CENTRE as OFFICE
from county.web.offices import Person
from county.web.snapshot import Snapshot
from county.web.supervised import supervised
from db.queries.calls import EVERY, latest_calls, open_calls
from governance.calls import states
from governance.calls.call import CENTRE, DOWN, Call
from governance.rulebook import Rules
from governance.supervision.proposals import proposal

LATEST = 100
_STEPS = {
    states.ISSUED: ("accept", "待受理"),
    states.PLATFORM_ACCEPTED: ("assign", "待交办"),
    states.RETURN_PENDING: ("return", "退单待审"),
}


def board(snapshot: Snapshot, person: Person) -> Board:
    """All open calls of the county by whose turn it is, and the county's own supervisions."""
    found: dict[str, list[Card]] = {}
    several = len(person.streams) > 1
    for stream in person.streams:
        rules = snapshot.rules(stream)
        ids = [row.case_id for row in open_calls(snapshot.conn, stream, limit=EVERY)]
        for case in snapshot.cases(stream, ids):
            if isinstance(case, Call) and not case.final and case.direction != DOWN:
                place = _place(case, snapshot.at, rules)
                found.setdefault(place, []).append(
                    centre_card(case, stream, snapshot.at, rules, town=several)
                )
        found.setdefault("supervision", []).extend(supervised(snapshot, stream, "call"))
    titles = (
        *_STEPS.values(),
        ("consult", "会商审定"),
        ("propose", "待督办"),
        ("departments", "部门办理"),
        ("town", "待乡镇评价"),
        ("supervision", "县级督办"),
    )
    groups = {key: group(_key(key), title, found.get(key, ())) for key, title in titles}
    down = open_groups(snapshot, person, person.units_of(OFFICE))
    last = groups.pop("town")
    return board_of(*groups.values(), *down, last)


def done(snapshot: Snapshot, person: Person) -> Board:
    """Calls that have ended, the latest issued first, and what the county asked of the towns."""
    cards = []
    for stream in person.streams:
        rules = snapshot.rules(stream)
        ids = [row.case_id for row in latest_calls(snapshot.conn, stream, limit=LATEST)]
        cards += [
            centre_card(case, stream, snapshot.at, rules, town=len(person.streams) > 1)
            for case in snapshot.cases(stream, ids)
            if isinstance(case, Call) and case.final and case.direction != DOWN
        ]
    found = past(f"近 {LATEST} 件中已结束的", cards)
    return Board((*found, *ended_group(snapshot, person, person.units_of(OFFICE))), "还没有结束的呼叫。")


def _place(call: Call, at: int, rules: Rules) -> str:
    """Whose turn it is: of what departments handle, what the clocks propose to supervise waits for the centre (§3.9)."""
    if call.state in _STEPS:
        return _STEPS[call.state][0]
    if call.responsible == CENTRE:
        return "consult"
    if call.state == states.FEEDBACK:
        return "town"
    return "departments" if proposal(call, at, rules.calendar) is None else "propose"


def _key(key: str) -> str:
    """What only goes on elsewhere is watched, not counted as waiting."""
    return "watch" if key in ("departments", "town", "supervision") else key
