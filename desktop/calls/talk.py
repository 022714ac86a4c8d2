"""The 约谈 list of the month: a card for each unit with what put it there, and the same read whole. Free of Qt.

Source: rulebook §4.8: three findings in a month. Departments are on it by findings on the town's calls, the town's own
units by their yellow and red cards.
"""

from collections.abc import Iterator, Sequence
from typing import Protocol

from msgspec.structs import replace

from desktop import times
from desktop.calls import texts
from desktop.calls.cards import CardFace, DeptLine
from desktop.calls.county_notice import NoticeFace, NoticeLine, line_face
from desktop.dossier.found import said
from desktop.lights import Sign
from desktop.names import Names
from governance.calls.findings import GROUNDS, NAMES, Finding
from governance.notices.notice import Line
from governance.notices.own import Called
from governance.notices.weekly import Summons

TALK = "talk:"  # key of a unit on the list
SHOWN = 3  # lines of a card; all of them stand in the middle


class Talks(Protocol):
    """What was read of the month."""

    @property
    def summons(self) -> tuple[Summons, ...]: ...
    @property
    def called(self) -> tuple[Called, ...]: ...


def talk_cards(found: Talks, names: Names, now: int) -> Iterator[CardFace]:
    """A card for each unit, departments first; the first one names the list with its count."""
    cards = [
        *(_card(one, [_of_finding(f, now) for f in one.findings], names) for one in found.summons),
        *(_card(one, [_of_line(line, now) for line in one.lines], names) for one in found.called),
    ]
    if cards:
        months = [*(one.month for one in found.summons), *(one.month for one in found.called)]
        cards[0] = replace(cards[0], head=texts.TALK_HEAD.format(month=months[0], n=len(cards)))
    return iter(cards)


def _card(one: Summons | Called, lines: Sequence[DeptLine], names: Names) -> CardFace:
    why = texts.TALK_WHY if isinstance(one, Summons) else texts.TALK_CARDS
    return CardFace(
        key=f"{TALK}{one.unit}",
        grade="",
        title=texts.TALK_TITLE.format(unit=names.unit(one.unit)),
        lines=tuple(lines[-SHOWN:]),
        where=why.format(month=one.month, n=len(lines)),
        serial="",
        tags=((texts.TALK, "red"),),
    )


def _of_finding(found: Finding, now: int) -> DeptLine:
    right = times.short(found.since, now)
    return DeptLine(role="", unit=said(found), said=_short(found.serial), sign=Sign.OVERDUE, right=right)


def _of_line(line: Line, now: int) -> DeptLine:
    right = times.short(line.since, now)
    return DeptLine(role="", unit=line.text, said=_short(line.serial), sign=Sign.OVERDUE, right=right)


def _short(serial: str) -> str:
    """Device and number: the day stands at the right."""
    return "-".join(serial.split("-")[-2:])


def talk_face(found: Talks, unit: str, names: Names, now: int) -> NoticeFace | None:
    """Why a unit is on the list, finding by finding; None when it no longer is."""
    for one in found.summons:
        if one.unit == unit:
            return _face(one, [_finding(f, names, now) for f in one.findings], names)
    for own in found.called:
        if own.unit == unit:
            return _face(own, [line_face(line, names, now) for line in own.lines], names)
    return None


def _face(one: Summons | Called, lines: Sequence[NoticeLine], names: Names) -> NoticeFace:
    of_department = isinstance(one, Summons)
    why = texts.TALK_WHY if of_department else texts.TALK_CARDS
    return NoticeFace(
        title=texts.TALK_TITLE.format(unit=names.unit(one.unit)),
        state=(why.format(month=one.month, n=len(lines)), "red"),
        under="",
        text=texts.TALK_FOUND if of_department else texts.TALK_CARDED,
        lines=tuple(lines),
        others="",
        answers=(),
        foot="",
        panel=texts.TALK_PANEL,
        about=texts.TALK_LINES,
        how=texts.TALK_HOW,
    )


def _finding(found: Finding, names: Names, now: int) -> NoticeLine:
    facts = (f"{fact.name} {times.short(fact.at, now)}" for fact in found.facts)
    return NoticeLine(
        unit=names.unit(found.dept),
        rule=NAMES[found.rule],
        serial=found.serial,
        case_id=found.call,
        facts=" · ".join(part for part in (GROUNDS.get(found.ground, ""), *facts) if part),
    )
