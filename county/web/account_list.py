"""Everybody who may log in (账号清单): house by house and unit by unit, found by words, a page at a time.

A unit's people are shown once it is opened: a county has thousands, and a page has to come at once over a poor line.
Case texts are not here (rulebook §1.3).
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from urllib.parse import urlencode

from msgspec import Struct
from sqlalchemy import select

from county import accounts
from county.web.frame import said_unit
from county.web.offices import said_roles
from county.web.snapshot import Snapshot
from db.tables.county import account
from governance.people.roles import Grant, User
from governance.places.codes import town_of, village_of

PER_PAGE = 50
COUNTY, NOWHERE = "", "none"  # house of who works for the county, unit of who has no post
FIRST, ONCE, CLOSED = "first", "once", "closed"
STATES: Mapping[str, str] = {FIRST: "初始口令", ONCE: "一次性口令", CLOSED: "已停用"}
MOST_WORD = 40


class Row(Struct, frozen=True, kw_only=True):
    """One account."""

    user: str
    login: str
    name: str
    house: str  # area code of the town, "" = the county
    unit: str  # its code; of villages and grids the village's
    place: str  # the unit as people call it
    roles: str
    state: str  # key of STATES, "" = in use

    @property
    def key(self) -> str:
        """The unit within its house, as an address says it."""
        return f"{self.house}:{self.unit}"

    def says(self, word: str) -> bool:
        """Whether the words somebody looks for stand in it."""
        return any(word in text for text in (self.login, self.name, self.place, self.roles))


class Unit(Struct, frozen=True):
    """A unit and how many of it may log in (单位)."""

    key: str
    name: str
    count: int


class House(Struct, frozen=True):
    """The county or a town, with its units (县、镇)."""

    name: str
    units: tuple[Unit, ...]
    open: bool

    @property
    def count(self) -> int:
        """How many accounts there are in it."""
        return sum(unit.count for unit in self.units)


class Wanted(Struct, frozen=True, kw_only=True):
    """What of the list is asked for; it stays in the address, and in the forms of the page (查看范围)."""

    q: str = ""
    unit: str = ""
    state: str = ""
    page: int = 1

    @property
    def anything(self) -> bool:
        """Whether people are asked for, or the units alone."""
        return bool(self.q or self.unit or self.state)

    @property
    def fields(self) -> dict[str, str]:
        """What is not as usual, by name."""
        said = {
            "q": self.q,
            "unit": self.unit,
            "state": self.state,
            "page": str(self.page) if self.page > 1 else "",
        }
        return {name: text for name, text in said.items() if text}

    def where(self, **more: str) -> str:
        """The address that asks for it."""
        asked = {name: text for name, text in (self.fields | more).items() if text}
        return f"/accounts?{urlencode(asked)}" if asked else "/accounts"

    def on(self, page: int) -> str:
        """The address of another page of the same."""
        return self.where(page=str(page))

    def takes(self, row: Row) -> bool:
        """Whether the account is one of those."""
        return (
            (not self.unit or row.key == self.unit)
            and (not self.state or row.state == self.state)
            and (not self.q or row.says(self.q))
        )


class Listed(Struct, frozen=True, kw_only=True):
    """The list as a page shows it."""

    of: int  # accounts in all
    states: tuple[tuple[str, str, int], ...]  # key, name, how many
    houses: tuple[House, ...]
    rows: tuple[Row, ...]
    found: int
    pages: int


def wanted_of(said: Mapping[str, str]) -> Wanted:
    """What an address or a form asks for; nonsense asks for nothing."""
    page, state = said.get("page", ""), said.get("state", "")
    return Wanted(
        q=said.get("q", "").strip()[:MOST_WORD],
        unit=said.get("unit", "")[:MOST_WORD],
        state=state if state in STATES else "",
        page=int(page) if page.isascii() and page.isdigit() and 0 < len(page) < 5 else 1,
    )


def listed(snapshot: Snapshot, streams: tuple[str, ...], wanted: Wanted) -> Listed:
    """Units always; people where some are asked for, or where all of them fit on one page."""
    rows = tuple(_rows(snapshot, streams))
    chosen = [row for row in rows if wanted.takes(row)] if wanted.anything or len(rows) <= PER_PAGE else []
    pages = max(1, -(-len(chosen) // PER_PAGE))
    begin = (min(wanted.page, pages) - 1) * PER_PAGE
    counts = Counter(row.state for row in rows)
    return Listed(
        of=len(rows), states=tuple((key, name, counts[key]) for key, name in STATES.items() if counts[key]),
        houses=tuple(_houses(snapshot, streams, rows, wanted)), rows=tuple(chosen[begin : begin + PER_PAGE]),
        found=len(chosen), pages=pages,
    )  # fmt: skip


def _rows(snapshot: Snapshot, streams: tuple[str, ...]) -> Iterator[Row]:
    """Every account, by its login name."""
    people = dict(snapshot.rules(snapshot.county).directory.users)
    for stream in streams:
        people |= snapshot.rules(stream).directory.users
    columns = (account.c.user_id, account.c.login, account.c.verifier, account.c.active)
    for user_id, login, verifier, active in snapshot.conn.execute(select(*columns).order_by(account.c.login)):
        user = people.get(user_id)
        grant = user.grants[0] if user is not None and user.grants else None
        yield Row(
            user=user_id, login=login, name=user.name if user is not None else "", house=_house_of(grant),
            unit=_unit_of(grant), place=_place(snapshot, grant), roles=_roles(user),
            state=_state(verifier, active=bool(active)),
        )  # fmt: skip


def _house_of(grant: Grant | None) -> str:
    return (town_of(grant.area) or COUNTY) if grant is not None else COUNTY


def _unit_of(grant: Grant | None) -> str:
    if grant is None:
        return NOWHERE
    return village_of(grant.unit) or grant.unit


def _place(snapshot: Snapshot, grant: Grant | None) -> str:
    return said_unit(grant.unit, snapshot.rules(snapshot.county), snapshot.names) if grant is not None else ""


def _roles(user: User | None) -> str:
    return said_roles(grant.role for grant in user.grants) if user is not None else ""


def _state(verifier: str, *, active: bool) -> str:
    if not active:
        return CLOSED
    if verifier == accounts.FIRST:
        return FIRST
    return ONCE if verifier.startswith(accounts.ONCE) else ""


def _houses(
    snapshot: Snapshot, streams: tuple[str, ...], rows: tuple[Row, ...], wanted: Wanted
) -> Iterator[House]:
    """The county first, then its towns; the units of each in the order of their codes, villages last."""
    rules = snapshot.rules(snapshot.county)
    homes = [snapshot.rules(stream).home for stream in streams]
    names = {COUNTY: rules.home.name} | {home.area: home.name for home in homes}
    found: dict[str, Counter[str]] = {}
    for row in rows:
        found.setdefault(row.house, Counter())[row.unit] += 1
    for house, units in sorted(found.items()):
        ordered = sorted(units.items(), key=lambda one: (one[0] == NOWHERE, one[0][:1].isdigit(), one[0]))
        yield House(
            names.get(house, house),
            tuple(
                Unit(
                    f"{house}:{code}",
                    said_unit(code, rules, snapshot.names) if code != NOWHERE else "没有岗位",
                    n,
                )
                for code, n in ordered
            ),
            open=len(found) == 1 or wanted.unit.startswith(f"{house}:"),
        )
