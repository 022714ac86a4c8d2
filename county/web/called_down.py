"""Calls of the county to its towns (县呼乡应), as their caller finds them: what waits for his word, what is on its way.

Source: rulebook §4.7. The centre finds everybody's, a department its own.
"""

from county.web.cards import Card, Group, centre_card, group, past
from county.web.offices import CENTRE, Person
from county.web.snapshot import Snapshot
from db.queries.web_desk import ended_of_dept, open_of_dept
from governance.calls import states
from governance.calls.call import DOWN, Call
from governance.calls.consultation import room_of

TITLE = "我呼乡镇的"


def open_groups(snapshot: Snapshot, person: Person, units: tuple[str, ...]) -> tuple[Group, ...]:
    """What the town fed back and one of these units has to accept; behind it what the towns still do."""
    waiting: list[Card] = []
    going: list[Card] = []
    for call, card in _found(snapshot, person, units, ended=False):
        mine = call.caller in units and call.state == states.FEEDBACK
        (waiting if mine else going).append(card)
    found = (group("down", f"{TITLE}，待认可", waiting), group("watch", TITLE, going))
    return tuple(one for one in found if one.cards)


def ended_group(snapshot: Snapshot, person: Person, units: tuple[str, ...]) -> tuple[Group, ...]:
    """Those that have ended."""
    return past(TITLE, (card for _, card in _found(snapshot, person, units, ended=True)))


def _found(
    snapshot: Snapshot, person: Person, units: tuple[str, ...], *, ended: bool
) -> list[tuple[Call, Card]]:
    found = []
    look = ended_of_dept if ended else open_of_dept
    for stream in person.streams:
        rules = snapshot.rules(stream)
        for case in snapshot.cases(stream, look(snapshot.conn, stream, room_of(rules))):
            if not isinstance(case, Call) or case.direction != DOWN:
                continue
            if CENTRE in person.offices or case.caller in units:
                found.append((case, centre_card(case, stream, snapshot.at, rules, town=True)))
    return found
