"""What a town's own notice tells (本镇通报明细): cards of its units, given by the clocks or by a 督办.

Source: rulebook §3.9, §4.4, §4.8. A department's findings are the county's to tell; a town tells of its own units, and
what is found against those are yellow and red cards. As with findings only what stands is told: not what is exempt, nor
what an appeal against waits for its ruling. A card counts once a task, whatever its colour. Three in a month put a unit
on the 约谈 list.
"""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from governance.calls.consultation import room_of
from governance.events.event import Event, task_key
from governance.notices.notice import Line
from governance.notices.rules import unit_refusal
from governance.notices.weekly import SUMMONED_AT
from governance.rulebook import Rules
from governance.supervision.supervision import LEVEL_NAMES, REVOKED, Supervision
from governance.supervision.timing_cards import came_at, timing_cards
from governance.time.working_time import date_of, local_day

CARD = "CARD"
CLOCKS = {"ACCEPT": "受理", "HANDLE": "办理"}
COLOURS = {"YELLOW": "黄牌", "RED": "红牌"}


class Called(Struct, frozen=True):
    """One of the town's units on the 约谈 list of a month, and the cards that put it there."""

    unit: str
    month: str  # YYYY-MM
    lines: tuple[Line, ...]


def own_lines(
    events: Iterable[Event], letters: Iterable[Supervision], at: int, rules: Rules
) -> tuple[Line, ...]:
    """The cards of the town's units as they stand at `at`, unit by unit, each unit's earliest first."""
    known = {event.id: event for event in events}
    found = [line for event in known.values() for line in _of_clocks(event, at, rules)]
    for letter in letters:
        event = known.get(letter.parent or "")
        if event is not None and letter.level in COLOURS and letter.state != REVOKED:
            found.append(_of_letter(event, letter))
    standing = (line for line in found if _stands(known[line.case], line.unit, rules))
    return tuple(sorted(standing, key=lambda line: (line.unit, line.since, line.key)))


def _of_clocks(event: Event, at: int, rules: Rules) -> Iterator[Line]:
    for card in timing_cards(event, at, rules.calendar):
        when = came_at(event, card, at, rules.calendar)
        if when is None:
            continue
        unit = card.unit or room_of(rules)
        named = CLOCKS[card.clock]
        yield Line(
            key=f"{card.task or event.id}/{unit}/{CARD}",
            unit=unit,
            case=event.id,
            serial=event.serial,
            rule=CARD,
            since=when[1],
            facts=((f"{named}到期", when[0]), (COLOURS[card.colour], when[1])),
            text=f"{named}超期{COLOURS[card.colour]}",
        )


def _of_letter(event: Event, letter: Supervision) -> Line:
    return Line(
        key=f"{letter.id}/{letter.unit}/{CARD}",
        unit=letter.unit,
        case=event.id,
        serial=event.serial,
        rule=CARD,
        since=letter.at,
        facts=((f"{LEVEL_NAMES[letter.level]}发出", letter.at),),
        text=LEVEL_NAMES[letter.level],
    )


def _stands(event: Event, unit: str, rules: Rules) -> bool:
    """Of this level, neither exempt nor appealed against."""
    exempt = any(event.is_exempt(task_key(task)) for task in event.tasks if task.unit == unit)
    waits = any(not one.ruling for one in event.appeals if one.unit == unit)
    return not exempt and not waits and unit_refusal(unit, rules) is None


def called(lines: Iterable[Line], month: str) -> tuple[Called, ...]:
    """The town's own 约谈 list of a month (YYYY-MM): units with three cards or more, the most first."""
    mine: dict[str, list[Line]] = {}
    for line in lines:
        if date_of(local_day(line.since)).isoformat()[:7] == month:
            mine.setdefault(line.unit, []).append(line)
    listed = [
        Called(unit, month, tuple(sorted(those, key=lambda line: (line.since, line.key))))
        for unit, those in mine.items()
        if len(those) >= SUMMONED_AT
    ]
    return tuple(sorted(listed, key=lambda one: (-len(one.lines), one.unit)))
