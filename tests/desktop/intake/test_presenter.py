"""What the page decides, on the staged store: a full disk keeps the words, an outer due is kept, nothing is lost."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from db.failures import StoreFullError
from db.outbox import Sealed
from desktop.demo.stage import Staged
from desktop.demo.town import NOW, instant
from desktop.desk import Desk, Wish
from desktop.intake import texts
from desktop.intake.faces import BoxFace, NearbyFace, PlaceFace, SavedFace
from desktop.intake.foreseen import Foreseen
from desktop.intake.presenter import IntakePresenter
from desktop.intake.sheet import KIND
from desktop.place_names import PlaceNames
from desktop.seat import Operator, Seat
from desktop.starting.opened import DEMO_MAP
from gis.place_search import PlaceSearch
from gis.town_map import TownMap, load
from governance.places.serials import paper_number
from governance.refusal import Refusal

FULL = "磁盘已满，本次修改未保存；请清理磁盘后重试。"


class FullDisk(Seat):
    """A seat whose disk takes nothing more."""

    async def save(self, wish: Wish) -> Sealed | Refusal:
        raise StoreFullError(FULL)

    async def keep_draft(self, draft_id: str, kind: str, body: str) -> None:
        raise StoreFullError(FULL)


class Shown:
    """What the page would show (implements `View`)."""

    def __init__(self) -> None:
        self.refused = self.note = ""
        self.saved: SavedFace | None = None
        self.place = PlaceFace()
        self.near = NearbyFace()
        self.limits: list[Foreseen] = []
        self.boxes: dict[str, BoxFace] = {}

    def refuse(self, sentence: str) -> None:
        self.refused = sentence

    def show_saved(self, saved: SavedFace | None) -> None:
        self.saved = saved

    def show_place(self, face: PlaceFace, workers: str) -> None:
        self.place = face

    def show_nearby(self, face: NearbyFace) -> None:
        self.near = face

    def show_limits(self, limits: Any) -> None:
        self.limits = list(limits)

    def show_read(self, sheet: Any, shown: Any, urgency: str) -> None:
        self.boxes = {face.key: face for face in shown}

    def show_draft_note(self, text: str, *, failed: bool = False) -> None:
        self.note = text

    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *_: None


class Numbers:
    """Ids and serials that count."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def new_id(self) -> str:
        return self._desk.store.new_id()

    def next_serial(self) -> str:
        return self._desk.next_serial("S")


@pytest.fixture(scope="module")
def town() -> TownMap:
    return load(DEMO_MAP)


def run(
    staged: Staged,
    town: TownMap,
    act: Callable[[IntakePresenter, Shown, Seat], Coroutine[Any, Any, None]],
    seated: type[Seat] = Seat,
) -> None:
    """One call, from the blank sheet on."""

    async def whole() -> None:
        seat = seated(Desk(staged.store), asyncio.get_running_loop())
        user = seat.rules.directory.users[staged.operator]
        seat.sit(Operator(user.id, user.name, tuple(grant.role for grant in user.grants)))
        view = Shown()
        presenter = IntakePresenter(seat, Numbers(seat.desk), PlaceNames.of_map(town), view)
        presenter.search = PlaceSearch(town, lambda name: lambda typed: None)
        presenter.begin()
        try:
            await act(presenter, view, seat)
        finally:
            await asyncio.to_thread(seat.close)

    asyncio.run(whole())


async def written(presenter: IntakePresenter, text: str, place: str) -> None:
    presenter.type_text(text)
    await presenter.consider()
    presenter.type_place(place)
    await presenter.look_up()
    presenter.take_place()
    await presenter.look_around()


def test_no_place_is_called_missing_before_it_was_looked_up(staged: Staged, town: TownMap) -> None:
    async def act(presenter: IntakePresenter, view: Shown, _: Seat) -> None:
        presenter.type_place("无此地")
        presenter.type_text("路灯不亮")  # everything is told anew while the place is still looked for
        assert view.place.warning == ""
        await presenter.look_up()
        assert "未找到地名" in view.place.warning

    run(staged, town, act)


def test_a_full_disk_keeps_the_words_and_says_so(staged: Staged, town: TownMap) -> None:
    async def act(presenter: IntakePresenter, view: Shown, _: Seat) -> None:
        await written(presenter, "路灯不亮", "后巷")
        await presenter.parked.keep()
        assert view.note == texts.DRAFT_FAILED.format(why=FULL)
        assert not await presenter.save()
        assert FULL in view.refused
        assert presenter.sheet.text == "路灯不亮"
        assert presenter.parked.unkept

    run(staged, town, act, FullDisk)


def test_a_draft_that_waited_for_the_saving_does_not_come_back(staged: Staged, town: TownMap) -> None:
    async def act(presenter: IntakePresenter, view: Shown, seat: Seat) -> None:
        await written(presenter, "路灯不亮", "后巷")
        saved, _ = await asyncio.gather(presenter.save(), presenter.parked.keep())
        assert saved
        assert presenter.parked.draft_id not in {one.draft_id for one in await seat.drafts()}

    run(staged, town, act)


def test_saving_takes_the_draft_away(staged: Staged, town: TownMap) -> None:
    async def act(presenter: IntakePresenter, view: Shown, seat: Seat) -> None:
        await written(presenter, "路灯不亮", "后巷")
        await presenter.parked.keep()
        assert presenter.parked.draft_id in {one.draft_id for one in await seat.drafts() if one.kind == KIND}
        assert await presenter.save()
        assert presenter.parked.draft_id not in {one.draft_id for one in await seat.drafts()}
        await presenter.parked.keep()
        assert presenter.parked.draft_id not in {one.draft_id for one in await seat.drafts()}

    run(staged, town, act)


def test_an_order_from_12345_keeps_its_own_number_and_due(staged: Staged, town: TownMap) -> None:
    due = instant(NOW) + 26 * 3_600_000

    async def act(presenter: IntakePresenter, view: Shown, _: Seat) -> None:
        await written(presenter, "路灯不亮", "后巷")
        presenter.put(ch="12345", outer="12345-20260316-0386", outer_due=due)
        assert view.limits[-1].name == texts.OUTER
        assert await presenter.save()
        event = await presenter.event()
        assert event is not None
        assert (event.ch, event.outer, event.outer_due) == ("12345", "12345-20260316-0386", due)

    run(staged, town, act)


def test_a_call_from_a_slip_counts_at_the_time_written_on_it(staged: Staged, town: TownMap) -> None:
    """补录 (§3.11): a slip of yesterday evening; its serial has yesterday's date (§2.2)."""
    told = (instant(NOW) - 20 * 3_600_000) // 60_000 * 60_000

    async def act(presenter: IntakePresenter, view: Shown, seat: Seat) -> None:
        await written(presenter, "路灯不亮", "后巷")
        number = paper_number(seat.rules.home.unit, 123)
        presenter.put(ch="PAPER", slip=number, slip_at=None)
        assert not await presenter.save()
        assert view.refused == texts.SLIP_NEEDS_TIME
        presenter.put(slip=number.replace("0123", "0213"), slip_at=told)
        assert not await presenter.save()
        assert "校验位不对" in view.refused
        presenter.put(slip=number.lower())
        assert await presenter.save()
        event = await presenter.event()
        assert event is not None
        assert (event.at, event.serial[1:7]) == (told, "260315")

    run(staged, town, act)


def test_a_paper_without_a_number_is_no_slip(staged: Staged, town: TownMap) -> None:
    async def act(presenter: IntakePresenter, view: Shown, seat: Seat) -> None:
        await written(presenter, "路灯不亮", "后巷")
        presenter.put(ch="PAPER")
        assert await presenter.save()
        event = await presenter.event()
        assert event is not None
        assert event.serial[1:7] == "260316"

    run(staged, town, act)


def test_an_anonymous_caller_leaves_no_name_and_gets_no_answer(staged: Staged, town: TownMap) -> None:
    async def act(presenter: IntakePresenter, view: Shown, _: Seat) -> None:
        await written(presenter, "我叫王小明，13912347706，给我回话，不愿留名", "后巷")
        assert presenter.sheet.anon
        assert view.boxes["reply"].value == texts.NO
        assert await presenter.save()
        event = await presenter.event()
        assert event is not None
        assert (event.anon, event.reply) == (True, False)

    run(staged, town, act)


def test_a_place_outside_the_town_warns_and_may_be_registered(staged: Staged, town: TownMap) -> None:
    async def act(presenter: IntakePresenter, view: Shown, _: Seat) -> None:
        presenter.type_text("桥断了")
        await presenter.take_point(120.9, 30.5)
        assert "镇界外" in view.place.warning
        presenter.type_place("界外的桥")
        await presenter.take_point(120.9, 30.5)
        assert await presenter.save()
        event = await presenter.event()
        assert event is not None
        assert (event.place.area, event.place.lon) == ("990101100000", 120_900_000)

    run(staged, town, act)


def test_a_call_without_a_kind_is_saved_and_given_one_later(staged: Staged, town: TownMap) -> None:
    async def act(presenter: IntakePresenter, view: Shown, _: Seat) -> None:
        await written(presenter, "呜呜", "后巷")
        assert presenter.sheet.cat == ""
        assert not await presenter.dispatch()
        assert view.refused == "小类待定，不能派单、呼叫；在全部小类中查找一项，或先取号。"
        assert await presenter.save()
        assert view.saved is not None
        assert view.saved.state == texts.STATE_PENDING
        assert not await presenter.dispatch()
        assert view.refused == "小类待定，不能派单、呼叫；在全部小类中查找一项。"
        await presenter.classify("060304")
        assert await presenter.dispatch()
        assert "已派" in view.saved.state

    run(staged, town, act)


def test_a_county_matter_is_accepted_so_that_it_can_be_called(staged: Staged, town: TownMap) -> None:
    async def act(presenter: IntakePresenter, view: Shown, _: Seat) -> None:
        await written(presenter, "家里停水了，水管破裂", "后巷")
        assert presenter.sheet.cat == "060305"
        assert await presenter.accept()
        assert view.saved is not None
        assert view.saved.steps[0] == "call"

    run(staged, town, act)


def test_a_merging_can_be_taken_back(staged: Staged, town: TownMap) -> None:
    async def act(presenter: IntakePresenter, view: Shown, _: Seat) -> None:
        await written(presenter, "水管又在冒水，家里停水了", "石桥东头")
        main = await presenter.merge()
        assert main
        assert view.saved is not None
        await presenter.unmerge(view.saved.case_id, main)
        event = await presenter.event()
        assert event is not None
        assert event.main == ""

    run(staged, town, act)


def test_far_from_everything_nothing_is_merged(staged: Staged, town: TownMap) -> None:
    async def act(presenter: IntakePresenter, view: Shown, _: Seat) -> None:
        await written(presenter, "路灯不亮", "后巷")
        assert not await presenter.merge()
        assert view.refused.startswith(texts.NEED_DUPLICATE.split("{", maxsplit=1)[0])

    run(staged, town, act)
