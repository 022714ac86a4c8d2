"""The staged desks show a town in full swing; numbers are held loosely, the morning may be composed anew."""

from collections import Counter
from pathlib import Path

from db.clock import Now
from db.queries.bodies import confirmed_cases, conflicts_opened
from db.queries.events import EventRow, open_events
from desktop.demo.stage import Staged, copy_staged, open_staged
from desktop.desk import Desk, Wish
from governance.calls.call import Call
from governance.calls.states import FINAL
from governance.refusal import Refusal
from governance.time.clocks import light
from governance.time.lights import Light
from sync.status import IDLE, OFFLINE


def rows(staged: Staged) -> list[EventRow]:
    return staged.store.read(lambda conn: open_events(conn, staged.stream, limit=400))


def red(staged: Staged) -> list[EventRow]:
    return [row for row in rows(staged) if row.due_at is not None and row.due_at < staged.now]


def test_the_desk_is_in_full_swing(staged: Staged) -> None:
    found = rows(staged)
    yellow = [
        r
        for r in found
        if r.due_at is not None and r.due_at >= staged.now and (r.yellow_at or 0) <= staged.now
    ]
    assert 45 <= len(found) <= 75
    assert 2 <= len(red(staged)) <= 8
    assert 4 <= len(yellow) <= 14
    assert 4 <= sum(row.due_at is None for row in found) <= 20
    states = Counter(row.state for row in found)
    assert {
        "REGISTERED",
        "ACCEPTED",
        "DISPATCHED",
        "SIGNED",
        "RETURN_PENDING",
        "FEEDBACK",
        "VERIFYING",
    } <= set(states)
    assert states["RETURN_PENDING"] in (1, 2, 3)
    assert {"U1", "U2", "U3"} == {row.urg for row in found}
    assert {"PHONE", "12345", "GRID", "WALKIN"} <= {row.ch for row in found}
    assert all(row.place for row in found if row.registered_at > staged.now - 8 * 3_600_000)


def test_its_calls_stand_in_every_state_and_one_department_is_late(staged: Staged) -> None:
    cases = staged.store.read(lambda conn: list(confirmed_cases(conn, staged.stream)))
    calls = [case for case in cases if isinstance(case, Call) and case.state not in FINAL]
    states = {call.state for call in calls}
    assert {
        "ISSUED",
        "PLATFORM_ACCEPTED",
        "ASSIGNED",
        "SIGNED",
        "RESPONDED",
        "FEEDBACK",
        "RETURN_PENDING",
    } <= states
    assert "C1" in {call.grade for call in calls}
    calendar = Desk(staged.store).rules.calendar
    owed = [
        clock for call in calls for clock in call.clocks if clock.name == "RESPOND" and clock.stop is None
    ]
    assert any(light(clock, staged.now, calendar) is Light.RED for clock in owed)


def test_its_clock_stands_and_its_operator_is_on_duty(staged: Staged) -> None:
    assert staged.clock.now() == Now(staged.now, staged.now, 0)
    assert staged.status.state == IDLE
    assert staged.now - staged.synced_at == 12_000
    (span,) = [span for span in Desk(staged.store).rules.duty if span.to is None]
    assert span.operator == staged.operator


def test_a_copy_is_a_desk_of_its_own(staged_template: Path, tmp_path: Path) -> None:
    first = open_staged(copy_staged(staged_template, tmp_path / "1"))
    taken = next(row for row in rows(first) if row.state == "REGISTERED" and row.cat)
    saved = Desk(first.store).save(Wish(kind="event.accept", p={}, actor=first.operator, case=taken.case_id))
    assert not isinstance(saved, Refusal)
    second = open_staged(copy_staged(staged_template, tmp_path / "2"))
    try:
        assert {row.case_id: row.state for row in rows(first)}[taken.case_id] == "ACCEPTED"
        assert {row.case_id: row.state for row in rows(second)}[taken.case_id] == "REGISTERED"
    finally:
        first.store.close()
        second.store.close()


def test_in_the_outage_seventeen_own_acts_wait(staged_offline: Staged) -> None:
    assert staged_offline.status.state == OFFLINE
    assert staged_offline.status.unsent == 17
    assert staged_offline.status.counts["D1"] == 17
    pending = [row for row in rows(staged_offline) if row.pending]
    assert len(pending) >= 6
    assert sum(row.pending for row in pending) == 17
    assert staged_offline.now - staged_offline.synced_at > 2 * 3_600_000


def test_two_decisions_on_one_case_wait_for_a_person(staged_conflict: Staged) -> None:
    (row,) = [row for row in rows(staged_conflict) if row.conflicts]
    assert row.state not in ("CLOSED", "RETURN_PENDING")
    assert staged_conflict.store.read(lambda conn: conflicts_opened(conn, staged_conflict.stream)) >= 1
    assert staged_conflict.status.unsent == 0
