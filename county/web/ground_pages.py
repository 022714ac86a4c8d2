"""The grids of a town in the browser (网格底册): posts that are not filled, gaps and overlaps, boundaries to be confirmed.

Source: rulebook §2.1, §2.3, kinds.csv `grid.confirm` (DIRECTOR). Before he confirms, the 指挥长 reads what gaps and
overlaps the new boundary would make; villages see their own grids.
"""

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from county.acts import Wish, done
from county.web.acting import ACTION, BAD_ID, BASE
from county.web.asked import Asked, Missing, Moved, Outcome, Shown
from county.web.frame import GROUND_ROLES, frame
from county.web.offices import Person
from county.web.place_names import name_of
from county.web.snapshot import Snapshot
from county.web.workplace import Workplace
from db.ids import is_id, new_id
from db.queries.archives import archives_of
from governance.archive.element import Archived
from governance.archive.grid import CONFIRMERS, Grid
from governance.archive.ground import flaws, flaws_if, holders, in_force, unfilled
from governance.archive.register import GRID, POST
from governance.places.codes import contains
from governance.places.coverage import Flaw
from governance.places.grids import POSTS
from governance.refusal import Refusal
from governance.time import words
from governance.time.working_time import date_of, local_day

KIND = "grid.confirm"
MOST = 2_000


class Line(Struct, frozen=True):
    """One grid: its name, kind, and who holds its posts, in the rulebook's order."""

    code: str
    name: str
    kind: str
    posts: tuple[tuple[str, str], ...]  # post, whose they are


class Proposal(Struct, frozen=True):
    """A boundary that waits for the director."""

    case: str
    base: str
    version: str
    name: str
    by: str
    at: str
    since: str
    makes: tuple[str, ...]  # gaps and overlaps that are not there now


class _Ground(Struct, frozen=True):
    stream: str
    area: str
    grids: Sequence[Grid]
    posts: Sequence[Archived]
    confirms: bool


def _ground(snapshot: Snapshot, person: Person) -> _Ground | None:
    """The first ground of this person that has grids to look at."""
    for stream in person.streams:
        home = snapshot.rules(stream).home.area
        for grant in person.user.grants:
            if grant.role not in GROUND_ROLES or not contains(home, grant.area):
                continue
            rows = archives_of(snapshot.conn, stream, (GRID, POST), limit=MOST)
            bodies = snapshot.cases(stream, [row.case_id for row in rows])
            return _Ground(
                stream,
                grant.area,
                [one for one in bodies if isinstance(one, Grid)],
                [one for one in bodies if isinstance(one, Archived) and one.type == POST],
                grant.role in CONFIRMERS,
            )
    return None


def grids_page(place: Workplace, asked: Asked, no: Refusal | None = None) -> Outcome:
    """`/grids`: what is wrong, what waits, who is where."""
    with place.look() as snapshot:
        ground = _ground(snapshot, asked.person)
        if ground is None:
            return Missing()
        day = date_of(local_day(snapshot.at)).isoformat()
        names = {one.text("grid_code"): one.text("name") for one in ground.grids}
        wrong, called = flaws(ground.grids, day), snapshot.rules(ground.stream).grid_names
        values = frame(asked, snapshot, "grids") | {
            "confirms": ground.confirms,
            "warnings": [w.sentence for w in unfilled(_inside(ground), ground.posts, day, called.posts)],
            "posts": called.posts,
            "flaws": [flaw.sentence(names) for flaw in wrong if _touches(flaw, ground.area)],
            "proposals": _proposals(snapshot, ground, wrong, day, names),
            "lines": _lines(snapshot, ground, day),
            "action_id": new_id(snapshot.at),
            "refused": no.sentence if no is not None else "",
        }
    return Shown(page="grids.html", values=values, status=422 if no is not None else 200)


def _inside(ground: _Ground) -> list[Grid]:
    return [one for one in ground.grids if contains(ground.area, one.text("grid_code"))]


def _touches(flaw: Flaw, area: str) -> bool:
    return any(contains(area, code) for code in flaw.grids if code)


def _proposals(
    snapshot: Snapshot, ground: _Ground, now: Sequence[Flaw], day: str, names: Mapping[str, str]
) -> list[Proposal]:
    people = snapshot.rules(ground.stream).directory.users
    there = {(flaw.kind, flaw.grids) for flaw in now}
    found = []
    for one in _inside(ground):
        code = one.text("grid_code")
        for drawn in one.proposed:
            after = flaws_if(ground.grids, code, drawn.action, day)
            makes = tuple(f.sentence(names) for f in after if (f.kind, f.grids) not in there)
            by = people[drawn.by].name if drawn.by in people else ""
            at = words.short(drawn.at, snapshot.at)
            found.append(
                Proposal(one.id, one.base or "", drawn.action, names[code], by, at, drawn.since, makes)
            )
    return found


def _lines(snapshot: Snapshot, ground: _Ground, day: str) -> list[Line]:
    rules = snapshot.rules(ground.stream)
    people, called = rules.directory.users, rules.grid_names
    held = holders(ground.posts, day)
    found = []
    for one in sorted(_inside(ground), key=lambda one: one.text("grid_code")):
        if not in_force(one, day):
            continue
        code = one.text("grid_code")
        by_post = held.get(code, {})
        order = [*POSTS, *(post for post in by_post if post not in POSTS)]
        posts = tuple(
            (
                called.said(POSTS.get(post, post)),
                "、".join(people[u].name if u in people else "未知" for u in by_post[post]),
            )
            for post in order
            if post in by_post
        )
        name = one.text("name") or name_of(code, snapshot.names)
        found.append(Line(code, name, called.said(one.text("kind")), posts))
    return found


def confirm(place: Workplace, asked: Asked) -> Outcome:
    """`POST /grids/<case>/<version>`: the director's word."""
    case, version, action_id = asked.path["case"], asked.path["version"], asked.typed.one(ACTION)
    with place.look() as snapshot:
        ground = _ground(snapshot, asked.person)
        grid = next((one for one in ground.grids if one.id == case), None) if ground is not None else None
        if ground is None or grid is None or not ground.confirms:
            return Missing()
    if asked.stop is not None:
        return grids_page(place, asked, asked.stop.no)
    if not is_id(action_id) or not is_id(version):
        return grids_page(place, asked, BAD_ID)
    base = asked.typed.one(BASE)
    wish = Wish(
        stream=ground.stream,
        user=asked.person.user.id,
        kind=KIND,
        case=case,
        p={"grid": grid.text("grid_code"), "version": version},
        base=base if is_id(base) else None,
        id=action_id,
    )
    answer = place.county.write(lambda work: done(work, wish))
    if isinstance(answer, Refusal):
        return grids_page(place, asked, answer)
    if answer.verdict.vd != "a":
        return grids_page(
            place, asked, Refusal(answer.verdict.code, "别人已先确认了此网格，没有生效；请看清后重新办理。")
        )
    return Moved(f"/grids?said={KIND}")


PAGES: Mapping[str, Callable[[Workplace, Asked], Outcome]] = {"/grids": grids_page}
SENT: Mapping[str, Callable[[Workplace, Asked], Outcome]] = {"/grids/{case}/{version}": confirm}
