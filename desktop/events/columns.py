"""The columns of the list and the words in its cells (列表的列). Free of Qt."""

from collections.abc import Callable, Mapping

from db.queries.events import EventRow
from db.receipt_states import HELD, RECEIPTED
from desktop import times
from desktop.events import texts
from desktop.lights import WORD_TOKENS, Sign, progress, sign_of
from desktop.names import Names
from desktop.title import title
from desktop.widgets.table_column import Cell, Column, Paint
from governance.catalogue.urgencies import URGENCIES
from governance.events import states
from governance.rulebook import Rules

_H = texts.HEADS
COLUMNS = (
    Column("light", _H["light"], 38, Paint.LIGHT, sortable=False, frozen=True),
    Column("serial", _H["serial"], 168, Paint.SERIAL, frozen=True, descending=True),
    Column("title", _H["title"], 165, stretch=True, sortable=False),
    Column("cat", _H["cat"], 122, rank=4),
    Column("village", _H["village"], 116, rank=2),
    Column("unit", _H["unit"], 118, rank=1),
    Column("state", _H["state"], 132, Paint.STATE),
    Column("due", _H["due"], 104, Paint.LEFT),
    Column("ch", _H["ch"], 68, rank=5),
    Column("registered", _H["registered"], 98, right=True, rank=3, descending=True),
    Column("urg", _H["urg"], 60, shown=False),
    Column("place", _H["place"], 160, shown=False, sortable=False),
    Column("callers", _H["callers"], 52, Paint.NUMBER, shown=False, sortable=False),
    Column("returns", _H["returns"], 52, Paint.NUMBER, shown=False, sortable=False),
    Column("closed", _H["closed"], 98, right=True, shown=False, descending=True),
)
MARKS = {HELD: Sign.HELD, RECEIPTED: Sign.RECEIVED}
_URGENT = {"U1": "red", "U2": "amber-d"}


class RowWords:
    """Makes the cells of a row; names are looked up once."""

    def __init__(self, rules: Callable[[], Rules], names: Callable[[], Names]) -> None:
        self._rules, self._make_names = rules, names
        self.marks: Mapping[str, str] = {}  # case → receipt state of its own action that waits longest
        self.as_of: int | None = None  # of the county's side, while it can't be heard
        self.low = False  # rows of a small screen hold one line
        self.renew()
        self._cells: dict[str, Callable[[EventRow, int], Cell]] = {
            "light": _light,
            "serial": lambda row, _: Cell(row.serial),
            "title": lambda row, _: Cell(title(row.text), bold=row.urg == "U1", tip=row.text),
            "cat": lambda row, _: Cell(self._kind(row.cat), "ink2"),
            "village": lambda row, _: Cell(self._place(row.grid or row.village), "ink2"),
            "unit": lambda row, _: Cell(self.unit(row.unit)),
            "state": self._state,
            "due": self._left,
            "ch": lambda row, _: Cell(texts.CHANNELS.get(row.ch, row.ch), "ink2"),
            "registered": lambda row, now: Cell(times.short(row.registered_at, now), "ink2"),
            "urg": lambda row, _: Cell(URGENCIES.get(row.urg, row.urg), _URGENT.get(row.urg, "ink2")),
            "place": lambda row, _: Cell(row.place, "ink2"),
            "callers": lambda row, _: Cell(str(row.callers)),
            "returns": lambda row, _: Cell(str(row.returns) if row.returns else ""),
            "closed": lambda row, now: Cell(times.short(row.ended_at, now) if row.ended_at else "", "ink2"),
        }

    def __call__(self, row: EventRow, key: str, now: int) -> Cell:
        """One cell as of now."""
        return self._cells[key](row, now)

    def renew(self) -> None:
        """Take the rules as they are now: names may have changed."""
        self._names = self._make_names()
        self._categories = self._rules().catalogue.categories
        self._units: dict[str, str] = {"": texts.NOBODY}
        self._places: dict[str, str] = {}

    def unit(self, code: str) -> str:
        """What a unit is called."""
        if code not in self._units:
            self._units[code] = self._names.unit(code)
        return self._units[code]

    def _kind(self, code: str) -> str:
        known = self._categories.get(code)
        return known.minor if known is not None else texts.NO_CATEGORY

    def _place(self, code: str) -> str:
        if code not in self._places:
            self._places[code] = self._names.place(code)
        return self._places[code]

    def _state(self, row: EventRow, now: int) -> Cell:
        mark = None
        if row.conflicts:
            mark = Sign.CONFLICT
        elif row.pending:
            mark = MARKS.get(self.marks.get(row.case_id, ""), Sign.UNSENT)
        return Cell(
            states.NAMES[row.state],
            mark=mark,
            pending=row.pending > 0,
            flag=texts.UNSIGNED if row.unsigned_at is not None and row.state != states.DISPATCHED else "",
        )

    def _left(self, row: EventRow, now: int) -> Cell:
        if row.state not in states.OPEN:
            return Cell(texts.ENDED_LEFT, "ink3")
        if row.due_at is None:
            return Cell(times.left(None, now), "ink3")
        sign = sign_of(row.due_at, row.yellow_at, now)
        token = WORD_TOKENS[sign] if sign in (Sign.OVERDUE, Sign.SOON) else "ink"
        said = times.left(row.due_at, now)
        tip = f"{times.due_short(row.due_at, now)} 到时"
        if self.as_of is not None and row.state == states.CALLED_UP:
            since = texts.AS_OF.format(at=times.short(self.as_of, now))
            second = "" if self.low else since  # the head says it once for all
            return Cell(said, token, sign is Sign.OVERDUE, second=second, tip=f"{tip} · {since}")
        used = progress(row.since_at, row.yellow_at, row.due_at, now)
        return Cell(said, token, sign in (Sign.OVERDUE, Sign.SOON), bar=used, tip=tip)


def light_of(row: EventRow, now: int) -> Sign:
    """The light of a row; what is ended has its own."""
    if row.state not in states.OPEN:
        return Sign.DONE
    return sign_of(row.due_at, row.yellow_at, now)


def _light(row: EventRow, now: int) -> Cell:
    return Cell(sign=light_of(row, now), mark=Sign.UNSIGNED if row.unsigned_at is not None else None)
