"""补录: every step that a slip can hold is saved with its number and time; a number that was misread is noticed."""

from collections.abc import Callable

import pytest

from desktop.dossier.acts import acts
from desktop.moves.form import Form, defaults, wrong
from desktop.moves.forms import COPY_CALLER, SEND, SUPERVISE, form_of
from desktop.moves.moments import written
from desktop.moves.paper_form import from_paper, number_fault, on_paper
from governance.ledger.case import Case
from governance.places.serials import paper_number
from governance.supervision.supervision import LEVELS
from tests.desktop.moves.stages import STAGES
from tests.desktop.moves.test_forms import filled, matter
from tests.governance.room import Room

MINUTE = 60_000
NUMBER = paper_number("100", 123)


def forms_of(room: Room, case: Case, at: int) -> list[Form]:
    """The forms of everything that the operator may do here and a slip can hold."""
    about = matter(room, case, "op", at)
    keys = [act.key for act in acts(case, about.actor, at, room.rules) if act.key not in (SEND, COPY_CALLER)]
    made = [
        form_of(key, about, tuple(LEVELS) if key == SUPERVISE else ()) for key in keys if key != "conflict"
    ]
    return [form for form in made if on_paper(form)]


@pytest.mark.parametrize("stage", [pytest.param(stage, id=name) for name, stage in STAGES.items()])
def test_every_step_takes_number_and_time_from_the_slip(stage: Callable[[], tuple[Room, Case, int]]) -> None:
    room, case, at = stage()
    for form in forms_of(room, case, at):
        slip = from_paper(form, matter(room, case, "op", at))
        assert slip.title == f"补录：{form.title}"
        values = filled(slip) | {"paper": NUMBER.lower(), "occ": written(at - MINUTE)}
        p = slip.payload(values)
        assert p["paper"].upper() == NUMBER
        assert p["occ"] == at - MINUTE
        assert {"paper", "occ"} <= set(wrong(slip, defaults(slip))) or form.kind == "behalf"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (NUMBER, ""),
        (f" {NUMBER.lower()} ", ""),
        (NUMBER[:-1] + str((int(NUMBER[-1]) + 1) % 10), "校验位不对"),
        (NUMBER.replace("0123", "0213"), "校验位不对"),  # two digits changed places
        (NUMBER[:-1], "P 加 10 位数字"),
        ("123", "P 加 10 位数字"),
        (paper_number("101", 123), "不是本镇的纸单"),
    ],
)
def test_a_misread_number_is_noticed_while_it_is_typed(typed: str, said: str) -> None:
    fault = number_fault(typed, "100")
    assert (said in fault) if said else not fault


def test_a_time_to_come_is_no_fact() -> None:
    room, case, at = STAGES["accepted"]()
    form = forms_of(room, case, at)[0]
    slip = from_paper(form, matter(room, case, "op", at))
    values = filled(slip) | {"paper": NUMBER, "occ": written(at + 2 * MINUTE)}
    assert "晚于现在" in wrong(slip, values)["occ"]
