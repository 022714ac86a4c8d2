"""The words of a file dialog (选文件的框): those of its labels that Qt has no Chinese for, and one verb for its button."""

from PySide6.QtWidgets import QFileDialog

from desktop.widgets import texts

Label = QFileDialog.DialogLabel
LABELS = {Label.LookIn: texts.FILE_WHERE, Label.FileName: texts.FILE_NAME, Label.FileType: texts.FILE_KIND}


def name_labels(dialog: QFileDialog, verb: str) -> None:
    """Call the dialog's parts by their Chinese names; `verb` is what its button does."""
    for label, said in (LABELS | {Label.Accept: verb, Label.Reject: texts.FILE_CANCEL}).items():
        dialog.setLabelText(label, said)
