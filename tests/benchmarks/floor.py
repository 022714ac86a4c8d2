"""The floor (下限): the scripts of ../shared/bench, imported from where they lie and run in our process."""

import importlib
import sys
from pathlib import Path
from types import ModuleType

from governance.refusal import ReportedError

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "bench"


class FloorMissingError(ReportedError):
    """The scripts that we are compared with are not here (缺少对照脚本)."""


def folder() -> Path:
    """Where the kit lies; raises FloorMissingError when it is not there."""
    if not (FOLDER / "kit.py").is_file():
        raise FloorMissingError(
            "缺少对照脚本 ../shared/bench，无法比较；请把 shared 放在项目旁边。", path=str(FOLDER)
        )
    return FOLDER


def floor(name: str) -> ModuleType:
    """A script of the kit."""
    place = str(folder())
    if place not in sys.path:
        sys.path.append(place)  # the scripts import each other by name
    return importlib.import_module(name)
