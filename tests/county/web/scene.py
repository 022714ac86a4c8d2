"""A town's day for the web desk: an event dispatched, a call issued; and a browser without scripts."""

import io
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from html import unescape
from html.parser import HTMLParser

import aiohttp
from msgspec import Struct

from county.acts import Answer, act
from county.clock import WallClock
from county.streams import County
from county.web.sessions import COOKIE, open_session
from db.county_store import view_of
from governance.calls.call import Call
from governance.events.event import Event
from governance.ledger.chain import uuid8
from tests.county.served import served
from tests.county.small import GRID, TOWN, uid

EVENT, CALL = 1, 2
TELEPHONE = "13800001234"


def new(n: int) -> str:
    """An id."""
    return uuid8(n.to_bytes(16, "big"))


def town_of(county: County, area: str = TOWN) -> str:
    """A town's stream."""
    stream = county.town_of(area)
    assert stream is not None
    return stream


def did(answer: object) -> Answer:
    """What was certainly taken."""
    assert isinstance(answer, Answer), answer
    assert answer.verdict.vd == "a", answer
    return answer


def report(county: County, n: int = EVENT, **more: object) -> None:
    """The grid worker's report, its caller's data in the annex."""
    p = {"serial": "", "ch": "GRID", "text": f"井盖缺失，联系 {TELEPHONE}", "place": {"area": GRID, "text": "桥东 12 号"},
         "cat": "030101", "urg": "U3", **more}  # fmt: skip
    annex = {"n": "A" * 22, "name": "王建国", "tel": TELEPHONE}
    did(act(county, town_of(county), uid("gw"), "event.report", new(n), p, id=new(1_000 + n), annex=annex))


def dispatched(county: County, unit: str = "T-ZF", /, **more: object) -> None:
    """An event that a unit of the town holds."""
    report(county, EVENT, **more)
    town = town_of(county)
    did(act(county, town, uid("op1"), "shift.open", None, {"operator": uid("op1")}))
    did(act(county, town, uid("op1"), "event.accept", new(EVENT), {}))
    did(act(county, town, uid("op1"), "event.dispatch", new(EVENT), {"unit": unit}))


def called(county: County, *depts: str, grade: str = "C2", **event: object) -> None:
    """A call for the event, not accepted yet."""
    dispatched(county, **event)
    town = town_of(county)
    did(act(county, town, uid("T-ZF-1"), "event.sign", new(EVENT), {}))
    p = {"serial": "", "grade": grade, "ask": "请到场查封", "reason": "清单外", "depts": depts or ("ZF",),
         "parent": new(EVENT)}  # fmt: skip
    did(act(county, town, uid("lead"), "call.issue", new(CALL), p))


def assigned(county: County, dept: str = "ZF", *assist: str, grade: str = "C2", **event: object) -> None:
    """A call that a department has to answer."""
    called(county, dept, grade=grade, **event)
    town = town_of(county)
    did(act(county, town, uid("c1"), "call.accept", new(CALL), {"ruling": "accept"}))
    did(act(county, town, uid("c1"), "call.assign", new(CALL), {"unit": dept, "assist": assist}))


def call_of(county: County) -> Call:
    """The call as the ledger has it."""
    found = _case(county, CALL)
    assert isinstance(found, Call)
    return found


def event_of(county: County) -> Event:
    """The event as the ledger has it."""
    found = _case(county, EVENT)
    assert isinstance(found, Event)
    return found


def _case(county: County, n: int) -> object:
    with county.reading() as conn:
        view = view_of(conn, town_of(county))
        assert view is not None
        return view.case(new(n))


class Page(Struct, frozen=True):
    """What came back."""

    status: int
    text: str
    headers: Mapping[str, str]
    where: str

    @property
    def words(self) -> str:
        """What a person reads."""
        return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", self.text)))

    def form(self, action: str) -> dict[str, str]:
        """The form with this address as the browser would send it untouched."""
        found = _Forms()
        found.feed(self.text)
        assert action in found.forms, (action, list(found.forms))
        return dict(found.forms[action])

    @property
    def all_forms(self) -> tuple[str, ...]:
        """The addresses of every form that is sent."""
        found = _Forms()
        found.feed(self.text)
        return tuple(action for action in found.forms if "token" in found.forms[action])

    @property
    def actions(self) -> set[str]:
        """The kinds that may be done on it."""
        return set(re.findall(r'action="/desk/[^"/]+/do/([^"]+)"', self.text))


class _Forms(HTMLParser):
    """Forms with the values they begin with."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: dict[str, dict[str, str]] = {}
        self._now: dict[str, str] | None = None
        self._select = ""
        self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        had = {key: value or "" for key, value in attrs}
        if tag == "form":
            self._now = self.forms.setdefault(had.get("action", ""), {})
        if self._now is None:
            return
        name = had.get("name", "")
        if tag == "input" and had.get("type") in ("radio", "checkbox"):
            if "checked" in had:
                self._now[name] = had.get("value", "")
        elif tag == "input" and name and had.get("type") != "file":
            self._now[name] = had.get("value", "")
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and ("selected" in had or self._select not in self._now):
            self._now[self._select] = had.get("value", "")
        elif tag == "textarea":
            self._area = name
            self._now[name] = ""

    def handle_data(self, text: str) -> None:
        if self._area and self._now is not None:
            self._now[self._area] += text

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._now = None
        elif tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._area = ""


class Browser:
    """A browser of one person, without scripts."""

    def __init__(self, http: aiohttp.ClientSession, url: str) -> None:
        self._http = http
        self.url = url

    def let_in(self, cookie: str) -> None:
        """Go on as somebody who is logged in."""
        self._http.cookie_jar.update_cookies({COOKIE: cookie})

    async def get(self, path: str, **more: str) -> Page:
        """Open a page; redirects are followed."""
        async with self._http.get(self.url + path, headers=more) as answer:
            return Page(
                answer.status, await answer.text(errors="replace"), answer.headers, answer.url.path_qs
            )

    async def post(self, path: str, form: Mapping[str, object], **more: str) -> Page:
        """Send a form; bytes among its values are photos."""
        data = aiohttp.FormData(quote_fields=False)
        for name, value in form.items():
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, bytes):
                    data.add_field(name, io.BytesIO(one), filename="a.jpg", content_type="image/jpeg")
                else:
                    data.add_field(name, str(one))
        async with self._http.post(self.url + path, data=data, headers=more) as answer:
            return Page(
                answer.status, await answer.text(errors="replace"), answer.headers, answer.url.path_qs
            )

    async def do(self, key: str, kind: str, **typed: object) -> Page:
        """Open a case and send one of its forms with what was typed."""
        action = f"/desk/{key}/do/{kind}"
        return await self.post(action, (await self.get(f"/desk/{key}")).form(action) | typed)


@asynccontextmanager
async def site(county: County) -> AsyncIterator[str]:
    """The address of the county's web desk."""
    async with served(county) as url:
        yield url


@asynccontextmanager
async def browser(county: County, url: str, login: str = "") -> AsyncIterator[Browser]:
    """A browser that is logged in, or a stranger's."""
    cookies = {}
    if login:
        now = WallClock().now()
        cookies[COOKIE] = county.store.write(lambda conn: open_session(conn, uid(login), now))
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(cookie_jar=jar, cookies=cookies) as http:
        yield Browser(http, url)
