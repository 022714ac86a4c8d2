"""Every move that an action bar can hold has a form, and what the form makes is what the rules read."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from desktop.dossier.acts import acts
from desktop.moves.behalf_form import recordable
from desktop.moves.form import Choice, Form, Value, defaults, kept, shown, taken_up, wrong
from desktop.moves.forms import BEHALF, BOTH_SIDES, COPY_CALLER, FORMS, SEND, SUPERVISE, form_of
from desktop.moves.matter import Matter
from desktop.moves.next_move import next_move
from desktop.names import Names
from governance.events.event import Event
from governance.ledger.case import Case
from governance.moves import allowed
from governance.objections import payload_of, refusal
from governance.rules import KINDS
from governance.supervision.supervision import LEVELS
from tests.desktop.moves.stages import STAGES
from tests.governance.room import MONDAY, Room, accepted, uid

ROOM_ROLES = ("op", "sup", "leader", "director", "town_leader")
NEED_MORE = {"event.merge", "event.verify"}  # another event; nothing but words about the place
ELSEWHERE = {"conflict.resolve", "event.report", "shift.handover", "shift.open", "shift.sign"}


def matter(room: Room, case: Case, who: str, at: int) -> Matter:
    mains = (Choice(uid("other"), "0007 另一件", "同大类，40 米"),)
    return Matter(
        case=case,
        actor=uid(who),
        at=at,
        rules=room.rules,
        names=Names(room.rules),
        mains=mains,
        feedback="反馈",
    )


SITUATIONS = [
    pytest.param(stage, who, id=f"{name}-{who}") for name, stage in STAGES.items() for who in ROOM_ROLES
]


def filled(form: Form) -> dict[str, Value]:
    """The form as a person leaves it: what is empty gets its first choice or some words."""
    values = defaults(form)
    for _ in range(3):  # a choice may show further entries
        for entry in shown(form, values):
            if values[entry.key] or entry.kind in ("number", "picks", "tick"):
                continue
            if entry.kind == "files":
                values[entry.key] = ("现场.jpg",)
            elif entry.choices and entry.kind != "line":
                values[entry.key] = entry.choices[0].key
            else:
                values[entry.key] = "P1000001238" if entry.key == "paper" else "已到现场处理完毕"
    return values


@pytest.mark.parametrize(("stage", "who"), SITUATIONS)
def test_every_button_opens_a_form_whose_payload_the_rules_accept(
    stage: Callable[[], tuple[Room, Case, int]], who: str
) -> None:
    room, case, at = stage()
    for act in acts(case, uid(who), at, room.rules):
        if act.key == "call.issue" and isinstance(case, Event):
            continue  # begins on the page of calls
        levels = tuple(m.kind for m in allowed(case, uid(who), at, room.rules) if m.kind in LEVELS)
        form = form_of(act.key, matter(room, case, who, at), levels)
        values = filled(form)
        if act.key == "event.amend":
            values["text"] = "更正后的内容"
        assert wrong(form, values) == {}, act.key
        kind, p = form.chosen(values), form.payload(values)
        assert payload_of(kind, p) is not None, f"{kind} {p}"
        if kind not in NEED_MORE:
            about = None if form.births else case.id
            assert refusal(kind, about, p, uid(who), at, room) is None, f"{kind} {p}"


@pytest.mark.parametrize(("stage", "who"), SITUATIONS)
def test_the_bar_is_exactly_what_the_rules_allow(
    stage: Callable[[], tuple[Room, Case, int]], who: str
) -> None:
    room, case, at = stage()
    kinds = {move.kind for move in allowed(case, uid(who), at, room.rules)} - ELSEWHERE
    if isinstance(case, Event) and "call.draft" in kinds:  # begins on the page of calls, like the call itself
        kinds = (kinds - {"call.draft"}) | {"call.issue"}
    wanted = {SUPERVISE if kind in LEVELS else kind for kind in kinds}
    if recordable(case, uid(who), at, room.rules):
        wanted.add(BEHALF)
    shown_keys = {act.key for act in acts(case, uid(who), at, room.rules)}
    assert wanted - shown_keys <= {"event.ack_alarm"}  # nothing rings
    assert shown_keys - {SEND} <= wanted


def test_a_second_return_is_sent_to_the_director_who_may_decide_it() -> None:
    room, case, at = STAGES["returned_again"]()
    mine = acts(case, uid("op"), at, room.rules)
    assert (mine[0].key, mine[0].primary) == (SEND, True)
    assert not {"event.decide_return", "event.assign_final"} & {act.key for act in mine}
    form = form_of(SEND, matter(room, case, "op", at))
    director = room.rules.directory.users[uid("director")].name
    assert director in form.facts[0].text
    values = defaults(form)
    assert (form.chosen(values), form.payload(values)) == (
        "event.note",
        {"text": "第二次退单，请指挥长指定承办单位。"},
    )
    rung = values | {"by": "phone"}
    assert form.chosen(rung) == "event.phone_log"
    assert form.payload(rung)["who"] == director


def test_a_merged_case_is_not_taken_apart_once_its_main_one_is_closed() -> None:
    room, case, at = STAGES["registered"]()
    assert isinstance(case, Event)
    main = replace(case, id=uid("main"))
    merged = replace(case, main=main.id, state="MERGED", unmerged="REGISTERED")

    def keys(whole: Case) -> set[str]:
        return {act.key for act in acts(merged, uid("op"), at, room.rules, main=whole)}

    open_, done = keys(main), keys(replace(main, state="CLOSED"))
    assert ("event.unmerge" in open_, "event.unmerge" in done) == (True, False)
    assert ("event.revisit" in open_, "event.revisit" in done) == (
        False,
        True,
    )  # each caller is asked (§3.10)


def test_the_director_assigns_after_a_second_return() -> None:
    room, case, at = STAGES["returned_again"]()
    his = acts(case, uid("director"), at, room.rules)
    assert his[0].key == "event.assign_final"
    assert SEND not in {act.key for act in his}


def test_every_form_is_of_a_kind_that_exists() -> None:
    assert FORMS.keys() - {BEHALF, BOTH_SIDES, COPY_CALLER, SEND} <= KINDS.keys()


def test_an_empty_form_says_what_is_missing_and_the_way_out() -> None:
    room, case, at = STAGES["registered"]()
    form = form_of("event.reject", matter(room, case, "op", at))
    values = defaults(form)
    assert wrong(form, values) == {"code": "缺少理由码；选一项。"}


def test_a_draft_is_taken_up_and_forgets_what_the_form_no_longer_has() -> None:
    room, case, at = STAGES["accepted"]()
    form = form_of("event.dispatch", matter(room, case, "op", at))
    values = defaults(form) | {"note": "带上锥桶", "assist": ("T-SC",)}
    assert taken_up(form, kept(form, values)) == values
    other = form_of("event.note", matter(room, case, "op", at))
    assert taken_up(other, kept(form, values)) == defaults(other)


def test_the_due_step_is_the_one_of_the_rulebook() -> None:
    expected = {
        "registered": "event.accept",
        "accepted": "event.dispatch",
        "returned": "event.decide_return",
        "upheld": "event.redispatch",
        "feedback": "event.order_verify",
        "verified": "event.close",
        "closed": "event.revisit",
        "signed": "",
        "extension_asked": "event.extend_review",
        "extension_reviewed": "",  # the leader's
        "suspended": "",
    }
    for name, kind in expected.items():
        room, case, at = STAGES[name]()
        assert next_move(allowed(case, uid("op"), at, room.rules), case) == kind, name


def test_a_dispatch_may_be_shortened_and_never_lengthened() -> None:
    room, case, at = STAGES["accepted"]()
    form = form_of("event.dispatch", matter(room, case, "op", at))
    values = defaults(form)
    assert wrong(form, values | {"n": "99999"})["n"].startswith("只能缩短")
    assert wrong(form, values | {"n": "1"}) == {}
    assert form.payload(values | {"n": "1"})["n"] == 1
    assert wrong(form, values | {"assist": (str(values["unit"]),)}).keys() == {"assist"}


def test_verifiers_are_neither_handlers_nor_recorders() -> None:
    room, case, at = STAGES["feedback_by_phone"]()
    form = form_of("event.order_verify", matter(room, case, "op", at))
    people = {choice.key for entry in form.entries for choice in entry.choices}
    assert uid("sup") not in people  # recorded the feedback
    assert uid("grid") in people


@pytest.mark.parametrize(("who", "kind"), [("op", "call.draft"), ("leader", "call.issue")])
def test_an_alarm_offers_both_sides_as_the_due_step_and_one_key_is_enough(who: str, kind: str) -> None:
    room = Room()
    accepted(room, ch="SENSOR", cat="030206")
    event = room.event()
    due = next(act for act in acts(event, uid(who), MONDAY, room.rules) if act.primary)
    assert (due.key, due.name) == (BOTH_SIDES, "事呼双应")
    form = form_of(BOTH_SIDES, matter(room, event, who, MONDAY))
    assert wrong(form, defaults(form)) == {}  # as proposed, nothing is missing
    p = form.payload(defaults(form)) | {"serial": "H1"}
    assert form.chosen(defaults(form)) == kind
    room.does(kind, "c", p, who, also=((uid("e"), event.base),) if kind == "call.issue" else ())
    assert BOTH_SIDES not in {act.key for act in acts(room.event(), uid(who), MONDAY, room.rules)}


def test_what_an_anonymous_caller_told_of_110s_business_is_passed_on() -> None:
    """§3.3: R5 转告并记录."""
    room, case, at = STAGES["registered"]()
    assert isinstance(case, Event)
    form = form_of("event.reject", matter(room, replace(case, anon=True), "op", at))
    values = defaults(form)
    assert wrong(form, values | {"code": "R6"}) == {}
    assert "told" in wrong(form, values | {"code": "R5"})
    assert form.payload(values | {"code": "R5", "told": "已转110"})["told"]["text"] == "已转110"
