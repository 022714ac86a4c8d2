"""What a player will do (拟办): one act with its instant; and the world a player looks at."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from msgspec import Struct

from county.simulator import chance
from county.simulator.staff import Staff
from governance.rulebook import Rules
from governance.time.limits import EH, WH, Limit
from governance.time.working_time import MINUTE_MS

T = TypeVar("T")

DAY_MINUTES = 8 * 60  # a working day, and what a day's limit is worth to somebody who works on it


class Planned(Struct, frozen=True, kw_only=True):
    """One act of a player (拟办动作)."""

    at: int  # UTC ms; done then or as soon after as the server runs
    kind: str
    case: str
    actor: str  # user id
    p: Mapping[str, Any]
    id: str
    player: str  # hotline, grid, centre, department, unit, room
    annex: Mapping[str, Any] | None = None

    @property
    def order(self) -> tuple[int, str, str]:
        """Who goes first when two acts fall on one instant."""
        return (self.at, self.case, self.id)


class World(Struct, frozen=True):
    """What every player looks at besides the case (局面)."""

    seed: int
    rules: Rules
    staff: Staff
    pace: float = 1.0  # multiplies delays
    phone_units: frozenset[str] = frozenset()  # units that never answer in the web: the room records for them
    room: bool = False  # a simple automatic room plays too

    def after(self, start: int, limit: Limit, share: float) -> int:
        """The instant when this share of a limit has passed; those who work by the day work in working hours."""
        if limit.cal in (EH, WH):
            minutes, cal = limit.n, limit.cal
        else:
            minutes, cal = limit.n * DAY_MINUTES, WH
        ms = max(1_000, int(minutes * MINUTE_MS * share * self.pace))
        return self.rules.calendar.advance(cal, start, ms)

    def share(self, *what: object, late: float = 0.1) -> float:
        """How much of a limit somebody takes: most are quick, some use it up, `late` of them run over it."""
        u = chance.u01(self.seed, "share", *what)
        if u < late:
            return 1.05 + u / late * 0.6
        eased = (u - late) / (1 - late)
        return 0.03 + 0.87 * eased * eased

    def choose(self, choices: Sequence[T], *what: object) -> T:
        """One of the choices, all equally likely."""
        return chance.pick(choices, self.seed, *what)

    def happens(self, share: float, *what: object) -> bool:
        """Whether something that happens in this share of cases happens here."""
        return chance.happens(share, self.seed, *what)

    def act(self, at: int, kind: str, case: str, actor: str, p: Mapping[str, Any], player: str) -> Planned:
        """An act on a case; its id follows from the seed, the case, the kind and what it answers to."""
        made = chance.drawn_id(self.seed, case, kind, actor, at, sorted(p.items()))
        return Planned(at=at, kind=kind, case=case, actor=actor, p=p, id=made, player=player)
