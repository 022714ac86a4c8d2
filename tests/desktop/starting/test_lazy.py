"""What is not loaded before the first paint, and what not before it is used."""

import json
import subprocess
import sys
from pathlib import Path

MAIN = Path(__file__).parents[3]
BEFORE_THE_STORE = ("sqlalchemy", "aiohttp", "shapely", "numpy", "pypinyin", "openpyxl", "pyogrio", "alembic")
UNTIL_USED = ("pypinyin", "pyogrio", "python_calamine", "alembic")


def loaded_by(module: str) -> set[str]:
    code = f"import {module}, sys, json; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=MAIN, capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout))


def test_the_first_paint_waits_for_no_library_of_the_store() -> None:
    assert not set(BEFORE_THE_STORE) & loaded_by("desktop.app")


def test_pages_load_what_they_need_when_they_need_it() -> None:
    assert not set(UNTIL_USED) & loaded_by("desktop.room")
