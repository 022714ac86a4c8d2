"""Writing a call down (录入): what the words say, where it is, whether it is new. Free of Qt.

The sheet is the only truth of the page. What a person changed is never overwritten; what a rule read follows the
words. Slow questions go to a worker, and an answer is dropped when the words have moved on.
"""

from functools import partial
from typing import Any

from msgspec.structs import replace

from db.queries.callers import CallerCase
from db.queries.duplicates import Nearby
from desktop import times
from desktop.intake import nearby, past, placing, texts
from desktop.intake.advised import in_short, whose
from desktop.intake.boxes import boxes
from desktop.intake.faces import NearbyFace, SavedFace
from desktop.intake.foreseen import foreseen
from desktop.intake.likely import CARDS, Likely, urgency, urgency_note
from desktop.intake.parked import Parked
from desktop.intake.ports import IntakeSeat, Numbers, View
from desktop.intake.questions import questions
from desktop.intake.recognised import Recognised, recognise
from desktop.intake.registering import Registering
from desktop.intake.sheet import Sheet
from desktop.names import Names
from desktop.place_names import PlaceNames
from gis.place_search import Found, PlaceSearch
from governance.responsibility.dispatch_unit import dispatch_unit
from governance.responsibility.suggestions import suggest_category


class Writing:
    """One call after the other; the one that is written down now is `sheet`."""

    def __init__(self, seat: IntakeSeat, numbers: Numbers, places: PlaceNames, view: View) -> None:
        self._seat, self._numbers, self._places, self._view = seat, numbers, places, view
        self._registering = Registering(seat)
        self.search: PlaceSearch | None = None
        self.sheet = Sheet()
        self.parked = Parked(seat, view, lambda: self.sheet if self.saved is None else None)
        self.saved: SavedFace | None = None
        self._read = Recognised()
        self._likely = Likely()
        self._found: tuple[Found, ...] = ()
        self._mentioned = False
        self._looked_for = ""  # the words that `_found` answers
        self._near: list[Nearby] | None = None
        self._near_face = NearbyFace()
        self._chosen_main = ""
        self._known: list[CallerCase] | None = None
        self._looked_up = ""

    # ------------------------------------------------------------ beginning

    def begin(self, sheet: Sheet | None = None, draft_id: str = "") -> None:
        """An empty sheet, or one that was parked."""
        self.sheet = sheet or Sheet(begun_at=self._seat.now())
        self.saved = None
        self.parked.begin(draft_id or self._numbers.new_id(), self.sheet.body() if draft_id else "")
        self._likely, self._found, self._near, self._known = Likely(), (), None, None
        self._chosen_main, self._mentioned, self._looked_for = "", False, self.sheet.place
        self._read = recognise(self.sheet.text)
        self._view.show_saved(None)
        self._view.refuse("")
        self._view.show_sheet(self.sheet)
        self._view.show_draft_note("")
        self._tell_all()

    async def refresh(self) -> None:
        """What the store knows: the number to come, parked calls, what is around, who calls."""
        coming = await self._seat.run(self._numbers.next_serial)
        self._view.show_number("" if self.saved else coming)
        await self.parked.list_waiting()
        await self.look_around()
        await self.look_up_caller()

    async def resume(self, draft_id: str) -> bool:
        """Go on with a parked call."""
        taken = await self.parked.take_up(draft_id)
        if taken is None:
            return False
        sheet, kept_at = taken
        self.begin(sheet, draft_id)
        at = times.short(kept_at, self._seat.now())
        self._view.show_draft_note(texts.DRAFT_TAKEN.format(at=at))
        await self.consider()
        await self.refresh()
        return True

    # ------------------------------------------------------------ typing

    def type_text(self, text: str) -> None:
        """The caller's words changed: read at once what rules can read."""
        self._change(text=text)
        self._read = recognise(text)
        self._follow()

    def put(self, **values: Any) -> None:
        """A person set fields: no rule changes them any more."""
        edited = tuple(dict.fromkeys([*self.sheet.edited, *values]))
        self._change(**values, edited=edited)
        if "anon" in values:
            self._tell_history()
        if "unit" not in self.sheet.edited:
            self._change(unit=dispatch_unit(self.sheet.cat, self._seat.rules))
        self._follow()

    def choose_category(self, code: str) -> None:
        """A person took a 小类, or leaves it 待定 with ""."""
        self.put(cat=code)

    def card(self, number: int) -> str:
        """The 小类 of the nth card (Alt+1–3), or ""."""
        cards = self._likely.cards(self._seat.rules, self.sheet.cat)
        return cards[number - 1].code if 1 <= number <= len(cards) else ""

    def tick(self, question: str) -> str:
        """A question was asked: gives what is written into the text."""
        self._change(answers=(*self.sheet.answers, question))
        text = self.sheet.text.rstrip()
        gap = "" if not text or text[-1] in "。；，！？" else "。"
        return f"{gap}{question}："

    def _change(self, **values: Any) -> None:
        self.sheet = replace(self.sheet, **values)

    def _follow(self) -> None:
        """Everything that no person set follows what was read."""
        read, sheet = self._read, self.sheet
        rules = self._seat.rules
        values: dict[str, Any] = {
            "tel": read.tel,
            "name": read.name,
            "reply": read.reply is True,
            "secret": read.secret,
            "anon": read.anon,
            "cat": self._likely.first,
        }
        self._change(**{key: value for key, value in values.items() if key not in sheet.edited})
        follows = {"unit": dispatch_unit(self.sheet.cat, rules), "urg": urgency(read, self.sheet.cat, rules)}
        self._change(**{key: value for key, value in follows.items() if key not in sheet.edited})
        self._tell_all()

    async def consider(self) -> None:
        """After a pause: what kind of matter the words speak for, and places they name."""
        text = self.sheet.text
        catalogue = self._seat.rules.catalogue
        likely = await self._seat.run(lambda: tuple(suggest_category(text, catalogue, CARDS)))
        if text != self.sheet.text:
            return
        before, told = self.sheet.cat, self._looked_up
        self._likely = replace(self._likely, found=likely)
        self._follow()
        if told != self.sheet.tel:
            await self.look_up_caller()
        if not self.sheet.place.strip():
            await self._look_for_mentions(text)
        if before[:4] != self.sheet.cat[:4]:
            await self.look_around()

    # ------------------------------------------------------------ place

    def type_place(self, words: str) -> None:
        """The words for the place changed: what was taken before no longer holds."""
        self._change(place=words, spot="", area="", lon=None, lat=None, outside_m=0)
        self._near = None
        self._tell_nearby()

    async def look_up(self) -> list[str]:
        """What the words for the place may mean; gives the labels for the list under the field."""
        words, search = self.sheet.place, self.search
        if search is None:
            self._found, self._looked_for = (), words
        elif not words.strip():
            await self._look_for_mentions(self.sheet.text)
            return []
        else:
            found = await self._seat.run(partial(search.find, words))
            if words != self.sheet.place:
                return []
            self._found, self._mentioned, self._looked_for = tuple(found), False, words
        self._tell_place()
        return [placing.label(one, self._names()) for one in self._found]

    async def _look_for_mentions(self, text: str) -> None:
        search = self.search
        found = await self._seat.run(partial(search.named_in, text)) if search is not None else []
        if not self.sheet.place.strip() and not self.sheet.area:
            self._found, self._mentioned = tuple(found), True
            self._tell_place()

    def take_place(self, number: int = 0, *, only_sure: bool = False) -> str | None:
        """Take the nth of what was found; gives the words for the field, or None if there is none."""
        if not 0 <= number < len(self._found):
            return None
        found = self._found[number]
        if only_sure and not found.sure:
            return None
        words = placing.words_of(found, self.sheet.place.strip(), first=number == 0)
        self._place(found, words)
        self._found = tuple(one for one in self._found if one is not found)
        self._mentioned = False
        self._tell_place()
        return words

    async def take_point(self, lon: float, lat: float) -> str:
        """A point chosen on the map; gives the words for the field."""
        if self.search is None:
            return self.sheet.place
        found = await self._seat.run(partial(self.search.at, lon, lat))
        words = self.sheet.place.strip() or self._names().place(found.area)
        self._found = ()
        self._place(found, words)
        self._tell_place()
        return words

    def _place(self, found: Found, words: str) -> None:
        self._change(place=words, **placing.placed(self.sheet, found, self._seat.rules.home.area))

    # ------------------------------------------------------------ around and before

    async def look_around(self) -> None:
        """Events near the place."""
        sheet = self.sheet
        if not sheet.area:
            self._near, self._likely = None, replace(self._likely, around=frozenset())
            self._tell_nearby()
            return
        found = await self._seat.read(
            nearby.question(
                sheet, self._seat.stream, self._seat.now(), self.saved.case_id if self.saved else ""
            )
        )
        if (sheet.area, sheet.lon, sheet.cat) != (self.sheet.area, self.sheet.lon, self.sheet.cat):
            return
        self._near = found
        self._likely = replace(self._likely, around=nearby.told_here(found))
        self._tell_nearby()
        self._follow()
        if self.sheet.cat != sheet.cat:
            await self.look_around()

    def choose_main(self, case_id: str) -> None:
        """The case that a merging would go to."""
        self._chosen_main = case_id
        self._tell_nearby()

    async def look_up_caller(self) -> None:
        """The number's cases, once it is whole."""
        tel = self.sheet.tel
        self._looked_up = tel
        known = await past.cases_of(self._seat, tel, self.saved.case_id if self.saved else "")
        if tel == self.sheet.tel:
            self._known = known
            self._tell_history()

    # ------------------------------------------------------------ telling the view

    def _names(self) -> Names:
        return Names(self._seat.rules, self._places)

    def tell_limits(self) -> None:
        """The limits as of this minute."""
        self._view.show_limits(foreseen(self.sheet, self._seat.rules, self._seat.now()))

    def _tell_all(self) -> None:
        sheet, rules, names = self.sheet, self._seat.rules, self._names()
        self._view.show_read(
            sheet, boxes(sheet, self._read, self._seat.now()), urgency_note(self._read, sheet)
        )
        self._view.show_marks((*self._read.marks, *self._likely.marks(sheet.text, sheet.cat)))
        self._view.show_categories(self._likely.cards(rules, sheet.cat), len(rules.catalogue.categories))
        units = whose(sheet, names, rules, self._seat.now())
        self._view.show_units(units, sheet.unit, in_short(units, sheet.unit, names))
        self._view.show_questions(questions(sheet.cat), sheet.answers)
        self.tell_limits()
        self._tell_place()
        self._tell_nearby()
        self._tell_history()

    def _tell_place(self) -> None:
        names = self._names()
        looked = self._looked_for == self.sheet.place
        shown = placing.face(self.sheet, self._found, self._mentioned, names, self.search, looked)
        self._view.show_place(shown, placing.workers(self.sheet.area, self._seat.rules.directory))

    def _tell_nearby(self) -> None:
        pointed = self.sheet.lon is not None
        names, now = self._names(), self._seat.now()
        self._near_face = nearby.nearby(self._near, self._chosen_main, names, now, pointed=pointed)
        if self.saved is not None and not self.saved.mergeable:
            self._near_face = nearby.settled(self._near_face)
        self._view.show_nearby(self._near_face)

    def _tell_history(self) -> None:
        sheet, rules = self.sheet, self._seat.rules
        self._view.show_history(
            past.history(self._known, sheet.tel, sheet.anon, self._names(), rules, self._seat.now())
        )
