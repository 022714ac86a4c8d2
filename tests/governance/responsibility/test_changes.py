"""差异 and banner (§5.2): what changed between two versions, and that a case's item changed since."""

from governance.responsibility.changes import ADDED, CHANGED, REMOVED, between, changed_since
from tests.governance.responsibility.county_room import ITEM, REVIEWED, TOWN, CountyRoom, publication


def changed(room: CountyRoom) -> None:
    """SD-A01 gets another main duty; its 4th line is new worded, the last is gone, a ninth is added."""
    lines = [
        {"line_no": str(line.line_no), "side": line.side, "dept_or_role": line.dept_or_role, "text": line.text,
         "mandatory": "Y" if line.mandatory else "N", "evidence": line.evidence}
        for line in room.rules.catalogue.lines_of(ITEM)[:-1]
    ]  # fmt: skip
    lines[3]["text"] = "每周巡查两次"
    lines.append(
        {"line_no": "9", "side": "TOWN", "dept_or_role": "T-ZF", "text": "协助断水断电", "mandatory": "N"}
    )
    fields = {"main_duty": "认定查处与拆除", "lines": lines, "confusable": "临时建筑见 SD-A03"}
    p = {"item": ITEM, "fields": fields, "reason": "改", "submit": True, **REVIEWED, "towns": [TOWN]}
    room.does("list.edit", "l", p, "list_admin")
    for who in ("zf", "zr", "director"):
        room.does("list.countersign", "l", {"word": "AGREE"}, who)
    room.does("list.publish", "l", publication(), "county_leader")


def test_fields_and_clauses_that_differ_are_named() -> None:
    room = CountyRoom()
    changed(room)
    found = {change.what: change for change in between(ITEM, 1, 2, room.rules.catalogue)}
    assert {what: change.how for what, change in found.items()} == {
        "县级主体责任": CHANGED,
        "易混淆事项": ADDED,
        "SD-A01-4": CHANGED,
        "SD-A01-8": REMOVED,
        "SD-A01-9": ADDED,
    }
    assert found["SD-A01-4"].after == "GRID_WORKER 每周巡查两次（必做），材料：照片"
    assert found["SD-A01-8"].after == ""


def test_a_version_does_not_differ_from_itself_and_unknown_ones_say_nothing() -> None:
    catalogue = CountyRoom().rules.catalogue
    assert between(ITEM, 1, 1, catalogue) == ()
    assert between(ITEM, 1, 7, catalogue) == ()
    assert between("SD-Z99", 1, 2, catalogue) == ()


def test_the_banner_names_the_version_in_force_now() -> None:
    room = CountyRoom()
    changed(room)
    catalogue = room.rules.catalogue
    assert changed_since(ITEM, 1, "2026-03-31", catalogue) is None
    now = changed_since(ITEM, 1, "2026-04-01", catalogue)
    assert now is not None
    assert now.version == 2
    assert changed_since(ITEM, 2, "2026-04-01", catalogue) is None
    assert changed_since("", 0, "2026-04-01", catalogue) is None
