"""核查: who looks whether it is really solved, and what a failed look brings.

Source: rulebook §3.3 #16–17, §3.11 (the recorder never verifies), 报办分离. The verification is a task kept in the
event's own case; a failed one reopens the 主办's task with half the limit, and the old clock keeps its verdict.
"""

import math

from msgspec.structs import replace

from governance.doer import Doer
from governance.events import states
from governance.events.event import TASK_OPEN, Event
from governance.events.payloads import OrderVerify, Verify
from governance.events.rework import reopened
from governance.events.turns import involved
from governance.ledger.action import Action
from governance.ledger.clocked import moved, start, stop
from governance.ledger.payload import Place
from governance.people.roles import User
from governance.people.scopes import Subject, in_scope
from governance.refusal import Refusal
from governance.rulebook import Rules
from governance.time.working_time import MINUTE_MS, local_day, midnight

NEAR_M = 100  # photo point within 100 m of the case
NIGHT_FROM, NIGHT_TO = 22 * 60, 6 * 60  # U2 and U3 ordered at night start at 06:00
# cos(latitude) in millionths per whole degree: integers, so that every replica judges alike
_COS = tuple(round(math.cos(math.radians(d)) * 1_000_000) for d in range(91))


def order_refusal(event: Event, p: OrderVerify, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """派核查: a person who may verify at this place and had no hand in it."""
    person = rules.directory.users.get(p.verifier)
    if person is None or not person.active or not _may_verify(person, event, rules):
        return Refusal("bad-verifier", "所选人员不能核查此处；请选本辖区网格员、村社区负责人或督办席。")
    return involved(event, p.verifier)


def _may_verify(person: User, event: Event, rules: Rules) -> bool:
    units = tuple(t.unit for t in event.tasks if t.state == TASK_OPEN)
    subject = Subject(units=units, area=event.place.area, level="town", case_type="event")
    cells = ((g, rules.catalogue.permissions.allowed(g.role, "verify")) for g in person.grants)
    return any(cell is not None and in_scope(cell.scope, grant, subject) for grant, cell in cells)


def order(event: Event, action: Action, p: OrderVerify, doer: Doer, at: int, rules: Rules) -> Event:
    """派核查 → VERIFYING ■CHECK ▶VERIFY."""
    known = tuple(dict.fromkeys((*event.verifiers, p.verifier)))
    event = stop(replace(event, verifier=p.verifier, verifiers=known), "CHECK", at)
    begins = at if event.urg == "U1" else _after_night(at)
    event = start(event, "VERIFY", begins, rules.find_limit("event", "VERIFY", event.urg), p.verifier)
    return moved(event, states.VERIFYING, at)


def _after_night(at: int) -> int:
    day = local_day(at)
    minute = (at - midnight(day)) // MINUTE_MS
    if minute >= NIGHT_FROM:
        return midnight(day + 1) + NIGHT_TO * MINUTE_MS
    return midnight(day) + NIGHT_TO * MINUTE_MS if minute < NIGHT_TO else at


def distance_m(lon1: int, lat1: int, lon2: int, lat2: int) -> int:
    """Metres between two points given in degrees×10⁶, in whole numbers (111,320 m a degree)."""
    cos = _COS[min(90, abs(lat1 + lat2) // 2_000_000)]
    dx = abs(lon1 - lon2) * 11_132 * cos // 100_000_000_000
    dy = abs(lat1 - lat2) * 11_132 // 100_000
    return math.isqrt(dx * dx + dy * dy)


def refusal(event: Event, p: Verify, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """核查: photo and point within 100 m of the case, or a reason; 不通过 always with its reason."""
    if p.result not in ("pass", "fail"):
        return Refusal("no-result", "缺少核查结论；请选通过或不通过。")
    if not _on_site(event.place, p) and not p.reason.strip():
        return Refusal("not-on-site", "缺少现场照片或距案发点超过100米；请到场拍照或填写原因。")
    if p.result == "fail" and not p.reason.strip():
        return Refusal("no-reason", "核查不通过须写明原因；请补原因。")
    return None


def _on_site(place: Place, p: Verify) -> bool:
    """Whether a photo was taken within 100 m of the case; of a case without a point a photo with its point will do."""
    if p.lon is None or p.lat is None or not p.photo:
        return False
    if place.lon is None or place.lat is None:
        return True
    return distance_m(p.lon, p.lat, place.lon, place.lat) <= NEAR_M


def apply(event: Event, action: Action, p: Verify, doer: Doer, at: int, rules: Rules) -> Event:
    """通过 → VERIFIED; 不通过 → SIGNED, ▶HANDLE anew with half the limit; the old clock keeps its verdict."""
    event = stop(event, "VERIFY", at)
    if p.result == "pass":
        return moved(event, states.VERIFIED, at)
    return reopened(event, at, rules)
