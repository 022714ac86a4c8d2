"""The calls page (呼叫) where the county begins: 县呼乡应, an alarm that calls both sides, a notice of the county."""

from collections.abc import Mapping
from typing import Any

import msgspec

from db.queries.calls import open_calls
from desktop.calls.county_notice import notice_face
from desktop.desk import Wish
from desktop.names import Names
from desktop.shots import texts
from desktop.shots.at_calls import listed, page_of, user
from desktop.shots.scene import Scene
from desktop.shots.shot import Shot, ShotError
from governance.calls.call import Call
from governance.events.event import Event
from governance.notices.notice import EXPLAINED, SIGNED, Answer, Line, Notice
from governance.refusal import Refusal
from governance.time.clocks import started
from governance.time.limits import WD, Limit

ITEM, LINE, ASK = "SD-B02", "SD-B02-5", "请今夜起加密巡查沿河三村，发现火点先扑灭再报，并回传照片"
SENSED = "卫星热点：东侧农田疑似火点，亮温三百二十开"
HOUR_MS = 3_600_000


async def _born(scene: Scene, kind: str, p: Mapping[str, Any], actor: str, letter: str) -> str:
    said = await scene.room.seat.save(Wish(kind=kind, p=p, actor=actor, births=letter))
    if isinstance(said, Refusal):
        raise ShotError(f"{kind} {said.sentence}")
    return said.action.case or ""


async def _down(scene: Scene) -> None:
    """The county's environment bureau calls the town for a line of its 配合责任."""
    rules = scene.room.seat.rules
    item = rules.catalogue.items[ITEM]
    line = next(one for one in rules.catalogue.lines_of(ITEM) if one.clause == LINE)
    p = {"grade": "C2", "item": ITEM, "item_version": item.version, "lines": [line.line_no], "ask": ASK}
    await _born(scene, "call.reverse", p, user(scene, "DEPT_LEAD", item.lead_dept), "H")
    await listed("down")(scene)


async def _both(scene: Scene) -> None:
    """A satellite's alarm: the department studies it, the town goes there."""
    known = scene.room.seat.desk.case(scene.find())
    if not isinstance(known, Event):
        raise ShotError(texts.NO_CASE)
    place = msgspec.to_builtins(known.place)
    category = next(
        one.code for one in scene.room.seat.rules.catalogue.categories.values() if ITEM in one.related_items
    )
    p = {"serial": "", "ch": "SENSOR", "text": SENSED, "place": place, "cat": category, "urg": "U2"}
    actor = user(scene, "ROOM_OP")
    event = await _born(scene, "event.report", p, actor, "S")
    said = await scene.room.seat.save(Wish(kind="event.accept", p={}, actor=actor, case=event))
    if isinstance(said, Refusal):
        raise ShotError(said.sentence)
    scene.frame.go.call(event)
    await scene.pause()


async def _county_notice(scene: Scene) -> None:
    """A signed notice of the county with a line about a call of this town."""
    await listed("notices")(scene)
    seat, staged = scene.room.seat, scene.staged
    rows = staged.store.read(lambda conn: open_calls(conn, staged.stream))
    known = [one for one in seat.desk.cases([row.case_id for row in rows]).values() if isinstance(one, Call)]
    if not known:
        raise ShotError(texts.NO_CASE)
    face = notice_face(
        _notice(known[0], seat.now()), {known[0].id}, Names(seat.rules), seat.now(), seat.rules
    )
    page_of(scene).view.show_notice(face)
    await scene.still()


def _notice(call: Call, now: int) -> Notice:
    dept, other = (*call.doers, *call.named, "ZF")[0], "JT"
    at = now - 60 * HOUR_MS

    def line(unit: str, case: str, serial: str) -> Line:
        facts = (("交办", at - 9 * HOUR_MS), ("响应到期", at - 5 * HOUR_MS), ("两倍时限", at - HOUR_MS))
        return Line(
            key=f"{case}/{unit}",
            unit=unit,
            case=case,
            serial=serial,
            rule="NO_RESPONSE",
            since=at - HOUR_MS,
            facts=facts,
        )

    return Notice(
        id="notice",
        serial="B260314-000-00-0001",
        title="三月第二周部门响应情况通报",
        text="本周应响应 42 件，不响应 2 件。请所涉部门三个工作日内整改并书面回复，县委督查室跟踪销号。",
        at=at,
        moved=now - HOUR_MS,
        state=SIGNED,
        drafters=("",),
        lines=(line(dept, call.id, call.serial), line(other, "other", "H260312-101-00-0003")),
        copy_to="县委督查室、县政府办",
        signed=now - HOUR_MS,
        answers=(
            Answer(unit=dept, by="", at=at, of=EXPLAINED, text="当日专班外出，值班电话未转接，已补联系。"),
        ),
        clocks=(started("RECTIFY", now - HOUR_MS, Limit(3, WD), dept, dept),),
    )


SHOTS = (
    Shot(name="calls_down", page="calls", pose=_down, alone=True),
    Shot(name="calls_both", page="calls", pose=_both, alone=True),
    Shot(name="calls_county_notice", page="calls", pose=_county_notice, alone=True),
)
