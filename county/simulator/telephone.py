"""Units on the telephone (代录): what the automatic room records for them, step by step.

Source: rulebook §3.11. Recorded with the unit and who spoke; whoever records never verifies.
"""

from county.simulator import words
from county.simulator.planned import Planned, World
from governance.events import states
from governance.events.event import TASK_OPEN, Event, Task, task_key
from governance.people.roles import User
from governance.time.limits import WH, Limit

PLAYER = "room"
ROUND = Limit(60, WH)  # the room rings round about once an hour


def moves(event: Event, who: User | None, world: World) -> list[Planned]:
    """代录: the room records what a unit on the telephone says."""
    task = next((t for t in event.tasks if t.state == TASK_OPEN and t.unit in world.phone_units), None)
    if who is None or task is None:
        return []
    key = (event.id, task_key(task), event.rounds)
    behalf = {"unit": task.unit, "person": "值班人员", "by": "PHONE"}
    since = max(task.signed or task.at, task.progressed or 0, task.contacted or 0, event.moved)
    at = world.after(since, ROUND, 0.2 + world.share("record", *key, task.progressed, late=0.0))
    kind, p = _told(event, task, world)
    if kind is None:
        return []
    return [world.act(at, kind, event.id, who.id, {**p, "behalf": behalf}, PLAYER)]


def _told(event: Event, task: Task, world: World) -> tuple[str | None, dict[str, object]]:
    key = (event.id, task_key(task), event.rounds)
    if event.state == states.DISPATCHED:
        return ("event.sign", {}) if task.signed is None else (None, {})
    if task.lead and event.reply and task.contacted is None:
        return "event.contact", {"text": words.one_of(words.CONTACTS, world, *key)}
    if task.progressed is None:
        return "event.progress", {"text": words.one_of(words.PROGRESS, world, *key)}
    others = [t.unit for t in event.tasks if t.state == TASK_OPEN and task_key(t) != task_key(task)]
    p: dict[str, object] = {"result": "SOLVED", "text": words.one_of(words.DONE, world, *key)}
    p["files"] = [f"来电登记{event.serial}.jpg"]
    if task.lead and others:
        p["unfinished"] = f"协办单位{'、'.join(others)}后续补充。"
    return "event.feedback", p
