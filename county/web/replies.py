"""Answers as the HTTP library sends them (网页应答): pages, moves, cookies, each with its strict headers."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from aiohttp import web

from county.web.asked import Missing, Moved, Outcome, Sent, Shown
from county.web.drawing import drawing
from county.web.headers import NEVER_KEPT, SAFE
from county.web.told import MISSING, Word


def answer_of(outcome: Outcome) -> web.Response:
    """What a page maker decided, as an answer."""
    match outcome:
        case Shown(page=page, values=values, status=status):
            return html(page, values, status)
        case Moved(where=where):
            return see(where)
        case Sent(media=media, body=body, name=name):
            headers = {"Content-Disposition": f'attachment; filename="{name}"', **SAFE, **NEVER_KEPT}
            return web.Response(body=body, headers={"Content-Type": media, **headers})
        case Missing():
            return word(MISSING)


def html(page: str, values: Mapping[str, Any], status: int = 200) -> web.Response:
    """A page."""
    text = drawing().page(page, values)
    return web.Response(text=text, status=status, content_type="text/html", headers={**SAFE, **NEVER_KEPT})


def word(one: Word, again: Mapping[str, Any] | None = None) -> web.Response:
    """A page of one sentence; `again` = address, token and fields of a form that may be sent once more."""
    return html("word.html", {"word": one, "again": again}, one.status)


def see(where: str) -> web.Response:
    """Go there (see other): after a form, so that reloading sends nothing again."""
    return web.Response(status=303, headers={"Location": where, **SAFE, **NEVER_KEPT})


def is_own(where: str) -> bool:
    """Whether an address leads to a page of this site and nowhere else."""
    return where.startswith("/") and not where.startswith("//") and "\\" not in where and where.isprintable()


def to_login(request: web.Request) -> web.Response:
    """To the login page, and from there to where one wanted to be."""
    after = request.path_qs if request.method == "GET" and request.path != "/" else ""
    return see(f"/login?after={quote(after, safe='/')}" if after else "/login")


def set_cookie(
    response: web.Response, request: web.Request, name: str, value: str, seconds: int | None = None
) -> None:
    """HttpOnly and Strict; Secure wherever the browser speaks TLS, be it with a proxy before us."""
    secure = request.secure or request.headers.get("X-Forwarded-Proto", "") == "https"
    response.set_cookie(
        name, value, max_age=seconds, path="/", httponly=True, samesite="Strict", secure=secure
    )
