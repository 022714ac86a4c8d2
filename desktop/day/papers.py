"""The papers of the day (当日文书): daily workbook, call slips, and the check of its totals against the ledger."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from briefings.daily import Issue, LedgerEntry, ledger_totals, read_totals, write_daily
from briefings.figures.figure import Day
from briefings.issue import areas_of
from briefings.rows import day_rows
from briefings.slips.call_slip import SlipFoot, call_slip, write_slips
from db.queries.bodies import LedgerLine
from gis.town_map import TownMap
from governance.calls.call import Call
from governance.events.event import Event
from governance.ledger.case import Case
from governance.rulebook import Rules
from governance.time.working_time import DAY_MS, date_of, local_day, midnight

DAILY, SLIPS, REPORT = "日报.xlsx", "呼叫单.xlsx", "运行报告.md"
SLIPS_PRINTED = 60  # a workbook that a person still leafs through
STILL = frozenset(
    {"duplicate-id", "same-effect", "unknown-fact", "bad-payload", "orphan-case", "after-close"}
)


def span_of(as_of: int) -> Day:
    """The local day of an instant, with everything up to it."""
    since = midnight(local_day(as_of))
    return Day(since, since + DAY_MS, as_of)


def write_papers(
    folder: Path,
    cases: Sequence[Case],
    rules: Rules,
    town: TownMap,
    day: Day,
    operator: str,
    outages: Iterable[tuple[int, int]],
) -> dict[str, int]:
    """Write daily and slips; gives the daily's totals as read back from the saved file."""
    events = [c for c in cases if isinstance(c, Event)]
    calls = [c for c in cases if isinstance(c, Call)]
    issue = Issue(
        town=town.name,
        day=day,
        serial=f"RB{date_of(local_day(day.since)):%Y%m%d}",
        operator=operator,
        printed_at=day.as_of,
        areas=areas_of(rules),
        units=rules.catalogue.units,
        villages={v.code: v.name for v in town.villages},
        outages=tuple(outages),
    )
    rows, call_rows = day_rows(events, calls, rules, day.as_of)
    write_daily(rows, call_rows, issue, folder / DAILY)
    by_id = {e.id: e for e in events}
    printed = sorted(calls, key=lambda c: c.serial)[:SLIPS_PRINTED]
    foot = SlipFoot(town=town.name, operator=operator, printed_at=day.as_of, as_of=day.as_of)
    slips = [call_slip(c, by_id.get(c.parent or ""), rules, day.as_of) for c in printed]
    write_slips(slips, foot, folder / SLIPS)
    return read_totals(folder / DAILY)


def counted(lines: Iterable[LedgerLine], day: Day) -> dict[str, int]:
    """The same totals straight from the ledger's moving entries."""
    moving: Iterable[LedgerEntry] = (
        (line.kind, line.case, line.eff, line.vd, line.p) for line in lines if line.code not in STILL
    )
    return ledger_totals(moving, day.since, day.to)
