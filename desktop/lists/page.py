"""The page of lists joined (清单): find an item, read it whole, compare versions, ask whose business something is."""

from collections.abc import Coroutine
from functools import partial
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from db.town import StoreChanged
from desktop.lists import texts
from desktop.lists.item_paper import item_paper
from desktop.lists.library import Library, SeatLibrary
from desktop.lists.presenter import ListsPresenter
from desktop.lists.view import ListsView
from desktop.moves.form import Choice
from desktop.moves.spelling import spellings
from desktop.printing.preview import open_preview
from desktop.printing.printed import foot_of
from desktop.rereading import Rereading
from desktop.shell.page import Page, PageContext

TABS = len(texts.TABS)


class ListsPage(Page):
    """清单, Ctrl+5."""

    name, title, icon, number = "lists", texts.TITLE, "list-checks", 5

    def __init__(self, context: PageContext, url: str = "", library: Library | None = None) -> None:
        """The county's web desk answers at `url`, where that is another than the store knows."""
        super().__init__()
        self._context = context
        self.view = ListsView(context.keymap)
        self.presenter = ListsPresenter(library or SeatLibrary(context.seat, url), self.view)
        self._rereading = Rereading(context.tasks, self._read, "lists.read")
        self._join()
        self._rereading.ask_later()  # the badge counts before the page is seen

    def _join(self) -> None:
        view, presenter = self.view, self.presenter
        view.searched.connect(lambda typed: self._start(presenter.search(typed), "search"))
        view.list.chosen.connect(presenter.choose)
        view.list.folded.connect(presenter.fold)
        view.list.stepped.connect(presenter.step)
        view.list.opened.connect(view.item.tabs.setFocus)
        view.item.call_opened.connect(self._context.go.case)
        view.item.back_asked.connect(self._context.go.case)
        view.item.print_asked.connect(self.print_it)
        view.item.call_asked.connect(self._call)
        view.item.now_asked.connect(partial(presenter.show_version, 0))
        view.versions.compared.connect(presenter.compare)
        view.asking.asked.connect(presenter.ask)
        view.asking.opened.connect(presenter.choose)
        view.asking.spelling_wanted.connect(lambda: self._start(self._spell(), "spell"))
        view.waiting.opened.connect(presenter.choose)
        gone = [self._context.seat.on_change(self._heard)]
        self.destroyed.connect(lambda: [stop() for stop in gone])

    @property
    def widget(self) -> QWidget:
        return self.view

    def enter(self) -> None:
        self._rereading.ask()

    def take_keys(self) -> None:
        self.view.list.setFocus()

    def hints(self) -> tuple[str, ...]:
        return ("find", "call", "primary", "print", "next_panel", "help")

    def key(self, action: str) -> bool:
        match action:
            case "refresh":
                self._rereading.ask()
            case "find":
                self.view.search.setFocus()
                self.view.search.selectAll()
            case "print":
                self.print_it()
            case "call":
                self._call()
            case "primary" if self.view.beside.value == "ask":
                self.view.asking.ask()
            case "escape":
                return self._put_away()
            case _ if action.startswith("choice_"):
                return self._choose(int(action.removeprefix("choice_")))
            case _:
                return False
        return True

    def _call(self) -> None:
        """据此呼叫: from the event that the item was opened from, or without one."""
        self._context.go.call(self.presenter.event, self.presenter.opened.code)

    def print_it(self) -> None:
        """Show the item as it will be printed (Ctrl+P)."""
        face = self.view.item.face
        if face is not None:
            open_preview(self.view, item_paper(face, foot_of(self._context)), self._context)

    def show_item(self, code: str, version: int = 0, case: str = "") -> bool:
        """Show an item, from a case in the version that it keeps."""
        self.view.search.clear()
        self._start(self._open(code, version, case), f"open {code}")
        return True

    async def _open(self, code: str, version: int, case: str) -> None:
        await self.presenter.open(code, version, case)
        face = self.view.item.face
        if face is not None and face.case is not None and face.case.changed:
            self.view.show_beside("versions")
        self.view.item.show_tab("duty")

    def _choose(self, number: int) -> bool:
        """Alt+1…4 a part of the item, Alt+5…7 what stands beside it."""
        if 1 <= number <= TABS:
            self.view.item.show_tab(texts.TABS[number - 1][0])
            return True
        if TABS < number <= TABS + len(texts.BESIDE):
            key = texts.BESIDE[number - TABS - 1][0]
            self.view.show_beside(key)
            if key == "ask":
                self.view.asking.begin()
            return True
        return False

    def _put_away(self) -> bool:
        """Esc: the search first, then back to the list, then to the case it was opened from."""
        if self.view.clear_search() or isinstance(self.view.window().focusWidget(), QLineEdit):
            self.view.list.setFocus()
        elif self.presenter.opened.case:
            self._context.go.case(self.presenter.opened.case)
        else:
            return False
        return True

    # ------------------------------------------------------------ reading

    async def _read(self) -> None:
        if self.view.isVisible():
            await self._show()
        else:
            await self.presenter.count()
        self.badge_changed.emit(self.presenter.waiting.for_town, False)

    async def _show(self) -> None:
        await self.presenter.read()
        catalogue = self.presenter.library.rules.catalogue
        choices = tuple(Choice(one.code, f"{one.code} {one.minor}") for one in catalogue.categories.values())
        self.view.asking.set_categories(choices, self.presenter.today)
        self.has_read.emit()

    async def _spell(self) -> None:
        labels = self.view.asking.category.labels
        spelled = await self._context.seat.run(partial(spellings, labels))
        self.view.asking.category.spell(spelled)

    def _heard(self, change: StoreChanged) -> None:
        """The store changed; out of sight only the badge waits for it."""
        if self.view.isVisible():
            self._rereading.ask()
        else:
            self._rereading.ask_later()

    def _start(self, work: Coroutine[Any, Any, None], verb: str) -> None:
        self._context.tasks.start(work, name=f"lists.{verb}")
