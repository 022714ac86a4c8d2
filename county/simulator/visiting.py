"""Grid workers on their rounds (走访): they look at what falls due in their grid, most of it in time.

Source: rulebook §2.4. A visit is one `archive.put`, as the browser sends it: often nothing has changed, sometimes a word
is noted; of assets the day of the check. How punctual somebody is differs from grid to grid. When somebody calls follows
from the element alone, never from the play's seed: another play goes on with the same rounds.
"""

from county.simulator import chance, words
from county.simulator.planned import Planned, World
from governance.archive.element import Archived, Visit
from governance.archive.register import ASSET, KINDS
from governance.time.working_time import MINUTE_MS, date_of, local_day, midnight

PLAYER = "grid"
ROUNDS = 2_026
COLLECTORS = frozenset({"GRID_WORKER"})
EARLIEST = 0.75  # of a cycle: before that nobody calls again
LATE_LEAST, LATE_MORE = (
    0.03,
    0.35,
)  # share of visits that come late, in the best grid and how much more in the worst
OVER = 0.4  # of a cycle, the longest delay
NOTED = 0.35
FROM_MINUTE, MINUTES = 8 * 60 + 40, 8 * 60 + 20
SOUND, BROKEN = "完好", 0.06


def moves(one: Archived, world: World) -> list[Planned]:
    """The next visit of an element that has a cycle, by somebody who works in its grid."""
    last = one.visits[-1] if one.visits else None
    if one.gone or last is None or not last.days or not KINDS[one.type].visited:
        return []
    key = (one.key or one.id, last.at)
    staff = world.staff.of_unit(one.text("grid_code"), COLLECTORS)
    at = next_round(one.text("grid_code"), one.type, last)
    end = one.text("valid_to")
    if not staff or (end and date_of(local_day(at)).isoformat() > end):
        return []
    row = {"id": one.id, "type": one.type, "set": _found(one, world, at, *key)}
    return [
        Planned(
            at=at,
            kind="archive.put",
            case=one.id,
            actor=world.choose(staff, "round", one.text("grid_code"), local_day(at)).id,
            p={"rows": [row]},
            id=chance.drawn_id(ROUNDS, "visit", *key),
            player=PLAYER,
        )
    ]


def next_round(grid: str, kind: str, last: Visit) -> int:
    """When an element is visited after its last visit: some day near the end of the cycle, in daylight.

    No pace changes that: a cycle is a cycle.
    """
    slack = chance.u01(ROUNDS, "slack", grid)
    late = LATE_LEAST + LATE_MORE * slack * slack
    u = chance.u01(ROUNDS, "visited", grid, kind, last.at)
    if u < late:
        days = last.days + 1 + int(u / late * OVER * last.days)
    else:
        days = max(1, round(last.days * (EARLIEST + (1 - EARLIEST) * (u - late) / (1 - late))))
    minute = FROM_MINUTE + chance.u01(ROUNDS, "hour", grid, kind, last.at) * MINUTES
    return midnight(local_day(last.at) + days) + int(minute * MINUTE_MS)


def _found(one: Archived, world: World, at: int, *key: object) -> dict[str, list[str]]:
    """What the visit changes, each with the action whose value was seen."""
    said: dict[str, str] = {}
    if one.type == ASSET:
        said["last_check"] = date_of(local_day(at)).isoformat()
        broken = words.BROKEN.get(one.text("kind"), "损坏")
        now = broken if world.happens(BROKEN, "broken", *key) else SOUND
        if now != one.text("state"):
            said["state"] = now
    elif world.happens(NOTED, "noted", *key):
        said["note"] = words.one_of(words.VISITED[one.type], world, *key)
    shown = one.shown
    return {
        field: [shown[field].action if field in shown else "", text]
        for field, text in said.items()
        if text != one.text(field)
    }
