"""The verdict, in its order: first match wins (sync.md §3.2), and what a person then decides (§3.3)."""

from typing import Any

import pytest

from governance.bundle import EMPTY, rules_of
from governance.folding import fold
from governance.ledger.chain import item_id
from governance.ledger.entry import Verdict
from governance.ledger.stream import Stream
from governance.rulebook import Rules
from governance.verdicts import judge
from tests.governance.room import (
    ARRIVED,
    FEEDBACK,
    ISSUE,
    NEAR,
    Room,
    accepted,
    an_action,
    assigned,
    called,
    closed,
    dispatched,
    fed_back,
    monday,
    report,
    signed,
    slip,
    uid,
    verifying,
)

DISPATCH = {"unit": "T-ZF"}


def items(room: Room, case: str = "e") -> list[tuple[str, str]]:
    return [(item.id, item.kind) for item in room.cases[uid(case)].items]


def stale(room: Room, base: str | None, unit: str = "T-SC", case: str = "e") -> Verdict:
    """A dispatch made offline on what was the last decision then."""
    return room.act("event.dispatch", case, {"unit": unit}, "leader", base=base)


# ---------------------------------------------------------------- 2. duplicate-id


def test_the_same_id_twice_is_a_no_op() -> None:
    room = Room()
    accepted(room)
    before = room.event()
    for kind, p in (("event.note", {"text": "x"}), ("event.dispatch", DISPATCH), ("event.nonsense", {})):
        assert room.act(kind, "e", p, "op", id=room.last) == Verdict("a", "duplicate-id")
    assert room.event() == before


# ---------------------------------------------------------------- 3. unknown kinds


def test_an_unknown_fact_is_kept_and_an_unknown_kind_rejected() -> None:
    room = Room()
    accepted(room)
    before = dict(room.cases)
    assert room.act("fact.event_drone", "e", {"x": 1}, "op") == Verdict("a", "unknown-fact")
    assert room.act("event.teleport", "e", {}, "op") == Verdict("r", "unknown-kind")
    assert room.act("fact.event_drone", "nothing", {}, "a stranger") == Verdict("a", "unknown-fact")
    assert room.cases == before


def test_the_desk_says_so_before_it_saves() -> None:
    room = Room()
    assert room.no("event.teleport", "e", {}, "op") == "unknown-kind"
    assert room.no("event.report", "e", {"text": 7}, "op") == "bad-payload"
    assert room.no("call.issue", "c", ISSUE, "leader") == "no-parent"  # event "e" is not there


class NewCounty(Room):
    """A county whose ledger has no setting yet."""

    @property
    def rules(self) -> Rules:
        home = self.cases[uid("town")]
        assert isinstance(home, Stream)
        return rules_of(home, EMPTY)


def test_the_first_settings_bring_the_matrix_and_from_then_on_it_says_who_sets() -> None:
    p = {"key": "test", "value": "1"}
    assert NewCounty().no("config.put", "k", p, "op") == ""
    assert Room().no("config.put", "k", p, "op") == "no-role"


# ---------------------------------------------------------------- 4. facts


def test_every_fact_is_accepted_with_a_word_about_it() -> None:
    room = Room()
    accepted(room)
    before = room.event()
    room.leaves("zf_staff")
    said = {
        "bad-payload": room.act("event.note", "e", {"text": 7}, "op"),
        "orphan-case": room.act("event.note", "nothing", {"text": "x"}, "op"),
        "late-actor": room.act("event.note", "e", {"text": "x"}, "zf_staff"),
        "bad-behalf": room.act(
            "event.note", "e", {"text": "x", "behalf": {"unit": "T-ZF", "person": "张", "by": "PHONE"}}, "op"
        ),
    }
    assert said == {code: Verdict("a", code) for code in said}
    assert room.event() == before


def test_facts_about_what_is_over_stay_in_the_timeline() -> None:
    room = Room()
    closed(room)
    room.does("event.revisit", "e", {"reached": True, "rating": "GOOD"}, "op")
    before = room.event()
    for kind, p in (("event.note", {"text": "x"}), ("event.sign", {}), ("event.feedback", FEEDBACK)):
        assert room.act(kind, "e", p, "zf_lead") == Verdict("a", "after-close")
    assert room.event() == before


def test_a_report_under_an_unknown_parent_stands_alone() -> None:
    for parent in (uid("nothing"), uid("town")):
        room = Room()
        assert room.act("event.report", "e", report(parent=parent), "op") == Verdict("a", "orphan-case")
        assert room.event().parent is None
        home = room.cases[uid("town")]
        assert home.kids == ()


def test_no_fact_moves_the_base() -> None:
    room = Room()
    dispatched(room, reply=True)
    base = room.event().base
    for kind, p, who in (
        ("event.sign", {}, "zf_lead"),
        ("event.contact", {}, "zf_lead"),
        ("event.progress", {"text": "已到现场处置"}, "zf_lead"),
        ("event.amend", {"set": [{"field": "text", "seen": "", "value": "x"}]}, "op"),
        ("event.feedback", FEEDBACK, "zf_lead"),
    ):
        room.does(kind, "e", p, who)
        assert room.event().base == base
    room.does("event.order_verify", "e", {"verifier": uid("grid")}, "op")
    assert room.event().base == room.last


# ---------------------------------------------------------------- 5. role


@pytest.mark.parametrize("who", ["sup", "zf_lead", "zr", "centre", "auditor", "admin", "a stranger"])
def test_who_lacks_the_role_decides_nothing(who: str) -> None:
    room = Room()
    accepted(room)
    assert room.act("event.dispatch", "e", DISPATCH, who) == Verdict("r", "no-role")


def test_who_has_left_decides_nothing() -> None:
    room = Room()
    accepted(room)
    room.leaves("op")
    assert room.act("event.dispatch", "e", DISPATCH, "op") == Verdict("r", "actor-revoked")


def test_the_role_is_asked_before_the_base() -> None:
    room = Room()
    accepted(room)
    assert room.act("event.dispatch", "e", DISPATCH, "sup", base=None) == Verdict("r", "no-role")


# ---------------------------------------------------------------- 6. stale


def test_a_stale_decision_changes_nothing_and_opens_one_item() -> None:
    room = Room()
    accepted(room)
    base = room.event().base
    room.does("event.dispatch", "e", DISPATCH, "op")
    before = room.event()
    verdict = stale(room, base)
    assert (verdict.vd, verdict.code) == ("c", "stale-base")
    after = room.event()
    assert (after.state, after.tasks, after.clocks, after.base) == (
        before.state,
        before.tasks,
        before.clocks,
        before.base,
    )
    assert items(room) == [(verdict.item, "event.dispatch")]


def test_the_item_is_derived_from_the_action() -> None:
    room = Room()
    accepted(room)
    action = an_action("event.dispatch", uid("e"), DISPATCH, "op", base=None)
    assert judge(action, b"\1" * 32, monday("09:00"), room).item == item_id(b"\1" * 32)


def test_what_is_built_on_a_stale_decision_joins_its_card() -> None:
    """One card, not ten: a shift's work on one stale dispatch."""
    room = Room()
    accepted(room)
    base = room.event().base
    room.does("event.dispatch", "e", DISPATCH, "op")
    first = stale(room, base)
    chain = room.last
    for _ in range(3):
        verdict = room.act("event.void", "e", {"code": "V4", "reason": "数据错"}, "leader", base=chain)
        assert (verdict.vd, verdict.code, verdict.item) == ("c", "stale-chain", first.item)
        chain = room.last
    assert len(items(room)) == 1


def test_what_is_built_on_a_rejected_decision_is_a_chain_with_a_card_of_its_own() -> None:
    room = Room()
    accepted(room)
    assert room.act("event.dispatch", "e", {"unit": "ZR"}, "op").vd == "r"
    verdict = room.act("event.void", "e", {"code": "V4", "reason": "数据错"}, "leader", base=room.last)
    assert (verdict.vd, verdict.code) == ("c", "stale-chain")
    assert items(room) == [(verdict.item, "event.void")]


def test_deciding_what_holds_already_is_no_conflict() -> None:
    room = Room()
    accepted(room)
    base = room.event().base
    room.does("event.dispatch", "e", DISPATCH, "op")
    before = room.event()
    assert stale(room, base, "T-ZF") == Verdict("a", "same-effect")
    assert (
        room.act("event.dispatch", "e", {"unit": "T-ZF", "assist": []}, "leader", base=base).code
        == "same-effect"
    )
    assert room.act("event.accept", "e", {}, "leader", base=None).code == "same-effect"
    assert room.event() == before


def test_what_an_upheld_return_took_back_holds_no_longer() -> None:
    room = Room()
    accepted(room)
    base = room.event().base
    room.does("event.dispatch", "e", DISPATCH, "op")
    room.does("event.return", "e", slip(room), "zf_lead")
    room.does("event.decide_return", "e", {"request": room.last, "ruling": "uphold", "reason": "属实"}, "op")
    assert stale(room, base, "T-ZF").code == "stale-base"


def test_what_a_denied_return_left_in_place_holds_on() -> None:
    room = Room()
    accepted(room)
    base = room.event().base
    room.does("event.dispatch", "e", DISPATCH, "op")
    room.does("event.return", "e", slip(room), "zf_lead")
    room.does("event.decide_return", "e", {"request": room.last, "ruling": "deny", "reason": "属实"}, "op")
    assert stale(room, base, "T-ZF").code == "same-effect"


def test_ratings_of_two_departments_hold_beside_each_other() -> None:
    room = Room()
    fed_back(room, assist=("ZF",))
    base = room.call().base
    rate = {"rating": "GOOD"}
    room.does("call.evaluate", "c", rate | {"unit": "ZR"}, "leader")
    room.does("call.evaluate", "c", rate | {"unit": "ZF"}, "leader")
    for unit in ("ZR", "ZF"):
        assert (
            room.act("call.evaluate", "c", rate | {"unit": unit}, "director", base=base).code == "same-effect"
        )


def test_a_decision_on_a_parent_that_moved_meanwhile_opens_its_item_there() -> None:
    """I11: a call issued on an event that was dispatched meanwhile: the call is not born, the event has the card."""
    room = Room()
    accepted(room)
    base = room.event().base
    room.does("event.dispatch", "e", DISPATCH, "op")
    p = {
        "serial": "H1",
        "grade": "C3",
        "reason": "清单外",
        "depts": ["ZR"],
        "ask": "到场",
        "parent": uid("e"),
    }
    verdict = room.act("call.issue", "c", p, "leader", base=None, also=((uid("e"), base),))
    assert (verdict.vd, verdict.code) == ("c", "stale-base")
    assert uid("c") not in room.cases
    assert items(room) == [(verdict.item, "call.issue")]
    assert room.act("call.withdraw", "c", {"reason": "x"}, "leader", base=room.last) == Verdict(
        "r", "no-case"
    )


# ---------------------------------------------------------------- 7. guards


def test_an_open_item_blocks_closing_until_somebody_resolves_it() -> None:
    room = Room()
    verifying(room)
    base = room.event().base
    room.does("event.verify", "e", {"result": "pass"} | NEAR, "grid")
    assert room.act("event.void", "e", {"code": "V1", "reason": "重复"}, "leader", base=base).vd == "c"
    for kind, p in (("event.close", {"result": "SOLVED"}), ("event.void", {"code": "V1", "reason": "重复"})):
        assert room.no(kind, "e", p, "leader") == "open-conflict"
        assert room.act(kind, "e", p, "leader") == Verdict("r", "open-conflict")
    room.does("event.classify", "e", {"category": "010102"}, "op")  # nothing else is blocked
    item = items(room)[0][0]
    assert (
        room.no("conflict.resolve", "e", {"item": item, "choice": "KEEP"}, "op") == "no-role"
    )  # who may void may
    room.does("conflict.resolve", "e", {"item": item, "choice": "KEEP"}, "leader")
    room.does("event.close", "e", {"result": "SOLVED"}, "op")


def test_an_open_item_blocks_the_rating_of_a_call_and_the_end_of_a_supervision() -> None:
    room = Room()
    fed_back(room)
    room.act("call.withdraw", "c", {"reason": "x"}, "leader", base=None)
    assert room.act("call.evaluate", "c", {"unit": "ZR", "rating": "GOOD"}, "leader").code == "open-conflict"
    p = {"unit": "T-ZF", "text": "逾期", "ask": "办结", "parent": uid("e")}
    room.does("supervision.normal", "d", p, "leader")
    room.act("supervision.yellow", "d", p, "leader", base=None)
    assert room.act("supervision.close", "d", {"result": "x"}, "leader").code == "open-conflict"


def test_other_guards_reject_with_their_code() -> None:
    room = Room()
    accepted(room)
    assert room.act("event.accept", "e", {}, "op") == Verdict("r", "wrong-state")
    assert room.act("event.dispatch", "e", {"unit": "ZR"}, "op") == Verdict("r", "not-subordinate")
    assert room.act("event.dispatch", "nothing", DISPATCH, "op") == Verdict("r", "no-case")
    assert room.act("event.dispatch", "e", {"unit": 7}, "op") == Verdict("r", "bad-payload")
    assert room.act("event.dispatch", "town", DISPATCH, "op").vd == "r"


# ---------------------------------------------------------------- 8. accepted


def test_an_accepted_decision_is_the_new_base() -> None:
    room = Room()
    signed(room)
    for kind, p, who in (
        ("event.return", slip(room), "zf_lead"),
        ("event.classify", {"category": "010102"}, "op"),
    ):
        room.does(kind, "e", p, who)
        assert room.event().base == room.last


def test_a_call_is_a_decision_on_its_event_too() -> None:
    room = Room()
    called(room)
    assert room.event().base == room.call().base == room.last


def test_nothing_else_a_call_does_touches_the_base_of_its_event() -> None:
    room = Room()
    called(room, "C1", "op")
    base = room.event().base
    room.does("call.issue", "c", {}, "leader")
    room.does("call.accept", "c", {"ruling": "accept"}, "centre")
    room.does("call.assign", "c", {"unit": "ZR"}, "centre")
    room.does("call.respond", "c", ARRIVED, "zr")
    assert room.event().base == base


def test_a_decision_that_names_other_cases_leaves_them_alone() -> None:
    """`also` is for what moves its parent; nobody moves another case's base by naming it."""
    room = Room()
    accepted(room)
    accepted(room, "f")
    other = room.cases[uid("f")]
    room.act("event.dispatch", "e", DISPATCH, "op", also=((uid("f"), other.base),))
    assert room.cases[uid("f")] == other


def test_a_birth_on_something_that_was_decided_on_before_is_no_birth() -> None:
    room = Room()
    accepted(room)
    p: dict[str, Any] = {"serial": "H1", "grade": "C3", "reason": "清单外", "depts": ["ZR"], "ask": "到场"}
    also = ((uid("e"), room.event().base),)
    verdict = room.act("call.issue", "c", p | {"parent": uid("e")}, "leader", base=uid("x"), also=also)
    assert verdict == Verdict("r", "no-case")


# ---------------------------------------------------------------- 冲突处置


def conflicted(room: Room) -> str:
    accepted(room)
    base = room.event().base
    room.does("event.dispatch", "e", DISPATCH, "op")
    return str(stale(room, base).item)


@pytest.mark.parametrize(("choice", "left"), [("KEEP", 0), ("MINE", 0), ("MERGE", 0), ("LEADER", 1)])
def test_a_person_settles_a_card_or_hands_it_to_the_leader(choice: str, left: int) -> None:
    room = Room()
    item = conflicted(room)
    room.does("conflict.resolve", "e", {"item": item, "choice": choice}, "op")
    assert len(items(room)) == left
    assert room.event().base == room.last


def test_a_card_is_settled_by_whoever_may_do_what_it_holds() -> None:
    room = Room()
    item = conflicted(room)
    for who in ("sup", "zf_lead", "grid", "centre", "a stranger"):
        assert room.no("conflict.resolve", "e", {"item": item, "choice": "KEEP"}, who) == "no-role"
    assert room.no("conflict.resolve", "e", {"item": item, "choice": "SHRUG"}, "op") == "bad-choice"
    assert room.no("conflict.resolve", "e", {"item": uid("x"), "choice": "KEEP"}, "op") == "no-item"


def test_two_people_who_settle_it_alike_agree_and_who_settle_it_otherwise_conflict_once_more() -> None:
    room = Room()
    item = conflicted(room)
    base = room.event().base
    room.does("conflict.resolve", "e", {"item": item, "choice": "KEEP"}, "op")
    keep, mine = {"item": item, "choice": "KEEP"}, {"item": item, "choice": "MINE"}
    assert room.act("conflict.resolve", "e", keep, "leader", base=base).code == "same-effect"
    verdict = room.act("conflict.resolve", "e", mine, "leader", base=base)
    assert (verdict.vd, verdict.code) == ("c", "stale-base")
    assert items(room) == [(verdict.item, "conflict.resolve")]
    again = {"item": verdict.item, "choice": "KEEP"}
    assert room.no("conflict.resolve", "e", again, "zf_lead") == "no-role"
    room.does("conflict.resolve", "e", again, "sup")
    assert items(room) == []


# ---------------------------------------------------------------- the server's own entries


def test_only_the_servers_device_writes_what_governs_the_stream() -> None:
    room = Room()
    p = {
        "user": uid("x"),
        "name": "x",
        "grants": [{"role": "DIRECTOR", "unit": "T-ZHS", "area": "990101100000"}],
    }
    before = dict(room.cases)
    assert room.act("sys.user", "town", p, "admin") == Verdict("r", "not-server")
    assert room.act("sys.anything", "town", {}, "admin") == Verdict("r", "not-server")
    assert room.cases == before


def test_the_first_device_entry_bears_the_stream_and_a_certificate_says_whose_it_is() -> None:
    room = Room()
    room.cases.clear()
    cert = {"dev": uid("server"), "pk": "AAAA", "name": "county"}
    for bad in ({"dev": uid("server")}, {**cert, "pk": 7}, {**cert, "dev": uid("other")}):
        assert judge(device(bad), b"\0" * 32, 0, room) == Verdict("r", "not-server")
        assert fold(device(bad), Verdict("r", "not-server"), 0, room) == ()
    assert judge(device(cert), b"\0" * 32, 0, room) == Verdict("a")
    assert [c.id for c in fold(device(cert), Verdict("a"), 0, room)] == [uid("town")]


def device(cert: dict[str, Any]) -> Any:
    return an_action("sys.device", uid("town"), {"cert": cert, "no": "00"}, "admin", dev=uid("server"))


def test_a_call_answered_while_the_event_is_untouched_leaves_it_untouched() -> None:
    room = Room()
    assigned(room)
    before = room.event()
    for kind, p in (("call.sign", {}), ("call.note", {"text": "x"})):
        room.does(kind, "c", p, "zr")
    after = room.event()
    assert (after.state, after.clocks, after.base) == (before.state, before.clocks, before.base)
