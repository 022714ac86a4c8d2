"""The county as a process: it says where it listens, ends in order, and loses nothing when it is killed."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy import select

from county import verify
from db.tables.county import ledger
from tests.county.desk import Desk
from tests.county.small import MONDAY, PASSWORD, ROOT, TOWN, opened, url_in, write_roster

PATIENCE_S = 30
SCALE = "2000"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """One county command to its end."""
    command = [sys.executable, "-m", "county", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE_S, check=False)


class Child:
    """A county that runs beside the test."""

    def __init__(self, *arguments: str) -> None:
        command = [sys.executable, "-m", "county", *arguments]
        self.process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line.startswith("listening http://127.0.0.1:"), line + self.end(signal.SIGKILL)
        self.url = line.split()[1]

    def end(self, how: signal.Signals = signal.SIGTERM) -> str:
        """End it; gives what it said on standard error."""
        if self.process.poll() is None:
            os.kill(self.process.pid, how)
        _, said = self.process.communicate(timeout=PATIENCE_S)
        return said


@contextmanager
def child(*arguments: str) -> Iterator[Child]:
    """A county that is gone after the test."""
    started = Child(*arguments)
    try:
        yield started
    finally:
        started.end(signal.SIGKILL)


def code_from(place: Path) -> str:
    """A one-time code, got beside the running server."""
    said = run("enrol", "--db", url_in(place), "--town", TOWN, "--json")
    assert said.returncode == 0, said.stderr
    return str(json.loads(said.stdout)["code"])


def stored_ids(place: Path) -> set[str]:
    """Every action in the county's ledgers; the database must verify."""
    with opened(place) as county, county.reading() as conn:
        assert [d for one in verify.verify(conn) for d in one.differences] == []
        return set(conn.execute(select(ledger.c.action_id)).scalars())


async def push_on(desk: Desk, receipts: set[int]) -> None:
    """Push three events at a time for ever; every receipt is kept."""
    while True:
        pushed = await desk.push([desk.report() for _ in range(3)])
        receipts |= {mark[0] for mark in pushed.json["r"]}


def kill_in_full_swing(running: Child, journal: Path, receipts: set[int]) -> None:
    """Kill it once it has told of more than fifty actions and receipted more than ten, however slow the machine."""
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until and (len(receipts) <= 10 or journal.read_bytes().count(b"\n") <= 50):
        time.sleep(0.05)
    os.kill(running.process.pid, signal.SIGKILL)


async def test_what_was_acknowledged_survives_a_kill_under_load(place: Path, tmp_path: Path) -> None:
    journal = tmp_path / "journal"
    anchor = str(time.time_ns() // 1_000_000)
    playing = (
        "simulate", "--db", url_in(place), "--listen", "127.0.0.1:0", "--room", "--events-per-day", "300",
        "--seed", "3", "--pace", "0.3", "--journal", str(journal), "--roster", str(place / "roster"),
        "--clock-origin", str(MONDAY), "--clock-anchor", anchor, "--scale", SCALE,
    )  # fmt: skip
    code = await asyncio.to_thread(code_from, place)
    receipts: set[int] = set()
    with child(*playing) as first:
        async with Desk(first.url) as desk:
            assert (await desk.enrol(code)).status == 200
            assert (await desk.log_in()).status == 200
            killer = asyncio.create_task(asyncio.to_thread(kill_in_full_swing, first, journal, receipts))
            with pytest.raises((aiohttp.ClientError, OSError)):
                await push_on(desk, receipts)
            await killer
    told = {json.loads(line)["id"] for line in journal.read_text().splitlines()}
    assert len(told) > 50
    assert len(receipts) > 10
    with child(*playing) as second:
        desk.url = second.url
        async with desk:
            assert (await desk.log_in(pw=None)).status == 200  # the device is known by its own proof
            for start in range(0, len(desk.sealed[desk.town]), 150):
                assert (await desk.push(desk.sealed[desk.town][start : start + 150])).status == 200
            await desk.read_all(desk.county)
            while (await desk.pull(proof=True)).status == 200:
                pass
            read = {action.dseq for action in desk.read[desk.town] if action.dev == desk.id}
            assert receipts <= read
            assert len(read) == len(desk.sealed[desk.town])
        assert second.end(signal.SIGTERM) == ""
        assert second.process.returncode == 0
    more = {json.loads(line)["id"] for line in journal.read_text().splitlines()}
    assert more > told  # it went on
    assert more <= stored_ids(place)


def test_serve_founds_a_county_where_there_is_none_and_ends_in_order(tmp_path: Path) -> None:
    url = url_in(tmp_path / "new")
    arguments = ("serve", "--db", url, "--listen", "127.0.0.1:0", "--initial-password", PASSWORD)
    with child(*arguments, "--roster", str(write_roster(tmp_path / "roster"))) as started:
        refused = run("serve", "--db", url, "--listen", "127.0.0.1:0")
        assert (refused.returncode, refused.stdout) == (2, "")
        assert "正被另一个县端程序使用" in refused.stderr
        said = started.end(signal.SIGTERM)
    assert said.startswith("已建县：县社会治理中心，乡镇：云溪镇、邻镇")
    assert said.count("\n") == 1
    assert started.process.returncode == 0
    told = run("verify", "--db", url, "--json")
    assert told.returncode == 0
    assert [one["differences"] for one in json.loads(told.stdout)] == [[], [], []]
    assert (tmp_path / "new" / "c.db").stat().st_mode & 0o077 == 0


def test_bad_input_is_one_line_and_exit_code_2(place: Path, tmp_path: Path) -> None:
    rubbish = tmp_path / "rubbish.csv"
    rubbish.write_bytes("编号,时间\n".encode("gb18030"))
    told = run("simulate", "--db", url_in(place), "--listen", "127.0.0.1:0", "--messages", str(rubbish))
    assert (told.returncode, told.stdout) == (2, "")
    assert "rubbish.csv 第1行不是UTF-8编码" in told.stderr
    assert told.stderr.count("\n") == 1


def test_a_rehearsal_says_what_it_did(place: Path) -> None:
    told = run(
        "simulate", "--db", url_in(place), "--virtual", "--room", "--days", "0.2", "--events-per-day", "30",
        "--clock-origin", str(MONDAY), "--roster", str(place / "roster"),
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    assert json.loads(told.stdout)["acts"] > 5


@pytest.fixture
def taken() -> Iterator[str]:
    """An address that somebody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield f"127.0.0.1:{other.getsockname()[1]}"


def test_a_taken_port_is_one_line_and_nothing_is_founded(tmp_path: Path, taken: str) -> None:
    told = run("serve", "--db", url_in(tmp_path / "new"), "--listen", taken)
    assert (told.returncode, told.stdout) == (2, "")
    assert "可能已被占用" in told.stderr
    assert told.stderr.count("\n") == 1
    assert not (tmp_path / "new").exists()
