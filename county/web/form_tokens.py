"""Form tokens (表单令牌): a form counts only when it was drawn for this session, on this site."""

import hmac
from collections.abc import Mapping
from urllib.parse import urlsplit

from governance.ledger.chain import b64

FIELD = "token"


def fits(given: str, right: str) -> bool:
    """Whether a form carries its session's token."""
    return hmac.compare_digest(given.encode(), right.encode())


def of_visit(secret: bytes, visit: str) -> str:
    """The token of the login form, of a browser that has no session yet but a visit's cookie."""
    return b64(hmac.digest(secret, visit.encode(), "sha256"))


def surely_from_here(headers: Mapping[str, str]) -> bool:
    """Whether the browser says so itself: what another site sent is never shown as if it had been typed here."""
    return bool(headers.get("Origin", "")) and from_here(headers)


def from_here(headers: Mapping[str, str]) -> bool:
    """Whether the browser says that the form was sent from a page of this address; old ones say nothing."""
    origin = headers.get("Origin", "")
    if not origin or origin == "null":
        return origin == ""
    return urlsplit(origin).netloc == headers.get("Host", "")
