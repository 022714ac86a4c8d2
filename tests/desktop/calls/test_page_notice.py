"""通报 in the window (rulebook §4.8): begun from the cards by keys, kept, sent to the units, signed by the leader."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from db.outbox import Sealed
from desktop.calls.page import CallsPage
from desktop.demo.stage import Staged
from desktop.desk import Wish
from desktop.moves.notice_forms import LINE
from desktop.room import Room
from governance.notices.notice import DRAFT, EXPLAINING, RECTIFIED, SIGNED, Notice
from governance.notices.rules import REPLIERS
from tests.desktop.a_room import a_room
from tests.desktop.calls.test_page import give, remember, the_page
from tests.desktop.patience import until

SUPERVISOR, DIRECTOR = "潘云仙", "梁建华"
DAY_MS = 86_400_000


def press(room: Room, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or room.frame.window, key, held)


async def to_the_window(room: Room, page: CallsPage) -> None:
    """The dialog is gone; where no window manager runs the window is to be activated again."""
    await until(lambda: not page.password.isVisible(), "the question is put away")
    room.frame.window.activateWindow()
    await until(lambda: room.frame.window.isActiveWindow(), "the window")


async def shown(room: Room, page: CallsPage) -> Notice:
    """The notice whose dossier is in the middle."""
    view, dossier = page.view, page.dossier
    await until(lambda: dossier.case_id in [card.key for card in view.cards.cards], "its dossier")
    assert page.presenter.chosen == dossier.case_id
    notice = await page.presenter.notice(page.presenter.chosen)
    assert notice is not None
    return notice


async def begun(room: Room, page: CallsPage) -> None:
    """Alt+N on the page."""
    await until(lambda: page.presenter.offered, "cards to tell")
    press(room, Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    await until(lambda: page.view.writing_notice, "the form")


async def put_right(room: Room, notice: Notice) -> None:
    """Every unit's lead answers in the browser; the desk reads it as it reads everything new."""
    users = room.seat.rules.directory.users.values()
    for n, unit in enumerate(notice.units):
        lead = next(one.id for one in users for g in one.grants if g.unit == unit and g.role in REPLIERS)
        p = {"text": f"整改{n}：已安排双人值守"}
        said = await room.seat.save(Wish(kind="notice.reply", p=p, actor=lead, case=notice.id))
        assert isinstance(said, Sealed), said


async def test_a_notice_is_begun_by_keys_with_the_weeks_cards_and_kept_in_the_supervisors_name(
    staged: Staged, qloop: QEventLoop
) -> None:
    async with a_room(staged, qloop, page="calls") as room:
        page = the_page(room)
        supervisor = await remember(room, SUPERVISOR)
        await begun(room, page)
        form = page.view.new_notice.drawer.form
        assert form is not None
        ticked = [key for key, value in form.values.items() if key.startswith(LINE) and value is True]
        week = [one for one in page.presenter.offered if one.since >= staged.now - 7 * DAY_MS]
        assert sorted(ticked) == sorted(f"{LINE}{one.key}" for one in week)
        press(room, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await give(page)
        await until(lambda: not page.view.writing_notice and page.view.lists.value == "notices", "kept")
        notice = await shown(room, page)
        assert (notice.state, notice.drafters) == (DRAFT, (supervisor,))
        assert [line.key for line in notice.lines] == [one.key for one in week]
        assert notice.serial.startswith("B")
        assert not {line.key for line in notice.lines} & {one.key for one in page.presenter.offered}


async def test_what_is_dropped_is_not_told_and_a_notice_of_nothing_is_refused(
    staged: Staged, qloop: QEventLoop
) -> None:
    async with a_room(staged, qloop, page="calls") as room:
        page = the_page(room)
        await begun(room, page)
        drawer = page.view.new_notice.drawer
        for key, editor in drawer._editors.items():
            if key.startswith(LINE) and editor.value:
                editor.setFocus()
                QTest.keyClick(editor, Qt.Key.Key_Space)
        press(room, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: "没有明细" in drawer._refusal.sentence, "the refusal")
        press(room, Qt.Key.Key_Escape)
        await until(lambda: not page.view.writing_notice, "put away")


async def test_it_is_sent_by_its_drafter_and_signed_by_the_director_once_the_units_had_their_time(
    staged: Staged, qloop: QEventLoop
) -> None:
    async with a_room(staged, qloop, page="calls") as room:
        page = the_page(room)
        await remember(room, SUPERVISOR)
        await remember(room, DIRECTOR)
        await begun(room, page)
        press(room, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await give(page)
        await until(lambda: page.view.waiting.step.isVisible(), "its next step")
        await to_the_window(room, page)
        press(room, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: page.view.waiting.step.buttons[0].hasFocus(), "the button")
        press(room, Qt.Key.Key_Space)
        await give(page)
        await until(
            lambda: f"{DIRECTOR}签发" in [one.text() for one in page.view.waiting.step.buttons], "sent"
        )
        assert (await shown(room, page)).state == EXPLAINING
        page.view.waiting.step.buttons[0].click()
        await until(lambda: "说明期未满" in page.view.waiting.step.refusal, "too early")
        staged.clock.move_to(staged.now + 3 * DAY_MS)
        await page.presenter.read()
        page.view.waiting.step.buttons[0].click()
        await give(page)
        await until(lambda: not page.view.waiting.step.isVisible(), "signed")
        notice = await shown(room, page)
        assert notice.state == SIGNED
        await put_right(room, notice)
        cards = page.view.cards
        await until(
            lambda: ("已整改", "green") in {c.key: c for c in cards.cards}[notice.id].tags, "its card"
        )
        answers = f"{page.dossier.presenter.sheet}"
        assert (await shown(room, page)).state == RECTIFIED
        assert all(f"整改{n}：已安排双人值守" in answers for n in range(len(notice.units)))


async def test_with_nothing_to_tell_the_button_says_so(staged: Staged, qloop: QEventLoop) -> None:
    async with a_room(staged, qloop, page="calls") as room:
        page = the_page(room)
        await until(lambda: page.presenter.offered, "cards")
        await remember(room, SUPERVISOR)
        await begun(room, page)
        press(room, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await give(page)
        await until(lambda: not page.presenter.offered, "all told")
        await to_the_window(room, page)
        press(room, Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
        await until(lambda: page.view.foot.refusal.startswith("近两个月没有未通报的黄红牌"), "the refusal")
        assert not page.view.writing_notice


async def test_a_drafted_notice_opens_in_the_form_it_was_begun_with(
    staged: Staged, qloop: QEventLoop
) -> None:
    async with a_room(staged, qloop, page="calls") as room:
        page = the_page(room)
        await remember(room, SUPERVISOR)
        await begun(room, page)
        press(room, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await give(page)
        await until(lambda: page.view.waiting.step.isVisible(), "its next step")
        before = await shown(room, page)
        await to_the_window(room, page)
        step, drawer = page.view.waiting.step, page.view.new_notice.drawer
        next(one for one in step.buttons if one.text() == "改拟稿").click()
        await until(lambda: page.view.writing_notice and drawer.form is not None, "the form")
        assert drawer.form is not None
        lines = {key: value for key, value in drawer.form.values.items() if key.startswith(LINE)}
        assert {key for key, value in lines.items() if value is True} == {
            f"{LINE}{line.key}" for line in before.lines
        }
        drawer._editors["title"].set_value("本周通报")
        drawer.form.put("title", "本周通报")
        press(room, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await give(page)
        await until(lambda: not page.view.writing_notice, "kept")
        await until(lambda: "本周通报" in [card.title for card in page.view.cards.cards], "its card")
        after = await shown(room, page)
        assert (after.id, after.serial, after.state) == (before.id, before.serial, DRAFT)
        assert (after.title, after.lines) == ("本周通报", before.lines)
