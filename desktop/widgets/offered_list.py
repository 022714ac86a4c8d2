"""The list under a field that offers words (候选列表): rows, border and selection as the stylesheet says."""

from PySide6.QtWidgets import QCompleter, QStyledItemDelegate


def dress_offers(completer: QCompleter) -> None:
    """Dress a completer's list: Qt gives it a painter of its own, which knows no stylesheet, at every `setPopup`."""
    popup = completer.popup()
    if popup is None:
        raise LookupError("a completer without its list")
    popup.setItemDelegate(QStyledItemDelegate(popup))
    popup.setProperty("offers", True)
    popup.style().unpolish(popup)
    popup.style().polish(popup)
