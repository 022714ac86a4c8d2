"""收发回执: every own action is listed by how far it has come, and none is hidden."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager

from db.queries.receipts import Receipt
from desktop.demo.stage import Staged
from desktop.desk import Desk
from desktop.outbox import texts
from desktop.outbox.presenter import OutboxPresenter, OutboxRow, note
from desktop.seat import Operator, Seat


class Shown:
    """What the presenter told its view."""

    def __init__(self) -> None:
        self.rows: Sequence[OutboxRow] = ()
        self.empty = ""
        self.steps: Mapping[str, int] = {}
        self.lists: Mapping[str, int] = {}

    def show_rows(self, rows: Sequence[OutboxRow], empty: str) -> None:
        self.rows, self.empty = rows, empty

    def show_steps(self, counts: Mapping[str, int], chosen: str) -> None:
        self.steps = counts

    def show_lists(self, counts: Mapping[str, int], chosen: str) -> None:
        self.lists = counts


@asynccontextmanager
async def looking(staged: Staged) -> AsyncIterator[tuple[OutboxPresenter, Shown, Seat]]:
    seat = Seat(Desk(staged.store), asyncio.get_running_loop(), Operator(staged.operator, "严浩然"))
    shown = Shown()
    presenter = OutboxPresenter(seat, shown)
    await presenter.read()
    try:
        yield presenter, shown, seat
    finally:
        seat.close()


async def test_an_outage_leaves_every_action_in_the_list(staged_offline: Staged) -> None:
    async with looking(staged_offline) as (_, shown, __):
        assert shown.lists["waiting"] == len(shown.rows) == staged_offline.status.unsent
        assert shown.steps["D1"] == len(shown.rows)
        times = [row.at for row in shown.rows]
        assert times == sorted(times, reverse=True)
        assert all(len(row.code) == 8 for row in shown.rows)


async def test_a_receipt_is_found_by_its_code_as_it_is_read_out(staged_offline: Staged) -> None:
    async with looking(staged_offline) as (presenter, shown, _):
        wanted = shown.rows[3]
        presenter.choose_list("today")
        presenter.look_for(f"{wanted.code[:4]}-{wanted.code[4:]}".lower())
        await presenter.read()
        assert [row.key for row in shown.rows] == [wanted.key]
        presenter.look_for("ZZZZZZZZ")
        await presenter.read()
        assert not shown.rows
        assert "ZZZZZZZZ" in shown.empty


async def test_a_draft_stands_among_today_and_can_be_gone_on_with(staged: Staged) -> None:
    async with looking(staged) as (presenter, shown, seat):
        await seat.keep_draft(staged.store.new_id(), "intake", '{"text":"石桥东头水管又在冒水，漫到路上了"}')
        presenter.choose_list("today")
        await presenter.read()
        (draft,) = [row for row in shown.rows if row.draft_kind]
        assert draft.title.startswith("来电：石桥东头水管又在冒水")
        assert shown.lists["draft"] == shown.steps["draft"] == 1


async def test_a_dispatch_says_to_whom(staged_offline: Staged) -> None:
    async with looking(staged_offline) as (_, shown, __):
        assert any(row.action.startswith("派遣 → ") for row in shown.rows)


def a_receipt(**facts: object) -> Receipt:
    plain = {
        "dseq": 1, "action_id": "a", "case_id": None, "kind": "event.note", "state": "D1", "mirrored": False, "seq": None,
        "vd": None, "code": None, "item": None, "why": None, "sealed_ms": 0, "ah": b"\0" * 32,
    }  # fmt: skip
    return Receipt(**{**plain, **facts})  # type: ignore[arg-type]


def test_what_is_held_says_why_and_that_it_is_kept() -> None:
    assert note(a_receipt(state="DQ", why="413 too large")) == texts.HELD_WHY["413"]
    assert "已保留" in note(a_receipt(state="DQ", why="bad-payload"))


def test_a_conflict_and_a_refusal_are_told_apart() -> None:
    assert note(a_receipt(state="D5", vd="c")) == texts.CONFLICT
    assert "wrong-state" in note(a_receipt(state="D5", vd="r", code="wrong-state"))
    assert note(a_receipt(state="D5", vd="a")) == ""
