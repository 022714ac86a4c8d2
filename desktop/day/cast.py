"""Who sits in the room on this day (当班人员), and who may look whether a thing is solved."""

from collections.abc import Iterable, Sequence, Set

from msgspec import Struct

from desktop.day.roster import Person


class Cast(Struct, frozen=True, kw_only=True):
    """User ids by post; the second operator takes over at `handover` (UTC ms)."""

    operators: tuple[str, str]
    supervisor: str
    leader: str
    director: str
    handover: int
    grid_workers: dict[str, str]  # grid code → user
    village_leads: dict[str, str]  # village code → user

    def operator(self, at: int) -> str:
        """The operator on duty."""
        return self.operators[0] if at < self.handover else self.operators[1]

    def verifier(self, area: str, hands: Set[str], *, lead_first: bool = False) -> str:
        """The grid worker or village lead of the place who had no hand in the case, else the supervisor."""
        near = [self.grid_workers.get(area), self.village_leads.get(area[:12])]
        if lead_first:
            near.reverse()
        return next((user for user in near if user is not None and user not in hands), self.supervisor)


def cast_of(people: Sequence[Person], town: str, handover: int) -> Cast:
    """Pick the posts of a town from its roster."""
    here = [p for p in people if p["area"][:9] == town[:9]]
    operators = _of(here, "ROOM_OP")
    return Cast(
        operators=(operators[0], operators[1]),
        supervisor=_of(here, "ROOM_SUP")[0],
        leader=_of(here, "DUTY_LEADER")[0],
        director=_of(here, "DIRECTOR")[0],
        handover=handover,
        grid_workers={p["unit"]: p["user_id"] for p in here if p["role"] == "GRID_WORKER"},
        village_leads={p["unit"]: p["user_id"] for p in here if p["role"] == "VILLAGE_LEAD"},
    )


def _of(people: Iterable[Person], role: str) -> list[str]:
    return [p["user_id"] for p in people if p["role"] == role]
