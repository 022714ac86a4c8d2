"""Grid workers and village leads as verifiers (核查): they look where the room sends them.

Source: rulebook §3.3 #17. A photo and a point near the case; about one look in twenty-five finds it unsolved.
"""

from county.simulator import chance, words
from county.simulator.planned import Planned, World
from governance.events import states
from governance.events.event import Event
from governance.people.roles import PLACE_ROLES

FAIL_SHARE = 0.04
LATE = 0.05
OFF = 200  # degrees×10⁶ a photo may lie away from the case: some 20 m
PLAYER = "grid"


def moves(event: Event, world: World) -> list[Planned]:
    """The ordered verifier goes and looks; people of the room verify on their desk."""
    if event.state != states.VERIFYING:
        return []
    person = world.rules.directory.user(event.verifier)
    web = person is not None and any(grant.role in PLACE_ROLES for grant in person.grants)
    clock = event.clock("VERIFY")
    if not web or clock is None:
        return []
    key = (event.id, event.rounds, clock.start)
    limit = world.rules.limit("event", "VERIFY", event.urg)
    at = world.after(clock.start, limit, world.share("verify", *key, late=LATE))
    return [world.act(at, "event.verify", event.id, event.verifier, _finding(event, world, *key), PLAYER)]


def _finding(event: Event, world: World, *key: object) -> dict[str, object]:
    failed = event.rounds < 3 and world.happens(FAIL_SHARE, "fail", *key)
    p: dict[str, object] = {"result": "fail" if failed else "pass"}
    place = event.place
    if place.lon is not None and place.lat is not None:
        p["photo"] = f"核查{event.serial}-{event.rounds}.jpg"
        p["lon"] = place.lon + _off(world, "lon", *key)
        p["lat"] = place.lat + _off(world, "lat", *key)
    else:
        p["reason"] = "登记时未定位，已按地址到现场查看。"
    if failed:
        p["reason"] = words.one_of(words.FAILS, world, *key)
    return p


def _off(world: World, *what: object) -> int:
    return round((chance.u01(world.seed, *what) - 0.5) * 2 * OFF)
