"""Plant small mistakes and count who notices: `python -m tests.mutation [MODULE…] [--sample N] [--tests PATH…]`."""

import argparse
import random
import sys
from pathlib import Path

from tests.mutation.mutants import Mutant, mutants
from tests.mutation.parts import PARTS
from tests.mutation.trial import KILLED, ROOT, SURVIVED, baseline_s, tried

SLACK, LEAST_S = (
    5,
    20,
)  # a mutant may take this many times as long as the tests do, and at least so many seconds


def main() -> int:
    """0 when nine of ten are noticed in every module, else 1."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation")
    parser.add_argument("modules", nargs="*", default=list(PARTS))
    parser.add_argument(
        "--sample", type=int, default=0, help="try only so many of each module, drawn by a fixed seed"
    )
    parser.add_argument("--tests", nargs="*", help="run these instead of the module's own")
    asked = parser.parse_args()
    shares = [_module(name, asked.tests or PARTS[name], asked.sample) for name in asked.modules]
    return 0 if min(shares) >= 0.9 else 1


def _module(name: str, tests: tuple[str, ...], sample: int) -> float:
    """The share of mutants that were noticed; survivors are printed."""
    path = ROOT / name
    source = path.read_text(encoding="utf-8")
    found = _drawn(list(mutants(source)), sample)
    limit = max(LEAST_S, int(SLACK * baseline_s(path, source, tests)))
    killed = 0
    for one in found:
        outcome = tried(path, one.tree, tests, limit)
        killed += outcome == KILLED
        if outcome == SURVIVED:
            _say(f"{name}:{one}")
    _say(f"{name}: {killed} of {len(found)} noticed, {killed / len(found):.1%}")
    return killed / len(found)


def _drawn(found: list[Mutant], sample: int) -> list[Mutant]:
    if not sample or sample >= len(found):
        return found
    return sorted(random.Random(7).sample(found, sample), key=lambda one: one.line)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    assert Path.cwd() == ROOT, f"run it from {ROOT}"
    sys.exit(main())
