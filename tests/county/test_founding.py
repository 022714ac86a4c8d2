"""A county is founded whole: streams, people, settings, pins, and every byte of it verifies."""

import csv
import io
from pathlib import Path

import pytest
from sqlalchemy import Connection, select, update

from county import accounts, grants, verify
from county.database import found_county, is_founded, keys_path, open_store
from county.failures import KeysError, NewerDatabaseError
from county.keys import make_keys
from county.streams import County, home_of
from db.county_store import view_of
from db.tables.county import ledger
from db.writer import Writer
from tests.county.small import (
    MONDAY,
    OTHER,
    PACK,
    PASSWORD,
    TABLES,
    TOWN,
    copied,
    opened,
    uid,
    url_in,
    write_roster,
)


def test_everything_founded_verifies(county: County) -> None:
    with county.reading() as conn:
        found = verify.verify(conn)
    assert (found[0].name, found[0].kind) == ("县社会治理中心", "county")
    assert {(one.name, one.kind) for one in found[1:]} == {("云溪镇", "town"), ("邻镇", "town")}
    assert [one.differences for one in found] == [(), (), ()]


def test_every_stream_begins_with_the_countys_own_device(county: County) -> None:
    with county.reading() as conn:
        for stream in (county.stream, *county.towns):
            home = home_of(conn, stream)
            assert home is not None
            assert [(d.no, d.id == home.server) for d in home.devices] == [("00", True)]


def test_a_town_works_with_what_the_county_settled(county: County) -> None:
    stream = county.town_of(TOWN)
    assert stream is not None
    with county.reading() as conn:
        view = view_of(conn, stream)
        assert view is not None
        rules = view.rules
        assert rules.catalogue.units["T-ZF"].name == "镇综合执法平台"
        assert rules.limit("event", "SIGN", "U1").n == 15
        assert rules.calendar.covers(2026)
        assert rules.directory.user(uid("gw")) is not None
        assert rules.directory.user(uid("c1")) is not None
        assert rules.directory.user(uid("far")) is None


def test_people_may_only_sit_at_the_desk_of_their_own_town(county: County) -> None:
    here, there = county.town_of(TOWN), county.town_of(OTHER)
    assert here is not None
    assert there is not None
    with county.reading() as conn:
        assert grants.works_at_desk(conn, uid("op1"), here, MONDAY)
        assert not grants.works_at_desk(conn, uid("op1"), there, MONDAY)
        assert not grants.works_at_desk(conn, uid("gw"), here, MONDAY)
        assert not grants.works_at_desk(conn, uid("c1"), here, MONDAY)


def test_a_failed_founding_leaves_an_empty_database(tmp_path: Path) -> None:
    url = url_in(tmp_path)
    bad = write_roster(tmp_path / "roster", towns=TABLES["towns.csv"].replace("990101101000", "990102101000"))
    store = open_store(url, make=True)
    with pytest.raises(Exception, match="同一个县"):
        found_county(store, url, keys_path(url, None), bad, PACK, PASSWORD, MONDAY)
    founded = is_founded(store)
    store.close()
    assert not founded
    assert not keys_path(url, None).exists()


def test_everybody_begins_with_a_one_time_word_of_his_own_for_the_owners_eyes_only(tmp_path: Path) -> None:
    url = url_in(tmp_path)
    store = open_store(url, make=True)
    found_county(store, url, keys_path(url, None), write_roster(tmp_path / "roster"), PACK, None, MONDAY)
    store.close()
    table = tmp_path / "initial_passwords.csv"
    assert table.stat().st_mode & 0o077 == 0
    assert table.read_text("utf-8-sig").startswith("login,name,password\nop1,值班一,")
    words = {
        row["login"]: row["password"] for row in csv.DictReader(io.StringIO(table.read_text("utf-8-sig")))
    }
    assert len(set(words.values())) == len(words) > 20
    with opened(tmp_path) as county, county.reading() as conn:
        dummy, mine = accounts.first_verifier(conn), accounts.account_of(conn, "op1")
    assert mine is not None
    assert mine.once
    assert accounts.right_word(mine, dummy, words["op1"])
    assert not accounts.right_word(mine, dummy, words["op2"])
    assert keys_path(url, None).stat().st_mode & 0o077 == 0


def test_another_countys_keys_are_refused(place: Path) -> None:
    keys_path(url_in(place), None).unlink()
    with pytest.raises(KeysError, match="缺少县端密钥文件"), opened(place):
        pass
    make_keys(keys_path(url_in(place), None), "2026a")
    with pytest.raises(KeysError, match="不是这个县端数据库的"), opened(place):
        pass


def test_a_newer_database_is_left_alone(place: Path) -> None:
    writer = Writer(place / "c.db", "test")
    writer.run(lambda conn: conn.exec_driver_sql("PRAGMA user_version = 99").close())
    writer.close()
    before = (place / "c.db").read_bytes()
    with pytest.raises(NewerDatabaseError, match="更新版本"), opened(place):
        pass
    assert (place / "c.db").read_bytes() == before


def test_damage_is_told_where_it_is(template: Path, tmp_path: Path) -> None:
    place = copied(template, tmp_path / "own")
    writer = Writer(place / "c.db", "test")
    writer.run(_rename_the_operator)
    writer.close()
    with opened(place) as county, county.reading() as conn:
        differences = [d for one in verify.verify(conn) for d in one.differences]
    assert any("设备链不符" in d for d in differences)
    assert any("与重算不符" in d for d in differences)


def _rename_the_operator(conn: Connection) -> None:
    rows = conn.execute(select(ledger.c.stream_id, ledger.c.seq, ledger.c.core)).all()
    row = next(row for row in rows if "值班一".encode() in row.core)
    where = (ledger.c.stream_id == row.stream_id, ledger.c.seq == row.seq)
    core = row.core.replace("值班一".encode(), "值班乙".encode())
    conn.execute(update(ledger).where(*where).values(core=core))
