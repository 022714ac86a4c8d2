"""审核退单 and 指定承办 (rulebook §3.3 #9–10b, §3.5, §4.5): clause, its text and the precedent stand beside the choice."""

from typing import Any

from msgspec.structs import replace

from desktop.moves.form import Form, defaults, wrong
from desktop.moves.forms import form_of
from governance.responsibility.precedents import Precedent
from tests.desktop.moves.stages import STAGES
from tests.desktop.moves.test_forms import matter
from tests.governance.events.test_return_slip import twice
from tests.governance.room import MONDAY, Room


def facts(form: Form) -> dict[str, str]:
    return {fact.label: fact.text for fact in form.facts}


def form_with(*precedents: Precedent, stage: str = "returned", kind: str = "event.decide_return") -> Form:
    room, case, at = STAGES[stage]()
    about = matter(room, case, "op", at)
    return form_of(kind, replace(about, rules=replace(about.rules, precedents=precedents)))


def precedent(**more: Any) -> Precedent:
    said: dict[str, Any] = {
        "id": "p",
        "category": "010101",
        "item": "SD-A01",
        "decided": "ZR",
        "valid_from": "2026-01-05",
    }
    return Precedent(**(said | {"reason": "存量违建认定属自然资源部门"} | more))


def test_what_the_county_decided_before_is_read_with_the_return() -> None:
    said = facts(form_with(precedent()))
    assert "存量违建认定属自然资源部门" in said["判例"]
    assert "2026-01-05 起" in said["判例"]


def test_one_that_ended_or_is_about_another_matter_is_not() -> None:
    ended, other = precedent(valid_to="2026-02-01"), precedent(category="050102")
    assert facts(form_with(ended, other))["判例"] == "此小类没有现行判例"


def test_a_clause_that_the_list_does_not_have_is_said_to_be_unknown() -> None:
    assert "条款原文" in facts(form_with())


def test_without_a_clause_it_is_not_ruled_on() -> None:
    form = form_with()
    values = defaults(form) | {"ruling": "deny", "reason": "按清单属本单位职责"}
    assert wrong(form, values) == {}
    assert "依据条款" in wrong(form, values | {"clause": " "})["clause"]


def test_the_director_reads_the_same_and_that_a_second_denial_voids_the_pause() -> None:
    room = Room()
    twice(room, "deny")
    form = form_of("event.assign_final", matter(room, room.event(), "director", MONDAY))
    assert {"所引条款", "条款原文", "判例", "退单理由"} <= facts(form).keys()
    assert any("暂停作废" in fact.text for fact in form.facts)
