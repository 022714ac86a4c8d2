"""A small county for rule tests: the shipped catalogue, a town of a few people, a ledger in memory.

`Room.act` seals nothing: it judges and folds like the county does, so that a test reads as what people did.
"""

import csv
from functools import cache
from pathlib import Path
from typing import Any

from governance.bundle import EMPTY, Bundle, advanced, rules_of
from governance.catalogue.setting import setting_case
from governance.catalogue.settings import to_settings
from governance.ledger.action import Action
from governance.ledger.case import Case
from governance.ledger.chain import b64, tagged, uuid8
from governance.ledger.entry import Verdict
from governance.ledger.stream import Stream
from governance.people.roles import Grant, User
from governance.refusal import Refusal
from governance.rulebook import Rules, Span
from governance.verdicts import fold, judge, refusal
from tests.governance.local_time import at

CATALOGUES = Path(__file__).parents[2] / "resources" / "catalogues"
PACK = (
    "event_categories",
    "departments",
    "responsibility_items",
    "responsibility_lines",
    "roles_permissions",
    "holidays",
    "clock_limits",
)
TOWN, VILLAGE, GRID = "990101100000", "990101100201", "99010110020100300"
MONDAY = at("2026-03-09 09:00")


def uid(name: str) -> str:
    """A UUID from a name, so that tests can speak of people and cases by name."""
    return uuid8(tagged("test", name.encode()))


PEOPLE = {
    "op": ("ROOM_OP", "T-ZHS", TOWN),
    "sup": ("ROOM_SUP", "T-ZHS", TOWN),
    "leader": ("DUTY_LEADER", "T-ZHS", TOWN),
    "director": ("DIRECTOR", "T-ZHS", TOWN),
    "town_leader": ("TOWN_LEADER", "T-ZHS", TOWN),
    "zf_lead": ("PLATFORM_LEAD", "T-ZF", TOWN),
    "zf_staff": ("PLATFORM_STAFF", "T-ZF", TOWN),
    "sc_lead": ("PLATFORM_LEAD", "T-SC", TOWN),
    "pcs_lead": ("STATION_LEAD", "T-PCS", TOWN),
    "pcs_staff": ("STATION_STAFF", "T-PCS", TOWN),
    "village": ("VILLAGE_LEAD", VILLAGE, VILLAGE),
    "grid": ("GRID_WORKER", GRID, GRID),
    "mediator": ("MEDIATOR", "T-MTZ", TOWN),
    "centre": ("CENTRE_OP", "ZX", "990101000000"),
    "centre_lead": ("CENTRE_LEAD", "ZX", "990101000000"),
    "county_leader": ("COUNTY_LEADER", "DB", "990101000000"),
    "list_admin": ("LIST_ADMIN", "BB", "990101000000"),
    "zr_lead": ("DEPT_LEAD", "ZR", "990101000000"),
    "zr": ("DEPT_CLERK", "ZR", "990101000000"),
    "zf": ("DEPT_CLERK", "ZF", "990101000000"),
    "auditor": ("AUDITOR", "JW", "990101000000"),
    "admin": ("SYS_ADMIN", "SJ", "990101000000"),
}


def user(name: str) -> User:
    """One of PEOPLE as the directory has him."""
    role, unit, area = PEOPLE[name]
    return User(uid(name), name, (Grant(role, unit, area),))


@cache
def bundle() -> Bundle:
    """The county state of the shipped data pack."""
    tables = {
        name: list(csv.DictReader((CATALOGUES / f"{name}.csv").read_text(encoding="utf-8").splitlines()))
        for name in PACK
    }
    puts = [
        (an_action("config.put", setting_case(key), {"key": key, "value": value}, "admin"), Verdict("a"), 0)
        for key, value in to_settings(tables)
    ]
    return advanced(EMPTY, len(puts), puts)


def an_action(kind: str, case: str | None, p: dict[str, Any], actor: str, **more: Any) -> Action:
    """An action core whose envelope does not matter."""
    name = f"{kind}{case}{p}{actor}{more}"
    fields: dict[str, Any] = {
        "actor": uid(actor),
        "case": case,
        "cq": 0,
        "dev": uid("desk"),
        "dseq": 1,
        "hlc": "0" * 16,
        "id": uid(name),
        "kind": kind,
        "p": p,
        "stream": uid("town"),
        "t": 0,
        "v": 1,
        "w": 0,
    }
    return Action(**(fields | more))


class Room:
    """A town's ledger in memory, folded as it grows."""

    def __init__(self, *, on_duty: bool = True) -> None:
        span = (Span(uid("shift"), 0, None, uid("op")),) if on_duty else ()
        home = Stream(
            id=uid("town"),
            kind="town",
            area=TOWN,
            unit="100",
            name="云溪镇",
            users=tuple(user(name) for name in PEOPLE),
            duty=span,
        )
        self.cases: dict[str, Case] = {home.id: home}
        self.seen: set[str] = set()
        self.count = 0

    @property
    def rules(self) -> Rules:
        home = self.cases[uid("town")]
        assert isinstance(home, Stream)
        return rules_of(home, bundle())

    def case(self, case_id: str) -> Case | None:
        return self.cases.get(case_id)

    def stored(self, action_id: str) -> bool:
        return action_id in self.seen

    def why_not(
        self, kind: str, case: str, p: dict[str, Any], actor: str, when: int = MONDAY
    ) -> Refusal | None:
        """What a desk would say before saving."""
        return refusal(kind, uid(case), p, uid(actor), when, self)

    def act(
        self, kind: str, case: str, p: dict[str, Any], actor: str, when: int = MONDAY, **more: Any
    ) -> Verdict:
        """Judge and fold one action; `base` and `also` are current unless given."""
        self.count += 1
        known = self.cases.get(uid(case))
        fact = kind in FACTS
        envelope = {"base": None if fact or known is None else known.base, "id": uid(f"action {self.count}")}
        action = an_action(kind, uid(case), p, actor, **(envelope | more))
        ah = tagged("ah", b64(action.id.encode()).encode())
        verdict = judge(action, ah, when, self)
        for changed in fold(action, verdict, when, self):
            self.cases[changed.id] = changed
        self.seen.add(action.id)
        self.last = action.id
        return verdict

    def does(
        self, kind: str, case: str, p: dict[str, Any], actor: str, when: int = MONDAY, **more: Any
    ) -> None:
        """`act`, and the action must take effect."""
        why = self.why_not(kind, case, p, actor, when)
        verdict = self.act(kind, case, p, actor, when, **more)
        assert (why, verdict) == (None, Verdict("a")), f"{kind}: {why} {verdict}"


FACTS = frozenset(
    {
        "event.report",
        "event.amend",
        "event.note",
        "event.attach",
        "event.sign",
        "event.contact",
        "event.progress",
        "event.feedback",
        "event.revisit",
        "call.note",
        "call.sign",
        "call.respond",
        "call.progress",
        "call.feedback",
        "supervision.reply",
        "shift.open",
        "shift.handover",
    }
)


def report(**more: Any) -> dict[str, Any]:
    """What a caller said: an unlicensed building in 石桥村, not urgent."""
    said: dict[str, Any] = {
        "serial": "S260309-100-0A-0001",
        "ch": "PHONE",
        "text": "邻居在自留地上违法搭建",
        "place": {"area": GRID, "lon": 120600000, "lat": 30500000, "text": "石桥村"},
        "cat": "010101",
        "urg": "U3",
    }
    return said | more


FEEDBACK = {"result": "SOLVED", "text": "已现场处理完毕", "files": ["a.jpg"]}


def dispatched(room: Room, case: str = "e", unit: str = "T-ZF", **more: Any) -> None:
    """Bring an event to 待签收."""
    room.does("event.report", case, report(**more), "op")
    room.does("event.accept", case, {}, "op")
    room.does("event.dispatch", case, {"unit": unit}, "op")


def signed(room: Room, case: str = "e", **more: Any) -> None:
    """Bring an event to 办理中."""
    dispatched(room, case, **more)
    room.does("event.sign", case, {}, "zf_lead")


ISSUE = {
    "serial": "H260309-100-0A-0001",
    "grade": "C3",
    "reason": "清单外，县级权限",
    "depts": ["ZR"],
    "ask": "请到场认定",
    "parent": uid("e"),
}


def called(room: Room, grade: str = "C3", actor: str = "leader") -> None:
    """Bring an event to 已呼叫县级 with call "c"."""
    room.does("event.report", "e", report(), "op")
    room.does("event.accept", "e", {}, "op")
    event = room.cases[uid("e")]
    room.does("call.issue", "c", ISSUE | {"grade": grade}, actor, also=((uid("e"), event.base),))


def assigned(room: Room, grade: str = "C3") -> None:
    """Bring call "c" to 已交办."""
    called(room, grade)
    room.does("call.accept", "c", {"ruling": "accept"}, "centre")
    room.does("call.assign", "c", {"unit": "ZR"}, "centre")


def fed_back(room: Room) -> None:
    """Bring call "c" to 已反馈."""
    assigned(room)
    room.does("call.respond", "c", {"how": "ARRIVE"}, "zr")
    room.does("call.feedback", "c", FEEDBACK, "zr")
