"""A trial (试验): a process of its own imports the mutant in the place of the module and runs the module's tests.

Nothing is written: the mutated tree is compiled in memory. The process is a fork of one that has the heavy libraries in
mind already, and none of our own modules, so that a trial costs little more than its tests.
"""

import ast
import importlib.abc
import importlib.machinery
import importlib.util
import os
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import hypothesis  # noqa: F401  # in mind before the fork, as are the next two
import msgspec  # noqa: F401
import PySide6.QtWidgets  # noqa: F401
import pytest

ROOT = Path(__file__).resolve().parents[2]
LAST = Path(tempfile.gettempdir()) / "huying-mutation-last-trial.txt"  # what its tests said
SURVIVED, KILLED = "survived", "killed"
KNOWN = "ignore:Module already imported:pytest.PytestAssertRewriteWarning"  # it is, before the fork
PASSED, NO_TESTS = 0, 5  # exit codes of pytest


class Mutated(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives the mutant when the module is imported."""

    def __init__(self, name: str, tree: ast.Module) -> None:
        self.name, self.tree = name, tree

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Only the one module is ours."""
        return importlib.util.spec_from_loader(fullname, self) if fullname == self.name else None

    def exec_module(self, module: ModuleType) -> None:
        """Run the mutated tree."""
        exec(compile(self.tree, f"<mutant of {self.name}>", "exec"), module.__dict__)


def tried(module: Path, tree: ast.Module, tests: Sequence[str], limit_s: int) -> str:
    """Whether the tests notice; a mutant that takes longer than the limit is noticed too."""
    child = os.fork()
    if child == 0:
        _run(module, tree, tests, limit_s)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if code == NO_TESTS:
        raise SystemExit(f"no tests for {module}: {' '.join(tests)}")
    return SURVIVED if code == PASSED else KILLED


def baseline_s(module: Path, source: str, tests: Sequence[str]) -> float:
    """How long the tests take without a mistake; they must pass."""
    begun = time.monotonic()
    if tried(module, ast.parse(source), tests, 600) != SURVIVED:
        raise SystemExit(f"the tests fail as it is, see {LAST}: {' '.join(tests)}")
    return time.monotonic() - begun


def _run(module: Path, tree: ast.Module, tests: Sequence[str], limit_s: int) -> None:
    signal.alarm(limit_s)
    silent = os.open(LAST, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    os.chdir(ROOT)
    sys.dont_write_bytecode = True
    name = ".".join(module.relative_to(ROOT).with_suffix("").parts)
    sys.meta_path.insert(0, Mutated(name, tree))
    code = pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-W", KNOWN, *tests])
    os._exit(int(code))
