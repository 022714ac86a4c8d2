"""Writing a call down (录入): what the words say, where it is, whether it is new; drafts. Free of Qt.

The sheet is the only truth of the page. What a person changed is never overwritten; what a rule read follows the
words. Slow questions go to a worker, and an answer is dropped when the words have moved on.
"""

import asyncio
import re
from functools import partial
from typing import Any

from msgspec.structs import replace

from db.drafts import Draft
from db.queries.callers import CallerCase
from db.queries.duplicates import Nearby, likely_duplicates
from desktop import times
from desktop.dossier.limits import limit_words
from desktop.dossier.names import Names
from desktop.intake import nearby, past, placing, texts
from desktop.intake.advised import in_short, town_unit, whose
from desktop.intake.boxes import boxes
from desktop.intake.faces import (
    CategoryFace,
    DraftFace,
    NearbyFace,
    SavedFace,
)
from desktop.intake.foreseen import foreseen
from desktop.intake.ports import IntakeSeat, Numbers, View
from desktop.intake.questions import questions
from desktop.intake.recognised import Mark, Recognised, marks_of, recognise
from desktop.intake.registering import Registering
from desktop.intake.sheet import KIND, Sheet, taken_up
from desktop.place_names import PlaceNames
from gis.place_search import Found, PlaceSearch
from governance.events.payloads import URGENCIES
from governance.refusal import ReportedError
from governance.responsibility.suggestions import Suggestion, suggest_category

CARDS = 3
GRID_CODE = 17
CATEGORY = "category"  # kind of a mark
_QUOTED = re.compile("“(.+?)”")


class Writing:
    """One call after the other; the one that is written down now is `sheet`."""

    def __init__(self, seat: IntakeSeat, numbers: Numbers, places: PlaceNames, view: View) -> None:
        self._seat, self._numbers, self._places, self._view = seat, numbers, places, view
        self._registering = Registering(seat)
        self.search: PlaceSearch | None = None
        self.sheet = Sheet()
        self.draft_id = ""
        self.saved: SavedFace | None = None
        self._read = Recognised()
        self._likely: tuple[Suggestion, ...] = ()
        self._found: tuple[Found, ...] = ()
        self._mentioned = False
        self._near: list[Nearby] | None = None
        self._around: frozenset[str] = frozenset()  # 小类 of what was told here within the span
        self._near_face = NearbyFace()
        self._chosen_main = ""
        self._known: list[CallerCase] | None = None
        self._looked_up = ""
        self._keeping = asyncio.Lock()
        self._kept = ""
        self._drafts: list[Draft] = []

    # ------------------------------------------------------------ beginning

    def begin(self, sheet: Sheet | None = None, draft_id: str = "") -> None:
        """An empty sheet, or one that was parked."""
        self.sheet = sheet or Sheet(begun_at=self._seat.now())
        self.draft_id = draft_id or self._numbers.new_id()
        self.saved = None
        self._kept = self.sheet.body() if draft_id else ""
        self._likely, self._found, self._near, self._known = (), (), None, None
        self._around = frozenset()
        self._chosen_main, self._mentioned = "", False
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
        await self.list_drafts()
        await self.look_around()
        await self.look_up_caller()

    async def resume(self, draft_id: str) -> bool:
        """Go on with a parked call."""
        found = await self._seat.draft(draft_id)
        sheet = taken_up(found.body) if found is not None else None
        if found is None or sheet is None:
            return False
        self.begin(sheet, draft_id)
        at = times.short(found.upd_ms, self._seat.now())
        self._view.show_draft_note(texts.DRAFT_TAKEN.format(at=at))
        await self.consider()
        await self.refresh()
        return True

    @property
    def newest_draft(self) -> str:
        """The parked call that Alt+D goes on with."""
        return self._drafts[0].draft_id if self._drafts else ""

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
            self._change(unit=town_unit(self.sheet.cat, self._seat.rules))
        self._follow()

    def choose_category(self, code: str) -> None:
        """A person took a 小类, or leaves it 待定 with ""."""
        self.put(cat=code)

    def card(self, number: int) -> str:
        """The 小类 of the nth card (Alt+1–3), or ""."""
        cards = self._cards()
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
            "cat": next((one.category.code for one in self._ordered()), ""),
        }
        self._change(**{key: value for key, value in values.items() if key not in sheet.edited})
        follows = {"unit": town_unit(self.sheet.cat, rules), "urg": self._urgency()}
        self._change(**{key: value for key, value in follows.items() if key not in sheet.edited})
        self._tell_all()

    def _ordered(self) -> list[Suggestion]:
        """The likely 小类; one that was told here a short while ago comes first."""
        return sorted(self._likely, key=lambda one: one.category.code not in self._around)

    def _urgency(self) -> str:
        category = self._seat.rules.catalogue.categories.get(self.sheet.cat)
        said = [one for one in (self._read.urg, category.urgency if category else "") if one]
        return min(said, default="U3")

    async def consider(self) -> None:
        """After a pause: what kind of matter the words speak for, and places they name."""
        text = self.sheet.text
        catalogue = self._seat.rules.catalogue
        likely = await self._seat.run(lambda: tuple(suggest_category(text, catalogue, CARDS)))
        if text != self.sheet.text:
            return
        before, told = self.sheet.cat, self._looked_up
        self._likely = likely
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
            self._found = ()
        elif not words.strip():
            await self._look_for_mentions(self.sheet.text)
            return []
        else:
            found = await self._seat.run(partial(search.find, words))
            if words != self.sheet.place:
                return []
            self._found, self._mentioned = tuple(found), False
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
        words = self.sheet.place.strip()
        if not words or words.isascii() or number > 0 or not _holds(words, found):
            words = found.name or words
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
            self._near, self._around = None, frozenset()
            self._tell_nearby()
            return
        found = await self._seat.read(
            partial(
                likely_duplicates,
                stream=self._seat.stream,
                lon=round(sheet.lon * 1e6) if sheet.lon is not None else None,
                lat=round(sheet.lat * 1e6) if sheet.lat is not None else None,
                grid=sheet.area if len(sheet.area) == GRID_CODE else "",
                major=sheet.cat[:4],
                at=self._seat.now(),
                besides=self.saved.case_id if self.saved else "",
            )
        )
        if (sheet.area, sheet.lon, sheet.cat) != (self.sheet.area, self.sheet.lon, self.sheet.cat):
            return
        self._near = found
        self._around = nearby.told_here(found)
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
        tel, stream = self.sheet.tel, self._seat.stream
        self._looked_up = tel
        if not past.is_full(tel):
            self._known = None
        else:
            further = await self._seat.read_own(past.own_question(stream, tel))
            known = await self._seat.read(past.question(stream, tel, further))
            if tel != self.sheet.tel:
                return
            self._known = [one for one in known if self.saved is None or one.case_id != self.saved.case_id]
        self._tell_history()

    # ------------------------------------------------------------ drafts

    @property
    def unkept(self) -> bool:
        """Whether something was typed that no draft holds."""
        return self.saved is None and not self.sheet.blank and self.sheet.body() != self._kept

    async def keep(self) -> None:
        """Keep what is typed; never after it was saved."""
        async with self._keeping:
            if not self.unkept:
                return
            body = self.sheet.body()
            try:
                await self._seat.keep_draft(self.draft_id, KIND, body)
            except ReportedError as error:
                self._view.show_draft_note(texts.DRAFT_FAILED.format(why=error.sentence), failed=True)
                return
            self._kept = body
        self._view.show_draft_note(texts.DRAFT_KEPT.format(at=times.clock_second(self._seat.now())))

    async def list_drafts(self) -> None:
        """The parked calls."""
        found = [one for one in await self._seat.drafts() if one.kind == KIND]
        self._drafts = [one for one in found if one.draft_id != self.draft_id]
        self._view.show_drafts([face for one in self._drafts if (face := self._draft_face(one))])

    def _draft_face(self, one: Draft) -> DraftFace | None:
        sheet = taken_up(one.body)
        if sheet is None:
            return None
        words = sheet.text.strip() or texts.DRAFT_EMPTY
        where = sheet.place.strip() or texts.DRAFT_NO_PLACE
        return DraftFace(one.draft_id, times.short(one.upd_ms, self._seat.now()), words[:24], where)

    # ------------------------------------------------------------ telling the view

    def _names(self) -> Names:
        return Names(self._seat.rules, self._places)

    def _cards(self) -> list[CategoryFace]:
        rules, chosen = self._seat.rules, self.sheet.cat
        found = [(one.category, self._evidence(one)) for one in self._ordered()]
        if chosen and chosen not in {category.code for category, _ in found}:
            category = rules.catalogue.categories.get(chosen)
            found = ([(category, "")] if category is not None else []) + found[: CARDS - 1]
        return [
            CategoryFace(
                category.code,
                category.minor,
                texts.LIMIT_OF.format(
                    urg=f"{category.urgency} {URGENCIES[category.urgency]}",
                    limit=limit_words(category.limit.n, category.limit.cal),
                ),
                texts.HIT.format(reasons=why) if why else texts.CHOSEN_BY_HAND,
                category.code == chosen,
            )
            for category, why in found
        ]

    def _evidence(self, one: Suggestion) -> str:
        reasons = "、".join(one.reasons[:3])
        return f"{reasons}；{texts.TOLD_HERE}" if one.category.code in self._around else reasons

    def tell_limits(self) -> None:
        """The limits as of this minute."""
        self._view.show_limits(foreseen(self.sheet, self._seat.rules, self._seat.now()))

    def _tell_all(self) -> None:
        sheet, rules, names = self.sheet, self._seat.rules, self._names()
        self._view.show_read(sheet, boxes(sheet, self._read, self._seat.now()), self._urgency_note())
        self._view.show_marks(self._marks())
        self._view.show_categories(self._cards(), len(rules.catalogue.categories))
        units = whose(sheet, names, rules, self._seat.now())
        self._view.show_units(units, sheet.unit, in_short(units, sheet.unit, names))
        self._view.show_questions(questions(sheet.cat), sheet.answers)
        self.tell_limits()
        self._tell_place()
        self._tell_nearby()
        self._tell_history()

    def _urgency_note(self) -> str:
        if "urg" in self.sheet.edited:
            return ""
        if self._read.urg and self._read.urg == self.sheet.urg:
            return texts.URGENCY_BY.format(words="、".join(self._read.danger[:2]))
        return texts.URGENCY_BY_CATEGORY if self.sheet.cat else ""

    def _marks(self) -> tuple[Mark, ...]:
        chosen = next((one for one in self._likely if one.category.code == self.sheet.cat), None)
        words = tuple(
            word for reason in (chosen.reasons if chosen else ()) for word in _QUOTED.findall(reason)
        )
        return (*self._read.marks, *marks_of(words, self.sheet.text, CATEGORY))

    def _tell_place(self) -> None:
        names = self._names()
        shown = placing.face(self.sheet, self._found, self._mentioned, names, self.search)
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


def _holds(words: str, found: Found) -> bool:
    """Whether the caller's own words may stand: they say the place, or more than it."""
    return len(words) >= 2 and (found.kind == "point" or words[:2] in found.name or found.name in words)
