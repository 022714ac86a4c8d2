"""A draft of a call: what the item fills in, what is still missing, the payload it makes."""

from desktop.calls.completeness import missing
from desktop.calls.done_lines import counted, unsettled
from desktop.calls.draft import CallDraft, asked, kept, payload, taken_up, with_item, with_line, without_item
from desktop.calls.grades import latest
from desktop.calls.items import answer_of
from desktop.calls.leaders import signs_alone
from desktop.names import Names
from desktop.seat import Operator
from governance.calls.call import DutyLine
from tests.governance.room import MONDAY, Room

RULES = Room().rules
NAMES = Names(RULES)
DAY = "2026-03-16"


def a_draft() -> CallDraft:
    answer = answer_of("SD-A01", DAY, (), RULES.catalogue)
    assert answer is not None
    lines = tuple(DutyLine(line.line_no, "") for line in answer.town_lines)
    return with_item(CallDraft(event="e", grade="C2"), answer, lines, NAMES)


TOWN = [line for line in RULES.catalogue.lines["SD-A01"] if line.side == "TOWN"]


def test_an_item_names_departments_and_request() -> None:
    draft = a_draft()
    assert draft.depts == RULES.catalogue.items["SD-A01"].county_depts
    assert draft.ask.startswith("请")
    assert not draft.own_ask


def test_a_request_that_a_person_wrote_is_never_overwritten() -> None:
    answer = answer_of("SD-A01", DAY, (), RULES.catalogue)
    assert answer is not None
    own = CallDraft(event="e", grade="C2", ask="请今日到场", own_ask=True)
    assert with_item(own, answer, (), NAMES).ask == "请今日到场"


def test_a_mandatory_line_undone_without_reason_is_named() -> None:
    draft = a_draft()
    first = next(line for line in TOWN if line.mandatory)
    assert first.clause in missing(draft, TOWN, NAMES)
    for line in TOWN:
        draft = with_line(draft, line.line_no, state="DONE")
    assert missing(draft, TOWN, NAMES) == ""
    draft = with_line(draft, first.line_no, state="NOT")
    assert first.text in missing(draft, TOWN, NAMES)
    draft = with_line(draft, first.line_no, note="人已离开")
    assert not unsettled(TOWN, draft.lines)


def test_leaving_a_department_out_needs_a_reason_that_travels_with_the_call() -> None:
    draft = asked(a_draft(), "ZR", False)
    for line in TOWN:
        draft = with_line(draft, line.line_no, state="DONE")
    assert "理由" in missing(draft, TOWN, NAMES)
    draft = asked(draft, "ZR", False, "已出具意见")
    p = payload(draft, 1, NAMES)
    assert p["depts"] == ["ZF"]
    assert "已出具意见" in p["note"]
    assert asked(draft, "ZR", True).dropped == {}


def test_outside_the_list_there_is_no_checklist_but_a_reason() -> None:
    draft = without_item(a_draft(), "ZF")
    assert "理由" in missing(draft, (), NAMES)
    assert "item" not in payload(draft, 0, NAMES)


def test_a_draft_comes_back_as_it_was_kept() -> None:
    draft = with_line(a_draft(), TOWN[0].line_no, state="NA", note="无此情形")
    assert taken_up(kept(draft)) == draft


def test_the_latest_instants_follow_each_other() -> None:
    found = latest("C1", MONDAY, RULES)
    assert found["ACCEPT"] == MONDAY + 5 * 60_000
    assert found["ASSIGN"] == MONDAY + 10 * 60_000
    assert found["RESPOND"] == MONDAY + 70 * 60_000


def test_only_a_special_urgent_call_goes_out_without_a_leader() -> None:
    operator = Operator("op", "李", ("ROOM_OP",))
    assert signs_alone(operator, "C1")
    assert not signs_alone(operator, "C2")
    assert signs_alone(Operator("l", "周", ("DUTY_LEADER",)), "C3")


def test_what_was_done_is_counted() -> None:
    lines = (DutyLine(1, "DONE"), DutyLine(2, "NOT", "无"), DutyLine(3, ""))
    assert counted(lines) == "已做 1 项，未做 1 项（附理由），待核对 1 项"
