"""A case in each of its states (案卷), its forms, and what a refusal looks like."""

from desktop.demo import town
from desktop.desk import Wish
from desktop.dossier.full import FullDossier
from desktop.shots.scene import Scene
from desktop.shots.shot import Shot, ShotError
from governance.events import states
from governance.refusal import Refusal

AREA, SPOT = "99010110020800300", (120_599_612, 30_487_906)
LONG_PLACE = "南街社区南街路一百二十八号云溪农贸综合市场二期东侧沿街商铺与老粮站宿舍楼之间的消防通道北口"
LONG_TEXT = (
    "沿街店铺音响外放、占道经营、夜间装卸货物叠加扰民。反映人称自去年十一月起，南街路东侧六家商铺每日清晨五时半开始卸货，"
    "午间一时至三时用大功率音箱循环播放促销录音，晚间收摊后将货架、遮阳棚、三轮车长期停放在消防通道内，"
    "居民多次与店主沟通未果，其中两户有备考学生，一户有卧床老人。反映人要求明确牵头单位，约定整改期限，并在办结后当面回访。"
)


def _state(name: str, state: str, number: int = 0) -> Shot:
    async def pose(scene: Scene) -> None:
        await scene.show_case(scene.find(number, states=(state,)))

    return Shot(name=f"dossier_{name}", pose=pose)


def _form(name: str, state: str, action: str, number: int = 0) -> Shot:
    async def pose(scene: Scene) -> None:
        await scene.show_case(scene.find(number, states=(state,)))
        await scene.do(action)

    return Shot(name=f"form_{name}", pose=pose)


async def _conflict(scene: Scene) -> None:
    await scene.show_case(scene.find(conflicts=True))


async def _refused(scene: Scene) -> None:
    await scene.show_case(scene.find(states=(states.CLOSED,)))
    await scene.do("dispatch")


async def _missing(scene: Scene) -> None:
    """A form saved without what it needs."""
    await scene.show_case(scene.find(states=(states.RETURN_PENDING,)))
    await scene.do("next_step")
    await scene.do("primary")


async def _long(scene: Scene) -> None:
    lon, lat = SPOT
    where = {"area": AREA, "lon": lon, "lat": lat, "text": LONG_PLACE}
    p = {"serial": "", "ch": "PHONE", "text": LONG_TEXT, "place": where, "cat": "040303", "urg": "U3"}
    wish = Wish(
        kind="event.report",
        p=p | {"occ": scene.staged.now},
        actor=town.OPERATOR,
        births="S",
        annex={"name": "欧阳建国", "tel": "13800002217"},
    )
    said = await scene.room.seat.save(wish)
    if isinstance(said, Refusal):
        raise ShotError(said.sentence)
    await scene.show_case(said.action.case or "")


def _full(name: str, state: str, number: int = 0) -> Shot:
    """The case on the whole page, by Enter from the list."""

    async def pose(scene: Scene) -> None:
        await scene.show_page("events")
        await scene.do("open")
        if scene.window.findChild(FullDossier) is None:
            await scene.do("open")  # on a small screen the drawer comes first
        await scene.show_case(scene.find(number, states=(state,)))

    return Shot(name=f"full_{name}", pose=pose)


SHOTS = (
    _full("called_up", states.CALLED_UP, 2),
    _full("closed", states.CLOSED, 12),
    _state("registered", states.REGISTERED),
    _state("accepted", states.ACCEPTED),
    _state("dispatched", states.DISPATCHED),
    _state("signed", states.SIGNED),
    _state("return_pending", states.RETURN_PENDING),
    _state("called_up", states.CALLED_UP),
    _state("feedback", states.FEEDBACK),
    _state("verifying", states.VERIFYING),
    _state("verified", states.VERIFIED),
    _state("closed", states.CLOSED),
    _state("revisited", states.REVISITED),
    Shot(name="dossier_conflict", pose=_conflict, variant="conflict"),
    Shot(name="dossier_long", pose=_long, alone=True),
    Shot(name="dossier_refused", pose=_refused),
    _form("dispatch", states.ACCEPTED, "dispatch"),
    _form("next_step", states.RETURN_PENDING, "next_step"),
    _form("supervise", states.SIGNED, "supervise"),
    _form("behalf", states.SIGNED, "behalf"),
    Shot(name="form_missing", pose=_missing),
)
