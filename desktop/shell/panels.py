"""The panels of a page (栏): F6 goes from one to the next, in reading order."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget

from desktop.widgets.panel import Panel


def neighbour(page: QWidget, step: int) -> bool:
    """Take the focus to the next panel (`step` 1) or the one before (-1); False when there is none."""
    found = _in_order(page)
    if not found:
        return False
    focus = QApplication.focusWidget()
    inside = [n for n, (panel, _) in enumerate(found) if focus is not None and panel.isAncestorOf(focus)]
    at = inside[-1] + step if inside else (0 if step > 0 else -1)
    found[at % len(found)][1].setFocus(Qt.FocusReason.TabFocusReason)
    return True


def _in_order(page: QWidget) -> list[tuple[QWidget, QWidget]]:
    """Each visible panel with the first of its parts that takes the focus; columns from the left, then downwards."""
    found = []
    for panel in page.findChildren(Panel):
        inside = next((one for one in panel.findChildren(QWidget) if _takes_focus(one)), None)
        if panel.isVisible() and inside is not None:
            found.append((panel, inside))

    def where(one: tuple[QWidget, QWidget]) -> tuple[int, int]:
        corner = one[0].mapTo(page, QPoint(0, 0))
        return corner.x(), corner.y()

    return sorted(found, key=where)


def _takes_focus(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled() and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
