"""The steps of an item's procedure (流程图), read from one cell.

`核实取证[镇平台,4WH]>归档`: name, who, limit in words; who and limit may be missing.
"""

import re

from msgspec import Struct

_STEP = re.compile(r"(?P<name>.+?)(?:\[(?P<actor>[^\[\],]*)(?:,(?P<limit>[^\[\]]*))?\])?").fullmatch
_ONLY_A_LIMIT = re.compile(r"\d(?:EH|WH|WD|ND)|即时|立即|当日").search


class Step(Struct, frozen=True):
    """One step of a procedure (流程步骤)."""

    no: int
    name: str
    actor: str = ""  # in words: 网格员, 主责部门
    limit: str = ""  # in words: 4WH, 当日


def steps(cell: str) -> tuple[Step, ...]:
    """Read the steps of a cell; raises ValueError, naming the step that cannot be read."""
    return tuple(_step(no, text) for no, text in enumerate(cell.split(">"), 1)) if cell else ()


def cell_of(procedure: tuple[Step, ...]) -> str:
    """Write steps into one cell, so that `steps` reads them back."""
    return ">".join(_written(step) for step in procedure)


def _written(step: Step) -> str:
    said = ",".join(part for part in (step.actor, step.limit) if part)
    return f"{step.name}[{said}]" if said else step.name


def _step(no: int, text: str) -> Step:
    found = _STEP(text)
    if found is None or re.search(r"[\[\]]", found["name"]):
        raise ValueError(text)
    actor, limit = found["actor"] or "", found["limit"] or ""
    if not limit and _ONLY_A_LIMIT(actor):
        actor, limit = "", actor
    return Step(no, found["name"], actor, limit)
