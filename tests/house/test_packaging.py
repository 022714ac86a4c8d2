"""The scripts that prepare a machine: what they call whole, and what they refuse."""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT

TEST_COMMAND = "bash packaging/test.sh"


def bash(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run it with an empty environment, from a folder that is not the project's."""
    return subprocess.run(
        ["env", "-i", "PATH=/usr/bin:/bin", "bash", "-c", script],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the scripts and locks, with a .venv that was just filled from the run-time lock."""
    checkout = tmp_path / "呼应 台" / "main"
    shutil.copytree(ROOT / "packaging", checkout / "packaging")
    shutil.copytree(ROOT / ".ci", checkout / ".ci")
    python = checkout / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    stamp(checkout, "requirements")
    return checkout


def stamp(checkout: Path, name: str) -> None:
    digest = hashlib.sha256((checkout / "packaging" / f"{name}.lock").read_bytes()).hexdigest()
    (checkout / ".venv" / f"{name}.lock.sha256").write_text(f"{digest}  {name}.lock\n")


def holds(checkout: Path, name: str) -> bool:
    done = bash(f"source '{checkout}/packaging/prepare.sh'; holds {name}", checkout.parent)
    assert done.stdout == done.stderr == ""
    return done.returncode == 0


def test_a_filled_venv_is_kept(checkout: Path) -> None:
    assert holds(checkout, "requirements")
    assert not holds(checkout, "requirements-dev")


def test_a_changed_lock_is_installed_anew(checkout: Path) -> None:
    with (checkout / "packaging" / "requirements.lock").open("a") as lock:
        lock.write("# one more\n")
    assert not holds(checkout, "requirements")


def test_an_unfinished_install_is_not_taken_for_a_whole_one(checkout: Path) -> None:
    (checkout / ".venv" / "requirements.lock.sha256").unlink()
    assert not holds(checkout, "requirements")


def test_a_venv_whose_python_is_gone_is_made_anew(checkout: Path) -> None:
    (checkout / ".venv" / "bin" / "python").unlink()
    assert not holds(checkout, "requirements")


def test_a_missing_debian_package_is_noticed(checkout: Path) -> None:
    if shutil.which("dpkg-query") is None:
        pytest.skip("no Debian: dpkg-query is not here")
    done = bash(
        f"source '{checkout}/packaging/prepare.sh'; installed dpkg && ! installed no-such-package", checkout
    )
    assert done.returncode == 0


def test_the_build_server_runs_what_the_readme_says() -> None:
    commands = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert commands[-1] == f"exec {TEST_COMMAND}"
    assert f"\n{TEST_COMMAND} " in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_build_server_fails_without_the_real_data(checkout: Path) -> None:
    done = bash(f"bash '{checkout}/.ci/run'", checkout)
    assert done.returncode == 1
    assert done.stderr.startswith("../shared is not here")
    assert len(done.stderr.splitlines()) == 1
