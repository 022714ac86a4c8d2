"""What the page of lists decides (清单): which items are listed, which one is shown in which version, what is compared.

Free of Qt. The list is as of today; an item opened from a case is shown in the version that the case keeps.
"""

from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct

from db.queries.lists import item_page
from desktop import times
from desktop.lists import texts
from desktop.lists.asking import Question, answered
from desktop.lists.differing import pair, versions_face
from desktop.lists.faces import (
    NOTHING_WAITS,
    AnswersFace,
    CaseFace,
    ItemFace,
    RowFace,
    VersionsFace,
    WaitingFace,
)
from desktop.lists.item_sheet import case_face, item_face
from desktop.lists.library import Library, Shelf
from desktop.lists.rows import Initials, found_rows, row_faces
from desktop.lists.waiting import waiting_face
from governance.calls.call import Call
from governance.events.event import Event
from governance.ledger.case import Case
from governance.responsibility.changes import between, changed_since
from governance.responsibility.flow import Flow, stage_of
from governance.rulebook import Rules


class ListsView(Protocol):
    """What the presenter shows things on."""

    def show_rows(self, rows: Sequence[RowFace], chosen: str, count: int, empty: str) -> None: ...
    def show_item(self, face: ItemFace | None, said: str) -> None: ...
    def show_versions(self, face: VersionsFace | None) -> None: ...
    def show_answers(self, face: AnswersFace) -> None: ...
    def show_waiting(self, face: WaitingFace) -> None: ...


class Opened(Struct, frozen=True):
    """What is shown: an item, a version of it (0 = as of today), the case it was opened from."""

    code: str = ""
    version: int = 0
    case: str = ""


class ListsPresenter:
    """The page without its widgets."""

    def __init__(self, library: Library, view: ListsView) -> None:
        self.library, self._view = library, view
        self._typed = ""
        self._folded: set[str] = set()
        self._shelf = Shelf()
        self._initials: tuple[Rules, Initials] | None = None
        self._stages: dict[str, int] = {}  # by the id of a case an item was opened from
        self._events: dict[str, str] = {}  # of such a case: its event
        self._compared = (0, 0)
        self.opened = Opened()
        self.rows: list[RowFace] = []
        self.waiting = NOTHING_WAITS

    @property
    def today(self) -> str:
        """The day the list is as of."""
        return f"{times.local(self.library.now()):%Y-%m-%d}"

    @property
    def event(self) -> str:
        """The event a call about this item would serve: that of the case it was opened from, "" for none."""
        return self._events.get(self.opened.case, "")

    # ------------------------------------------------------------ reading

    async def count(self) -> None:
        """Read what waits for the town, for the badge."""
        self._shelf = await self.library.shelf()
        self.waiting = waiting_face(self._shelf, self.library.now(), self.library.rules)

    async def read(self) -> None:
        """Read what is beside the rules, and show everything."""
        await self.count()
        if self.opened.case:
            await self._read_case(self.opened.case)
        self._view.show_waiting(self.waiting)
        await self.search(self._typed)
        self._show_item()

    async def _read_case(self, case_id: str) -> None:
        case = await self.library.case(case_id)
        event, call = await self._family(case)
        if event is not None or call is not None:
            self._stages[case_id] = stage_of(event, call)
            self._events[case_id] = event.id if event is not None else ""

    async def _family(self, case: Case | None) -> tuple[Event | None, Call | None]:
        """The event with its latest call, or the call with its event."""
        if isinstance(case, Call):
            parent = await self.library.case(case.parent) if case.parent else None
            return parent if isinstance(parent, Event) else None, case
        if not isinstance(case, Event):
            return None, None
        kids = await self.library.cases(tuple(kid.child for kid in case.kids))
        calls = [kid for kid in kids.values() if isinstance(kid, Call)]
        return case, max(calls, key=lambda call: call.at, default=None)

    # ------------------------------------------------------------ the list

    async def search(self, typed: str) -> None:
        """List what fits; the letters of names are learnt in a worker when they are first typed."""
        self._typed = typed
        rules = self.library.rules
        letters = typed.strip()
        if letters.isascii() and letters.isalpha() and len(letters) > 1:
            await self._learn(rules)
        if typed == self._typed:
            self._show_rows()

    async def _learn(self, rules: Rules) -> None:
        if self._initials is None or self._initials[0] is not rules:
            made = await self.library.run(lambda: Initials(rules))
            self._initials = (rules, made)

    def _show_rows(self) -> None:
        rules, day, typed = self.library.rules, self.today, self._typed.strip()
        initials = self._initials[1] if self._initials is not None else None
        found = found_rows(rules, day, typed, initials)
        drafts = {one.code: one for one in self._shelf.drafts}
        self.rows = row_faces(found, set() if typed else self._folded, drafts, day)
        empty = texts.NOTHING_FOUND if rules.catalogue.items else texts.NO_LIST
        if not self.opened.code or (typed and not self._lists(self.opened.code)):
            first = next((row.key for row in self.rows if not row.area), "")
            if first and first != self.opened.code:
                self.choose(first)
                return
        self._view.show_rows(self.rows, self.opened.code, len(found), empty)

    def _lists(self, code: str) -> bool:
        return any(row.key == code for row in self.rows if not row.area)

    def fold(self, area: str, folded: bool | None = None) -> None:
        """Fold an area away, or open it; None turns it."""
        now = area in self._folded
        if folded is None or folded != now:
            self._folded ^= {area}
            self._show_rows()

    # ------------------------------------------------------------ one item

    def choose(self, code: str) -> None:
        """Show an item as of today."""
        self._open(Opened(code))

    def show_version(self, version: int) -> None:
        """Show another version of the same item; 0 = the one in force."""
        self._open(Opened(self.opened.code, version, self.opened.case))

    async def open(self, code: str, version: int = 0, case: str = "") -> None:
        """Show an item from a case: in its version, with where it is in the flow."""
        if case:
            await self._read_case(case)
        item = self.library.rules.catalogue.items.get(code)
        if item is not None:
            self._folded.discard(item.area_code)
        self._typed = ""
        self._open(Opened(code, version, case))

    def step(self, by: int) -> None:
        """The next item of the list, or the one before."""
        codes = [row.key for row in self.rows if not row.area]
        if not codes:
            return
        at = codes.index(self.opened.code) + by if self.opened.code in codes else 0
        self.choose(codes[max(0, min(at, len(codes) - 1))])

    def _open(self, opened: Opened) -> None:
        self.opened = opened
        catalogue = self.library.rules.catalogue
        self._compared = self._first_pair(opened) if opened.code else (0, 0)
        if not self._lists(opened.code) and opened.code in catalogue.items:
            self._folded.discard(catalogue.items[opened.code].area_code)
        self._show_rows()
        self._show_item()

    def _first_pair(self, opened: Opened) -> tuple[int, int]:
        """The version of the case against the one in force; without a case this version against the one before."""
        catalogue = self.library.rules.catalogue
        newer = changed_since(opened.code, opened.version, self.today, catalogue)
        if opened.case and newer is not None:
            return opened.version, newer.version
        now = catalogue.item_on(opened.code, self.today)
        return pair(
            opened.code, opened.version or (now.version if now is not None else 0), self.library.rules
        )

    def _show_item(self) -> None:
        opened, rules = self.opened, self.library.rules
        if not opened.code:
            self._view.show_item(None, texts.CHOOSE if rules.catalogue.items else texts.NO_LIST)
            self._view.show_versions(None)
            return
        stage = self._stages.get(opened.case)
        page = item_page(rules, opened.code, self.today, version=self._version, stage=stage)
        if page is None:
            said = texts.NOT_ON_LIST.format(code=opened.code, version=opened.version or 1)
            self._view.show_item(None, said)
        else:
            calls, now = self._shelf.calls.get(opened.code, ()), self.library.now()
            case = self._case(page.flow, page.item.version) if opened.case else None
            self._view.show_item(item_face(page, self.today, rules, calls, now, case), "")
        self._show_versions()

    @property
    def _version(self) -> int:
        """Of an item that left the list, or is not in force yet, its newest version."""
        opened, catalogue = self.opened, self.library.rules.catalogue
        if opened.version or catalogue.item_on(opened.code, self.today) is not None:
            return opened.version
        known = catalogue.items.get(opened.code)
        return known.version if known is not None else 0

    def _case(self, flow: Flow, version: int) -> CaseFace:
        opened, catalogue = self.opened, self.library.rules.catalogue
        newer = changed_since(opened.code, opened.version, self.today, catalogue)
        many = len(between(opened.code, version, newer.version, catalogue)) if newer is not None else 0
        return case_face(opened.case, flow, version, newer, many)

    # ------------------------------------------------------------ two versions

    def compare(self, old: int, new: int) -> None:
        """Compare these two; the older one first, whatever was chosen last."""
        self._compared = (min(old, new), max(old, new))
        self._show_versions()

    def _show_versions(self) -> None:
        face = versions_face(self.opened.code, *self._compared, self.library.rules)
        self._view.show_versions(face)

    # ------------------------------------------------------------ 判责

    def ask(self, asked: Question) -> None:
        """Answer whose business it is."""
        rules = self.library.rules
        self._view.show_answers(answered(asked, rules.home.area, rules))
