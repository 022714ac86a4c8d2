"""本周异常, 通报 and 约谈 as lists: what departments are found late with, and the town's notices. Free of Qt.

Source: rulebook §4.4, §4.8. Findings are judged anew at every reading; while the county is not heard they are provisional.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

from msgspec import Struct

from db.queries.findings import Heard, shown_findings
from db.queries.notices import NoticeRow, latest_notices
from desktop import times
from desktop.calls import texts
from desktop.calls.cards import CardFace, DeptLine
from desktop.dossier.found import said
from desktop.dossier.names import Names
from desktop.dossier.title import title
from desktop.lights import Sign, sign_of
from governance.calls.call import Call
from governance.calls.findings import APPEALED, EXEMPT, EXPLAINING, FINAL, PROVISIONAL, Finding
from governance.events.event import Event
from governance.notices.notice import NAMES, RECTIFIED
from governance.notices.weekly import Summons, summoned
from governance.rulebook import Rules

TALK = "talk:"  # key of a unit on the 约谈 list
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

    def case_of(self, key: str) -> str:
        """The case that a card shows: of a unit on the 约谈 list the call of its first finding."""
        unit = key.removeprefix(TALK)
        first = (one.findings[0].call for one in self.summons if key != unit and one.unit == unit)
        return next(first, key)


def read_found(conn: Any, stream: str, counties: Iterable[str], rules: Rules, heard: Heard) -> Found:
    """This week's findings, with older ones that are still open to explanation or ruling; the month's 约谈, notices."""
    week, month = week_start(heard.at), times.month_start(heard.at)
    every = shown_findings(conn, stream, rules, min(week, month), heard)
    own = [Listed(row) for row in latest_notices(conn, stream)]
    others = [Listed(row, county=True) for county in counties for row in latest_notices(conn, county)]
    return Found(
        tuple(one for one in every if one.since >= week or one.status not in (FINAL, EXEMPT)),
        summoned(every, times.local(heard.at).strftime("%Y-%m")),
        tuple(sorted((*own, *others), key=lambda one: -one.row.drafted_at)),
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


def notice_cards(
    notices: Iterable[Listed], summons: Iterable[Summons], names: Names, now: int
) -> Iterator[CardFace]:
    """The 约谈 list of the month first, then the notices with the units that owe an answer."""
    for one in summons:
        yield CardFace(
            key=f"{TALK}{one.unit}",
            grade="",
            title=texts.TALK_TITLE.format(unit=names.unit(one.unit)),
            lines=tuple(
                DeptLine(
                    role="", unit=said(f), said=f.serial, sign=Sign.OVERDUE, right=times.short(f.since, now)
                )
                for f in one.findings
            ),
            where=texts.TALK_WHY.format(month=one.month, n=len(one.findings)),
            serial="",
            tags=((texts.TALK, "red"),),
        )
    for listed in notices:
        yield _notice(listed, names, now)


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
