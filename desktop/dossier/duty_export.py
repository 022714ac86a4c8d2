"""履职情况说明 of a case saved as PDF and workbook (尽职免责): asked for here, allowed by 导出, traced file by file.

Source: rulebook §5.5, §1.4. A file that could not be traced is said to be so.
"""

import hashlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal

from briefings.duty_file import NAME, write_duty_file
from briefings.slips.call_slip import SlipFoot
from db.queries.duty_records import file_of
from desktop.desk import Wish
from desktop.dossier import texts
from desktop.printing.duty_paper import duty_paper
from desktop.printing.output import write_pdf
from desktop.printing.pages import set_pages
from desktop.printing.printed import foot_of
from desktop.shell.page import PageContext
from desktop.widgets.buttons import ActionButton
from desktop.widgets.save_dialog import ask_where
from governance.refusal import Refusal, ReportedError
from governance.responsibility.duty_file import DutyFile
from governance.rulebook import Rules

NO_ROLE = "no-role"
PDF, BOOK = ".pdf", ".xlsx"


class DutyExport(ActionButton):
    """The button of 全卷; `said` with what came of it and whether it went well."""

    said = Signal(str, bool)

    def __init__(self, context: PageContext) -> None:
        super().__init__(texts.DUTY_FILE, small=True, icon="download", key_cap=context.keymap.cap("export"))
        self._context = context
        self._case = self._serial = ""
        self.clicked.connect(self.ask)
        self.hide()

    def show_case(self, case_id: str, serial: str) -> None:
        """Another case is shown: offer its file to who may export."""
        self._case, self._serial = case_id, serial
        self._context.tasks.start(self._offer(), name=f"dossier.duty_file {case_id}")

    async def _offer(self) -> None:
        no = await self._context.seat.refusal(self._wish("", 0, ""))
        self.setVisible(no is None or no.code != NO_ROLE)
        self.setEnabled(no is None)
        self.set_reason(no.sentence if no is not None else "")

    def ask(self) -> None:
        """Ask where the files go (Ctrl+E); whoever may not export is told why."""
        if self._case:
            self._context.tasks.start(self._choose(self._case), name=f"dossier.duty_where {self._case}")

    async def _choose(self, case_id: str) -> None:
        no = await self._context.seat.refusal(self._wish("", 0, ""))
        if no is not None:
            self.said.emit(no.sentence, False)
            return
        name = f"{NAME} {self._serial}{PDF}"
        ask_where(
            self.window(), texts.DUTY_FILE, texts.DUTY_KINDS, name, lambda path: self.write(path, case_id)
        )

    def write(self, path: Path, case_id: str) -> None:
        """Write both files there, beside one another."""
        self._context.tasks.start(self._write(path, case_id), name=f"dossier.duty_write {case_id}")

    async def _write(self, path: Path, case_id: str) -> None:
        seat = self._context.seat
        rules, now, foot = seat.rules, seat.now(), foot_of(self._context)
        file = await seat.read(partial(file_of, stream=seat.stream, case_id=case_id, at=now, rules=rules))
        if file is None:
            self.said.emit(texts.GONE, False)
            return
        for target, work in _works(file, rules, foot, path):
            try:
                await seat.run(work)
            except ReportedError as error:
                self.said.emit(error.sentence, False)
                return
            digest = await seat.run(partial(_digest, target))
            what = f"{NAME}·{file.serial}·{target.suffix.lstrip('.')}"
            traced = await seat.save(self._wish(what, len(file.records), digest))
            if isinstance(traced, Refusal):
                said = texts.DUTY_UNTRACED.format(name=target.name, why=traced.sentence)
                self.said.emit(said, False)
                return
        self.said.emit(texts.DUTY_WRITTEN.format(name=path.stem), True)

    def _wish(self, what: str, rows: int, digest: str) -> Wish:
        p = {"what": what or NAME, "rows": rows, "digest": digest}
        return Wish(kind="audit.export", p=p, actor=self._context.seat.operator.id, births="-")


def _works(
    file: DutyFile, rules: Rules, foot: SlipFoot, path: Path
) -> Iterator[tuple[Path, Callable[[], None]]]:
    """Each file with what writes it."""
    yield path.with_suffix(PDF), partial(_write_pdf, file, rules, foot, path.with_suffix(PDF))
    yield path.with_suffix(BOOK), partial(write_duty_file, file, rules, foot, path.with_suffix(BOOK))


def _write_pdf(file: DutyFile, rules: Rules, foot: SlipFoot, path: Path) -> None:
    write_pdf(set_pages(duty_paper(file, rules, foot)), path)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
