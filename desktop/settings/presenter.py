"""What the settings page decides (设置): which key may be taken, what is kept. Free of Qt."""

from collections.abc import Callable
from pathlib import Path
from shutil import disk_usage
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from desktop.county_link import CountyLinkError, link_of
from desktop.keymap import Keymap
from desktop.seat import Seat
from desktop.settings import texts
from desktop.settings.comfort import Comfort, Kept
from gis.town_map import TownMap


class Facts(Struct, frozen=True):
    """What is told of store and county, label and words."""

    store: tuple[tuple[str, str], ...]
    county: tuple[tuple[str, str], ...]
    folder: str


class View(Protocol):
    """The page as the presenter sees it."""

    def show_kept(self, kept: Kept) -> None: ...
    def show_keys(self, rows: tuple[tuple[str, str, str, str], ...]) -> None: ...
    def show_facts(self, facts: Facts) -> None: ...
    def say_key(self, sentence: str, *, wrong: bool) -> None: ...


class SettingsPresenter:
    """Keeps what is chosen, at once."""

    def __init__(
        self,
        seat: Seat,
        comfort: Comfort,
        keymap: Keymap,
        town: TownMap | None,
        view: View,
        keys_changed: Callable[[], None],
    ) -> None:
        self._seat, self._comfort, self._keymap, self._town = seat, comfort, keymap, town
        self._view = view
        self._keys_changed = keys_changed
        self._shipped = Keymap.shipped()

    async def read(self) -> None:
        """Show everything as it is."""
        self._view.show_kept(self._comfort.kept)
        self._show_keys()
        self._view.show_facts(await self._seat.run(self._facts))

    async def set_scale(self, scale: int) -> None:
        """字号."""
        await self._comfort.keep(replace(self._comfort.kept, scale=scale))

    async def set_sounds(self, on: bool, volume: int, quiet_nights: bool) -> None:
        """提示音."""
        kept = replace(self._comfort.kept, sounds=on, volume=volume, quiet_nights=quiet_nights)
        await self._comfort.keep(kept)

    async def change_key(self, action: str, keys: str) -> None:
        """Take a key for an action, unless another has it or it would be typed; "" takes the key away."""
        if refused := self._refused(action, keys):
            self._view.say_key(refused, wrong=True)
            return
        changed = {**self._comfort.kept.keys, action: keys}
        if keys == self._shipped[action].keys:
            del changed[action]
        await self._keep_keys(changed)
        said = self._keymap.cap(action) or texts.NO_KEY
        self._view.say_key(texts.CHANGED.format(action=self._keymap[action].say, keys=said), wrong=False)

    async def reset_key(self, action: str) -> None:
        """Back to the shipped key."""
        await self.change_key(action, self._shipped[action].keys)

    async def reset_keys(self) -> None:
        """All keys as shipped."""
        await self._keep_keys({})

    def _refused(self, action: str, keys: str) -> str:
        for other in self._keymap.all():
            if keys and other.action != action and other.keys == keys:
                return texts.CLASH.format(keys=keys, other=other.say)
        plain = "+" not in keys.removeprefix("Shift+") and not (keys[:1] == "F" and keys[1:].isdecimal())
        if keys and plain and keys != self._shipped[action].keys:
            return texts.NEEDS_MODIFIER.format(keys=keys)
        return ""

    async def _keep_keys(self, changed: dict[str, str]) -> None:
        await self._comfort.keep(replace(self._comfort.kept, keys=changed))
        self._keymap.change(changed)
        self._keys_changed()
        self._show_keys()

    def _show_keys(self) -> None:
        self._view.show_keys(
            tuple((key.action, key.say, key.cap, self._shipped[key.action].cap) for key in self._keymap.all())
        )

    def _facts(self) -> Facts:
        store = self._seat.desk.store
        folder = store.folder
        town = self._town
        has_map = texts.MAP_HERE.format(villages=len(town.villages), grids=len(town.grids)) if town else ""
        try:
            address = link_of(store).url
        except CountyLinkError as err:
            address = err.sentence
        return Facts(
            store=(
                (texts.FOLDER, str(folder)),
                (texts.SIZE, texts.size(_size(folder))),
                (texts.FREE, texts.size(disk_usage(folder).free)),
                (texts.DEVICE, store.device(store.stream).no),
                (texts.MAP, has_map or texts.MAP_MISSING),
                (texts.BACKUP, texts.BACKUP_NOTE),
            ),
            county=(
                (texts.ADDRESS, address),
                (texts.USER, self._account()),
            ),
            folder=str(folder),
        )

    def _account(self) -> str:
        """Who is logged in at the county, by name."""
        user = self._seat.rules.directory.users.get(self._seat.status.user)
        return user.name if user is not None else self._seat.status.user or texts.NOT_LOGGED_IN


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.iterdir() if path.is_file())
