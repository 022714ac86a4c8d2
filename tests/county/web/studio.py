"""A demo county under the camera (取景): its people in real Chromium, their steps taken through the desk's own forms."""

import asyncio
import base64
import json
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage, QPainter
from sqlalchemy import delete

from county.acts import Answer, act
from county.clock import VirtualClock, WallClock
from county.database import keys_path, open_county, open_store
from county.streams import County
from county.web.place_names import read_names
from county.web.sessions import COOKIE, open_session
from db.county_store import view_of
from db.tables.county import web_session
from desktop.demo import stage, town
from governance.people.roles import User
from tests.county.served import served
from tests.county.web.scene import Browser, Page, browser
from tests.loop import chromium

SIZES: Mapping[str, tuple[int, int]] = {"1366": (1366, 768), "1920": (1920, 1080), "390": chromium.PHONE}
UNFOLD = "document.querySelectorAll('details').forEach(one => { one.open = true })"
HIGHEST = "Math.max(...[...document.querySelectorAll('.acts, .case, .queue, body')].map(one => one.scrollHeight)) + 60"
TALLEST = 6_000
_FORM = "[...document.forms].find(one => one.method === 'post' && one.getAttribute('action') === %s)"
_FILL = f"""
(form => Object.entries(%s).forEach(([name, text]) => {{
  if (!form.querySelector(`[name="${{name}}"]:not(button)`)) {{  // what a button says
    const said = form.appendChild(document.createElement('input'));
    Object.assign(said, {{type: 'hidden', name}});
  }}
  for (const one of form.querySelectorAll(`[name="${{name}}"]:not(button)`)) {{
    if (one.type === 'radio' || one.type === 'checkbox') one.checked = one.value === text;
    else one.value = text;
  }}
  form.dispatchEvent(new Event('change'));
}}))({_FORM})
"""
_SEND = f"HTMLFormElement.prototype.submit.call({_FORM})"


def photo() -> bytes:
    """A picture as a telephone takes them."""
    image = QImage(800, 600, QImage.Format.Format_RGB32)
    image.fill(QColor("#c9d4de"))
    painter = QPainter(image)
    painter.fillRect(120, 180, 560, 260, QColor("#7f9a86"))
    painter.fillRect(160, 300, 480, 140, QColor("#9a7b5c"))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


class Studio:
    """The county, its address, one camera, and a browser without scripts for everybody who acts."""

    def __init__(
        self, county: County, clock: VirtualClock, url: str, camera: chromium.Browser, out: Path
    ) -> None:
        self.county, self.clock, self.url, self.out = county, clock, url, out
        self._camera = camera
        self._open = AsyncExitStack()
        self._acting: dict[str, Browser] = {}
        self._taken = 0
        found = county.town_of(town.AREA)
        assert found is not None
        self.town = found
        with county.reading() as conn:
            view = view_of(conn, self.town)
            assert view is not None
            self.users: tuple[User, ...] = tuple(view.rules.directory.users.values())

    def who(self, role: str, unit: str = "") -> str:
        """The id of the first person of this role."""
        return next(u.id for u in self.users for g in u.grants if g.role == role and unit in ("", g.unit))

    def acted(self, user: str, kind: str, case: str | None, p: Mapping[str, object]) -> Answer:
        """An act of the room, which works at its own desk."""
        answer = act(self.county, self.town, user, kind, case, p)
        assert isinstance(answer, Answer), (kind, answer)
        assert answer.verdict.vd == "a", (kind, answer)
        return answer

    async def web(self, user: str) -> Browser:
        """The browser of somebody who fills in forms."""
        if user not in self._acting:
            mine = browser(self.county, self.url, login="")
            one = await self._open.enter_async_context(mine)
            one.let_in(self._cookie(user))
            self._acting[user] = one
        return self._acting[user]

    async def do(self, user: str, key: str, kind: str, **typed: object) -> Page:
        """Fill in one form of a case; it is taken or the session ends."""
        page = await (await self.web(user)).do(key, kind, **typed)
        assert page.status == 200, (kind, page.status, page.words[:2000])
        return page

    async def see(self, name: str, user: str, path: str, *, unfold: bool = False) -> None:
        """Take a page at every size; `unfold` opens every form and makes the window as high as the page."""
        await self._as(user)
        self._taken += 1
        for size, (width, height) in SIZES.items():
            await self._camera.sized(width, height)
            await self._camera.open(path)
            await self._camera.picture(self.out / f"{self._taken:02}_{name}_{size}.png")
            if unfold and size != "1920":
                await self._camera.value(UNFOLD)
                high = int(await self._camera.value(HIGHEST))
                await self._camera.sized(width, min(max(high, height), TALLEST))
                await self._camera.picture(self.out / f"{self._taken:02}_{name}_{size}_all.png")
        print(self._taken, name, flush=True)

    async def see_sent(
        self,
        name: str,
        user: str,
        path: str,
        action: str,
        typed: Mapping[str, str],
        before: Callable[[], Awaitable[object]] | None = None,
    ) -> None:
        """Take the page that a form is answered with; `before` = what happens between typing and sending."""
        await self._as(user)
        await self._camera.sized(*SIZES["1366"])
        await self._camera.open(path)
        await self._camera.value(_FILL % (json.dumps(typed), json.dumps(action)))
        if before is not None:
            await before()
        await self._camera.value(f"document.body.dataset.before = '{name}'")
        await self._camera.value(_SEND % json.dumps(action))
        await self._camera.until(
            f"document.readyState === 'complete' && document.body.dataset.before !== '{name}'", "the answer"
        )
        self._taken += 1
        for size, (width, height) in SIZES.items():
            await self._camera.sized(width, height)
            await self._camera.picture(self.out / f"{self._taken:02}_{name}_{size}.png")
        print(self._taken, name, flush=True)

    async def log_out_all(self) -> None:
        """Every session is over."""
        await asyncio.to_thread(
            lambda: self.county.store.write(lambda conn: conn.execute(delete(web_session)))
        )
        self._acting.clear()

    async def see_paper(self, name: str, user: str, path: str) -> None:
        """Take a page as it is printed."""
        await self._as(user)
        await self._camera.sized(*SIZES["1366"])
        await self._camera.open(path)
        printed = await self._camera.command("Page.printToPDF", preferCSSPageSize=True, printBackground=False)
        self._taken += 1
        target = self.out / f"{self._taken:02}_{name}.pdf"
        await asyncio.to_thread(target.write_bytes, base64.b64decode(printed["data"]))

    async def _as(self, user: str) -> None:
        await self._camera.command("Network.clearBrowserCookies")
        if user:
            await self._camera.command(
                "Network.setCookie", name=COOKIE, value=self._cookie(user), url=self.url, path="/"
            )

    def _cookie(self, user: str) -> str:
        now = WallClock().now()
        return self.county.store.write(lambda conn: open_session(conn, user, now))

    async def close(self) -> None:
        """Everybody goes home."""
        await self._open.aclose()


def _set_up(folder: Path, out: Path) -> Path:
    """A copy of the staged county, built when there is none yet."""
    if not (folder / "county.db").exists():
        stage.build(folder)
    run = folder / "run"
    shutil.rmtree(run, ignore_errors=True)
    run.mkdir()
    for name in ("county.db", "county.keys"):
        shutil.copy(folder / name, run / name)
    out.mkdir(parents=True, exist_ok=True)
    return run


@asynccontextmanager
async def studio(folder: Path, out: Path) -> AsyncIterator[Studio]:
    """The demo county on Monday at 15:42, alone on a port of its own."""
    run = await asyncio.to_thread(_set_up, folder, out)
    url = f"sqlite:///{run / 'county.db'}"
    clock = VirtualClock(town.instant(town.NOW))
    store = open_store(url, make=False)
    try:
        county = open_county(store, keys_path(url, None), clock)
        async with served(county, read_names(town.RESOURCES)) as address, chromium.browser(address) as camera:
            found = Studio(county, clock, address, camera, out)
            try:
                yield found
            finally:
                await found.close()
    finally:
        store.close()
