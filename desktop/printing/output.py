"""Where pages go (输出): a PDF file, a printer, a picture for the screen."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QSize
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrinter

from briefings.saving import saved
from desktop.printing.galley import UNIT
from desktop.printing.pages import Pages
from desktop.theme import look

DPI = 300
POINTS = 72.0
SCREEN_DPI = 96.0  # of a page at 100 %


def write_pdf(pages: Pages, path: Path) -> None:
    """Write the document whole or not at all; in a worker thread. Raises DocumentNotWrittenError."""
    content = pdf_bytes(pages)
    saved(path, lambda part: part.write_bytes(content))


def pdf_bytes(pages: Pages) -> bytes:
    """The document as a PDF; written by us and not by Qt, which would only say that it failed."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(DPI)
    writer.setTitle(pages.printed.file_name)
    writer.setPageLayout(page_layout(pages))
    painter = QPainter(writer)
    for number in range(len(pages.pages)):
        if number:
            writer.newPage()
        pages.paint(painter, number, DPI / POINTS / UNIT)
    painter.end()
    return bytes(buffer.data().data())


def print_pages(pages: Pages, printer: QPrinter) -> bool:
    """Send the pages the dialog asked for to a printer; False when it takes none."""
    painter = QPainter()
    if not painter.begin(printer):
        return False
    first = max(1, printer.fromPage() or 1)
    last = min(len(pages.pages), printer.toPage() or len(pages.pages))
    for number in range(first - 1, last):
        if number >= first:
            printer.newPage()
        pages.paint(painter, number, printer.resolution() / POINTS / UNIT)
    return painter.end()


def page_layout(pages: Pages) -> QPageLayout:
    """A4 as the document lies, without margins: ours are in the pages."""
    across = QPageLayout.Orientation.Landscape
    way = across if pages.printed.landscape else QPageLayout.Orientation.Portrait
    return QPageLayout(QPageSize(QPageSize.PageSizeId.A4), way, QMarginsF(0, 0, 0, 0))


def page_side(pages: Pages, zoom: float) -> QSize:
    """Pixels of a page on the screen; 1.0 is 100 %."""
    unit = zoom * SCREEN_DPI / POINTS / UNIT
    return QSize(round(pages.size.width() * unit), round(pages.size.height() * unit))


def page_picture(pages: Pages, number: int, zoom: float, ratio: float = 1.0) -> QImage:
    """A page as it will be printed, for a screen of this device pixel ratio; in a worker thread."""
    side = page_side(pages, zoom)
    image = QImage(side * ratio, QImage.Format.Format_RGB32)
    image.fill(look.colour("white"))
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    pages.paint(painter, number, zoom * ratio * SCREEN_DPI / POINTS / UNIT)
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image
