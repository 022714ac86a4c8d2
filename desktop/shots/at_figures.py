"""The evaluation page (考评): its tables, a figure opened, a form, an issued month."""

from collections.abc import Awaitable, Callable

from db.outbox import Sealed
from desktop.desk import Wish
from desktop.evaluation import texts
from desktop.evaluation.issuing import Issuing
from desktop.evaluation.page import EvaluationPage
from desktop.seat import Seat
from desktop.shots.scene import Scene
from desktop.shots.shot import Shot
from desktop.signing.in_person import Signing
from governance.refusal import Refusal

Pose = Callable[[Scene], Awaitable[None]]


def _page(scene: Scene) -> EvaluationPage:
    page = scene.frame.go.named("evaluation")
    assert isinstance(page, EvaluationPage)
    return page


def _tab(number: int, row: int = -1, column: int = 0) -> Pose:
    async def pose(scene: Scene) -> None:
        await scene.do(f"choice_{number}")
        table = _page(scene).view.table
        if row >= 0:
            rows = [one for one in table.sheet.rows if not one.head]
            table.choose(rows[row].key, column)
            if _page(scene).view.narrow:
                table.entered.emit()
        await scene.still()

    return pose


def _form(number: int, key: str, row: int = 0) -> Pose:
    async def pose(scene: Scene) -> None:
        await _tab(number, row)(scene)
        _page(scene).open_form(key)
        await scene.still()

    return pose


class _AtOnce:
    """The leader signs without being asked: nobody types in a picture."""

    def __init__(self, seat: Seat) -> None:
        self._seat = seat

    async def save(self, wish: Wish, signing: Signing) -> Sealed | Refusal:
        return await self._seat.save(wish)


async def _empty(scene: Scene) -> None:
    page = _page(scene)
    page.presenter.choose_period("2025-01")
    await page.presenter.read()
    await scene.do("choice_3")


async def _issued(scene: Scene) -> None:
    page = _page(scene)
    page.presenter.step(-1)
    await page.presenter.read()
    shown, issuing = page.presenter.now, Issuing(scene.room.seat, _AtOnce(scene.room.seat))
    assert shown is not None
    said = await issuing.issue(shown.figures, shown.period, None, issuing.signers()[0].id)
    assert isinstance(said, Sealed), said
    await page.presenter.read()
    await scene.still()


SHOTS = (
    Shot(name="evaluation", page="evaluation", pose=_tab(3, 0, 3), alone=True),
    Shot(name="evaluation_150", page="evaluation", pose=_tab(3, 0, 3), alone=True, scale=150),
    Shot(name="evaluation_indicators", page="evaluation", pose=_tab(1, 5, 1), alone=True),
    Shot(name="evaluation_units", page="evaluation", pose=_tab(2), alone=True),
    Shot(name="evaluation_score", page="evaluation", pose=_tab(3, 3, 11), alone=True),
    Shot(name="evaluation_postings", page="evaluation", pose=_tab(4, 8, 6), alone=True),
    Shot(name="evaluation_roster", page="evaluation", pose=_form(5, texts.OPINE), alone=True),
    Shot(name="evaluation_workers", page="evaluation", pose=_tab(6, 0, 12), alone=True),
    Shot(name="evaluation_cadres", page="evaluation", pose=_tab(7, 0, 2), alone=True),
    Shot(name="evaluation_adjust", page="evaluation", pose=_form(6, texts.ADJUST), alone=True),
    Shot(name="evaluation_weights", page="evaluation", pose=_form(7, texts.WEIGHTS), alone=True),
    Shot(name="evaluation_issued", page="evaluation", pose=_issued, alone=True),
    Shot(name="evaluation_empty", page="evaluation", pose=_empty, alone=True),
)
