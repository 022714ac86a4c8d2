"""Memory is tidied in the window's thread: a widget caught in a cycle never dies in a worker."""

import gc
import threading
import weakref

from PySide6.QtCore import QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.tidying import EVERY_MS, Tidying


class Node(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.itself = self


def a_forgotten_cycle() -> tuple[weakref.ref[Node], list[int]]:
    died: list[int] = []
    node = Node()
    return weakref.ref(node, lambda _: died.append(threading.get_ident())), died


def test_a_cycle_dies_here_whatever_a_worker_allocates(qapp: QApplication) -> None:
    with Tidying():
        ref, died = a_forgotten_cycle()
        worker = threading.Thread(target=lambda: [[number] for number in range(200_000)])
        worker.start()
        worker.join()
        assert ref() is not None
        kept = [[number] for number in range(50_000)]  # enough for a round to be due
        QTest.qWait(3 * EVERY_MS)
        assert kept
        if ref() is not None:
            gc.collect()
    assert died == [threading.get_ident()]


def test_the_collector_is_given_back(qapp: QApplication) -> None:
    gc.enable()  # the test run has it off too
    try:
        with Tidying():
            assert not gc.isenabled()
        assert gc.isenabled()
    finally:
        gc.disable()
