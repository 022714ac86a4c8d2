"""A told day (编排的一天): cases whose every step is written down, done by the people and units it names."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from county.acts import Answer, Wish, do
from county.past_desk import Sealing, enter_past
from county.simulator.chance import drawn_id, salt
from county.streams import County
from db.county_store import view_of
from gis.town_map import MapPlace, TownMap, load
from governance.calls.call import Call
from governance.events.event import Event
from governance.ledger.case import Case
from governance.ledger.chain import b64
from governance.places.codes import village_of
from governance.rulebook import Rules
from sync.server import Act

BIRTHS = ("call.issue", "supervision.normal", "supervision.yellow", "supervision.red")
CENTRE, GRID = "ZX", "$grid"  # who: the centre's operator, whoever works in the case's grid
OUTER_MS = 5 * 86_400_000
REPORTERS = {"12345": CENTRE, "GRID": GRID}


class ToldCase(Struct, frozen=True, kw_only=True):
    """A case of the day as it came in."""

    id: str
    said: Mapping[str, Any]


class ToldAct(Struct, frozen=True):
    """One written step."""

    at: int
    case: ToldCase
    who: str
    kind: str
    p: Mapping[str, Any]
    sealed: Sealing | None = None  # on a desk of the room; None = in a browser
    said_at: int = 0  # by that desk's clock


class Told(Struct, frozen=True):
    """All of it in the order of time."""

    cases: tuple[ToldCase, ...]
    acts: tuple[ToldAct, ...]


def clock_time(text: str) -> int:
    """`08:30` as ms of the day."""
    hours, minutes = text.split(":")
    return (int(hours) * 60 + int(minutes)) * 60_000


def read_told(said: Mapping[str, Any], start: int, seed: int) -> Told:
    """Read the cases and their steps."""
    cases = tuple(ToldCase(id=drawn_id(seed, "told", one["id"]), said=one) for one in said["case"])
    acts = []
    for number, case in enumerate(cases):
        at = start + clock_time(case.said["at"]) + number * 1_700 % 60_000
        who = REPORTERS.get(case.said["ch"], "严浩然")
        acts.append(ToldAct(at, case, who, "event.report", {}))
        for n, (time, person, kind, p, *desk) in enumerate(case.said["steps"]):
            second = (number * 7_300 + n * 11_900) % 60_000
            said_at = start + clock_time(time) + second
            if desk:
                got = start + clock_time(desk[0]["got"]) + second
                sealed = Sealing(desk=desk[0]["name"], cq=desk[0].get("cq", 0), got=got)
                acts.append(ToldAct(got, case, person, kind, p, sealed, said_at))
            else:
                acts.append(ToldAct(said_at, case, person, kind, p))
    return Told(cases, tuple(sorted(acts, key=lambda act: (act.at, act.case.id))))


class Teller:
    """Does the steps; a step that a rule refuses is a mistake in the telling and ends it."""

    def __init__(self, county: County, demo: Path, seed: int) -> None:
        self._county = county
        self._seed = seed
        self._map: TownMap = load(demo)
        self._calls: dict[str, list[str]] = {}
        self._outer = 100

    def do(self, act: ToldAct) -> None:
        """Do one step at the county's present instant."""
        rules, event, call = self._look(act)
        key = drawn_id(self._seed, act.case.id, act.kind, act.at, act.who)
        annex = None
        target, p = act.case.id, dict(act.p)
        if act.kind == "event.report":
            p, annex = self._report(act.case.said, act.at), self._annex(act.case)
        elif act.kind in BIRTHS:
            target = key
            p |= {"parent": act.case.id} | self._list_item(p, rules)
            if act.kind == "call.issue":
                self._calls.setdefault(act.case.id, []).append(key)
        elif call is not None:
            target = call.id
        p |= self._meant(act, p, rules, event, call)
        wish = Wish(
            stream=self._county.towns[0],
            user=self._person(act.who, act, rules),
            kind=act.kind,
            case=target,
            p=p,
            id=key,
            annex=annex,
        )
        if act.sealed is not None:
            self._do_at_desk(wish, act.sealed, act.said_at)
            return
        (done,) = do(self._county, [wish])
        if not isinstance(done, Answer):
            raise SystemExit(f"{act.case.said['id']}: {act.kind} by {act.who}: {done.sentence}")

    def _do_at_desk(self, wish: Wish, sealed: Sealing, said_at: int) -> None:
        """The step as a desk of the room sealed it; the county has it from now on."""
        act = Act(id=wish.id or "", actor=wish.user, kind=wish.kind, case=wish.case, p=dict(wish.p))
        keys = self._county.keys
        entry = self._county.write(
            lambda work: enter_past(work.sure(wish.stream), keys, sealed, act, said_at)
        )
        if entry.vd != "a" or entry.code:
            raise SystemExit(f"{wish.kind} {wish.case}: {entry.vd} {entry.code}")

    def _look(self, act: ToldAct) -> tuple[Rules, Event | None, Call | None]:
        stream = self._county.towns[0]
        with self._county.reading() as conn:
            view = view_of(conn, stream)
            assert view is not None
            event: Case | None = view.case(act.case.id)
            calls = self._calls.get(act.case.id, [])
            call = view.case(calls[-1]) if calls and act.kind.startswith("call.") else None
            rules = view.rules
        return (
            rules,
            event if isinstance(event, Event) else None,
            call if isinstance(call, Call) else None,
        )

    def _report(self, said: Mapping[str, Any], at: int) -> dict[str, Any]:
        spot = self._spot(said["near"])
        shift = (len(said["text"]) * 37 % 300) - 150
        place = {
            "area": spot.grid_code,
            "lon": round(spot.lon * 1_000_000) + shift,
            "lat": round(spot.lat * 1_000_000) - shift // 2,
        }
        if said["place"]:
            place["text"] = said["place"]
        p = {"serial": "", "ch": said["ch"], "text": said["text"], "place": place, "occ": at - 60_000}
        p |= {name: said[name] for name in ("cat", "reply", "anon", "secret") if said.get(name)}
        urgency = self._urgency(said)
        if urgency != "U3":
            p["urg"] = urgency
        if said.get("outer"):
            self._outer += 1
            p |= {"outer": f"RX2603160{self._outer:03}", "outer_due": at + OUTER_MS}
        return p

    def _urgency(self, said: Mapping[str, Any]) -> str:
        with self._county.reading() as conn:
            view = view_of(conn, self._county.towns[0])
            assert view is not None
            category = view.rules.catalogue.categories.get(said.get("cat", ""))
        return str(said.get("urg") or (category.urgency if category is not None else "U3"))

    def _annex(self, case: ToldCase) -> dict[str, str] | None:
        if "caller" not in case.said:
            return None
        number = int.from_bytes(salt(self._seed, case.id)[:2], "big") % 10_000
        tel = case.said.get("tel", f"1380000{number:04}")
        return {"n": b64(salt(self._seed, case.id)), "name": case.said["caller"], "tel": tel}

    def _spot(self, name: str) -> MapPlace:
        return next(place for place in self._map.places if place.name == name)

    def _list_item(self, p: Mapping[str, Any], rules: Rules) -> dict[str, Any]:
        item = rules.catalogue.items.get(p.get("item", ""))
        if item is None:
            return {}
        lines = [line for line in rules.catalogue.lines.get(item.code, ()) if line.side == "TOWN"]
        done = [{"no": n.line_no, "state": "DONE", "note": n.evidence or "已做"} for n in lines]
        return {"item_version": item.version, "lines": done}

    def _meant(
        self, act: ToldAct, p: Mapping[str, Any], rules: Rules, event: Event | None, call: Call | None
    ) -> dict[str, Any]:
        """What only the case itself can say: the task that is returned, the verifier of the grid."""
        if act.kind == "event.return" and event is not None and event.lead is not None:
            return {"task": event.lead.id}
        if act.kind == "call.return" and call is not None and call.lead is not None:
            return {"task": call.lead.id}
        if act.kind == "event.verify" and event is not None:
            return {"lon": event.place.lon, "lat": event.place.lat}
        if p.get("verifier") == GRID:
            return {"verifier": self._person(GRID, act, rules)}
        return {}

    def _person(self, who: str, act: ToldAct, rules: Rules) -> str:
        """The user that a name or a unit stands for."""
        users = sorted(rules.directory.users.values(), key=lambda user: user.id)
        if who == GRID:
            area = self._spot(act.case.said["near"]).grid_code
            units = [area, village_of(area) or area]
            roles = frozenset({"GRID_WORKER", "VILLAGE_LEAD"})
            near = [
                u.id for unit in units for u in users for g in u.grants if g.unit == unit and g.role in roles
            ]
            return near[0]
        for user in users:
            if user.name == who and user.active:
                return user.id
        return self._of_unit(who, act, rules)

    def _of_unit(self, unit: str, act: ToldAct, rules: Rules) -> str:
        lead = act.kind == "event.return"
        people = sorted(rules.directory.users.values(), key=lambda user: user.id)
        held = [
            (grant.role.endswith("_LEAD") is not lead, user.id)
            for user in people
            for grant in user.grants
            if grant.unit == unit and grant.role != "MEDIATOR"
        ]
        if unit == CENTRE:
            held = [(False, u.id) for u in people for g in u.grants if g.role == "CENTRE_OP"]
        return min(held)[1]
