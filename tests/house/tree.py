"""The project's own files, as the house tests read them."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("governance", "gis", "db", "sync", "briefings", "county", "desktop")
NOT_OURS = {".git", ".venv", ".hypothesis", "__pycache__", "out"}  # as .gitignore has them


def files(root: Path = ROOT) -> Iterator[Path]:
    """Every file that is or may be committed, without following what .gitignore leaves out."""
    for path in sorted(root.iterdir()):
        if path.name in NOT_OURS or (path.name.startswith(".") and path.name.endswith("_cache")):
            continue
        if path.is_dir():
            yield from files(path)
        else:
            yield path


def python_files(*rooms: str) -> list[Path]:
    """The Python files of these rooms; of the whole project when none is named."""
    found = [path for path in files() if path.suffix == ".py"]
    return [path for path in found if not rooms or path.relative_to(ROOT).parts[0] in rooms]


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def place(path: Path, node: ast.expr | ast.stmt | ast.excepthandler) -> str:
    """`desktop/calls/page.py:17`, to click on."""
    return f"{path.relative_to(ROOT).as_posix()}:{node.lineno}"
