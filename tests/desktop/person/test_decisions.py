"""What a person decides at the desk, with a real county beside it: dispatch, conflict, hand-over, a call to the county and its rating."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from db.queries.event_filter import EventFilter
from db.queries.event_list import filtered_events
from desktop.calls.page import CallsPage
from desktop.conflicts.opening import Conflicts
from desktop.demo.town import PASSWORD
from desktop.dossier.panel import DossierPanel
from desktop.duty.page import DutyPage
from desktop.widgets.segmented import Segmented
from governance.events import states
from governance.events.event import Event
from governance.responsibility.dispatch_unit import suggested_unit
from tests.desktop.patience import until
from tests.desktop.person.living_town import LivingTown, Person, at_work, confirmed, online

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
MOST_FOR_A_DISPATCH, MOST_LINES = 3, 12
OF_THE_COUNTY = "水源地标志牌"


@pytest.fixture
def living(staged_template: Path, tmp_path: Path) -> Iterator[LivingTown]:
    made = LivingTown(staged_template, tmp_path)
    yield made
    made.close()


@pytest.fixture
def divided(staged_conflict_template: Path, tmp_path: Path) -> Iterator[LivingTown]:
    """Two desks have decided differently."""
    made = LivingTown(staged_conflict_template, tmp_path)
    yield made
    made.close()


def dossier_shown(person: Person) -> DossierPanel:
    return next(one for one in person.window.findChildren(DossierPanel) if one.isVisible())


async def a_task_for_a_unit(person: Person, living: LivingTown) -> str:
    """An accepted event for which the catalogue names a unit of the town."""
    wanted, now = EventFilter(states=(states.ACCEPTED,)), living.clock.boot_ms()
    rows = living.store.read(lambda conn: filtered_events(conn, living.store.stream, wanted, now=now))
    found = await person.room.seat.cases([row.case_id for row in rows])
    rules = person.room.seat.rules
    return next(one.id for one in found.values() if isinstance(one, Event) and suggested_unit(one, rules))


async def a_matter_of_the_county(person: Person, living: LivingTown) -> str:
    """An event of an item whose checklist has several lines."""
    wanted, now = EventFilter(words=OF_THE_COUNTY, open_only=True), living.clock.boot_ms()
    rows = living.store.read(lambda conn: filtered_events(conn, living.store.stream, wanted, now=now))
    return next(row.case_id for row in rows if row.state in states.MAY_CALL_UP)


async def test_three_keys_dispatch_an_event(living: LivingTown, qloop: QEventLoop) -> None:
    async with at_work(living) as person:
        await online(person)
        case_id = await a_task_for_a_unit(person, living)
        person.room.frame.go.case(case_id)
        panel = dossier_shown(person)
        person.count = 0
        person.press(Qt.Key.Key_F3)
        await until(lambda: panel.form_values.get("unit"), "the suggested unit")
        unit = panel.form_values["unit"]
        person.press(Qt.Key.Key_Return, CTRL)
        await until(lambda: "event.dispatch" in confirmed(living, case_id), "the county's word")
        assert person.count <= MOST_FOR_A_DISPATCH
        case = await person.room.seat.case(case_id)
        assert isinstance(case, Event)
        assert case.lead is not None
        assert case.lead.unit == unit


async def test_two_decisions_are_settled_on_their_card(divided: LivingTown, qloop: QEventLoop) -> None:
    async with at_work(divided) as person:
        await online(person)
        banner = person.window.banner
        await until(lambda: "冲突" in banner.sentence, "the notice")
        conflicts = person.window.findChild(Conflicts)
        assert conflicts is not None
        (waiting,) = await conflicts.presenter.read()
        banner.pressed.emit("conflicts")
        await until(lambda: conflicts.dialog is not None, "the card")
        assert conflicts.dialog is not None
        QTest.keyClick(conflicts.dialog, Qt.Key.Key_1, ALT)
        QTest.keyClick(conflicts.dialog, Qt.Key.Key_Return)
        await until(lambda: conflicts.dialog is None, "settled")
        await until(lambda: "conflict.resolve" in confirmed(divided, waiting.case.id), "the county's word")
        await until(lambda: "冲突" not in banner.sentence, "no notice any more")


async def test_a_shift_is_handed_over_with_two_passwords(living: LivingTown, qloop: QEventLoop) -> None:
    async with at_work(living) as person:
        await online(person)
        page = person.room.frame.go.named("duty")
        assert isinstance(page, DutyPage)
        before = person.room.seat.operator
        person.press(Qt.Key.Key_H, CTRL)
        heads = [box.head for box in page.view.boxes.values()]
        await until(lambda: QApplication.focusWidget() in heads, "the first section")
        await until(lambda: "duty.read" not in person.room.context.tasks.running, "the sheet as it stands")
        for _ in range(9):
            person.press(Qt.Key.Key_Space)
        for who in ("out", "in"):
            card = page.view.bar.cards[who]
            await until(lambda card=card: QApplication.focusWidget() is card.password, "the field")  # type: ignore[misc]
            person.say(PASSWORD)
            person.press(Qt.Key.Key_Return)
            await until(lambda card=card: card.password.isHidden() or page.view.bar.refusal.sentence, who)  # type: ignore[misc]
            assert page.view.bar.refusal.sentence == ""
        for _ in range(8):  # the town lives on: a section that a new case came into wants its tick again
            for head in (head for head in heads if not head.isChecked()):
                head.setFocus()
                person.press(Qt.Key.Key_Space)
            person.press(Qt.Key.Key_Return, CTRL)
            await asyncio.sleep(0.5)
            if person.room.seat.operator.id not in ("", before.id):
                break
        await until(lambda: person.room.seat.operator.id not in ("", before.id), "another name")
        shift = person.room.seat.rules.duty[-1].shift
        await until(lambda: confirmed(living, shift), "the county's word")
        assert person.window.top_bar.names.said.endswith(person.room.seat.operator.name)


async def test_the_county_is_called_and_answers(living: LivingTown, qloop: QEventLoop) -> None:
    """特急 goes out first and is countersigned later; the county takes it over."""
    async with at_work(living) as person:
        await online(person)
        page = person.room.frame.go.named("calls")
        assert isinstance(page, CallsPage)
        event = await a_matter_of_the_county(person, living)
        person.room.frame.go.case(event)
        person.press(Qt.Key.Key_F4)
        await until(lambda: page.view.writing and page.drafting.draft is not None, "the draft")
        steps = page.view.draft.done
        for _ in range(MOST_LINES):
            steps.focus_first()
            focus = QApplication.focusWidget()
            if not isinstance(focus, Segmented) or focus.value:
                break  # every line is settled
            person.press(Qt.Key.Key_Space)
        page.view.draft.grade.chosen.emit("C1")
        person.press(Qt.Key.Key_Return, CTRL)
        await until(lambda: not page.view.writing or page.view.draft.refusal, "issued")
        assert page.view.draft.refusal == ""
        case_id = page.presenter.chosen
        await until(lambda: "call.issue" in confirmed(living, case_id), "the county's word")
        await until(lambda: len(confirmed(living, case_id)) > 1, "its answer")
        await until(lambda: page.dossier.case_id == case_id, "its dossier")
