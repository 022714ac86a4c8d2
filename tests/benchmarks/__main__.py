"""`python -m tests.benchmarks [ID …] [--json]`: measure figures of targets.csv, one line each.

Run it on a quiet machine: a ratio holds, milliseconds do not. Exit codes: 0 measured (reached or not), 2 wrong use or
nothing to compare with.
"""

import argparse
import logging
import os
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from governance.refusal import ReportedError
from tests.benchmarks import (
    applied_pages,
    case_rows,
    commits,
    element_import,
    evaluation_month,
    event_pages,
    lateness,
    map_pans,
    repaint,
    score_views,
    startup,
    table_paint,
)
from tests.benchmarks.bench import Bench
from tests.benchmarks.figure import Measured, as_json, as_text, goals, told
from tests.benchmarks.floor import folder

MEASURES: Mapping[str, Callable[[Bench], Measured]] = {
    "S1": case_rows.measure,
    "S2": event_pages.first,
    "S2d": event_pages.deep,
    "S3": commits.receipt,
    "SAVE": commits.saves,
    "L1": applied_pages.measure,
    "T1": table_paint.measure,
    "M1": map_pans.pan,
    "M1i": map_pans.pan_by_items,
    "M2": map_pans.gather,
    "M4": map_pans.recolour,
    "U1": startup.measure,
    "ACT": repaint.measure,
    "Y7": lateness.p99,
    "Y7m": lateness.largest,
    "EV": evaluation_month.measure,
    "SCO": score_views.measure,
    "IMP": element_import.measure,
}
DONE, WRONG_USE = 0, 2
BUSY = 1.0  # processes waiting for a core; with more, ratios are not to be trusted


def main(arguments: list[str]) -> int:
    """Measure what was asked for; gives the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks", description="Our speed beside the floor's."
    )
    parser.add_argument("ids", nargs="*", metavar="ID", help=" ".join(MEASURES))
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    asked, strange = parser.parse_known_args(arguments)
    if strange:
        return _refused(f"看不懂 {' '.join(strange)}；用法：python -m tests.benchmarks [ID …] [--json]。")
    if unknown := [one for one in asked.ids if one not in MEASURES]:
        return _refused(f"没有指标 {' '.join(unknown)}；可选：{' '.join(MEASURES)}。")
    logging.basicConfig(level=logging.WARNING)
    try:
        _measure(asked.ids or list(MEASURES), as_json if asked.json else as_text)
    except ReportedError as err:
        return _refused(err.sentence)
    return DONE


def _measure(ids: list[str], line: Callable[[Mapping[str, object]], str]) -> None:
    targets = goals(folder())
    load = os.getloadavg()[0]
    if load > BUSY:
        sys.stderr.write(f"本机负载 {load:.1f}，数字不可靠；请在空闲时重测。\n")
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as scratch:
        bench = Bench(Path(scratch))
        for one in ids:
            sys.stdout.write(line(told(targets[one], MEASURES[one](bench))) + "\n")
            sys.stdout.flush()


def _refused(sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return WRONG_USE


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
