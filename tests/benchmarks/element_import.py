"""IMP: `python -m desktop import elements` of a workbook of 20,000 people, from the file to 已存本机, in a process of its own.

The floor reads the same workbook with the bare reader and writes as many bare rows. `again` is the same workbook a second
time, when every row is there already; `mb` is the most memory that the process ever held.
"""

import contextlib
import io
import json
import multiprocessing
import resource
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from openpyxl import Workbook
from python_calamine import CalamineWorkbook

from desktop import archive_import
from governance.archive.cells import is_id_no
from tests.benchmarks.bench import Bench, Took, timed
from tests.benchmarks.figure import Measured, rounded
from tests.db.small_county import County, a_desk
from tests.governance.room import GRID

ROWS = 20_000
HEAD = ("姓名", "证件号码", "联系电话", "门牌室号", "居住类别", "网格编码")


def measure(bench: Bench) -> Measured:
    """The import and its floor, in seconds."""
    path, folder = bench.folder / "people.xlsx", bench.folder / "imports"
    people(path, ROWS)
    _desk(folder)
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as child:
        first, again, mb = child.submit(_imported, path, folder / "desk").result()
    floor = timed(partial(_bare, bench, path))
    more = {"rows": ROWS, "again": rounded(again.ms / 1e3), "cpu": rounded(first.cpu_ms / 1e3), "mb": mb}
    return Measured(first.ms / 1e3, floor.ms / 1e3, more)


def people(path: Path, count: int) -> None:
    """A register as a village keeps it."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("人口台账")
    sheet.append(HEAD)
    for n in range(count):
        sheet.append((f"林{n}", id_no(n), f"138{n:08}", f"桥东{n // 4}号", "户籍", GRID))
    book.save(path)


def id_no(n: int) -> str:
    """The n-th person's 证件号码."""
    body = f"990101{1940 + n % 80}{1 + n % 12:02}{1 + n % 28:02}{n // 1680:02}{n % 10}"
    return next(body + last for last in "0123456789X" if is_id_no(body + last))


def _desk(folder: Path) -> None:
    (folder / "county").mkdir(parents=True)
    county = County(folder / "county")
    a_desk(folder / "desk", county).close()
    county.close()


def _imported(path: Path, desk: Path) -> tuple[Took, Took, int]:
    first = timed(lambda: _run(path, desk, "new"))
    again = timed(lambda: _run(path, desk, "same"))
    return first, again, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _run(path: Path, desk: Path, wanted: str) -> None:
    said = io.StringIO()
    asked = ["elements", str(path), "--as", "sup", "--json", "--store", str(desk)]
    with contextlib.redirect_stdout(said):
        archive_import.run(asked, lambda store, user, word: True, lambda _: "")
    (report,) = json.loads(said.getvalue())
    if report[wanted] != ROWS:
        sys.exit(f"{wanted}: {report['new']} {report['same']} {report['faults'][:3]}")


def _bare(bench: Bench, path: Path) -> None:
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    if len(rows) != ROWS + 1:
        raise AssertionError(f"{len(rows)} rows")
    conn = bench.kit.new_db(str(bench.folder / "bare.db"))
    bench.kit.write_rows(conn, bench.rows[:ROWS])
    conn.close()
    bench.kit.drop(str(bench.folder / "bare.db"))
