"""Terms and 代理 of a roster (任期与代理): three columns that may stand in its tables, and one 指挥长 a town.

Source: rulebook §1.1. `since`, `until` = first and last day (YYYY-MM-DD), empty = always; `acting_for` = user_id of the
指挥长 somebody acts for. Each fault is told with table, row and column.
"""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct

from county.failures import RosterError
from governance.people.acting import second_chief
from governance.people.roles import CHIEF, Grant, User
from governance.places.codes import town_of
from governance.time.working_time import day_number, midnight

ACTING_FOR, SINCE, UNTIL = "acting_for", "since", "until"


class Post(Struct, frozen=True):
    """A row by which somebody is 指挥长: who, by which grant, in which table and row."""

    user: User
    path: Path
    number: int

    @property
    def grant(self) -> Grant:
        """The one grant of the row."""
        return self.user.grants[0]

    def fault(self, column: str, said: str) -> RosterError:
        """What is wrong in a column of the row."""
        return RosterError(f"{self.path.name} 第{self.number}行“{column}”列：{said}", path=str(self.path))


def grant_of(
    row: Mapping[str, str], area: str, path: Path, number: int, id_of: Callable[[str], str]
) -> Grant:
    """The grant of a row, its days made instants: until the end of the last day."""
    since, until = (_day(row.get(column, ""), column, path, number) for column in (SINCE, UNTIL))
    principal = row.get(ACTING_FOR, "")
    grant = Grant(
        role=row["role"],
        unit=row["unit"],
        area=area,
        since=midnight(since) if since is not None else 0,
        until=midnight(until + 1) if until is not None else 0,
        acting_for=id_of(principal) if principal else "",
    )
    post = Post(User("", row["name"], (grant,)), path, number)
    if since is not None and until is not None and until < since:
        raise post.fault(UNTIL, "止日早于起日；请改正。")
    if principal and grant.role != CHIEF:
        raise post.fault(ACTING_FOR, f"只有指挥长（{CHIEF}）可以代理；请改角色，或清空此格。")
    if principal and (since is None or until is None):
        raise post.fault(SINCE if since is None else UNTIL, "代理须写起止日期；请补填。")
    return grant


def check_chiefs(posts: list[Post]) -> None:
    """One 指挥长 a town at any instant, and nobody acts for one who is not; raises RosterError."""
    for number, post in enumerate(posts):
        for first in posts[:number]:
            if second_chief(post.user, [first.user]) is not None:
                raise post.fault("role", _two(first, post))
    own = {(p.user.id, town_of(p.grant.area)) for p in posts if not p.grant.acting_for}
    for post in posts:
        principal = (post.grant.acting_for, town_of(post.grant.area))
        if post.grant.acting_for and (principal not in own or post.grant.acting_for == post.user.id):
            raise post.fault(ACTING_FOR, "所代理的人不是该镇指挥长；请填该镇指挥长的user_id。")


def _two(first: Post, second: Post) -> str:
    there = f"{first.path.name} 第{first.number}行"
    return f"该镇同一时间的指挥长已有{first.user.name}（{there}），不能再有{second.user.name}；请改填代理和起止日期，或删去一行。"


def _day(text: str, column: str, path: Path, number: int) -> int | None:
    if not text:
        return None
    try:
        return day_number(date.fromisoformat(text))
    except ValueError as err:
        said = f"日期【{text}】不对；请按 2026-03-09 的样子填写。"
        raise RosterError(f"{path.name} 第{number}行“{column}”列：{said}", path=str(path)) from err
