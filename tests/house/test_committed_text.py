"""What is committed speaks only of the project: no path of some machine, no package index, no open ends."""

import re

import pytest

from tests.house.tree import ROOT, files, python_files

# Put together here, so that this file does not hold what it looks for.
MACHINE_PATH = re.compile(
    r"(?<![\w.])/(" + "|".join(["work", "root", "tmp", "farm", r"home/\w+"]) + r")/|\b[A-Z]:\\\\?Users"
)
INDEX = re.compile(
    "|".join(
        [
            r"https?://\S*/(simple|pack" + "ages)/",
            "--(extra-)?index-" + "url",
            r"pypi\." + "org",
            "python" + "hosted",
        ]
    )
)
OPEN_END = re.compile(r"#.*\b(" + "TO" + "DO|FIX" + "ME|X" + "XX)")


def text_lines() -> list[tuple[str, str]]:
    """(place, line) of every committed text file; what does not decode as UTF-8 is no text of ours."""
    found = []
    for path in files():
        content = path.read_bytes()
        if b"\0" in content[:8192]:
            continue
        name = path.relative_to(ROOT).as_posix()
        lines = content.decode("utf-8", errors="replace").splitlines()
        found += [(f"{name}:{number}", line) for number, line in enumerate(lines, 1)]
    return found


@pytest.mark.parametrize(
    "line", ["open('/" + "work/x')", "cd /" + "root/.cache", "C:" + r"\Users\li", "/home" + "/li/store"]
)
def test_a_machine_path_is_found(line: str) -> None:
    assert MACHINE_PATH.search(line)


@pytest.mark.parametrize(
    "line", ["../work/plan", "artwork/river.svg", "GET /api/work", "https://example.invalid/roots"]
)
def test_other_paths_are_fine(line: str) -> None:
    assert not MACHINE_PATH.search(line)


@pytest.mark.parametrize(
    "line", ["--index-" + "url x", "https://mirror.invalid" + "/simple/", "pypi." + "org"]
)
def test_a_package_index_is_found(line: str) -> None:
    assert INDEX.search(line)


def test_no_committed_text_names_a_machine_or_an_index() -> None:
    found = [
        f"{place} {line.strip()[:80]}"
        for place, line in text_lines()
        if MACHINE_PATH.search(line) or INDEX.search(line)
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("line", ["x = 1  # TO" + "DO: later", "# FIX" + "ME"])
def test_an_open_end_is_found(line: str) -> None:
    assert OPEN_END.search(line)


def test_code_leaves_no_open_ends() -> None:
    found = [
        f"{path.relative_to(ROOT).as_posix()}:{number}"
        for path in python_files()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if OPEN_END.search(line)
    ]
    assert not found, f"an open end is an issue, not a remark: {found}"
