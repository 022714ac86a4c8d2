"""窗口优先: the store hears when the window's thread works and when it rests."""

import threading

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db.courtesy import Courtesy
from desktop.going_first import GoingFirst


def test_work_goes_on_while_the_window_rests(qapp: QApplication) -> None:
    courtesy, done = Courtesy(), threading.Event()
    first = GoingFirst(courtesy)

    def work() -> None:
        for _ in courtesy.between(range(50)):
            pass
        done.set()

    worker = threading.Thread(target=work)
    worker.start()
    QTest.qWait(50)
    first.stop()
    worker.join()
    assert done.is_set()


def test_the_window_at_work_goes_first(qapp: QApplication) -> None:
    told: list[str] = []

    class Heard(Courtesy):
        def begin(self) -> None:
            told.append("begin")

        def end(self) -> None:
            told.append("end")

    first = GoingFirst(Heard())
    QTest.qWait(20)
    first.stop()
    assert told[-1] == "end"
    assert "begin" in told
