"""Every role does every action in every state of the trunk: allowed, or refused with a code and one sentence."""

import csv
import re
from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from governance.bodies import read_body
from governance.calls import rulings
from governance.calls.reverse import next_steps, own_task
from governance.kind_rule import NO_FIELDS, also_of
from governance.ledger.canonical import parse
from governance.ledger.case import Case, body_bytes, effect_key
from governance.moves import allowed
from governance.rules import KINDS, NAMES, name_of
from governance.supervision.supervision import LEVELS
from tests.governance.handling import asking
from tests.governance.room import (
    ARRIVED,
    CATALOGUES,
    CONTACTED,
    FACTS,
    FEEDBACK,
    GRID,
    ISSUE,
    MONDAY,
    NEAR,
    PEOPLE,
    SELF_HANDLED,
    Room,
    accepted,
    assigned,
    called,
    closed,
    consulted,
    dispatched,
    divided,
    fed,
    fed_back,
    merged,
    monday,
    report,
    sides,
    signed,
    slip,
    uid,
    verifying,
)


def returned(room: Room) -> None:
    signed(room)
    room.does("event.return", "e", slip(room), "zf_lead")


def returned_twice(room: Room) -> None:
    returned(room)
    room.does("event.decide_return", "e", {"request": room.last, "ruling": "uphold", "reason": "属实"}, "op")
    room.does("event.redispatch", "e", {"unit": "T-SC"}, "op")
    room.does("event.return", "e", slip(room), "sc_lead")


def verified(room: Room) -> None:
    verifying(room)
    room.does("event.verify", "e", {"result": "pass"} | NEAR, "grid")


def revisited(room: Room) -> None:
    closed(room)
    room.does("event.revisit", "e", {"reached": True, "rating": "GOOD"}, "op")


def registered(room: Room) -> None:
    room.does("event.report", "e", report(), "op")


def rejected(room: Room) -> None:
    registered(room)
    room.does("event.reject", "e", {"code": "R1", "told": {"text": "已告知", "at": MONDAY}}, "op")


def merged_into(room: Room) -> None:
    signed(room)
    accepted(room, "m")
    merged(room)


def merged_from(room: Room) -> None:
    accepted(room)
    registered_other(room)
    merged(room, "m", "e")


def registered_other(room: Room) -> None:
    room.does("event.report", "m", report(urg="U1"), "op")


def urgent(room: Room) -> None:
    room.does("event.report", "e", report(urg="U1"), "op")


def split(room: Room) -> None:
    signed(room)
    divided(room)


def self_done(room: Room) -> None:
    room.does("event.report", "e", report(cat=SELF_HANDLED), "grid")
    room.does("event.self_handle", "e", {"text": "已现场清理"}, "grid")


def void(room: Room) -> None:
    registered(room)
    room.does("event.void", "e", {"code": "V2", "reason": "测试"}, "leader")


def call_refused(room: Room) -> None:
    called(room)
    room.does("call.accept", "c", {"ruling": "refuse", "code": "TOWN", "reason": "镇权限内"}, "centre")


def call_accepted(room: Room) -> None:
    called(room)
    room.does("call.accept", "c", {"ruling": "accept"}, "centre")


def call_signed(room: Room) -> None:
    assigned(room)
    room.does("call.sign", "c", {}, "zr")


def call_responded(room: Room) -> None:
    assigned(room)
    room.does("call.respond", "c", CONTACTED, "zr")


def call_handling(room: Room) -> None:
    call_responded(room)
    room.does("call.progress", "c", {"text": "已派人前往勘察"}, "zr")


def call_returned(room: Room) -> None:
    assigned(room)
    room.does("call.return", "c", slip(room, "c", suggested_unit="ZF"), "zr")


def consulting(room: Room) -> None:
    call_returned(room)
    room.does(
        "call.decide_return", "c", {"request": room.last, "ruling": "uphold", "reason": "属实"}, "centre"
    )
    room.does("call.assign", "c", {"unit": "ZF"}, "centre")
    room.does("call.return", "c", slip(room, "c", suggested_unit="ZR"), "zf")


def evaluated(room: Room) -> None:
    fed_back(room)
    room.does("call.evaluate", "c", {"unit": "ZR", "rating": "GOOD"}, "leader")


def withdrawn(room: Room) -> None:
    called(room)
    room.does("call.withdraw", "c", {"reason": "已自行解决"}, "leader")


def noticed(room: Room) -> None:
    room.does("notice.draft", "n", PAYLOADS["notice.draft"], "sup")


def notice_explained(room: Room) -> None:
    noticed(room)
    room.does("notice.reply", "n", {"text": "设备故障"}, "zf_lead")


def notice_signed(room: Room) -> None:
    notice_explained(room)
    room.does("notice.sign", "n", {}, "director")


def call_drafted(room: Room) -> None:
    accepted(room)
    room.does("call.draft", "c", ISSUE | {"digest": "请到场认定"}, "op")


def call_incomplete(room: Room) -> None:
    called(room)
    room.does("call.accept", "c", {"ruling": "refuse", "code": "INCOMPLETE", "reason": "缺联系人"}, "centre")


def call_agreed(room: Room) -> None:
    consulting(room)
    consulted(room, "ZR")


def call_disagreed(room: Room) -> None:
    consulting(room)
    consulted(room, "")


def call_adjudicated(room: Room) -> None:
    call_disagreed(room)
    room.does("call.adjudicate", "c", PAYLOADS["call.adjudicate"], "centre_lead")


def call_disputed(room: Room) -> None:
    call_responded(room)
    room.does("call.confirm_arrival", "c", {"unit": "ZR", "word": "dispute", "text": "现场无人"}, "op")


def call_contested(room: Room) -> None:
    fed_back(room)
    room.does("call.reject_feedback", "c", PAYLOADS["call.reject_feedback"], "leader")
    room.does("call.feedback", "c", FEEDBACK, "zr")
    room.does("call.reject_feedback", "c", PAYLOADS["call.reject_feedback"], "leader")


def reverse_called(room: Room) -> None:
    room.does("call.reverse", "c", PAYLOADS["call.reverse"], "centre")


def reverse_answered(room: Room) -> None:
    reverse_called(room)
    room.does("call.reverse_respond", "c", {"step": "respond", "how": "ARRIVE", "person": "周到"}, "op")
    room.does("call.reverse_respond", "c", {"step": "feedback"} | FEEDBACK, "op")


def supervised(room: Room) -> None:
    signed(room)
    p = {"unit": "T-ZF", "text": "逾期未办", "ask": "两日内办结", "parent": uid("e")}
    room.does("supervision.normal", "d", p, "leader")


def asks(room: Room, kind: str, who: str) -> None:
    room.does(kind, case_of(kind), payload(kind, room), who)


def extension_asked(room: Room) -> None:
    signed(room)
    asks(room, "event.extend_request", "zf_lead")


def extension_reviewed(room: Room) -> None:
    extension_asked(room)
    asks(room, "event.extend_review", "op")


def suspension_asked(room: Room) -> None:
    signed(room)
    asks(room, "event.suspend_request", "zf_lead")


def suspended(room: Room) -> None:
    suspension_asked(room)
    asks(room, "event.suspend_approve", "director")


def waiting(room: Room) -> None:
    signed(room)
    asks(room, "event.wait_applicant", "zf_lead")


def call_extension_reviewed(room: Room) -> None:
    call_handling(room)
    asks(room, "call.extend_request", "zr_lead")
    asks(room, "call.extend_review", "centre")


def call_suspension_asked(room: Room) -> None:
    call_handling(room)
    asks(room, "call.suspend_request", "zr")


def call_suspended(room: Room) -> None:
    call_suspension_asked(room)
    asks(room, "call.suspend_approve", "centre_lead")


def late_slip(room: Room) -> None:
    signed(room)
    late = {"no": "P1000001238", "written": MONDAY - 172_800_000, "text": "抄表单", "parent": uid("e")}
    room.does("paper.backfill", "p", late, "op")


def unborn(room: Room) -> None:
    """Nothing has happened yet."""


def on_shift(room: Room) -> None:
    handed = {"to": uid("sup"), "signed": [uid("op"), uid("sup")]}
    room.act("shift.handover", "shift", handed, "op")


STATES: dict[str, Callable[[Room], None]] = {
    f.__name__: f
    for f in (
        unborn, late_slip, split, self_done, registered, urgent, accepted, merged_into, merged_from, rejected, void,
        dispatched, signed, returned, returned_twice, fed, verifying,
        verified, closed, revisited, called, call_refused, call_accepted, assigned, call_signed, call_responded,
        call_handling, call_returned, consulting, fed_back, evaluated, withdrawn, supervised, on_shift,
        extension_asked, extension_reviewed, suspension_asked, suspended, waiting,
        call_extension_reviewed, call_suspension_asked, call_suspended,
        call_drafted, call_incomplete, call_agreed, call_disagreed, call_adjudicated, call_disputed, call_contested,
        reverse_called, reverse_answered, noticed, notice_explained, notice_signed,
    )
}  # fmt: skip

DOWN = {"serial": "H1", "grade": "C3", "item": "SD-A01", "item_version": 1, "lines": [4], "ask": "请巡查"}
PAYLOADS: dict[str, dict[str, Any]] = {
    "call.reverse": DOWN,
    "notice.draft": {
        "serial": "B1",
        "title": "督办通报",
        "text": "限期整改",
        "send": True,
        "lines": [
            {
                "key": "t",
                "unit": "T-ZF",
                "case": uid("e"),
                "serial": "S1",
                "rule": "CARD",
                "since": MONDAY,
                "facts": [["办理到期", MONDAY]],
            },
        ],
    },
    "notice.sign": {},
    "notice.reply": {"text": "已整改"},
    "event.report": report(),
    "event.amend": {"set": [{"field": "text", "seen": "", "value": "更正"}]},
    "event.note": {"text": "备注一条"},
    "event.attach": {"files": ["a.jpg"]},
    "event.accept": {},
    "event.classify": {"category": "010102"},
    "event.reject": {"code": "R1", "told": {"text": "已告知", "at": MONDAY}},
    "event.dispatch": {"unit": "T-ZF", "assist": ["T-PCS"]},
    "event.redispatch": {"unit": "T-SC"},
    "event.receipt": {"text": "回执已签"},
    "event.behalf_answer": {"step": uid("x"), "answer": "confirm"},
    "paper.backfill": {"no": "P1000001238", "written": monday("08:30"), "text": "抄表单", "parent": uid("e")},
    "paper.confirm": {"ruling": "uphold", "reason": "属实"},
    "clock.rule": {"subject": uid("x"), "ruling": "deny", "reason": "属实", "parent": uid("e")},
    "event.suspect_duplicate": {"of": uid("m")},
    "event.self_handle": {"text": "已现场清理"},
    "event.assign_sub": {"person": uid("zf_staff")},
    "event.rework": {"reason": "UNSATISFIED", "text": "仍未拆除"},
    "event.split": {
        "children": [
            {"case": uid("p1"), "serial": "S260309-100-0A-0011", "text": "违法搭建"},
            {"case": uid("p2"), "serial": "S260309-100-0A-0012", "text": "占道堆物"},
        ]
    },
    "event.sign": {},
    "event.contact": {"text": "已联系"},
    "event.progress": {"text": "已到现场处置"},
    "event.decide_return": {"ruling": "deny", "reason": "属本单位职责"},
    "event.assign_final": {"unit": "T-PCS", "reason": "属地"},
    "event.feedback": FEEDBACK,
    "event.order_verify": {"verifier": uid("grid")},
    "event.verify": {"result": "fail", "reason": "仍未拆除"} | NEAR,
    "event.close": {"result": "SOLVED"},
    "event.revisit": {"reached": True, "rating": "GOOD"},
    "event.void": {"code": "V1", "reason": "重复"},
    "event.accept_dispatch": {"unit": "T-ZF"},
    "event.merge": {"main": uid("m")},
    "event.unmerge": {"main": uid("m")},
    "event.urge": {"unit": "T-ZF", "text": "请尽快签收"},
    "event.phone_log": {"who": "综合执法队值班员", "number": "0571-8800", "text": "已出发"},
    "event.ack_alarm": {"alarm": "U1"},
    "call.urge": {"unit": "ZR", "text": "请尽快响应"},
    "call.phone_log": {"who": "自然资源局", "text": "已出发"},
    "call.draft": ISSUE | {"digest": "请到场认定"},
    "call.adjudicate": {"unit": "ZR", "clause": "SD-A01-1", "category": "010101", "reason": "属其主管"},
    "call.reverse_respond": {"step": "respond", "how": "ARRIVE", "person": "周到"},
    "call.push_back": {"unit": "ZR", "text": "要求乡镇自行查处"},
    "call.appeal": {"text": "线路中断"},
    "event.appeal": {"text": "停电"},
    "event.decide_appeal": {"appeal": uid("x"), "ruling": "deny", "reason": "查无停电"},
    "call.decide_appeal": {"appeal": uid("x"), "ruling": "deny", "reason": "查无中断"},
    "call.issue": ISSUE,
    "call.note": {"text": "备注一条"},
    "call.attach": {"files": ["a.jpg"]},
    "call.receipt": {"text": "纸质单已收"},
    "call.assign_sub": {"person": uid("zr_lead")},
    "call.accept": {"ruling": "accept"},
    "call.assign": {"unit": "ZR", "assist": ["ZF"]},
    "call.sign": {},
    "call.respond": ARRIVED,
    "call.progress": {"text": "已派人前往勘察"},
    "call.decide_return": {"ruling": "uphold", "reason": "属实"},
    "call.assign_final": {"unit": "ZR", "reason": "会商一致"},
    "call.feedback": FEEDBACK,
    "call.reject_feedback": {"feedback": uid("x"), "reason": "HOLLOW"},
    "call.evaluate": {"unit": "ZR", "rating": "GOOD"},
    "call.withdraw": {"reason": "已自行解决"},
    "supervision.normal": {"unit": "T-ZF", "text": "逾期", "ask": "办结", "parent": uid("e")},
    "supervision.yellow": {"unit": "T-ZF", "text": "逾期", "ask": "办结", "parent": uid("e")},
    "supervision.red": {"unit": "T-ZF", "text": "逾期", "ask": "办结", "parent": uid("e")},
    "supervision.reply": {"text": "已整改"},
    "supervision.close": {"result": "已办结"},
    "supervision.revoke": {"reason": "误发"},
    "shift.open": {"operator": uid("op")},
    "shift.handover": {"to": uid("sup"), "signed": [uid("op"), uid("sup")]},
    "shift.sign": {},
    "call.confirm_arrival": {"unit": "ZR", "word": "confirm"},
    "outage.declare": {"since": monday("08:50"), "scope": "县镇专线"},
    "clock.confirm": {"stated": monday("09:00"), "by": "PHONE"},
    "drill.mark": {"subject": "OUTAGE", "since": monday("08:50"), "text": "断网演练"},
    "audit.unmask": {"field": "phone", "reason": "回访联系", "parent": uid("e")},
    "audit.export": {"what": "事件清单", "rows": 20},
    "briefing.freeze": {"kind": "DAILY", "period": "2026-03-08", "no": "68", "digest": "0" * 64},
    "config.put": {"key": "test", "value": "1"},
    "score.config": {"key": "posting_weight", "value": {"town": "70"}, "since": "2026-04-01"},
    "score.adjust": {
        "subject": "T-SCS",
        "points": "-2",
        "period": "2026-03",
        "reason": "两次缺席点名",
        "files": ["a.jpg"],
    },
    "staff.appoint_opinion": {
        "person": uid("pcs_staff"),
        "unit": "T-PCS",
        "opinion": "RECOMMEND",
        "post": "副所长",
        "reason": "表现突出",
    },
    "list.edit": {"item": "SD-A01", "fields": {"item_name": "违建查处"}, "reason": "机构改革"},
    "list.publish": {
        "item": "SD-A01",
        "version": 2,
        "effective_from": "2026-04-01",
        "doc_no": "安委办〔2026〕3号",
    },
    "list.countersign": {"word": "AGREE"},
    "list.precedent": {
        "precedent": uid("r"),
        "category": "050101",
        "item": "SD-A01",
        "decided": "ZR",
        "reason": "审定",
    },
    "access.apply": {
        "dept": "ZR",
        "matter": "测量标志看护",
        "basis": "某办法",
        "why": "点多面广",
        "support": "每点每年二百元",
        "since": "2026-04-01",
        "until": "2027-04-01",
        "towns": ["990101100000"],
        "duties": ["定期查看测量标志"],
    },
    "access.review": {"ruling": "pass"},
    "access.countersign": {"word": "AGREE"},
    "access.decide": {"ruling": "admit", "reason": "同意"},
    "conflict.resolve": {"item": uid("x"), "choice": "KEEP"},
    "archive.put": {
        "rows": [
            {
                "id": uid("h"),
                "type": "GRID",
                "set": {"grid_code": ["", GRID], "name": ["", "石桥村第3网格"], "kind": ["", "普通网格"]},
            }
        ]
    },
    "archive.undo": {"batch": uid("h"), "reason": "导错文件"},
    "grid.confirm": {"grid": GRID, "version": uid("x")},
}


def payload(kind: str, room: Room) -> dict[str, Any]:
    if kind in ("event.return", "call.return"):
        case: Any = room.cases.get(uid(kind[0]))
        if case is None or not case.tasks:
            return {"task": uid("x"), "code": "T1", "clause": "SD-A01-1", "suggested_unit": "T-SC"}
        return slip(room, kind[0])
    if kind.endswith("decide_return"):
        case = room.cases.get(uid(kind[0]))
        request = case.returns[-1].id if case is not None and case.returns else uid("x")
        return PAYLOADS[kind] | {"request": request}
    if kind.partition(".")[2] in asking.KINDS:
        return asking.handling_payload(kind, room.cases.get(uid(case_of(kind))))
    found: Any = room.cases.get(uid("c"))
    if kind == "call.reverse":
        return {"word": "accept"} if found is not None else DOWN
    if kind == "call.rule_response":
        unit, mark = (
            (rulings.waiting(found) or (("ZR", "response"),))[0] if found is not None else ("ZR", "response")
        )
        return {"unit": unit, "mark": mark, "ruling": "deny", "reason": "查无实据"}
    if kind == "call.consult":
        known = sides(room) if found is not None else []
        return {"step": "convene", "digest": "召集", "way": "PHONE", "sides": known}
    if kind == "call.reverse_respond" and found is not None and (task := own_task(found)) is not None:
        return PAYLOADS[kind] | {"step": next_steps(task)[-1]}
    return PAYLOADS[kind]


def case_of(kind: str) -> str:
    return {
        "event": "e",
        "call": "c",
        "supervision": "d",
        "notice": "n",
        "shift": "s2",
        "clock": "r",
        "paper": "p",
        "config": "k",
        "conflict": "e",
        "outage": "o",
        "drill": "dr",
        "audit": "a",
        "briefing": "b",
        "score": "g",
        "staff": "p",
        "list": "l",
        "access": "x",
        "archive": "h",
        "grid": "w",
    }[kind.partition(".")[0]]


def moved(before: dict[str, Case], after: dict[str, Case]) -> dict[str, Case]:
    """Cases that changed in more than the memory of decisions that did not take effect."""
    return {
        k: v for k, v in after.items() if k not in before or replace(v, strays=before[k].strays) != before[k]
    }


ALONE = {
    ("audit.unmask", "no-parent"),
    ("paper.backfill", "no-parent"),
}  # facts that stand without their parent
# who also writes nothing, and nonsense: what can't be read is refused to everybody alike
SOME = ("op", "director", "zf_lead", "zr", "centre_lead", "list_admin", "a stranger")


@pytest.mark.parametrize("state", STATES)
def test_every_action_is_allowed_or_refused_with_a_reason(state: str) -> None:
    room = Room()
    STATES[state](room)
    before = dict(room.cases)
    for kind in KINDS:
        for actor in (*PEOPLE, "a stranger"):
            rubbish = ({}, {"unit": 7, "text": None}) if actor in SOME else ()
            for p in (payload(kind, room), *rubbish):
                further = also_of(KINDS[kind], payload(kind, room), birth=True)
                known = {one: room.cases.get(one) for one in further}
                also = tuple((one, body.base if body is not None else None) for one, body in known.items())
                why = room.why_not(kind, case_of(kind), p, actor)
                verdict = room.act(kind, case_of(kind), p, actor, also=also)
                if why is not None:
                    assert re.fullmatch(r"[a-z0-9-]{1,32}", why.code)
                    assert re.fullmatch(r"[^。]*[；，][^。]*。", why.sentence), why  # cause and way out
                    assert kind in FACTS or verdict.vd != "a" or verdict.code == "same-effect", (
                        kind,
                        actor,
                        why,
                    )
                    # what was told is a case, whoever wrote it down; a look at an unknown case has its trace
                    if kind != "event.report" and (kind, why.code) not in ALONE:
                        assert moved(before, room.cases) == {}
                else:
                    assert verdict.vd == "a", (kind, actor, verdict)
                for case in [c for k, c in room.cases.items() if before.get(k) is not c]:
                    parse(body_bytes(case))
                    assert read_body(body_bytes(case)) == case
                room.cases = dict(before)


# what bars an action before anything is written in it
BARS = {
    "no-role", "no-shift", "wrong-state", "actor-revoked", "open-conflict",
    "not-holder", "not-lead", "already-signed", "no-reply-wanted", "no-category", "use-redispatch", "use-dispatch",
    "final-assignment", "no-third-return", "return-after-progress", "return-too-late", "second-return", "own-return",
    "first-return", "not-verifier", "own-handling", "own-record", "own-check", "not-verified", "already-issued",
    "arrival-settled", "not-urgent", "has-merged", "nobody-owes",
    "self-handle-urgent", "self-handle-barred", "has-parts", "is-part", "nothing-recorded",
    "own-draft", "still-explaining",
    "no-minutes", "agreed", "own-part", "contested", "rating-settled", "appealed-once", "nothing-found", "no-appeal",
    "own-appeal", "nothing-waits", "no-duty", "not-reverse", "not-fed", "not-settled",
    "needs-leader", "already-done", "not-responded", "third-rejection", "level-not-higher", "not-issuer",
    "already-asked", "urgent-extension", "extended-twice", "no-limit", "extension-too-late", "no-request", "own-request",
    "not-reviewed", "same-person", "urgent-suspension", "suspended-before", "waited-before", "no-task", "not-begun",
}  # fmt: skip


@pytest.mark.parametrize("state", STATES)
def test_what_an_action_bar_offers_is_what_only_its_contents_could_still_refuse(state: str) -> None:
    room = Room()
    STATES[state](room)
    for name in ("e", "c", "d", "n", "shift"):
        case = room.cases.get(uid(name))
        if case is None:
            continue
        for actor in PEOPLE:
            offered = {m.kind for m in allowed(case, uid(actor), MONDAY, room.rules)}
            for kind, rule in KINDS.items():
                opens = kind in ("call.draft", "call.issue", "call.reverse", *LEVELS) and not isinstance(
                    case, rule.case_type
                )
                if opens or not isinstance(case, rule.case_type) or kind == "conflict.resolve":
                    continue
                why = room.why_not(kind, name, payload(kind, room), actor)
                barred = why is not None and why.code in (*BARS, "already-born")
                assert (kind in offered) == (not barred), (kind, actor, why)


@pytest.mark.parametrize(
    ("state", "offered"),
    [
        ("registered", {"supervision.normal", "supervision.yellow", "supervision.red"}),
        ("accepted", {"call.issue", "supervision.normal", "supervision.yellow", "supervision.red"}),
        ("dispatched", {"supervision.normal", "supervision.yellow", "supervision.red"}),
        ("called", {"call.issue", "supervision.normal", "supervision.yellow", "supervision.red"}),
        ("closed", set()),
    ],
)
def test_what_the_director_may_open_from_an_event(state: str, offered: set[str]) -> None:
    room = Room()
    STATES[state](room)
    moves = allowed(room.cases[uid("e")], uid("director"), MONDAY, room.rules)
    assert {m.kind for m in moves if not m.kind.startswith("event.")} == offered


def test_the_register_agrees_with_the_table_of_kinds() -> None:
    rows = list(csv.DictReader((CATALOGUES / "kinds.csv").read_text(encoding="utf-8").splitlines()))
    known: dict[str, dict[str, str]] = {}
    for row in rows:
        for kind in row["kind"].split(";"):
            if row["action"] != "behalf" and not row["action"].startswith("import"):
                known.setdefault(kind, row)
    for kind, rule in KINDS.items():
        row = known[kind]
        assert (row["class"] == "fact") == rule.fact, kind
        assert rule.action in ("", row["action"]), kind
        assert ("closing" in row["note"]) == rule.closing, kind
        if row["effect"] not in ("", "digest"):
            assert rule.effect == tuple(row["effect"].split(";")), kind


def test_every_kind_has_one_name() -> None:
    assert set(NAMES) == set(KINDS)
    assert name_of("event.dispatch") == "派遣"
    assert all(re.fullmatch(r"[\u4e00-\u9fff]{2,8}", name_of(kind)) for kind in KINDS)


def test_facts_named_by_the_tests_are_those_of_the_register() -> None:
    assert {kind for kind, rule in KINDS.items() if rule.fact} == FACTS


def test_every_effect_names_fields_of_its_payload() -> None:
    assert effect_key("any", (), {}) == NO_FIELDS
    for kind, rule in KINDS.items():
        assert set(rule.effect) <= set(rule.payload.__struct_fields__), kind
        assert set(rule.undoes) | set(rule.upheld_undoes) <= set(KINDS), kind


def test_without_a_shift_the_room_decides_nothing_but_records_facts() -> None:
    room = Room(on_duty=False)
    room.does("event.report", "e", report(), "op")
    assert room.act("event.accept", "e", {}, "op").code == "no-shift"
    assert room.act("event.void", "e", {"code": "V1", "reason": "重复"}, "director").vd == "a"
