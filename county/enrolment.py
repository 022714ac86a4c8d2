"""Enrolment of a PC (登记新电脑): a one-time code for one town, then a device with its key (sync.md §12).

The code is ten Crockford digits, good for 48 hours; only its hash is kept. The device sends what it says of itself,
the county fills in where it belongs, and `sys.device` enters the town's stream and the county's.
"""

from secrets import token_bytes
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, insert, select, update

from county.streams import StreamTx, Work
from db.ids import is_id
from db.tables.county import dev, enrolment
from governance.ledger.chain import b64, crockford, tagged, unb64
from governance.places.serials import device_pair, pair_number

CODE_MS = 48 * 3_600_000
CODE_BITS = 50
FIRST_PAIR = 10  # the first desk is 0A; what is below is left for special devices
KEY_BYTES = 32


class Enrolled(Struct, frozen=True):
    """A device that was let in."""

    cert: dict[str, Any]
    no: str
    town: str


class BadCodeError(Exception):
    """The code is wrong, used or too old."""


class BadCertError(Exception):
    """What the device says of itself can't be taken."""


def new_code(conn: Connection, stream: str, now: int) -> str:
    """A one-time code for a town's stream."""
    code = crockford(token_bytes(8), CODE_BITS)
    conn.execute(insert(enrolment).values(hash=_hash(code), stream_id=stream, exp=now + CODE_MS))
    return code


def normal(code: str) -> str:
    """The code as people may type it: any case, spaces and dashes, O for 0, I and L for 1."""
    text = "".join(c for c in code.upper() if c.isalnum())
    return text.translate(str.maketrans("OIL", "011"))


def enrol(work: Work, county: str, code: str, asked: dict[str, Any], now: int) -> Enrolled:
    """Let a device in by its code; the same device with the same code again gets the same answer."""
    row = work.conn.execute(select(enrolment).where(enrolment.c.hash == _hash(normal(code)))).first()
    if row is None or row.exp <= now:
        raise BadCodeError
    device = asked.get("dev")
    if not isinstance(device, str) or not is_id(device):
        raise BadCertError
    town = work.sure(row.stream_id)
    if row.device_id is not None:
        if row.device_id != device:
            raise BadCodeError
        return _again(town, device)
    cert = _cert(asked, device, town)
    no = _next_pair(work.conn, town.stream)
    for tx in (town, work.sure(county)):
        tx.record("sys.device", {"cert": cert, "no": no, "status": "active"})
    town.pin_if_behind()
    work.conn.execute(update(enrolment).where(enrolment.c.hash == row.hash).values(device_id=device))
    return Enrolled(cert, no, town.stream)


def _hash(code: str) -> bytes:
    return tagged("huying:code", code.encode())


def _cert(asked: dict[str, Any], device: str, town: StreamTx) -> dict[str, Any]:
    """The certificate: the device's own keys and name, the county's word for where it belongs."""
    name, inc = asked.get("name", ""), asked.get("inc", 1)
    if not isinstance(name, str) or not isinstance(inc, int) or isinstance(inc, bool) or inc < 1:
        raise BadCertError
    for key in ("pk", "xk"):
        if not isinstance(asked.get(key), str) or not _is_key(asked[key]):
            raise BadCertError
    if asked.get("stream", town.stream) != town.stream:
        raise BadCertError
    parent = asked.get("parent")
    if parent is not None and (not isinstance(parent, str) or not is_id(parent)):
        raise BadCertError
    iat = asked.get("iat")
    return {
        "dev": device,
        "iat": iat if isinstance(iat, int) and not isinstance(iat, bool) and iat >= 0 else town.st,
        "inc": inc,
        "name": name[:40],
        "org": town.home.area,
        "parent": parent,
        "pk": asked["pk"],
        "stream": town.stream,
        "v": 1,
        "xk": asked["xk"],
    }


def _is_key(text: str) -> bool:
    try:
        return len(unb64(text)) == KEY_BYTES and b64(unb64(text)) == text
    except ValueError:
        return False


def _next_pair(conn: Connection, stream: str) -> str:
    """The device's two characters: never given twice in a town."""
    numbers = [
        pair_number(no) or 0
        for no in conn.execute(select(dev.c.no).where(dev.c.stream_id == stream)).scalars()
    ]
    return device_pair(max([FIRST_PAIR - 1, *numbers]) + 1)


def _again(town: StreamTx, device: str) -> Enrolled:
    body = town.home.device(device)
    query = select(dev.c.cert).where(dev.c.stream_id == town.stream, dev.c.device_id == device)
    cert: dict[str, Any] = msgspec.json.decode(town.conn.execute(query).scalar_one())
    return Enrolled(cert, body.no if body is not None else "", town.stream)
