"""The PC's store as the exchange sees it: what is pending, what a reply marks, what a page delivers."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.store import Store
from db.verify import verify
from governance.ledger.action import read_core, read_trusted
from governance.ledger.chain import stream_start
from sync.desk_ports import DeskStore, Page, PageEntry, PushMark
from sync.desk_store import DeskStoreAdapter
from sync.wire import PullLine, cut_pull, cut_push
from tests.db.small_county import COUNTY_STREAM, TOWN_STREAM, Clock, County, a_desk, open_shift, save
from tests.governance.room import report


@pytest.fixture
def county(tmp_path: Path) -> Iterator[County]:
    made = County(tmp_path)
    yield made
    made.close()


@pytest.fixture
def desk(tmp_path: Path, county: County) -> Iterator[Store]:
    with a_desk(tmp_path / "desk", county) as made:
        open_shift(made, county)
        yield made


@pytest.fixture
def port(desk: Store) -> DeskStore:
    return DeskStoreAdapter(desk)


def _page(county: County, after: int) -> Page:
    rows = county.entries(TOWN_STREAM, after)
    entries = tuple(
        PageEntry(r.seq, r.st, r.vd, r.code, r.item, r.core, r.annex, r.ah, r.sig, r.h, read_trusted(r.core))
        for r in rows
    )
    return Page(TOWN_STREAM, 1, entries, rows[-1].seq, rows[-1].h, rows[-1].st, False)


def test_the_countys_stream_is_read_first(port: DeskStore) -> None:
    assert port.streams() == (COUNTY_STREAM, TOWN_STREAM)


def test_pending_lines_are_push_lines_in_order(port: DeskStore, desk: Store) -> None:
    sealed = [save(desk, "event.report", name, report(), annex={"name": "王某"}) for name in "abc"]
    found = port.pending(TOWN_STREAM, 0, 200, 1 << 20)
    assert [one.dseq for one in found] == [2, 3, 4]
    for one, kept in zip(found, sealed, strict=True):
        line = cut_push(one.line)
        assert (read_core(line.core).id, line.sig, one.ah) == (kept.action.id, kept.sig, kept.ah)
        assert line.annex is not None
    assert [one.dseq for one in port.pending(TOWN_STREAM, 2, 1, 1 << 20)] == [3]
    assert [one.dseq for one in port.pending(TOWN_STREAM, 0, 200, 1)] == [2]  # one at least
    two = sum(len(one.line) + 1 for one in found[:2])
    assert [one.dseq for one in port.pending(TOWN_STREAM, 0, 200, two)] == [2, 3]


def test_own_actions_can_be_put_in_a_proofs_place(port: DeskStore, desk: Store) -> None:
    sealed = save(desk, "event.report", "e", report())
    own = port.own(TOWN_STREAM, range(1, 9))
    assert list(own) == [1, 2]
    assert own[2].ah == sealed.ah
    assert port.device(TOWN_STREAM)[1:] == (2, sealed.ah)


def test_a_reply_marks_and_clears_nothing(port: DeskStore, desk: Store) -> None:
    save(desk, "event.report", "e", report())
    port.mark(TOWN_STREAM, 1, [PushMark(2, 99, "a", "", None)])
    assert port.counts() == {"D1": 0, "D4": 1, "D5": 1, "D6": 0, "DQ": 0}
    assert [one.dseq for one in port.pending(TOWN_STREAM, 0, 200, 1 << 20)] == [2]


def test_a_held_action_waits_for_a_person_and_blocks_nobody(port: DeskStore, desk: Store) -> None:
    for name in "ab":
        save(desk, "event.report", name, report())
    port.hold(TOWN_STREAM, 2, "bad-envelope")
    assert port.counts()["DQ"] == 1
    assert [one.dseq for one in port.pending(TOWN_STREAM, 0, 200, 1 << 20)] == [3]


def test_only_reading_back_delivers(port: DeskStore, desk: Store, county: County) -> None:
    save(desk, "event.report", "e", report())
    county.take(desk)
    before = port.cursor(TOWN_STREAM)
    page = _page(county, before.seq)
    assert port.apply_page(page) == [2]
    assert port.counts()["D5"] == 2
    after = port.cursor(TOWN_STREAM)
    assert (after.epoch, after.seq, after.h) == (1, page.end_seq, page.end_h)
    assert port.hash_at(TOWN_STREAM, after.seq) == page.end_h
    assert port.hash_at(TOWN_STREAM, after.seq + 1) is None
    assert port.hash_at(TOWN_STREAM, 0) == stream_start(TOWN_STREAM)
    port.mark(TOWN_STREAM, 1, [PushMark(2, 99, "a", "", None)])  # a late reply
    assert port.counts()["D4"] == 0


def test_another_action_under_our_number_delivers_nothing(
    port: DeskStore, desk: Store, county: County, tmp_path: Path
) -> None:
    desk.close()
    shutil.copytree(desk.folder, tmp_path / "clone")
    with Store.open(tmp_path / "clone", clock=Clock()) as clone:
        save(clone, "event.report", "theirs", report())
        county.take(clone)
    with Store.open(desk.folder, clock=Clock()) as again:
        save(again, "event.report", "ours", report())
        twin = DeskStoreAdapter(again)
        assert twin.apply_page(_page(county, twin.cursor(TOWN_STREAM).seq)) == []
        assert twin.counts()["D1"] == 1


def test_the_heads_know_every_device_and_its_key(port: DeskStore, desk: Store, county: County) -> None:
    heads = port.heads(TOWN_STREAM)
    device, dseq, ah = port.device(TOWN_STREAM)
    assert (heads[device].dseq, heads[device].ah, heads[device].pk) == (dseq, ah, desk.key.public)
    other = a_desk(desk.folder.parent / "other", county, "other", "0B")
    try:
        twin = DeskStoreAdapter(other)
        start = twin.heads(TOWN_STREAM)[twin.device(TOWN_STREAM)[0]]
        assert (start.dseq, start.ah) == (0, twin.device(TOWN_STREAM)[2])
    finally:
        other.close()


def test_what_fell_off_is_kept_as_pull_lines(port: DeskStore, desk: Store, county: County) -> None:
    save(desk, "event.report", "e", report())
    county.take(desk)
    cursor = port.cursor(TOWN_STREAM)
    port.apply_page(_page(county, cursor.seq))
    port.regress(TOWN_STREAM, cursor.seq)
    assert port.cursor(TOWN_STREAM) == cursor
    assert port.counts()["D1"] == 1
    (line,) = desk.read(lambda town: town.exec_driver_sql("SELECT line FROM branch").scalars().all())
    fallen = cut_pull(line)
    assert isinstance(fallen, PullLine)
    assert fallen.placed.seq == cursor.seq + 1
    assert verify(desk).problems == ()
