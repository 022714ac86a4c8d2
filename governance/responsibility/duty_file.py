"""尽职免责 file (履职情况说明): what the town owed in a case and what it did, put together from the ledger's records.

Source: rulebook §5.5. Pure: the same case, records and bundle give the same file. The proposal follows from the duty
lines and the town's own clocks; a person decides.
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from governance.calls.call import Call, DutyLine
from governance.calls.payloads import LINE_STATES
from governance.catalogue.duties import Item, Line
from governance.duty.outage import Outage
from governance.events.event import Event
from governance.responsibility.items import responsible
from governance.responsibility.precedents import Precedent
from governance.rulebook import Rules
from governance.time.calendars import Calendar
from governance.time.clocks import Clock, due_at
from governance.time.words import CLOCKS
from governance.time.working_time import date_of, local_day

FULL, PARTLY, FAILED = "FULL", "PARTLY", "FAILED"
PROPOSALS = {FULL: "尽职", PARTLY: "部分尽职", FAILED: "失职"}
UNRECORDED = "未记录"
TOWN_OF_CALL = ("EVALUATE", "COUNTERSIGN")  # clocks of a call that the town owes


class Record(Struct, frozen=True, kw_only=True):
    """One entry of the ledger about the case (记录), with its hash."""

    at: int  # effective time
    case: str
    kind: str
    what: str  # the kind's name
    who: str
    digest: str  # hash of the action, hex
    text: str = ""
    occ: int | None = None  # fact time
    seq: int = 0  # its place in the ledger
    held: bool = True  # False: rejected or in conflict, it changed nothing


class DoneLine(Struct, frozen=True, kw_only=True):
    """One 乡镇配合责任 line and what the town did."""

    clause: str
    text: str
    mandatory: bool
    evidence: str  # what kind is asked for
    state: str  # 已做, 未做, 不适用, 未记录
    note: str = ""  # the evidence, or the reason why not
    at: int | None = None  # fact time
    in_time: bool = False  # done before the call went out


class Pause(Struct, frozen=True, kw_only=True):
    """A time in which a clock stood still, and why."""

    serial: str
    clock: str
    since: int
    to: int | None
    reason: str


class Late(Struct, frozen=True, kw_only=True):
    """A clock of the town that ran over its limit."""

    serial: str
    clock: str
    due: int
    stop: int | None
    offline: bool  # due while the room was cut off


class DutyFile(Struct, frozen=True, kw_only=True):
    """The whole file."""

    serial: str
    text: str
    area: str
    as_of: int
    item: Item | None
    calls: tuple[Call, ...]
    lines: tuple[DoneLine, ...]
    records: tuple[Record, ...]
    pauses: tuple[Pause, ...]
    outages: tuple[Outage, ...]
    precedents: tuple[Precedent, ...]
    late: tuple[Late, ...]
    proposal: str  # FULL, PARTLY, FAILED
    reasons: tuple[str, ...]


def duty_file(
    event: Event | None,
    calls: Sequence[Call],
    records: Iterable[Record],
    outages: Iterable[Outage],
    at: int,
    rules: Rules,
) -> DutyFile:
    """Put the file of a case together as it stands at `at`; a call without a case comes alone."""
    if event is None and not calls:
        raise ValueError("neither event nor call")
    told = tuple(sorted(records, key=lambda r: (r.at, r.seq, r.digest)))
    began = min([event.occ] if event is not None else [call.at for call in calls])
    cut_off = tuple(o for o in outages if o.since <= at and (o.to is None or o.to >= began))
    item = _item(event, calls, rules)
    lines = _lines(item, calls, rules)
    late = tuple(_late(event, calls, cut_off, at, rules))
    proposal, reasons = _proposed(lines, late)
    return DutyFile(
        serial=event.serial if event is not None else calls[0].serial,
        text=event.text if event is not None else calls[0].ask,
        area=event.place.area if event is not None else rules.home.area,
        as_of=at,
        item=item,
        calls=tuple(calls),
        lines=lines,
        records=told,
        pauses=tuple(_pauses(event, calls, told)),
        outages=cut_off,
        precedents=_precedents(event, item, at, rules),
        late=late,
        proposal=proposal,
        reasons=reasons,
    )


# ---------------------------------------------------------------- item and lines


def _item(event: Event | None, calls: Sequence[Call], rules: Rules) -> Item | None:
    """The version the case keeps: that of its call, else what covered the event on its day."""
    for call in calls:
        if call.item:
            return rules.catalogue.version(call.item, call.item_version)
    if event is None:
        return None
    answers = responsible(event.cat, _day(event.occ), event.place.area, "", event.text, rules)
    return answers[0].item if answers else None


def _lines(item: Item | None, calls: Sequence[Call], rules: Rules) -> tuple[DoneLine, ...]:
    if item is None:
        return ()
    call = next((call for call in calls if call.item == item.code), None)
    said = {line.no: line for line in call.lines} if call is not None else {}
    owed = (line for line in rules.catalogue.lines_of(item.code, item.version) if line.side == "TOWN")
    return tuple(_line(line, said.get(line.line_no), call) for line in owed)


def _line(line: Line, said: DutyLine | None, call: Call | None) -> DoneLine:
    done = said is not None and said.state == "DONE"
    at = (said.at if said.at is not None else call.at) if done and said and call is not None else None
    return DoneLine(
        clause=line.clause,
        text=line.text,
        mandatory=line.mandatory,
        evidence=line.evidence,
        state=LINE_STATES.get(said.state, UNRECORDED) if said is not None else UNRECORDED,
        note=said.note if said is not None else "",
        at=at,
        in_time=at is not None and call is not None and at <= call.at,
    )


def _precedents(event: Event | None, item: Item | None, at: int, rules: Rules) -> tuple[Precedent, ...]:
    if event is None or item is None:
        return ()
    day = _day(at)
    return tuple(
        p for p in rules.precedents if p.live(day) and (p.category, p.item) == (event.cat, item.code)
    )


# ---------------------------------------------------------------- clocks


def _pauses(event: Event | None, calls: Sequence[Call], records: Sequence[Record]) -> Iterable[Pause]:
    why = {(record.case, record.at): f"{record.what}：{record.text}".rstrip("：") for record in records}
    cases: list[Event | Call] = [event, *calls] if event is not None else [*calls]
    for case in cases:
        for clock in case.clocks:
            for since, to in clock.pauses:
                reason = why.get((case.id, since), "")
                yield Pause(serial=case.serial, clock=clock.name, since=since, to=to, reason=reason)


def _late(
    event: Event | None, calls: Sequence[Call], outages: Sequence[Outage], at: int, rules: Rules
) -> Iterable[Late]:
    owed = [(event.serial, clock) for clock in event.clocks] if event is not None else []
    owed += [(call.serial, clock) for call in calls for clock in call.clocks if clock.name in TOWN_OF_CALL]
    for serial, clock in owed:
        due = _missed(clock, at, rules.calendar)
        if due is not None:
            offline = any(o.since <= due and (o.to is None or due <= o.to) for o in outages)
            yield Late(serial=serial, clock=clock.name, due=due, stop=clock.stop, offline=offline)


def _missed(clock: Clock, at: int, calendar: Calendar) -> int | None:
    """The due of a clock that was stopped, or still runs, after it."""
    due = due_at(clock, calendar)
    return due if due is not None and (clock.stop if clock.stop is not None else at) > due else None


# ---------------------------------------------------------------- the proposal


def _proposed(lines: Sequence[DoneLine], late: Sequence[Late]) -> tuple[str, tuple[str, ...]]:
    """尽职: all mandatory lines done in time; 失职: one is undone without a reason, or none was done; else 部分."""
    must = [line for line in lines if line.mandatory]
    excused = [line for line in must if line.state == LINE_STATES["NA"] and line.note.strip()]
    undone = [line for line in must if not line.in_time and line not in excused]
    unexplained = [line for line in undone if line.state == LINE_STATES["NOT"] and not line.note.strip()]
    reasons = tuple(f"{line.clause} {line.text}：{_standing(line)}" for line in undone)
    reasons += tuple(
        f"{one.serial} {CLOCKS.get(one.clock, one.clock)}超期{'（断网期间到期）' if one.offline else ''}"
        for one in late
    )
    if unexplained or (
        undone and len(undone) == len(must) and all(line.state != UNRECORDED for line in must)
    ):
        return FAILED, reasons
    if undone or any(not one.offline for one in late):
        return PARTLY, reasons
    return FULL, (*reasons, f"必做配合责任{len(must)}条均已按时完成或说明不适用")


def _standing(line: DoneLine) -> str:
    if line.at is not None:
        return "呼叫后才完成"
    return f"{line.state}（{line.note}）" if line.note.strip() else f"{line.state}，无说明"


def _day(at: int) -> str:
    return date_of(local_day(at)).isoformat()
