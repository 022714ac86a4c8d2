"""Verification finds one changed byte wherever it lies, and nothing where nothing was changed."""

import sqlite3
from pathlib import Path

import pytest

from db.store import Store
from db.verify import verify
from tests.db.small_county import TOWN_STREAM, Clock, County, pull, save
from tests.governance.room import report


@pytest.fixture
def used(folder: Path, county: County) -> Path:
    """A closed store with delivered and undelivered work."""
    with Store.open(folder, clock=Clock()) as desk:
        save(desk, "event.report", "e", report())
        save(desk, "event.accept", "e", {})
        county.take(desk)
        pull(desk, county)
        save(desk, "event.dispatch", "e", {"unit": "T-ZF"})
        save(desk, "event.report", "f", report())
    return folder


def test_a_sound_store_has_no_problem(used: Path) -> None:
    with Store.open(used) as desk:
        found = verify(desk)
    assert found.sound
    assert found.own_actions == 5
    assert found.entries > 40
    assert found.cases > 5


TOWN_CHANGES = {
    "an action": ("ledger", "core", 200, "内容"),
    "an action's hash": ("ledger", "ah", 3, "内容与哈希不符"),
    "a signature": ("ledger", "sig", 3, "签名不符"),
    "a link of the stream": ("ledger", "h", 3, "台账链哈希不符"),
    "an index column": ("ledger", "action_id", 3, "索引列"),
    "a body": ("case_state", "body", 40, "折叠结果与台账不符"),
    "an overlay": ("overlay", "body", 40, "表overlay"),
    "a row": ("event", "serial", 3, "表event"),
    "a device's head": ("peer_head", "ah", 3, "设备链头"),
    "the digest": ("cursor_", "dig", 3, "状态摘要"),
    "the cursor": ("cursor_", "h", 3, "游标"),
}


@pytest.mark.parametrize("name", TOWN_CHANGES)
def test_a_flipped_byte_of_town_db_is_found(used: Path, name: str) -> None:
    table, column, place, sentence = TOWN_CHANGES[name]
    _flip(used / "town.db", table, column, place)
    with Store.open(used) as desk:
        assert any(sentence in one for one in verify(desk).problems)


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE ledger SET eff = eff + 1 WHERE seq = 20", "有效时间"),
        ("UPDATE event SET pending = 0", "表event"),
        ("DELETE FROM event_task", "表event_task"),
        ("DELETE FROM overlay", "表overlay"),
        ("DELETE FROM case_state WHERE base IS NOT NULL", "不在折叠结果中"),
        ("UPDATE ledger SET seq = seq + 100 WHERE seq > 25", "缺条"),
    ],
)
def test_a_changed_town_db_is_found(used: Path, statement: str, sentence: str) -> None:
    _execute(used / "town.db", statement)
    with Store.open(used) as desk:
        assert any(sentence in one for one in verify(desk).problems)


@pytest.mark.parametrize(("column", "sentence"), [("sig", "签名不符"), ("action_id", "登记的位置")])
def test_a_flipped_byte_of_own_db_is_found(used: Path, column: str, sentence: str) -> None:
    _flip(used / "own-1.db", "outbox", column, 3)
    with Store.open(used) as desk:
        assert any(sentence in one for one in verify(desk).problems)


def _flip(path: Path, table: str, column: str, place: int) -> None:
    """Change one byte in the last row of the town's stream."""
    conn = sqlite3.connect(path)
    key = bytes.fromhex(TOWN_STREAM.replace("-", ""))
    query = f"SELECT rowid, {column} FROM {table} WHERE stream_id = ? ORDER BY rowid DESC LIMIT 1"
    rowid, value = conn.execute(query, (key,)).fetchone()
    old = value.encode() if isinstance(value, str) else value
    new = old[:place] + bytes((old[place] ^ 1,)) + old[place + 1 :]
    changed = new.decode() if isinstance(value, str) else new
    conn.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (changed, rowid))
    conn.commit()
    conn.close()


def _execute(path: Path, statement: str) -> None:
    conn = sqlite3.connect(path)
    conn.execute(statement)
    conn.commit()
    conn.close()
