"""走访 in the browser: what is to be visited in one's grids, and one element with what is known of it (应走访).

Source: rulebook §2.4, matrix element_edit (本网格).
"""

from collections.abc import Callable, Mapping

from msgspec import Struct

from county.web.asked import Asked, Missing, Outcome, Shown
from county.web.element_forms import fields_of
from county.web.fields import Option
from county.web.frame import frame
from county.web.offices import Person
from county.web.patrol.report import grounds as places
from county.web.place_names import name_of
from county.web.snapshot import Snapshot
from county.web.workplace import Workplace
from db.ids import is_id, new_id
from db.queries.archives import (
    ArchiveRow,
    archives_of,
    overdue_visits,
    personal_of,
)
from governance.archive.element import NEVER, Archived
from governance.archive.register import ASSET, ELEMENTS, KINDS, ORG, PERSON, PLACE, Kind
from governance.people.masks import masked_name
from governance.places.codes import contains, is_grid_code
from governance.refusal import Refusal
from governance.time import words
from governance.time.working_time import DAY_MS, local_day

KIND = "archive.put"
SOON_MS = 7 * DAY_MS
NEW_TYPES = (PERSON, PLACE, ASSET, ORG)
SALT_BYTES = 16
VISITS_SHOWN = 6


class Ground(Struct, frozen=True):
    """A grid or village of one town where this person collects."""

    stream: str
    area: str


class Line(Struct, frozen=True):
    """One element in a list."""

    key: str
    title: str
    notes: tuple[str, ...]
    word: str
    late: bool


def grounds(snapshot: Snapshot, person: Person) -> tuple[Ground, ...]:
    """Where the matrix lets this person collect."""
    found: dict[Ground, None] = {}
    for stream in person.streams:
        rules = snapshot.rules(stream)
        roles = rules.catalogue.permissions.roles_for("element_edit")
        for grant in person.user.grants:
            if grant.role in roles and contains(rules.home.area, grant.area):
                found[Ground(stream, grant.area)] = None
    return tuple(found)


def _line(snapshot: Snapshot, stream: str, row: ArchiveRow, names: Mapping[str, str]) -> Line:
    late = row.visit_due <= snapshot.at
    title = row.name or names.get(row.case_id, "") or KINDS[row.type].name
    notes = [KINDS[row.type].name, row.kind, name_of(row.grid_code, snapshot.names)]
    if KINDS[row.type].visited:
        notes.append(f"上次 {_day(row.visited_at, snapshot.at)}" if row.visited_at is not None else "未走访")
    if row.doubts:
        notes.append("有待核")
    return Line(
        row.case_id,
        title,
        tuple(note for note in notes if note),
        _left(row.visit_due, snapshot.at),
        late,
    )


def _left(due: int, at: int) -> str:
    """How long until a visit is owed, by the day: a cycle ends with a day, at no hour."""
    if due == NEVER:
        return ""
    days = local_day(due - 1) - local_day(at)
    if days < 0:
        return f"已超期 {-days} 天"
    return f"还有 {days} 天" if days else "今天到期"


def _day(at: int, now: int) -> str:
    """`2月23日`, of another year `2025年2月23日`."""
    year = words.local(at).year
    return words.day(at) if year == words.local(now).year else f"{year}年{words.day(at)}"


def _lines(snapshot: Snapshot, found: list[tuple[str, ArchiveRow]]) -> list[Line]:
    names: dict[str, str] = {}
    for stream, row in found:
        if row.type == PERSON and isinstance(one := snapshot.case(stream, row.case_id), Archived):
            held = personal_of(snapshot.conn, stream, one).get("name", "")
            names[row.case_id] = held if row.visit_due <= snapshot.at + SOON_MS else masked_name(held)
    return [_line(snapshot, stream, row, names) for stream, row in found]


def visits_page(place: Workplace, asked: Asked) -> Outcome:
    """`/visits`: overdue visits, those of the next seven days; with `?all=1` everything in one's grids."""
    with place.look() as snapshot:
        ground = grounds(snapshot, asked.person)
        if not ground:
            return Missing()
        everything = asked.query.get("all") == "1"
        owed: list[tuple[str, ArchiveRow]] = []
        shown: list[tuple[str, ArchiveRow]] = []
        for stream in dict.fromkeys(one.stream for one in ground):
            areas = [one.area for one in ground if one.stream == stream]
            until = snapshot.at + SOON_MS
            owed += [
                (stream, row)
                for row in overdue_visits(snapshot.conn, stream, snapshot.at, areas, until=until)
            ]
            if everything:
                after = asked.query.get("after", "")
                rows = archives_of(
                    snapshot.conn, stream, ELEMENTS, areas, after=after if is_id(after) else ""
                )
                shown += [(stream, row) for row in rows]
        lines = _lines(snapshot, owed)
        late = [line for line in lines if line.late]
        values = frame(asked, snapshot, "visits") | {
            "late": late,
            "soon": [line for line in lines if not line.late],
            "everything": everything,
            "all": _lines(snapshot, shown),
            "last": shown[-1][1].case_id if len(shown) >= 100 else "",
            "types": [KINDS[key] for key in NEW_TYPES],
        }
    return Shown(page="visits.html", values=values)


# ---------------------------------------------------------------- one element


class About(Struct, frozen=True):
    """The element that a form is of; None of a new one."""

    stream: str
    kind: Kind
    one: Archived | None
    personal: Mapping[str, str]
    grids: tuple[Option, ...]


def about_of(snapshot: Snapshot, asked: Asked) -> About | None:
    key = asked.path.get("case", "")
    if not key:
        kind = KINDS.get(asked.query.get("type", "") or asked.typed.one("type"))
        ground = grounds(snapshot, asked.person)
        if kind is None or kind.key not in NEW_TYPES or not ground:
            return None
        return About(ground[0].stream, kind, None, {}, _grids(snapshot, asked.person, ground[0].stream))
    for ground_ in grounds(snapshot, asked.person):
        one = snapshot.case(ground_.stream, key) if is_id(key) else None
        if not isinstance(one, Archived) or one.type not in ELEMENTS or one.gone:
            continue
        if contains(ground_.area, one.text("grid_code")):
            personal = personal_of(snapshot.conn, ground_.stream, one)
            grids = _grids(snapshot, asked.person, ground_.stream)
            return About(ground_.stream, KINDS[one.type], one, personal, grids)
    return None


def _grids(snapshot: Snapshot, person: Person, stream: str) -> tuple[Option, ...]:
    codes = [code for code in places(person, snapshot.rules(stream)) if is_grid_code(code)]
    return tuple(Option(code, name_of(code, snapshot.names)) for code in codes)


def element_page(
    place: Workplace, asked: Asked, no: Refusal | None = None, action_id: str = "", known: str = ""
) -> Outcome:
    """`/visits/<case>` and `/visits/new`: what is known, the form, the last visits."""
    with place.look() as snapshot:
        about = about_of(snapshot, asked)
        if about is None:
            return Missing()
        one = about.one
        owed = one is not None and one.visit_due <= snapshot.at + SOON_MS
        held = about.personal.get("name", "")
        name = (one.name if one is not None else "") or (held if owed else masked_name(held))
        values = frame(asked, snapshot, "visits") | {
            "kind": about.kind,
            "one": one,
            "name": name,
            "address": f"/visits/{one.id}" if one is not None else "/visits/new",
            "fields": fields_of(about.kind, one, about.personal, about.grids, owed=owed),
            "typed": asked.typed,
            "action_id": action_id or new_id(snapshot.at),
            "refused": no.sentence if no is not None else "",
            "known": known,
            "visits": _visits(snapshot, about),
            "due": _due(snapshot, one),
        }
    return Shown(page="element.html", values=values, status=200 if no is None else 422)


def _visits(snapshot: Snapshot, about: About) -> list[tuple[str, str]]:
    people = snapshot.rules(about.stream).directory.users
    visits = about.one.visits[-VISITS_SHOWN:] if about.one is not None else ()
    return [
        (
            words.short(visit.at, snapshot.at),
            (people[visit.by].name if visit.by in people else "") + ("（导入）" if visit.batch else ""),
        )
        for visit in reversed(visits)
    ]


def _due(snapshot: Snapshot, one: Archived | None) -> tuple[str, bool]:
    if one is None or one.visit_due == NEVER:
        return "", False
    late = one.visit_due <= snapshot.at
    day, left = _day(one.visit_due - 1, snapshot.at), _left(one.visit_due, snapshot.at)
    return (f"应于 {day} 前走访，{left}" if late else f"下次走访不晚于 {day}，{left}"), late


PAGES: Mapping[str, Callable[[Workplace, Asked], Outcome]] = {
    "/visits": visits_page,
    "/visits/new": element_page,
    "/visits/{case}": element_page,
}
