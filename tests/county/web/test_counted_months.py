"""A month's scores are counted once for each state of the ledgers, whoever looks and however many at once (§7.2)."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from county.clock import VirtualClock
from county.streams import County
from county.verify_figures import recount
from county.web.scores import reading
from county.web.scores.counting import CountedMonths
from county.web.scores.reading import Sealed, Table
from county.web.snapshot import Snapshot
from county.web.workplace import Workplace
from governance.evaluation.period import Period
from governance.evaluation.tally import digest
from tests.county.small import DAY, MONDAY, copied, opened
from tests.county.web.scene import assigned, report

MONTH = "2026-03"


class Counter:
    """Counts as the page does, and how often; holds every count up until it is let go."""

    def __init__(self) -> None:
        self.counts = 0
        self.go = threading.Event()
        self.go.set()
        self.begun = threading.Event()

    def __call__(self, snapshot: Snapshot, period: Period) -> tuple[Table, Sealed]:
        self.counts += 1
        self.begun.set()
        assert self.go.wait(10)
        return reading.table(snapshot, period), reading.sealed(snapshot, period)


@pytest.fixture
def county(template: Path, tmp_path: Path) -> Iterator[County]:
    clock = VirtualClock(MONDAY)
    with opened(copied(template, tmp_path / "own"), clock) as county:
        assigned(county, "ZF")
        clock.move_to(MONDAY + 9 * DAY)
        report(county, 5)  # figures reach up to the last entry
        yield county


def test_what_is_kept_is_what_a_recount_of_the_ledger_gives(county: County) -> None:
    place, counter = Workplace(county, {}), Counter()
    months = CountedMonths(counter)
    first = months.of(place.look, MONTH)
    again = months.of(place.look, MONTH)
    with county.reading() as conn:
        anew = recount(conn, MONTH)
    assert first is not None
    assert again == first
    assert counter.counts == 1
    with place.look() as snapshot:
        uncached = reading.lines(anew.rows.departments, snapshot.rules(county.stream))
    table, sealed = first
    assert (sealed.digest, table.lines) == (digest(anew.ledger), uncached)
    assert table.period.as_of == sealed.period.as_of == anew.ledger.as_of
    assert [one.dept for one in table.lines] == ["ZF"]


def test_an_entry_of_any_stream_is_seen_at_the_next_view(county: County) -> None:
    place, counter = Workplace(county, {}), Counter()
    months = CountedMonths(counter)
    before = months.of(place.look, MONTH)
    report(county, 6)
    after = months.of(place.look, MONTH)
    assert before is not None
    assert after is not None
    assert (counter.counts, after[1].digest != before[1].digest) == (2, True)


def test_those_who_come_while_it_is_counted_share_the_count(county: County) -> None:
    place, counter = Workplace(county, {}), Counter()
    months = CountedMonths(counter)
    counter.go.clear()
    with ThreadPoolExecutor(6) as pool:
        asked = [pool.submit(months.of, place.look, MONTH)]
        assert counter.begun.wait(10)
        asked += [pool.submit(months.of, place.look, MONTH) for _ in range(5)]
        counter.go.set()
        found = [one.result(10) for one in asked]
    assert counter.counts == 1
    assert all(one == found[0] for one in found)


def test_who_asks_after_an_entry_never_gets_the_count_that_began_before_it(county: County) -> None:
    place, counter = Workplace(county, {}), Counter()
    months = CountedMonths(counter)
    counter.go.clear()
    with ThreadPoolExecutor(2) as pool:
        early = pool.submit(months.of, place.look, MONTH)
        assert counter.begun.wait(10)
        report(county, 6)  # while the first count runs
        late = pool.submit(months.of, place.look, MONTH)
        counter.go.set()
        first, second = early.result(10), late.result(10)
    with county.reading() as conn:
        now = digest(recount(conn, MONTH).ledger)
    assert first is not None
    assert second is not None
    assert (first[1].digest == now, second[1].digest) == (False, now)


def test_only_so_many_months_are_kept_and_of_each_its_table_alone(county: County) -> None:
    place, months = Workplace(county, {}), CountedMonths(reading.table, most=3)
    for n in range(1, 13):
        assert months.of(place.look, f"2025-{n:02}") is not None
    assert len(months) == 3
    assert Table.__struct_fields__ == ("period", "lines", "weights")


def test_what_is_no_month_or_still_to_come_is_not_counted(county: County) -> None:
    place, counter = Workplace(county, {}), Counter()
    months = CountedMonths(counter)
    assert [months.of(place.look, name) for name in ("2026-13", "2026-Q1", "2026-04", "x")] == [None] * 4
    assert (counter.counts, len(months)) == (0, 0)
    present = months.of(place.look, "")
    assert present is not None
    assert present[0].period.name == MONTH
