"""An error that nobody expected reaches the crash report: no broad `except` but where threads and tasks end."""

import ast
from collections.abc import Iterator

import pytest

from tests.house.tree import ROOT, parsed, place, python_files

WHERE_TASKS_END = {"desktop/tasks.py"}
BROAD = {"Exception", "BaseException"}


def broad_excepts(tree: ast.AST) -> Iterator[ast.ExceptHandler | ast.Call]:
    """`except:`, `except Exception`, and `suppress(Exception)`."""
    for node in ast.walk(tree):
        match node:
            case ast.ExceptHandler(type=None):
                yield node
            case ast.ExceptHandler(type=ast.expr() as caught) if named(caught) & BROAD:
                yield node
            case ast.Call(func=function, args=args) if "suppress" in named(function):
                if any(named(arg) & BROAD for arg in args):
                    yield node


def named(expression: ast.expr) -> set[str]:
    match expression:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return {name}
        case ast.Tuple(elts=parts):
            return set().union(*map(named, parts))
    return set()


@pytest.mark.parametrize(
    "source",
    [
        "try: save()\nexcept: pass",
        "try: save()\nexcept Exception: pass",
        "try: save()\nexcept (OSError, BaseException) as err: raise",
        "with suppress(Exception): save()",
        "with contextlib.suppress(builtins.Exception): save()",
    ],
)
def test_a_broad_except_is_found(source: str) -> None:
    assert list(broad_excepts(ast.parse(source)))


def test_naming_what_may_fail_is_fine() -> None:
    assert not list(broad_excepts(ast.parse("try: save()\nexcept (OSError, StoreFullError): tell()")))


def test_nobody_else_catches_everything() -> None:
    others = [path for path in python_files() if path.relative_to(ROOT).as_posix() not in WHERE_TASKS_END]
    found = [place(path, node) for path in others for node in broad_excepts(parsed(path))]
    assert not found, f"name what may fail: {found}"
