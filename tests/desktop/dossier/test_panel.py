"""The dossier as an operator uses it: three keys to dispatch, refusals that say why, drafts that stay."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from argon2 import PasswordHasher
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from db.queries.event_filter import EventFilter
from db.queries.event_list import filtered_events
from db.queries.events import EventRow
from db.queries.receipts import receipts
from desktop import times
from desktop.demo.stage import Staged
from desktop.desk import Desk
from desktop.dossier.full import FullDossier
from desktop.dossier.panel import DossierPanel
from desktop.dossier.sheet import Sheet
from desktop.keymap import Keymap
from desktop.moves.files_editor import FilesEditor
from desktop.moves.pick_editor import PickLine
from desktop.seat import Operator, Seat
from desktop.shell.keys import Keys
from desktop.shell.page import PageContext
from desktop.signing.password_dialog import PasswordDialog
from desktop.signing.passwords import SETTING, Remembered
from desktop.tasks import Tasks
from governance.calls.call import Call
from governance.events.event import Event
from governance.places.serials import paper_number
from governance.refusal import ReportedError


class Heard:
    """What the window would say and where it would go (implements `Notices` and `Go`)."""

    def __init__(self) -> None:
        self.toasts: list[str] = []
        self.undo: Callable[[], Awaitable[None]] | None = None
        self.went: list[tuple[str, str]] = []

    def toast(self, text: str, undo: Callable[[], Awaitable[None]] | None = None) -> None:
        self.toasts.append(text)
        self.undo = undo

    def banner(self, key: str, sentence: str, level: str = "amber") -> None:
        raise AssertionError(sentence)

    def case(self, case_id: str) -> None:
        self.went.append(("case", case_id))

    def call(self, event_id: str, item: str = "") -> None:
        self.went.append(("call", event_id))

    def page(self, name: str) -> None:
        self.went.append(("page", name))

    def intake(self, draft_id: str = "") -> None:
        self.went.append(("intake", draft_id))

    def cases(self, title: str, explained: str, wanted: Any) -> None:
        self.went.append(("cases", title))

    def conflicts(self, case_id: str = "") -> None:
        self.went.append(("conflicts", case_id))

    def item(self, code: str, version: int = 0, case_id: str = "") -> None:
        self.went.append(("item", f"{code} {version} {case_id}"))

    def on_map(self, lon: float, lat: float) -> None:
        self.went.append(("map", f"{lon} {lat}"))


class Desktop:
    """A dossier in a window with the desk's keys, on the staged store."""

    def __init__(self, staged: Staged, qtbot: QtBot, loop: asyncio.AbstractEventLoop) -> None:
        self.staged, self.qtbot = staged, qtbot
        self.heard = Heard()
        self.seat = Seat(Desk(staged.store), loop)
        self.reports: list[ReportedError] = []
        self.tasks = Tasks(loop, self.reports.append)
        user = self.seat.rules.directory.users[staged.operator]
        self.seat.sit(Operator(user.id, user.name, tuple(grant.role for grant in user.grants)))
        keymap = Keymap.shipped()
        self.context = context = PageContext(self.seat, self.tasks, self.heard, self.heard, keymap)
        self.panel = DossierPanel(context)
        self.full: FullDossier | None = None
        self.panel.resize(456, 900)
        self.keys = Keys(self.panel, keymap, self.panel.key)
        self.panel.show()
        self.panel.activateWindow()

    def rows(self, *states: str, **more: Any) -> list[EventRow]:
        wanted = EventFilter(states=states, **more)
        stream, now = self.staged.stream, self.staged.now
        return self.staged.store.read(lambda conn: filtered_events(conn, stream, wanted, now=now))

    def first(self, *states: str, **more: Any) -> EventRow:
        return self.rows(*states, **more)[0]

    async def show(self, *states: str, **more: Any) -> str:
        case_id = self.first(*states, **more).case_id
        shown: list[str] = []
        self.panel.case_shown.connect(shown.append)
        self.panel.show_case(case_id)
        await self.wait(lambda: case_id in shown and self.panel.isActiveWindow())
        return case_id

    def whole(self) -> FullDossier:
        """The case on a whole page; closed with the desktop."""
        self.full = FullDossier(self.context)
        self.full.resize(1600, 900)
        self.full.show()
        return self.full

    def type(self, words: str) -> None:
        target = QApplication.focusWidget()
        assert target is not None
        written = QInputMethodEvent()  # Chinese comes from an input method, not from keys
        written.setCommitString(words)
        QApplication.sendEvent(target, written)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        target: QWidget = QApplication.focusWidget() or self.panel
        QTest.keyClick(target, key, modifiers)

    async def wait(self, reached: Callable[[], bool]) -> None:
        async with asyncio.timeout(5):
            while not reached():  # noqa: ASYNC110  # what is waited for is on the screen, not an event
                await asyncio.sleep(0.01)

    def given(self, case_id: str) -> bool:
        """Whether the county has given its call to a department."""
        calls = self.seat.desk.cases([kid.child for kid in self.event(case_id).kids]).values()
        return any(isinstance(call, Call) and call.tasks for call in calls)

    def event(self, case_id: str) -> Event:
        case = self.seat.desk.case(case_id)
        assert isinstance(case, Event)
        return case


@pytest.fixture
def desktop(staged: Staged, qtbot: QtBot, qloop: asyncio.AbstractEventLoop) -> Iterator[Desktop]:
    made = Desktop(staged, qtbot, qloop)
    yield made
    qloop.run_until_complete(made.tasks.close())
    made.seat.close()
    for shown in filter(None, (made.panel, made.full)):
        shown.close()
        shown.deleteLater()
    qloop.run_until_complete(
        asyncio.sleep(0.05)
    )  # gone now, and not whenever a worker thread collects garbage
    assert made.reports == []


PASSWORD = "yunxi-2026"
CTRL = Qt.KeyboardModifier.ControlModifier


async def test_three_keys_dispatch_to_the_suggested_unit(desktop: Desktop) -> None:
    case_id = await desktop.show("ACCEPTED")
    before = QApplication.focusWidget()
    desktop.press(Qt.Key.Key_F3)
    desktop.press(Qt.Key.Key_Return)
    desktop.press(Qt.Key.Key_Return, CTRL)
    await desktop.wait(lambda: desktop.event(case_id).state == "DISPATCHED")
    await desktop.wait(lambda: bool(desktop.heard.toasts))
    assert desktop.heard.toasts[0].startswith("已派单至 ")
    assert desktop.heard.toasts[0].endswith("已存本机")
    await desktop.wait(lambda: _state(desktop) == "DISPATCHED")
    after = QApplication.focusWidget()
    assert after is not None
    assert after is before or desktop.panel.isAncestorOf(after), (
        "the keys are where they were before the form"
    )


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # the list under the line is a window
async def test_a_unit_is_picked_by_its_initials(desktop: Desktop) -> None:
    case_id = await desktop.show("ACCEPTED")
    desktop.press(Qt.Key.Key_F3)
    line = QApplication.focusWidget()
    assert isinstance(line, PickLine)
    for key in (Qt.Key.Key_Z, Qt.Key.Key_H, Qt.Key.Key_Z, Qt.Key.Key_F):
        desktop.press(key)
    await desktop.wait(lambda: line.match("zhzf") != "")
    desktop.press(Qt.Key.Key_Return)
    desktop.press(Qt.Key.Key_Return, CTRL)
    await desktop.wait(lambda: desktop.event(case_id).state == "DISPATCHED")
    held = desktop.event(case_id).held_by
    assert "综合" in desktop.seat.rules.name_of(held)


def _state(desktop: Desktop) -> str:
    sheet = desktop.panel.presenter.sheet
    assert sheet is not None
    return sheet.case.state if isinstance(sheet.case, Event) else ""


async def test_a_wrong_step_is_refused_with_cause_and_way_out(desktop: Desktop) -> None:
    await desktop.show("REGISTERED")
    desktop.press(Qt.Key.Key_F3)
    await desktop.wait(lambda: "不可【派遣】" in desktop.panel.refusal)
    assert "待受理" in desktop.panel.refusal


async def test_a_call_from_an_event_begins_on_its_own_page(desktop: Desktop) -> None:
    case_id = await desktop.show("ACCEPTED")
    desktop.press(Qt.Key.Key_F4)
    assert desktop.heard.went == [("call", case_id)]


async def test_an_answer_by_phone_is_recorded_for_the_unit(desktop: Desktop) -> None:
    case_id = await desktop.show("DISPATCHED")
    unit = desktop.event(case_id).held_by
    desktop.press(Qt.Key.Key_L, CTRL)
    desktop.press(Qt.Key.Key_1)
    desktop.type("罗成")
    desktop.press(Qt.Key.Key_Return, CTRL)
    await desktop.wait(lambda: desktop.event(case_id).state == "SIGNED")
    sheet = desktop.panel.presenter.sheet
    assert sheet is not None
    await desktop.wait(lambda: desktop.panel.presenter.sheet is not sheet)
    newest = desktop.panel.presenter.sheet
    assert newest is not None
    assert newest.lines[0].tag == "代录"
    assert "罗成" in newest.lines[0].who
    assert desktop.seat.rules.name_of(unit)[:3] in newest.lines[0].who


async def test_a_step_from_a_slip_counts_at_the_time_written_on_it(desktop: Desktop) -> None:
    case_id = await desktop.show("ACCEPTED")
    told = desktop.staged.now - 60_000
    desktop.panel.key("backfill")
    desktop.press(Qt.Key.Key_F3)
    desktop.type(paper_number(desktop.seat.rules.home.unit, 123))
    desktop.press(Qt.Key.Key_Return)
    desktop.type(times.clock_time(told))
    desktop.press(Qt.Key.Key_Return, CTRL)
    await desktop.wait(lambda: desktop.event(case_id).state == "DISPATCHED")
    await desktop.wait(lambda: _state(desktop) == "DISPATCHED")
    sheet = desktop.panel.presenter.sheet
    assert sheet is not None
    assert (sheet.lines[0].tag, sheet.lines[0].at) == ("补录", told // 60_000 * 60_000)
    assert "P100000123" in desktop.heard.toasts[-1]
    assert desktop.panel.form_values == {}


async def test_what_was_typed_is_kept_when_the_form_is_put_away(desktop: Desktop) -> None:
    await desktop.show("RETURN_PENDING")
    desktop.press(Qt.Key.Key_J, CTRL)
    desktop.press(Qt.Key.Key_1)
    desktop.type("所引条款成立")
    desktop.panel.key("escape")
    await desktop.wait(lambda: not desktop.tasks.running)
    desktop.press(Qt.Key.Key_J, CTRL)
    await desktop.wait(lambda: desktop.panel.form_values.get("reason") == "所引条款成立")
    assert desktop.panel.form_values["ruling"] == "uphold"


@pytest.mark.parametrize(("state", "words"), [("FEEDBACK", "待评价"), ("SIGNED", "可催办（Ctrl+U）")])
async def test_without_a_next_step_it_says_who_has_one(desktop: Desktop, state: str, words: str) -> None:
    """A call that was fed back waits for its rating beside it, not for the department."""
    kids = [kid.child for row in desktop.rows("CALLED_UP") for kid in desktop.event(row.case_id).kids]
    cases = desktop.seat.desk.cases(kids).values()
    case_id = next(case.id for case in cases if isinstance(case, Call) and case.state == state)
    said: list[str] = []
    desktop.panel.acting.refused.connect(said.append)
    desktop.panel.show_case(case_id)
    await desktop.wait(
        lambda: (sheet := desktop.panel.presenter.sheet) is not None and sheet.case_id == case_id
    )
    desktop.press(Qt.Key.Key_J, CTRL)
    assert words in said[-1]


async def test_an_incomplete_form_says_what_is_missing_and_saves_nothing(desktop: Desktop) -> None:
    case_id = await desktop.show("RETURN_PENDING")
    desktop.press(Qt.Key.Key_J, CTRL)
    desktop.press(Qt.Key.Key_Return, CTRL)
    await desktop.wait(lambda: "ruling" in desktop.panel.form_faults)
    assert desktop.event(case_id).state == "RETURN_PENDING"


async def test_the_text_for_the_work_group_is_one_key(desktop: Desktop) -> None:
    case_id = await desktop.show("DISPATCHED")
    desktop.press(Qt.Key.Key_C, CTRL | Qt.KeyboardModifier.ShiftModifier)
    text = QGuiApplication.clipboard().text()
    assert desktop.event(case_id).serial in text
    assert "办结时限：" in text


async def test_the_caller_is_seen_for_a_reason_and_leaves_a_trace(desktop: Desktop) -> None:
    await desktop.show("ACCEPTED")
    sheet = desktop.panel.presenter.sheet
    assert sheet is not None
    assert sheet.person is not None
    assert "****" in sheet.person.tel
    desktop.panel.unmask()
    desktop.type("回电核实")
    desktop.press(Qt.Key.Key_Return, CTRL)
    await desktop.wait(lambda: "138" in desktop.panel.person and "****" not in desktop.panel.person)


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # the list under the line is a window
async def test_merging_can_be_taken_back(desktop: Desktop) -> None:
    case_id = await desktop.show("REGISTERED")
    main = desktop.first("SIGNED").case_id
    desktop.press(Qt.Key.Key_M, CTRL)
    await desktop.wait(lambda: bool(desktop.panel.form_values))
    serial = desktop.event(main).serial
    desktop.type(serial)
    desktop.press(Qt.Key.Key_Return, CTRL)
    await desktop.wait(lambda: desktop.event(case_id).state == "MERGED")
    await desktop.wait(lambda: desktop.heard.undo is not None)
    undo = desktop.heard.undo
    assert undo is not None
    await undo()
    await desktop.wait(lambda: desktop.event(case_id).state == "REGISTERED")


async def test_the_picture_of_every_state_is_drawn(desktop: Desktop, tmp_path: Path) -> None:
    for state in ("REGISTERED", "SIGNED", "CALLED_UP", "FEEDBACK", "CLOSED"):
        await desktop.show(state)
        assert desktop.panel.grab().save(str(tmp_path / f"{state}.png"))


async def test_the_whole_dossier_leads_back_by_escape(desktop: Desktop) -> None:
    full = desktop.whole()
    left: list[bool] = []
    full.closed.connect(lambda: left.append(True))
    sheets: list[Sheet] = []
    full.dossier.sheet_shown.connect(sheets.append)
    full.show_case(desktop.first("CLOSED").case_id)
    await desktop.wait(lambda: bool(sheets))
    assert len(sheets[0].clocks) == len(full.clocks.words) > 4
    assert full.key("escape")
    assert left == [True]


async def test_the_whole_dossier_tells_how_far_own_actions_have_come(desktop: Desktop) -> None:
    case_id = await desktop.show("DISPATCHED")
    desktop.press(Qt.Key.Key_U, CTRL)
    await desktop.wait(lambda: bool(desktop.panel.form_values))
    desktop.press(Qt.Key.Key_Return, CTRL)
    await desktop.wait(lambda: bool(desktop.heard.toasts))
    full = desktop.whole()
    full.show_case(case_id)
    await desktop.wait(lambda: bool(full.receipts.words))
    code, what, _, state = full.receipts.words[0]
    assert (len(code.replace("-", "")), what, state) == (8, "催办", "已存本机")


async def test_the_whole_dossier_lists_each_department_with_its_clocks(desktop: Desktop) -> None:
    full = desktop.whole()
    full.show_case(next(row.case_id for row in desktop.rows("CALLED_UP") if desktop.given(row.case_id)))
    await desktop.wait(lambda: bool(full.parts.words))
    part = full.parts.words[0]
    assert part[0].startswith(("C1 主 ", "C2 主 ", "C3 主 "))
    assert part[-1] in ("在办", "已反馈")


async def test_an_open_conflict_comes_before_every_other_step(
    staged_conflict: Staged, qtbot: QtBot, qloop: asyncio.AbstractEventLoop
) -> None:
    desktop = Desktop(staged_conflict, qtbot, qloop)
    case_id = await desktop.show(conflicts=True)
    desktop.press(Qt.Key.Key_J, CTRL)
    assert desktop.heard.went == [("conflicts", case_id)]
    await desktop.tasks.close()
    desktop.seat.close()
    desktop.panel.deleteLater()


async def test_the_caller_is_in_the_text_only_when_ticked_and_leaves_traces(desktop: Desktop) -> None:
    await desktop.show("DISPATCHED")
    desktop.panel.acting.ask("copy_caller")
    desktop.press(Qt.Key.Key_Return, CTRL)
    await desktop.wait(lambda: "ticked" in desktop.panel.form_faults)
    QGuiApplication.clipboard().setText("")
    desktop.press(Qt.Key.Key_Space)
    desktop.press(Qt.Key.Key_Return, CTRL)
    await desktop.wait(lambda: "反映人：" in QGuiApplication.clipboard().text())
    assert "138" in QGuiApplication.clipboard().text()
    seat = desktop.seat
    done = desktop.staged.store.read_own(lambda conn: receipts(conn, seat.stream, limit=2))
    assert [one.kind for one in done] == ["audit.unmask", "audit.unmask"]
    assert "****" in desktop.panel.person  # the head stays masked


async def test_chosen_material_is_copied_and_stands_among_what_hangs_on_the_case(
    desktop: Desktop, tmp_path: Path
) -> None:
    case_id = await desktop.show("SIGNED")
    chosen = tmp_path / "现场.jpg"
    chosen.write_bytes(b"picture")
    desktop.panel.acting.ask("event.attach")
    editor = desktop.panel.findChild(FilesEditor)
    assert editor is not None
    editor.add([str(chosen)])
    await desktop.wait(lambda: desktop.panel.form_values.get("files") == ("现场.jpg",))
    desktop.press(Qt.Key.Key_Return, CTRL)
    await desktop.wait(lambda: bool(desktop.heard.toasts))

    def shown() -> bool:
        sheet = desktop.panel.presenter.sheet
        return sheet is not None and any(link.copy and link.title == "现场.jpg" for link in sheet.links)

    await desktop.wait(shown)
    assert len(list((desktop.staged.store.folder / "files").iterdir())) == 1
    assert case_id == desktop.panel.case_id


# ---------------------------------------------------------------- a leader's own decision


async def remember(desktop: Desktop, leader: str) -> None:
    """This PC has checked the leader's password before: he can sign without the county."""
    known = Remembered(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD))
    await desktop.seat.keep_setting(SETTING.format(user=leader), msgspec.json.encode(known).decode())


def question(desktop: Desktop) -> PasswordDialog | None:
    return next((one for one in desktop.panel.findChildren(PasswordDialog) if one.isVisible()), None)


def who_did(desktop: Desktop, kind: str) -> str:
    """Whom the timeline names for the last act of a kind."""
    sheet = desktop.panel.presenter.sheet
    return next((line.who for line in sheet.lines if line.kind == kind), "") if sheet is not None else ""


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # the question is a window
async def test_a_leader_signs_at_the_operators_desk(desktop: Desktop) -> None:
    case_id = await desktop.show("SIGNED")
    sheet = desktop.panel.presenter.sheet
    assert sheet is not None
    act = next(act for act in sheet.acts if act.kind == "event.void")
    await remember(desktop, act.signer)
    desktop.panel.acting.ask(act.key)
    desktop.press(Qt.Key.Key_1)
    desktop.type("与上一件重复登记")
    desktop.press(Qt.Key.Key_Return, CTRL)
    await desktop.wait(lambda: question(desktop) is not None)
    asked = question(desktop)
    assert asked is not None
    assert "许志远签字：作废" in asked.windowTitle()
    asked.reject()
    await desktop.wait(lambda: "没有提交" in desktop.panel._drawer._refusal.sentence)
    assert desktop.event(case_id).state == "SIGNED", "nothing is saved without his password"
    desktop.panel.activateWindow()
    await desktop.wait(desktop.panel.isActiveWindow)
    desktop.press(Qt.Key.Key_Return, CTRL)
    await desktop.wait(lambda: question(desktop) is not None)
    asked.field.setText(PASSWORD)
    QTest.keyClick(asked.field, Qt.Key.Key_Return)
    await desktop.wait(lambda: desktop.event(case_id).state == "VOID")
    await desktop.wait(lambda: "许志远" in who_did(desktop, "event.void"))
    assert desktop.seat.operator.name != "许志远"
