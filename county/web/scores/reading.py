"""部门综合分 of a month, as it stands in the county's database: one line a department, opened town by town.

Source: rulebook §7.2. Counted up to the last entry of the county, so that figures and digest are those that
`python -m county verify --period` prints (§13, 6).
"""

from collections.abc import Iterable
from fractions import Fraction

from msgspec import Struct

from county.web.snapshot import Snapshot
from db import server_ledger
from db.queries.evaluation import EarlierCalls, bodies, county_evaluation, county_scores, weights_of
from governance.evaluation.figures import department_line, department_score
from governance.evaluation.period import Period, before, months, period_of
from governance.evaluation.rates import NONE, rounded
from governance.evaluation.scores import TOWN_THIRD, DeptScore, TownLine, Weights
from governance.evaluation.tally import digest
from governance.rulebook import Rules
from governance.time import words


class Line(Struct, frozen=True, kw_only=True):
    """A department's result in the table."""

    dept: str
    name: str
    rank: str
    taking: int  # towns that take part
    towns: int
    owed: int  # 应响应 of those
    by_towns: str
    by_county: str
    total: str


class Table(Struct, frozen=True, kw_only=True):
    """A month's table as it was counted (计得结果)."""

    period: Period
    lines: tuple[Line, ...]
    weights: Weights


class Sealed(Struct, frozen=True):
    """The digest of a month's figures (数字摘要), and up to when they reach."""

    period: Period
    digest: str


class TownRow(Struct, frozen=True, kw_only=True):
    """What one town says of the department."""

    stream: str
    name: str
    owed: int
    respond: str
    done: str
    on_time: str
    points: str
    score: str
    note: str  # 待累计, 含以前累计
    calls: tuple[str, ...]


def month_asked(snapshot: Snapshot, name: str) -> Period | None:
    """The month of that name, the present one for ""; None of anything else and of what is still to come."""
    as_of = max(head.st for head in server_ledger.heads(snapshot.conn))
    period = period_of(name or words.local(snapshot.at).strftime("%Y-%m"), as_of)
    return (
        period
        if period is not None and months(period) == (period.name,) and period.since <= snapshot.at
        else None
    )


def neighbours(period: Period, at: int) -> tuple[str, str]:
    """The month before, and the one after; "" where that is still to come."""
    after = before(period, -1)
    return before(period).name, after.name if after.since <= at else ""


def table(snapshot: Snapshot, period: Period) -> Table:
    """Every department that a town called in the month."""
    scores = county_scores(
        snapshot.conn, snapshot.county, _towns(snapshot), period, lambda stream: snapshot.view(stream).rules
    )
    return Table(
        period=period, lines=lines(scores, snapshot.rules(snapshot.county)),
        weights=weights_of(snapshot.conn, snapshot.county, period),
    )  # fmt: skip


def sealed(snapshot: Snapshot, period: Period) -> Sealed:
    """The digest of all figures of the month, events' and grids' too: as `python -m county verify --period` prints it."""
    figures = county_evaluation(
        snapshot.conn, snapshot.county, _towns(snapshot), period, lambda stream: snapshot.view(stream).rules
    )
    return Sealed(period, digest(figures))


def lines(scores: Iterable[DeptScore], rules: Rules) -> tuple[Line, ...]:
    """The best first; after them those whom the county still owes a score, then those who wait for calls."""

    def place(one: DeptScore) -> tuple[bool, bool, Fraction, str]:
        return one.total is None, one.by_towns is None, -(one.total or Fraction(0)), one.dept

    ordered = sorted(scores, key=place)
    totals = [one.total for one in ordered]
    return tuple(
        _line(one, "" if one.total is None else str(totals.index(one.total) + 1), rules) for one in ordered
    )


def _line(one: DeptScore, rank: str, rules: Rules) -> Line:
    taking = [line for line in one.towns if line.counts]
    return Line(
        dept=one.dept, name=rules.name_of(one.dept), rank=rank, taking=len(taking), towns=len(one.towns),
        owed=sum(line.rates.respond.owed for line in taking), by_towns=rounded(one.by_towns),
        by_county=rounded(one.by_county), total=rounded(one.total),
    )  # fmt: skip


def department(snapshot: Snapshot, period: Period, dept: str) -> tuple[DeptScore, tuple[TownRow, ...]] | None:
    """One department's result and what each town that called it says; counted from its own calls alone."""
    conn, rules = snapshot.conn, snapshot.view(snapshot.county).rules
    weights = weights_of(conn, snapshot.county, period)
    found = []
    for stream in _towns(snapshot):
        line = department_line(EarlierCalls(conn, stream), dept, weights, period, snapshot.view(stream).rules)
        if line is not None:
            found.append((stream, line))
    if not found:
        return None
    score = department_score(
        dept, [line for _, line in found], lambda ids: bodies(conn, snapshot.county, ids), snapshot.county,
        period, rules,
    )  # fmt: skip
    return score, tuple(town_row(stream, line, period.name) for stream, line in found)


def _towns(snapshot: Snapshot) -> list[str]:
    return [head.stream for head in server_ledger.heads(snapshot.conn) if head.kind == "town"]


def town_row(stream: str, line: TownLine, period: str) -> TownRow:
    """A town's word, as it is printed."""
    rates = line.rates
    notes = [f"含 {line.since} 起累计"] if line.since and line.since != period else []
    if not line.counts:
        notes.append("不足 3 件，累计到以后各期")
    return TownRow(
        stream=stream, name=line.town, owed=rates.respond.owed, respond=rates.respond.text, done=rates.done.text,
        on_time=rates.on_time.text, points=rounded(rates.satisfaction),
        score=rounded(line.score) if line.counts else NONE, note="；".join(notes), calls=rates.calls,
    )  # fmt: skip


def sum_of(score: DeptScore) -> str:
    """How the whole comes about: `2/3 × 88.40 + 1/3 × 92.70 = 89.83`; "" while a side has not spoken."""
    if score.total is None or score.by_county is None or score.by_towns is None:
        return ""
    by_hand = f" + 加减分 {rounded(score.adjusted)}" if score.adjusted else ""
    shares = f"{1 - TOWN_THIRD} × {rounded(score.by_county)} + {TOWN_THIRD} × {rounded(score.by_towns)}"
    return f"{shares}{by_hand} = {rounded(score.total)}"
