"""What a picture is (画面): its name, where it is taken and what is done before."""

from collections.abc import Awaitable, Callable
from typing import Any, Literal

from msgspec import Struct

from desktop.demo.stage import Variant
from governance.refusal import ReportedError

Eyes = Literal["", "grey", "deuteranopia"]
Pose = Callable[[Any], Awaitable[None]]  # of a scene


class ShotError(ReportedError):
    """A picture that could not be taken (画面没有拍成)."""


async def nothing(_: object) -> None:
    """Take the page as it opens."""


class Shot(Struct, frozen=True, kw_only=True):
    """One picture; a window is opened for it and closed after it, unless another picture takes it over."""

    name: str
    pose: Pose = nothing
    page: str = "situation"  # where the room begins; "" takes the window before a store is open
    variant: Variant = "online"
    scale: int = 100  # of the letters, per cent
    eyes: Eyes = ""  # how somebody else sees it
    dialog: bool = False  # the dialog alone
    moving: bool = False  # something goes on in it: taken as it is
    alone: bool = False  # what its pose leaves behind can't be put away: no other picture takes its window

    @property
    def file(self) -> str:
        """The picture's file name without its folder."""
        alone = "_dialog" if self.dialog and "dialog" not in self.name else ""
        return f"{self.name}{alone}.png"
