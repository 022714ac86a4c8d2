"""Where a file goes (另存为): the dialog of the system's kind, opened without waiting for it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.widgets import texts
from desktop.widgets.file_words import name_labels


def ask_where(
    parent: QWidget, title: str, kinds: str, name: str, chosen: Callable[[Path], None], folder: str = ""
) -> None:
    """Ask where the file `name` goes, then tell `chosen`; `kinds` as Qt's name filters, `folder` or 文档."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    dialog = QFileDialog(parent, title, folder or documents, kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)  # the system's own runs a loop inside ours
    name_labels(dialog, texts.FILE_SAVE)
    dialog.setDefaultSuffix(Path(name).suffix.lstrip("."))
    dialog.selectFile(name)
    dialog.fileSelected.connect(lambda path: chosen(Path(path)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
