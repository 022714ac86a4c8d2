"""The preview (打印预览): the real pages of a document, then the printer or a PDF file."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.printing import texts
from desktop.printing.output import page_layout, print_pages, write_pdf
from desktop.printing.page_view import PageView
from desktop.printing.pages import Pages, set_pages
from desktop.printing.paper import Printed
from desktop.shell.page import PageContext
from desktop.theme import look
from desktop.widgets.buttons import ActionButton
from desktop.widgets.refusal_line import RefusalLine
from desktop.widgets.save_dialog import ask_where
from desktop.widgets.segmented import Segmented
from desktop.widgets.words import Words
from governance.refusal import ReportedError

SHARE = 0.94  # of the window it opens over
WIDE, TALL = 900, 980


def open_preview(parent: QWidget, document: Printed, context: PageContext) -> "Preview":
    """Show a document as it will be printed; returns at once, the dialog lives until it is closed."""
    preview = Preview(document, context, parent.window())
    preview.open()
    return preview


class Preview(QDialog):
    """Pages, zoom, printer and PDF."""

    def __init__(self, document: Printed, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self._context = context
        self._pages: Pages | None = None
        self._printing: QPrintDialog | None = None
        self._printer: QPrinter | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(texts.PREVIEW.format(title=document.title))
        self.view = PageView(
            lambda work, name: context.tasks.start(work, name=name), lambda work: context.seat.run(work)
        )
        self.refusal = RefusalLine()
        self._lay_out()
        self._measure()
        context.tasks.start(self._set(), name=f"printing.set {document.serial}")

    @property
    def pages(self) -> Pages | None:
        """The document as set; None for the first moment."""
        return self._pages

    # ------------------------------------------------------------ parts

    def _lay_out(self) -> None:
        self.zooms = Segmented(texts.ZOOMS)
        self.zooms.changed.connect(self.view.set_zoom)
        self._count = Words("", look.SECOND, "ink2")
        self._now = Words("", look.SECOND, "ink2")
        self.view.page_changed.connect(self._show_page)
        previous = ActionButton(texts.PREVIOUS, key_cap="PgUp", small=True)
        following = ActionButton(texts.NEXT, key_cap="PgDn", small=True)
        previous.clicked.connect(lambda: self.view.go_to(self.view.page - 1))
        following.clicked.connect(lambda: self.view.go_to(self.view.page + 1))
        head = QHBoxLayout()
        head.setContentsMargins(14, 10, 14, 10)
        head.setSpacing(10)
        head.addWidget(self.zooms)
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self._now)
        head.addWidget(previous)
        head.addWidget(following)
        self.printing = ActionButton(texts.PRINT, key_cap="Ctrl+P", primary=True, icon="printer")
        self.saving = ActionButton(texts.SAVE, key_cap="Ctrl+S", icon="download")
        closing = ActionButton(texts.CLOSE, key_cap="Esc")
        self.printing.clicked.connect(self.print_it)
        self.saving.clicked.connect(self.save_it)
        closing.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 10, 14, 10)
        foot.setSpacing(10)
        foot.addWidget(self.refusal, 1)
        foot.addStretch(0)
        foot.addWidget(closing)
        foot.addWidget(self.saving)
        foot.addWidget(self.printing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.view, 1)
        column.addLayout(foot)
        for keys, does in (("Ctrl+P", self.print_it), ("Ctrl+S", self.save_it)):
            QShortcut(QKeySequence(keys), self).activated.connect(does)
        for keys, step in (("PgUp", -1), ("PgDown", 1)):
            QShortcut(QKeySequence(keys), self).activated.connect(partial(self._turn, step))

    def _measure(self) -> None:
        over = self.parentWidget()
        room = over.size() * SHARE if over is not None else None
        wide = look.px(WIDE + (260 if self.document.landscape else 0))
        self.resize(
            min(wide, room.width()) if room else wide,
            min(look.px(TALL), room.height()) if room else look.px(TALL),
        )

    async def _set(self) -> None:
        self._pages = await self._context.seat.run(partial(set_pages, self.document))
        way = texts.ACROSS if self.document.landscape else texts.UPRIGHT
        self._count.say(texts.PAGES.format(n=len(self._pages.pages), way=way))
        self.view.show_pages(self._pages)
        self._show_page(0)
        self.view.setFocus()

    def _show_page(self, number: int) -> None:
        if self._pages is not None:
            self._now.say(texts.NOW_PAGE.format(n=number + 1, all=len(self._pages.pages)))

    def _turn(self, step: int) -> None:
        self.view.go_to(max(0, self.view.page + step))

    # ------------------------------------------------------------ paper

    def print_it(self) -> None:
        """Ask for a printer (打印…)."""
        if self._pages is None:
            return
        if not QPrinterInfo.availablePrinterNames():
            self.refusal.show_refusal(texts.NO_PRINTER)
            return
        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self._printer.setFullPage(True)
        self._printer.setPageLayout(page_layout(self._pages))
        self._printer.setDocName(self.document.file_name)
        self._printing = QPrintDialog(self._printer, self)
        self._printing.setMinMax(1, len(self._pages.pages))
        self._printing.accepted.connect(self._to_printer)
        QDialog.open(self._printing)  # its own `open` wants a slot by name

    def _to_printer(self) -> None:
        if self._pages is None or self._printer is None:
            return
        if print_pages(self._pages, self._printer):
            self._context.notices.toast(texts.PRINTED.format(title=self.document.title))
        else:
            self.refusal.show_refusal(texts.NO_PRINTER)

    # ------------------------------------------------------------ file

    def save_it(self) -> None:
        """Ask where the PDF goes (另存 PDF)."""
        ask_where(self, texts.SAVE, texts.PDF_FILES, f"{self.document.file_name}.pdf", self.save_to)

    def save_to(self, path: Path) -> None:
        """Write the PDF there."""
        self._context.tasks.start(self._save(path), name=f"printing.save {self.document.serial}")

    async def _save(self, path: Path) -> None:
        if self._pages is None:
            return
        try:
            await self._context.seat.run(partial(write_pdf, self._pages, path))
        except ReportedError as error:
            self.refusal.show_refusal(error.sentence)
            return
        self.refusal.clear()
        self._context.notices.toast(texts.SAVED.format(name=path.name))
