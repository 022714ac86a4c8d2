"""开机首屏: what burned is on the screen before the program is loaded, and goes when the window has something to show."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from desktop import glance
from desktop.demo.stage import Staged
from desktop.starting.first_look import FirstLook
from tests.desktop.a_room import a_room
from tests.desktop.patience import until
from tests.desktop.test_glance import AT, seen


class Paints(QObject):
    def __init__(self, watched: QObject) -> None:
        super().__init__(watched)
        self.count = 0
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


def test_it_is_painted_before_any_loop_runs(qapp: QApplication, tmp_path: Path) -> None:
    glance.keep(tmp_path, AT, AT, [seen()])
    found = glance.last(tmp_path)
    assert found is not None
    look = FirstLook(found)
    paints = Paints(look)
    look.say()
    assert paints.count
    assert look.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating), "it takes no focus"
    look.go()
    assert not look.isVisible()


async def test_a_room_that_is_left_keeps_what_its_queue_showed(staged: Staged, qloop: QEventLoop) -> None:
    folder = staged.store.folder
    async with a_room(staged, qloop, page="situation") as room:
        page = room.frame.go.named("situation")
        assert page is not None
        await until(lambda: (folder / glance.FILE).exists(), "the look")
        shown = page.view.queue.cards  # type: ignore[attr-defined]
        found = glance.last(folder)
        assert found is not None
        assert [one.card.case_id for one in found.seen] == [card.case_id for card in shown][: glance.MOST]
