"""`python -m desktop day`: live one whole room day without a window, and say what it came to.

With `--input` a named township of the data lives it on real messages; without, the demo town. Standard output carries
the story, or with `--json` one object and nothing else.
"""

import argparse
import json
import shutil
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from msgspec.structs import asdict

from briefings.report import LABELS, write_report
from db.county_store import CountyStore
from db.queries.bodies import action_ids, confirmed_cases, conflicts_opened, ledger_lines
from desktop.county_process import county
from desktop.day.arrivals import (
    Arrival,
    arrivals,
    class_areas,
    demo_messages,
    read_csv,
    real_messages,
)
from desktop.day.cast import cast_of
from desktop.day.papers import REPORT, counted, span_of, write_papers
from desktop.day.player import DayError
from desktop.day.room import Habits
from desktop.day.roster import read_people, write_real_roster
from desktop.day.run import Course, Day
from desktop.day.tally import agreement, tally
from gis.real_town import from_real
from gis.town_map import TownMap, load
from governance.places.codes import town_number
from governance.refusal import ReportedError
from governance.time.hours import parse_date
from governance.time.working_time import day_number, midnight

DEMO = Path(__file__).parents[2] / "resources" / "demo"
TOWN = "径山镇"
SEED = 20260316
DATE = "2026-03-16"  # a Monday with ordinary hours
REAL_MESSAGES = 1_010
MINUTE_MS = 60_000
WORK = "work"
REAL_SCALE, DEMO_SCALE = 580.0, 900.0  # eleven hours in 68 s; in 43 s with a quarter of the messages
PHONE_UNITS = frozenset({"T-SCS", "T-HWS", "T-WSY", "T-SLZ"})
FALLBACK_CATEGORY = "140101"  # 政策咨询


class _Parser(argparse.ArgumentParser):
    """Argument errors in one line."""

    def error(self, message: str) -> NoReturn:
        raise DayError(f"命令用法不对：{message}；用法：day --out 文件夹 [--input 文件夹] [--json]。")


def _arguments(argv: list[str]) -> argparse.Namespace:
    parser = _Parser(prog="python -m desktop day", description="一个完整值班日（无窗口）")
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--input", type=Path)
    parser.add_argument("--town", default=TOWN)
    parser.add_argument("--date", default=DATE)
    parser.add_argument("--seed", default=SEED, type=int)
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(argv)


def run(argv: list[str]) -> int:
    """Live the day; exit code 0, 1 when something was lost or does not add up, 2 for wrong use or bad input."""
    began = time.monotonic()
    try:
        asked = _arguments(argv)
        say = _silent if asked.json else _told
        result = _day(asked, say, began)
    except ReportedError as err:
        print(err.sentence, file=sys.stderr)
        return 2
    if asked.json:
        print(json.dumps(result, ensure_ascii=False))
    whole = result["lost"] == 0 and result["pending"] == 0
    agree = all(both["workbook"] == both["ledger"] for both in result["check"].values())
    return 0 if whole and agree else 1


def _silent(sentence: str) -> None:
    """With --json nothing else is said."""


def _told(sentence: str) -> None:
    print(sentence, flush=True)


def _day(asked: argparse.Namespace, say: Callable[[str], None], began: float) -> dict[str, Any]:
    course = _course(asked.date, REAL_SCALE if asked.input is not None else DEMO_SCALE)
    town, found, placed_kind = _input(asked, course)
    folder = _work_folder(asked.out)
    roster = DEMO
    if asked.input is not None:
        roster = folder / "roster"
        write_real_roster(roster, DEMO, town, town_number(town.code) or "000")
    people = read_people(roster)
    habits = Habits(
        seed=asked.seed,
        cast=cast_of(people, town.code, course.handover),
        phone_units=PHONE_UNITS,
        fallback_category=FALLBACK_CATEGORY,
    )
    say(
        f"{town.name}：{len(town.villages)}个村社区、{len(town.grids)}个网格、{len(found)}件来件，{asked.date}"
    )
    past = DEMO / "history.jsonl.zst" if asked.input is None else None
    day = Day(folder, course, habits, found, roster, town.code, asked.seed, say, past)
    try:
        day.set_up([(habits.cast.operators[0], "值班台1"), (habits.cast.leader, "值班领导台")])
        say(f"县端已建，{len(day.stations)}台工作站已入网，用时{time.monotonic() - began:.1f}秒")
        day.live()
        day.settle()
        say("收班：全部动作已送达，各处台账一致")
        result = _result(asked, day, town, placed_kind, people)
    finally:
        day.tear_down()
    result |= {"lost": _lost(day), "verified": _verified(day), "seconds": round(time.monotonic() - began, 1)}
    write_report(asked.out / REPORT, result)
    (asked.out / "day.json").write_text(json.dumps(result, ensure_ascii=False, indent=1), encoding="utf-8")
    for name in ("events", "dispatched", "closed", "called", "answered", "rated", "conflicts", "lost"):
        say(f"{LABELS[name]}：{result[name]}")
    say(f"日报、呼叫单、运行报告在 {asked.out}，用时 {result['seconds']} 秒")
    return result


def _course(text: str, scale: float) -> Course:
    start = midnight(day_number(parse_date(text)))

    def at(hour: int, minute: int) -> int:
        return start + (hour * 60 + minute) * MINUTE_MS

    return Course(
        opens=at(7, 45),
        cut=at(10, 30),
        mend=at(12, 30),
        kill=at(15, 0),
        handover=at(17, 30),
        closes=at(18, 30),
        scale=scale,
    )


def _input(asked: argparse.Namespace, course: Course) -> tuple[TownMap, list[Arrival], str]:
    opens, closes = course.opens + 15 * MINUTE_MS, course.handover - 30 * MINUTE_MS
    if asked.input is None:
        town = load(DEMO)
        messages = demo_messages(DEMO)
    else:
        data: Path = asked.input
        towns = data / "divisions" / "330110_yuhang_towns.csv"
        rows = read_csv(towns, ("town_code12", "town_name"))
        code = next((r["town_code12"] for r in rows if r["town_name"] == asked.town), None)
        if code is None:
            raise DayError(f"数据中没有乡镇“{asked.town}”；请从{towns.name}中选一个。")
        villages = data / "divisions" / "330110_yuhang_villages.csv"
        town = from_real(data / "maps" / "yuhang_towns.geojson", villages, code, asked.seed)
        messages = real_messages(data / "messages")[:REAL_MESSAGES]
    return town, arrivals(messages, town, opens, closes, asked.seed), "synthetic"


def _work_folder(out: Path) -> Path:
    """Where stores, county and logs of the run lie; those of an earlier run are cleared away."""
    folder = out / WORK
    try:
        if folder.exists():
            shutil.rmtree(folder)
        folder.mkdir(parents=True)
    except OSError as err:
        raise DayError(f"写不了输出文件夹“{out}”；请检查路径和权限。", path=str(out)) from err
    return folder


def _result(
    asked: argparse.Namespace, day: Day, town: TownMap, placed_kind: str, people: list[dict[str, str]]
) -> dict[str, Any]:
    front = day.stations[0]
    stream = front.store.stream
    cases = front.store.read(lambda conn: list(confirmed_cases(conn, stream)))
    lines = front.store.read(lambda conn: list(ledger_lines(conn, stream)))
    conflicts = front.store.read(lambda conn: conflicts_opened(conn, stream))
    span = span_of(day.clock.now().t)
    operator = next(p["name"] for p in people if p["user_id"] == day.cast.operators[1])
    totals = write_papers(asked.out, cases, front.desk.rules, town, span, operator, day.log.outages)
    direct = counted(lines, span)
    return {
        **asdict(tally(cases, span.since, span.to, conflicts)),
        "pending": sum(station.pending for station in day.stations),
        "suggest_agree": agreement(day.log.suggested, class_areas(DEMO)),
        "placed_kind": placed_kind,
        "check": {name: {"workbook": totals[name], "ledger": direct[name]} for name in totals},
        "actions": len(lines),
        "saved_by_desks": sum(len(station.saved) for station in day.stations),
        "saved_offline": day.log.worked_offline,
        "county_killed": len(day.log.kills),
        "refused_before_saving": sum(len(station.refused) for station in day.stations),
        "town": town.name,
        "date": date.fromisoformat(asked.date).isoformat(),
        "seed": asked.seed,
    }


def _lost(day: Day) -> int:
    """Acknowledged actions that are missing at a desk or at the county."""
    said = {action for station in day.stations for action in station.saved}
    said |= {json.loads(line)["id"] for line in day.journal.read_text(encoding="utf-8").splitlines()}
    missing: set[str] = set()
    store = CountyStore.open(day.url)
    try:
        there = store.readers.read(lambda conn: action_ids(conn, day.stream))
    finally:
        store.close()
    missing |= said - there
    for held in day.held:
        missing |= said - held
    return len(missing)


def _verified(day: Day) -> bool:
    """The county recomputed every chain, signature and fold; raises CountyProcessError when something differs."""
    county("verify", "--db", day.url)
    return True
