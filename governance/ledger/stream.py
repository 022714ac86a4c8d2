"""The stream's own case (台账自身): whose it is, who may act, which devices sign, what is pinned, who is on duty.

Source: sync.md §3.1 (`sys.*`), §3.5 (pins). Only the server's device writes `sys.*`; its own `sys.device` entry is
the first of the stream. So the fold needs nothing but the stream and its pins.
"""

import itertools
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from governance.ledger.action import Action
from governance.ledger.case import Case, Face
from governance.ledger.payload import Payload
from governance.people.roles import Grant, User
from governance.rulebook import Span

SERVER_NO = "00"  # the server's device pair (rulebook §2.2)
SPANS_KEPT = 60  # a month of shifts: decisions arrive at most that late


class SysStream(Payload, frozen=True, kw_only=True):
    """Whose stream: kind town or county, area code, unit code, name."""

    kind: str
    area: str
    unit: str
    name: str


class SysDevice(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """A device enrolled, re-incarnated or revoked."""

    cert: dict[str, Any]
    no: str
    status: str = "active"


class SysUser(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """A person with roles; the latest entry of a person holds. `by` = the administrator who entered it."""

    user: str
    name: str
    grants: tuple[Grant, ...] = ()
    active: bool = True
    by: str = ""


class SysBundle(Payload, frozen=True, kw_only=True):
    """The county state the town works with from here on."""

    seq: int
    h: str


class SysEpoch(Payload, frozen=True, kw_only=True):
    """A restored county goes on from here."""

    prev_epoch: int
    seq: int
    h: str


class Device(Struct, frozen=True):
    """One installation incarnation (设备)."""

    id: str
    no: str
    status: str
    pk: str  # b64
    name: str


class Stream(Case, tag="stream", frozen=True, kw_only=True, omit_defaults=True):
    """What a stream says of itself."""

    kind: str = ""
    area: str = ""
    unit: str = ""
    name: str = ""
    users: tuple[User, ...] = ()
    devices: tuple[Device, ...] = ()
    pin_seq: int = 0
    pin_h: str = ""
    epoch: int = 1
    duty: tuple[Span, ...] = ()

    def device(self, device_id: str) -> Device | None:
        """The device of that id, or None."""
        return next((d for d in self.devices if d.id == device_id), None)

    @property
    def server(self) -> str:
        """Id of the server's device that writes now, or ""."""
        return next((d.id for d in reversed(self.devices) if d.no == SERVER_NO and d.status == "active"), "")


PAYLOADS: dict[str, type[Payload]] = {
    "sys.stream": SysStream,
    "sys.device": SysDevice,
    "sys.user": SysUser,
    "sys.bundle": SysBundle,
    "sys.epoch": SysEpoch,
}


def may_write(stream: Stream | None, action: Action, p: Payload | None) -> bool:
    """Whether the action's device may write `sys.*`: the server's, or the first entry that names itself."""
    if p is None or action.case != action.stream:
        return False
    if isinstance(p, SysDevice) and not all(isinstance(p.cert.get(k), str) for k in ("dev", "pk", "name")):
        return False
    if stream is None or not stream.server:
        return isinstance(p, SysDevice) and p.no == SERVER_NO and p.cert.get("dev") == action.dev
    return action.dev == stream.server


def apply(stream: Stream | None, action: Action, p: Payload) -> Stream:
    """Fold one `sys.*` entry."""
    stream = stream if stream is not None else Stream(id=action.stream)
    if isinstance(p, SysStream):
        return replace(stream, kind=p.kind, area=p.area, unit=p.unit, name=p.name)
    if isinstance(p, SysDevice):
        cert = p.cert
        device = Device(str(cert["dev"]), p.no, p.status, str(cert["pk"]), str(cert["name"]))
        others = (d for d in stream.devices if d.id != device.id)
        return replace(stream, devices=(*others, device))
    if isinstance(p, SysUser):
        user = User(id=p.user, name=p.name, grants=p.grants, active=p.active)
        return replace(stream, users=(*(u for u in stream.users if u.id != p.user), user))
    if isinstance(p, SysBundle):
        return replace(stream, pin_seq=p.seq, pin_h=p.h)
    if isinstance(p, SysEpoch):
        return replace(stream, epoch=p.prev_epoch + 1)
    return stream


def reflect(stream: Stream, new: Face) -> Stream:
    """A shift opened or handed over: the room's duty follows, and never two shifts are open at once (§9.2)."""
    spans = tuple(s for s in stream.duty if s.shift != new.child)
    old = next((s for s in stream.duty if s.shift == new.child), None)
    if new.state == "OPEN":
        span = Span(new.child, new.at, None, new.label)
    else:
        since, ended = (old.since, old.to) if old else (new.at, None)
        span = Span(new.child, since, new.at if ended is None else min(ended, new.at), new.label)
    duty = _one_at_a_time(sorted((*spans, span), key=lambda s: (s.since, s.shift)))
    return replace(stream, duty=duty[-SPANS_KEPT:], kids=tuple(k for k in stream.kids if k.state == "OPEN"))


def _one_at_a_time(spans: list[Span]) -> tuple[Span, ...]:
    """An opening ends the duty of the shift before it, even of one whose hand-over is still owed."""
    ended = [
        replace(span, to=later.since) if span.to is None else span
        for span, later in itertools.pairwise(spans)
    ]
    return (*ended, *spans[-1:])
