"""What holds in every history of archives, sensible or not (sync.md I10, I13; rulebook §2.4)."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from governance.archive.element import Archived, Batch
from governance.archive.freshness import fell_due, overdue
from governance.archive.grid import Grid
from governance.archive.ground import flaws, holders, unfilled
from governance.archive.register import KINDS
from governance.bodies import read_body
from governance.ledger.canonical import parse
from governance.ledger.case import body_bytes
from tests.governance.archive.archives import LAMP, OTHER_GRID
from tests.governance.room import GRID, MONDAY, Room, uid

DAY = 86_400_000
NAMES = st.sampled_from(["l", "m", "w", "file", "second"])
FIELDS = st.sampled_from(sorted({field.key for kind in KINDS.values() for field in kind.fields} | {"x"}))
SEEN = st.one_of(st.just(""), st.integers(1, 30).map(lambda n: uid(f"action {n}")))
WORDS = st.sampled_from(
    [
        "",
        "路灯",
        "不亮",
        "普通网格",
        GRID,
        OTHER_GRID,
        "2026-03-20",
        "A",
        "0,0 9,0 9,9",
        "网格长;网格员",
        "3",
        "妖",
    ]
)
SETS = st.dictionaries(FIELDS, st.one_of(st.tuples(SEEN), st.tuples(SEEN, WORDS)), max_size=4)
GOOD = st.dictionaries(
    st.sampled_from(["state", "keeper_unit", "care_level", "valid_to"]), st.tuples(SEEN, WORDS), max_size=2
)
ROWS = st.fixed_dictionaries(
    {"id": NAMES.map(uid), "type": st.sampled_from([*KINDS, "ASSET", "ASSET", "NONE"]),
     "set": st.one_of(SETS, GOOD.map(lambda more: LAMP | more))},
    optional={"at": st.integers(-5, 1 << 45)},
)  # fmt: skip


@st.composite
def steps(draw: st.DrawFn) -> tuple[str, str, dict[str, Any], str, int]:
    """One action: kind, case, payload, who, day."""
    kind = draw(
        st.sampled_from(["archive.put", "archive.put", "archive.put", "archive.undo", "grid.confirm"])
    )
    case, who = draw(NAMES), draw(st.sampled_from(["grid", "village", "sup", "director", "op"]))
    day = draw(st.integers(0, 40))
    if kind == "archive.undo":
        return kind, case, {"batch": uid(case), "reason": draw(st.sampled_from(["", "导错"]))}, who, day
    if kind == "grid.confirm":
        return kind, case, {"grid": GRID, "version": draw(SEEN)}, who, day
    p: dict[str, Any] = {"rows": draw(st.lists(ROWS, min_size=1, max_size=3))}
    if draw(st.booleans()):
        return kind, case, p | {"batch": uid(case), "part": draw(st.integers(0, 2)), "parts": 2}, who, day
    p["rows"] = [p["rows"][0] | {"id": uid(case)}]
    return kind, case, p, who, day


@given(st.lists(steps(), max_size=14))
def test_no_history_breaks_the_fold_and_every_body_reads_back(history: list[Any]) -> None:
    room = Room()
    for kind, case, p, who, day in history:
        verdict = room.act(kind, case, p, who, MONDAY + day * DAY)
        assert kind == "grid.confirm" or verdict.vd == "a"  # I10
        for body in room.cases.values():
            data = body_bytes(body)
            parse(data)
            assert read_body(data) == body
    found = [one for one in room.cases.values() if isinstance(one, Archived)]
    for one in found:
        assert list(one.visits) == sorted(one.visits, key=lambda visit: visit.at)
        assert len({(value.field, value.action) for value in one.values}) == len(one.values)
    now = MONDAY + 60 * DAY
    due = fell_due(found, MONDAY, now)
    assert len({one.element for one in due}) == len(due)
    grids = [one for one in found if isinstance(one, Grid)]
    posts = [one for one in found if one.type == "POST"]
    assert all(one.visit_due <= now for one in overdue(found, now))
    holders(posts, "2026-03-10")
    unfilled(grids, posts, "2026-03-10")
    flaws(grids, "2026-03-10")


@given(st.lists(steps(), max_size=14))
def test_what_was_taken_back_has_left_no_trace(history: list[Any]) -> None:
    room = Room()
    for kind, case, p, who, day in history:
        room.act(kind, case, p, who, MONDAY + day * DAY)
    gone = {one.id for one in room.cases.values() if isinstance(one, Batch) and one.undone_at is not None}
    for one in room.cases.values():
        if isinstance(one, Archived):
            left = {value.batch for value in one.values} | {visit.batch for visit in one.visits}
            assert not gone & (left | {doubt.batch for doubt in one.doubts})
