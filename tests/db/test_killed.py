"""A program that dies by signal between two saves: nothing it acknowledged is missing, nothing is half there."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from db.store import Store
from db.verify import verify
from governance.ledger.action import read_core
from tests.db.small_county import TOWN_STREAM, sealed_lines

SAVER = """
import sys
from pathlib import Path
from db.outbox import Intent
from db.store import Store
from tests.db.small_county import Clock
from tests.governance.room import report, uid

desk = Store.open(Path(sys.argv[1]), clock=Clock())
while True:
    case = desk.new_id()
    intents = [Intent(kind="event.report", case=case, p=report(), actor=uid("op")),
               Intent(kind="event.note", case=case, p={"text": "补充"}, actor=uid("op"))]
    for sealed in desk.seal(intents):
        print(sealed.action.id, flush=True)  # the acknowledgement: 已存本机
"""
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("seed", range(4))
def test_nothing_acknowledged_is_missing_after_a_kill(folder: Path, seed: int) -> None:
    said = _killed_while_saving(folder, 0.05 + random.Random(seed).random() * 0.2)
    assert said
    with Store.open(folder) as desk:
        there = [read_core(line[1]).id for line in desk.read_own(lambda own: sealed_lines(own, TOWN_STREAM))]
        assert not set(said) - set(there)
        assert len(there) % 2 == 1  # the shift; both actions of a commit, or none
        assert verify(desk).problems == ()


def _killed_while_saving(folder: Path, after_s: float) -> list[str]:
    child = subprocess.Popen(
        [sys.executable, "-c", SAVER, str(folder)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    first = child.stdout.readline()
    time.sleep(after_s)
    os.kill(child.pid, signal.SIGKILL)
    rest = child.stdout.read()
    child.stdout.close()
    child.wait()
    return [line.strip() for line in (first + rest).splitlines(keepends=True) if line.endswith("\n")]
