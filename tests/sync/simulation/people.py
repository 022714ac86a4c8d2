"""What people do in a simulated world (人): desks by their screens, web users by forms that may be old or sent twice."""

from typing import Any

from msgspec import UNSET

from governance.calls.call import Call
from governance.catalogue.setting import setting_case
from governance.duty.shift import Shift
from governance.events.event import Event
from governance.ledger.action import Action
from governance.ledger.case import Case
from governance.ledger.chain import annex_commitment, b64
from governance.objections import refusal
from governance.rules import KINDS
from sync.server import Act
from tests.governance.room import ARRIVED
from tests.sync.simulation.clockwork import Clockwork
from tests.sync.simulation.desk import SimDesk
from tests.sync.simulation.memory_fold import Folded
from tests.sync.simulation.settings import categories

Wish = tuple[str, str | None, dict[str, Any]]  # kind, case, payload
FEEDBACK = {"result": "SOLVED", "text": "已现场处理完毕", "files": ["a.jpg"]}
TEXTS = ("幸福路口井盖缺失", "夜间施工噪声扰民", "邻居滴水纠纷，已劝解", "河道漂浮物较多")


class People:
    """Everybody who acts, by name; ids are given by the world."""

    def __init__(self, works: Clockwork, ids: dict[str, str], area: str) -> None:
        self.works, self.ids, self.area = works, ids, area
        self.serial = 0

    # ---- wishes

    def report(self) -> Wish:
        """登记."""
        self.serial += 1
        works = self.works
        place = {"area": self.area, "lon": works.between(120_000_000, 121_000_000), "lat": 30_000_000}
        p = {
            "serial": f"S260921-100-0A-{self.serial:04d}",
            "ch": "PHONE",
            "text": works.random.choice(TEXTS),
            "place": place,
            "cat": works.random.choice(categories()),
            "urg": "U3",
        }
        return "event.report", works.uuid(), p

    def about_event(self, event: Event) -> list[Wish]:
        """What the room may do with an event, the likely and the rash."""
        unit = event.held_by
        behalf = {"unit": unit, "person": "王某", "by": "PHONE"}
        wishes: list[tuple[str, dict[str, Any]]] = [
            ("event.accept", {}),
            ("event.reject", {"code": "R4", "told": {"text": "已告知", "at": 0}}),
            ("event.dispatch", {"unit": self.works.random.choice(["T-ZF", "T-SC"])}),
            ("event.redispatch", {"unit": self.works.random.choice(["T-ZF", "T-SC"])}),
            ("event.classify", {"category": self.works.random.choice(categories())}),
            ("event.note", {"text": "来电补充情况"}),
            ("event.void", {"code": "V1", "reason": "重复录入"}),
        ]
        if unit:
            wishes += [
                ("event.sign", {"behalf": behalf}),
                ("event.progress", {"text": "已派人到现场处理", "behalf": behalf}),
                ("event.feedback", FEEDBACK | {"behalf": behalf}),
                ("event.close", {"result": "SOLVED"}),
            ]
        wishes += [("conflict.resolve", {"item": item.id, "choice": "KEEP"}) for item in event.items] * 4
        call = {
            "serial": f"H260921-100-0A-{self.serial:04d}",
            "grade": "C3",
            "reason": "清单外，县级权限",
            "depts": ["ZR"],
            "ask": "请到场认定",
            "parent": event.id,
        }
        return [("call.issue", self.works.uuid(), call), *((kind, event.id, p) for kind, p in wishes)]

    # ---- the room

    def at_desk(self, desk: SimDesk) -> None:
        """One action at a desk, whatever the state of the network."""
        works, view = self.works, desk.screen()
        if works.likely(0.06):
            self._save(desk, desk.store.county, ("fact.desk_note", None, {"text": "会签意见"}), view)
            return
        wishes = [self.report()]
        events = [case for case in view.cases.values() if isinstance(case, Event)]
        if events and works.likely(0.75):
            wishes = self.about_event(works.random.choice(events))
        if not view.rules.on_duty(works.now):
            operator = self.ids[desk.name]
            wishes = [("shift.open", works.uuid(), {"operator": operator})]
        elif works.likely(0.03):
            wishes = [self._handover(case) for case in view.cases.values() if isinstance(case, Shift)]
        self._first_allowed(desk, wishes, view)

    def _handover(self, shift: Shift) -> Wish:
        other = self.ids["leader"] if shift.operator != self.ids["leader"] else self.ids["op1"]
        return "shift.handover", shift.id, {"to": other, "signed": [shift.operator, other]}

    def _first_allowed(self, desk: SimDesk, wishes: list[Wish], view: Folded) -> None:
        self.works.random.shuffle(wishes)
        actor = self.ids[desk.name]
        for kind, case, p in wishes:
            if refusal(kind, case, p, actor, self.works.now, view) is None:
                self._save(desk, desk.store.town, (kind, case, p), view)
                return

    def _save(self, desk: SimDesk, stream: str, wish: Wish, view: Folded) -> None:
        kind, case, p = wish
        annex = None
        if kind == "event.report" and self.works.likely(0.5):
            annex = {"n": b64(self.works.bytes(16)), "name": "王某", "tel": "13800000000"}
            p = p | {"px": annex_commitment(annex)}
        known = view.case(case) if case else None
        mother = view.case(p["parent"]) if kind == "call.issue" else None
        wall = self.works.now + self.works.random.choice([0, 0, 0, -3_600_000, 86_400_000])
        action = Action(
            actor=self.ids[desk.name],
            also=((mother.id, mother.base),) if mother is not None else (),
            base=_base(kind, known),
            case=case,
            cq=0,
            dev=desk.store.dev,
            dseq=0,
            hlc=f"{self.works.now:012x}0000",
            id=self.works.uuid(),
            kind=kind,
            p=p,
            re=UNSET,
            stream=stream,
            t=self.works.now if self.works.likely(0.8) else wall,
            v=1,
            w=wall,
        )
        desk.save(stream, action, annex)

    # ---- the web desk

    def form(self, view: Folded) -> Act | None:
        """A form as it was rendered: what it says of the case may be old when it is sent."""
        works = self.works
        wishes: list[tuple[str, Wish]] = [("zf", self.report())] if works.likely(0.3) else []
        for case in view.cases.values():
            if isinstance(case, Event) and case.held_by:
                who = "zf" if case.held_by == "T-ZF" else "sc"
                wishes += [
                    (who, ("event.sign", case.id, {})),
                    (who, ("event.progress", case.id, {"text": "已派人到现场处理"})),
                    (who, ("event.feedback", case.id, FEEDBACK)),
                ]
            if isinstance(case, Event) and case.state == "REGISTERED":
                wishes.append(("leader", ("event.accept", case.id, {})))
            if isinstance(case, Call):
                wishes += [
                    ("centre", ("call.accept", case.id, {"ruling": "accept"})),
                    ("centre", ("call.assign", case.id, {"unit": "ZR"})),
                    ("zr", ("call.respond", case.id, ARRIVED)),
                    ("zr", ("call.feedback", case.id, FEEDBACK)),
                ]
        if not wishes:
            return None
        who, (kind, case_id, p) = works.random.choice(wishes)
        known = view.case(case_id) if case_id else None
        return Act(
            id=works.uuid(), actor=self.ids[who], kind=kind, case=case_id, p=p, base=_base(kind, known)
        )

    def note(self, view: Folded) -> Act:
        """The county's administrator changes something that every town is pinned to."""
        return self.setting(f"note.{self.works.between(1, 3)}", {"text": str(self.works.now)}, view)

    def setting(self, key: str, value: object, view: Folded) -> Act:
        """改配置."""
        case = setting_case(key)
        return Act(
            id=self.works.uuid(),
            actor=self.ids["admin"],
            kind="config.put",
            case=case,
            p={"key": key, "value": value},
            base=_base("config.put", view.case(case)),
        )


def _base(kind: str, case: Case | None) -> str | None:
    rule = KINDS.get(kind)
    return None if case is None or rule is None or rule.fact else case.base
