"""What the receipts page decides (收发回执): which rows, in which order, and what each says. Free of Qt.

Source: sync.md §5.1 and §16, ui_notes 收发回执. 需处理 first, then drafts, then own actions, the latest first.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from msgspec import Struct

from db.drafts import Draft, open_drafts
from db.queries.case_titles import CaseTitle, case_titles
from db.queries.receipts import Receipt, counts_of, payloads_of, receipt_by_code, receipts
from db.receipt_states import COVERED, DELIVERED, HELD, RECEIPTED, SEALED
from desktop import times
from desktop.lights import Sign
from desktop.outbox import texts
from desktop.title import title
from governance.ledger.entry import ACCEPTED, CONFLICT
from governance.rulebook import Rules
from governance.rules import name_of

SHOWN = 500
WAITING = (SEALED, RECEIPTED, HELD)
SIGNS = {
    SEALED: Sign.UNSENT,
    RECEIPTED: Sign.RECEIVED,
    DELIVERED: Sign.DELIVERED,
    COVERED: Sign.DELIVERED,
    HELD: Sign.HELD,
}
DRAFT = "draft"
LISTS: Mapping[str, tuple[str, ...]] = {"waiting": WAITING, "held": (HELD,), "today": ()}


class OutboxRow(Struct, frozen=True, kw_only=True):
    """One line of the list, in words; `key` names it."""

    key: str  # action id, or draft id
    state: str  # a receipt state, or `draft`
    sign: Sign
    state_name: str
    code: str  # 回执码
    action: str
    serial: str
    title: str
    at: int
    proof: str
    note: str
    case_id: str = ""
    draft_kind: str = ""


class Place(Protocol):
    """Where the page reads (the seat)."""

    @property
    def stream(self) -> str: ...
    @property
    def drafters(self) -> tuple[str, ...]: ...
    @property
    def rules(self) -> Rules: ...
    def now(self) -> int: ...
    async def read(self, question: Callable[[Any], Any]) -> Any: ...
    async def read_own(self, question: Callable[[Any], Any]) -> Any: ...


class View(Protocol):
    """What the page shows."""

    def show_rows(self, rows: Sequence[OutboxRow], empty: str) -> None: ...
    def show_steps(self, counts: Mapping[str, int], chosen: str) -> None: ...
    def show_lists(self, counts: Mapping[str, int], chosen: str) -> None: ...


class OutboxPresenter:
    """Holds which list is shown; tells the view."""

    def __init__(self, seat: Place, view: View) -> None:
        self._seat = seat
        self._view = view
        self.listed = "waiting"
        self.step = ""  # a receipt state the strip is narrowed to, or `draft`
        self.typed = ""

    def choose_list(self, name: str) -> None:
        """未送达, 需处理, 草稿, 今日全部."""
        self.listed, self.step, self.typed = name, "", ""

    def choose_step(self, state: str) -> None:
        """Only what stands in this state; a second press widens again."""
        self.step = "" if self.step == state else state

    def look_for(self, typed: str) -> None:
        """Only what these words find; eight signs are a receipt code."""
        self.typed = typed.strip()

    # ------------------------------------------------------------ reading

    async def read(self) -> None:
        """Read and show."""
        stream, drafters, since = self._seat.stream, self._seat.drafters, times.day_start(self._seat.now())
        states, typed = self._states(), self.typed

        def ask(
            own: Any,
        ) -> tuple[list[Receipt], dict[str, dict[str, Any]], list[Draft], dict[str, int], dict[str, int]]:
            found = [] if states is None else receipts(own, stream, states=states, limit=SHOWN)
            by_code = receipt_by_code(own, stream, typed) if len(typed.replace("-", "")) == 8 else None
            if by_code is not None:
                found = [by_code]
            payloads = payloads_of(own, [one.action_id for one in found])
            return (
                found,
                payloads,
                open_drafts(own, *drafters),
                counts_of(own, stream),
                counts_of(own, stream, since=since),
            )

        found, payloads, drafts, counts, today = await self._seat.read_own(ask)
        known = {one.case_id for one in found if one.case_id}
        titles = await self._seat.read(lambda conn: case_titles(conn, stream, known))
        rows = [
            self._row(one, titles, payloads.get(one.action_id, {}))
            for one in found
            if self._in_list(one, since)
        ]
        if self._with_drafts():
            rows = [
                *(one for one in rows if one.state == HELD),
                *map(self._draft, drafts),
                *(one for one in rows if one.state != HELD),
            ]
        if typed:
            rows = [one for one in rows if _matches(one, typed)]
        self._view.show_rows(
            rows, texts.NOTHING_FOUND.format(typed=typed) if typed else texts.EMPTY[self.listed]
        )
        self._view.show_steps(
            {DRAFT: len(drafts), SEALED: counts[SEALED], RECEIPTED: counts[RECEIPTED], HELD: counts[HELD]}
            | {DELIVERED: today[DELIVERED], COVERED: today[COVERED]},
            self.step,
        )
        waiting = sum(counts[state] for state in WAITING)
        self._view.show_lists(
            {
                "waiting": waiting,
                "held": counts[HELD],
                "draft": len(drafts),
                "today": sum(today.values()) + len(drafts),
            },
            self.listed,
        )

    def _states(self) -> tuple[str, ...] | None:
        """Receipt states of the list, empty for all of them; None when it holds drafts only."""
        if self.step:
            return None if self.step == DRAFT else (self.step,)
        return None if self.listed == DRAFT else LISTS[self.listed]

    def _with_drafts(self) -> bool:
        return self.step == DRAFT or (not self.step and self.listed in ("draft", "today"))

    def _in_list(self, one: Receipt, since: int) -> bool:
        """今日全部 holds today's, and whatever still waits from before."""
        return self.listed != "today" or bool(self.typed) or one.sealed_ms >= since or one.state in WAITING

    # ------------------------------------------------------------ in words

    def _row(self, one: Receipt, titles: Mapping[str, CaseTitle], p: Mapping[str, Any]) -> OutboxRow:
        known = titles.get(one.case_id or "")
        return OutboxRow(
            key=one.action_id,
            state=one.state,
            sign=Sign.CONFLICT if one.vd == CONFLICT else SIGNS[one.state],
            state_name=texts.STEPS[one.state][0],
            code=one.receipt_code,
            action=self._action(one.kind, p),
            serial=known.serial if known else "",
            title=title(known.title) if known else "",
            at=int(p.get("occ") or one.sealed_ms) if p.get("paper") else one.sealed_ms,
            proof=_proof(p),
            note=note(one),
            case_id=one.case_id or "",
        )

    def _action(self, kind: str, p: Mapping[str, Any]) -> str:
        unit = p.get("unit") or next(iter(p.get("depts") or ()), "")
        name = name_of(kind)
        return texts.TO.format(action=name, unit=self._seat.rules.name_of(str(unit))) if unit else name

    def _draft(self, one: Draft) -> OutboxRow:
        body = json.loads(one.body)
        text = str(body.get("text") or "") if isinstance(body, dict) else ""
        return OutboxRow(
            key=one.draft_id,
            state=DRAFT,
            sign=Sign.DRAFT,
            state_name=texts.DRAFT,
            code="—",
            action=texts.DRAFT_KINDS.get(one.kind, texts.DRAFT),
            serial="—",
            title=texts.DRAFT_TITLE.format(text=title(text)) if text else texts.NO_TEXT,
            at=one.upd_ms,
            proof="",
            note=texts.DRAFT_NOTE,
            draft_kind=one.kind,
        )


# ---------------------------------------------------------------- pure


def note(one: Receipt) -> str:
    """What a person should know of this action now."""
    if one.state == HELD:
        why = one.why or ""
        return next(
            (said for key, said in texts.HELD_WHY.items() if why.startswith(key)), texts.HELD.format(why=why)
        )
    if one.vd == CONFLICT:
        return texts.CONFLICT
    if one.state in (DELIVERED, COVERED) and one.vd not in (None, ACCEPTED):
        return texts.REFUSED.format(why=one.code or "")
    if one.state == RECEIPTED:
        return texts.RECEIVED
    if one.state == COVERED:
        return texts.BACKED_UP
    return texts.MIRRORED if one.mirrored else ""


def _proof(p: Mapping[str, Any]) -> str:
    if p.get("paper"):
        return texts.PAPER.format(no=p["paper"])
    behalf = p.get("behalf")
    return texts.PHONE if isinstance(behalf, Mapping) and behalf.get("by") == "PHONE" else ""


def _matches(row: OutboxRow, typed: str) -> bool:
    wanted = typed.upper().replace("-", "")
    return any(
        wanted in field.upper().replace("-", "") for field in (row.code, row.serial, row.action, row.title)
    )
