"""A town's past (历史): what people did before the county was founded here, entered again at its founding.

For the demo town: a month of it is shipped as `resources/demo/history.jsonl.zst`, one act a line in its order, played
once by the county's players (`packaging/compose_history.py`). Each act is judged, sealed and folded at its own instant
like any other; only the waiting is left out. What is named after the ledger it lies in (the stream, an element with a
code of its own) has a name that stands for it in the file. An act of a desk keeps what the desk sealed it with.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import zstandard
from msgspec import Struct
from sqlalchemy import Connection

from county.failures import MessagesError
from county.keys import ServerKeys
from county.past_desk import Sealing, enter_past
from county.streams import StreamTx
from db.folding import stored_rows
from governance.archive.element import element_case
from governance.archive.importing import key_of
from governance.archive.register import KINDS
from governance.ledger.action import read_trusted
from governance.ledger.chain import b64, tagged, uuid8
from sync.server import Act, record

HERE = "$stream"  # stands for the id of the stream it is played into
LARGEST = 64 * 1024 * 1024


class PastAct(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One act of the past."""

    t: int  # UTC ms
    kind: str
    actor: str
    case: str
    id: str
    p: dict[str, Any]
    base: str | None = None
    also: tuple[tuple[str, str | None], ...] = ()
    annex: dict[str, Any] | None = None
    sealed: Sealing | None = None  # None = in a browser


_DECODER = msgspec.json.Decoder(PastAct)
_ENCODER = msgspec.json.Encoder(order="sorted")


def read_history(path: Path) -> list[PastAct]:
    """Read a history file; raises MessagesError when it is missing or is none."""
    try:
        data = zstandard.ZstdDecompressor().decompress(path.read_bytes(), max_output_size=LARGEST)
        return [_DECODER.decode(line) for line in data.splitlines()]
    except (OSError, zstandard.ZstdError, msgspec.DecodeError) as err:
        raise MessagesError(f"历史文件 {path.name} 读不了或已损坏；请换一个文件。", path=str(path)) from err


def write_history(path: Path, acts: list[PastAct]) -> None:
    """Write a history file; the same acts give the same bytes."""
    lines = b"".join(_ENCODER.encode(act) + b"\n" for act in acts)
    path.write_bytes(zstandard.ZstdCompressor(level=19).compress(lines))


def past_acts(conn: Connection, stream: str, last: int, known: int = 0) -> Iterator[PastAct]:
    """The acts of people in a stream, to be played into another one: nothing of the stream's own id is left in them.

    Those up to seq `known` came from a history themselves and are left out: another file goes on from there.
    The players name a shift by the stream it is in; here it is named by its instant.
    """
    names, desks = {stream: HERE}, dict[str, str]()
    for row in stored_rows(conn, stream, 0, last):
        action = read_trusted(row.core)
        if action.kind == "sys.device":
            desks[action.p["cert"]["dev"]] = action.p["cert"]["name"]
        if action.kind.startswith("sys.") or row.vd != "a" or action.case is None:
            continue
        names |= _coded(action.p, stream, HERE)
        if row.seq <= known:
            continue
        act, case = action.id, action.case
        if action.kind.startswith("shift."):
            act = _named(action.kind, action.t)
            case = names.setdefault(action.case, act if action.kind == "shift.open" else case)
        p = _renamed({name: value for name, value in action.p.items() if name != "px"}, names)
        annex: dict[str, Any] | None = None
        if row.annex is not None:
            annex = {k: v for k, v in msgspec.json.decode(row.annex).items() if k != "n"}
        yield PastAct(
            t=action.t,
            kind=action.kind,
            actor=action.actor,
            case=names.get(case, case),
            id=act,
            p=p,
            base=action.base,
            also=action.also,
            annex=annex,
            sealed=None if action.via == "web" else Sealing(desk=desks[action.dev], cq=action.cq, got=row.st),
        )


def _named(kind: str, t: int) -> str:
    return uuid8(tagged("huying:past", kind.encode(), str(t).encode()))


def _coded(p: Mapping[str, Any], stream: str, there: str) -> dict[str, str]:
    """Elements that are put here for the first time and have a code of their own: case id here → in the other ledger."""
    found = {}
    for row in p.get("rows", ()):
        cells = {field: said[1] for field, said in row["set"].items() if len(said) > 1}
        key = key_of(KINDS[row["type"]], cells)
        if key.strip("\0") and row["id"] == element_case(stream, row["type"], key):
            found[row["id"]] = element_case(there, row["type"], key)
    return found


def _renamed(p: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    found = {name: names.get(value, value) if isinstance(value, str) else value for name, value in p.items()}
    if "rows" in p:
        found["rows"] = [row | {"id": names.get(row["id"], row["id"])} for row in p["rows"]]
    return found


def relive(tx: StreamTx, acts: Sequence[PastAct], keys: ServerKeys) -> None:
    """Enter the acts at their own instants, in the caller's transaction."""
    writer = tx.writer
    names = {HERE: tx.stream}
    for act in acts:
        names |= _coded(act.p, HERE, tx.stream)
        p = _renamed(act.p, names)
        annex = None
        if act.annex is not None:
            salt = b64(tagged("huying:past", act.id.encode())[:16])
            annex = {**act.annex, "n": salt}
        wish = Act(
            id=act.id,
            actor=act.actor,
            kind=act.kind,
            case=names.get(act.case, act.case),
            p=p,
            base=act.base,
            also=act.also,
            annex=annex,
        )
        if act.sealed is None:
            entry = record(wish, act.t, tx, writer, via="web")
        else:
            entry = enter_past(tx, keys, act.sealed, wish, act.t)
        if entry.vd != "a":
            raise AssertionError(f"history: {act.kind} {act.id}: {entry.vd} {entry.code}")
