"""Verifying a period's figures (考评核验): counted over the whole ledger, folded anew, beside those of the kept rows.

Source: rulebook §7, §13 (6). The recount looks at ledger entries alone: no kept body, no row, no rule of what to leave
out before counting. Both go through the same rulebook, so any difference is a difference of what is kept.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection

from county.failures import NotFoundedError, WrongUseError
from county.verify import Folded
from db import server_ledger
from db.county_store import view_of
from db.folding import stored_rows
from db.queries.evaluation import county_evaluation
from db.server_ledger import StreamHead
from governance.archive.element import Archived
from governance.calls.call import Call
from governance.evaluation.figures import (
    CountyFigures,
    TownCases,
    county_figures,
    county_weights,
    town_figures,
)
from governance.evaluation.indicators import INDICATORS
from governance.evaluation.period import Period, period_of
from governance.evaluation.rates import rounded
from governance.evaluation.tally import ALL, Tally, digest
from governance.events.event import Event
from governance.ledger.case import Case
from governance.ledger.entry import Verdict, effective
from governance.rulebook import Rules
from governance.supervision.supervision import Supervision

MOST = 50  # differences told


class Recounted(Struct, frozen=True):
    """Both counts of a period (核验结果)."""

    ledger: CountyFigures
    rows: CountyFigures
    names: Mapping[str, str]  # of departments
    differences: tuple[str, ...]

    @property
    def equal(self) -> bool:
        """Whether they agree to the last digit and the last case."""
        return digest(self.ledger) == digest(self.rows)


def recount(conn: Connection, name: str) -> Recounted:
    """Count a period (2026-03, or day..day) both ways, as of the last entry of the county."""
    heads = server_ledger.heads(conn)
    county = next((head for head in heads if head.kind == "county"), None)
    if county is None:
        raise NotFoundedError("这个数据库里还没有县；请先运行 python -m county migrate。")
    period = period_of(name, max(head.st for head in heads))
    if period is None:
        raise WrongUseError(f"统计期【{name}】写法不对；请写作 2026-03、2026-Q1 或 2026-03-02..2026-03-08。")
    folded = folded_stream(conn, county, None)
    towns = [head for head in heads if head.kind == "town"]
    counted = _counted(folded, [folded_stream(conn, town, folded) for town in towns], period)
    rows = county_evaluation(
        conn, county.stream, [town.stream for town in towns], period, lambda stream: _kept_rules(conn, stream)
    )
    names = {code: unit.name for code, unit in folded.rules.catalogue.units.items()}
    return Recounted(counted, rows, names, tuple(_differences(counted, rows))[:MOST])


def folded_stream(conn: Connection, head: StreamHead, county: Folded | None) -> Folded:
    """The stream folded from its first entry; effective times are worked out anew too."""
    found = Folded(head.stream, county)
    last: dict[str, int] = {}
    for row in stored_rows(conn, head.stream, 0, head.seq):
        action = row.action
        lo = last.get(row.dev, 0)
        eff = last[row.dev] = effective(row.st, lo, action.t)
        found.take(action, Verdict(row.vd, row.code, row.item), eff, row.seq, (lo, row.st))
    return found


def _counted(county: Folded, towns: Iterable[Folded], period: Period) -> CountyFigures:
    def found_in(folded: Folded, ids: Sequence[str]) -> dict[str, Case]:
        return {case_id: folded.cases[case_id] for case_id in ids if case_id in folded.cases}

    weights = county_weights(lambda ids: found_in(county, ids), county.stream, period)
    counted = []
    for town in towns:
        calls = [case for case in town.cases.values() if isinstance(case, Call)]
        cases = TownCases(
            events=[case for case in town.cases.values() if isinstance(case, Event)],
            calls=calls,
            cards=[case for case in town.cases.values() if isinstance(case, Supervision)],
            lines=town.lines,
            people=town.people,
            archives=[case for case in town.cases.values() if isinstance(case, Archived)],
            look_up=lambda ids, town=town: found_in(town, ids),  # type: ignore[misc]
        )
        counted.append(town_figures(cases, lambda depts, calls=calls: calls, weights, period, town.rules))  # type: ignore[misc]
    return county_figures(counted, lambda ids: found_in(county, ids), county.stream, period, county.rules)


def _kept_rules(conn: Connection, stream: str) -> Rules:
    view = view_of(conn, stream)
    if view is None:
        raise LookupError(f"no stream {stream}")
    return view.rules


def _differences(ledger: CountyFigures, rows: CountyFigures) -> Iterator[str]:
    for one, other in zip(ledger.towns, rows.towns, strict=True):
        mine, kept = ({(t.indicator, t.who): t for t in town.tallies} for town in (one, other))
        for code, who in sorted(mine.keys() | kept.keys()):
            if mine.get((code, who)) != kept.get((code, who)):
                yield f"{one.name}·{INDICATORS[code].name}·{who}与台账重算不符"
        for part in _PARTS:
            if getattr(one, part) != getattr(other, part):
                yield f"{one.name}·{_PARTS[part]}与台账重算不符"
    if ledger.departments != rows.departments:
        yield "部门综合分与台账重算不符"


_PARTS = {
    "departments": "镇评部门分",
    "grid_workers": "网格员积分",
    "postings": "派驻机构分",
    "powers": "四权登记",
    "roster": "派驻名册",
    "cadres": "四维考评",
}


# ---------------------------------------------------------------- telling


def as_json(found: Recounted) -> dict[str, Any]:
    """Everything that was found, numbers exact and as printed."""
    return {
        "period": found.ledger.period,
        "as_of": found.ledger.as_of,
        "equal": found.equal,
        "digest": digest(found.ledger),
        "differences": list(found.differences),
        "towns": [
            {
                "name": town.name,
                "indicators": [_told(tally) for tally in town.tallies],
                "grid_workers": [
                    {"name": g.name, "grid": g.grid, "points": rounded(g.total), "grade": g.grade}
                    for g in town.grid_workers
                ],
            }
            for town in found.ledger.towns
        ],
        "departments": [
            {
                "dept": one.dept,
                "name": found.names.get(one.dept, one.dept),
                "towns": [
                    {"name": t.town, "owed": t.rates.respond.owed, "counts": t.counts}
                    | _score("score", t.score)
                    for t in one.towns
                ],
            }
            | _score("by_towns", one.by_towns)
            | _score("by_county", one.by_county)
            | _score("total", one.total)
            for one in found.ledger.departments
        ],
    }


def _score(name: str, value: Fraction | None) -> dict[str, str]:
    return {name: rounded(value), f"{name}_exact": "" if value is None else str(value)}


def _told(tally: Tally) -> dict[str, Any]:
    known = INDICATORS[tally.indicator]
    rate = tally.rate
    return {
        "code": tally.indicator,
        "name": known.name,
        "who": tally.who,
        "numerator": rate.hits,
        "denominator": rate.owed,
        "excluded": {reason: len(cases) for reason, cases in tally.out},
        "value": str(rate.hits) if known.form == "count" else rate.text,
    }


def as_text(found: Recounted) -> Iterator[str]:
    """What a person reads: the towns' indicators and the departments' scores."""
    for town in found.ledger.towns:
        yield f"{town.name} {found.ledger.period}"
        mine = {tally.indicator: tally for tally in town.tallies if tally.who == ALL}
        yield from (f"  {_line(mine[code])}" for code in INDICATORS if code in mine)
    for one in found.ledger.departments:
        name = found.names.get(one.dept, one.dept)
        waiting = "" if one.by_towns is not None else "（不足3件，待累计）"
        said = f"镇评{rounded(one.by_towns)}{waiting}，县评{rounded(one.by_county)}，综合{rounded(one.total)}"
        yield f"{name}：{said}"
    yield "与库中数字一致" if found.equal else f"与库中数字有{len(found.differences)}处不符："
    yield from (f"  {one}" for one in found.differences)
    yield f"数字摘要 {digest(found.ledger)}"


def _line(tally: Tally) -> str:
    known, rate = INDICATORS[tally.indicator], tally.rate
    left = f"，不计{tally.left_out}" if tally.left_out else ""
    if known.form == "count":
        return f"{known.name}：{rate.hits}{left}"
    return f"{known.name}：{rate.hits}/{rate.owed} = {rate.text}{left}"
