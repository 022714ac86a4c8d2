"""`connect` and `verify` on a real county and a real store; bad use is one line and exit code 2."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.store import Store
from desktop import store_commands
from desktop.county_process import CountyProcess, county, enrolment_code

TOWN = "990101100000"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """A county with its server: (database URL, address)."""
    folder = tmp_path_factory.mktemp("county")
    url = f"sqlite:///{folder / 'county.db'}"
    county("migrate", "--db", url, "--initial-password", "huying-demo")
    process = CountyProcess(("serve", "--db", url), folder / "log")
    process.start()
    yield url, f"http://127.0.0.1:{process.port}"
    process.stop()


def line(capsys: pytest.CaptureFixture[str]) -> str:
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    return err


def test_a_code_lets_a_pc_in_once(
    server: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url, address = server
    code = enrolment_code(url, TOWN)
    argv = ["--store", str(tmp_path / "a"), "--county", address, "--code", code, "--name", "值班台1"]
    assert store_commands.connect(argv) == 0
    assert "设备号 0A" in capsys.readouterr().out
    assert store_commands.connect(argv) == 2
    assert "本机已接入" in line(capsys)
    again = ["--store", str(tmp_path / "b"), "--county", address, "--code", code]
    assert store_commands.connect(again) == 2
    assert "登记码" in line(capsys)


def test_a_sound_store_verifies(
    server: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url, address = server
    store = str(tmp_path / "a")
    code = enrolment_code(url, TOWN)
    assert store_commands.connect(["--store", store, "--county", address, "--code", code]) == 0
    capsys.readouterr()
    assert store_commands.verify(["--store", store, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["sound"] is True


@pytest.mark.parametrize("name", ["connect", "verify"])
def test_wrong_use_is_one_line(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert getattr(store_commands, name)(["--nonsense"]) == 2
    assert "命令用法不对" in line(capsys)


def test_a_missing_store_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert store_commands.verify(["--store", str(tmp_path)]) == 2
    assert "没有本机库" in line(capsys)


def test_a_store_in_use_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Store.create(tmp_path / "s"):
        assert store_commands.verify(["--store", str(tmp_path / "s")]) == 2
    assert "正在使用" in line(capsys)


def test_a_store_of_a_newer_program_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Store.create(tmp_path / "s").close()
    own = next((tmp_path / "s").glob("own-*.db"))
    with sqlite3.connect(own) as conn:
        conn.execute("PRAGMA user_version=999")
    conn.close()
    before = own.read_bytes()
    assert store_commands.verify(["--store", str(tmp_path / "s")]) == 2
    assert "升级" in line(capsys)
    assert own.read_bytes() == before


def test_an_unknown_command_says_which_there_are() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "desktop", "fly"],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2
    assert "可用：day、due、connect、verify、import、export" in done.stderr
