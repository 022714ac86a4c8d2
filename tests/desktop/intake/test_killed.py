"""A pulled plug while somebody types loses at most the last second (rulebook §12 #1)."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from db.drafts import open_drafts
from desktop.demo.stage import copy_staged, open_staged
from desktop.intake.sheet import KIND, taken_up
from tests.desktop.intake.typist import BETWEEN_S

ROOT = Path(__file__).parents[3]
TYPED = 60  # signs before the plug is pulled
LOST_S = 1.0


def test_typing_survives_a_kill(staged_template: Path, tmp_path: Path) -> None:
    folder = copy_staged(staged_template, tmp_path)
    typist = subprocess.Popen(
        [sys.executable, "-m", "tests.desktop.intake.typist", str(folder)],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert typist.stdout is not None
    typed: list[tuple[float, int]] = []
    with typist:
        for line in typist.stdout:
            at, count = line.split()
            typed.append((float(at), int(count)))
            if len(typed) >= TYPED:
                killed_at = time.monotonic()
                typist.send_signal(signal.SIGKILL)
                break
    must = max(count for at, count in typed if at <= killed_at - LOST_S)
    staged = open_staged(folder)
    try:
        drafts = staged.store.read_own(lambda conn: open_drafts(conn, staged.operator))
        sheets = [taken_up(one.body) for one in drafts if one.kind == KIND]
        assert max(len(sheet.text) for sheet in sheets if sheet is not None) >= must
    finally:
        staged.store.close()
    assert must * BETWEEN_S > 1  # there was something to lose
