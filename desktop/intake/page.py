"""The intake page joined (受理): every pause of typing keeps the draft, looks places up and asks what it may be."""

from collections.abc import Coroutine
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from desktop import times
from desktop.intake import texts
from desktop.intake.acting import Acting
from desktop.intake.choices import category_choices, unit_choices
from desktop.intake.drafting import Drafting
from desktop.intake.keystrokes import Typing
from desktop.intake.presenter import IntakePresenter
from desktop.intake.saved_view import NEXT, PUT_AWAY
from desktop.intake.sheet import PAPER
from desktop.intake.view import IntakeView
from desktop.moves.drawer import MoveDrawer
from desktop.names import Names
from desktop.place_names import PlaceNames
from desktop.rereading import Rereading
from desktop.seat import Seat
from desktop.shell.initials import fits, letters
from desktop.shell.page import Page, PageContext
from gis.layers import ground_of
from gis.place_search import PlaceSearch

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
        self._drafting = Drafting(self.presenter, self.view, self.drawer, self._run)
        self._typing = Typing(self.presenter, self.view, self._run)
        self._minute = QTimer(self, interval=MINUTE_MS)
        self.acting = Acting(context, self.presenter, self.view, self.drawer)
        self._lay_drawer()
        self._join()
        if context.town is not None:
            self._run(self._load_map(), "map")

    def _lay_drawer(self) -> None:
        body = self.view.sheet.body
        layout = body.layout() if body is not None else None
        if layout is not None:
            layout.addWidget(self.drawer)

    def _join(self) -> None:
        view, sheet, caller, put = self.view, self.view.sheet, self.view.caller, self._typing.put
        drafting = self._drafting
        self._typing.touched.connect(drafting.touched)
        self._typing.left.connect(drafting.keep)
        drafting.begun.connect(self._begun)
        drafting.away.connect(lambda: self._context.go.page("situation"))
        sheet.boxes.switched.connect(lambda key, on: put(**{key: on}))
        sheet.boxes.urgency.connect(lambda urg: put(urg=urg))
        sheet.categories.chosen.connect(self._choose_category)
        sheet.units.chosen.connect(lambda unit: put(unit=unit))
        sheet.merge.connect(lambda: self.acting.do("merge"))
        sheet.foot.asked.connect(self._asked)
        caller.named.connect(lambda name: put(name=name))
        caller.channel.connect(lambda ch: put(ch=ch))
        caller.outer.connect(lambda number, due: put(outer=number, outer_due=due))
        caller.slip.changed.connect(lambda number, at: put(slip=number, slip_at=at))
        caller.opened.connect(self._context.go.case)
        caller.resumed.connect(drafting.resume)
        caller.unmask.connect(lambda why: self._run(self.acting.unmask(why), "unmask"))
        view.near.merge.connect(self.acting.merge_into)
        view.near.opened.connect(self._context.go.case)
        self.drawer.saved.connect(lambda _: self._run(self.presenter.tell_saved(), "rejected"))
        self.acting.saved.connect(drafting.rest)
        self.drawer.opened.connect(lambda: sheet.foot.quiet(True))
        self.drawer.closed.connect(lambda: sheet.foot.quiet(False))
        self._minute.timeout.connect(self.presenter.tell_limits)
        self._context.seat.on_change(lambda _: self._rereading.ask() if view.isVisible() else None)
        self._context.seat.on_operator(lambda _: self._rereading.ask() if drafting.at_hand else None)

    # ------------------------------------------------------------ the page

    @property
    def widget(self) -> QWidget:
        return self.view

    def enter(self) -> None:
        if not self._drafting.at_hand:
            self._drafting.begin()
        self._rereading.ask()
        self._minute.start()

    def take_keys(self) -> None:
        if self.presenter.saved is None:
            self.view.sheet.text.setFocus()
        else:
            super().take_keys()

    def leave(self) -> None:
        self._minute.stop()
        self.view.sheet.place.hide_names()
        self._drafting.keep()

    def begin_intake(self, draft_id: str) -> bool:
        if draft_id:
            self._drafting.resume(draft_id)
        else:
            self._drafting.next()
        return True

    def hints(self) -> tuple[str, ...]:
        return ("primary", "dispatch", "call", "merge", "intake_pin", "escape", "help")

    def key(self, action: str) -> bool:
        view = self.view
        match action:
            case "intake":
                self._drafting.next()
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
                self._typing.put(ch=PAPER)
                view.caller.slip.stops[0].setFocus()
            case "resume_draft":
                if not self._drafting.resume_newest():
                    self._context.notices.toast(texts.NO_DRAFTS)
            case "save_draft":
                self._drafting.keep()
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
            self._drafting.next()
        elif action == PUT_AWAY:
            self._escape()
        else:
            self.acting.do(action)

    # ------------------------------------------------------------ the kind of matter

    def _choose_category(self, code: str) -> None:
        if self.presenter.saved is not None:
            self._run(self.presenter.classify(code), "classify")
            return
        self.presenter.choose_category(code)
        self._tell_choices()
        self._run(self.presenter.look_around(), "look_around")
        self._drafting.touched()

    def _choose(self, number: int) -> bool:
        code = self.presenter.card(number)
        if code:
            self._choose_category(code)
        return bool(code)

    def _escape(self) -> None:
        view = self.view
        if self.drawer.form is not None:
            self.drawer.put_away()
        elif view.map.asking:
            view.map.ask(False)
            view.sheet.place.setFocus()
        else:
            self._drafting.put_away()

    # ------------------------------------------------------------ what it needs

    async def _load_map(self) -> None:
        """The ground and the names, made ready in a worker."""
        town, seat = self._context.town, self._context.seat
        if town is None:
            return
        ground = await seat.run(partial(ground_of, town))
        self.presenter.search = await seat.run(partial(PlaceSearch, town, _spelled))
        self.view.map.map.canvas.set_ground(ground)

    def _begun(self) -> None:
        """A blank sheet: its choices are those of today's rules."""
        self._tell_choices()
        caller, seat = self.view.caller, self._context.seat
        caller.order.year = caller.slip.year = times.local(seat.now()).year
        caller.slip.unit = seat.rules.home.unit

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
