"""Findings, the weekly draft and notices as a desk reads them from its store (rulebook §4.4, §4.8)."""

from db.queries.findings import Heard, findings_since, shown_findings, summons_of, week_of
from db.queries.notices import latest_notices
from db.store import Store
from desktop.calls.found_list import read_found
from tests.db.small_county import COUNTY_STREAM, TOWN_STREAM, County, pull, save
from tests.governance.local_time import at
from tests.governance.room import ISSUE, MONDAY, report, uid

LATE = at("2026-03-13 09:00")
MARCH = at("2026-03-01 00:00")


def called(desk: Store, county: County) -> None:
    """A C3 that ZR never answers: RESPOND 1 WD, doubled until Wednesday 18:00."""
    save(desk, "event.report", "e", report())
    accepted = save(desk, "event.accept", "e", {})
    save(desk, "call.issue", "c", ISSUE, "leader", base=None, also=((uid("e"), accepted.action.id),))
    county.take(desk)
    county.web(TOWN_STREAM, "call.accept", uid("c"), {"ruling": "accept"}, "centre")
    county.web(TOWN_STREAM, "call.assign", uid("c"), {"unit": "ZR"}, "centre")
    pull(desk, county)


def test_findings_are_read_from_the_calls_and_provisional_while_offline(desk: Store, county: County) -> None:
    called(desk, county)
    rules = desk.town.rules(TOWN_STREAM)
    whole = Heard(LATE, LATE)
    (found,) = desk.read(lambda conn: findings_since(conn, TOWN_STREAM, rules, MONDAY, whole))
    assert (found.dept, found.rule, found.status) == ("ZR", "NO_RESPONSE", "EXPLAINING")
    cut = Heard(LATE, MONDAY)
    (unheard,) = desk.read(lambda conn: findings_since(conn, TOWN_STREAM, rules, MONDAY, cut))
    assert unheard.status == "PROVISIONAL"


def test_the_weekly_draft_takes_what_became_final_in_the_week(desk: Store, county: County) -> None:
    called(desk, county)
    rules, later = desk.town.rules(TOWN_STREAM), Heard(at("2026-03-16 09:00"), at("2026-03-16 09:00"))
    ends = at("2026-03-13 18:00")  # Wednesday 18:00 and 48 h
    week, next_week = (ends - 1, ends + 1), (ends + 1, ends + 2)
    (line,) = desk.read(lambda conn: week_of(conn, TOWN_STREAM, rules, week, later))
    assert (line.unit, line.case, line.rule) == ("ZR", uid("c"), "NO_RESPONSE")
    assert desk.read(lambda conn: week_of(conn, TOWN_STREAM, rules, next_week, later)) == ()
    assert desk.read(lambda conn: summons_of(conn, TOWN_STREAM, rules, "2026-03", MARCH, later)) == ()


def test_notices_are_listed_the_latest_first_with_who_still_owes_an_answer(
    desk: Store, county: County
) -> None:
    line = {
        "key": "t", "unit": "T-ZF", "case": uid("e"), "serial": "S1", "rule": "CARD", "since": MONDAY,
        "facts": [["办理到期", MONDAY]],
    }  # fmt: skip
    draft = {"title": "督办通报", "text": "限期整改", "lines": [line], "send": True}
    save(desk, "notice.draft", "n1", draft | {"serial": "B260309-100-0A-0001"}, "sup")
    county.take(desk)
    pull(desk, county)
    (row,) = desk.read(lambda conn: latest_notices(conn, TOWN_STREAM))
    assert (row.case_id, row.state, row.units, row.owing, row.lines) == (
        uid("n1"),
        "EXPLAINING",
        "T-ZF",
        "T-ZF",
        1,
    )
    assert latest_after(desk, (row.drafted_at, row.case_id)) == []
    county.web(TOWN_STREAM, "notice.reply", uid("n1"), {"text": "当日已办结"}, "zf_lead")  # in the browser
    pull(desk, county)
    (row,) = desk.read(lambda conn: latest_notices(conn, TOWN_STREAM))
    assert row.owing == ""


def latest_after(desk: Store, key: tuple[int, str]) -> list[str]:
    return [row.serial for row in desk.read(lambda conn: latest_notices(conn, TOWN_STREAM, before=key))]


def test_a_desk_finds_by_what_its_screen_shows_undelivered_steps_included(
    desk: Store, county: County
) -> None:
    called(desk, county)
    rules, whole = desk.town.rules(TOWN_STREAM), Heard(LATE, LATE)
    save(desk, "call.withdraw", "c", {"reason": "误呼"}, "leader")
    desk.town.settle()
    assert desk.read(lambda conn: findings_since(conn, TOWN_STREAM, rules, MONDAY, whole))
    assert desk.read(lambda conn: shown_findings(conn, TOWN_STREAM, rules, MONDAY, whole)) == []


def test_the_countys_notices_are_read_from_its_own_ledger_by_every_town_once_they_are_signed(
    desk: Store, county: County
) -> None:
    line = {
        "key": "t", "unit": "ZR", "case": uid("c"), "serial": "H1", "rule": "NO_RESPONSE", "since": MONDAY,
        "facts": [["响应到期", MONDAY]],
    }  # fmt: skip
    draft = {"title": "县级通报", "text": "限期整改", "lines": [line], "send": True}
    draft |= {"serial": "B260309-000-00-0001"}
    county.web(COUNTY_STREAM, "notice.draft", uid("n2"), draft, "centre")
    pull(desk, county)
    assert desk.read(lambda conn: latest_notices(conn, TOWN_STREAM)) == []
    (row,) = desk.read(lambda conn: latest_notices(conn, COUNTY_STREAM))
    assert (row.case_id, row.title, row.owing) == (uid("n2"), "县级通报", "ZR")
    assert listed(desk) == []
    county.web(COUNTY_STREAM, "notice.reply", uid("n2"), {"text": "值班电话故障"}, "zr_lead")
    county.web(COUNTY_STREAM, "notice.sign", uid("n2"), {}, "centre_lead")
    pull(desk, county)
    assert listed(desk) == [(uid("n2"), True)]


def listed(desk: Store) -> list[tuple[str, bool]]:
    rules, heard = desk.town.rules(TOWN_STREAM), Heard(LATE, LATE)
    found = desk.read(lambda conn: read_found(conn, TOWN_STREAM, (COUNTY_STREAM,), rules, heard))
    return [(one.row.case_id, one.county) for one in found.notices]
