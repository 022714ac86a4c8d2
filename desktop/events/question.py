"""What is asked of the list of events (所问): which view, which conditions, which order. Free of Qt."""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from db.queries.event_filter import EventFilter
from db.queries.event_list import (
    LATEST,
    LATEST_CLOSED,
    SOONEST,
    Sort,
)
from db.queries.views import VIEWS, filter_of
from desktop import times
from desktop.events import texts
from desktop.events.conditions import (
    Asked,
    Said,
    between_days,
    chips,
    concrete,
    toggled,
    without,
)
from desktop.events.faces import Figure
from desktop.events.ports import Place, View
from desktop.events.reading import ALL, Reading
from desktop.events.saved_views import SavedView, Views

FIRST_VIEW = "open"
MINE = "mine"
FIGURE = "figure"  # the view of a figure that was opened
_SORTS: Mapping[str, Sort] = {"red": SOONEST, "yellow": SOONEST, "closed_today": LATEST_CLOSED}


class Question:
    """View, conditions, order; whoever inherits reads and shows."""

    figure: Figure | None

    def __init__(self, seat: Place, said: Said, view: View) -> None:
        self._seat, self._said, self._view = seat, said, view
        self.saved: Views = ()
        self.view, self.figure = FIRST_VIEW, None
        self.sort = LATEST
        self.asked = Asked(EventFilter(open_only=True))
        self._generation = 0  # of the question; what was read for an earlier one is dropped
        self._reading: Reading | None = None

    def _show_views(self) -> None:
        """Tell the view the names and numbers of the views."""
        raise NotImplementedError

    # ------------------------------------------------------------ what is asked

    @property
    def wanted(self) -> EventFilter:
        """The filter as of now."""
        return concrete(self.asked, self._seat.now())

    @property
    def changed(self) -> bool:
        """Whether the conditions are no longer the view's own; words looked for do not count."""
        return replace(self.asked.wanted, words="") != self._own(self.view).wanted or (
            self.asked.span != self._own(self.view).span
        )

    @property
    def view_name(self) -> str:
        """What the chosen view is called."""
        return self._name(self.view)

    def standing(self) -> tuple[str, ...]:
        """Keys of the views, in the order of Alt+1…9."""
        shown = [key for key in texts.STANDING if key == self.view or self._is_shown(key)]
        return (*shown, *(f"saved:{view.key}" for view in self.saved))

    def _is_shown(self, key: str) -> bool:
        """Some views stand there only while they hold a case; 我经手 needs somebody who sits here."""
        if key in texts.ONLY_WITH_CASES:
            return self._reading is not None and bool(self._reading.counts.get(key))
        return key != MINE or bool(self._seat.operator.id)

    def choose_view(self, key: str) -> None:
        """Another view: its conditions, its order, no words."""
        self.view = key
        if key != FIGURE:
            self.figure = None
        saved = self._saved(key)
        self.sort = saved.sort if saved is not None else _SORTS.get(key, LATEST)
        self._ask(self._own(key))

    def open_figure(self, title: str, explained: str, wanted: EventFilter) -> None:
        """The cases behind a figure."""
        self.figure = Figure(title, explained, wanted)
        self.choose_view(FIGURE)

    def toggle(self, facet: str, code: str) -> None:
        """Tick a condition, or take its tick away."""
        self._ask(toggled(self.asked, facet, code))

    def toggle_light(self, name: str) -> None:
        """Only cases of this light, or again all."""
        lights = self.asked.wanted.lights
        flipped = tuple(one for one in lights if one != name) if name in lights else (*lights, name)
        self._ask(replace(self.asked, wanted=replace(self.asked.wanted, lights=flipped)))

    def take_away(self, field: str) -> None:
        """A chip's cross."""
        self._ask(without(self.asked, field))

    def of_days(self, first: int, last: int) -> None:
        """Registered from one day to another."""
        self._ask(between_days(self.asked, first, last))

    def look_for(self, words: str) -> None:
        """Only what these words find."""
        if words.strip() != self.asked.wanted.words:
            self._ask(replace(self.asked, wanted=replace(self.asked.wanted, words=words.strip())))

    def look_everywhere(self) -> None:
        """The same words in the whole store."""
        words = self.asked.wanted.words
        self.choose_view(ALL)
        self.look_for(words)

    def only(self, cases: Sequence[str]) -> None:
        """Just these cases."""
        self._ask(Asked(EventFilter(cases=tuple(cases))))

    def order(self, by: str, descending: bool) -> None:
        """Another order."""
        self.sort = Sort(by, descending)  # type: ignore[arg-type]  # keys of sortable columns are those of Sort
        self._ask(self.asked)

    def clear(self) -> bool:
        """Back to the view's own conditions, then to all open ones; False when there is nothing to clear."""
        if self.asked != self._own(self.view):
            self._ask(self._own(self.view))
        elif self.view != FIRST_VIEW:
            self.choose_view(FIRST_VIEW)
        else:
            return False
        return True

    def take_saved(self, views: Views) -> None:
        """The operator's own views as they are now."""
        self.saved = views
        if self.view.startswith("saved:") and self._saved(self.view) is None:
            self.choose_view(FIRST_VIEW)
        self._show_views()

    def _ask(self, asked: Asked) -> None:
        self.asked = asked
        self._generation += 1
        self._tell_conditions()
        self._view.busy(True)

    def _own(self, key: str) -> Asked:
        """What a view asks."""
        if key == FIGURE and self.figure is not None:
            return Asked(self.figure.wanted)
        saved = self._saved(key)
        if saved is not None:
            return saved.asked
        if key not in VIEWS:
            return Asked()
        now = self._seat.now()
        me = self._seat.operator.id
        return Asked(filter_of(key, now=now, day_start=times.day_start(now), me=me))

    def _saved(self, key: str) -> SavedView | None:
        name = key.removeprefix("saved:")
        return next((view for view in self.saved if view.key == name), None) if name != key else None

    def _name(self, key: str) -> str:
        saved = self._saved(key)
        if saved is not None:
            return saved.name
        return self.figure.title if key == FIGURE and self.figure is not None else texts.STANDING.get(key, "")

    def _tell_conditions(self) -> None:
        now, wanted = self._seat.now(), self.asked.wanted
        lights = frozenset(wanted.lights)
        self._view.show_conditions(chips(self.asked, self._said, now), wanted.words, lights, self.sort)
