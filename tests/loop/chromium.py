"""A person's browser (浏览器): Debian's headless Chromium, spoken to over its DevTools port; every click is a real one."""

import asyncio
import base64
import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

CHROMIUM = shutil.which("chromium") or ""
PATIENCE_S = 20.0
LOOK_S = 0.05
DESK, PHONE = (1366, 768), (390, 844)
PHONE_BELOW = 600

_FIND = """
(words, tags) => [...document.querySelectorAll(tags)].find(
  one => one.innerText.trim().startsWith(words) && one.getClientRects().length)
"""


class Browser:
    """One window of one person: what is read is what is on the screen, what is done is done with the mouse and keys."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, url: str) -> None:
        self._socket = socket
        self.url = url
        self._next = 0
        self._act = "document"  # where fields are looked for

    async def open(self, path: str) -> None:
        """Go to a page of the county."""
        await self.command("Page.navigate", url=self.url + path)
        await self.until("document.readyState === 'complete'", f"{path} is loaded")

    async def words(self) -> str:
        """What a person reads on the page."""
        return str(await self.value("document.body.innerText"))

    async def reads(self, words: str) -> None:
        """Wait until the page says so; it follows the ledger by itself."""
        await self.until(f"document.body.innerText.includes({json.dumps(words)})", words)

    async def write(self, name: str, words: str) -> None:
        """Type into a field by its name, as an input method would."""
        field = self._field(name)
        await self.value(f"{field}.focus(), {field}.select?.()")
        await self.command("Input.insertText", text=words)

    async def choose(self, name: str, value: str) -> None:
        """Choose one of a list or of several buttons."""
        wanted = json.dumps(value)
        radio = f"{self._act}.querySelector(`[type=radio][name='{name}'][value=${{{wanted}}}]`)"
        if await self.value(f"!!{radio}"):
            await self._click(f"{radio}.closest('label')")
            return
        field = self._field(name)
        await self.value(
            f"{field}.value = {wanted}, {field}.dispatchEvent(new Event('change', {{bubbles: true}}))"
        )
        assert await self.value(f"{field}.value") == value, f"{name} offers no {value}"

    async def attach(self, name: str, photo: Path) -> None:
        """Choose a photo."""
        found = await self.command("Runtime.evaluate", expression=self._field(name))
        node = found["result"]["objectId"]
        await self.command("DOM.setFileInputFiles", files=[str(photo)], objectId=node)

    async def press(self, words: str, tags: str = "button, a, summary") -> None:
        """Click the button or link that begins with these words."""
        await self.until(f"!!({_FIND})({json.dumps(words)}, {json.dumps(tags)})", f"the button {words}")
        await self._click(f"({_FIND})({json.dumps(words)}, {json.dumps(tags)})")

    async def begin(self, words: str) -> None:
        """Unfold the form of an act, unless it stands open; what is typed next goes there."""
        act = f"({_FIND})({json.dumps(words)}, 'summary')"
        await self.until(f"!!{act}", f"the act {words}")
        if not await self.value(f"{act}.parentElement.open"):
            await self._click(act)
        self._act = f"{act}.parentElement"

    async def send(self) -> None:
        """Send the form that was begun; its answer is the next page."""
        mark = time.monotonic_ns()
        await self.value(f"document.body.dataset.before = {mark}")
        await self._click(f"{self._act}.querySelector('button[type=submit]')")
        gone = f"document.readyState === 'complete' && document.body.dataset.before !== '{mark}'"
        await self.until(gone, "the answer")
        self._act = "document"

    async def sized(self, width: int, height: int) -> None:
        """Make the window so large; a narrow one is a telephone's."""
        phone = width < PHONE_BELOW
        await self.command(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=height, deviceScaleFactor=2 if phone else 1, mobile=phone,
        )  # fmt: skip

    async def picture(self, path: Path) -> None:
        """Take a picture of what is seen."""
        taken = await self.command("Page.captureScreenshot", format="png")
        await asyncio.to_thread(path.write_bytes, base64.b64decode(taken["data"]))

    def _field(self, name: str) -> str:
        return f"{self._act}.querySelector(`[name='{name}']`)"

    # ------------------------------------------------------------ the wire

    async def value(self, expression: str) -> Any:
        """What a line of script gives on the page."""
        said = await self.command(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True
        )
        if "exceptionDetails" in said:
            raise AssertionError(f"{expression}: {said['exceptionDetails']}")
        return said["result"].get("value")

    async def until(self, expression: str, what: str) -> None:
        """Wait until a line of script is true; navigation meanwhile is no trouble."""
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            said = await self.command("Runtime.evaluate", expression=expression, returnByValue=True)
            if said.get("result", {}).get("value") is True:
                return
            await asyncio.sleep(LOOK_S)
        raise AssertionError(f"waited for {what}; the page says:\n{await self.words()}")

    async def _click(self, element: str) -> None:
        await self.value(f"{element}.scrollIntoView({{block: 'center', behavior: 'instant'}})")
        box = await self.value(
            f"(box => [box.x + box.width / 2, box.y + box.height / 2])({element}.getBoundingClientRect())"
        )
        where = {"x": box[0], "y": box[1], "button": "left", "clickCount": 1}
        await self.command("Input.dispatchMouseEvent", type="mousePressed", **where)
        await self.command("Input.dispatchMouseEvent", type="mouseReleased", **where)

    async def command(self, method: str, **params: Any) -> dict[str, Any]:
        """One command of the DevTools protocol and its answer."""
        self._next += 1
        await self._socket.send_json({"id": self._next, "method": method, "params": params})
        async for message in self._socket:
            told = message.json()
            if told.get("id") == self._next:
                if "error" in told and method != "Runtime.evaluate":
                    raise AssertionError(f"{method}: {told['error']}")
                return dict(told.get("result", {}))
        raise AssertionError("the browser is gone")


@asynccontextmanager
async def browser(url: str, size: tuple[int, int] = DESK) -> AsyncIterator[Browser]:
    """A browser of one's own, without cookies; closed at the end."""
    with tempfile.TemporaryDirectory(prefix="browser-", ignore_cleanup_errors=True) as folder:
        process = await asyncio.create_subprocess_exec(
            CHROMIUM, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--lang=zh-CN",
             "--remote-debugging-port=0", f"--user-data-dir={folder}", f"--window-size={size[0]},{size[1]}", "about:blank",
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ | {"LANGUAGE": "zh_CN"},
        )  # fmt: skip
        try:
            port = await _port(Path(folder))
            async with aiohttp.ClientSession() as http:
                async with http.get(f"http://127.0.0.1:{port}/json/list") as answer:
                    page = next(one for one in await answer.json() if one["type"] == "page")
                async with http.ws_connect(page["webSocketDebuggerUrl"], max_msg_size=0) as socket:
                    mine = Browser(socket, url)
                    await mine.command("Page.enable")
                    await mine.sized(*size)
                    yield mine
        finally:
            process.terminate()
            await process.wait()


async def _port(folder: Path) -> int:
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        told = folder / "DevToolsActivePort"
        if told.exists() and (lines := told.read_text("utf-8").splitlines()):
            return int(lines[0])
        await asyncio.sleep(LOOK_S)
    raise AssertionError("the browser did not start")
