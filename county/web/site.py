"""The web desk over HTTP (网页服务): who asks, is the form ours, which page; a form that is not taken comes back filled.

Source: sync.md §12, §15.
"""

import logging
from collections.abc import Mapping
from functools import partial
from typing import Any
from urllib.parse import quote

from aiohttp import web

from county.api.calls import Api
from county.api.limits import GREET, Rate
from county.web import account_pages, form_tokens
from county.web.asked import NO_FORM, Asked
from county.web.crashes import numbered, outcome_of
from county.web.doors import Doors
from county.web.drawing import drawing
from county.web.fields import Typed
from county.web.headers import KEPT_LONG, SAFE
from county.web.news import News
from county.web.replies import answer_of, see, to_login, word
from county.web.routes import FORMS, GETS, STANDS_ON, Maker, form_at, takes_back
from county.web.told import (
    AGAIN,
    BAD,
    HEAVY,
    KEPT,
    LARGE,
    LONG,
    MISSING,
    OLD,
    STRANGE,
    WORDY,
    Stop,
    Word,
    crashed_form,
    late,
    often,
)
from county.web.uploads import BadFormError, Fields, Files, TooLargeError, name_field, read_form
from county.web.visitors import WHO, Visitors
from county.web.workplace import Workplace
from db.failures import StoreError
from governance.ledger.chain import b64

log = logging.getLogger(__name__)

POSTS = Rate(2, 20)
PAGES = Rate(10, 60)


class Site:
    """The pages of one county."""

    def __init__(self, api: Api, names: Mapping[str, str]) -> None:
        self._api = api
        self._place = Workplace(api.county, names)
        self._visitors = Visitors(api, self._place)
        self._doors = Doors(api, self._place, self._visitors, self._resumed)
        self._news = News(api, self._visitors)

    def mount(self, app: web.Application) -> None:
        """Add every page to the application."""
        app.router.add_get("/", self._doors.start)
        app.router.add_get("/login", self._doors.page)
        app.router.add_post("/login", self._doors.enter)
        app.router.add_post("/logout", self._doors.leave)
        app.router.add_get("/wait", self._news.wait)
        app.router.add_get("/static/{mark}/{name}", self._static)
        for path, page in STANDS_ON.items():
            app.router.add_get(path, partial(self._page_of, page))
        for path, maker in GETS.items():
            app.router.add_get(path, partial(self._get, maker))
        for path, maker in FORMS.items():
            app.router.add_post(path, partial(self._post, maker))

    def finish(self, app: web.Application) -> None:
        """Add the page for every address that nothing else answers; to be called last."""
        app.router.add_route("*", "/{rest:(?!v1/).*}", self._nowhere)  # what desks call answers for itself

    async def _nowhere(self, request: web.Request) -> web.StreamResponse:
        return word(MISSING)

    async def _page_of(self, page: str, request: web.Request) -> web.StreamResponse:
        return see(page.format(**{name: quote(part, safe="") for name, part in request.match_info.items()}))

    async def _get(self, maker: Maker, request: web.Request) -> web.StreamResponse:
        who = await self._visitors.who(request)
        if who is None:
            return to_login(request)
        if wait := self._api.limits.wait_s("web-page", PAGES, b64(who[0].hash)):
            return word(late(wait))
        if who[1].once and maker is not account_pages.me_page:
            return see("/me?said=once")
        return await self._made(
            maker, self._asked(request.match_info, who, query=dict(request.query)), request.path
        )

    async def _post(self, maker: Maker, request: web.Request) -> web.StreamResponse:
        who = await self._visitors.who(request)
        if who is None and (wait := self._api.limits.wait_s("web-greet", GREET, request.remote or "")):
            return word(late(wait))
        try:
            fields, files = await read_form(request)
            heavy = None
        except TooLargeError as err:
            fields, files, heavy = err.fields, {}, (LONG, WORDY) if err.words else (HEAVY, LARGE)
        except BadFormError:
            return word(BAD)
        given = fields.pop(form_tokens.FIELD, ("",))[0]
        backwards = takes_back(maker) and form_tokens.surely_from_here(request.headers)
        if who is None and backwards:
            return await self._doors.form(request, after=request.path, kept=fields)
        if who is None:
            return to_login(request)
        if who[1].once and maker is not account_pages.change_password:
            return see("/me?said=once")
        fits = form_tokens.from_here(request.headers) and form_tokens.fits(given, who[0].form_token)
        stop, plain = self._stopped(who, fits, heavy)
        if plain is not None and not (backwards or (fits and takes_back(maker))):
            return word(plain)
        return await self._made(
            maker, self._asked(request.match_info, who, fields, files, stop), request.path
        )

    def _stopped(
        self, who: WHO, fits: bool, heavy: tuple[Stop, Word] | None
    ) -> tuple[Stop, Word] | tuple[None, None]:
        """Why the form is not taken: told at the form, and on a page of its own where the form can't come back."""
        wait = self._api.limits.wait_s("web-post", POSTS, b64(who[0].hash))
        if wait:
            return often(wait), late(wait)
        if heavy is not None:
            return heavy
        return (None, None) if fits else (OLD, STRANGE)

    async def _resumed(self, path: str, fields: Fields, cookie: str) -> web.Response | None:
        """The page of a form that waited for the login, filled as it was; None when it has no page of its own."""
        found, who = form_at(path), await self._visitors.of_cookie(cookie)
        if found is None or who is None or who[1].once or not takes_back(found[0]):
            return None
        maker, parts = found
        return await self._made(maker, self._asked(parts, who, fields, {}, AGAIN), path)

    def _asked(
        self,
        parts: Mapping[str, str],
        who: WHO,
        fields: Fields | None = None,
        files: Files | None = None,
        stop: Stop | None = None,
        query: Mapping[str, str] | None = None,
    ) -> Asked:
        session, person = who
        return Asked(
            path=dict(parts), query=query or {}, typed=Typed(fields) if fields is not None else NO_FORM,
            uploads=files or {}, person=person, session=session, version=self._visitors.version(person), stop=stop,
        )  # fmt: skip

    async def _made(self, maker: Maker, asked: Asked, path: str) -> web.Response:
        found = await outcome_of(self._api.thread(lambda: answer_of(maker(self._place, asked))))
        if not isinstance(found, Exception):
            return found
        if asked.typed is NO_FORM or not takes_back(maker):
            raise found
        again = _once_more(asked, path)
        if not isinstance(found, StoreError):
            return word(crashed_form(numbered(found, "POST", path)), again)
        log.error("web %s: %s", asked.path, found.sentence)
        return word(KEPT, again)

    async def _static(self, request: web.Request) -> web.StreamResponse:
        file = drawing().files.get(request.match_info["name"])
        if file is None or file.mark != request.match_info["mark"]:
            return word(MISSING)
        return web.Response(body=file.body, headers={"Content-Type": file.media, **SAFE, **KEPT_LONG})


def _once_more(asked: Asked, path: str) -> Mapping[str, Any]:
    """The form as it was sent, for the page that offers to send it again; files have to be chosen once more."""
    files = {name_field(field) for field in asked.uploads}
    fields = [
        (name, text) for name, texts in asked.typed.values.items() if name not in files for text in texts
    ]
    return {"where": path, "token": asked.session.form_token, "fields": fields, "files": tuple(asked.uploads),
            "user": asked.person.user.id}  # fmt: skip
