"""Views (视图): the standing questions of the events page, each with its number; one statement counts them all."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from msgspec import Struct
from sqlalchemy import Connection, case, func, or_, select

from db.queries.event_filter import RED, YELLOW, EventFilter, condition
from db.tables.events import event
from governance.events import states


class Moment(Struct, frozen=True):
    """From where a view is looked at."""

    now: int
    day_start: int  # local midnight
    me: str  # user


VIEWS: Mapping[str, Callable[[Moment], EventFilter]] = MappingProxyType(
    {
        "open": lambda m: EventFilter(open_only=True),  # 全部在办
        "mine": lambda m: EventFilter(open_only=True, reporter=m.me),  # 我经手
        "urgent": lambda m: EventFilter(open_only=True, urgencies=("U1", "U2")),  # 急办
        "red": lambda m: EventFilter(lights=(RED,)),  # 超期
        "yellow": lambda m: EventFilter(lights=(YELLOW,)),  # 临期
        "unsigned": lambda m: EventFilter(unsigned=True),  # 未签收
        "to_verify": lambda m: EventFilter(states=(states.FEEDBACK,), open_only=True),  # 待核查
        "returned": lambda m: EventFilter(states=(states.RETURN_PENDING,), open_only=True),  # 退单待审
        "called": lambda m: EventFilter(states=(states.CALLED_UP,), open_only=True),  # 县级办理中
        "to_supervise": lambda m: EventFilter(proposed=True),  # 待督办
        "closed_today": lambda m: EventFilter(closed_since=m.day_start),  # 今日办结
        "unsent": lambda m: EventFilter(pending=True),  # 本机未送达
        "conflicts": lambda m: EventFilter(conflicts=True),  # 冲突待处置
        "suspended": lambda m: EventFilter(states=(states.SUSPENDED,), open_only=True),  # 挂账
        "asked": lambda m: EventFilter(asked=True, open_only=True),  # 延期、挂账待批
    }
)


def filter_of(view: str, *, now: int, day_start: int, me: str) -> EventFilter:
    """What a view shows; raises KeyError for a name that is none of VIEWS."""
    return VIEWS[view](Moment(now, day_start, me))


def view_counts(conn: Connection, stream: str, *, now: int, day_start: int, me: str) -> Mapping[str, int]:
    """The number of every view."""
    moment = Moment(now, day_start, me)
    counted = [
        func.coalesce(func.sum(case((condition(stream, wanted(moment), now), 1), else_=0)), 0)
        for wanted in VIEWS.values()
    ]
    shown = (  # by any view; each part is one of the partial indexes
        EventFilter(open_only=True),
        EventFilter(closed_since=day_start),
        EventFilter(pending=True),
        EventFilter(conflicts=True),
    )
    query = select(*counted).select_from(event).where(or_(*(condition(stream, one, now) for one in shown)))
    return dict(zip(VIEWS, conn.execute(query).one(), strict=True))
