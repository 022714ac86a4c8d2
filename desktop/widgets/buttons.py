"""Buttons that show their key (按钮): an action with its cap, and a link inside a text."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from desktop.theme.look import BODY, SECOND, colour, font, pixmap, px
from desktop.widgets.box import paint_box, paint_focus
from desktop.widgets.enter import enter_presses
from desktop.widgets.key_cap import cap_size, paint_cap

GAP = 8
ICON = 16


class _Pressable(QPushButton):
    """A button of ours: Enter presses it where it has the focus, and why it is off is its tooltip."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._reason = self._tip = ""
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_reason(self, text: str) -> None:
        """Keep why the button is off; shown as its tooltip while it is."""
        self._reason = text
        self._show_tip()

    def set_tip(self, text: str) -> None:
        """Keep what the tooltip says while the button is on."""
        self._tip = text
        self._show_tip()

    def _show_tip(self) -> None:
        self.setToolTip(self._tip if self.isEnabled() else self._reason)
        self.setAccessibleDescription(self.toolTip())

    def changeEvent(self, event: QEvent) -> None:
        """Change the tooltip with the state."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self._show_tip()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses, as Space does."""
        if not enter_presses(self, event):
            super().keyPressEvent(event)


class ActionButton(_Pressable):
    """One action (动作): text, its key in a cap, perhaps an icon before it; at most one `primary` in a panel."""

    def __init__(
        self,
        text: str,
        *,
        key_cap: str = "",
        primary: bool = False,
        small: bool = False,
        icon: str = "",
        tone: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`tone` amber or red draws the line in that colour, for what needs care."""
        super().__init__(text, parent)
        self._cap, self._primary, self._small, self._icon, self._tone = key_cap, primary, small, icon, tone
        self.setAccessibleName(f"{text} {key_cap}".strip())

    def dress(self, text: str, key_cap: str, *, primary: bool) -> None:
        """Say another text, key and weight; what is the same already is not laid out again."""
        if (text, key_cap, primary) != (self.text(), self._cap, self._primary):
            self.setText(text)
            self._primary = primary
            self.set_cap(key_cap)

    def set_cap(self, key_cap: str) -> None:
        """Show another key."""
        self._cap = key_cap
        self.setAccessibleName(f"{self.text()} {key_cap}".strip())
        self.updateGeometry()
        self.update()

    def set_primary(self, primary: bool) -> None:
        """Make it the panel's main action, or one of the others."""
        self._primary = primary
        self.updateGeometry()
        self.update()

    def set_icon(self, name: str) -> None:
        """Show another icon before the text."""
        self._icon = name
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for icon, text and cap; the height follows the font."""
        metrics = QFontMetrics(self._font())
        width = 2 * self._padding() + metrics.horizontalAdvance(self.text())
        width += (px(ICON) + (6 if self.text() else 0)) if self._icon else 0
        width += (GAP + cap_size(self._cap).width()) if self._cap else 0
        width += px(18) if self._has_menu() else 0
        return QSize(width, metrics.lineSpacing() + (8 if self._small else 14))

    def minimumSizeHint(self) -> QSize:
        """The same: an action is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint frame, icon, text, cap and focus."""
        painter = QPainter(self)
        rect = QRectF(self.rect())
        fill, line, ink = self._tokens()
        paint_box(painter, rect, fill, line)
        if self.hasFocus():
            on_brand = self._primary and self.isEnabled()
            paint_focus(
                painter, rect.adjusted(2, 2, -2, -2) if on_brand else rect, "white" if on_brand else "brand"
            )
        self._paint_words(painter, rect, ink)

    def _paint_words(self, painter: QPainter, rect: QRectF, ink: str) -> None:
        spare = max(0.0, (rect.width() - self.sizeHint().width()) / 2)
        left, right = rect.left() + self._padding() + spare, rect.right() - self._padding() - spare
        middle = rect.center().y()
        if self._icon:
            painter.drawPixmap(
                QPointF(left, middle - px(ICON) / 2), pixmap(self._icon, ink, ICON, self.devicePixelRatioF())
            )
            left += px(ICON) + 6
        if self._has_menu():
            arrow = pixmap("chevron-down", ink, 14, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(right - px(14), middle - px(14) / 2), arrow)
            right -= px(18)
        if self._cap:
            paint_cap(painter, right, middle, self._cap, self._cap_ink(ink))
            right -= cap_size(self._cap).width() + GAP
        painter.setFont(self._font())
        painter.setPen(colour(ink))
        painter.drawText(
            QRectF(left, rect.top(), right - left + 1, rect.height()),
            Qt.AlignmentFlag.AlignVCenter,
            self.text(),
        )

    def _has_menu(self) -> bool:
        menu: QMenu | None = self.menu()  # None without one, whatever its stub says
        return menu is not None

    def _cap_ink(self, ink: str) -> str:
        return ink if ink in ("white", "disabled") else "ink2"

    def _tokens(self) -> tuple[str, str, str]:
        """Fill, line and ink of the present state."""
        if not self.isEnabled():
            return "head", "line", "disabled"
        if self.isDown() or self.isChecked():
            return ("brand-dd", "brand-dd", "white") if self._primary else ("brand-d", "brand-d", "white")
        if self._primary:
            return ("brand-d", "brand-d", "white") if self.underMouse() else ("brand", "brand", "white")
        line = {"amber": "amber", "red": "red"}.get(
            self._tone, "brand-line" if self.underMouse() else "button-line"
        )
        ink = {"amber": "amber-d", "red": "red"}.get(self._tone, "ink")
        return "brand-l" if self.underMouse() else "panel", line, ink

    def _padding(self) -> int:
        if not self.text():
            return 6
        return 10 if self._small else 14

    def _font(self) -> QFont:
        return font(SECOND if self._small else BODY, self._primary)


class LinkButton(_Pressable):
    """A link inside a line of text (链接): brand colour, underlined under the pointer and with the focus."""

    def __init__(self, text: str, size: int = SECOND, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._size = size
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """The text and room for the ring of the focus."""
        metrics = QFontMetrics(font(self._size))
        return QSize(metrics.horizontalAdvance(self.text()) + 8, metrics.lineSpacing() + 6)

    def minimumSizeHint(self) -> QSize:
        """The same: a link is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text, underlined where it is about to be pressed."""
        painter = QPainter(self)
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), radius=3)
        face = QFont(font(self._size))
        face.setUnderline(self.isEnabled() and (self.underMouse() or self.hasFocus()))
        painter.setFont(face)
        painter.setPen(colour("brand" if self.isEnabled() else "disabled"))
        painter.drawText(self.rect().adjusted(4, 0, -4, 0), Qt.AlignmentFlag.AlignVCenter, self.text())
