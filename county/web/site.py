"""The web desk over HTTP (网页服务): who asks, is the form ours, which page; headers, cookies, limits, the long poll."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from functools import partial
from secrets import token_urlsafe
from typing import Any
from urllib.parse import quote

from aiohttp import web
from msgspec import Struct

from county.api.calls import Api
from county.api.limits import GREET, LOGIN_FAILURES, Rate
from county.web import (
    account_pages,
    acting,
    admission_pages,
    collecting,
    desk_pages,
    elements,
    form_tokens,
    login,
    notice_pages,
    sessions,
)
from county.web.asked import NO_FORM, Asked, Missing, Moved, Outcome, Sent, Shown
from county.web.department import month
from county.web.drawing import drawing
from county.web.fields import Typed
from county.web.headers import KEPT_LONG, NEVER_KEPT, SAFE
from county.web.lists import calling_down, drafting, emergency, precedents
from county.web.lists import pages as lists
from county.web.offices import Person
from county.web.patrol import report
from county.web.people import person_of
from county.web.sessions import COOKIE, WebSession
from county.web.uploads import BadFormError, TooLargeError, read_form
from county.web.workplace import Workplace
from db.failures import StoreError
from governance.ledger.chain import b64

log = logging.getLogger(__name__)

Maker = Callable[[Workplace, Asked], Outcome]
POSTS = Rate(2, 20)
PAGES = Rate(10, 60)
VISIT = "huying-visit"  # of a browser that is not logged in
WAIT_S = 25.0
WHO = tuple[WebSession, Person]

GETS: Mapping[str, Maker] = {
    "/desk": desk_pages.board_page,
    "/desk/{key}": desk_pages.case_page,
    "/desk/{key}/photos/{sha}": desk_pages.photo_file,
    "/done": desk_pages.done_page,
    "/report": report.report_page,
    "/lists": lists.lists_page,
    "/lists/{code}": lists.item_page,
    "/lists/{code}/edit": drafting.edit_page,
    "/lists/{code}/call": calling_down.down_page,
    "/precedents/{precedent}/end": precedents.end_page,
    "/notices": notice_pages.notices_page,
    "/figures/{code}": month.figure_page,
    "/notices/new": notice_pages.draft_page,
    "/me": account_pages.me_page,
    "/accounts": account_pages.accounts_page,
    "/admissions": admission_pages.admissions_page,
    "/emergency": emergency.declare_page,
    **elements.PAGES,
}
FORMS: Mapping[str, Maker] = {
    "/desk/{key}/do/{kind}": acting.act,
    "/desk/{key}/look": acting.look,
    "/report": report.report,
    "/lists/{code}/edit": drafting.edit,
    "/lists/{code}/call": calling_down.down,
    "/precedents/{precedent}/end": precedents.end,
    "/notices/new": notice_pages.draft,
    "/me/password": account_pages.change_password,
    "/accounts": account_pages.administer,
    "/admissions": admission_pages.apply_for,
    "/emergency": emergency.declare,
    **collecting.SENT,
}


class Word(Struct, frozen=True):
    """A page of one sentence: what happened, and where to go on."""

    status: int
    title: str
    sentence: str
    href: str = "/desk"
    link: str = "回到工作台"


MISSING = Word(404, "没有这一页", "没有找到，或不在您的范围内；请从工作台打开。")
STRANGE = Word(403, "表单已失效", "表单不是本页刚打开的，没有提交；请回到工作台重新填写。")
LARGE = Word(413, "内容过大", "照片每张不超过 5 兆、一次不超过 6 张；请减少后重新提交。")
BAD = Word(400, "表单读不懂", "浏览器发来的表单不完整，没有提交；请重新填写。")
BROKEN = Word(503, "县端暂时不能办理", "县端数据库没有回应，本次没有保存；请稍后重试。")


class Site:
    """The pages of one county."""

    def __init__(self, api: Api, names: Mapping[str, str]) -> None:
        self._api = api
        self._place = Workplace(api.county, names)
        self._drawing = drawing()
        self._secret = api.county.keys.secret("web-login")
        self._demo_word: str | None = None

    def mount(self, app: web.Application) -> None:
        """Add every page to the application."""
        app.router.add_get("/", self._start)
        app.router.add_get("/login", self._login_page)
        app.router.add_post("/login", self._log_in)
        app.router.add_post("/logout", self._log_out)
        app.router.add_get("/wait", self._wait)
        app.router.add_get("/static/{mark}/{name}", self._static)
        for path, maker in GETS.items():
            app.router.add_get(path, partial(self._get, maker))
        for path, maker in FORMS.items():
            app.router.add_post(path, partial(self._post, maker))

    # ------------------------------------------------------------ who asks

    async def _who(self, request: web.Request, *, person: bool = True) -> WHO | None:
        """The session and its person; None for a stranger. A page asked for keeps the session alive."""
        cookie = request.cookies.get(COOKIE, "")
        return await self._api.thread(lambda: self._known(cookie, alive=person)) if cookie else None

    def _known(self, cookie: str, *, alive: bool) -> WHO | None:
        county, now = self._api.county, self._api.wall.now()
        with self._place.look() as snapshot:
            session = sessions.session_of(snapshot.conn, cookie, now)
            person = person_of(snapshot, county.towns, session.user) if session is not None else None
        if session is None or person is None:
            return None
        if alive and now - session.seen_at > sessions.TOUCH_MS:
            county.store.write(lambda conn: sessions.touch(conn, session, now))
        return session, person

    def _version(self, person: Person) -> int:
        """How far everything this person sees has come; taken before it is read."""
        hub = self._api.hub
        return sum(hub.version(stream) for stream in (*person.streams, self._api.county.stream))

    # ------------------------------------------------------------ pages and forms

    async def _get(self, maker: Maker, request: web.Request) -> web.StreamResponse:
        who = await self._who(request)
        if who is None:
            return self._to_login(request)
        if wait := self._api.limits.wait_s("web-page", PAGES, b64(who[0].hash)):
            return self._word(_late(wait))
        if who[1].once and maker is not account_pages.me_page:
            return _see("/me?said=once")
        return await self._made(maker, self._asked(request, who))

    async def _post(self, maker: Maker, request: web.Request) -> web.StreamResponse:
        who = await self._who(request)
        if who is None:
            return self._to_login(request)
        if wait := self._api.limits.wait_s("web-post", POSTS, b64(who[0].hash)):
            return self._word(_late(wait))
        try:
            fields, files = await read_form(request)
        except TooLargeError:
            return self._word(LARGE)
        except BadFormError:
            return self._word(BAD)
        given = fields.get(form_tokens.FIELD, ("",))[0]
        if not form_tokens.from_here(request.headers) or not form_tokens.fits(given, who[0].form_token):
            return self._word(STRANGE)
        if who[1].once and maker is not account_pages.change_password:
            return _see("/me?said=once")
        return await self._made(maker, self._asked(request, who, Typed(fields), files))

    def _asked(
        self,
        request: web.Request,
        who: WHO,
        typed: Typed = NO_FORM,
        files: Mapping[str, tuple[bytes, ...]] | None = None,
    ) -> Asked:
        session, person = who
        return Asked(
            path=dict(request.match_info), query=dict(request.query), typed=typed, uploads=files or {},
            person=person, session=session, version=self._version(person),
        )  # fmt: skip

    async def _made(self, maker: Maker, asked: Asked) -> web.StreamResponse:
        try:
            return await self._api.thread(lambda: self._answer(maker(self._place, asked)))
        except StoreError as err:
            log.error("web %s: %s", asked.path, err.sentence)
            return self._word(BROKEN)

    def _answer(self, outcome: Outcome) -> web.Response:
        match outcome:
            case Shown(page=page, values=values, status=status):
                return self._html(page, values, status)
            case Moved(where=where):
                return web.Response(status=303, headers={"Location": where, **SAFE, **NEVER_KEPT})
            case Sent(media=media, body=body, name=name):
                headers = {"Content-Disposition": f'attachment; filename="{name}"', **SAFE, **NEVER_KEPT}
                return web.Response(body=body, headers={"Content-Type": media, **headers})
            case Missing():
                return self._word(MISSING)

    def _html(self, page: str, values: Mapping[str, Any], status: int = 200) -> web.Response:
        text = self._drawing.page(page, values)
        return web.Response(
            text=text, status=status, content_type="text/html", headers={**SAFE, **NEVER_KEPT}
        )

    def _word(self, word: Word) -> web.Response:
        return self._html("word.html", {"word": word}, word.status)

    # ------------------------------------------------------------ coming and going

    async def _start(self, request: web.Request) -> web.StreamResponse:
        who = await self._who(request)
        return self._to_login(request) if who is None else _see("/desk")

    def _to_login(self, request: web.Request) -> web.Response:
        after = request.path_qs if request.method == "GET" and request.path != "/" else ""
        return _see(f"/login?after={_quoted(after)}" if after else "/login")

    async def _login_page(self, request: web.Request) -> web.StreamResponse:
        name, after = request.query.get("as", "")[:40], request.query.get("after", "")
        return await self._login_form(request, login=name, after=after)

    async def _login_form(
        self, request: web.Request, *, login: str = "", no: str = "", status: int = 200, after: str = ""
    ) -> web.Response:
        visit = request.cookies.get(VISIT, "") or token_urlsafe(18)
        values = await self._api.thread(self._login_values)
        values |= {
            "token": form_tokens.of_visit(self._secret, visit),
            "login": login,
            "refused": no,
            "after": after if _is_own(after) else "",
        }
        response = self._html("login.html", values, status)
        _set_cookie(response, request, VISIT, visit)
        return response

    def _login_values(self) -> dict[str, Any]:
        with self._place.look() as snapshot:
            people = login.demo_people(snapshot, self._api.county.towns)
            if self._demo_word is None:
                self._demo_word = login.demo_password(snapshot)
            return {
                "county": snapshot.rules(snapshot.county).home.name,
                "people": people,
                "demo_password": self._demo_word,
            }

    async def _log_in(self, request: web.Request) -> web.StreamResponse:
        address = request.remote or ""
        if wait := self._api.limits.wait_s("web-greet", GREET, address):
            return self._word(_late(wait))
        try:
            fields, _ = await read_form(request)
        except (BadFormError, TooLargeError):
            return self._word(BAD)
        name, password, given = (
            fields.get(key, ("",))[0] for key in ("login", "password", form_tokens.FIELD)
        )
        visit, after = request.cookies.get(VISIT, ""), fields.get("after", ("",))[0]
        right = form_tokens.of_visit(self._secret, visit)
        if not visit or not form_tokens.from_here(request.headers) or not form_tokens.fits(given, right):
            return await self._login_form(request, login=name, no=login.OLD_FORM, status=403, after=after)
        limits = self._api.limits
        if wait := limits.wait_s("login", LOGIN_FAILURES, name, cost=0):
            minutes = max(1, int(wait / 60 + 0.999))
            late = login.LATE.format(minutes=minutes)
            return await self._login_form(request, login=name, no=late, status=429, after=after)
        now = self._api.wall.now()
        cookie = await self._api.thread(lambda: login.log_in(self._place, name, password, now))
        if cookie is None:
            limits.spend("login", LOGIN_FAILURES, name)
            return await self._login_form(request, login=name, no=login.NO, status=401, after=after)
        response = _see(after if _is_own(after) else "/desk")
        _set_cookie(response, request, COOKIE, cookie, seconds=sessions.LONGEST_MS // 1000)
        response.del_cookie(VISIT, path="/")
        return response

    async def _log_out(self, request: web.Request) -> web.StreamResponse:
        who = await self._who(request, person=False)
        if who is not None:
            try:
                fields, _ = await read_form(request)
            except (BadFormError, TooLargeError):
                return self._word(BAD)
            session = who[0]
            if not form_tokens.fits(fields.get(form_tokens.FIELD, ("",))[0], session.form_token):
                return self._word(STRANGE)
            await self._api.thread(
                lambda: self._api.county.store.write(lambda conn: sessions.close_session(conn, session))
            )
        response = _see("/login")
        response.del_cookie(COOKIE, path="/")
        return response

    # ------------------------------------------------------------ news and files

    async def _wait(self, request: web.Request) -> web.StreamResponse:
        """`/wait?v=<version>`: answers as soon as there is more than the page shows, or after a while."""
        who = await self._who(request, person=False)
        if who is None:
            return web.json_response({"v": -1}, status=401, headers={**SAFE, **NEVER_KEPT})
        session, person = who
        asked = request.query.get("v", "")
        seen = int(asked) if asked.isascii() and asked.isdigit() else -1
        key = f"web/{b64(session.hash)}"
        if self._version(person) == seen:
            if not self._api.park(key):
                return web.json_response({"v": seen}, status=429, headers={"Retry-After": "25", **SAFE})
            try:
                await self._news((*person.streams, self._api.county.stream))
            finally:
                self._api.unpark(key)
        return web.json_response({"v": self._version(person)}, headers={**SAFE, **NEVER_KEPT})

    async def _news(self, streams: tuple[str, ...]) -> None:
        """Until one of the streams has more, or the time is up."""
        hub = self._api.hub
        waits = [
            asyncio.ensure_future(hub.wait(stream, hub.version(stream), WAIT_S)) for stream in set(streams)
        ]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
            await asyncio.gather(*waits, return_exceptions=True)

    async def _static(self, request: web.Request) -> web.StreamResponse:
        file = self._drawing.files.get(request.match_info["name"])
        if file is None or file.mark != request.match_info["mark"]:
            return self._word(MISSING)
        return web.Response(body=file.body, headers={"Content-Type": file.media, **SAFE, **KEPT_LONG})


def _late(wait: float) -> Word:
    return Word(429, "操作过于频繁", f"请 {max(1, int(wait + 0.999))} 秒后重试；已填内容可用浏览器后退找回。")


def _see(where: str) -> web.Response:
    return web.Response(status=303, headers={"Location": where, **SAFE, **NEVER_KEPT})


def _is_own(where: str) -> bool:
    """Whether an address leads to a page of this site and nowhere else."""
    return where.startswith("/") and not where.startswith("//") and "\\" not in where and where.isprintable()


def _quoted(where: str) -> str:
    return quote(where, safe="/")


def _set_cookie(
    response: web.Response, request: web.Request, name: str, value: str, seconds: int | None = None
) -> None:
    """HttpOnly and Strict; Secure wherever the browser speaks TLS, be it with a proxy before us."""
    secure = request.secure or request.headers.get("X-Forwarded-Proto", "") == "https"
    response.set_cookie(
        name, value, max_age=seconds, path="/", httponly=True, samesite="Strict", secure=secure
    )
