"""An issued daily beside what it would say now (已发布): the frozen document, what changed and why. Free of Qt."""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from briefings.day_tables import DayTables
from db.queries.afterwards import received_after
from db.queries.dossier import Line, pending_lines
from db.snapshots import snapshot_of
from desktop import times
from desktop.briefings import texts
from desktop.briefings.changes import Change, changes, places
from desktop.briefings.counting import Daily, tables_at
from desktop.briefings.figures import CaseFace, Opened, case_faces
from desktop.briefings.frozen import thawed
from desktop.seat import Seat
from governance.briefing.issue import Briefing
from governance.briefing.issue import Issue as Issued
from governance.rules import name_of

CHANGES = "changes"  # ref of the list of all changes


class Reason(Struct, frozen=True):
    """What reached the ledger after the issue about one case."""

    at: int
    text: str


class IssuedDaily(Struct, frozen=True, kw_only=True):
    """The latest issue of a day."""

    issue: Issued
    by: str  # name
    daily: Daily | None = None  # None: another PC keeps the snapshot
    now: DayTables | None = None  # the day counted again as of the issue's 数据截至
    changes: tuple[Change, ...] = ()
    reasons: Mapping[str, tuple[Reason, ...]] = {}  # by case

    @property
    def places(self) -> tuple[Change, ...]:
        """发布后变更: the changes that are counted."""
        return places(self.changes)

    @property
    def why(self) -> str:
        """`补录 1 件、撤销归并 1 件`: what brought the changes about."""
        latest = {
            case: self.reasons[case][-1].text
            for one in self.places
            for case in one.cases
            if case in self.reasons
        }
        counts: dict[str, int] = {}
        for text in latest.values():
            counts[text] = counts.get(text, 0) + 1
        return "、".join(texts.REASON_COUNT.format(what=what, n=n) for what, n in counts.items())

    def change(self, ref: str) -> Change | None:
        """What changed in one figure."""
        return next((one for one in self.changes if one.ref == ref), None)


async def issued_daily(seat: Seat, briefing: Briefing) -> IssuedDaily:
    """Read the latest issue of a day and compare it with what the ledger says now."""
    issue, rules = briefing.issues[-1], seat.rules
    by = rules.directory.user(issue.by)
    name = by.name if by is not None else ""
    body = await seat.read_own(lambda own: snapshot_of(own, issue.digest))
    if body is None:
        return IssuedDaily(issue=issue, by=name)
    daily = await seat.run(lambda: thawed(body))
    now: DayTables = await seat.read(lambda conn: tables_at(conn, seat.stream, rules, daily.issue, past=True))
    unsent = await seat.read_own(lambda own: _touched(pending_lines(own, seat.stream)))
    found = changes(daily.tables, now, daily.issue, unsent)
    cases = tuple(dict.fromkeys(case for one in found for case in one.cases))
    lines: list[Line] = await seat.read(lambda conn: received_after(conn, seat.stream, cases, issue.at))
    return IssuedDaily(issue=issue, by=name, daily=daily, now=now, changes=found, reasons=_reasons(lines))


def opened_changes(one: IssuedDaily) -> Opened:
    """All changes as a list: whose figure, from which number to which, through which case."""
    listed = one.places
    faces = [face for change in listed for face in _faces(change, one)]
    return Opened(
        ref=CHANGES,
        title=texts.CHANGES_TITLE,
        number=len(listed),
        explained=texts.CHANGES_EXPLAINED,
        cases=tuple(faces),
    )


def notes(one: IssuedDaily, ref: str) -> tuple[str, ...]:
    """What changed in one figure, line by line."""
    change = one.change(ref)
    if change is None:
        return ()
    head = texts.FIGURE_CHANGED.format(before=change.before, after=change.after)
    parts = ((face, "+1" if face.case_id in change.came else "−1") for face in _of(change.cases, one))
    return (head, *(f"{sign}　{_why(face.case_id, one)}　{face.serial} {face.title}" for face, sign in parts))


def _faces(change: Change, one: IssuedDaily) -> list[CaseFace]:
    said = texts.CHANGE_LINE.format(line=change.line, column=change.column)
    step = texts.CHANGE_STEP.format(before=change.before, after=change.after)
    return [
        CaseFace(face.case_id, face.serial, said, f"{_why(face.case_id, one)}　{face.title}", face.sign, step)
        for face in _of(change.cases, one)
    ]


def _of(cases: Sequence[str], one: IssuedDaily) -> list[CaseFace]:
    """The cases as they stand now, or as they stood when they are not counted any more."""
    faces: dict[str, CaseFace] = {}
    for tables in (one.daily.tables if one.daily else None, one.now):
        if tables is not None and one.daily is not None:
            faces |= case_faces(tables, one.daily.issue)
    return [faces[case] for case in dict.fromkeys(cases) if case in faces]


def _why(case: str, one: IssuedDaily) -> str:
    known = one.reasons.get(case, ())
    if not known:
        return texts.JUDGED_ANEW
    last = known[-1]
    return texts.REASON.format(at=times.short(last.at, one.issue.at), what=last.text)


def _reasons(lines: Sequence[Line]) -> dict[str, tuple[Reason, ...]]:
    found: dict[str, tuple[Reason, ...]] = {}
    for line in lines:
        what = texts.BACKFILLED if line.p.get("paper") else name_of(line.kind)
        for case in _cases_of(line):
            found[case] = (*found.get(case, ()), Reason(line.received_at or line.at, what))
    return found


def _touched(lines: Sequence[Line]) -> frozenset[str]:
    """The cases that own work on its way is about."""
    return frozenset(case for line in lines for case in _cases_of(line))


def _cases_of(line: Line) -> tuple[str, ...]:
    parent: Any = line.p.get("parent")
    named = (line.case_id, *(case for case, _ in line.also), parent)
    return tuple(dict.fromkeys(case for case in named if isinstance(case, str)))
