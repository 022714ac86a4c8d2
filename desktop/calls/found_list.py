"""本周异常, 通报 and 约谈 as lists: what departments are found late with, and the town's notices. Free of Qt.

Source: rulebook §4.4, §4.8. Findings are judged anew at every reading; while the county is not heard they are provisional.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from db.queries.findings import Heard, shown_findings
from db.queries.notices import NoticeRow, latest_notices
from db.queries.own_cards import cards_since, told_before
from desktop import times
from desktop.calls import texts
from desktop.calls.cards import CardFace, DeptLine
from desktop.calls.talk import talk_cards
from desktop.dossier.found import said
from desktop.lights import Sign, sign_of
from desktop.names import Names
from desktop.title import title
from governance.calls.call import Call
from governance.calls.findings import APPEALED, EXEMPT, EXPLAINING, FINAL, PROVISIONAL, Finding
from governance.events.event import Event
from governance.notices.notice import ISSUED, NAMES, RECTIFIED, Line
from governance.notices.own import Called, called
from governance.notices.weekly import Summons, summoned
from governance.rulebook import Rules

BACK_MS = 60 * times.DAY_MS  # an older card is in its notice, or was left out on purpose
SIGNS = {
    PROVISIONAL: Sign.PAUSED,
    EXPLAINING: Sign.SOON,
    APPEALED: Sign.PAUSED,
    EXEMPT: Sign.DONE,
    FINAL: Sign.OVERDUE,
}


class Listed(Struct, frozen=True):
    """A notice in the list: the town's own, or one of the county's about departments."""

    row: NoticeRow
    county: bool = False


class Found(Struct, frozen=True):
    """As read: the week's findings, the month's 约谈 list, the notices."""

    week: tuple[Finding, ...] = ()
    summons: tuple[Summons, ...] = ()
    notices: tuple[Listed, ...] = ()
    called: tuple[Called, ...] = ()  # the town's own units on the 约谈 list
    offered: tuple[Line, ...] = ()  # cards of the town's units that no notice told yet

    @property
    def talks(self) -> int:
        """How many units are on the 约谈 list of the month."""
        return len(self.summons) + len(self.called)


def read_found(conn: Any, stream: str, counties: Iterable[str], rules: Rules, heard: Heard) -> Found:
    """This week's findings, with older ones that are still open to explanation or ruling; the month's 约谈, notices."""
    week, month = week_start(heard.at), times.month_start(heard.at)
    every = shown_findings(conn, stream, rules, min(week, month), heard)
    own = [Listed(row) for row in latest_notices(conn, stream)]
    others = [
        Listed(row, county=True)
        for county in counties
        for row in latest_notices(conn, county)
        if row.state in ISSUED
    ]
    named = times.local(heard.at).strftime("%Y-%m")
    cards, told = cards_since(conn, stream, rules, heard.at - BACK_MS, heard.at), told_before(conn, stream)
    return Found(
        tuple(one for one in every if one.since >= week or one.status not in (FINAL, EXEMPT)),
        summoned(every, named),
        tuple(sorted((*own, *others), key=lambda one: -one.row.drafted_at)),
        called(cards, named),
        tuple(line for line in cards if line.key not in told),
    )


def week_start(at: int) -> int:
    """Local midnight of the Monday before an instant."""
    return times.day_start(at) - round(timedelta(days=times.local(at).weekday()).total_seconds() * 1000)


# ---------------------------------------------------------------- cards


def found_cards(
    found: Sequence[Finding], calls: Mapping[str, Call], events: Mapping[str, Event], names: Names, now: int
) -> Iterator[CardFace]:
    """A card for each call, a line for each finding; the latest first."""
    for case_id in dict.fromkeys(one.call for one in found):
        call = calls.get(case_id)
        if call is None:
            continue
        mine = [one for one in found if one.call == case_id]
        event = events.get(call.parent or "")
        yield CardFace(
            key=case_id,
            grade=call.grade,
            title=title(event.text if event is not None else call.ask),
            lines=tuple(_line(one, call, names, now) for one in mine),
            where=" · ".join((call.label, call.item or texts.OUTSIDE)),
            serial=call.serial,
        )


def _line(found: Finding, call: Call, names: Names, now: int) -> DeptLine:
    lead = any(task.id == found.task and task.dept == found.dept and task.lead for task in call.tasks)
    return DeptLine(
        role=texts.LEAD if lead else texts.ASSIST,
        unit=names.unit(found.dept),
        said=said(found),
        sign=SIGNS[found.status],
        right=times.left(found.explain_until, now)
        if found.status == EXPLAINING
        else times.short(found.since, now),
    )


def notice_cards(found: Found, names: Names, now: int) -> Iterator[CardFace]:
    """The 约谈 list of the month first, then the notices with the units that owe an answer."""
    talks = [*talk_cards(found, names, now)]
    notices = [_notice(listed, names, now) for listed in found.notices]
    if talks and notices:
        notices[0] = replace(notices[0], head=texts.NOTICES_HEAD.format(n=len(notices)))
    return iter((*talks, *notices))


def _notice(listed: Listed, names: Names, now: int) -> CardFace:
    row = listed.row
    owing = [unit for unit in row.owing.split(";") if unit]
    due = row.due_at if row.state != RECTIFIED else None
    lines = (
        DeptLine(
            role="",
            unit=names.unit(unit),
            said=texts.NOTICE_OWES if unit in owing else texts.NOTICE_SAID,
            sign=(sign_of(due, None, now) if due is not None else Sign.UNSIGNED)
            if unit in owing
            else Sign.DONE,
            due=due if unit in owing else None,
        )
        for unit in row.units.split(";")
        if unit
    )
    return CardFace(
        key=row.case_id,
        grade="",
        title=row.title,
        lines=tuple(lines),
        where=texts.NOTICE_LINES.format(n=row.lines),
        serial=row.serial,
        tags=(
            *(((texts.COUNTY_NOTICE, "brand"),) if listed.county else ()),
            (NAMES.get(row.state, row.state), "green" if row.state == RECTIFIED else "amber"),
        ),
        unsent=bool(row.pending),
    )
