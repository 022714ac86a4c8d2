"""One figure (一项): ours beside what it is measured against, and the line that tells it."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

import msgspec
from msgspec import Struct

ABSOLUTE = "absolute"


class Goal(Struct, frozen=True):
    """What a ratio has to reach, as targets.csv writes it: `<=1.5`, or `>=100`."""

    id: str
    text: str
    floor: str  # id of the floor's or peer's figure, or "absolute"
    unit: str

    def reached(self, ratio: float) -> bool:
        """Whether the ratio is within the goal."""
        bound = float(self.text[2:])
        return ratio <= bound if self.text.startswith("<=") else ratio >= bound


OWN_GOALS = (
    Goal("SAVE", "<=50", ABSOLUTE, "ms"),
    Goal("ACT", "<=100", ABSOLUTE, "ms"),
    Goal("EV", "<=5", ABSOLUTE, "s"),
    Goal("SCO", "<=10", ABSOLUTE, "ms"),
    Goal("IMP", "<=8", "bare read and insert", "s"),
)  # not in targets.csv


def goals(folder: Path) -> Mapping[str, Goal]:
    """The goals of targets.csv and our own, by id."""
    text = (folder / "targets.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    listed = [Goal(row["id"], row["goal"], row["against"], row["unit"]) for row in rows]
    return {goal.id: goal for goal in (*listed, *OWN_GOALS)}


class Measured(Struct, frozen=True):
    """What a measure brings: ours, the floor's (None where the goal is absolute), and what else is worth telling."""

    ours: float
    floor: float | None
    more: Mapping[str, Any] = {}


def told(goal: Goal, found: Measured) -> dict[str, Any]:
    """The figure as one object; against a floor `ratio` is ours divided by it, else ours."""
    ratio = found.ours if found.floor is None else found.ours / found.floor
    if goal.text.startswith(">=") and found.floor is not None:
        ratio = found.floor / found.ours  # how many times faster
    return {
        "id": goal.id,
        "ours": rounded(found.ours),
        "against": ABSOLUTE if found.floor is None else rounded(found.floor),
        "ratio": rounded(ratio),
        "goal": goal.text,
        "ok": goal.reached(ratio),
        "unit": goal.unit,
        "floor": goal.floor,
        **found.more,
    }


def as_json(line: Mapping[str, Any]) -> str:
    """The figure as a line of JSON."""
    return msgspec.json.encode(line).decode()


def as_text(line: Mapping[str, Any]) -> str:
    """The figure as a line to read."""
    against = "" if line["against"] == ABSOLUTE else f" against {line['against']} ({line['floor']})"
    said = "reached" if line["ok"] else "MISSED"
    rest = ", ".join(f"{name} {value}" for name, value in line.items() if name not in _SAID)
    return f"{line['id']:5} {said:7} {line['ratio']} {line['goal']}: ours {line['ours']} {line['unit']}{against}; {rest}"


_SAID = frozenset({"id", "ours", "against", "ratio", "goal", "ok", "unit", "floor"})


def rounded(value: float) -> float:
    """Four digits are more than a busy machine can promise."""
    return float(f"{value:.4g}")


def spread(values: Sequence[float]) -> dict[str, float]:
    """p50, p99 and the largest of many."""
    ordered = sorted(values)
    p99 = ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)]
    return {
        "n": len(ordered),
        "p50": rounded(median(ordered)),
        "p99": rounded(p99),
        "max": rounded(ordered[-1]),
    }
