"""履职情况说明 on paper: pages of A4 across with the whole hash of every record."""

import shutil
import subprocess
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from briefings.slips.call_slip import SlipFoot
from desktop.printing.duty_paper import duty_paper
from desktop.printing.output import write_pdf
from desktop.printing.pages import set_pages
from desktop.theme import look
from governance.responsibility.duty_file import Record, duty_file
from tests.governance.room import MONDAY, Room, called, uid

FOOT = SlipFoot(town="云溪镇", as_of=MONDAY, printed_at=MONDAY, operator="李晓芸")
LINES = [{"no": no, "state": "DONE", "note": "照片"} for no in (4, 5, 6)]


def test_the_pdf_says_lines_proposal_and_hashes(tmp_path: Path, qtbot: QtBot, qapp: object) -> None:
    from PySide6.QtWidgets import QApplication

    assert isinstance(qapp, QApplication)
    look.apply(qapp)
    room = Room()
    called(room, item="SD-A01", item_version=1, depts=["ZF"], lines=LINES, reason="")
    digests = [f"{n:064x}" for n in range(40)]
    records = [
        Record(
            at=MONDAY,
            case=uid("e"),
            kind="event.note",
            what="备注",
            who="李晓芸",
            digest=digest,
            text="现场情况",
        )
        for digest in digests
    ]
    file = duty_file(room.event(), [room.call()], records, (), MONDAY, room.rules)
    pages = set_pages(duty_paper(file, room.rules, FOOT))
    assert len(pages.pages) > 1
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    path = tmp_path / "duty.pdf"
    write_pdf(pages, path)
    said = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True
    ).stdout.decode()
    for words in ("履职情况说明", "SD-A01-4", "尽职", "认定意见", digests[39][:20]):
        assert words in said
