"""The notices of the county (通报): what there is, who is to be summoned, and a draft from what was found.

Source: rulebook §4.4, §4.8. A draft takes findings that are final, with their facts, from all towns; those of the last
week are ticked; what stands in an earlier notice is not offered again.
"""

from msgspec import Struct

from county.acts import Wish
from county.web.acting import ACTION
from county.web.asked import Asked, Outcome, Shown
from county.web.cards import Board, group
from county.web.county_notices import reads
from county.web.frame import frame
from county.web.notice_forms import draft_fields, drafted
from county.web.notice_view import card
from county.web.offices import AUDIT, CENTRE
from county.web.sheets import Sheet, one_part, sent, shown
from county.web.snapshot import Snapshot
from county.web.workplace import Workplace
from db.queries.findings import Heard, findings_since
from db.queries.notices import latest_notices
from governance.calls.findings import Finding
from governance.notices.notice import Line, Notice
from governance.notices.weekly import summoned, weekly_lines
from governance.time import words as times

WEEK_MS = 7 * 86_400_000
BACK_MS = 60 * 86_400_000  # a finding older than this is in its notice, or was left out on purpose
REQUIRED = "请各单位对照明细说明原因；通报签发后 3 个工作日内报整改情况。"


class Summoned(Struct, frozen=True):
    """A unit on the 约谈 list, and the calls that put it there."""

    unit: str
    times: int
    serials: tuple[str, ...]


def may_draft(asked: Asked) -> bool:
    """Whether the person drafts the county's notices (§1.4: the centre's operators)."""
    return any(grant.role == "CENTRE_OP" for grant in asked.person.user.grants)


def notices_page(place: Workplace, asked: Asked) -> Outcome:
    """`/notices`: open ones first; for the centre the 约谈 list of the month."""
    with place.look() as snapshot:
        seen = _seen(snapshot, asked)
        cards = [(case.final, card(case, stream, snapshot)) for stream, case in seen]
        groups = (
            group("notices", "办理中", (one for final, one in cards if not final)),
            group("watch", "已整改", (one for final, one in cards if final)),
        )
        values = frame(asked, snapshot, "notices") | {
            "board": Board(tuple(one for one in groups if one.cards), _NONE[may_draft(asked)]),
            "may_draft": may_draft(asked),
            "summoned": _summoned(snapshot) if {CENTRE, AUDIT} & set(asked.person.offices) else (),
            "month": times.local(snapshot.at).strftime("%Y-%m"),
        }
    return Shown(page="notices.html", values=values)


_NONE = {True: "还没有通报。点“拟通报”，从已认定的明细起草。", False: "还没有通报。送说明或签发后列在这里。"}


def _seen(snapshot: Snapshot, asked: Asked) -> list[tuple[str, Notice]]:
    """The county's notices about departments, a town's about its own units: each to those it concerns."""
    found: list[tuple[str, Notice]] = []
    for stream in (snapshot.county, *asked.person.streams):
        ids = [row.case_id for row in latest_notices(snapshot.conn, stream)]
        found += [
            (stream, case)
            for case in snapshot.cases(stream, ids)
            if isinstance(case, Notice) and reads(snapshot, stream, asked.person, case)
        ]
    return found


def _summoned(snapshot: Snapshot) -> tuple[Summoned, ...]:
    """Units with three findings or more this month, over all towns together."""
    month = times.local(snapshot.at).strftime("%Y-%m")
    found = summoned(_findings(snapshot), month)
    names = snapshot.rules(snapshot.county)
    return tuple(
        Summoned(
            names.name_of(one.unit), len(one.findings), tuple(dict.fromkeys(f.serial for f in one.findings))
        )
        for one in found
    )


# ---------------------------------------------------------------- the draft


def draft_page(place: Workplace, asked: Asked) -> Outcome:
    """`/notices/new`."""
    return shown(place, asked, _sheet)


def draft(place: Workplace, asked: Asked) -> Outcome:
    """`POST /notices/new`."""
    return sent(place, asked, _sheet, _wish, lambda case, kind: f"/desk/{case}?said={kind}")


def _sheet(snapshot: Snapshot, asked: Asked) -> Sheet | None:
    if not may_draft(asked):
        return None
    lines, week = _offered(snapshot)
    first, last = (times.day(at) for at in (snapshot.at - WEEK_MS, snapshot.at))
    title = f"关于{first}至{last}呼叫响应情况的通报"
    fields = draft_fields(title, REQUIRED, lines, week, snapshot.at, snapshot.rules(snapshot.county))
    return Sheet(
        tab="notices", heading="拟通报", back=("/notices", "通报"), where="/notices/new", verb="保存拟稿",
        note="只列已认定的；说明期、申诉中、免责的不列。拟稿人和签发人须是两人。",
        parts=one_part("通报", fields),
    )  # fmt: skip


def _offered(snapshot: Snapshot) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    """Lines for a draft, and the keys of those that became final within the week."""
    noted = _noted(snapshot)
    found = [one for one in _findings(snapshot) if one.key not in noted]
    lines = weekly_lines(found, 0, snapshot.at + 1)
    week = {line.key for line in weekly_lines(found, snapshot.at - WEEK_MS, snapshot.at + 1)}
    first = sorted(lines, key=lambda line: (line.key not in week, -line.since))
    return tuple(first), tuple(line.key for line in first if line.key in week)


def _findings(snapshot: Snapshot) -> list[Finding]:
    since, heard = snapshot.at - BACK_MS, Heard(snapshot.at, snapshot.at)
    return [
        one
        for town in snapshot.towns
        for one in findings_since(snapshot.conn, town, snapshot.rules(town), since, heard)
    ]


def _noted(snapshot: Snapshot) -> set[str]:
    ids = [row.case_id for row in latest_notices(snapshot.conn, snapshot.county)]
    cases = snapshot.cases(snapshot.county, ids)
    return {line.key for case in cases if isinstance(case, Notice) for line in case.lines}


def _wish(snapshot: Snapshot, asked: Asked, sheet: Sheet) -> Wish:
    lines, _ = _offered(snapshot)
    return Wish(
        stream=snapshot.county, user=asked.person.user.id, kind="notice.draft", case=None,
        p={"serial": "", **drafted(asked.typed, lines)}, id=asked.typed.one(ACTION) or None,
    )  # fmt: skip
