"""Where two counts of a period differ (考评数字不符): which figure, of whom, what each says, and by which cases.

Source: rulebook §7.1 (every figure drills to its cases), §13 (6).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple, TypeVar

from msgspec import Struct

from governance.calls.call import Call
from governance.evaluation.double_lock import RosterLine
from governance.evaluation.figures import CountyFigures, TownFigures
from governance.evaluation.indicators import COUNT, INDICATORS
from governance.evaluation.people_figures import CadreLine, GridLine, PostingLine
from governance.evaluation.postings import POWERS
from governance.evaluation.rates import NONE, rounded
from governance.evaluation.scores import DeptScore, TownLine
from governance.evaluation.tally import ALL, Tally
from governance.events.event import Event
from governance.ledger.case import Case

MOST_CASES = 8  # named of one difference
NOTHING = "没有"
T = TypeVar("T")


class Names(Struct, frozen=True):
    """What units, people and cases are called."""

    units: Mapping[str, str]
    cases: Mapping[str, Case]

    def who(self, code: str) -> str:
        """A unit or person; everybody together 全镇, nobody 指挥室."""
        return {ALL: "全镇", "": "指挥室"}.get(code) or self.units.get(code, code)

    def case(self, case_id: str) -> str:
        """A case by its number; never by its words: who runs the server may not read them (§1.3)."""
        match self.cases.get(case_id):
            case Event(serial=serial) | Call(serial=serial) if serial:
                return serial
            case _:
                return case_id


class Difference(Struct, frozen=True, kw_only=True):
    """One figure that the ledger and the kept rows count otherwise."""

    town: str  # empty: the county's
    figure: str
    who: str
    ledger: str
    kept: str
    missing: tuple[str, ...] = ()  # cases that the ledger counts so and the rows do not
    extra: tuple[str, ...] = ()  # the other way round
    altered: tuple[str, ...] = ()  # counted on both sides, but kept otherwise than the ledger says

    @property
    def text(self) -> str:
        """One line for a person."""
        where = " ".join(one for one in (self.town, self.figure, self.who) if one)
        said = [f"{where}：台账 {self.ledger}，库中 {self.kept}"]
        if self.missing:
            said.append(f"台账有而库中没有：{_list(self.missing)}")
        if self.extra:
            said.append(f"库中有而台账没有：{_list(self.extra)}")
        if self.altered:
            said.append(f"库中与台账不同：{_list(self.altered)}")
        return "；".join(said)


def _list(cases: tuple[str, ...]) -> str:
    more = f"等{len(cases)}件" if len(cases) > MOST_CASES else ""
    return "、".join(cases[:MOST_CASES]) + more


def differences(
    ledger: CountyFigures, kept: CountyFigures, names: Names, altered: frozenset[str]
) -> Iterator[Difference]:
    """Every figure that is not the same on both sides, by town; `altered` = the cases that are kept otherwise."""
    sides = _Sides(names, altered)
    others = {town.stream: town for town in kept.towns}
    for town in ledger.towns:
        other = others.get(town.stream)
        if other is not None:
            for part in _PARTS:
                yield from part.compared(town, other, sides)
    yield from _compared(
        {one.dept: one for one in ledger.departments},
        {one.dept: one for one in kept.departments},
        lambda one: f"镇评{rounded(one.by_towns)} 县评{rounded(one.by_county)} 综合{rounded(one.total)}",
        _dept_cases,
        sides,
        lambda dept: ("", "部门综合分", names.who(dept)),
    )


class _Sides(NamedTuple):
    names: Names
    altered: frozenset[str]


class _Part(Struct, frozen=True):
    """One table of a town's figures: its lines, by what they are told apart, what they say, which cases they rest on."""

    name: str
    lines: Callable[[TownFigures], Mapping[Any, Any]]
    said: Callable[[Any], str]
    cases: Callable[[Any], Iterable[str]]
    who: Callable[[Any], tuple[str, str]]  # key → figure's name (empty: the table's), of whom

    def compared(self, one: TownFigures, other: TownFigures, sides: _Sides) -> Iterator[Difference]:
        def where(key: Any) -> tuple[str, str, str]:
            figure, who = self.who(key)
            return one.name, figure or self.name, sides.names.who(who)

        return _compared(self.lines(one), self.lines(other), self.said, self.cases, sides, where)


def _compared(
    mine: Mapping[Any, T],
    theirs: Mapping[Any, T],
    said: Callable[[T], str],
    cases: Callable[[T], Iterable[str]],
    sides: _Sides,
    where: Callable[[Any], tuple[str, str, str]],
) -> Iterator[Difference]:
    for key in sorted(mine.keys() | theirs.keys()):
        one, other = mine.get(key), theirs.get(key)
        if one == other:
            continue
        here, there = (Counter(cases(line)) if line is not None else Counter() for line in (one, other))
        town, figure, who = where(key)
        missing, extra = _named(here - there, sides.names), _named(there - here, sides.names)
        touched = _named((c for c in here & there if _id(c) in sides.altered), sides.names)
        yield Difference(
            town=town,
            figure=figure,
            who=who,
            ledger=NOTHING if one is None else said(one),
            kept=NOTHING if other is None else said(other),
            missing=missing,
            extra=extra,
            altered=tuple(one for one in touched if one not in (*missing, *extra)),
        )


def _named(found: Iterable[str], names: Names) -> tuple[str, ...]:
    """Cases by their names; a case that counts otherwise (分子, 分母, 不计) is named once."""
    return tuple(dict.fromkeys(names.case(_id(one)) for one in sorted(found)))


def _id(counted: str) -> str:
    """The case of `hits <case>`."""
    return counted.partition(" ")[2]


# ---------------------------------------------------------------- what the tables hold


def tally_text(tally: Tally) -> str:
    """`18/20 = 90.00%，不计 2`; of a count the number."""
    rate = tally.rate
    left = f"，不计 {tally.left_out}" if tally.left_out else ""
    if INDICATORS[tally.indicator].form == COUNT:
        return f"{rate.hits}{left}"
    return f"{rate.hits}/{rate.owed} = {rate.text}{left}"


def _tally_cases(tally: Tally) -> Iterator[str]:
    """Each case with the part of the figure it stands in, so that one that only moved is found too."""
    yield from (f"hits {one}" for one in tally.hits)
    yield from (f"owed {one}" for one in tally.owed)
    yield from (f"{reason} {one}" for reason, found in tally.out for one in found)


def _dept_cases(score: DeptScore) -> Iterator[str]:
    return (f"calls {one}" for line in score.towns for one in line.rates.calls)


def _work_cases(line: GridLine) -> Iterator[str]:
    work = line.work
    return (f"{part} {one}" for part in work.__struct_fields__ for one in getattr(work, part))


def _dept_text(line: TownLine) -> str:
    rates = line.rates
    parts = (rates.respond.text, rates.done.text, rates.on_time.text, rounded(rates.satisfaction))
    return f"{rounded(line.score)}（响应度{parts[0]} 办结率{parts[1]} 按时{parts[2]} 满意{parts[3]}）"


def _roster_text(line: RosterLine) -> str:
    place = "已调离" if line.staff.moved else "在岗"
    return f"{place}，意见单{len(line.opinions)}份{'，标红' if line.red else ''}"


def _posting_text(line: PostingLine) -> str:
    return f"镇评{rounded(line.town)} 条线评{rounded(line.line)} 综合{rounded(line.total)}"


def _grid_text(line: GridLine) -> str:
    bound = "".join(f" 网格长分{rounded(one.score)}" for one in line.leads)
    return f"{rounded(line.total)} {line.grade}{bound}"


def _cadre_text(line: CadreLine) -> str:
    return NONE if line.total is None else rounded(line.total)


_PARTS = (
    _Part(
        "指标",
        lambda town: {(one.indicator, one.who): one for one in town.tallies},
        tally_text,
        _tally_cases,
        lambda key: (INDICATORS[key[0]].name, key[1]),
    ),
    _Part(
        "镇评部门分",
        lambda town: dict(town.departments),
        _dept_text,
        lambda line: (f"calls {one}" for one in line.rates.calls),
        lambda dept: ("", dept),
    ),
    _Part(
        "网格员积分",
        lambda town: {one.user: one for one in town.grid_workers},
        _grid_text,
        _work_cases,
        lambda user: ("", user),
    ),
    _Part(
        "派驻机构分",
        lambda town: {one.unit: one for one in town.postings},
        _posting_text,
        lambda line: (),
        lambda unit: ("", unit),
    ),
    _Part(
        "四权登记",
        lambda town: {(one.unit, one.power): one for one in town.powers},
        lambda one: f"{len(one.cases)}次",
        lambda one: (f"cases {case}" for case in one.cases),
        lambda key: (POWERS[key[1]], key[0]),
    ),
    _Part(
        "派驻名册",
        lambda town: {one.staff.user: one for one in town.roster},
        _roster_text,
        lambda line: (),
        lambda user: ("", user),
    ),
    _Part(
        "四维考评",
        lambda town: {one.user: one for one in town.cadres},
        _cadre_text,
        lambda line: (),
        lambda user: ("", user),
    ),
)


def figures_in(found: CountyFigures) -> int:
    """How many figures were compared."""
    return len(found.departments) + sum(len(part.lines(town)) for part in _PARTS for town in found.towns)
