"""The county's database: one writer, whole transactions, the same rows as on every desk."""

from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from db import server_ledger
from db.county_store import CountyStore, WrongUrlError, county_stream, view_of
from db.failures import StoreLockedError, StoreMissingError
from db.projections.rows import TABLES
from db.store import Store
from governance.ledger.chain import action_hash, device_hash, stream_start
from tests.db.small_county import COUNTY_STREAM, SERVER, TENANT, TOWN_STREAM, County, pull, save, sealed_lines
from tests.governance.room import MONDAY, report, uid


def test_streams_of_a_county_the_countys_own_first(county: County) -> None:
    heads = county.store.read(server_ledger.heads)
    assert [(one.stream, one.kind) for one in heads] == [(COUNTY_STREAM, "county"), (TOWN_STREAM, "town")]
    assert county.store.read(lambda conn: county_stream(conn, TENANT)) == COUNTY_STREAM
    assert county.store.read(lambda conn: server_ledger.head(conn, uid("nobody"))) is None


def test_an_entry_is_found_by_number_device_and_id(county: County, desk: Store) -> None:
    sealed = save(desk, "event.report", "e", report())
    (entry,) = county.take(desk)
    device = desk.device(TOWN_STREAM).device

    def ask(conn: Connection) -> None:
        assert server_ledger.hash_at(conn, TOWN_STREAM, entry.seq) == entry.h
        assert server_ledger.hash_at(conn, TOWN_STREAM, 0) == stream_start(TOWN_STREAM)
        assert server_ledger.hash_at(conn, TOWN_STREAM, entry.seq + 1) is None
        found = server_ledger.stored(conn, TOWN_STREAM, device, sealed.dseq)
        assert found == server_ledger.answer(conn, TOWN_STREAM, sealed.action.id)
        assert found == server_ledger.Answered(sealed.ah, entry.seq, "a", "", None)
        assert server_ledger.stored(conn, TOWN_STREAM, device, sealed.dseq + 1) is None
        before = server_ledger.link(conn, TOWN_STREAM, device, sealed.dseq - 1)
        assert before is not None
        assert action_hash(before, entry.core) == sealed.ah
        assert server_ledger.link(conn, TOWN_STREAM, device, 0) == device_hash(desk.device(TOWN_STREAM).cert)
        known = server_ledger.device(conn, TOWN_STREAM, device)
        assert known is not None
        assert (known.dseq, known.ah, known.eff, known.no, known.status) == (
            sealed.dseq,
            sealed.ah,
            MONDAY,
            "0A",
            "active",
        )

    county.store.read(ask)


def test_pages_follow_each_other_without_a_gap(county: County) -> None:
    whole = county.entries(TOWN_STREAM)
    assert [row.seq for row in whole] == list(range(1, county.tip(TOWN_STREAM).seq + 1))
    cut = [row for after in range(0, len(whole), 7) for row in county.entries(TOWN_STREAM, after, 7)]
    assert cut == whole


def test_the_county_shows_what_the_desk_shows(county: County, desk: Store) -> None:
    save(desk, "event.report", "e", report())
    save(desk, "event.accept", "e", {})
    save(desk, "event.dispatch", "e", {"unit": "T-ZF"})
    county.take(desk)
    pull(desk, county)
    for table in TABLES:
        rows = select(table).where(table.c.stream_id == TOWN_STREAM)
        there = county.store.read(lambda conn, q=rows: {tuple(row) for row in conn.execute(q)})  # type: ignore[misc]
        here = desk.read(lambda conn, q=rows: {tuple(row) for row in conn.execute(q)})  # type: ignore[misc]
        assert there == here


def test_a_transaction_that_fails_leaves_nothing_not_even_in_mind(county: County, desk: Store) -> None:
    save(desk, "event.report", "e", report())
    before = county.tip(TOWN_STREAM)

    with pytest.raises(RuntimeError, match="line went dead"):
        county.store.write(lambda conn: _enter_and_fail(conn, county, desk))
    assert county.tip(TOWN_STREAM) == before
    assert county.case(TOWN_STREAM, uid("e")) is None
    county.take(desk)
    assert county.case(TOWN_STREAM, uid("e")) is not None


def _enter_and_fail(conn: Connection, county: County, desk: Store) -> None:
    *_, (_, *line) = desk.read_own(lambda own: sealed_lines(own, TOWN_STREAM))
    county.write_lines(conn, TOWN_STREAM, [line])  # type: ignore[list-item]
    raise RuntimeError("the line went dead")


def test_an_entry_that_does_not_follow_the_tip_is_our_mistake(county: County, desk: Store) -> None:
    save(desk, "event.report", "e", report())
    (entry,) = county.take(desk)

    def again(conn: Connection) -> None:
        tip = server_ledger.head(conn, TOWN_STREAM)
        assert tip is not None
        server_ledger.append(conn, county.store.view(conn, tip), tip, [entry])

    with pytest.raises(AssertionError, match="does not follow"):
        county.store.write(again)


def test_a_revoked_device_stays_known(county: County, desk: Store) -> None:
    mine = desk.device(TOWN_STREAM)
    county.sys(TOWN_STREAM, "sys.device", {"cert": dict(mine.cert), "no": mine.no, "status": "revoked"})
    known = county.store.read(lambda conn: server_ledger.device(conn, TOWN_STREAM, mine.device))
    assert known is not None
    assert (known.status, known.dseq) == ("revoked", 1)


def test_readers_get_a_view_of_their_own(county: County) -> None:
    def ask(conn: Connection) -> bool:
        view = view_of(conn, TOWN_STREAM)
        assert view is not None
        return view.rules.on_duty(MONDAY)

    assert county.store.read(ask)
    assert county.store.read(lambda conn: view_of(conn, uid("nobody"))) is None


def test_one_server_at_a_time(county: County) -> None:
    with pytest.raises(StoreLockedError):
        CountyStore.open(f"sqlite:///{county.store.path}")


@pytest.mark.parametrize("url", ["postgresql://localhost/x", "sqlite://", "no url at all"])
def test_other_databases_are_refused_by_name(url: str) -> None:
    with pytest.raises(WrongUrlError, match="sqlite:///"):
        CountyStore.open(url)


def test_a_county_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoreMissingError, match="没有找到县端数据库"):
        CountyStore.open(f"sqlite:///{tmp_path / 'none' / 'x.db'}")
    assert not (tmp_path / "none").exists()


def test_the_servers_own_device_begins_the_stream(county: County) -> None:
    first = county.entries(TOWN_STREAM, 0, 1)[0]
    assert (first.dev, first.dseq) == (SERVER[TOWN_STREAM], 1)
