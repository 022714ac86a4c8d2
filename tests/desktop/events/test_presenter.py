"""事件: numbers and list are the same, views bring their conditions, pages come in order."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager

from db.queries.event_filter import EventFilter
from db.queries.event_list import Sort
from db.queries.events import EventRow
from desktop.demo.stage import Staged
from desktop.desk import Desk
from desktop.events.conditions import Asked, Chip, Said
from desktop.events.faces import ListFace, ViewFace
from desktop.events.presenter import EventsPresenter
from desktop.events.saved_views import added
from desktop.seat import NOBODY, Operator, Seat
from tests.desktop.events.crowd import crowd


class Shown:
    """What the presenter told its view."""

    def __init__(self) -> None:
        self.face: ListFace | None = None
        self.views: Sequence[ViewFace] = ()
        self.chosen = ""
        self.chips: Sequence[Chip] = ()
        self.count = 0
        self.pages: dict[int, Sequence[EventRow]] = {}
        self.marks: Mapping[str, str] = {}
        self.badge = (0, False)

    def show_list(self, face: ListFace) -> None:
        self.face = face

    def show_views(self, faces: Sequence[ViewFace], chosen: str) -> None:
        self.views, self.chosen = faces, chosen

    def show_conditions(self, chips: Sequence[Chip], words: str, lights: frozenset[str], sort: Sort) -> None:
        self.chips = chips

    def show_count(self, count: int, *, anew: bool) -> None:
        self.count = count
        self.pages = {} if anew else self.pages

    def put_page(self, n: int, rows: Sequence[EventRow]) -> None:
        self.pages[n] = rows

    def show_marks(self, marks: Mapping[str, str]) -> None:
        self.marks = marks

    def show_badge(self, waiting: int, overdue: bool) -> None:
        self.badge = (waiting, overdue)

    def busy(self, busy: bool) -> None: ...

    def counts(self) -> dict[str, int | None]:
        return {face.key: face.count for face in self.views}


@asynccontextmanager
async def looking(staged: Staged, *, seated: bool = True) -> AsyncIterator[tuple[EventsPresenter, Shown]]:
    operator = Operator(staged.operator, "严浩然") if seated else NOBODY
    seat = Seat(Desk(staged.store), asyncio.get_running_loop(), operator)
    shown = Shown()
    presenter = EventsPresenter(seat, Said(str, str, str, str), shown)
    presenter.choose_view("open")
    await presenter.read()
    try:
        yield presenter, shown
    finally:
        seat.close()


async def test_the_number_of_every_view_is_the_length_of_its_list(staged: Staged) -> None:
    async with looking(staged) as (presenter, shown):
        for key, count in shown.counts().items():
            presenter.choose_view(key)
            await presenter.read()
            assert (key, shown.count) == (key, count)


async def test_the_first_list_is_what_is_open_latest_first(staged: Staged) -> None:
    async with looking(staged) as (_, shown):
        rows = shown.pages[0]
        assert 50 < len(rows) == shown.count
        assert [row.registered_at for row in rows] == sorted(
            (row.registered_at for row in rows), reverse=True
        )
        assert [(one.label, one.value) for one in shown.chips] == [("状态", "在办")]


async def test_lights_are_counted_beside_the_light_that_is_chosen(staged: Staged) -> None:
    async with looking(staged) as (presenter, shown):
        assert shown.face is not None
        before = shown.face.lights
        presenter.toggle_light("red")
        await presenter.read()
        assert shown.count == before.red > 0
        assert shown.face.lights == before
        assert shown.face.changed


async def test_words_that_find_nothing_here_are_looked_for_everywhere(staged: Staged) -> None:
    async with looking(staged) as (presenter, shown):
        presenter.choose_view("closed_today")
        presenter.look_for("木业厂料棚")
        await presenter.read()
        assert shown.face is not None
        assert (shown.count, shown.face.elsewhere) == (0, 1)
        presenter.look_everywhere()
        await presenter.read()
        assert shown.count == 1


async def test_what_was_asked_meanwhile_wins(staged: Staged) -> None:
    async with looking(staged) as (presenter, shown):
        reading = asyncio.ensure_future(presenter.read())
        presenter.choose_view("red")
        await asyncio.sleep(0)
        presenter.choose_view("returned")
        await reading
        await presenter.read()
        assert {row.state for row in shown.pages[0]} == {"RETURN_PENDING"}


async def test_esc_goes_back_to_the_view_and_then_to_what_is_open(staged: Staged) -> None:
    async with looking(staged) as (presenter, _):
        presenter.choose_view("red")
        presenter.look_for("水")
        assert presenter.clear()
        assert (presenter.view, presenter.asked.wanted.words) == ("red", "")
        assert presenter.clear()
        assert presenter.view == "open"
        assert not presenter.clear()


async def test_a_figure_brings_its_title_and_goes(staged: Staged) -> None:
    async with looking(staged) as (presenter, shown):
        presenter.open_figure("超期红灯", "在办件中已超期的。", EventFilter(lights=("red",)))
        await presenter.read()
        assert shown.face is not None
        assert shown.face.figure is not None
        assert shown.face.figure.title == "超期红灯"
        presenter.choose_view("open")
        await presenter.read()
        assert shown.face.figure is None


async def test_views_of_ones_own_are_counted_with_the_others(staged: Staged) -> None:
    async with looking(staged) as (presenter, shown):
        presenter.take_saved(added((), "急的", Asked(EventFilter(urgencies=("U1",))), presenter.sort))
        presenter.choose_view("saved:1")
        await presenter.read()
        assert shown.counts()["saved:1"] == shown.count > 0
        presenter.take_saved(())
        assert presenter.view == "open"


async def test_nobody_has_handled_anything(staged: Staged) -> None:
    async with looking(staged, seated=False) as (_, shown):
        assert "mine" not in shown.counts()


async def test_own_unsent_actions_are_marked_and_have_a_view(staged_offline: Staged) -> None:
    async with looking(staged_offline) as (presenter, shown):
        presenter.choose_view("unsent")
        await presenter.read()
        assert shown.count > 0
        assert {row.case_id for row in shown.pages[0]} <= set(shown.marks)


async def test_a_conflict_waits_at_the_rail(staged_conflict: Staged) -> None:
    async with looking(staged_conflict) as (_, shown):
        assert (shown.counts()["conflicts"] or 0) > 0
        assert shown.badge[0] >= (shown.counts()["conflicts"] or 0)


async def test_pages_follow_one_another_and_can_be_jumped_to(staged: Staged) -> None:
    crowd(staged, 3_000)
    async with looking(staged) as (presenter, shown):
        presenter.choose_view("all")
        await presenter.read()
        await presenter.bring(1)
        await presenter.bring(20)
        first, second, far = shown.pages[0], shown.pages[1], shown.pages[20]
        assert len(first) == len(second) == len(far) == 100
        order = [(row.registered_at, row.case_id) for row in (*first, *second, *far)]
        assert order == sorted(order, reverse=True)
        assert len(set(order)) == 300
        last = (shown.count - 1) // 100
        await presenter.bring(last)
        assert len(shown.pages[last]) == shown.count - last * 100
