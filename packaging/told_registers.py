"""The town's registers as its people entered them (底册与台账): workbooks, borders that moved, somebody who left a post.

Every entry is an act of somebody whom the matrix lets do it, at its told instant, through the functions that users go
through: rows of a workbook are held against what is there and cut into parts as an import is.
"""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from invented_elements import Registers, Row  # type: ignore[import-not-found]
from msgspec import Struct
from shapely import Polygon

from county.acts import Answer, Wish, do
from county.simulator.chance import drawn_id
from county.streams import County
from db.county_store import view_of
from db.queries.bodies import confirmed_cases
from gis.town_map import GridArea, TownMap
from governance.archive.element import Archived, element_case, post_case
from governance.archive.importing import Cells, checked, parts
from governance.archive.register import ASSET, GRID, KINDS, MATTER, ORG, PERSON, PLACE, POST
from governance.events.event import Event
from governance.rulebook import Rules
from governance.time.working_time import DAY_MS, MINUTE_MS, day_number, midnight

KIND_OF = {
    "grids": GRID, "posts": POST, "persons": PERSON, "newcomers": PERSON, "places": PLACE, "assets": ASSET, "orgs": ORG,
    "matters": MATTER,
}  # fmt: skip
IMPORTER, DRAWER, CONFIRMER, COLLECTOR = "ROOM_SUP", "VILLAGE_LEAD", "DIRECTOR", "GRID_WORKER"


class Entered(Struct, frozen=True):
    """One entry: when, and who does what then."""

    at: int
    do: Callable[[], None]


class Clerks:
    """Those who enter them; an entry that a rule refuses is a mistake in the telling and ends it."""

    def __init__(
        self, county: County, said: Mapping[str, Any], made: Registers, town: TownMap, roster: Path, seed: int
    ) -> None:
        self._county = county
        self._stream = county.towns[0]
        self._said = said
        self._made = made
        self._town = town
        self._roster = roster
        self._seed = seed
        self._count = 0
        self._staff: dict[str, list[str]] = {}  # by grid

    def entries(self) -> list[Entered]:
        """Everything in the order of time."""
        said = self._said
        moved, proposed, vacant = said["moved"], said["proposed"], said["vacant"]
        told = [(one["at"], self._importing(one["what"], one["file"])) for one in said["import"]]
        told += [
            (moved["drawn"], lambda: self._draw_moved(moved)),
            (moved["confirmed"], lambda: self._confirm(moved)),
            (
                proposed["drawn"],
                lambda: self._draw(proposed["to"], self._taken(proposed)[0], proposed["counts"]),
            ),
            (vacant["entered"], lambda: self._leave(vacant)),
        ]
        return sorted((Entered(instant(at), entry) for at, entry in told), key=lambda one: one.at)

    # ------------------------------------------------------------ workbooks

    def _importing(self, what: str, file: str) -> Callable[[], None]:
        rows: Mapping[str, Callable[[], Sequence[Row]]] = {
            "grids": self._grids, "posts": self._posts, "persons": self._made.persons, "places": self._made.places,
            "assets": self._made.assets, "orgs": self._made.orgs, "newcomers": self._made.newcomers,
            "matters": self._matters,
        }  # fmt: skip
        return lambda: self._import(what, file, rows[what]())

    def _import(self, what: str, file: str, rows: Sequence[Row]) -> None:
        table = [Cells(number, self._collected(row)) for number, row in enumerate(rows, 2)]
        found = checked(KINDS[KIND_OF[what]], table, {}, self._stream, lambda: self._id(what))
        if found.faults:
            raise SystemExit(f"{file}: {found.faults[:3]}")
        batch, cut = self._id("batch", what), list(parts(found))
        for number, (put, personal) in enumerate(cut, 1):
            p = {"rows": put, "batch": batch, "part": number, "parts": len(cut), "file": file}
            annex = {"rows": personal} if any(personal) else None
            self._do(self._one_of(IMPORTER), "archive.put", batch, p, annex)

    def _collected(self, row: Row) -> Row:
        """The row with who was there: one of those who work in its grid."""
        if "collected_at" not in row:
            return row
        there = self._workers(row["grid_code"])
        return row | {"collected_by": there[int(row["collected_at"]) // DAY_MS % len(there)]}

    def _workers(self, grid: str) -> list[str]:
        if not self._staff:
            for user in self._rules().directory.users.values():
                for grant in user.grants:
                    if grant.role == COLLECTOR:
                        self._staff.setdefault(grant.unit, []).append(user.id)
        return sorted(self._staff[grid])

    def _grids(self) -> list[Row]:
        """The grids with the borders that they had then."""
        moved = self._said["moved"]
        before = dict(zip((moved["to"], moved["from"]), self._taken(moved), strict=True))
        return [
            {
                "grid_code": grid.code,
                "name": grid.name,
                "kind": "普通网格",
                "boundary": rings(before.get(grid.code, grid.polygon)),
                "boundary_from": "2026-01-01",
            }
            for grid in self._town.grids
        ]

    def _posts(self) -> list[Row]:
        with (self._roster / "posts.csv").open(encoding="utf-8", newline="") as file:
            return [
                {"grid_code": row["grid_code"], "holder": row["user_id"], "posts": row["posts"]}
                for row in csv.DictReader(file)
                if row["grid_code"]
            ]

    def _matters(self) -> list[Row]:
        """The events that are kept in mind, as they stand in the ledger."""
        said = self._said["matters"]
        with self._county.reading() as conn:
            events = [one for one in confirmed_cases(conn, self._stream) if isinstance(one, Event)]
        rows = []
        for kept in said["kept"]:
            one = min((e for e in events if e.cat == kept["cat"]), key=lambda e: e.serial)
            place = one.place
            rows.append(
                {
                    "serial": one.serial,
                    "kind": "事件",
                    "note": kept["note"],
                    "grid_code": place.area,
                    "point": f"{place.lon},{place.lat}",
                    "source": said["source"],
                }
            )
        return rows

    # ------------------------------------------------------------ borders and posts

    def _taken(self, told: Mapping[str, Any]) -> tuple[Polygon, Polygon]:
        """Both grids as if a strip of the one belonged to the other."""
        to, lost = self._grid(told["to"]).polygon, self._grid(told["from"]).polygon
        strip = lost.intersection(to.buffer(told["strip_m"] / 96_000))
        return _largest(to.union(strip)), _largest(lost.difference(strip))

    def _draw_moved(self, moved: Mapping[str, Any]) -> None:
        for code in (moved["to"], moved["from"]):
            self._draw(code, self._grid(code).polygon, moved["counts"])

    def _draw(self, code: str, border: Polygon, counts: str) -> None:
        case = element_case(self._stream, GRID, code)
        held = self._body(case).shown
        said = {"boundary": [held["boundary"].action if "boundary" in held else "", rings(border)]}
        said["boundary_from"] = [held["boundary_from"].action if "boundary_from" in held else "", counts]
        row = {"id": case, "type": GRID, "set": said}
        self._do(self._one_of(DRAWER, code[:12]), "archive.put", case, {"rows": [row]})

    def _confirm(self, moved: Mapping[str, Any]) -> None:
        for code in (moved["to"], moved["from"]):
            case = element_case(self._stream, GRID, code)
            version = self._body(case).proposed[-1].action  # type: ignore[attr-defined]
            self._do(self._one_of(CONFIRMER), "grid.confirm", case, {"grid": code, "version": version})

    def _leave(self, vacant: Mapping[str, Any]) -> None:
        holder = next(
            row["holder"]
            for row in self._posts()
            if row["grid_code"] == vacant["grid"] and vacant["post"] in row["posts"].split(";")
        )
        case = post_case(self._stream, vacant["grid"], holder)
        row = {"id": case, "type": POST, "set": {"valid_to": ["", vacant["until"]]}}
        self._do(self._one_of(DRAWER, vacant["grid"][:12]), "archive.put", case, {"rows": [row]})

    # ------------------------------------------------------------ who and what

    def _do(
        self, user: str, kind: str, case: str, p: Mapping[str, Any], annex: Mapping[str, Any] | None = None
    ) -> None:
        wish = Wish(stream=self._stream, user=user, kind=kind, case=case, p=p, id=self._id(kind), annex=annex)
        (done,) = do(self._county, [wish])
        if not isinstance(done, Answer) or done.verdict.vd != "a":
            raise SystemExit(f"{kind} {case}: {done}")

    def _id(self, *what: str) -> str:
        self._count += 1
        return drawn_id(self._seed, "registers", self._count, *what)

    def _rules(self) -> Rules:
        with self._county.reading() as conn:
            view = view_of(conn, self._stream)
            assert view is not None
            return view.rules

    def _one_of(self, role: str, unit: str = "") -> str:
        users = self._rules().directory.users.values()
        return min(u.id for u in users for g in u.grants if g.role == role and unit in ("", g.unit))

    def _body(self, case: str) -> Archived:
        with self._county.reading() as conn:
            view = view_of(conn, self._stream)
            assert view is not None
            body = view.case(case)
        assert isinstance(body, Archived)
        return body

    def _grid(self, code: str) -> GridArea:
        return next(grid for grid in self._town.grids if grid.code == code)


def _largest(shape: Any) -> Polygon:
    """The shape in one piece; crumbs that a cut leaves belong to nobody."""
    return max(_pieces(shape), key=lambda piece: piece.area)


def _pieces(shape: Any) -> Iterator[Polygon]:
    yield from getattr(shape, "geoms", [shape])


def rings(border: Polygon) -> str:
    """A border as an archive writes it: outer ring alone, degrees×10⁶."""
    points = list(border.exterior.coords)[:-1]
    return " ".join(f"{round(lon * 1e6)},{round(lat * 1e6)}" for lon, lat in points)


def instant(text: str) -> int:
    """`2026-02-13 14:06` as UTC ms."""
    moment = datetime.fromisoformat(text)
    return midnight(day_number(moment.date())) + (moment.hour * 60 + moment.minute) * MINUTE_MS
