"""Prints the three sheets of a call (打印三联单), one page each, as the preview shows them."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QPagedPaintDevice, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from desktop.calls.slip import SheetFace
from desktop.calls.slip_view import SheetPainter
from desktop.theme.look import px

WIDTH = 560  # of the sheet in design pixels


def print_slip(sheets: Mapping[str, SheetFace], parent: QWidget) -> None:
    """Ask for the printer, then print; the window goes on meanwhile."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda *_: draw_sheets(printer, sheets))
    QDialog.open(dialog)  # QPrintDialog's own wants a receiver


def draw_sheets(device: QPagedPaintDevice, sheets: Mapping[str, SheetFace]) -> None:
    """Draw each sheet on a page of its own, as wide as the page."""
    painter = QPainter(device)
    width = float(px(WIDTH))
    scale = painter.viewport().width() / width
    painter.scale(scale, scale)
    for at, sheet in enumerate(sheets.values()):
        if at:
            device.newPage()
        SheetPainter(painter, width).paint(sheet)
    painter.end()
