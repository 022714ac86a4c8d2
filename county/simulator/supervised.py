"""Units under supervision (督办回复): the supervised unit's lead answers within the limit, one in ten too late.

Source: rulebook §3.9. Units on the telephone, and those without a lead in the web, leave it to the room.
"""

from county.simulator import words
from county.simulator.planned import Planned, World
from governance.people.roles import LEAD_ROLES
from governance.supervision.supervision import Supervision

LATE = 0.1
PLAYER = "unit"


def moves(case: Supervision, world: World) -> list[Planned]:
    """What the supervised unit does next."""
    leads = world.staff.of_unit(case.unit, LEAD_ROLES)
    running = next((clock for clock in reversed(case.clocks) if clock.stop is None), None)
    if case.state != "OPEN" or running is None or not leads or case.unit in world.phone_units:
        return []
    limit = world.rules.limit("supervision", "REPLY", case.level)
    key = (case.id, case.level, case.replies)
    at = world.after(running.start, limit, world.share("supervised", *key, late=LATE))
    p = {"text": words.one_of(words.SUPERVISED, world, *key)}
    return [world.act(at, "supervision.reply", case.id, leads[0].id, p, PLAYER)]
