"""Most of the product runs without Qt: seven lines of ten load on a machine where PySide6 is not installed."""

import json
import subprocess
import sys

from tests.house.tree import ROOMS, ROOT

LEAST = 0.70
PROBE = """
import importlib, json, sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("PySide6", "shiboken6", "qasync"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Absent())
loaded = []
for name in json.load(sys.stdin):
    try:
        importlib.import_module(name)
    except ModuleNotFoundError as err:
        if (err.name or "").split(".")[0] not in ("PySide6", "shiboken6", "qasync"):
            raise
    else:
        loaded.append(name)
print(json.dumps(loaded))
"""


def test_seven_lines_of_ten_load_without_qt() -> None:
    lines = {}
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            if path.name != "__main__.py" and "migrations" not in path.parts:  # run, not imported
                name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
                lines[name] = path.read_text("utf-8").count("\n")
    done = subprocess.run(
        [sys.executable, "-c", PROBE],
        cwd=ROOT,
        input=json.dumps(sorted(lines)),
        capture_output=True,
        text=True,
        check=True,
    )
    free = sum(lines[name] for name in json.loads(done.stdout))
    assert free / sum(lines.values()) >= LEAST
