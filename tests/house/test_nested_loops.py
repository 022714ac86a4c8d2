"""No coroutine starts an event loop inside the event loop: it would strand every task that wakes meanwhile.

`await opened(dialog)` instead of `dialog.exec()`, and so on; see the window's stack of qasync.
"""

import ast
from collections.abc import Iterator

import pytest

from tests.house.tree import parsed, place, python_files

# Each of these spins a loop of its own until a person answers.
SPINNING = {
    "exec",
    "exec_",
    "processEvents",
    "QMessageBox.about",
    "QMessageBox.critical",
    "QMessageBox.information",
    "QMessageBox.question",
    "QMessageBox.warning",
    "getDouble",
    "getExistingDirectory",
    "getInt",
    "getItem",
    "getMultiLineText",
    "getOpenFileName",
    "getOpenFileNames",
    "getSaveFileName",
    "getText",
}


def nested_loops(tree: ast.AST) -> Iterator[ast.Call]:
    """Calls in `async def` that spin a nested event loop, functions defined inside it included."""
    for coroutine in ast.walk(tree):
        if isinstance(coroutine, ast.AsyncFunctionDef):
            for node in ast.walk(coroutine):
                if isinstance(node, ast.Call) and called(node.func) & SPINNING:
                    yield node


def called(function: ast.expr) -> set[str]:
    """`exec` and `dialog.exec` for `self.dialog.exec(…)`."""
    match function:
        case ast.Name(id=name):
            return {name}
        case ast.Attribute(value=ast.Name(id=owner) | ast.Attribute(attr=owner), attr=name):
            return {name, f"{owner}.{name}"}
        case ast.Attribute(attr=name):
            return {name}
    return set()


@pytest.mark.parametrize(
    "line",
    [
        "dialog.exec()",
        "self.menu.exec(at)",
        "QMenu(self).exec()",
        "QMessageBox.question(self, '删除', '？')",
        "QtWidgets.QMessageBox.question(self, '删除', '？')",
        "QFileDialog.getOpenFileName(self)",
        "app.processEvents()",
        "button.clicked.connect(lambda: dialog.exec())",
    ],
)
def test_a_nested_loop_in_a_coroutine_is_found(line: str) -> None:
    assert list(nested_loops(ast.parse(f"async def ask(self):\n    {line}")))


@pytest.mark.parametrize(
    "source",
    [
        "def on_menu(self, at):\n    self.menu.exec(at)",
        "async def ask(self):\n    await opened(dialog)",
        "async def ask(self):\n    await asyncWrap(dialog.exec)",
    ],
)
def test_a_plain_slot_and_an_awaited_dialog_are_fine(source: str) -> None:
    assert not list(nested_loops(ast.parse(source)))


def test_no_coroutine_of_ours_starts_a_nested_loop() -> None:
    found = [place(path, call) for path in python_files() for call in nested_loops(parsed(path))]
    assert not found, f"await instead: {found}"
