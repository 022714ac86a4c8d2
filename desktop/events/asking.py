"""How the operator asks (筛选): words, lights, chips and the lists behind them."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.events import texts
from desktop.events.conditions import chosen, typed_days
from desktop.events.facets import Option, options
from desktop.events.pick_popup import PickPopup
from desktop.events.presenter import EventsPresenter
from desktop.events.view import EventsView
from desktop.names import Names
from desktop.shell.page import PageContext


class Asking:
    """Joins the view's conditions with the presenter; `ask` reads again."""

    def __init__(
        self, context: PageContext, presenter: EventsPresenter, view: EventsView, ask: Callable[[], None]
    ) -> None:
        self._context, self._presenter, self._view, self._ask = context, presenter, view, ask
        self._options: dict[str, tuple[Option, ...]] = {}
        self._facet = ""
        self._popup = PickPopup(view)
        self._popup.picked.connect(self._pick)
        self._popup.typed.connect(self._type_days)
        line = view.list.conditions
        line.facet_asked.connect(self.open_facet)
        line.removed.connect(self._take_away)
        line.cleared.connect(self._clear)
        view.light_toggled.connect(self._toggle_light)
        view.head.find.asked.connect(self._look_for)

    def open_facet(self, facet: str, below: QWidget) -> None:
        """Open the list of a facet; its lines are made once, in a worker."""
        self._context.tasks.start(self._open(facet, below), name=f"events.facet {facet}")

    async def _open(self, facet: str, below: QWidget) -> None:
        if facet not in self._options:
            seat = self._context.seat
            names = Names(seat.rules, self._context.places)
            make = partial(options, facet, seat.rules, names, self._areas())
            self._options[facet] = await seat.run(make)
        self._facet = facet
        hint = texts.PICK_TIME if facet == "time" else texts.PICK_FIND
        self._popup.offer(self._options[facet], chosen(self._presenter.asked, facet), hint, below)

    def _areas(self) -> list[str]:
        """Villages, each followed by its grids."""
        town = self._context.town
        if town is None:
            return []
        found: list[str] = []
        for village in town.villages:
            found.append(village.code)
            found += [grid.code for grid in town.grids if grid.code.startswith(village.code)]
        return found

    def _pick(self, code: str) -> None:
        self._presenter.toggle(self._facet, code)
        self._popup.set_ticked(chosen(self._presenter.asked, self._facet))
        self._ask()

    def _type_days(self, typed: str) -> None:
        days = typed_days(typed, self._context.seat.now()) if self._facet == "time" else None
        if days is not None:
            self._popup.hide()
            self._presenter.of_days(*days)
            self._ask()

    def _take_away(self, field: str) -> None:
        self._presenter.take_away(field)
        self._ask()

    def _clear(self) -> None:
        if self._presenter.clear():
            self._ask()

    def _toggle_light(self, name: str) -> None:
        self._presenter.toggle_light(name)
        self._ask()

    def _look_for(self, words: str) -> None:
        self._presenter.look_for(words)
        self._ask()
