"""The handover list is a fresh query of the groups that a successor is told."""

from db.queries.handover import Handover, handover_groups
from db.queries.papers import papers_used, papers_waiting
from db.store import Store
from tests.db.small_county import MINUTE, TOWN_STREAM, County, pull, save
from tests.governance.room import ARRIVED, FEEDBACK, ISSUE, MONDAY, report, uid

HOUR = 60 * MINUTE


def test_each_group_has_what_it_is_named_for(desk: Store, county: County) -> None:
    save(desk, "event.report", "urgent", report(urg="U2"))
    save(desk, "event.report", "plain", report())
    for name in ("given", "back"):
        save(desk, "event.report", name, report())
        save(desk, "event.accept", name, {})
        save(desk, "event.dispatch", name, {"unit": "T-ZF"})
    save(desk, "event.report", "e", report())
    accepted = save(desk, "event.accept", "e", {})
    save(desk, "call.issue", "c", ISSUE, "leader", base=None, also=((uid("e"), accepted.action.id),))
    county.take(desk)
    pull(desk, county)
    for kind, p, actor in (
        ("call.accept", {"ruling": "accept"}, "centre"),
        ("call.assign", {"unit": "ZR"}, "centre"),
    ):
        county.web(TOWN_STREAM, kind, uid("c"), p, actor)
    pull(desk, county)
    groups = _groups(desk)
    assert [row.case_id for row in groups.urgent] == [uid("urgent")]
    assert {one.case_id for one in groups.unsigned} == {uid("given"), uid("back")}
    assert [one.case_id for one in groups.owed] == [uid("c")]
    assert {row.case_id for row in groups.due_next} >= {uid("urgent"), uid("plain")}
    assert (groups.calls, groups.returns, groups.conflicts) == ((), (), ())
    assert (groups.figures.added, groups.figures.open) == (5, 5)
    county.web(TOWN_STREAM, "call.respond", uid("c"), ARRIVED, "zr")
    county.web(TOWN_STREAM, "call.feedback", uid("c"), FEEDBACK, "zr")
    pull(desk, county)
    groups = _groups(desk)
    assert ([row.case_id for row in groups.calls], groups.owed) == ([uid("c")], ())


def _groups(desk: Store) -> Handover:
    return desk.read(
        lambda conn: handover_groups(
            conn, TOWN_STREAM, now=MONDAY + MINUTE, shift_from=MONDAY - HOUR, next_until=MONDAY + 24 * HOUR
        )
    )


def test_slips_of_the_shift_are_listed_by_number(desk: Store, county: County) -> None:
    save(desk, "event.report", "a", report(paper="P1000001238", occ=MONDAY - HOUR))
    assert [one.paper for one in desk.read_own(lambda own: papers_waiting(own, TOWN_STREAM))] == [
        "P1000001238"
    ]
    county.take(desk)
    pull(desk, county)
    (used,) = desk.read(lambda conn: papers_used(conn, TOWN_STREAM, MONDAY - HOUR))
    assert (used.paper, used.case_id, used.occ) == ("P1000001238", uid("a"), MONDAY - HOUR)
    assert desk.read(lambda conn: papers_used(conn, TOWN_STREAM, MONDAY + HOUR)) == []
    assert desk.read_own(lambda own: papers_waiting(own, TOWN_STREAM)) == []


def test_an_outage_declared_here_is_handed_over_before_it_is_delivered(desk: Store) -> None:
    save(desk, "outage.declare", "o", {"since": MONDAY - HOUR, "scope": "镇政府专线"})
    desk.town.settle()
    (one,) = _groups(desk).outages
    assert (one.since, one.to, one.scope) == (MONDAY - HOUR, None, "镇政府专线")
