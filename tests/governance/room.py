"""A small county for rule tests: the shipped catalogue, a town of a few people, a ledger in memory.

`Room.act` seals nothing: it judges and folds like the county does, so that a test reads as what people did.
"""

import csv
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from governance.bundle import EMPTY, Bundle, advanced, rules_of
from governance.calls.call import Call
from governance.calls.consultation import called_in
from governance.catalogue.setting import setting_case
from governance.catalogue.settings import to_settings
from governance.events.event import Event
from governance.folding import fold
from governance.ledger.action import Action
from governance.ledger.case import Case
from governance.ledger.chain import b64, tagged, uuid8
from governance.ledger.entry import Verdict
from governance.ledger.stream import Stream
from governance.objections import refusal
from governance.people.roles import Grant, User
from governance.refusal import Refusal
from governance.rulebook import Rules, Span
from governance.rules import KINDS
from governance.time.clocks import Clock, due_at
from governance.verdicts import judge
from tests.governance.local_time import at, show

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


def monday(clock: str) -> int:
    """UTC ms of a local time `HH:MM` on that Monday."""
    return at(f"2026-03-09 {clock}")


@cache
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


RUNS, PAUSED, STOPPED = "▶", "⏸", "■"


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
        self._rules = home, rules_of(home, bundle())
        self.seen: set[str] = set()
        self.count = 0

    @property
    def rules(self) -> Rules:
        home = self.cases[uid("town")]
        assert isinstance(home, Stream)
        if self._rules[0] is not home:
            self._rules = home, rules_of(home, bundle())
        return self._rules[1]

    def case(self, case_id: str) -> Case | None:
        return self.cases.get(case_id)

    def stored(self, action_id: str) -> bool:
        return action_id in self.seen

    def leaves(self, name: str) -> None:
        """A person's account is closed."""
        home = self.cases[uid("town")]
        assert isinstance(home, Stream)
        users = tuple(msgspec.structs.replace(u, active=u.active and u.id != uid(name)) for u in home.users)
        self.cases[home.id] = msgspec.structs.replace(home, users=users)

    def also(self, name: str, role: str) -> None:
        """A person has a further post in his unit."""
        home = self.cases[uid("town")]
        assert isinstance(home, Stream)
        _, unit, area = PEOPLE[name]
        more = Grant(role, unit, area)
        users = tuple(
            msgspec.structs.replace(u, grants=(*u.grants, more)) if u.id == uid(name) else u
            for u in home.users
        )
        self.cases[home.id] = msgspec.structs.replace(home, users=users)

    def acts_for(self, name: str, principal: str, since: int, until: int) -> None:
        """A person is 代理指挥长 for the principal from and to."""
        home = self.cases[uid("town")]
        assert isinstance(home, Stream)
        more = Grant("DIRECTOR", "T-ZHS", TOWN, since=since, until=until, acting_for=uid(principal))
        users = tuple(
            msgspec.structs.replace(u, grants=(*u.grants, more)) if u.id == uid(name) else u
            for u in home.users
        )
        self.cases[home.id] = msgspec.structs.replace(home, users=users)

    def why_not(
        self, kind: str, case: str, p: dict[str, Any], actor: str, when: int = MONDAY
    ) -> Refusal | None:
        """What a desk would say before saving."""
        return refusal(kind, uid(case), p, uid(actor), when, self)

    def no(self, kind: str, case: str, p: dict[str, Any], actor: str, when: int = MONDAY) -> str:
        """The code of what a desk would say before saving; empty when it would save."""
        why = self.why_not(kind, case, p, actor, when)
        return "" if why is None else why.code

    def act(
        self, kind: str, case: str, p: dict[str, Any], actor: str, when: int = MONDAY, **more: Any
    ) -> Verdict:
        """Judge and fold one action; `base` and `also` are current unless given; `between` as in `fold`."""
        between = more.pop("between", None)
        self.count += 1
        known = self.cases.get(uid(case))
        fact = kind in FACTS
        envelope = {"base": None if fact or known is None else known.base, "id": uid(f"action {self.count}")}
        action = an_action(kind, uid(case), p, actor, **(envelope | more))
        ah = tagged("ah", b64(action.id.encode()).encode())
        verdict = judge(action, ah, when, self)
        for changed in fold(action, verdict, when, self, between):
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

    # ---- what a test looks at

    def event(self, case: str = "e") -> Event:
        """The event of that name."""
        found = self.cases[uid(case)]
        assert isinstance(found, Event)
        return found

    def call(self, case: str = "c") -> Call:
        """The call of that name."""
        found = self.cases[uid(case)]
        assert isinstance(found, Call)
        return found

    def clock(self, name: str, unit: str = "", case: str = "e") -> Clock:
        """The latest clock of that name (and of the unit's task)."""
        body: Any = self.cases[uid(case)]
        clocks: tuple[Clock, ...] = body.clocks
        return next(c for c in reversed(clocks) if c.name == name and (not unit or c.by == unit))

    def due(self, name: str, unit: str = "", case: str = "e") -> str | None:
        """The local minute at which that clock is due; None while it is paused."""
        at_ = due_at(self.clock(name, unit, case), self.rules.calendar)
        return None if at_ is None else show(at_)

    def clocks(self, case: str = "e", unit: str | None = None) -> dict[str, str]:
        """What each clock (of the unit) does now: ▶ runs, ⏸ stands still, ■ is over; the latest of a name."""
        body: Any = self.cases[uid(case)]
        return {
            c.name: STOPPED if c.stop is not None else PAUSED if c.is_paused else RUNS
            for c in body.clocks
            if unit is None or c.by == unit
        }


FACTS = frozenset(kind for kind, rule in KINDS.items() if rule.fact)


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


NEAR = {"photo": "p.jpg", "lon": 120600000, "lat": 30500000}
CONTACTED = {"how": "CONTACT", "person": "村委会主任", "phone": "0571-88000001"}  # a department's response
ARRIVED = {"how": "ARRIVE", "person": "周到", "lon": 120600000, "lat": 30500000}
FEEDBACK = {"result": "SOLVED", "text": "已现场处理完毕", "files": ["a.jpg"]}


def accepted(room: Room, case: str = "e", when: int = MONDAY, **more: Any) -> None:
    """Bring an event to 待分派."""
    room.does("event.report", case, report(**more), "op", when)
    room.does("event.accept", case, {}, "op", when)


def dispatched(
    room: Room,
    case: str = "e",
    unit: str = "T-ZF",
    when: int = MONDAY,
    assist: tuple[str, ...] = (),
    **more: Any,
) -> None:
    """Bring an event to 待签收."""
    accepted(room, case, when, **more)
    room.does("event.dispatch", case, {"unit": unit, "assist": list(assist)}, "op", when)


def signed(room: Room, case: str = "e", when: int = MONDAY, **more: Any) -> None:
    """Bring an event to 办理中."""
    dispatched(room, case, when=when, **more)
    room.does("event.sign", case, {}, "zf_lead", when)


def fed(room: Room, case: str = "e", when: int = MONDAY, **more: Any) -> None:
    """Bring an event to 已反馈待核查."""
    signed(room, case, when=when, **more)
    room.does("event.feedback", case, FEEDBACK, "zf_lead", when)


def verifying(room: Room, case: str = "e", when: int = MONDAY, **more: Any) -> None:
    """Bring an event to 核查中, by the grid worker."""
    fed(room, case, when=when, **more)
    room.does("event.order_verify", case, {"verifier": uid("grid")}, "op", when)


def closed(room: Room, case: str = "e", when: int = MONDAY, **more: Any) -> None:
    """Bring an event to 已结案."""
    verifying(room, case, when=when, **more)
    room.does("event.verify", case, {"result": "pass"} | NEAR, "grid", when)
    room.does("event.close", case, {"result": "SOLVED"}, "op", when)


def merged(room: Room, case: str = "e", main: str = "m", actor: str = "op", when: int = MONDAY) -> None:
    """Merge an event into another."""
    room.does(
        "event.merge", case, {"main": uid(main)}, actor, when, also=((uid(main), room.event(main).base),)
    )


def unmerged(room: Room, case: str = "e", main: str = "m", actor: str = "op", when: int = MONDAY) -> None:
    """Take a merging back."""
    room.does(
        "event.unmerge", case, {"main": uid(main)}, actor, when, also=((uid(main), room.event(main).base),)
    )


SELF_HANDLED = "010101"  # a 小类 that may be put right on the spot


def parts_of(*names: str, **more: Any) -> dict[str, Any]:
    """A 拆分 into parts of these names."""
    children = [
        {"case": uid(name), "serial": f"S260309-100-0A-01{n:02}", "text": f"子件{name}"} | more
        for n, name in enumerate(names)
    ]
    return {"children": children, "reason": "两件事"}


def divided(room: Room, case: str = "e", *names: str, when: int = MONDAY, **more: Any) -> None:
    """Split an event into parts."""
    names = names or ("p1", "p2")
    also = tuple((uid(name), None) for name in names)
    room.does("event.split", case, parts_of(*names, **more), "op", when, also=also)


def slip(room: Room, case: str = "e", **more: Any) -> dict[str, Any]:
    """A 退单 of the task given last."""
    body: Any = room.cases[uid(case)]
    return {"task": body.tasks[-1].id, "code": "T1", "clause": "SD-A01-1", "suggested_unit": "T-SC"} | more


ISSUE = {
    "serial": "H260309-100-0A-0001",
    "grade": "C3",
    "reason": "清单外，县级权限",
    "depts": ["ZR"],
    "ask": "请到场认定",
    "parent": uid("e"),
}


def issue(room: Room, case: str = "c", actor: str = "leader", when: int = MONDAY, **more: Any) -> None:
    """Call the county from event "e"."""
    room.does("call.issue", case, ISSUE | more, actor, when, also=((uid("e"), room.event().base),))


def called(room: Room, grade: str = "C3", actor: str = "leader", when: int = MONDAY, **more: Any) -> None:
    """Bring an event to 已呼叫县级 with call "c"."""
    accepted(room, when=when)
    issue(room, actor=actor, when=when, grade=grade, **more)


def assigned(
    room: Room, grade: str = "C3", when: int = MONDAY, assist: tuple[str, ...] = (), **more: Any
) -> None:
    """Bring call "c" to 已交办."""
    called(room, grade, when=when, **more)
    room.does("call.accept", "c", {"ruling": "accept"}, "centre", when)
    room.does("call.assign", "c", {"unit": "ZR", "assist": list(assist)}, "centre", when)


def sides(room: Room) -> list[dict[str, str]]:
    """The town and every department of call "c", each with its clause."""
    return [{"unit": unit, "clause": "SD-A01-1"} for unit in called_in(room.call(), room.rules)]


def consulted(room: Room, agreed: str, when: int = MONDAY) -> None:
    """Convene the 会商 on call "c" and write its minutes; `agreed` = the department, "" = no agreement."""
    p = {"way": "PHONE", "sides": sides(room)}
    room.does("call.consult", "c", p | {"step": "convene", "digest": "召集"}, "centre", when)
    minutes = p | {"step": "minutes", "digest": f"纪要{agreed}", "unit": agreed}
    room.does("call.consult", "c", minutes, "centre", when)


def fed_back(room: Room, when: int = MONDAY, assist: tuple[str, ...] = ()) -> None:
    """Bring call "c" to 已反馈."""
    assigned(room, when=when, assist=assist)
    room.does("call.respond", "c", ARRIVED, "zr", when)
    said = FEEDBACK | ({"unfinished": "配合部门随后反馈"} if assist else {})
    room.does("call.feedback", "c", said, "zr", when)
