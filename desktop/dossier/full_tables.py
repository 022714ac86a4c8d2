"""The tables of 全卷: all clocks, every department's part in the calls, receipts of this desk's own actions."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from db.queries.receipts import Receipt
from db.receipt_states import CHIPS, COVERED, DELIVERED, HELD, RECEIPTED, SEALED
from desktop import times
from desktop.dossier import texts
from desktop.dossier.ruled_table import Column, Field
from desktop.dossier.sheet import DeptTimes, Watch
from desktop.lights import WORD_TOKENS, Sign, sign_of
from governance.rulings.doubt_words import UNDECIDED

CLOCK_COLUMNS = (
    Column(texts.CLOCK, 0.26),
    Column(texts.LIMIT_HEAD, 0.13),
    Column(texts.BEGUN, 0.17),
    Column(texts.DUE_HEAD, 0.17),
    Column(texts.SAID, 0.27),
)
PART_COLUMNS = (
    Column(texts.PART, 0.27),
    Column(texts.CLOCKS["SIGN"], 0.16),
    Column(texts.CLOCKS["RESPOND"], 0.22),
    Column(texts.CLOCKS["HANDLE"], 0.24),
    Column(texts.STANDING, 0.11),
)
RECEIPT_COLUMNS = (
    Column(texts.RECEIPT_CODE, 0.2),
    Column(texts.WHAT, 0.26),
    Column(texts.SEALED_AT, 0.16),
    Column(texts.RECEIPT_STATE, 0.38),
)
_SIGNS: Mapping[str, tuple[Sign, str]] = MappingProxyType(
    {
        SEALED: (Sign.UNSENT, "amber-d"),
        RECEIPTED: (Sign.RECEIVED, "brand-d"),
        DELIVERED: (Sign.DELIVERED, "green"),
        COVERED: (Sign.DELIVERED, "green"),
        HELD: (Sign.HELD, "red"),
    }
)


def clock_rows(clocks: Iterable[Watch], now: int) -> list[list[Field]]:
    """A row for each clock there was."""
    return [
        [
            Field(one.name, "ink", sign=verdict(one, now)[0]),
            Field(one.limit),
            Field(times.short(one.since, now)),
            Field(times.due_short(one.due, now) if one.due is not None else texts.NONE),
            _said(one, now, light=False),
        ]
        for one in clocks
    ]


def part_rows(parts: Iterable[DeptTimes], now: int) -> list[list[Field]]:
    """A row for each department of each call."""
    return [
        [
            Field(f"{one.grade} {one.role} {one.dept}", "ink"),
            _said(one.sign, now),
            _said(one.respond, now, one.how),
            _said(one.handle, now),
            Field(one.found, "red") if one.found else Field(one.rating or one.state),
        ]
        for one in parts
    ]


def receipt_rows(receipts: Iterable[Receipt], names: Mapping[str, str], now: int) -> list[list[Field]]:
    """A row for each own action, with what was it by its id."""
    rows = []
    for one in receipts:
        sign, token = _SIGNS[one.state]
        said = "，".join(part for part in (CHIPS[one.state], _judged(one)) if part)
        row = [Field(one.receipt_code, "ink", bold=True), Field(names.get(one.action_id, ""))]
        rows.append([*row, Field(times.short(one.sealed_ms, now)), Field(said, token, sign=sign)])
    return rows


def verdict(watch: Watch, now: int) -> tuple[Sign, str]:
    """How a clock stands or ended: `按时 · 用 26 分`, `超时 · 用 2 时`, `待核 · …`, `剩 27 分`, `停计`."""
    if watch.stop is None:
        return sign_of(watch.due, watch.yellow, now), times.left(watch.due, now)
    used = texts.USED_ONLY.format(used=times.span(watch.used_ms))
    if watch.doubted:
        return Sign.PAUSED, f"{UNDECIDED} · {used}"
    if watch.due is not None and watch.stop > watch.due:
        return Sign.OVERDUE, f"{texts.LATE} · {used}"
    return Sign.DONE, f"{texts.ON_TIME} · {used}"


def _said(watch: Watch | None, now: int, how: str = "", *, light: bool = True) -> Field:
    if watch is None:
        return Field(texts.NONE, "ink3")
    sign, said = verdict(watch, now)
    if light and watch.stop is not None:  # the light says whether in time: the instant is worth the room
        said = " ".join(part for part in (times.short(watch.stop, now), how) if part)
    return Field(said, WORD_TOKENS.get(sign, "ink2"), sign=sign if light else None, bold=not light)


def _judged(receipt: Receipt) -> str:
    """What the county ruled, where it did not simply take effect."""
    if receipt.why:
        return receipt.why
    return texts.CODES.get(receipt.code or "", "") if receipt.vd not in (None, "a") or receipt.code else ""
