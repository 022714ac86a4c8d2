"""The demo county's past is composed again to the same acts, whoever composes it."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def checked(script: str, *arguments: str) -> str:
    """What a composer says of the file in the repository."""
    command = [sys.executable, str(ROOT / "packaging" / script), "--check", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr[-2_000:]
    return done.stdout


def test_registers_and_first_day_are_what_is_composed() -> None:
    assert "are what is composed" in checked("compose_history.py", "--days", "1")


@pytest.mark.long
@pytest.mark.timeout(400)
def test_the_whole_month_is_what_is_composed_byte_for_byte() -> None:
    assert "are what is composed" in checked("compose_history.py")


@pytest.mark.long
@pytest.mark.timeout(400)
def test_the_told_monday_is_what_is_composed() -> None:
    assert "are what is composed" in checked("compose_today.py")


def test_another_past_is_told_with_its_first_line(tmp_path: Path) -> None:
    """A file of other acts is never taken for the composed one."""
    command = [sys.executable, str(ROOT / "packaging" / "compose_history.py"), "--days", "0"]
    shipped = (ROOT / "resources" / "demo" / "today.jsonl.zst").read_bytes()
    (tmp_path / "history.jsonl.zst").write_bytes(shipped)
    done = subprocess.run(
        [*command, "--check", "--out", str(tmp_path)], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 1
    assert "line 1: " in done.stderr
