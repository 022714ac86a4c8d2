"""How a verified period is told (核验结果): lines for a person, numbers exact and as printed for a program."""

from collections.abc import Iterator
from datetime import datetime
from fractions import Fraction
from typing import Any

from briefings.texts import local
from county.figure_differences import Difference, Names, figures_in, tally_text
from county.issued_figures import Held
from county.verify_figures import Recounted
from governance.evaluation.figures import TownFigures
from governance.evaluation.indicators import COUNT, INDICATORS
from governance.evaluation.rates import rounded
from governance.evaluation.tally import ALL, Tally, digest

MOST = 50  # differences told


def as_text(found: Recounted) -> Iterator[str]:
    """What a person reads: the towns' indicators, the departments' scores, and what differs by which cases."""
    at: datetime = local(found.ledger.as_of)
    yield f"统计期 {found.ledger.period}，数据截至 {at:%Y-%m-%d %H:%M}，从台账重算"
    for town in found.ledger.towns:
        yield from _town(town)
    for one in found.ledger.departments:
        waiting = "" if one.by_towns is not None else "（不足3件，待累计）"
        scores = (
            f"镇评{rounded(one.by_towns)}{waiting}，县评{rounded(one.by_county)}，综合{rounded(one.total)}"
        )
        yield f"{found.names.who(one.dept)}：{scores}"
    yield from _wrong("台账有{n}条与签名时不同，下面的数字已按现有内容重算：", found.broken)
    yield from _wrong("库中有{n}件案件与台账重算不同：", found.altered)
    if found.equal:
        yield f"与库中数字一致：共核对{figures_in(found.ledger)}项"
    elif found.differences:
        said = [one.text for one in found.differences]
        yield from _wrong(f"与库中数字有{{n}}处不符（共核对{figures_in(found.ledger)}项）：", said)
        yield "以台账为准；请从备份恢复后再核验。"
    else:
        yield f"本期数字与库中一致（共核对{figures_in(found.ledger)}项），但台账或库中案件已被改动；请从备份恢复后再核验。"
    yield from (_issued(one) for one in found.issued)
    yield f"数字摘要 {digest(found.ledger)}"


def _issued(one: Held) -> str:
    at = f"{one.town}签发的考评{one.no}（数据截至 {local(one.as_of):%Y-%m-%d %H:%M}）"
    if one.equal:
        return f"{at}：与台账重算一致，摘要 {one.digest}"
    return f"{at}：与台账按现行规则重算不同，签发摘要 {one.digest}，重算 {one.recounted}"


def _wrong(head: str, lines: tuple[str, ...] | list[str]) -> Iterator[str]:
    if lines:
        yield head.format(n=len(lines))
        yield from (f"  {one}" for one in lines[:MOST])
        if len(lines) > MOST:
            yield f"  另有{len(lines) - MOST}处，用 --json 列全"


def _town(town: TownFigures) -> Iterator[str]:
    yield f"{town.name} {town.period}"
    mine = {tally.indicator: tally for tally in town.tallies if tally.who == ALL}
    yield from (f"  {INDICATORS[code].name}：{tally_text(mine[code])}" for code in INDICATORS if code in mine)
    red = [line.staff.name for line in town.roster if line.red]
    if red:
        yield f"  派驻名册标红：{'、'.join(red)}（调离无镇同意意见单）"


def as_json(found: Recounted) -> dict[str, Any]:
    """Everything that was found, numbers exact and as printed."""
    return {
        "period": found.ledger.period,
        "as_of": found.ledger.as_of,
        "equal": found.equal,
        "digest": digest(found.ledger),
        "figures": figures_in(found.ledger),
        "broken": list(found.broken),
        "altered": list(found.altered),
        "differences": [_difference(one) for one in found.differences],
        "issued": [
            {"town": one.town, "no": one.no, "as_of": one.as_of, "digest": one.digest, "equal": one.equal}
            for one in found.issued
        ],
        "towns": [
            {
                "name": town.name,
                "indicators": [_told(tally, found.names) for tally in town.tallies],
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
                "name": found.names.who(one.dept),
                "towns": [
                    {
                        "name": t.town,
                        "owed": t.rates.respond.owed,
                        "counts": t.counts,
                        "calls": [found.names.case(one) for one in t.rates.calls],
                    }
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


def _difference(one: Difference) -> dict[str, Any]:
    return {
        "town": one.town,
        "figure": one.figure,
        "who": one.who,
        "ledger": one.ledger,
        "kept": one.kept,
        "missing": list(one.missing),
        "extra": list(one.extra),
        "altered": list(one.altered),
        "text": one.text,
    }


def _score(name: str, value: Fraction | None) -> dict[str, str]:
    return {name: rounded(value), f"{name}_exact": "" if value is None else str(value)}


def _told(tally: Tally, names: Names) -> dict[str, Any]:
    known = INDICATORS[tally.indicator]
    rate = tally.rate
    return {
        "code": tally.indicator,
        "name": known.name,
        "who": tally.who,
        "numerator": rate.hits,
        "denominator": rate.owed,
        "excluded": {reason: len(cases) for reason, cases in tally.out},
        "value": str(rate.hits) if known.form == COUNT else rate.text,
        "basis": known.basis,
        "cases": {
            "numerator": [names.case(one) for one in tally.hits],
            "denominator": [names.case(one) for one in tally.owed],
            "excluded": {reason: [names.case(one) for one in cases] for reason, cases in tally.out},
        },
    }
