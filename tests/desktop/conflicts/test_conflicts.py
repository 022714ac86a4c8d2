"""冲突卡: both sides in one order, nothing preselected, the rules asked before a way is offered (sync.md §3.3)."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from qasync import QEventLoop

from desktop.conflicts.opening import Conflicts
from desktop.conflicts.presenter import ConflictsPresenter
from desktop.demo.stage import Staged
from desktop.desk import Desk, Wish
from desktop.place_names import NO_PLACES
from desktop.seat import Operator, Seat
from tests.desktop.a_room import a_room
from tests.desktop.patience import until


@asynccontextmanager
async def looking(staged: Staged) -> AsyncIterator[tuple[ConflictsPresenter, Seat]]:
    seat = Seat(Desk(staged.store), asyncio.get_running_loop(), Operator(staged.operator, "严浩然"))
    try:
        yield ConflictsPresenter(seat, NO_PLACES), seat
    finally:
        seat.close()


async def test_both_sides_stand_in_the_same_order(staged_conflict: Staged) -> None:
    async with looking(staged_conflict) as (presenter, _):
        assert len(await presenter.read()) == 1
        card = await presenter.card(0)
        assert card is not None
        said = {row.label: (row.held, row.other) for row in card.rows}
        assert said["决定"][0].startswith("退单不成立")
        assert said["决定"][1].startswith("退单成立")
        assert "改派至" in said["决定"][1], "the chain of two is one card"
        assert [row.label for row in card.rows if not row.differs], "what is the same is not tinted"
        assert [choice.key for choice in card.choices] == ["KEEP", "MINE", "LEADER"]


async def test_a_way_that_the_rules_refuse_is_off_and_says_why(staged_conflict: Staged) -> None:
    async with looking(staged_conflict) as (presenter, _):
        await presenter.read()
        card = await presenter.card(0)
        assert card is not None
        mine = card.choices[1]
        assert not mine.allowed
        assert "不可【审核退单】" in mine.note


async def test_keeping_settles_the_item_and_leaves_the_case_as_it_is(staged_conflict: Staged) -> None:
    async with looking(staged_conflict) as (presenter, seat):
        await presenter.read()
        card = await presenter.card(0)
        assert card is not None
        before = await seat.case(card.case_id)
        assert await presenter.settle(card, "KEEP") is None
        after = await seat.case(card.case_id)
        assert before is not None
        assert after is not None
        assert before.items
        assert not after.items
        assert getattr(before, "state", "") == getattr(after, "state", "-")
        assert (await presenter.settled(card)).startswith("严浩然")


async def test_handing_it_to_the_leader_keeps_it_open(staged_conflict: Staged) -> None:
    async with looking(staged_conflict) as (presenter, _):
        await presenter.read()
        card = await presenter.card(0)
        assert card is not None
        assert await presenter.settle(card, "LEADER") is None
        assert len(await presenter.read()) == 1


async def test_enter_does_nothing_until_a_way_was_chosen(staged_conflict: Staged, qloop: QEventLoop) -> None:
    async with a_room(staged_conflict, qloop, page="situation") as room:
        room.frame.go.conflicts()
        conflicts = room.frame.window.findChild(Conflicts)
        assert conflicts is not None
        await until(lambda: conflicts.dialog is not None, "the card")
        dialog = conflicts.dialog
        assert dialog is not None
        QTest.keyClick(dialog, Qt.Key.Key_Return)
        await asyncio.sleep(0.1)
        assert len(await conflicts.presenter.read()) == 1
        QTest.keyClick(dialog, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
        QTest.keyClick(dialog, Qt.Key.Key_Return)
        await until(lambda: conflicts.dialog is None, "settled and closed")
        assert await conflicts.presenter.read() == []


async def test_a_card_that_is_closed_while_we_read_hears_nothing(
    staged_conflict: Staged, qloop: QEventLoop
) -> None:
    async with a_room(staged_conflict, qloop, page="situation") as room:
        room.frame.go.conflicts()
        conflicts = room.frame.window.findChild(Conflicts)
        assert conflicts is not None
        await until(lambda: conflicts.dialog is not None, "the card")
        (open_one,) = await conflicts.presenter.read()
        p = {"item": open_one.item, "choice": "KEEP"}
        await room.seat.save(
            Wish(kind="conflict.resolve", p=p, actor=staged_conflict.operator, case=open_one.case.id)
        )
        looking = asyncio.gather(conflicts.look_again())
        await asyncio.sleep(0)
        assert conflicts.dialog is not None
        conflicts.dialog.reject()
        await looking
        assert conflicts.dialog is None


async def test_an_open_card_says_when_somebody_was_faster(staged_conflict: Staged, qloop: QEventLoop) -> None:
    async with a_room(staged_conflict, qloop, page="situation") as room:
        room.frame.go.conflicts()
        conflicts = room.frame.window.findChild(Conflicts)
        assert conflicts is not None
        await until(lambda: conflicts.dialog is not None, "the card")
        (open_one,) = await conflicts.presenter.read()
        p = {"item": open_one.item, "choice": "KEEP"}
        await room.seat.save(
            Wish(kind="conflict.resolve", p=p, actor=staged_conflict.operator, case=open_one.case.id)
        )
        dialog = conflicts.dialog
        assert dialog is not None
        await until(lambda: "已处置" in dialog.said, "who settled it")
