"""The pages of the operator's minute (受理、事件、呼叫、值班、简报), each in its main states."""

from PySide6.QtCore import Qt

from desktop.desk import Wish
from desktop.duty_log.panel import DutyLogPanel
from desktop.shots.scene import Scene
from desktop.shots.shot import Pose, Shot
from desktop.signing.signers import holders
from desktop.situation.view import SituationView
from desktop.times import HOUR_MS
from governance.duty.stated_time import RULERS
from governance.events import states

WORDS = "石桥东头水管又在冒水，漫到路上了，家里也停水了，什么时候来修？要给我回话"
DRILLED = "模拟河道污染，20 分钟内报到县中心"
CUT_OFF = "拔掉县镇专线，全部转本机办理，纸单补录"
PLACE, TEL = "sqt", "13800002217"


def doing(*actions: str) -> Pose:
    """Actions of the keymap, one after another."""

    async def pose(scene: Scene) -> None:
        for action in actions:
            await scene.do(action)

    return pose


# ---------------------------------------------------------------- 受理


async def _blank(scene: Scene) -> None:
    await scene.do("intake")
    await scene.pause()  # the map's names are made ready


async def _typed(scene: Scene) -> None:
    await _blank(scene)
    await scene.type(WORDS)
    await scene.press(Qt.Key.Key_Tab)
    await scene.type(PLACE)
    await scene.pause()
    await scene.press(Qt.Key.Key_Return)
    await scene.press(Qt.Key.Key_Tab)
    await scene.type(TEL)
    await scene.pause()


async def _saved(scene: Scene) -> None:
    await _typed(scene)
    await scene.do("primary")


async def _missing(scene: Scene) -> None:
    await _blank(scene)
    await scene.do("primary")


async def _slip(scene: Scene) -> None:
    await _blank(scene)
    await scene.type(WORDS)
    await scene.do("backfill")
    await scene.type("P1000001238")


# ---------------------------------------------------------------- 事件


def _looked_for(words: str) -> Pose:
    async def pose(scene: Scene) -> None:
        await scene.do("find")
        await scene.type(words)
        await scene.pause()

    return pose


async def _ticked(scene: Scene) -> None:
    for _ in range(3):
        await scene.press(Qt.Key.Key_Space)
        await scene.press(Qt.Key.Key_Down)


async def _figure(scene: Scene) -> None:
    await scene.show_page("situation")
    for view in scene.window.findChildren(SituationView):
        view.figure_opened.emit("red")
    await scene.still()


async def _row(scene: Scene) -> None:
    await scene.press(Qt.Key.Key_Down)
    await scene.press(Qt.Key.Key_Return)


# ---------------------------------------------------------------- 呼叫


async def _new_call(scene: Scene) -> None:
    scene.frame.go.call(scene.find(states=(states.SIGNED,)))
    await scene.still()


def _nth_call(number: int) -> Pose:
    async def pose(scene: Scene) -> None:
        for _ in range(number):
            await scene.press(Qt.Key.Key_Down)

    return pose


# ---------------------------------------------------------------- 值班


async def _log(scene: Scene) -> None:
    """A drill that was held and one that goes on."""
    seat = scene.room.seat
    now, leader = seat.now(), holders(tuple(RULERS), seat.rules)[0].id
    over = {"subject": "URGENT", "since": now - 5 * HOUR_MS, "to": now - 4 * HOUR_MS, "text": DRILLED}
    begun = {"subject": "OUTAGE", "since": now - HOUR_MS, "text": CUT_OFF}
    for p in (over, begun):
        await seat.save(Wish(kind="drill.mark", p=p, actor=leader, births="-"))
    panels = scene.window.findChildren(DutyLogPanel)
    while any(panel.table.rows.count < 2 for panel in panels):  # the page reads again when it comes to it
        await scene.pause()


async def _drill(scene: Scene) -> None:
    await _log(scene)
    for panel in scene.window.findChildren(DutyLogPanel):
        panel.drill.click()
    await scene.still()


# ---------------------------------------------------------------- 冲突


async def _conflict(scene: Scene) -> None:
    scene.frame.go.on_conflicts(scene.find(conflicts=True))


SHOTS = (
    Shot(name="events", page="events"),
    Shot(name="events_150", page="events", scale=150),
    Shot(name="events_offline", page="events", variant="offline"),
    Shot(name="events_filter", page="events", pose=_looked_for("水")),
    Shot(name="events_empty", page="events", pose=_looked_for("查无此件")),
    Shot(name="events_ticked", page="events", pose=_ticked),
    Shot(name="events_row", page="events", pose=_row),
    Shot(name="events_of_figure", page="events", pose=_figure),
    Shot(name="calls", page="calls"),
    Shot(name="calls_offline", page="calls", variant="offline"),
    Shot(name="calls_150", page="calls", scale=150),
    *(Shot(name=f"calls_card_{n}", page="calls", pose=_nth_call(n)) for n in (2, 4, 8)),
    Shot(name="calls_new", page="calls", pose=_new_call),
    Shot(name="calls_new_150", page="calls", pose=_new_call, scale=150),
    Shot(name="duty", page="duty"),
    Shot(name="duty_150", page="duty", scale=150),
    Shot(name="duty_handover", page="duty", pose=doing("handover")),
    Shot(name="duty_log", page="duty", pose=_log, alone=True),
    Shot(name="duty_log_150", page="duty", pose=_log, scale=150, alone=True),
    Shot(name="duty_drill", page="duty", pose=_drill, alone=True),
    Shot(name="duty_offline", page="duty", variant="offline"),
    Shot(name="briefings", page="briefings"),
    Shot(name="briefings_150", page="briefings", scale=150),
    Shot(name="briefings_print", page="briefings", pose=doing("print")),
    Shot(name="situation_conflict", variant="conflict"),
    Shot(name="conflict", pose=_conflict, variant="conflict"),
    Shot(name="conflict_dialog", pose=_conflict, variant="conflict", dialog=True),
    Shot(name="intake", pose=_blank),
    Shot(name="intake_typed", pose=_typed),
    Shot(name="intake_typed_150", pose=_typed, scale=150),
    Shot(name="intake_saved", pose=_saved),
    Shot(name="intake_missing", pose=_missing),
    Shot(name="intake_slip", pose=_slip),
    Shot(name="intake_offline", pose=_typed, variant="offline"),
)
