"""Opening a store: one window at a time, never a newer one, never a damaged one without saying so."""

import sqlite3
from pathlib import Path

import pytest

from db.failures import (
    StoreDamagedError,
    StoreError,
    StoreLockedError,
    StoreMissingError,
    StoreNewerError,
    StoreReadOnlyError,
)
from db.opening import copy_before_upgrade
from db.queries.events import latest_events
from db.schemas import OWN_SCHEMA, Schema
from db.snapshots import keep_snapshot, snapshot_of
from db.sqlite import wal_is_safe
from db.store import CURRENT, Store
from tests.db.small_county import TOWN_STREAM, Clock, County, pull, save, tip_of
from tests.governance.room import report

OWN, TOWN = "own-1.db", "town.db"


@pytest.fixture
def folder(folder: Path) -> Path:
    """A closed store with one undelivered event."""
    with Store.open(folder, clock=Clock()) as desk:
        save(desk, "event.report", "e", report())
    return folder


def test_a_second_window_is_told(folder: Path) -> None:
    with Store.open(folder), pytest.raises(StoreLockedError, match="另一个窗口正在使用"):
        Store.open(folder)
    Store.open(folder).close()


def test_no_store_in_the_folder(tmp_path: Path) -> None:
    with pytest.raises(StoreMissingError, match="没有本机库"):
        Store.open(tmp_path / "nothing")
    assert not (tmp_path / "nothing").exists()


def test_a_store_is_never_made_over_another(folder: Path) -> None:
    with pytest.raises(StoreError, match="已有本机库"):
        Store.create(folder)


@pytest.mark.parametrize("name", [OWN, TOWN])
def test_a_newer_store_is_left_alone(folder: Path, name: str) -> None:
    _change(folder / name, "PRAGMA user_version = 99")
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.name == name}
    with pytest.raises(StoreNewerError, match="请升级本程序"):
        Store.open(folder)
    assert {name: (folder / name).read_bytes()} == before


def test_own_work_is_copied_aside_before_its_file_is_brought_up(folder: Path) -> None:
    copy_before_upgrade(folder / OWN, OWN_SCHEMA)
    assert not list(folder.glob("*.version-*"))
    copy_before_upgrade(folder / OWN, Schema("own", OWN_SCHEMA.metadata, OWN_SCHEMA.version + 1))
    kept = folder / f"own-1.version-{OWN_SCHEMA.version}.db"
    assert kept.read_bytes() == (folder / OWN).read_bytes()


def test_a_store_of_the_first_version_is_brought_up_and_loses_nothing(folder: Path) -> None:
    """Before briefings were issued own.db had no room for their snapshots."""
    conn = sqlite3.connect(folder / OWN)
    conn.execute("DROP TABLE briefing_snapshot")
    conn.execute("UPDATE alembic_version SET version_num = '0001'")
    conn.execute("PRAGMA user_version = 1")
    conn.commit()
    sealed = conn.execute("SELECT count(*) FROM outbox").fetchone()
    conn.close()
    with Store.open(folder) as desk:
        digest = desk.own.run(lambda own: keep_snapshot(own, b"{}", 0))
        assert desk.read_own(lambda own: snapshot_of(own, digest)) == b"{}"
    conn = sqlite3.connect(folder / OWN)
    assert conn.execute("SELECT count(*) FROM outbox").fetchone() == sealed
    conn.close()
    assert (folder / "own-1.version-1.db").exists()


def test_a_missing_town_file_is_made_anew_and_own_work_is_shown_again(folder: Path, county: County) -> None:
    (folder / TOWN).unlink()
    _made_anew(folder, county)


@pytest.mark.expects_log("set aside")
@pytest.mark.parametrize("harm", ["no database", "half of it", "met damage"])
def test_a_bad_town_file_is_set_aside_and_made_anew(folder: Path, county: County, harm: str) -> None:
    town = folder / TOWN
    if harm == "no database":
        town.write_bytes(b"not a database at all" * 500)
    elif harm == "half of it":
        town.write_bytes(town.read_bytes()[: town.stat().st_size // 2])
    else:
        (folder / f"{TOWN}.suspect").touch()
    before = town.read_bytes()
    _made_anew(folder, county)
    assert (folder / "town.damaged-1.db").read_bytes() == before


def _made_anew(folder: Path, county: County) -> None:
    with Store.open(folder) as desk:
        assert desk.town_is_new
        assert tip_of(desk, TOWN_STREAM) == 0
        pull(desk, county)
        assert tip_of(desk, TOWN_STREAM) == county.tip(TOWN_STREAM).seq
        rows = desk.read(lambda town: latest_events(town, TOWN_STREAM))
        assert [(row.state, row.pending) for row in rows] == [("REGISTERED", 1)]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE outbox SET core = x'00'",
        "UPDATE outbox SET ah = x'00'",
        "DELETE FROM outbox",
        "UPDATE device SET dseq = dseq + 1",
    ],
)
def test_a_changed_own_file_is_not_opened(folder: Path, statement: str) -> None:
    with Store.open(
        folder, clock=Clock()
    ) as desk:  # a second action, so that the first is no longer the last
        save(desk, "event.report", "f", report())
    _change(folder / OWN, statement)
    with pytest.raises(StoreDamagedError, match="保留整个文件夹"):
        Store.open(folder)


def test_a_torn_own_file_is_not_opened(folder: Path) -> None:
    own = folder / OWN
    own.write_bytes(own.read_bytes()[:9_000] + bytes(4_096) + own.read_bytes()[13_096:])
    with pytest.raises(StoreDamagedError, match="保留整个文件夹"):
        Store.open(folder)


def test_a_lost_own_file_and_a_lost_key_are_told(folder: Path) -> None:
    key = (folder / "device.key").read_bytes()
    (folder / "device.key").unlink()
    with pytest.raises(StoreDamagedError, match="设备密钥"):
        Store.open(folder)
    (folder / "device.key").write_bytes(key)
    (folder / OWN).unlink()
    with pytest.raises(StoreMissingError, match="原件库不见了"):
        Store.open(folder)


def test_a_spoilt_current_is_told(folder: Path) -> None:
    (folder / CURRENT).write_text("../own-1.db\n")
    with pytest.raises(StoreDamagedError, match="CURRENT"):
        Store.open(folder)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreReadOnlyError, match="写入权限"):
        Store.create(tmp_path / "file" / "desk")


def test_wal_only_where_it_is_safe() -> None:
    assert [wal_is_safe(v) for v in ((3, 40, 1), (3, 51, 2), (3, 51, 3), (3, 52, 0), (3, 53, 4))] == [
        False,
        False,
        True,
        False,
        True,
    ]


def _change(path: Path, statement: str) -> None:
    conn = sqlite3.connect(path)
    conn.execute(statement)
    conn.commit()
    conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    conn.close()
