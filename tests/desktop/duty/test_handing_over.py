"""Handing over on the staged desk: nine ticks and two passwords, then another name, and nothing typed is lost."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from db.queries.handover import handover_groups
from db.settings import setting_of
from desktop.demo.stage import Staged
from desktop.demo.town import PASSWORD
from desktop.duty.filled import SETTING
from desktop.duty.hours import slot_after, slot_opened
from desktop.duty.page import DutyPage
from desktop.duty.sheet_paper import paper
from desktop.printing.printed import foot_of
from desktop.room import Room
from desktop.signing.passwords import Passwords
from governance.duty.shift import Shift
from tests.desktop.a_room import a_room
from tests.desktop.duty.counties import Known
from tests.desktop.patience import until

CTRL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
NEXT = "222f5437-f6ad-5d43-9a10-d44fa5de73a4"  # 杨炳泉
LEADER = "b1def5ed-4d7c-537f-b49e-31dd5c7887b2"  # 许志远
GROUPS = ("urgent", "due_next", "unsigned")


def press(room: Room, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(QApplication.focusWidget() or room.frame.window, key, modifier)


def typed(text: str) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClicks(widget, text)


def _page(room: Room) -> DutyPage:
    page = room.frame.go.named("duty")
    assert isinstance(page, DutyPage)
    page.presenter._passwords = Passwords(room.seat, Known())
    return page


async def _opened(room: Room) -> DutyPage:
    page = _page(room)
    press(room, Qt.Key.Key_H, CTRL)
    await until(lambda: bool(page.presenter._sections) and page.view.stack.currentIndex() == 0)
    press(room, Qt.Key.Key_H, CTRL)
    return page


async def test_the_list_equals_a_fresh_query_of_its_groups(qloop: QEventLoop, staged: Staged) -> None:
    async with a_room(staged, qloop, page="duty") as room:
        page = await _opened(room)
        span = room.seat.rules.duty[-1]
        until_at = slot_after(slot_opened(span.since)).to
        fresh = staged.store.read(
            lambda conn: handover_groups(
                conn, staged.stream, now=staged.now, shift_from=span.since, next_until=until_at
            )
        )
        found = {one.key: one for one in page.presenter._sections}
        for key in GROUPS:
            rows = getattr(fresh, key)
            assert found[key].count == len(rows)
            assert found[key].cases == {row.case_id for row in rows}
        assert found["decisions"].count == len(fresh.returns) + len(fresh.conflicts)
        assert found["calls"].count == len(fresh.owed) + len(fresh.calls)


async def test_nine_spaces_and_two_passwords_hand_the_shift_over(qloop: QEventLoop, staged: Staged) -> None:
    async with a_room(staged, qloop, size=(1920, 1080), page="duty") as room:
        page = await _opened(room)
        page.view.points.editor.setPlainText("涵洞积水，19 时前回话")
        old = room.seat.rules.duty[-1].shift
        for _ in range(9):
            press(room, Qt.Key.Key_Space)
        bar = page.view.bar
        assert QApplication.focusWidget() is bar.cards["out"].password
        assert not bar.go.isEnabled()
        typed("wrong")
        press(room, Qt.Key.Key_Return)
        await until(lambda: bar.refusal.sentence == "口令不对，还可试 4 次。")
        for who in ("out", "in"):
            assert QApplication.focusWidget() is bar.cards[who].password
            typed(PASSWORD)
            press(room, Qt.Key.Key_Return)
            await until(lambda who=who: bar.cards[who].password.isHidden())  # type: ignore[misc]
        assert bar.go.isEnabled()
        press(room, Qt.Key.Key_Return, CTRL)
        await until(lambda: room.seat.operator.id == NEXT)
        await until(lambda: room.seat.rules.duty[-1].operator == NEXT)
        assert room.frame.window.top_bar.names.said.endswith("杨炳泉")
        shift = room.seat.desk.case(old)
        assert isinstance(shift, Shift)
        assert (shift.state, shift.successor) == ("HANDED", NEXT)
        await until(lambda: page.view.points.editor.toPlainText() == "")


async def test_what_was_typed_and_ticked_comes_back(qloop: QEventLoop, staged: Staged) -> None:
    async with a_room(staged, qloop, page="duty", whole=True) as room:
        page = await _opened(room)
        press(room, Qt.Key.Key_Space)
        page.view.points.editor.setPlainText("水源地：等裁定")
        room.frame.go.page("situation")
        await until(lambda: "等裁定" in (staged.store.read_own(lambda own: setting_of(own, SETTING)) or ""))
        page.presenter._filled.now = None
        page.view.points.show_text("")
        press(room, Qt.Key.Key_H, CTRL)
        await until(lambda: page.view.points.editor.toPlainText() == "水源地：等裁定")
        assert page.view.boxes["urgent"].head.isChecked()


async def test_a_leader_countersigns_the_shift(qloop: QEventLoop, staged: Staged) -> None:
    async with a_room(staged, qloop, page="duty") as room:
        page = await _opened(room)
        await page.presenter.sign("leader", PASSWORD)
        shift = room.seat.desk.case(room.seat.rules.duty[-1].shift)
        assert isinstance(shift, Shift)
        assert [user for user, _ in shift.signs] == [LEADER]
        await page.presenter.sign("leader", PASSWORD)
        assert "已在此班签字" in page.view.bar.refusal.sentence


async def test_who_finds_nobody_to_hand_over_opens_with_a_reason(qloop: QEventLoop, staged: Staged) -> None:
    async with a_room(staged, qloop, page="duty") as room:
        page = await _opened(room)
        page.presenter.go_without(True)
        await page.presenter.take_over(NEXT, PASSWORD, " ")
        assert "写明未交接的原因" in page.view.card._password.error
        await page.presenter.take_over(NEXT, PASSWORD, "交班人突发疾病就医")
        await until(lambda: room.seat.rules.duty[-1].operator == NEXT)
        assert room.seat.operator.name == "杨炳泉"
        assert page.view.stack.currentIndex() == 0


async def test_past_the_hour_the_old_shift_stays_responsible(qloop: QEventLoop, staged: Staged) -> None:
    staged.clock.move_to(staged.now + 3 * 3_600_000)
    async with a_room(staged, qloop, page="duty") as room:
        await _opened(room)
        await until(lambda: room.frame.window.banner.sentence == "18:00 已过，未双签，仍由白班 严浩然 负责")


async def test_f8_silences_opens_and_marks_the_title(qloop: QEventLoop, staged: Staged) -> None:
    async with a_room(staged, qloop, page="duty", whole=True) as room:
        window = room.frame.window
        await until(lambda: window.windowTitle().startswith("● 特急 1 · "))
        press(room, Qt.Key.Key_F8)
        await until(lambda: window.windowTitle().startswith("● 特急呼叫 1 · "))
        await until(lambda: room.frame.go.here_case != "")


async def test_the_paper_has_every_line_of_the_list(qloop: QEventLoop, staged: Staged) -> None:
    async with a_room(staged, qloop, page="duty") as room:
        page = await _opened(room)
        sheet = page.presenter.on_paper()
        assert sheet is not None
        document = paper(sheet, foot_of(room.context))
        assert document.title == "云溪镇综合信息指挥室交接单"
        said = str(document.blocks)
        for section in page.presenter._sections:
            assert all(row.title in said for row in section.rows)
