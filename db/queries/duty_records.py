"""The records of a case with their hashes (履职记录): what a 尽职免责 file is made of (rulebook §5.5)."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from db.overlay import shown_cases
from db.queries.dossier import dossier_cases
from db.queries.outages import outages
from db.tables.ledger import ledger
from governance.calls.call import Call
from governance.events.event import Event
from governance.ledger.action import read_trusted
from governance.ledger.entry import ACCEPTED
from governance.responsibility.duty_file import DutyFile, Record, duty_file
from governance.rulebook import Rules
from governance.rules import name_of

SAID = ("text", "reason", "ask", "result")  # the payload's words, the first that says something


def file_of(conn: Connection, stream: str, case_id: str, at: int, rules: Rules) -> DutyFile | None:
    """The file of an event with its calls, or of a call alone; None when nobody knows the case."""
    case = shown_cases(conn, stream, [case_id]).get(case_id)
    if isinstance(case, Call) and case.parent:
        return file_of(conn, stream, case.parent, at, rules)
    if not isinstance(case, Event | Call):
        return None
    wanted = dossier_cases(case)
    known = shown_cases(conn, stream, wanted)
    calls = sorted((one for one in known.values() if isinstance(one, Call)), key=lambda call: call.at)
    event = case if isinstance(case, Event) else None
    began = event.occ if event is not None else calls[0].at
    records = records_of(conn, stream, wanted, rules)
    return duty_file(event, calls, records, outages(conn, stream, began), at, rules)


def records_of(conn: Connection, stream: str, cases: tuple[str, ...], rules: Rules) -> list[Record]:
    """The entries of these cases as the county placed them, with the hash of each."""
    c = ledger.c
    query = (
        select(c.seq, c.eff, c.vd, c.core, c.ah)
        .where(c.stream_id == stream, c.case_id.in_(cases))
        .order_by(c.seq)
    )
    return [_record(seq, eff, vd, core, ah, rules) for seq, eff, vd, core, ah in conn.execute(query)]


def _record(seq: int, eff: int, vd: str, core: bytes, ah: bytes, rules: Rules) -> Record:
    action = read_trusted(core)
    user = rules.directory.users.get(action.actor)
    occ = action.p.get("occ")
    return Record(
        at=eff,
        case=action.case or "",
        kind=action.kind,
        what=name_of(action.kind),
        who=user.name if user is not None else action.actor,
        digest=ah.hex(),
        text=_words(action.p),
        occ=occ if isinstance(occ, int) else None,
        seq=seq,
        held=vd == ACCEPTED,
    )


def _words(p: Mapping[str, Any]) -> str:
    said = (p.get(field) for field in SAID)
    return next((text for text in said if isinstance(text, str) and text.strip()), "")
