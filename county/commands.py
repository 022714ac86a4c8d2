"""What each command does (各命令), with values already read; failures are ReportedErrors. The players' are `playing`."""

import asyncio
import json
from contextlib import closing
from pathlib import Path

import msgspec
from msgspec import Struct

from briefings.list_report import lines_of
from county import figures_told, verify_figures
from county import verify as verifying
from county.clock import Clock, WallClock
from county.database import beside_server, open_county, open_store, path_of
from county.enrolment import CODE_MS, new_code
from county.failures import NotFoundedError, UnknownTownError
from county.list_import import import_list
from county.opening import Founding, Place, opened
from county.roster import user_id
from county.serving import bound
from county.serving import serve as run_server
from county.streams import home_of
from county.web.place_names import read_names
from db import server_ledger


def migrate(place: Place, source: Founding, clock: Clock) -> int:
    """Make or bring up the database; found the county where there is none."""
    with opened(place, source, clock) as county:
        print(f"县端数据库已就绪：{path_of(place.url).name}，乡镇{len(county.towns)}个。")
    return 0


def serve(place: Place, source: Founding, clock: Clock, address: tuple[str, int]) -> int:
    """Serve until SIGTERM."""
    with closing(bound(*address)) as taken, opened(place, source, clock) as county:
        asyncio.run(run_server(county, taken, names=read_names(source.roster)))
    return 0


def enrol(place: Place, town: str, *, as_json: bool) -> int:
    """Print a one-time code for a town; works beside a running server."""
    now = WallClock().now()
    with beside_server(place.url) as (read, write):
        found = read(lambda conn: [(h, home_of(conn, h.stream)) for h in server_ledger.heads(conn)])
        if not found:
            raise NotFoundedError("这个数据库里还没有县；请先运行 python -m county migrate。")
        stream = next(
            (h.stream for h, home in found if h.kind == "town" and home and home.area == town), None
        )
        if stream is None:
            known = "、".join(f"{home.area}{home.name}" for h, home in found if h.kind == "town" and home)
            raise UnknownTownError(f"没有区划码为【{town}】的乡镇；现有：{known}。")
        code = write(lambda conn: new_code(conn, stream, now))
    if as_json:
        print(json.dumps({"code": code, "town": town, "stream": stream, "until": now + CODE_MS}))
    else:
        print(f"登记码：{code[:5]} {code[5:]}（48小时内有效，只能用一次，乡镇 {town}）")
    return 0


def verify(place: Place, *, as_json: bool) -> int:
    """Recompute everything; 1 when something differs."""
    with beside_server(place.url) as (read, _):
        found = read(verifying.verify)
    if not found:
        raise NotFoundedError("这个数据库里还没有县；请先运行 python -m county migrate。")
    if as_json:
        print(msgspec.json.encode(found).decode())
    else:
        for one in found:
            state = "一致" if not one.differences else f"有{len(one.differences)}处不符"
            print(f"{one.name or one.stream}：{one.entries}条，{state}，状态摘要 {one.digest[:12]}")
            for difference in one.differences:
                print(f"  {difference}")
    return 1 if any(one.differences for one in found) else 0


def verify_period(place: Place, period: str, *, as_json: bool) -> int:
    """Count a period's figures from the ledger and compare them with the kept ones; 1 when they differ."""
    with beside_server(place.url) as (read, _):
        found = read(lambda conn: verify_figures.recount(conn, period))
    if as_json:
        print(msgspec.json.encode(figures_told.as_json(found)).decode())
    else:
        for line in figures_told.as_text(found):
            print(line)
    return 0 if found.equal else 1


class Importing(Struct, frozen=True, kw_only=True):
    """What is imported, and in whose name."""

    files: tuple[Path, ...]
    login: str
    reason: str
    good: bool
    dry_run: bool
    as_json: bool


def import_files(place: Place, wanted: Importing) -> int:
    """Import the files of a list; 1 when rows were refused."""
    store = open_store(place.url, make=False)
    try:
        county = open_county(store, place.key_file, WallClock())
        report = import_list(
            county,
            wanted.files,
            user=user_id(wanted.login) if wanted.login else "",
            reason=wanted.reason,
            dry_run=wanted.dry_run,
            good=wanted.good,
        )
    finally:
        store.close()
    print(msgspec.json.encode(report).decode() if wanted.as_json else "\n".join(lines_of(report)))
    return report.code
