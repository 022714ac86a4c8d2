"""改通报拟稿 (rulebook §4.8): the form it was begun with; once it is sent lines may only be left out."""

from msgspec.structs import replace

from desktop.moves.form import Choice, defaults
from desktop.moves.matter import Matter
from desktop.moves.notice_forms import LINE, SEND, again, answer, draft
from desktop.names import Names
from governance.notices.notice import DRAFT, EXPLAINING, SIGNED, Answer, Line, Notice
from tests.governance.room import MONDAY, Room

RULES = Room().rules
NAMES = Names(RULES)


def line(key: str, unit: str = "T-ZF") -> Line:
    facts = (("办理到期", MONDAY),)
    return Line(key=key, unit=unit, case="e", serial="S1", rule="CARD", since=MONDAY, facts=facts)


A_DRAFT = Notice(
    id="n", serial="B1", title="通报", text="请整改", at=MONDAY, drafters=("s",), lines=(line("a"), line("b")),
    state=DRAFT, moved=MONDAY, copy_to="镇党委",
)  # fmt: skip
SENT = replace(
    A_DRAFT, state=EXPLAINING, sent=MONDAY,
    answers=(Answer(unit="T-ZF", by="z", at=MONDAY, of="explain", text="系统故障"),),
)  # fmt: skip


def test_its_lines_are_ticked_and_new_ones_stand_unticked_beside_them() -> None:
    form = again(A_DRAFT, (line("c", "T-SC"),), (), NAMES, MONDAY)
    values = defaults(form)
    assert {key: values[key] for key in values if key.startswith(LINE)} == {
        "line:a": True,
        "line:b": True,
        "line:c": False,
    }
    p = form.payload(values | {"line:a": False, "line:c": True, "title": "本周通报"})
    assert (p["title"], p["copy_to"]) == ("本周通报", "镇党委")
    assert [one["key"] for one in p["lines"]] == ["b", "c"]


def test_once_sent_nothing_joins_and_what_was_explained_stands_beside_it() -> None:
    form = again(SENT, (line("c"),), (), NAMES, MONDAY)
    assert [entry.key for entry in form.entries] == ["title", "text", "line:a", "line:b", "copy_to"]
    assert [fact.text for fact in form.facts] == ["已送各单位说明，只能删减明细", "系统故障"]


def test_several_who_may_draft_are_chosen_from() -> None:
    both = (Choice("s", "督办"), Choice("t", "副督办"))
    assert again(A_DRAFT, (), both, NAMES, MONDAY).entries[-1].choices == both
    assert again(A_DRAFT, (), both[:1], NAMES, MONDAY).entries[-1].key == "copy_to"


def test_who_drafts_at_his_own_seat_may_send_it_with_the_same_form() -> None:
    def form(notice: Notice) -> list[str]:
        matter = Matter(case=notice, rules=RULES, names=NAMES, at=MONDAY, actor="s")
        return [entry.key for entry in draft(matter).entries]

    assert form(A_DRAFT)[-1] == SEND
    assert SEND not in form(SENT)


def test_the_room_explains_before_the_signature_and_puts_right_after_it() -> None:
    before = answer(SENT, NAMES)
    after = answer(replace(SENT, state=SIGNED), NAMES)
    assert (before.title, before.entries[0].label) == ("通报说明", "情况说明")
    assert (after.title, after.entries[0].label) == ("通报整改", "整改情况")
    assert after.payload({"text": " 已加派一人 "}) == {"text": "已加派一人"}
