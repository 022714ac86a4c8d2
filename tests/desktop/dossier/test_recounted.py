"""暂定 and 到期重算 in the dossier (rulebook §6.1): said on the case, and once more when the table has come."""

from desktop.dossier.recounted import with_recounts
from desktop.dossier.tags import tags
from governance.time.calendars import Calendar
from tests.governance.local_time import at
from tests.governance.room import Room, signed

BEGUN, ENTERED = at("2026-12-29 10:00"), at("2026-12-30 12:00")
NO_TABLE = Calendar({"2026-01-01": "OFF"})
LATE_TABLE = NO_TABLE.changed({"2026-01-01": "OFF", "2027-01-01": "OFF"}, {}, "DEFAULT", ENTERED)


def test_a_due_that_a_late_table_moved_has_its_line() -> None:
    room = Room()
    signed(room, when=BEGUN)
    (line,) = with_recounts((), room.event(), LATE_TABLE)
    assert line.at == ENTERED
    assert line.text == "补录节假日表，处置到期由 2027-01-05 18:00 改为 2027-01-06 18:00"
    assert with_recounts((), room.event(), NO_TABLE) == ()


def test_until_then_its_limit_is_told_as_provisional() -> None:
    room = Room()
    signed(room, when=BEGUN)
    said = {tag.text for tag in tags(room.event(), 0, room.rules, BEGUN)}
    assert "时限暂定，缺节假日表" in said
    room = Room()
    signed(room)
    assert "时限暂定，缺节假日表" not in {tag.text for tag in tags(room.event(), 0, room.rules, BEGUN)}
