"""A file says what it holds: a term of the trade, never a drawer for odds and ends; and files import in one direction."""

import graphlib

import grimp
import pytest

from tests.house.tree import ROOMS, ROOT, python_files

DRAWERS = {"base", "common", "helper", "helpers", "manager", "managers", "misc", "util", "utils"}


def test_no_file_or_folder_is_a_drawer() -> None:
    found = [
        path.relative_to(ROOT).as_posix()
        for path in python_files()
        if DRAWERS & {part.removesuffix(".py") for part in path.relative_to(ROOT).parts}
    ]
    assert not found, f"name the idea: {found}"


def test_no_two_modules_import_each_other_in_a_ring() -> None:
    graph = grimp.build_graph(*ROOMS, cache_dir=None)
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    ring = first_ring(imports)
    assert ring is None, f"what both need has a file of its own: {' ← '.join(ring or [])}"


def first_ring(imports: dict[str, set[str]]) -> list[str] | None:
    try:
        graphlib.TopologicalSorter(imports).prepare()
    except graphlib.CycleError as err:
        ring: list[str] = err.args[1]
        return ring
    return None


@pytest.mark.parametrize("imports", [{"a": {"b"}, "b": {"a"}}, {"a": {"b"}, "b": {"c"}, "c": {"a"}}])
def test_a_ring_is_found(imports: dict[str, set[str]]) -> None:
    assert first_ring(imports)
