"""The window before a store is open (启动画面)."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from db.failures import StoreError
from db.store import Store
from desktop.shots.scene import Scene
from desktop.shots.shot import Shot, ShotError
from desktop.starting import texts
from desktop.starting.view import StartingView

FOLDER = "D:/呼应台/store"
OWN = "own-*.db"


def _view(scene: Scene) -> StartingView:
    view = StartingView("值班台", Path(FOLDER))
    scene.frame.show_start(view, view.key)
    return view


async def _first_run(scene: Scene) -> None:
    _view(scene).ask()


async def _join(scene: Scene) -> None:
    view = _view(scene)
    view.ask_county()
    await scene.type("10.0.0.5:8080")
    view.say_wrong(texts.URL_WRONG, texts.CODE_WRONG)


async def _opening(scene: Scene) -> None:
    _view(scene).show_progress(texts.OPENING, can_cancel=False)


def _failing(name: str, spoil: Callable[[Path], None], *ways: str) -> Shot:
    """The card of a store that can't be opened, with the words of the store itself."""

    def opened(folder: Path) -> StoreError:
        spoil(folder)
        try:
            Store.open(folder).close()
        except StoreError as err:
            return err
        raise ShotError(texts.OPENING)

    async def pose(scene: Scene) -> None:
        error = await asyncio.to_thread(opened, scene.folder)
        more = (texts.ADVICE[type(error).__name__], texts.WHERE.format(path=FOLDER))
        buttons = [(way, scene.frame.ask_to_close) for way in ways]
        _view(scene).show_failure(texts.FAILED, error.sentence, more, buttons)

    return Shot(name=f"start_{name}", page="", pose=pose, alone=True)


def _damage(folder: Path) -> None:
    Store.create(folder).close()
    for path in folder.rglob(OWN):
        path.write_bytes(b"\0" * path.stat().st_size)


SHOTS = (
    Shot(name="start_first_run", page="", pose=_first_run, alone=True),
    Shot(name="start_join", page="", pose=_join, alone=True),
    Shot(name="start_opening", page="", pose=_opening, moving=True, alone=True),
    _failing("damaged", _damage, texts.RETRY, texts.OTHER, texts.CLOSE),
    _failing("missing", lambda _: None, texts.RETRY, texts.OTHER, texts.CLOSE),
)
