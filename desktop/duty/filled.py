"""What people ticked and wrote on the sheet of a shift (交接单填写): kept through a crash, one shift long. Free of Qt."""

import asyncio
from collections.abc import Sequence

import msgspec
from msgspec import Struct

from desktop.duty.ports import Place
from desktop.duty.sheet import Section

SETTING = "duty.sheet"


class Filled(Struct):
    """What people typed and ticked on the sheet of a shift; kept through a crash."""

    shift: str = ""
    points: str = ""
    items: list[str] = []
    ticked: dict[str, list[str]] = {}  # section → cases that stood there when it was ticked


class FilledSheet:
    """The sheet of the open shift as people filled it in."""

    def __init__(self, seat: Place, items: Sequence[str]) -> None:
        """`items` are the 物资 to be counted."""
        self._seat, self._items = seat, tuple(items)
        self._keeping = asyncio.Lock()
        self.shift = ""
        self.now: Filled | None = None

    @property
    def sheet(self) -> Filled:
        """What stands there."""
        if self.now is None:
            self.now = Filled()
        return self.now

    async def recall(self, shift: str) -> bool:
        """What was filled in for this shift; True when it is another sheet than before."""
        if self.now is not None and shift == self.shift:
            return False
        text = await self._seat.setting(SETTING)
        kept = msgspec.json.decode(text, type=Filled) if text else Filled()
        self.now = kept if kept.shift == shift else Filled(shift=shift)
        self.shift = shift
        return True

    async def keep(self) -> None:
        """Keep it; one after the other: an older state must not land on a newer one."""
        async with self._keeping:
            await self._seat.keep_setting(SETTING, msgspec.json.encode(self.sheet).decode())

    def tick(self, section: Section, ticked: bool) -> None:
        """The receiver has gone through a section; one tick of 物资 says that all of them were counted."""
        if ticked:
            self.sheet.ticked[section.key] = sorted(section.cases)
        else:
            self.sheet.ticked.pop(section.key, None)
        if section.key == "items":
            self.sheet.items = list(self._items) if ticked else []

    def count(self, name: str, counted: bool) -> None:
        """One thing was counted; when all are, the section is ticked by itself."""
        sheet = self.sheet
        sheet.items = [
            one for one in self._items if (one in sheet.items and one != name) or (one == name and counted)
        ]
        if len(sheet.items) == len(self._items):
            sheet.ticked["items"] = []
        else:
            sheet.ticked.pop("items", None)

    def untick_changed(self, sections: Sequence[Section]) -> None:
        """A case that came after the tick was not handed over yet."""
        for section in sections:
            if section.key in self.sheet.ticked and not section.cases <= set(self.sheet.ticked[section.key]):
                del self.sheet.ticked[section.key]
