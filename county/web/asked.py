"""What a browser asked and what it gets (请求与应答), free of the HTTP library: pages are made and tested by these."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from county.web.fields import Typed
from county.web.offices import Person
from county.web.sessions import WebSession
from county.web.told import Stop

NO_FORM = Typed({})


class Asked(Struct, frozen=True, kw_only=True):
    """One request of somebody who is logged in."""

    path: Mapping[str, str]  # the parts of the address that vary
    query: Mapping[str, str]
    typed: Typed
    uploads: Mapping[str, tuple[bytes, ...]]  # files of a form by field
    person: Person
    session: WebSession
    version: int  # of all that is shown, taken before it was read
    stop: Stop | None = None  # the form is shown again with this instead of being taken


class Shown(Struct, frozen=True, kw_only=True):
    """A page."""

    page: str  # template
    values: Mapping[str, Any]
    status: int = 200


class Moved(Struct, frozen=True):
    """Go there (see other): after a form, so that reloading sends nothing again."""

    where: str


class Sent(Struct, frozen=True):
    """Bytes that are no page: a photo."""

    media: str
    body: bytes
    name: str


class Missing(Struct, frozen=True):
    """There is no such thing for this person."""


Outcome = Shown | Moved | Sent | Missing
