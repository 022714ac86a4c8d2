"""Nobody has taken the shift yet (未接班): every page can be read, and what is typed is kept for who takes it."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from qasync import QEventLoop

from desktop.intake.page import IntakePage
from desktop.seat import NOBODY, Operator
from desktop.shots.scene import scene
from desktop.shots.shot import Shot
from tests.desktop.patience import until

SIZE = (1366, 768)
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # a list under a field, offscreen
WORDS = "西桥头路灯不亮，晚上看不见路"


async def test_every_page_is_read_and_what_is_typed_waits_for_who_sits_down(
    staged_template: Path, qloop: QEventLoop
) -> None:
    async with scene(Shot(name="nobody"), SIZE, staged_template) as made:
        seat = made.room.seat
        seat.sit(NOBODY)
        for page in made.frame.go.pages:
            await made.show_page(page.name)
        intake = made.frame.go.named("intake")
        assert isinstance(intake, IntakePage)
        await made.do("intake")
        await until(lambda: intake.presenter.search is not None, "the names of places")
        await made.type(WORDS)
        await made.press(Qt.Key.Key_Tab)
        await made.do("save_draft")
        draft_id = intake.presenter.parked.draft_id
        assert [one.draft_id for one in await seat.drafts()] == [draft_id]
        seat.sit(Operator(made.staged.operator, "严浩然"))
        assert draft_id in [one.draft_id for one in await seat.drafts()]
        assert made.reported == []
