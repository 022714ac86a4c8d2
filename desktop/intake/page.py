"""The intake page joined (受理): every pause of typing keeps the draft, looks places up and asks what it may be."""

from collections.abc import Coroutine
from functools import partial
from typing import Any

from PySide6.QtCore import QElapsedTimer, Qt, QTimer
from PySide6.QtWidgets import QWidget

from desktop import times
from desktop.dossier.names import Names
from desktop.intake import texts
from desktop.intake.acting import Acting
from desktop.intake.choices import category_choices, unit_choices
from desktop.intake.presenter import IntakePresenter
from desktop.intake.saved_view import NEXT, PUT_AWAY
from desktop.intake.sheet import PAPER
from desktop.intake.view import IntakeView
from desktop.moves.drawer import MoveDrawer
from desktop.place_names import PlaceNames
from desktop.rereading import Rereading
from desktop.seat import Seat
from desktop.shell.initials import fits, letters
from desktop.shell.page import Page, PageContext
from gis.layers import ground_of
from gis.place_search import PlaceSearch

PAUSE_MS = 400  # of typing, after which the draft is kept
AT_MOST_MS = 800  # and while nobody pauses
SUGGEST_MS, PLACE_MS = 250, 120
MINUTE_MS = 60_000


class SeatNumbers:
    """Ids and serials of the seat's store."""

    def __init__(self, seat: Seat) -> None:
        self._desk = seat.desk

    def new_id(self) -> str:
        """An id for a draft."""
        return self._desk.store.new_id()

    def next_serial(self) -> str:
        """The number that the next report is given."""
        return self._desk.next_serial("S")


class IntakePage(Page):
    """受理, Ctrl+2 and F2 from anywhere."""

    name, title, icon, number = "intake", texts.TITLE, "phone-incoming", 2

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        seat = context.seat
        self.view = IntakeView(context.keymap)
        self.presenter = IntakePresenter(seat, SeatNumbers(seat), context.places, self.view)
        self.drawer = MoveDrawer(self._run, seat.now, context.keymap)
        self._rereading = Rereading(context.tasks, self.presenter.refresh, "intake.read")
        self._pause = self._timer(PAUSE_MS, self._keep)
        self._suggest = self._timer(SUGGEST_MS, lambda: self._run(self.presenter.consider(), "consider"))
        self._find = self._timer(PLACE_MS, lambda: self._run(self._look_up(), "look_up"))
        self._minute = QTimer(self, interval=MINUTE_MS)
        self._since = QElapsedTimer()
        self.acting = Acting(context, self.presenter, self.view, self.drawer)
        self._begun = False
        self._lay_drawer()
        self._join()
        if context.town is not None:
            self._run(self._load_map(), "map")

    def _timer(self, ms: int, then: Any) -> QTimer:
        timer = QTimer(self, singleShot=True, interval=ms)
        timer.timeout.connect(then)
        return timer

    def _lay_drawer(self) -> None:
        body = self.view.sheet.body
        layout = body.layout() if body is not None else None
        if layout is not None:
            layout.addWidget(self.drawer)

    def _join(self) -> None:
        view, sheet, caller = self.view, self.view.sheet, self.view.caller
        sheet.text.textChanged.connect(self._text_changed)
        sheet.place.typed.connect(self._place_typed)
        sheet.place.taken.connect(self._take_place)
        sheet.place.left.connect(self._place_left)
        sheet.other_place.connect(self._take_place)
        sheet.boxes.switched.connect(lambda key, on: self._put(**{key: on}))
        sheet.boxes.urgency.connect(lambda urg: self._put(urg=urg))
        sheet.categories.chosen.connect(self._choose_category)
        sheet.units.chosen.connect(lambda unit: self._put(unit=unit))
        sheet.merge.connect(lambda: self.acting.do("merge"))
        sheet.foot.asked.connect(self._asked)
        caller.tel.connect(self._tel_typed)
        caller.named.connect(lambda name: self._put(name=name))
        caller.channel.connect(lambda ch: self._put(ch=ch))
        caller.outer.connect(lambda number, due: self._put(outer=number, outer_due=due))
        caller.slip.changed.connect(lambda number, at: self._put(slip=number, slip_at=at))
        caller.asked.connect(self._ask)
        caller.opened.connect(self._context.go.case)
        caller.resumed.connect(lambda draft: self._run(self._resume(draft), "resume"))
        caller.unmask.connect(lambda why: self._run(self.acting.unmask(why), "unmask"))
        view.map.moved.connect(lambda lon, lat: self._run(self._take_point(lon, lat), "point"))
        view.near.merge.connect(self.acting.merge_into)
        view.near.opened.connect(self._context.go.case)
        self.drawer.saved.connect(lambda _: self._run(self.presenter.tell_saved(), "rejected"))
        self.acting.saved.connect(self._pause.stop)
        self.drawer.opened.connect(lambda: sheet.foot.quiet(True))
        self.drawer.closed.connect(lambda: sheet.foot.quiet(False))
        self._minute.timeout.connect(self.presenter.tell_limits)
        self._context.seat.on_change(lambda _: self._rereading.ask() if view.isVisible() else None)
        self._context.seat.on_operator(lambda _: self._rereading.ask() if self._begun else None)

    # ------------------------------------------------------------ the page

    @property
    def widget(self) -> QWidget:
        return self.view

    def enter(self) -> None:
        if not self._begun:
            self._begin()
        self._rereading.ask()
        self._minute.start()
        if self.presenter.saved is None:
            self.view.sheet.text.setFocus()

    def leave(self) -> None:
        self._minute.stop()
        self.view.sheet.place.hide_names()
        self._keep()

    def begin_intake(self, draft_id: str) -> bool:
        if draft_id:
            self._run(self._resume(draft_id), "resume")
        else:
            self._next()
        return True

    def hints(self) -> tuple[str, ...]:
        return ("primary", "dispatch", "call", "merge", "intake_pin", "escape", "help")

    def key(self, action: str) -> bool:
        view = self.view
        match action:
            case "intake":
                self._next()
            case "primary" if self.drawer.form is not None:
                self.drawer.submit()
            case "primary":
                self.acting.do("save")
            case "dispatch" | "call" | "merge":
                self.acting.do(action)
            case "copy_dispatch":
                self.acting.do("copy")
            case "escape":
                self._escape()
            case "intake_text":
                view.sheet.text.setFocus()
            case "intake_place":
                view.sheet.place.setFocus()
                view.sheet.place.selectAll()
            case "intake_pin":
                view.map.ask(not view.map.asking)
            case "backfill" if self.presenter.saved is None:
                self._put(ch=PAPER)
                view.caller.slip.stops[0].setFocus()
            case "resume_draft":
                self._resume_newest()
            case "save_draft":
                self._keep()
            case "find":
                view.sheet.categories.open_search()
            case "refresh":
                self._rereading.ask()
            case _ if action.startswith("choice_"):
                number = int(action.removeprefix("choice_"))
                if self.drawer.form is not None:
                    return self.drawer.choose(number)
                return self._choose(number)
            case _:
                return False
        return True

    def unsaved(self) -> str:
        return ""

    def _asked(self, action: str) -> None:
        """A button of the foot."""
        if action == NEXT:
            self._next()
        elif action == PUT_AWAY:
            self._escape()
        else:
            self.acting.do(action)

    # ------------------------------------------------------------ typing

    def _text_changed(self) -> None:
        text = self.view.sheet.text.toPlainText()
        if text != self.presenter.sheet.text:
            self.presenter.type_text(text)
            self._suggest.start()
            self._touched()

    def _place_typed(self, words: str) -> None:
        self.presenter.type_place(words)
        self._find.start()
        self._touched()

    async def _look_up(self) -> None:
        names = await self.presenter.look_up()
        if not self.presenter.sheet.spot:
            self.view.sheet.place.set_names(names)

    def _take_place(self, number: int) -> None:
        if self.presenter.saved is not None:
            return
        self._find.stop()
        self._run(self._taken(number), "take_place")

    async def _taken(self, number: int) -> None:
        """The list may be older than the words: ask once more when it is empty."""
        sheet = self.presenter.sheet
        if not sheet.spot and sheet.place.strip():
            await self.presenter.look_up()
        words = self.presenter.take_place(number)
        if words is None:
            return
        self.view.sheet.place.setText(words)
        self.view.sheet.place.hide_names()
        self._touched()
        await self.presenter.look_around()

    def _place_left(self) -> None:
        """Going on takes what the words surely name; the draft is kept at once."""
        sheet = self.presenter.sheet
        if self.presenter.saved is None and sheet.place.strip() and not sheet.spot:
            self._run(self._settle(), "settle")
        self._keep()

    async def _settle(self) -> None:
        await self.presenter.look_up()
        words = self.presenter.take_place(only_sure=True)
        if words is not None:
            self.view.sheet.place.setText(words)
            await self.presenter.look_around()

    async def _take_point(self, lon: float, lat: float) -> None:
        if self.presenter.saved is not None:
            return
        self.view.sheet.place.setText(await self.presenter.take_point(lon, lat))
        self._touched()
        self.view.sheet.place.setFocus()
        await self.presenter.look_around()

    def _tel_typed(self, tel: str) -> None:
        self._put(tel=tel)
        self._run(self.presenter.look_up_caller(), "caller")

    def _put(self, **values: Any) -> None:
        self.presenter.put(**values)
        self._touched()

    def _ask(self, question: str) -> None:
        self.view.sheet.text.append(self.presenter.tick(question))

    def _choose_category(self, code: str) -> None:
        if self.presenter.saved is not None:
            self._run(self.presenter.classify(code), "classify")
            return
        self.presenter.choose_category(code)
        self._tell_choices()
        self._run(self.presenter.look_around(), "look_around")
        self._touched()

    def _choose(self, number: int) -> bool:
        code = self.presenter.card(number)
        if code:
            self._choose_category(code)
        return bool(code)

    # ------------------------------------------------------------ drafts

    def _touched(self) -> None:
        """Keep the draft after a pause; while nobody pauses, every so often."""
        if not self._since.isValid():
            self._since.start()
        if self._since.elapsed() >= AT_MOST_MS:
            self._keep()
        else:
            self._pause.start()

    def _keep(self) -> None:
        self._pause.stop()
        self._since.invalidate()
        if self.presenter.unkept:
            self._run(self.presenter.keep(), "keep")

    def _begin(self) -> None:
        self._begun = True
        self.presenter.begin()
        self._tell_choices()
        caller, seat = self.view.caller, self._context.seat
        caller.order.year = caller.slip.year = _year(seat.now())
        caller.slip.unit = seat.rules.home.unit

    def _next(self) -> None:
        """Another call: the one at hand is parked, never dropped; on a blank sheet one may type at once."""
        presenter = self.presenter
        if self._begun and presenter.saved is None and presenter.sheet.blank and self.drawer.form is None:
            self._rereading.ask()
            self.view.sheet.text.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._run(self._park(), "park")

    async def _park(self) -> None:
        presenter = self.presenter
        self.drawer.put_away()
        if presenter.saved is None and not presenter.sheet.blank:
            await presenter.keep()
            if presenter.unkept:
                return
        if presenter.saved is not None or not presenter.sheet.blank or not self._begun:
            self._begin()
        await presenter.refresh()
        self.view.sheet.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _resume_newest(self) -> None:
        if self.presenter.newest_draft:
            self._run(self._resume(self.presenter.newest_draft), "resume")
        else:
            self._context.notices.toast(texts.NO_DRAFTS)

    async def _resume(self, draft_id: str) -> None:
        if self.presenter.saved is None:
            await self.presenter.keep()
            if self.presenter.unkept:
                return
        self._begun = True
        await self.presenter.resume(draft_id)
        self.view.sheet.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _escape(self) -> None:
        view = self.view
        if self.drawer.form is not None:
            self.drawer.put_away()
        elif view.map.asking:
            view.map.ask(False)
            view.sheet.place.setFocus()
        else:
            self._run(self._put_away(), "put_away")

    async def _put_away(self) -> None:
        await self.presenter.keep()
        if not self.presenter.unkept:
            self._begin()
            await self.presenter.refresh()
            self._context.go.page("situation")

    # ------------------------------------------------------------ what it needs

    async def _load_map(self) -> None:
        """The ground and the names, made ready in a worker."""
        town, seat = self._context.town, self._context.seat
        if town is None:
            return
        ground = await seat.run(partial(ground_of, town))
        self.presenter.search = await seat.run(partial(PlaceSearch, town, _spelled))
        self.view.map.map.canvas.set_ground(ground)

    def _tell_choices(self) -> None:
        rules, area = self._context.seat.rules, self.presenter.sheet.area
        self.view.sheet.categories.set_choices(category_choices(rules))
        self.view.sheet.units.set_choices(unit_choices(rules, self._names(), area))

    def _names(self) -> Names:
        places: PlaceNames = self._context.places
        return Names(self._context.seat.rules, places)

    def _run(self, work: Coroutine[Any, Any, Any], verb: str) -> None:
        self._context.tasks.start(work, name=f"intake.{verb}")


def _spelled(name: str) -> Any:
    known = letters(name)
    return lambda typed: fits(typed, known)


def _year(at: int) -> int:
    return times.local(at).year
