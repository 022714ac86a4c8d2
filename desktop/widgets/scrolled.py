"""A column that scrolls downwards where it is too long (纵向滚动), without a frame or a ground of its own."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class Scrolled(QScrollArea):
    """What is put in is as wide as the area; the ground is that of the panel around it."""

    def __init__(self, inner: QWidget | None = None) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        if inner is not None:
            self.hold(inner)

    def hold(self, inner: QWidget) -> None:
        """Scroll this widget in place of the one before."""
        self.setWidget(inner)
        inner.setAutoFillBackground(False)  # the scroll area turns it on
