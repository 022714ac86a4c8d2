"""Where it is (地点核对): a found place in words, with pin, path and what is still missing. Free of Qt."""

from collections.abc import Sequence

from desktop.intake import texts
from desktop.intake.faces import PlaceFace
from desktop.intake.sheet import Sheet
from desktop.names import Names
from gis.place_search import Found, PlaceSearch
from governance.people.directory import Directory
from governance.places.codes import contains

_GRID = 17
WORKERS = 1


def placed(sheet: Sheet, found: Found, home: str) -> dict[str, object]:
    """The fields of a sheet for a found place; a place outside keeps its point and the town's code."""
    name = found.name + (found.side or "")
    return {
        "spot": name or texts.FOUND_POINT,
        "area": found.area or home,
        "lon": found.lon,
        "lat": found.lat,
        "outside_m": found.outside_m,
    }


def words_of(found: Found, said: str, *, first: bool) -> str:
    """What stands in the field: the caller's own words where they say the `first` place or more, else its name."""
    own = first and len(said) >= 2 and not said.isascii()
    holds = found.kind == "point" or said[:2] in found.name or found.name in said
    return said if own and holds else found.name or said


def label(found: Found, names: Names) -> str:
    """A place among others: `石桥头（石桥村 1 网格）`."""
    where = names.place(found.area) if found.area else ""
    return f"{found.name}（{where}）" if where and where != found.name else found.name or where


def face(
    sheet: Sheet,
    others: Sequence[Found],
    mentioned: bool,
    names: Names,
    search: PlaceSearch | None,
    looked: bool = True,
) -> PlaceFace:
    """What stands at the right of the words, and below them; before they were `looked` up, nothing is missing."""
    lead = texts.MENTIONED if mentioned else texts.MAYBE
    shown = tuple(label(one, names) for one in others[:3])
    if not sheet.spot and not looked:
        return PlaceFace(lead=lead if shown else "", others=shown)
    if not sheet.spot:
        return _unplaced(sheet, lead if shown else "", shown, names, search)
    where = names.place(sheet.area)
    path = tuple(part for part in (names.place(""), *where.split(" ", 1)) if part)
    common = {"lead": lead if shown else "", "others": shown, "path": path, "code": sheet.area}
    if sheet.outside_m:
        warning = texts.OUTSIDE_TOWN.format(m=sheet.outside_m)
        return PlaceFace(
            "amber-shape", sheet.spot, "", warning, lead if shown else "", shown, pin=_pin(sheet)
        )
    if sheet.lon is not None:
        return PlaceFace(
            "green-shape",
            where,
            _note(sheet),
            pin=_pin(sheet),
            **common,  # type: ignore[arg-type]
        )
    look = search.middle(sheet.area) if search is not None else None
    grid = len(sheet.area) == _GRID
    return PlaceFace(
        "green-shape" if grid else "amber-shape", where, sheet.spot if sheet.spot != where else "",
        texts.FOUND_AREA, look=look, **common,  # type: ignore[arg-type]
    )  # fmt: skip


def _pin(sheet: Sheet) -> tuple[float, float] | None:
    return (sheet.lon, sheet.lat) if sheet.lon is not None and sheet.lat is not None else None


def _note(sheet: Sheet) -> str:
    if sheet.spot == texts.FOUND_POINT:
        return sheet.spot
    by = texts.FOUND_SIDE if sheet.spot.endswith("侧") else texts.FOUND_BY
    return f"{sheet.spot} · {by}"


def _unplaced(
    sheet: Sheet, lead: str, shown: tuple[str, ...], names: Names, search: PlaceSearch | None
) -> PlaceFace:
    if not sheet.place.strip():
        return PlaceFace(lead=lead, others=shown)
    village = search.village_in(sheet.place + sheet.text) if search is not None else ""
    if search is None:
        warning = texts.NO_MAP.format(town=names.place(""))
    elif shown:
        warning = ""
    elif village:
        warning = texts.NOT_FOUND_VILLAGE.format(village=names.place(village))
    else:
        warning = texts.NOT_FOUND.format(town=names.place(""))
    return PlaceFace("amber-shape", texts.NO_PLACE, "", warning, lead, shown)


def workers(area: str, directory: Directory) -> str:
    """Who works in a grid, as its line below the map says."""
    if len(area) != _GRID:
        return ""
    found = [
        user.name
        for user in directory.users.values()
        if user.active and any(g.role == "GRID_WORKER" and contains(area, g.unit) for g in user.grants)
    ]
    return texts.WORKERS.format(names="、".join(found[:WORKERS])) if found else ""
