"""What people do while the network is down (断网期间): a desk that works alone, and two that decide differently."""

from collections.abc import Mapping
from typing import Any

from db.queries.events import open_in_state
from desktop.day.workstation import Workstation
from desktop.demo import town
from desktop.demo.desk_set import DeskSet
from desktop.demo.still_clock import StillClock
from desktop.desk import Wish
from governance.events import states
from governance.events.event import Event
from governance.refusal import Refusal, ReportedError


class StagingError(ReportedError):
    """The told outage does not fit the town as it is (布景与规则不符)."""


class _Hand:
    """The operator's hand at one desk: every act at its told time, none may be refused."""

    def __init__(self, desk: Workstation, clock: StillClock) -> None:
        self.desk = desk
        self._clock = clock

    def do(self, at: str, kind: str, case: str, p: Mapping[str, Any]) -> str:
        self._clock.move_to(town.instant(at))
        return self._saved(Wish(kind=kind, p=p, actor=town.OPERATOR, case=case))

    def report(
        self, at: str, ch: str, cat: str, area: str, spot: tuple[int, int], place: str, text: str
    ) -> str:
        self._clock.move_to(town.instant(at))
        where = {"area": area, "lon": spot[0], "lat": spot[1], "text": place}
        urgency = self.desk.desk.rules.catalogue.categories[cat].urgency
        p = {
            "serial": "",
            "ch": ch,
            "text": text,
            "place": where,
            "cat": cat,
            "urg": urgency,
            "occ": town.instant(at),
        }
        annex = {"name": "钱某", "tel": "13800002217"}
        return self._saved(Wish(kind="event.report", p=p, actor=town.OPERATOR, births="S", annex=annex))

    def _saved(self, wish: Wish) -> str:
        (done,) = self.desk.save([wish])
        if isinstance(done, Refusal):
            raise StagingError(f"布景动作未能保存：{done.sentence}", kind=wish.kind)
        return done

    def held(self, state: str) -> list[Event]:
        """Open events in a state, the soonest due first."""
        store = self.desk.store
        rows = store.read(lambda conn: open_in_state(conn, store.stream, state))
        found = self.desk.desk.cases([row.case_id for row in rows])
        return [case for row in rows if isinstance(case := found.get(row.case_id), Event)]


def work_alone(desk: Workstation, clock: StillClock) -> None:
    """Seventeen acts of several kinds on several cases, between 13:34 and 15:38."""
    hand = _Hand(desk, clock)
    lane = hand.report(
        "13:34:12", "PHONE", "060101", "99010110020200200", (120_603_159, 30_501_223), "云溪社区云溪农贸市场南门",
        "菜场门口占道摆摊堵住公交站。南门公交站前排了六个菜摊，公交车只能停在马路中间上客。",
    )  # fmt: skip
    hand.do("13:36:40", "event.accept", lane, {})
    hand.do("13:41:05", "event.dispatch", lane, {"unit": "T-ZFD"})
    hand.do("13:58:31", "event.sign", lane, {"behalf": _phone("T-ZFD", "罗成")})
    straw = hand.report(
        "14:06:48", "WALKIN", "040101", "99010110021000200", (120_574_969, 30_476_288), "长埭村北荡滩机耕路",
        "田头秸秆堆冒烟，烟飘向公路。北荡滩机耕路边两堆秸秆在闷烧，南长线上已经看不清对面来车。",
    )  # fmt: skip
    hand.do("14:08:20", "event.accept", straw, {})
    hand.do("14:10:02", "event.dispatch", straw, {"unit": "T-ZFD", "assist": ["990101100210"]})
    first, second = [e for e in hand.held(states.SIGNED) if e.lead is not None and not e.kids][:2]
    hand.do(
        "14:24:17",
        "event.progress",
        first.id,
        {"text": "电话了解：人员已到现场，正在处置。", "behalf": _phone(first.held_by, "值班人员")},
    )
    hand.do(
        "14:37:50",
        "event.progress",
        second.id,
        {"text": "电话了解：已约当事人下午四时到村委会。", "behalf": _phone(second.held_by, "值班人员")},
    )
    hand.do("14:39:11", "event.note", second.id, {"text": "断网期间以电话联系为准，联网后补传现场照片。"})
    fed = next(
        e for e in hand.held(states.SIGNED) if e.lead is not None and e.id not in (first.id, second.id)
    )
    hand.do("14:52:36", "event.sign", straw, {"behalf": _phone("T-ZFD", "罗成")})
    hand.do("14:58:09", "event.note", fed.id, {"text": "已电话提醒承办单位今日办结。"})
    shop = hand.report(
        "15:12:44", "PHONE", "040303", "99010110020800300", (120_599_612, 30_487_906), "南街社区南街路",
        "沿街店铺音响外放影响午睡。南街路两家手机店门口大音箱对着居民楼放一下午，劝过一次又开。",
    )  # fmt: skip
    hand.do("15:15:51", "event.accept", shop, {})
    hand.do("15:20:19", "event.dispatch", shop, {"unit": "T-PCS"})
    hand.do(
        "15:31:27",
        "event.progress",
        straw,
        {"text": "电话了解：两堆已浇灭，正翻开余烬。", "behalf": _phone("T-ZFD", "罗成")},
    )
    hand.report(
        "15:38:36", "PHONE", "060303", "99010110021200300", (120_629_548, 30_480_512), "新联村新联小区地下通道",
        "铁路涵洞积水没过小车轮胎。新联小区北面涵洞积水三十多公分，一辆小车熄火停在里面，人已经出来。",
    )  # fmt: skip


def _phone(unit: str, person: str) -> dict[str, str]:
    return {"unit": unit, "person": person, "by": "PHONE"}


def cross(made: DeskSet, mine: Workstation, other: Workstation) -> None:
    """Two desks rule on one 退单 while they can't see each other; mine reaches the county last."""
    theirs, hand = _Hand(other, made.clock), _Hand(mine, made.clock)
    event = next(e for e in hand.held(states.RETURN_PENDING) if len(e.returns) == 1 and e.urg == "U3")
    slip = event.returns[-1]
    made.cut(mine)
    made.stop_county()
    made.start_county(town.instant("15:36:30"))
    no = {"ruling": "deny", "reason": "清运属环卫所职责，场地权属不影响先行清运"}
    theirs.do("15:36:12", "event.decide_return", event.id, no | {"request": slip.id, "clause": slip.clause})
    made.settle(other)
    yes = {"ruling": "uphold", "reason": "晒场属村集体用地，由农业农村办公室牵头清理"}
    hand.do("15:37:05", "event.decide_return", event.id, yes | {"request": slip.id, "clause": slip.clause})
    hand.do("15:38:10", "event.redispatch", event.id, {"unit": slip.suggested})
    made.stop_county()
    made.start_county(town.instant("15:41:40"))
    made.mend(mine)
    made.settle(mine)
