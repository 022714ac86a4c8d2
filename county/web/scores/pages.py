"""`/scores`: 部门综合分 of a month for the county centre, the county's leaders and the auditors; each opens to its calls.

Source: rulebook §7.1 (口径, every figure drills to its cases), §7.2.
"""

from collections.abc import Iterator

from msgspec.structs import replace

from county.web.asked import Asked, Missing, Outcome, Shown
from county.web.cards import Board, Card, Group, dept_card
from county.web.department.board import part_of
from county.web.frame import frame
from county.web.lights import Light
from county.web.offices import AUDIT, CENTRE
from county.web.scores import entering, reading
from county.web.scores.reading import TownRow
from county.web.scores.standing import standing
from county.web.snapshot import Snapshot
from county.web.workplace import Workplace
from db.queries.evaluation import weights_of
from governance.calls.call import Call
from governance.evaluation.period import Period
from governance.evaluation.rates import rounded
from governance.evaluation.scores import Weights

TAB = "scores"
READERS = frozenset({CENTRE, AUDIT})
NO_CALLS = "没有这样的呼叫。"


def scores_page(place: Workplace, asked: Asked) -> Outcome:
    """`/scores` and `/scores/<month>`: every department that a town called."""
    if not READERS & set(asked.person.offices):
        return Missing()
    month = asked.path.get("month", asked.query.get("month", ""))
    found = place.months.of(place.look, month)
    if found is None:
        return Missing()
    period = found.period
    sealed = place.digests.of(place.look, period.name) if asked.query.get("digest") else None
    with place.look() as snapshot:
        earlier, later = reading.neighbours(period, snapshot.at)
        values = frame(asked, snapshot, TAB) | {
            "period": period, "earlier": earlier, "later": later, "running": period.to > period.as_of,
            "lines": found.lines,
            "basis": basis(found.weights), "sealed": sealed, "enters": entering.may_enter(asked),
        }  # fmt: skip
    return Shown(page="scores.html", values=values)


def score_page(place: Workplace, asked: Asked) -> Outcome:
    """`/scores/<month>/<department>`: what each town says, what the county gave, and the calls behind it."""
    if not READERS & set(asked.person.offices):
        return Missing()
    with place.look() as snapshot:
        period = reading.month_asked(snapshot, asked.path["month"])
        found = reading.department(snapshot, period, asked.path["dept"]) if period is not None else None
        if period is None or found is None:
            return Missing()
        (score, rows), rules = found, snapshot.rules(snapshot.county)
        values = frame(asked, snapshot, TAB) | {
            "period": period, "line": reading.lines([score], rules)[0], "rows": rows, "sum": reading.sum_of(score),
            "given": entering.given_before(snapshot, period.name, score.dept),
            "basis": basis(weights_of(snapshot.conn, snapshot.county, period)),
            "board": Board(tuple(_groups(snapshot, rows, score.dept, period)), NO_CALLS), "enters": entering.may_enter(asked),
        }  # fmt: skip
    return Shown(page="score.html", values=values)


def _groups(snapshot: Snapshot, rows: tuple[TownRow, ...], dept: str, period: Period) -> Iterator[Group]:
    """Each town's calls: those that cost the department points, then the rest."""
    for row in rows:
        found = sorted(_cards(snapshot, row, dept, period), key=lambda one: one[1].key)
        for cost, title in ((True, "失分的呼叫"), (False, "其余呼叫")):
            cards = tuple(card for lost, card in found if lost is cost)
            if cards:
                yield Group("watch", f"{row.name}：{title}", cards)


def _cards(snapshot: Snapshot, row: TownRow, dept: str, period: Period) -> Iterator[tuple[bool, Card]]:
    """Each call with what it counts for, and whether it cost points."""
    rules, view = snapshot.rules(row.stream), snapshot.view(row.stream)
    for case in snapshot.cases(row.stream, row.calls):
        body = view.case(case.id)
        task = part_of(case, (dept,)) if isinstance(case, Call) else None
        if not isinstance(case, Call) or not isinstance(body, Call) or task is None:
            continue
        said = standing(body, dept, period, rules)
        card = dept_card(case, task, row.stream, snapshot.at, rules)
        role = "主办" if task.lead else "配合"
        light = Light("done", "") if case.final or task.state != "OPEN" else card.light
        yield said.lost, replace(card, notes=(role, *said.words), light=light)


def basis(weights: Weights) -> str:
    """口径 with the weights of the month's first day."""
    parts = ((weights.respond, "响应度"), (weights.done, "办结率"), (weights.on_time, "按时办结率"))
    rates = "＋".join(f"{_plain(rounded(weight))}×{name}" for weight, name in parts)
    mean = f"{_plain(rounded(weights.satisfied / 100))}×满意度得分"
    return (
        f"各镇评分＝{rates}＋{mean}，缺项的权重按比例分到其余各项；应响应不足 3 件的镇累计到以后各期；"
        "镇评＝各镇评分按应响应加权平均；部门综合分＝2/3×县级考评＋1/3×镇评"
    )


def _plain(number: str) -> str:
    return number.removesuffix(".00")
