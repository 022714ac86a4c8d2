"""EV: a month of a busy county, 30 towns, 60 departments, 6,000 calls, evaluated by the rows (rulebook §7).

The figures of every department and of every town's events are held to a recount by SQL alone before anything is timed.
"""

from sqlalchemy import Connection

from db.queries.evaluation import town_evaluation
from db.readers import Readers
from governance.evaluation.figures import CountyFigures, county_figures
from governance.evaluation.period import Period, period_of
from governance.rulebook import Rules
from tests.benchmarks.bench import Bench, timed
from tests.benchmarks.figure import Measured, rounded
from tests.db.busy_county import AS_OF, PERIOD, Month, fill, recounted

TOWNS, DEPARTMENTS, CALLS, WAYS = 30, 60, 6_000, 300
REPS = 3


def measure(bench: Bench) -> Measured:
    """EV, in seconds; the best and the worst of some rounds beside it."""
    path = bench.folder / "busy.db"
    rules = fill(path, Month(WAYS), TOWNS, DEPARTMENTS, CALLS)
    period = period_of(PERIOD, AS_OF)
    if period is None:
        raise AssertionError("March is a period")
    readers = Readers(path)
    readers.read(lambda conn: _check(conn, evaluated(conn, rules, period), period))
    took = [timed(lambda: readers.read(lambda conn: evaluated(conn, rules, period))) for _ in range(REPS)]
    readers.close()
    seconds = sorted(one.ms / 1e3 for one in took)
    more = {"max": rounded(seconds[-1]), "cpu": rounded(min(one.cpu_ms for one in took) / 1e3)}
    return Measured(seconds[len(seconds) // 2], None, {**more, "towns": TOWNS, "calls": CALLS})


def evaluated(conn: Connection, rules: dict[str, Rules], period: Period) -> CountyFigures:
    """The county's figures of its month, town by town."""
    towns = [town_evaluation(conn, stream, period, of) for stream, of in rules.items()]
    home = next(iter(rules.values()))
    return county_figures(towns, lambda ids: {}, home.home.stream, period, home)


def _check(conn: Connection, found: CountyFigures, period: Period) -> None:
    calls, events = recounted(conn, period.since, period.to)
    for town in found.towns:
        stream = town.stream.replace("-", "")
        for dept, line in town.departments:
            rates = line.rates
            ours = (rates.respond.owed, rates.respond.hits, rates.done.owed, rates.done.hits, rates.on_time.hits,
                    rates.points, rates.rated)  # fmt: skip
            if ours != calls[stream, dept]:
                raise AssertionError(f"{town.name} {dept}: {ours} is not {calls[stream, dept]}")
        closing = next(t for t in town.tallies if (t.indicator, t.who) == ("close_rate", "*"))
        if (len(closing.owed), len(closing.hits)) != events[stream][2:4]:
            raise AssertionError(f"{town.name}: 结案率 {closing.rate} is not {events[stream][2:4]}")
