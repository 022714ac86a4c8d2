"""Holds that end by themselves (挂账、待补充材料): a row as it stands at an instant, and the same said in SQL.

A row keeps the dues that come true once its hold has ended. While it lasts the light is grey (§6.3), unless the outer
system's due is the first; after it a 挂账 is in handling again, though nobody has recorded anything (§3.7).
"""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, or_

from db.projections.events import OUTER
from governance.calls import states as call_states
from governance.events import states
from governance.handling.handled import SUSPENDED
from governance.handling.timed import REMIND_DAYS
from governance.time.working_time import local_day, midnight

HANDLING = {"event": states.SIGNED, "call": call_states.HANDLING}


def lasts(held_until: int, clock: str, now: int) -> bool:
    """Whether a hold makes the light grey now."""
    return held_until > now and clock != OUTER


def state_now(state: str, held_until: int, now: int, handling: str = states.SIGNED) -> str:
    """The state as time left it."""
    return handling if state == SUSPENDED and held_until <= now else state


def is_held(table: FromClause, now: int) -> ColumnElement[bool]:
    """Whether a hold makes the light of a row grey now."""
    return and_(table.c.held_until > now, table.c.clock != OUTER)


def not_held(table: FromClause, now: int) -> ColumnElement[bool]:
    """The opposite of `is_held`."""
    return or_(table.c.held_until <= now, table.c.clock == OUTER)


def in_states(table: Any, wanted: tuple[str, ...], now: int) -> ColumnElement[bool]:
    """Whether a row is in one of the states, as time left it."""
    state, over = table.c.state, table.c.held_until <= now
    plain = [one for one in wanted if one != SUSPENDED]
    found: list[ColumnElement[bool]] = [state.in_(plain)] if plain else []
    if SUSPENDED in wanted:
        found.append(and_(state == SUSPENDED, table.c.held_until > now))
    if HANDLING[table.name] in wanted:
        found.append(and_(state == SUSPENDED, over))
    return or_(*found)


def ends_soon(table: FromClause, now: int) -> ColumnElement[bool]:
    """Whether a 挂账 ends within seven calendar days (到期提醒)."""
    last = midnight(local_day(now) + REMIND_DAYS + 1)
    return and_(table.c.state == SUSPENDED, table.c.held_until > now, table.c.held_until < last)


def asked(table: FromClause, now: int) -> ColumnElement[bool]:
    """Whether a request waits for a ruling: 延期待审 (until silence refuses it), 挂账待批."""
    return or_(table.c.extend_until >= now, table.c.suspend_asked > 0)
