"""The desk's pages (工作台): what waits, one case beside it, and what this person may do with it."""

from collections.abc import Mapping

from county.web import photos
from county.web.asked import Asked, Missing, Moved, Outcome, Sent, Shown
from county.web.boards import board_of, done_of
from county.web.cards import Board
from county.web.case_views import photo_urls, view_of
from county.web.cases import Found, find
from county.web.department.month import month_of
from county.web.drawn_forms import Trial, drawn
from county.web.frame import begins_at, frame
from county.web.offers import UNMASK
from county.web.snapshot import Snapshot
from county.web.workplace import Workplace
from db.ids import new_id
from db.queries.web_desk import photo_of


def board_page(place: Workplace, asked: Asked) -> Outcome:
    """`/desk`: what waits, with the first case opened beside it where there is room."""
    if (home := begins_at(asked.person)) != "/desk":
        return Moved(home)
    with place.look() as snapshot:
        board = board_of(snapshot, asked.person)
        first = board.first
        found = find(snapshot, asked.person, first.key) if first is not None else None
        return _page(snapshot, asked, board, found, chosen=False)


def case_page(place: Workplace, asked: Asked) -> Outcome:
    """`/desk/<number>`: one case."""
    with place.look() as snapshot:
        found = find(snapshot, asked.person, asked.path["key"])
        if found is None:
            return Missing()
        board = board_of(snapshot, asked.person)
        return _page(snapshot, asked, board, found, chosen=True)


def tried_page(
    place: Workplace,
    asked: Asked,
    key: str,
    trial: Trial | None,
    *,
    revealed: Mapping[str, str] | None = None,
    status: int = 200,
) -> Outcome:
    """The case again, with a form that came back, or with what was looked at."""
    with place.look() as snapshot:
        found = find(snapshot, asked.person, key)
        if found is None:
            return Missing()
        board = board_of(snapshot, asked.person)
        return _page(
            snapshot, asked, board, found, chosen=True, trial=trial, revealed=revealed, status=status
        )


def done_page(place: Workplace, asked: Asked) -> Outcome:
    """`/done`: what is behind this unit."""
    with place.look() as snapshot:
        waiting = board_of(snapshot, asked.person)
        values = frame(asked, snapshot, "done", waiting)
        board = done_of(snapshot, asked.person)
        return Shown(
            page="done.html", values=values | {"board": board, "month": month_of(snapshot, asked.person)}
        )


def photo_file(place: Workplace, asked: Asked) -> Outcome:
    """`/desk/<number>/photos/<digest>`: a photo of a case that the person may see."""
    with place.look() as snapshot:
        found = find(snapshot, asked.person, asked.path["key"])
        digits = asked.path["sha"]
        if found is None or len(digits) != photos.DIGEST_CHARS:
            return Missing()
        kept = photo_of(snapshot.conn, found.stream, found.case.id, digits)
        if kept is None:
            return Missing()
        return Sent(kept[0], kept[1], f"{digits}.{photos.ENDINGS.get(kept[0], 'bin')}")


def _page(
    snapshot: Snapshot,
    asked: Asked,
    board: Board,
    found: Found | None,
    *,
    chosen: bool,
    trial: Trial | None = None,
    revealed: Mapping[str, str] | None = None,
    status: int = 200,
) -> Shown:
    person = asked.person
    values = frame(asked, snapshot, "board", board)
    view = view_of(snapshot, found, person, revealed) if found is not None else None
    values |= {
        "board": board,
        "chosen": chosen,
        "case": view,
        "forms": drawn(snapshot, found, person, trial) if found is not None else (),
        "photo_urls": photo_urls(snapshot, found, view),
        "month": month_of(snapshot, person),
        "revealed": bool(revealed),
        "look_refused": trial.no.sentence if trial is not None and trial.kind == UNMASK else "",
        "make_id": lambda: new_id(snapshot.at),
    }
    return Shown(page="desk.html", values=values, status=status)
