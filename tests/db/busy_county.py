"""A busy county's month: towns with calls and events of every ending, as bodies, rows and ledger lines of one file.

The ways are lived by the real rulebook once; towns are copies of them under other ids, other departments. `recounted`
is the same month counted by SQL over rows and JSON alone: it shares no line with the rulebook's counting.
"""

import itertools
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, text

from db import bulk
from db.projections import rows as projected
from db.schemas import TOWN_SCHEMA, create
from db.tables.ledger import case_state, ledger
from db.writer import Writer
from governance.bodies import read_body
from governance.bundle import rules_of
from governance.calls.call import Call
from governance.events.event import Event
from governance.ledger.action import core_bytes
from governance.ledger.case import Case, body_bytes
from governance.ledger.stream import Stream
from governance.rulebook import Rules
from tests.governance.local_time import at
from tests.governance.room import ARRIVED, FEEDBACK, ISSUE, NEAR, Room, an_action, bundle, report, uid

PERIOD, FIRST = "2026-03", at("2026-03-01 00:00")
AS_OF = at("2026-05-10 12:00")  # everything of the month has had its time
HOUR, DAY = 3_600_000, 86_400_000
CALL_WAYS = ("good", "good", "late", "none", "bad", "unrated", "withdrawn", "partly", "returned", "slow")
EVENT_WAYS = ("closed", "closed", "late", "open", "rejected", "void", "unhappy", "returned")


def _call(room: Room, n: int, way: str, t: int) -> None:
    """One call of a way, issued at `t`, in the name of department ZR."""
    e, c = f"ce{n}", f"c{n}"
    room.does("event.report", e, report(), "op", t)
    room.does("event.accept", e, {}, "op", t)
    issued = ISSUE | {"parent": uid(e), "grade": ("C3", "C2")[n % 2]}
    room.does("call.issue", c, issued, "leader", t, also=((uid(e), room.event(e).base),))
    room.does("call.accept", c, {"ruling": "accept"}, "centre", t + HOUR)
    room.does("call.assign", c, {"unit": "ZR"}, "centre", t + HOUR)
    if way == "withdrawn":
        room.does("call.withdraw", c, {"reason": "已自行解决"}, "leader", t + 2 * HOUR)
        return
    if way == "returned":
        slip = {"task": room.call(c).tasks[-1].id, "code": "T1", "clause": "SD-A01-1", "suggested_unit": "ZF"}
        room.does("call.return", c, slip, "zr", t + 2 * HOUR)
        ruling = {"request": room.last, "ruling": "uphold", "reason": "属实"}
        room.does("call.decide_return", c, ruling, "centre", t + 3 * HOUR)
        return
    if way == "none":
        return
    answered = t + (26 * HOUR + 2 * DAY if way == "late" else 2 * HOUR)
    room.does("call.respond", c, ARRIVED, "zr", answered)
    fed = answered + (20 * DAY if way == "slow" else HOUR)
    room.does("call.feedback", c, FEEDBACK, "zr", fed)
    if way == "unrated":
        return
    rating = {"bad": "BAD", "partly": "FAIR"}.get(way, "GOOD")
    said = {
        "unit": "ZR",
        "rating": rating,
        "done": "PARTLY" if way == "partly" else "DONE",
        "reason": "见附件",
        "files": ["现场.jpg"],
    }
    room.does("call.evaluate", c, said, "leader", fed + HOUR)


def _event(room: Room, n: int, way: str, t: int) -> None:
    e = f"e{n}"
    room.does("event.report", e, report(reply=n % 3 == 0, ch=("PHONE", "GRID")[n % 2]), "op", t)
    if way == "rejected":
        told = {"text": "已告知", "at": t}
        room.does("event.reject", e, {"code": "R1", "told": told}, "op", t)
        return
    room.does("event.accept", e, {}, "op", t + (HOUR if way == "late" else 0))
    room.does("event.dispatch", e, {"unit": "T-ZF"}, "op", t + HOUR)
    if way == "void":
        room.does("event.void", e, {"code": "V1", "reason": "重复"}, "leader", t + HOUR)
        return
    if way == "returned":
        slip = {
            "task": room.event(e).tasks[-1].id,
            "code": "T1",
            "clause": "SD-A01-1",
            "suggested_unit": "T-SC",
        }
        room.does("event.return", e, slip, "zf_lead", t + 2 * HOUR)
        ruling = {"request": room.last, "ruling": "uphold", "reason": "属实"}
        room.does("event.decide_return", e, ruling, "op", t + 3 * HOUR)
        room.does("event.redispatch", e, {"unit": "T-SC"}, "op", t + 3 * HOUR)
        return
    room.does("event.sign", e, {}, "zf_lead", t + 2 * HOUR)
    if way == "open":
        return
    fed = t + (35 * DAY if way == "late" else 3 * HOUR)
    room.does("event.feedback", e, FEEDBACK, "zf_lead", fed)
    room.does("event.order_verify", e, {"verifier": uid("grid")}, "op", fed)
    room.does("event.verify", e, {"result": "pass"} | NEAR, "grid", fed)
    room.does("event.close", e, {"result": "SOLVED"}, "op", fed)
    rating = "BAD" if way == "unhappy" else "GOOD"
    said = {"reached": True, "rating": rating, "solved": rating == "GOOD", "contacted": True, "reason": "B"}
    room.does("event.revisit", e, said, "op", fed + HOUR)


class Month:
    """The ways lived once: bodies, and the lines of revisits and steps."""

    def __init__(self, ways: int) -> None:
        room = Room()
        self.lines: list[tuple[str, str, dict[str, Any], str, int]] = []
        self._watch(room)
        call_ways, event_ways = itertools.cycle(CALL_WAYS), itertools.cycle(EVENT_WAYS)
        for n in range(ways):
            begun = FIRST + (n * 7919 % 26) * DAY + 8 * HOUR + n % 9 * HOUR // 2
            _call(room, n, next(call_ways), begun)
            _event(room, n, next(event_ways), begun)
        self.calls = [body for body in room.cases.values() if isinstance(body, Call)]
        self.events = [body for body in room.cases.values() if isinstance(body, Event)]
        home = room.cases[uid("town")]
        assert isinstance(home, Stream)
        self._home = home
        self.people = [
            {"user": one.id, "name": one.name, "grants": msgspec.to_builtins(one.grants)}
            for one in home.users
        ]

    def _watch(self, room: Room) -> None:
        does = room.does

        def told(kind: str, case: str, p: dict[str, Any], actor: str, when: int, **more: Any) -> None:
            does(kind, case, p, actor, when, **more)
            if kind in ("event.sign", "event.feedback", "event.revisit"):
                self.lines.append((kind, uid(case), p, actor, when))

        room.does = told  # type: ignore[assignment, method-assign]

    def rules(self, stream: str, name: str) -> Rules:
        """The rules of a town of that name."""
        return rules_of(msgspec.structs.replace(self._home, id=stream, name=name), bundle())


def fill(path: Path, month: Month, towns: int, departments: int, calls: int) -> dict[str, Rules]:
    """Write so many towns with so many calls in all; gives the rules of each stream."""
    writer = Writer(path, "busy")
    writer.run(lambda conn: create(conn, TOWN_SCHEMA))
    found: dict[str, Rules] = {}
    numbers = itertools.count()
    for town in range(towns):
        stream = uid(f"town {town}")
        found[stream] = rules = month.rules(stream, f"{town + 1}号镇")
        town_of = _Town(month, stream, town, calls // towns, departments, rules, numbers)
        writer.run(town_of.write)
    writer.close()
    return found


class _Town(NamedTuple):
    """One town to be written."""

    month: Month
    stream: str
    number: int
    calls: int
    departments: int
    rules: Rules
    numbers: Iterator[int]

    def write(self, conn: Connection) -> None:
        events = {body.id: uid(f"{self.stream} {body.id}") for body in self.month.events}
        bodies: list[Case] = [self._call(n) for n in range(self.calls)]
        bodies += [msgspec.structs.replace(body, id=events[body.id]) for body in self.month.events]
        states = [(self.stream, body.id, None, 1, None, 0, body_bytes(body).decode()) for body in bodies]
        bulk.insert(conn, case_state, states)
        projected.write(conn, self.stream, bodies, self.rules.calendar, {})
        people = self.month.people
        rows = [
            self._line(seq, "sys.user", self.stream, p, self.stream, FIRST) for seq, p in enumerate(people, 1)
        ]
        rows += [
            self._line(seq, kind, events[case], p, actor, when)
            for seq, (kind, case, p, actor, when) in enumerate(self.month.lines, 1 + len(people))
        ]
        bulk.insert(conn, ledger, rows)

    def _call(self, n: int) -> Case:
        template = self.month.calls[n % len(self.month.calls)]
        dept = f"D{(n * n + 7 * self.number + n // 3) % self.departments:02d}"
        body = body_bytes(template).decode().replace('"ZR"', f'"{dept}"').replace("/ZR", f"/{dept}")
        return read_body(body.replace(template.id, uid(f"{self.stream} c {n}")))

    def _line(self, seq: int, kind: str, case: str, p: dict[str, Any], actor: str, when: int) -> bulk.Row:
        name = uid(f"line {next(self.numbers)}")
        core = core_bytes(an_action(kind, case, p, actor, id=name, t=when))
        head = (self.stream, seq, 1, name, uid("desk"), seq, case, kind, when, when, "a", "", None)
        return (*head, core, None, b"", b"", b"")


# ---------------------------------------------------------------- the independent recount

_WINDOW = "{due} >= :since AND {due} < :to AND {due} <= :as_of"
_CALLS = f"""
SELECT lower(hex(t.stream_id)), t.dept,
  sum({_WINDOW.format(due="t.respond_due")}) AS owed,
  sum({_WINDOW.format(due="t.respond_due")} AND t.responded_at <= t.respond_due) AS responded,
  sum({_WINDOW.format(due="t.handle_due")}) AS handled,
  sum({_WINDOW.format(due="t.handle_due")} AND (json_extract(j.value, '$.rating.done') = 'DONE'
      OR (json_extract(j.value, '$.rating') IS NULL AND t.fed_at IS NOT NULL
          AND c.state = 'FEEDBACK' AND c.clock = 'EVALUATE' AND c.due_at < :as_of))) AS done,
  sum({_WINDOW.format(due="t.handle_due")} AND t.fed_at <= t.handle_due) AS on_time,
  sum(CASE WHEN t.rated_at >= :since AND t.rated_at < :to
      THEN CASE t.satisfied WHEN 'GOOD' THEN 100 WHEN 'FAIR' THEN 80 ELSE 0 END ELSE 0 END) AS points,
  sum(t.rated_at >= :since AND t.rated_at < :to) AS rated
FROM call_task t
JOIN call c ON c.stream_id = t.stream_id AND c.case_id = t.case_id
JOIN case_state s ON s.stream_id = t.stream_id AND s.case_id = t.case_id
JOIN json_each(s.body, '$.tasks') j ON replace(json_extract(j.value, '$.id'), '-', '') = lower(hex(t.task_id))
WHERE c.state NOT IN ('WITHDRAWN', 'REFUSED') AND t.state NOT IN ('RETURNED', 'REASSIGNED')
GROUP BY 1, 2
"""
_EVENTS = """
SELECT lower(hex(stream_id)),
  sum(registered_at >= :since AND registered_at < :to) AS appeals,
  sum(registered_at >= :since AND registered_at < :to AND state NOT IN ('VOID', 'REJECTED', 'MERGED')) AS events,
  sum(handle_due >= :since AND handle_due < :to AND state NOT IN ('VOID', 'REJECTED', 'MERGED')) AS owed,
  sum(handle_due >= :since AND handle_due < :to AND state IN ('CLOSED', 'REVISITED')) AS closed,
  sum(handle_due >= :since AND handle_due < :to AND state NOT IN ('VOID', 'REJECTED', 'MERGED')
      AND fed_at <= handle_due) AS on_time,
  sum(closed_at >= :since AND closed_at < :to AND state IN ('CLOSED', 'REVISITED')) AS ended,
  sum(closed_at >= :since AND closed_at < :to AND state IN ('CLOSED', 'REVISITED') AND rounds = 1) AS at_once
FROM event GROUP BY 1
"""


def recounted(
    conn: Connection, since: int, to: int
) -> tuple[dict[tuple[str, str], tuple[int, ...]], dict[str, Any]]:
    """By SQL alone: (stream, department) → owed … rated; stream → counts of its events."""
    within: Mapping[str, int] = {"since": since, "to": to, "as_of": AS_OF}
    calls = {(row[0], row[1]): tuple(n or 0 for n in row[2:]) for row in conn.execute(text(_CALLS), within)}
    events = {row[0]: tuple(n or 0 for n in row[1:]) for row in conn.execute(text(_EVENTS), within)}
    return calls, events
