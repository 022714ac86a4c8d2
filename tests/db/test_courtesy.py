"""礼让: long work gives way to who should not wait, a moment at most (db.courtesy)."""

import threading
import time

from db.courtesy import MOST_S, Courtesy


def test_nobody_waits_while_nobody_is_at_work() -> None:
    courtesy = Courtesy()
    before = time.perf_counter()
    assert list(courtesy.between(range(1_000))) == list(range(1_000))
    assert time.perf_counter() - before < 1


def test_work_waits_until_the_other_rests() -> None:
    courtesy, order = Courtesy(), list[str]()
    courtesy.begin()

    def work() -> None:
        courtesy.give_way()
        order.append("worker")

    worker = threading.Thread(target=work)
    worker.start()
    order.append("window")
    courtesy.end()
    worker.join()
    assert order == ["window", "worker"]


def test_nobody_waits_for_himself() -> None:
    courtesy = Courtesy()
    courtesy.begin()
    before = time.perf_counter()
    courtesy.give_way()
    assert time.perf_counter() - before < MOST_S / 2


def test_one_who_never_rests_does_not_stop_the_work() -> None:
    courtesy, waited = Courtesy(), list[float]()
    courtesy.begin()

    def work() -> None:
        before = time.perf_counter()
        courtesy.give_way()
        waited.append(time.perf_counter() - before)

    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    assert waited[0] >= MOST_S * 0.9
