"""Hotline and grid reports (12345、网格上报): a message becomes an event in the town where it happened.

The hotline's operator sits in the county centre; a grid worker reports what lies in the own grid. Who called goes
into the private annex, never into the event. Other channels come in at the town's own desk: only an automatic room
takes them here.
"""

from collections.abc import Mapping
from typing import Any

from county.simulator import chance
from county.simulator.messages import Message
from county.simulator.planned import Planned, World
from governance.ledger.chain import b64
from governance.people.roles import PLACE_ROLES
from governance.places.codes import village_of

HOTLINE, GRID = "12345", "GRID"
PERSONAL = ("caller", "tel", "addr")
_ANNEX_NAMES = {"caller": "name", "tel": "tel", "addr": "addr"}


def report(message: Message, world: World) -> Planned | None:
    """The event's registration; None when nobody here takes this channel."""
    actor = _actor(message, world)
    if actor is None:
        return None
    made = chance.drawn_id(world.seed, "report", message.id)
    return Planned(
        at=message.at,
        kind="event.report",
        case=chance.drawn_id(world.seed, "event", message.id),
        actor=actor,
        p=_payload(message),
        id=made,
        player="grid" if message.ch == GRID else "hotline",
        annex=_annex(message, world),
    )


def _actor(message: Message, world: World) -> str | None:
    if message.ch == GRID:
        for unit in (message.area, village_of(message.area) or ""):
            workers = world.staff.of_unit(unit, PLACE_ROLES)
            if workers:
                return world.choose(workers, "reporter", message.id).id
    if message.ch in (HOTLINE, GRID):
        staff = world.staff.of_roles("CENTRE_OP")
    else:
        staff = world.staff.of_roles("ROOM_OP") if world.room else []
    return world.choose(staff, "reporter", message.id).id if staff else None


def _payload(message: Message) -> dict[str, Any]:
    place: dict[str, Any] = {"area": message.area}
    if message.lon is not None and message.lat is not None:
        place |= {"lon": message.lon, "lat": message.lat}
    if message.place:
        place["text"] = message.place
    given: Mapping[str, Any] = {
        "cat": message.cat,
        "urg": "" if message.urg == "U3" else message.urg,
        "reply": message.reply,
        "anon": message.anon,
        "secret": message.secret,
        "outer": message.outer,
        "outer_due": message.outer_due,
        "class_hint": message.hint,
    }
    said = {"serial": "", "ch": message.ch, "text": message.text, "place": place, "occ": message.at}
    return said | {name: value for name, value in given.items() if value}


def _annex(message: Message, world: World) -> dict[str, str] | None:
    told = {_ANNEX_NAMES[name]: str(getattr(message, name)) for name in PERSONAL if getattr(message, name)}
    if not told or message.anon:
        return None
    return {"n": b64(chance.salt(world.seed, message.id)), **told}
