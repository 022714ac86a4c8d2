"""Coming and going (登录与退出): the login form, what was typed when a session ended, the way out.

A form that arrives without a session is not lost: the login page carries what was typed, and once the person is known
again it comes back filled, to be sent once more by hand.
"""

from collections.abc import Awaitable, Callable, Mapping
from secrets import token_urlsafe
from typing import Any

from aiohttp import web

from county.api.calls import Api
from county.api.limits import GREET, LOGIN_FAILURES
from county.web import form_tokens, login, sessions
from county.web.replies import html, is_own, see, set_cookie, to_login, word
from county.web.sessions import COOKIE
from county.web.told import BAD, STRANGE, late
from county.web.uploads import BadFormError, Fields, TooLargeError, read_form
from county.web.visitors import Visitors
from county.web.workplace import Workplace

VISIT = "huying-visit"  # of a browser that is not logged in
KEPT = "kept-"  # before the names of fields that wait for the login
Resume = Callable[[str, Fields, str], Awaitable[web.Response | None]]  # address, fields, cookie


class Doors:
    """Login and logout of one county; `resume` gives the page of a form that waited for the login."""

    def __init__(self, api: Api, place: Workplace, visitors: Visitors, resume: Resume) -> None:
        self._api = api
        self._place = place
        self._visitors = visitors
        self._resume = resume
        self._secret = api.county.keys.secret("web-login")
        self._demo_word: str | None = None

    async def start(self, request: web.Request) -> web.StreamResponse:
        """`/`."""
        who = await self._visitors.who(request)
        return to_login(request) if who is None else see("/desk")

    async def page(self, request: web.Request) -> web.StreamResponse:
        """`/login`."""
        name, after = request.query.get("as", "")[:40], request.query.get("after", "")
        return await self.form(request, typed=name, after=after)

    async def form(
        self,
        request: web.Request,
        *,
        typed: str = "",
        no: str = "",
        status: int = 200,
        after: str = "",
        kept: Mapping[str, tuple[str, ...]] | None = None,
    ) -> web.Response:
        """The login form; `kept` = the fields of a form that waits."""
        visit = request.cookies.get(VISIT, "") or token_urlsafe(18)
        values = await self._api.thread(self._values)
        values |= {
            "token": form_tokens.of_visit(self._secret, visit),
            "login": typed,
            "refused": no,
            "after": after if is_own(after) else "",
            "kept": [(KEPT + name, text) for name, texts in (kept or {}).items() for text in texts],
        }
        response = html("login.html", values, status)
        set_cookie(response, request, VISIT, visit)
        return response

    def _values(self) -> dict[str, Any]:
        with self._place.look() as snapshot:
            people = login.demo_people(snapshot, self._api.county.towns)
            if self._demo_word is None:
                self._demo_word = login.demo_password(snapshot)
            return {
                "county": snapshot.rules(snapshot.county).home.name,
                "people": people,
                "demo_password": self._demo_word,
            }

    async def enter(self, request: web.Request) -> web.StreamResponse:
        """`POST /login`."""
        if wait := self._api.limits.wait_s("web-greet", GREET, request.remote or ""):
            return word(late(wait))
        try:
            fields, _ = await read_form(request)
        except (BadFormError, TooLargeError):
            return word(BAD)
        name, after = _one(fields, "login"), _one(fields, "after")
        kept = {key.removeprefix(KEPT): texts for key, texts in fields.items() if key.startswith(KEPT)}
        no, status = await self._refused(request, name, fields)
        cookie = None
        if not no:
            password, now = _one(fields, "password"), self._api.wall.now()
            cookie = await self._api.thread(lambda: login.log_in(self._place, name, password, now))
        if cookie is None:
            if not no:
                self._api.limits.spend("login", LOGIN_FAILURES, name)
                no, status = login.NO, 401
            return await self.form(request, typed=name, no=no, status=status, after=after, kept=kept)
        resumed = await self._resume(after, kept, cookie) if kept else None
        response = resumed or see(after if is_own(after) else "/desk")
        set_cookie(response, request, COOKIE, cookie, seconds=sessions.LONGEST_MS // 1000)
        response.del_cookie(VISIT, path="/")
        return response

    async def _refused(self, request: web.Request, name: str, fields: Fields) -> tuple[str, int]:
        """Why nobody looks at the password: a form of another page, or too many failures; "" else."""
        visit, given = request.cookies.get(VISIT, ""), _one(fields, form_tokens.FIELD)
        right = form_tokens.of_visit(self._secret, visit)
        if not visit or not form_tokens.from_here(request.headers) or not form_tokens.fits(given, right):
            return login.OLD_FORM, 403
        if wait := self._api.limits.wait_s("login", LOGIN_FAILURES, name, cost=0):
            return login.LATE.format(minutes=max(1, int(wait / 60 + 0.999))), 429
        return "", 200

    async def leave(self, request: web.Request) -> web.StreamResponse:
        """`POST /logout`."""
        who = await self._visitors.who(request, person=False)
        if who is not None:
            try:
                fields, _ = await read_form(request)
            except (BadFormError, TooLargeError):
                return word(BAD)
            session = who[0]
            if not form_tokens.fits(_one(fields, form_tokens.FIELD), session.form_token):
                return word(STRANGE)
            await self._api.thread(
                lambda: self._api.county.store.write(lambda conn: sessions.close_session(conn, session))
            )
        response = see("/login")
        response.del_cookie(COOKIE, path="/")
        return response


def _one(fields: Fields, name: str) -> str:
    return fields.get(name, ("",))[0]
