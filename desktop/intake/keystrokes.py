"""Typing on the sheet (录入时): after a pause the words are read, places looked up, and a sure one is taken."""

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.intake.presenter import IntakePresenter
from desktop.intake.view import IntakeView

SUGGEST_MS, PLACE_MS = 250, 120
Run = Callable[[Coroutine[Any, Any, Any], str], None]


class Typing(QObject):
    """`touched` at every change; `left` when the field for the place was left."""

    touched = Signal()
    left = Signal()

    def __init__(self, presenter: IntakePresenter, view: IntakeView, run: Run) -> None:
        """`run` starts a coroutine under a name."""
        super().__init__(view)
        self._presenter, self._view, self._run = presenter, view, run
        self._suggest = self._timer(SUGGEST_MS, lambda: run(presenter.consider(), "consider"))
        self._find = self._timer(PLACE_MS, lambda: run(self._look_up(), "look_up"))
        sheet = view.sheet
        sheet.text.textChanged.connect(self._text_changed)
        sheet.place.typed.connect(self._place_typed)
        sheet.place.taken.connect(self.take_place)
        sheet.place.left.connect(self._place_left)
        sheet.other_place.connect(self.take_place)
        view.map.moved.connect(lambda lon, lat: run(self._take_point(lon, lat), "point"))
        view.caller.tel.connect(self._tel_typed)
        view.caller.asked.connect(lambda question: sheet.text.append(presenter.tick(question)))

    def _timer(self, ms: int, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self, singleShot=True, interval=ms)
        timer.timeout.connect(then)
        return timer

    def put(self, **values: Any) -> None:
        """A person set fields."""
        self._presenter.put(**values)
        self.touched.emit()

    def _text_changed(self) -> None:
        text = self._view.sheet.text.toPlainText()
        if text != self._presenter.sheet.text:
            self._presenter.type_text(text)
            self._suggest.start()
            self.touched.emit()

    def _tel_typed(self, tel: str) -> None:
        self.put(tel=tel)
        self._run(self._presenter.look_up_caller(), "caller")

    # ------------------------------------------------------------ the place

    def _place_typed(self, words: str) -> None:
        self._presenter.type_place(words)
        self._find.start()
        self.touched.emit()

    async def _look_up(self) -> None:
        names = await self._presenter.look_up()
        if not self._presenter.sheet.spot:
            self._view.sheet.place.set_names(names)

    def take_place(self, number: int) -> None:
        """Take the nth of what was found."""
        if self._presenter.saved is not None:
            return
        self._find.stop()
        self._run(self._taken(number), "take_place")

    async def _taken(self, number: int) -> None:
        """The list may be older than the words: ask once more when it is empty."""
        sheet = self._presenter.sheet
        if not sheet.spot and sheet.place.strip():
            await self._presenter.look_up()
        words = self._presenter.take_place(number)
        if words is None:
            return
        self._view.sheet.place.setText(words)
        self._view.sheet.place.hide_names()
        self.touched.emit()
        await self._presenter.look_around()

    def _place_left(self) -> None:
        """Going on takes what the words surely name; the draft is kept at once."""
        sheet = self._presenter.sheet
        if self._presenter.saved is None and sheet.place.strip() and not sheet.spot:
            self._run(self._settle(), "settle")
        self.left.emit()

    async def _settle(self) -> None:
        await self._presenter.look_up()
        words = self._presenter.take_place(only_sure=True)
        if words is not None:
            self._view.sheet.place.setText(words)
            await self._presenter.look_around()

    async def _take_point(self, lon: float, lat: float) -> None:
        if self._presenter.saved is not None:
            return
        self._view.sheet.place.setText(await self._presenter.take_point(lon, lat))
        self.touched.emit()
        self._view.sheet.place.setFocus()
        await self._presenter.look_around()
