"""派驻机构、派驻名册、网格员、四维考评 as tables. Free of Qt.

Source: rulebook §1.4 (四权, 双锁定), §7.2, §7.3, §7.4. All go by months.
"""

from collections.abc import Mapping
from fractions import Fraction

from desktop import times
from desktop.evaluation import texts
from desktop.evaluation.counting import Evaluation
from desktop.evaluation.periods import is_month
from desktop.evaluation.rate_sheets import SheetOf
from desktop.evaluation.sheet import Col, Figure, Row, Sheet, line_ref
from desktop.names import Names
from governance.evaluation import four_dimensions
from governance.evaluation.double_lock import RosterLine, StationStaff
from governance.evaluation.people_figures import CadreLine, GridLine, PostingLine
from governance.evaluation.postings import POWERS
from governance.evaluation.rates import rounded

GRADES = {"优秀": "green", "良好": "ink", "合格": "amber-d", "不合格": "red"}
_BAD_WORK = {"checked_late": "amber-d", "yellow": "amber-d", "red": "red", "false": "red"}


def points_text(points: Fraction) -> str:
    """Points by hand with their sign; nothing for none."""
    return "" if not points else f"{'+' if points > 0 else ''}{rounded(points)}"


# ---------------------------------------------------------------- 派驻机构

_POSTING_COLUMNS = (
    Col(title=texts.UNIT, width=200, right=False, stretch=True),
    Col(title=texts.TOWN_SCORE, width=90),
    Col(title=texts.LINE_SCORE, width=90),
    Col(title=texts.WEIGHT, width=80, rank=1),
    Col(title=texts.BY_HAND, width=80),
    Col(title=texts.TOTAL, width=96),
    *(Col(title=name, width=92, group=texts.POWERS) for name in POWERS.values()),
)


def posting_sheet(shown: Evaluation, names: Names) -> Sheet:
    """Every station: its score, and how often the town used its four powers over it."""
    if not is_month(shown.period.name):
        return Sheet(name=texts.POSTINGS, blank=texts.BY_MONTH)
    used = {(one.unit, one.power): len(one.cases) for one in shown.figures.powers}
    rows = tuple(_posting(one, names.unit(one.unit), used) for one in shown.figures.postings)
    blank = "" if rows else texts.NOBODY_HERE
    return Sheet(name=texts.POSTINGS, columns=_POSTING_COLUMNS, rows=rows, blank=blank)


def _posting(line: PostingLine, name: str, used: Mapping[tuple[str, str], int]) -> Row:
    ref = line_ref("posting", line.unit)

    def own(text: str, *, bold: bool = False, token: str = "ink") -> Figure:
        return Figure(text=text, bold=bold, token=token, ref=ref)

    powers = (
        Figure(
            text=str(n := used.get((line.unit, power), 0)),
            token="ink" if n else "ink3",
            ref=line_ref("power", line.unit, power),
        )
        for power in POWERS
    )
    cells = (
        own(name),
        own(rounded(line.town), token="ink" if line.town is not None else "ink3"),
        own(rounded(line.line), token="ink" if line.line is not None else "ink3"),
        own(f"{rounded(line.weight, 0)}%", token="ink2"),
        own(points_text(line.adjusted)),
        own(rounded(line.total), bold=True, token="ink" if line.total is not None else "ink3"),
        *powers,
    )
    return Row(key=line.unit, cells=cells)


# ---------------------------------------------------------------- 派驻名册

_ROSTER_COLUMNS = (
    Col(title=texts.PERSON, width=110, right=False),
    Col(title=texts.UNIT, width=200, right=False, stretch=True),
    Col(title=texts.LOCKED_POST, width=80),
    Col(title=texts.LOCKED_PERSON, width=80),
    Col(title=texts.AT_POST, width=70),
    Col(title=texts.OPINIONS, width=80),
    Col(title=texts.HINT, width=250, right=False),
)


def roster_sheet(shown: Evaluation, names: Names) -> Sheet:
    """派驻名册; red where a locked person was moved without the town's consent."""
    order = sorted(shown.figures.roster, key=lambda one: (not one.red, one.staff.unit, one.staff.user))
    rows = tuple(_roster(one, names) for one in order)
    blank = "" if rows else texts.NOBODY_HERE
    return Sheet(name=texts.ROSTER, columns=_ROSTER_COLUMNS, rows=rows, blank=blank)


def _roster(line: RosterLine, names: Names) -> Row:
    staff, ref = line.staff, line_ref("roster", line.staff.user)
    token = "red" if line.red else "ink"

    def own(text: str) -> Figure:
        return Figure(text=text, token=token, ref=ref)

    yes = {True: texts.YES, False: texts.NO}
    cells = (
        own(staff.name),
        own(names.unit(staff.unit)),
        own(yes[staff.locked_post]),
        own(yes[staff.locked_person]),
        own(yes[not staff.moved]),
        own(str(len(line.opinions))),
        own(roster_hint(line, names)),
    )
    return Row(key=staff.user, cells=cells)


def roster_hint(line: RosterLine, names: Names) -> str:
    """When and where he was moved, that the town had not agreed, and the post that he left empty."""
    found = [texts.MOVED_WITHOUT] if line.red else []
    if line.staff.moved:
        found.append(moved_text(line.staff, names))
    if line.vacant:
        at = f"{times.local(line.vacant_since):%m-%d}"
        found.append(texts.VACANT.format(unit=names.unit(line.vacant), at=at))
    return "；".join(found)


def moved_text(staff: StationStaff, names: Names) -> str:
    """`03-12 调往综合执法队`, or that his account was closed."""
    at = f"{times.local(staff.moved_at):%m-%d}"
    if not staff.moved_to:
        return texts.ACCOUNT_CLOSED.format(at=at)
    return texts.MOVED_TO.format(at=at, unit=names.unit(staff.moved_to))


# ---------------------------------------------------------------- 网格员

_WORKER_COLUMNS = (
    Col(title=texts.RANK, width=48),
    Col(title=texts.PERSON, width=96, right=False),
    Col(title=texts.GRID, width=120, right=False, stretch=True),
    *(Col(title=name, width=20 + 14 * len(name), group=texts.WORK_GROUP) for name, _ in texts.WORKS.values()),
    Col(title=texts.COUNTED, width=80, group=texts.GRID_SCORE, rank=1),
    Col(title=texts.BY_HAND, width=72, group=texts.GRID_SCORE),
    Col(title=texts.GRID_SCORE, width=84, group=texts.GRID_SCORE),
    Col(title=texts.GRADE, width=76, group=texts.GRID_SCORE, right=False),
    Col(title=texts.LEADS, width=84, group=texts.GRID_SCORE, rank=2),
)


def worker_sheet(shown: Evaluation, names: Names) -> Sheet:
    """网格员积分, the best first."""
    if not is_month(shown.period.name):
        return Sheet(name=texts.WORKERS, blank=texts.BY_MONTH)
    lines = sorted(shown.figures.grid_workers, key=lambda one: (-one.total, one.grid, one.user))
    ranks = {one.user: 1 + sum(other.total > one.total for other in lines) for one in lines}
    rows = tuple(_worker(one, names, ranks[one.user]) for one in lines)
    blank = "" if rows else texts.NOBODY_HERE
    return Sheet(name=texts.WORKERS, columns=_WORKER_COLUMNS, rows=rows, blank=blank)


LEADS = "leads"


def led_text(line: GridLine) -> str:
    """The bound score of a 网格长, of each grid that he leads; nothing for the others."""
    return "、".join(rounded(one.score) for one in line.leads)


def _worker(line: GridLine, names: Names, rank: int) -> Row:
    ref = line_ref("worker", line.user)

    def done(key: str) -> Figure:
        count = len(getattr(line.work, key))
        token = _BAD_WORK.get(key, "ink") if count else "ink3"
        return Figure(text=str(count), token=token, ref=line_ref("worker", line.user, key))

    cells = (
        Figure(text=str(rank), ref=ref),
        Figure(text=line.name, ref=ref),
        Figure(text=names.unit(line.grid), token="ink2", ref=ref),
        *(done(key) for key in texts.WORKS),
        Figure(text=rounded(line.points), token="ink2", ref=ref),
        Figure(text=points_text(line.adjusted), ref=ref),
        Figure(text=rounded(line.total), bold=True, ref=ref),
        Figure(text=line.grade, token=GRADES.get(line.grade, "ink"), ref=ref),
        Figure(text=led_text(line), ref=line_ref("worker", line.user, LEADS) if line.leads else ""),
    )
    return Row(key=line.user, cells=cells)


# ---------------------------------------------------------------- 四维考评


def dimension_name(key: str) -> str:
    """A dimension; one of the town's own stands under its key."""
    known = four_dimensions.NAMES.get(key)
    return known if known is not None else texts.TOWN_OWN.format(name=key)


def cadre_sheet(shown: Evaluation, names: Names, people: Mapping[str, tuple[str, str]]) -> Sheet:
    """四维考评 of everybody of the town's platforms, offices and stations; "—" until a dimension is entered."""
    if not is_month(shown.period.name):
        return Sheet(name=texts.CADRES, blank=texts.BY_MONTH)
    columns = (
        Col(title=texts.PERSON, width=96, right=False),
        Col(title=texts.UNIT, width=150, right=False, stretch=True),
        *(
            Col(title=f"{dimension_name(key)} {rounded(weight, 0)}", width=148, group=texts.DIMENSIONS)
            for key, weight in shown.dimensions.items()
        ),
        Col(title=texts.BY_HAND, width=80, rank=1),
        Col(title=texts.TOTAL, width=84),
    )
    known = {one.user: one for one in shown.figures.cadres}
    entered = sorted(people, key=lambda user: (_order(known.get(user)), people[user][1], user))
    rows = tuple(_cadre(user, *people[user], known.get(user), shown, names) for user in entered)
    blank = "" if rows else texts.NOBODY_HERE
    return Sheet(name=texts.CADRES, columns=columns, rows=rows, blank=blank)


def _order(line: CadreLine | None) -> tuple[bool, Fraction]:
    return line is None, -(line.total or Fraction(0)) if line is not None else Fraction(0)


def work_of(unit: str, shown: Evaluation) -> Fraction | None:
    """履职业绩 as it is computed of the unit's rates."""
    return four_dimensions.work(shown.figures.tallies, unit)


def _cadre(user: str, name: str, unit: str, line: CadreLine | None, shown: Evaluation, names: Names) -> Row:
    ref = line_ref("cadre", user)
    scores = dict(line.scores) if line is not None else {}
    computed = work_of(unit, shown)
    if computed is not None:
        scores.setdefault(four_dimensions.WORK, computed)

    def own(text: str, *, bold: bool = False, quiet: bool = False) -> Figure:
        return Figure(text=text, bold=bold, token="ink3" if quiet else "ink", ref=ref)

    total = line.total if line is not None else None
    cells = (
        own(name),
        own(names.unit(unit)),
        *(own(rounded(scores.get(key)), quiet=key not in scores) for key in shown.dimensions),
        own(points_text(line.adjusted if line is not None else Fraction(0))),
        own(rounded(total), bold=True, quiet=total is None),
    )
    return Row(key=user, cells=cells)


PEOPLE_SHEETS: Mapping[str, SheetOf] = {
    texts.POSTINGS: posting_sheet,
    texts.ROSTER: roster_sheet,
    texts.WORKERS: worker_sheet,
}
