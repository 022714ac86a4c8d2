"""态势: cards by what is due, figures that open to their cases, 谁还没应 in one list."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import partial

import pytest

from db.queries.event_list import filtered_count
from db.queries.strip import Strip
from db.queries.unanswered import Owing
from desktop.demo.stage import Staged
from desktop.desk import Desk
from desktop.lights import Sign
from desktop.map.marks import Mark
from desktop.place_names import NO_PLACES, PlaceNames
from desktop.seat import Operator, Seat
from desktop.situation import texts
from desktop.situation.dressing import Dressing
from desktop.situation.figures import FigureFace, figures, rate
from desktop.situation.presenter import SituationPresenter
from desktop.widgets.card import Card
from governance.refusal import Refusal


class Shown:
    """What the presenter told its view."""

    def __init__(self) -> None:
        self.cards: Sequence[Card] = ()
        self.empty = ""
        self.lists: Mapping[str, int] = {}
        self.lights: Mapping[Sign, int] = {}
        self.figures: Sequence[FigureFace] = ()
        self.marks: Sequence[Mark] = ()

    async def prepare(self, cards: Sequence[Card]) -> None:
        """Nothing is painted here."""

    def show_queue(self, cards: Sequence[Card], empty: str, more: str) -> None:
        self.cards, self.empty = cards, empty

    def show_counts(self, lists: Mapping[str, int], lights: Mapping[Sign, int]) -> None:
        self.lists, self.lights = lists, lights

    def show_strip(self, figures: Sequence[FigureFace]) -> None:
        self.figures = figures

    def show_map(self, marks: Sequence[Mark], counts: Mapping[str, int]) -> None:
        self.marks = marks

    def show_choice(self, listed: str, lights: frozenset[str], grid: str) -> None:
        pass


@asynccontextmanager
async def looking(staged: Staged) -> AsyncIterator[tuple[SituationPresenter, Shown, Seat]]:
    seat = Seat(Desk(staged.store), asyncio.get_running_loop(), Operator(staged.operator, "严浩然"))
    shown = Shown()
    presenter = SituationPresenter(seat, NO_PLACES, shown)
    await presenter.read()
    try:
        yield presenter, shown, seat
    finally:
        seat.close()


async def test_the_queue_holds_the_soonest_due_first(staged: Staged) -> None:
    async with looking(staged) as (presenter, shown, _):
        presenter.choose_list("all")
        await presenter.read()
        order = [Sign.OVERDUE, Sign.SOON, Sign.NORMAL, Sign.PAUSED]
        signs = [card.sign for card in shown.cards]
        assert len(signs) > 30
        assert signs.index(Sign.OVERDUE) == 0
        assert signs[-1] is Sign.PAUSED
        assert set(signs) == set(order)


async def test_a_number_on_a_list_is_the_number_of_its_cards(staged: Staged) -> None:
    async with looking(staged) as (presenter, shown, _):
        for name in ("urgent", "mine", "all", "silent"):
            presenter.choose_list(name)
            await presenter.read()
            assert len(shown.cards) == shown.lists[name], name


async def test_a_light_narrows_the_list_to_what_it_counts(staged: Staged) -> None:
    async with looking(staged) as (presenter, shown, _):
        presenter.choose_list("all")
        await presenter.read()
        counted = dict(shown.lights)
        for sign, name in (
            (Sign.OVERDUE, "red"),
            (Sign.SOON, "yellow"),
            (Sign.NORMAL, "green"),
            (Sign.PAUSED, "grey"),
        ):
            presenter.toggle_light(name)
            await presenter.read()
            assert {card.sign for card in shown.cards} == {sign}
            assert len(shown.cards) == counted[sign]
            presenter.toggle_light(name)


async def test_every_figure_opens_to_as_many_cases_as_it_says(staged: Staged) -> None:
    async with looking(staged) as (presenter, shown, seat):
        for face in shown.figures:
            title, explained, wanted = await presenter.figure(face.name)
            assert title
            assert explained.endswith("。")
            count = partial(filtered_count, stream=seat.stream, wanted=wanted, now=seat.now())
            found = await seat.read(count)
            if face.name not in ("rate", "solved"):
                assert found == int(face.value), face.name


async def test_urging_a_silent_unit_is_kept_and_worded(staged: Staged) -> None:
    async with looking(staged) as (presenter, shown, _):
        presenter.choose_list("silent")
        await presenter.read()
        first = shown.cards[0]
        said = await presenter.urge(first.case_id)
        assert said is not None
        assert not isinstance(said, Refusal)
        done, text = said
        assert first.title in done
        assert first.serial in text
        await presenter.read()
        assert (texts.TAG_URGED, "amber") in next(c for c in shown.cards if c.case_id == first.case_id).tags


async def test_a_village_that_owes_an_answer_is_called_by_its_name(staged: Staged) -> None:
    """Its code is in no list of units: on the card and in the text of 催办 it stood as twelve digits."""
    async with looking(staged) as (_, _, seat):
        owing = Owing(
            unit="990101100202", case_id="a", event_id=None, serial="S260316-100-00-0045", text="店外经营",
            what="SIGN", due_at=seat.now() - 60_000, urged_at=None, kind="event", grade="U3", lead=True,
        )  # fmt: skip
        dressing = Dressing(seat, PlaceNames({"990101100202": "云溪社区"}))
        assert dressing.owing(owing, seat.now()).title == "云溪社区"
        assert dressing.unit("T-ZFD") == "综合行政执法队"


async def test_without_cases_the_page_says_what_to_do(staged: Staged) -> None:
    async with looking(staged) as (presenter, shown, _):
        presenter.choose_grid("99010110029900100")
        await presenter.read()
        assert not shown.cards
        assert "Esc" in shown.empty


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (0, 0, "—"),
        (0, 3, "0.00%"),
        (482, 500, "96.40%"),
        (2, 3, "66.67%"),
        (1, 8, "12.50%"),
        (1, 1, "100.00%"),
    ],
)
def test_a_rate_is_rounded_half_up_and_none_without_a_denominator(part: int, whole: int, said: str) -> None:
    assert rate(part, whole) == said


def test_a_zero_is_calm() -> None:
    numbers = dict.fromkeys((name for name in Strip.__struct_fields__ if name != "worst_dept"), 0)
    for face in figures(Strip(worst_dept="", **numbers), str):
        assert face.token == "ink"
        assert face.sign is None
