"""Verifying a period's figures (考评核验): counted over the whole ledger, folded anew, beside those of the kept rows.

Source: rulebook §7, §13 (6). The recount looks at ledger entries alone: no kept body, no row, no rule of what to leave
out before counting; every entry's chain, signature and verdict is checked on the way. Both go through the same rulebook,
so any difference is a difference of what is kept.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from msgspec import Struct
from sqlalchemy import Connection

from county.failures import NotFoundedError, WrongUseError
from county.figure_differences import Difference, Names, differences
from county.issued_figures import Held, held
from county.verify import Folded, altered, walked
from db import server_ledger
from db.county_store import view_of
from db.queries.evaluation import county_evaluation
from governance.archive.element import Archived
from governance.calls.call import Call
from governance.evaluation.figures import (
    CountyFigures,
    TownCases,
    TownFigures,
    county_figures,
    county_weights,
    town_figures,
)
from governance.evaluation.period import Period, period_of
from governance.evaluation.scores import Weights
from governance.evaluation.tally import digest
from governance.events.event import Event
from governance.ledger.case import Case
from governance.rulebook import Rules
from governance.supervision.supervision import Supervision


class Recounted(Struct, frozen=True):
    """Both counts of a period (核验结果)."""

    ledger: CountyFigures
    rows: CountyFigures
    names: Names
    differences: tuple[Difference, ...]
    broken: tuple[str, ...]  # entries of the ledger that are not what was signed
    altered: tuple[str, ...]  # cases that are kept otherwise than the ledger says
    issued: tuple[Held, ...] = ()  # evaluations of the period that towns signed

    @property
    def equal(self) -> bool:
        """Whether they agree to the last digit and the last case, over a whole ledger."""
        return not self.broken and not self.altered and digest(self.ledger) == digest(self.rows)


def recount(conn: Connection, name: str) -> Recounted:
    """Count a period (2026-03, or day..day) both ways, as of the last entry of the county."""
    heads = server_ledger.heads(conn)
    county = next((head for head in heads if head.kind == "county"), None)
    if county is None:
        raise NotFoundedError("这个数据库里还没有县；请先运行 python -m county migrate。")
    period = period_of(name, max(head.st for head in heads))
    if period is None:
        raise WrongUseError(f"统计期【{name}】写法不对；请写作 2026-03、2026-Q1 或 2026-03-02..2026-03-08。")
    folded, wrong = walked(conn, county, None)
    broken = [f"县台账{one}" for one in wrong]
    heads = [head for head in heads if head.kind == "town"]
    towns = []
    changed = altered(conn, county.stream, folded)
    for head in heads:
        town, wrong = walked(conn, head, folded)
        towns.append(town)
        changed += altered(conn, head.stream, town)
        broken += [f"{town.rules.home.name}台账{one}" for one in wrong]
    weights = county_weights(lambda ids: _found_in(folded, ids), folded.stream, period)
    counted = _counted(folded, towns, weights, period)
    issued = [
        one
        for head, town in zip(heads, towns, strict=True)
        for one in held(conn, head, town, folded, name, lambda then, at: _of_town(then, weights, at))
    ]
    rows = county_evaluation(
        conn, county.stream, [head.stream for head in heads], period, lambda stream: _kept_rules(conn, stream)
    )
    names = _names(folded, towns)
    found = tuple(differences(counted, rows, names, frozenset(changed)))
    told = tuple(map(names.case, changed))
    return Recounted(counted, rows, names, found, tuple(broken), told, tuple(issued))


def _names(county: Folded, towns: Iterable[Folded]) -> Names:
    units = {code: unit.name for code, unit in county.rules.catalogue.units.items()}
    cases: dict[str, Case] = {}
    for town in towns:
        units |= {user.id: user.name for user in town.rules.directory.users.values()}
        cases |= town.cases
    return Names(units, cases)


def _counted(county: Folded, towns: Iterable[Folded], weights: Weights, period: Period) -> CountyFigures:
    figures = [_of_town(town, weights, period) for town in towns]
    return county_figures(figures, lambda ids: _found_in(county, ids), county.stream, period, county.rules)


def _of_town(town: Folded, weights: Weights, period: Period) -> TownFigures:
    calls = [case for case in town.cases.values() if isinstance(case, Call)]
    cases = TownCases(
        events=[case for case in town.cases.values() if isinstance(case, Event)],
        calls=calls,
        cards=[case for case in town.cases.values() if isinstance(case, Supervision)],
        lines=town.lines,
        people=town.people,
        archives=[case for case in town.cases.values() if isinstance(case, Archived)],
        look_up=lambda ids: _found_in(town, ids),
    )
    return town_figures(cases, _Earlier(calls), weights, period, town.rules)


def _found_in(folded: Folded, ids: Sequence[str]) -> dict[str, Case]:
    return {case_id: folded.cases[case_id] for case_id in ids if case_id in folded.cases}


class _Earlier(NamedTuple):
    """Every call of a department: of those nothing is left out before counting."""

    calls: Sequence[Call]

    def first(self, depts: frozenset[str]) -> int | None:
        return min((t.at for call in self.calls for t in call.tasks if t.dept in depts), default=None)

    def within(self, depts: frozenset[str], since: int, to: int) -> Sequence[Call]:
        return [call for call in self.calls if not depts.isdisjoint(call.doers)]


def _kept_rules(conn: Connection, stream: str) -> Rules:
    view = view_of(conn, stream)
    if view is None:
        raise LookupError(f"no stream {stream}")
    return view.rules
