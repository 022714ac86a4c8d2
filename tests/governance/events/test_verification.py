"""核查: who may, from when, how near, and what a failed look brings (rulebook §3.3 #16–17, 报办分离)."""

import pytest

from governance.events.verification import distance_m
from tests.governance.local_time import at, show
from tests.governance.room import (
    ARRIVED,
    FEEDBACK,
    NEAR,
    RUNS,
    STOPPED,
    TOWN,
    VILLAGE,
    Room,
    dispatched,
    fed,
    issue,
    monday,
    report,
    uid,
    verifying,
)

FAIL = {"result": "fail", "reason": "仍未拆除"}


def order(who: str) -> dict[str, str]:
    return {"verifier": uid(who)}


def test_ordering_stops_the_check_and_gives_half_an_hour() -> None:
    room = Room()
    fed(room)
    room.does("event.order_verify", "e", order("grid"), "op", monday("10:00"))
    assert room.event().state == "VERIFYING"
    assert room.clock("CHECK").stop == monday("10:00")
    assert room.due("VERIFY") == "2026-03-09 10:30"
    assert room.event().responsible == uid("grid")


@pytest.mark.parametrize(
    ("urg", "ordered", "starts"),
    [
        ("U1", "2026-03-09 23:00", "2026-03-09 23:00"),
        ("U2", "2026-03-09 21:59", "2026-03-09 21:59"),
        ("U2", "2026-03-09 22:00", "2026-03-10 06:00"),
        ("U3", "2026-03-09 23:59", "2026-03-10 06:00"),
        ("U3", "2026-03-10 00:00", "2026-03-10 06:00"),
        ("U3", "2026-03-10 05:59", "2026-03-10 06:00"),
        ("U3", "2026-03-10 06:00", "2026-03-10 06:00"),
    ],
)
def test_by_night_only_the_most_urgent_is_verified_at_once(urg: str, ordered: str, starts: str) -> None:
    room = Room()
    fed(room, urg=urg)
    room.does("event.order_verify", "e", order("grid"), "op", at(ordered))
    assert show(room.clock("VERIFY").start) == starts


def test_who_handled_it_does_not_verify_it() -> None:
    room = Room()
    dispatched(room, unit=VILLAGE)
    room.does("event.sign", "e", {}, "village")
    room.does("event.feedback", "e", FEEDBACK, "village")
    assert room.no("event.order_verify", "e", order("village"), "op") == "own-handling"
    room.does("event.order_verify", "e", order("grid"), "op")


@pytest.mark.parametrize("who", ["op", "leader", "zf_lead", "pcs_staff", "zr", "centre", "a stranger"])
def test_only_grid_workers_village_leads_and_supervisors_are_sent(who: str) -> None:
    room = Room()
    fed(room)
    assert room.no("event.order_verify", "e", order(who), "op") == "bad-verifier"


def test_nobody_is_sent_who_could_not_verify_there() -> None:
    room = Room()
    fed(room, place={"area": TOWN, "lon": 120600000, "lat": 30500000})
    assert room.no("event.order_verify", "e", order("grid"), "op") == "bad-verifier"  # not his grid
    room.does("event.order_verify", "e", order("sup"), "op")


def test_only_who_was_sent_verifies() -> None:
    room = Room()
    verifying(room)
    assert room.no("event.verify", "e", {"result": "pass"} | NEAR, "village") == "not-verifier"
    assert room.no("event.verify", "e", {"result": "pass"} | NEAR, "sup") == "not-verifier"
    room.does("event.verify", "e", {"result": "pass"} | NEAR, "grid", monday("10:00"))
    assert room.event().state == "VERIFIED"
    assert room.clock("VERIFY").stop == monday("10:00")
    assert room.event().responsible == "ROOM"


def test_when_who_was_sent_has_left_another_may_look() -> None:
    room = Room()
    verifying(room)
    room.leaves("grid")
    room.does("event.verify", "e", {"result": "pass"} | NEAR, "village")


@pytest.mark.parametrize(
    ("seen", "code"),
    [
        (NEAR, ""),
        (NEAR | {"lat": 30500890}, ""),  # 99 m
        (NEAR | {"lat": 30500910}, "not-on-site"),  # 101 m
        (NEAR | {"lon": 120601030}, ""),  # 99 m at 30° north
        (NEAR | {"lon": 120601050}, "not-on-site"),
        (NEAR | {"photo": ""}, "not-on-site"),
        ({"photo": "p.jpg"}, "not-on-site"),
        ({"reason": "电话核实"}, ""),
        (NEAR | {"lat": 31000000, "reason": "定位漂移"}, ""),
    ],
)
def test_a_photo_within_a_hundred_metres_or_a_reason(seen: dict[str, object], code: str) -> None:
    room = Room()
    verifying(room)
    assert room.no("event.verify", "e", {"result": "pass"} | seen, "grid") == code


def test_a_case_without_a_point_needs_the_photo_only() -> None:
    room = Room()
    fed(room, place={"area": VILLAGE, "text": "村口"})
    room.does("event.order_verify", "e", order("village"), "op")
    room.does("event.verify", "e", {"result": "pass"} | NEAR, "village")


def test_distances_are_whole_metres() -> None:
    assert distance_m(120_600_000, 30_500_000, 120_600_000, 30_500_000) == 0
    assert distance_m(120_600_000, 30_500_000, 120_600_000, 30_509_000) == 1001
    assert abs(distance_m(120_600_000, 30_500_000, 120_610_000, 30_500_000) - 960) < 8
    assert distance_m(0, 95_000_000, 10_000, 95_000_000) == 0  # no such place: a slip of the pen harms nobody


def test_a_failed_look_says_why() -> None:
    room = Room()
    verifying(room)
    assert room.no("event.verify", "e", {"result": "fail"} | NEAR, "grid") == "no-reason"
    assert room.no("event.verify", "e", {"result": "half"} | NEAR, "grid") == "no-result"


@pytest.mark.parametrize(
    ("cat", "n", "half"),
    [
        ("010101", None, (3, "WD")),  # 5 WD
        ("010104", None, (4, "WD")),  # 7 WD
        ("010101", 1, (1, "WD")),  # shortened to 1 WD: at least one unit
        ("020302", None, (120, "WH")),  # 4 WH
        ("020101", None, (60, "EH")),  # 1 EH
        ("020302", 180, (120, "WH")),  # shortened to 3 WH: ceil(1½) hours
    ],
)
def test_a_failed_look_starts_handling_anew_with_half_the_tasks_limit(
    cat: str, n: int | None, half: tuple[int, str]
) -> None:
    room = Room()
    room.does("event.report", "e", report(cat=cat), "op")
    room.does("event.accept", "e", {}, "op")
    room.does("event.dispatch", "e", {"unit": "T-ZF"} | ({} if n is None else {"n": n}), "op")
    room.does("event.sign", "e", {}, "zf_lead")
    room.does("event.feedback", "e", FEEDBACK, "zf_lead", monday("09:30"))
    room.does("event.order_verify", "e", order("grid"), "op", monday("09:40"))
    old = room.clock("HANDLE")
    room.does("event.verify", "e", FAIL, "grid", monday("10:00"))
    event = room.event()
    assert (event.state, event.held_by, event.rounds) == ("SIGNED", "T-ZF", 2)
    handling = [c for c in event.clocks if c.name == "HANDLE"]
    assert handling[0] == old  # the old clock keeps its verdict
    assert (handling[1].n, handling[1].cal, handling[1].start) == (*half, monday("10:00"))


def test_a_second_failed_look_halves_the_first_limit_again_not_the_half() -> None:
    room = Room()
    verifying(room)
    for _ in range(2):
        room.does("event.verify", "e", FAIL, "grid")
        room.does("event.feedback", "e", FEEDBACK, "zf_lead")
        room.does("event.order_verify", "e", order("grid"), "op")
    assert [c.n for c in room.event().clocks if c.name == "HANDLE"] == [5, 3, 3]


def test_a_change_of_category_leaves_the_rework_limit_alone() -> None:
    room = Room()
    verifying(room)
    room.does("event.classify", "e", {"category": "020101"}, "op")  # 1 EH
    room.does("event.verify", "e", FAIL, "grid")
    assert (room.clock("HANDLE").n, room.clock("HANDLE").cal) == (3, "WD")


def test_what_the_county_solved_goes_back_to_the_room_when_it_is_not_solved() -> None:
    room = Room()
    room.does("event.report", "e", report(), "op")
    room.does("event.accept", "e", {}, "op")
    issue(room)
    room.does("call.accept", "c", {"ruling": "accept"}, "centre")
    room.does("call.assign", "c", {"unit": "ZR"}, "centre")
    room.does("call.respond", "c", ARRIVED, "zr")
    room.does("call.feedback", "c", FEEDBACK, "zr")
    room.does("call.evaluate", "c", {"unit": "ZR", "rating": "GOOD"}, "leader")
    room.does("event.order_verify", "e", order("grid"), "op")
    room.does("event.verify", "e", FAIL, "grid", monday("10:00"))
    assert (room.event().state, room.event().responsible) == ("ACCEPTED", "ROOM")
    assert room.clocks() == {"ACCEPT": STOPPED, "DISPATCH": RUNS, "CHECK": STOPPED, "VERIFY": STOPPED}
    room.does("event.dispatch", "e", {"unit": "T-ZF"}, "op", monday("10:05"))
