"""The rulebook is told the time, and needs nothing but the standard library and msgspec.

The import contracts in pyproject.toml forbid what we know of; this test admits only what is allowed.
"""

import ast
import sys
from collections.abc import Iterator

import pytest

from tests.house.tree import parsed, place, python_files

NOW = {"now", "today", "utcnow"}
ALLOWED = sys.stdlib_module_names | {"governance", "msgspec"}


def clock_readings(tree: ast.AST) -> Iterator[ast.Attribute]:
    """Every `….now`, `….today`, `….utcnow`, called or handed on."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in NOW:
            yield node


def foreign_imports(tree: ast.AST) -> Iterator[ast.stmt]:
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                modules = [alias.name for alias in names]
            case ast.ImportFrom(module=str(module)):
                modules = [module]
            case _:
                continue
        if any(module.partition(".")[0] not in ALLOWED for module in modules):
            yield node


@pytest.mark.parametrize(
    "source", ["datetime.now(UTC)", "date.today()", "dt.datetime.utcnow()", "f(clock=datetime.now)"]
)
def test_a_look_at_the_clock_is_found(source: str) -> None:
    assert list(clock_readings(ast.parse(source)))


@pytest.mark.parametrize("source", ["import numpy", "from shapely.geometry import Point", "import db.store"])
def test_a_foreign_import_is_found(source: str) -> None:
    assert list(foreign_imports(ast.parse(source)))


def test_the_rulebook_never_looks_at_the_clock() -> None:
    found = [
        place(path, node) for path in python_files("governance") for node in clock_readings(parsed(path))
    ]
    assert not found, f"time comes in as an argument: {found}"


def test_the_rulebook_imports_the_standard_library_and_msgspec_alone() -> None:
    found = [
        place(path, node) for path in python_files("governance") for node in foreign_imports(parsed(path))
    ]
    assert not found
