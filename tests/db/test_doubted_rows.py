"""待核 (rulebook §3.11): a case whose lateness nobody can tell yet is in no count by its due, late or in time."""

from db.projections.events import event_row
from db.tables.events import event
from governance.time.clocks import due_at
from tests.governance.handling.test_doubted import rule
from tests.governance.room import FEEDBACK, Room, signed, uid


def test_neither_late_nor_due_until_somebody_ruled() -> None:
    room = Room()
    signed(room)
    due = due_at(room.clock("HANDLE"), room.rules.calendar)
    assert due is not None
    between = (due - 3_600_000, due + 3_600_000)
    room.act("event.feedback", "e", FEEDBACK, "zf_lead", due + 60_000, between=between, cq=2)
    step = room.last

    def row() -> dict[str, object]:
        cells = event_row("s", room.event(), room.rules.calendar, 0)
        return dict(zip(event.c.keys(), cells, strict=True))

    assert (row()["handle_due"], row()["fed_at"]) == (None, due + 60_000)
    room.does("clock.rule", "r", rule(step, "uphold"), "leader", due + 3_700_000)
    assert row()["handle_due"] == due
    assert uid("e") == row()["case_id"]
