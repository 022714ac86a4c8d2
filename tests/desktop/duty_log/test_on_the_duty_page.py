"""演练 and 断网 on 值班 (rulebook §6.4): begun, listed with what it means, ended; in the name of whoever may."""

from qasync import QEventLoop

from desktop.demo.stage import Staged
from desktop.demo.town import PASSWORD
from desktop.duty.page import DutyPage
from desktop.duty_log.log import Given, Line
from desktop.room import Room
from desktop.signing.passwords import Passwords
from governance.duty.drill import Drill
from tests.desktop.a_room import a_room
from tests.desktop.duty.counties import Known
from tests.desktop.patience import until

LEADER = "b1def5ed-4d7c-537f-b49e-31dd5c7887b2"  # 许志远


async def _opened(room: Room) -> DutyPage:
    page = room.frame.go.named("duty")
    assert isinstance(page, DutyPage)
    page.duty_log.log._saving._passwords = Passwords(room.seat, Known())  # type: ignore[attr-defined]
    room.frame.go.page("duty")
    await until(lambda: bool(page.presenter._sections))
    return page


def _lines(page: DutyPage) -> list[Line]:
    return list(page.view.log.table.rows.rows_here().values())


async def test_a_leader_marks_a_drill_and_its_end(qloop: QEventLoop, staged: Staged) -> None:
    async with a_room(staged, qloop, page="duty") as room:
        page = await _opened(room)
        panel, dialog = page.view.log, page.duty_log.dialog
        assert "不停计时、不免责" in panel._blank.text()
        panel.drill.click()
        assert dialog.isVisible()
        assert dialog.since.text() == "15:42"
        dialog.text.setText("拔掉县镇专线，全部转本机办理")
        dialog._give()
        await until(page.duty_log.password.isVisible)
        page.duty_log.password.field.setText(PASSWORD)
        page.duty_log.password._give()
        await until(lambda: len(_lines(page)) == 1)
        (line,) = _lines(page)
        assert (line.what, line.by, line.open, line.span) == ("演练·断网", "许志远", True, "15:42 起，未结束")
        assert not dialog.isVisible()

        staged.clock.move_to(staged.now + 30 * 60_000)
        panel.foot_end.click()
        dialog.text.setText("12 件补送无误")
        dialog._give()
        await until(page.duty_log.password.isVisible)
        page.duty_log.password.field.setText(PASSWORD)
        page.duty_log.password._give()
        await until(lambda: not _lines(page)[0].open)
        kept = room.seat.desk.case(line.key)
        assert isinstance(kept, Drill)
        assert (kept.by, kept.result) == (LEADER, "12 件补送无误")
        assert not panel.foot_end.isVisible()


async def test_the_operator_declares_an_outage_at_once(qloop: QEventLoop, staged: Staged) -> None:
    async with a_room(staged, qloop, page="duty") as room:
        page = await _opened(room)
        page.view.log.outage.click()
        page.duty_log.dialog.text.setText("县镇专线")
        page.duty_log.dialog._give()
        page.duty_log.dialog._give()  # pressed twice, written once
        await until(lambda: [one.what for one in _lines(page)] == ["断网"])
        await until(lambda: next(one for one in page.presenter._sections if one.key == "outages").count == 1)
        assert _lines(page)[0].by == room.seat.operator.name


async def test_what_cannot_be_is_said_and_nothing_is_written(qloop: QEventLoop, staged: Staged) -> None:
    async with a_room(staged, qloop, page="duty") as room:
        page = await _opened(room)
        log = page.duty_log.log
        asked = log.asked(drill=True)
        assert "写法不对" in await log.save(asked, Given(subject="OUTAGE", since="早上", text="x", who=0))
        assert "写法不对" in await log.save(
            asked, Given(subject="OUTAGE", since="14:00", to="晚上", text="x", who=0)
        )
        late = Given(subject="OUTAGE", since="16:00", text="x", who=0)
        assert "晚于现在" in await log.save(asked, late)
        assert "没有带班领导" in await log.save(asked, Given(since="14:00", text="x"))
        assert isinstance(log.end_asked(None), str)
        assert _lines(page) == []


async def test_a_drill_put_away_unsigned_is_not_written(qloop: QEventLoop, staged: Staged) -> None:
    async with a_room(staged, qloop, page="duty") as room:
        page = await _opened(room)
        page.view.log.drill.click()
        page.duty_log.dialog.text.setText("桌面推演")
        page.duty_log.dialog._give()
        await until(page.duty_log.password.isVisible)
        page.duty_log.password.reject()
        await until(lambda: "口令" in page.duty_log.dialog.refusal)
        assert (_lines(page), page.duty_log.dialog.text.text()) == ([], "桌面推演")
