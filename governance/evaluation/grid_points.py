"""网格员积分: a month's points of one person, whatever number of posts he holds (同一人多岗不重复计分).

Source: rulebook §7.4. `月分 = min(100, 80 + min(12, 有效上报) + min(4, ½ 自处置) + min(4, ½ 按时核查) − 迟核查 − 5 黄牌 −
10 红牌 − 2 虚报)`; not below 0, which the rule leaves open. 网格长 = 60 % own + 40 % mean of the grid's posts.
"""

from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction

from msgspec import Struct

from governance.evaluation.period import Period
from governance.evaluation.rates import mean
from governance.events import states
from governance.events.event import Event
from governance.handling import doubted
from governance.supervision.supervision import REVOKED, Supervision
from governance.time.calendars import Calendar
from governance.time.clocks import due_at

BASE, MOST = Fraction(80), Fraction(100)
GRADES = ((90, "优秀"), (80, "良好"), (60, "合格"))
LEADER_OWN = Fraction(60, 100)
_OWN_CHANNEL = "GRID"


class GridWork(Struct, frozen=True, kw_only=True):
    """What a grid worker did in a month, each as its list of cases."""

    reports: tuple[str, ...] = ()  # 有效上报
    handled: tuple[str, ...] = ()  # 自处置
    checked: tuple[str, ...] = ()  # 按时核查
    checked_late: tuple[str, ...] = ()
    yellow: tuple[str, ...] = ()
    red: tuple[str, ...] = ()
    false: tuple[str, ...] = ()  # 虚报


def points(work: GridWork) -> Fraction:
    """月分."""
    return month_points(
        reports=len(work.reports),
        handled=len(work.handled),
        checked=len(work.checked),
        late=len(work.checked_late),
        yellow=len(work.yellow),
        red=len(work.red),
        false=len(work.false),
    )


def month_points(
    *, reports: int, handled: int, checked: int, late: int, yellow: int, red: int, false: int
) -> Fraction:
    """月分 of so many of each."""
    half = Fraction(1, 2)
    gained = min(12, reports) + min(Fraction(4), handled * half) + min(Fraction(4), checked * half)
    lost = late + 5 * yellow + 10 * red + 2 * false
    return max(Fraction(0), min(MOST, BASE + gained - lost))


def grade(score: Fraction) -> str:
    """优秀, 良好, 合格, 不合格."""
    return next((name for least, name in GRADES if score >= least), "不合格")


def leader_score(own: Fraction, posts: Iterable[Fraction]) -> Fraction:
    """网格责任捆绑: a 网格长 with the mean of his grid's posts; alone in the grid, his own."""
    others = mean(posts)
    return own if others is None else LEADER_OWN * own + (1 - LEADER_OWN) * others


class _Heap(Struct):
    reports: list[str]
    handled: list[str]
    checked: list[str]
    checked_late: list[str]
    yellow: list[str]
    red: list[str]
    false: list[str]


def grid_works(
    events: Iterable[Event],
    cards: Iterable[Supervision],
    workers: Mapping[str, Collection[str]],
    period: Period,
    calendar: Calendar,
) -> dict[str, GridWork]:
    """What each worker (user → his grids) did; everybody has a line. A card to a grid is a card of everybody in it."""
    heaps = {user: _Heap([], [], [], [], [], [], []) for user in workers}
    known = {event.id: event for event in events}
    for event in known.values():
        _reported(event, known, heaps.get(event.reporter), period)
        _verified(event, heaps, period, calendar)
    for card in cards:
        if card.state != REVOKED and card.level in ("YELLOW", "RED") and period.holds(_raised_at(card)):
            for user, grids in workers.items():
                if card.unit in grids:
                    (heaps[user].red if card.level == "RED" else heaps[user].yellow).append(card.id)
    return {user: _sorted(heap) for user, heap in heaps.items()}


def _raised_at(card: Supervision) -> int:
    """When it rose to its level: every level gives a new time to reply."""
    return max((clock.start for clock in card.clocks if clock.name == "REPLY"), default=card.at)


def _sorted(heap: _Heap) -> GridWork:
    return GridWork(**{name: tuple(sorted(getattr(heap, name))) for name in GridWork.__struct_fields__})


def _reported(event: Event, known: Mapping[str, Event], heap: _Heap | None, period: Period) -> None:
    """有效上报: accepted, and not 不属实, 作废 or a duplicate of his own; 虚报: an own find that was 不属实; 自处置."""
    if heap is None or event.part_since is not None:
        return
    if event.state == states.SELF_DONE and period.holds(event.closed_at):
        heap.handled.append(event.id)
    if not period.holds(event.at):
        return
    if event.result == "UNFOUNDED" and event.ch == _OWN_CHANNEL:
        heap.false.append(event.id)
    main = known.get(event.main)
    own_twice = event.state == states.MERGED and main is not None and main.reporter == event.reporter
    gone = event.state in (states.VOID, states.REJECTED) or event.result == "UNFOUNDED"
    if event.accepted_at is not None and not gone and not own_twice:
        heap.reports.append(event.id)


def _verified(event: Event, heaps: Mapping[str, _Heap], period: Period, calendar: Calendar) -> None:
    for place, clock in enumerate(event.clocks):
        heap = heaps.get(clock.by) if clock.name == "VERIFY" else None
        due = due_at(clock, calendar) if heap is not None else None
        if heap is None or due is None or not period.fell_due(due) or event.state == states.VOID:
            continue
        if doubted.undecided(event, place, calendar):  # 待核: neither in time nor late until somebody rules
            continue
        on_time = clock.stop is not None and clock.stop <= due
        (heap.checked if on_time else heap.checked_late).append(event.id)
