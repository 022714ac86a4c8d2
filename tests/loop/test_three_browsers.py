"""The whole loop between real programs (整条呼应): a desk, a county process, and three people in Chromium.

The desk calls; the centre accepts and assigns; the department returns twice, the matter is heard and adjudicated, and a
precedent stands; the network of the desk fails and two decide differently; the department answers with a photo, the town
rates, a grid worker verifies on the spot by telephone, the desk closes. Then both ledgers are verified.
"""

import asyncio
import json
import shutil
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest

from db.clock import ScaledClock
from desktop.county_process import ROOT, CountyProcess, enrolment_code
from desktop.day.network import Wire
from desktop.day.workstation import Workstation
from desktop.demo import town
from desktop.demo.stage import build
from desktop.desk import Wish
from governance.calls.call import Call
from governance.events.event import Event
from tests.county.web.pictures import jpeg
from tests.loop.chromium import CHROMIUM, PHONE, Browser, browser

pytestmark = [
    pytest.mark.long,
    pytest.mark.timeout(240),
    pytest.mark.skipif(not CHROMIUM, reason="needs Debian's chromium: apt-get install chromium"),
]

GRID = "99010110020100300"
ITEM, CATEGORY = "SD-A01", "050101"
LEAD, OTHER = "ZF", "ZR"
PATIENCE_S = 30.0


class Loop:
    """The desk, the county, the wire between them, and who is who."""

    def __init__(self, folder: Path) -> None:
        build(folder / "stage")
        for name in ("county.db", "county.keys"):
            shutil.copy(folder / "stage" / name, folder / name)
        now = time.time_ns() // 1_000_000
        self.clock = ScaledClock(town.instant(town.NOW), now, 1.0)
        self.db = f"sqlite:///{folder / 'county.db'}"
        times = ("--clock-origin", str(self.clock.origin_ms), "--clock-anchor", str(now), "--scale", "1")
        codes = [enrolment_code(self.db, town.AREA) for _ in range(2)]
        self.county = CountyProcess(("serve", "--db", self.db, *times), folder / "county.log")
        self.county.start()
        self.wire = Wire("127.0.0.1", self.county.port)
        self.desk = Workstation(folder / "desk", self.clock, "派单席 2")
        self.desk.join_county(f"http://127.0.0.1:{self.wire.port}", codes[0], town.LOGIN, town.PASSWORD)
        self.other = Workstation(folder / "other", self.clock, "派单席 3")
        self.other.join_county(self.url, codes[1], town.LOGIN, town.PASSWORD)

    @property
    def url(self) -> str:
        """The web desk, on the county's own network."""
        return f"http://127.0.0.1:{self.county.port}"

    def who(self, role: str, unit: str = "") -> str:
        """The login name, which is the name, of somebody in this office."""
        users = self.desk.desk.rules.directory.users.values()
        return next(u.name for u in users for g in u.grants if g.role == role and unit in ("", g.unit))

    def id_of(self, name: str) -> str:
        """The id of a person."""
        return next(u.id for u in self.desk.desk.rules.directory.users.values() if u.name == name)

    def save(
        self, kind: str, p: Mapping[str, object], *, case: str = "", births: str = "", who: str = ""
    ) -> str:
        """Save an action at the desk; it is taken or the test ends."""
        actor = self.id_of(who) if who else town.OPERATOR
        (said,) = self.desk.save([Wish(kind=kind, p=p, actor=actor, case=case, births=births)])
        assert isinstance(said, str), said
        return said

    def event(self, case: str) -> Event:
        """The event as the desk shows it."""
        found = self.desk.desk.case(case)
        assert isinstance(found, Event)
        return found

    def call(self, case: str) -> Call:
        """The call as the desk shows it."""
        found = self.desk.desk.case(case)
        assert isinstance(found, Call)
        return found

    async def until(self, condition: Callable[[], object], what: str) -> None:
        """Wait for what comes over the wire."""
        end = time.monotonic() + PATIENCE_S
        while not condition():
            assert self.desk.crash is None, self.desk.crash
            assert time.monotonic() < end, what
            await asyncio.sleep(0.05)

    def close(self) -> None:
        """End everything."""
        self.desk.close()
        self.other.close()
        self.wire.close()
        self.county.stop()


@asynccontextmanager
async def logged_in(loop: Loop, name: str, **more: tuple[int, int]) -> AsyncIterator[Browser]:
    """A browser in which this person is logged in."""
    async with browser(loop.url, **more) as mine:
        await mine.open("/login")
        await mine.write("login", name)
        await mine.write("password", town.PASSWORD)
        await mine.press("登录", "button")
        await mine.until("location.pathname != '/login' && document.readyState === 'complete'", "let in")
        yield mine


async def act(
    mine: Browser,
    key: str,
    name: str,
    typed: Mapping[str, str] | None = None,
    photo: tuple[str, Path] | None = None,
) -> None:
    """Open the case, fill the form of an act, send it."""
    await mine.open(f"/desk/{key}")
    await mine.begin(name)
    for field, value in (typed or {}).items():
        if value.startswith("="):
            await mine.choose(field, value.removeprefix("="))
        else:
            await mine.write(field, value)
    if photo is not None:
        await mine.attach(*photo)
    await mine.send()
    await mine.reads("已提交")


def verified(loop: Loop) -> None:
    """The county's own word about both ledgers."""
    done = subprocess.run(
        [sys.executable, "-m", "county", "verify", "--db", loop.db, "--json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)


def test_a_call_goes_all_the_way_between_real_people(tmp_path: Path) -> None:
    loop = Loop(tmp_path)
    try:
        asyncio.run(_lived(loop, tmp_path))
        loop.county.stop()
        verified(loop)
    finally:
        loop.close()


async def _lived(loop: Loop, folder: Path) -> None:
    async with AsyncExitStack() as stack:
        enter = stack.enter_async_context
        await loop.until(
            lambda: loop.desk.cursor > 0 and loop.desk.desk.rules.duty, "the desk has read the town"
        )
        centre = await enter(logged_in(loop, loop.who("CENTRE_OP")))
        clerk = await enter(logged_in(loop, loop.who("DEPT_CLERK", LEAD)))
        worker_name = loop.who("GRID_WORKER", GRID)
        worker = await enter(logged_in(loop, worker_name, size=PHONE))

        event = await _reported(loop)
        call = await _called(loop, event)
        serial = loop.call(call).serial
        await act(centre, serial, "平台受理", {"ruling": "=accept"})
        await act(centre, serial, "交办", {"unit": f"={LEAD}"})
        await _returned_twice(loop, call, centre, clerk)
        await _adjudicated(loop, call, stack, centre)
        await _cut_off(loop, event, call, clerk)
        await _answered(loop, call, clerk, folder)
        await _rated_and_closed(loop, event, call, worker, worker_name, folder)


async def _reported(loop: Loop) -> str:
    place = {"area": GRID, "text": "石桥村后山"}
    p = {
        "serial": "",
        "ch": "GRID",
        "text": "村民在后山擅自搭建彩钢棚",
        "place": place,
        "cat": CATEGORY,
        "urg": "U2",
    }
    event = loop.save("event.report", p, births="S")
    loop.save("event.accept", {}, case=event)
    await loop.until(lambda: loop.desk.pending == 0, "the county has the event")
    return event


async def _called(loop: Loop, event: str) -> str:
    lines = [
        {"no": line.line_no, "state": "DONE", "note": "照片 2 张"}
        for line in loop.desk.desk.rules.catalogue.lines[ITEM]
        if line.side == "TOWN"
    ]
    p = {"serial": "", "grade": "C2", "item": ITEM, "item_version": 1, "depts": [LEAD], "lines": lines,
         "ask": "请到场认定并查处", "parent": event}  # fmt: skip
    call = loop.save("call.issue", p, births="H", who=loop.who("DUTY_LEADER"))
    await loop.until(lambda: loop.desk.pending == 0, "the county has the call")
    return call


async def _returned_twice(loop: Loop, call: str, centre: Browser, clerk: Browser) -> None:
    """The first return is denied by the centre; the second opens a 会商 by itself."""
    serial = loop.call(call).serial
    slip = {"clause": "=SD-A01-3", "suggested_unit": f"={OTHER}"}
    await act(clerk, serial, "签收")
    await act(clerk, serial, "退单", {**slip, "text": "须先由规划认定"})
    await act(centre, serial, "审核退单", {"ruling": "=deny", "reason": "认定可同时进行，主责在执法局"})
    await act(clerk, serial, "退单", {**slip, "text": "仍认为应先认定"})
    await centre.open(f"/desk/{serial}")
    await centre.reads("会商")
    await loop.until(lambda: loop.call(call).state == "CONSULTING", "the desk sees the hearing")


async def _adjudicated(loop: Loop, call: str, stack: AsyncExitStack, centre: Browser) -> None:
    """No agreement; the centre's lead decides, and the decision stands as a precedent."""
    serial = loop.call(call).serial
    await act(centre, serial, "会商", {"step": "=convene", "digest": "谁先到场"})
    minutes = {"clause-T-ZHS": "SD-A01-1", "clause-ZF": "SD-A01-3", "clause-ZR": "SD-A01-1"}
    await act(centre, serial, "会商", {"step": "=minutes", "digest": "双方各持己见", **minutes})
    lead = await stack.enter_async_context(logged_in(loop, loop.who("CENTRE_LEAD")))
    decided = {
        "unit": f"={LEAD}",
        "clause": "=SD-A01-1",
        "keywords": "搭建",
        "reason": "认定与查处由执法局牵头",
    }
    await act(lead, serial, "审定", decided)
    await act(lead, serial, "指定承办", {"unit": f"={LEAD}", "reason": "按审定办理"})
    rules = loop.desk.desk.rules
    await loop.until(
        lambda: loop.desk.desk.rules.precedents, "the precedent has come with the county's state"
    )
    assert any(one.item == ITEM for one in loop.desk.desk.rules.precedents), rules
    await centre.open("/lists?q=判例")
    await loop.until(lambda: loop.call(call).lead is not None, "assigned for good")


async def _cut_off(loop: Loop, event: str, call: str, clerk: Browser) -> None:
    """The wire is cut; the desk goes on, and decides what the other desk decides differently meanwhile."""
    loop.wire.cut()
    loop.save("call.phone_log", {"who": "石浩然", "text": "电话确认今日到场"}, case=call)
    loop.save("event.classify", {"category": "050102"}, case=event)
    await loop.until(lambda: loop.other.desk.case(event), "the other desk has the event")
    (said,) = loop.other.save(
        [
            Wish(
                kind="event.classify",
                p={"category": "050103"},
                actor=town.OPERATOR,
                case=event,
            )
        ]
    )
    assert isinstance(said, str), said
    await loop.until(lambda: loop.other.pending == 0, "the other desk was first")
    await act(
        clerk,
        loop.call(call).serial,
        "响应",
        {"how": "=ARRIVE", "person": "石浩然", "text": "15:40 到达后山"},
    )
    assert loop.desk.pending == 2, "nothing goes out over a cut wire"
    loop.wire.mend()
    loop.desk.network_up()
    await loop.until(lambda: loop.desk.pending == 0, "what was done alone has arrived")
    await loop.until(lambda: loop.event(event).items, "two decided: a conflict card")
    (item,) = loop.event(event).items
    loop.save("conflict.resolve", {"item": item.id, "choice": "KEEP"}, case=event)
    await loop.until(lambda: loop.desk.pending == 0, "settled")
    assert not loop.event(event).items
    assert loop.event(event).cat == "050103", "what stood there first"


async def _answered(loop: Loop, call: str, clerk: Browser, folder: Path) -> None:
    photo = folder / "现场.jpg"
    photo.write_bytes(jpeg())
    serial = loop.call(call).serial
    await act(clerk, serial, "反馈", {"result": "=SOLVED", "text": "已认定并当场拆除"}, ("files", photo))
    await loop.until(lambda: loop.call(call).state == "FEEDBACK", "the answer is at the desk")


async def _rated_and_closed(
    loop: Loop, event: str, call: str, worker: Browser, name: str, folder: Path
) -> None:
    p = {"unit": LEAD, "rating": "GOOD"}
    loop.save("call.evaluate", p, case=call, who=loop.who("DUTY_LEADER"))
    assert loop.call(call).state == "EVALUATED"
    assert loop.event(event).state == "FEEDBACK"
    loop.save("event.order_verify", {"verifier": loop.id_of(name)}, case=event)
    await loop.until(lambda: loop.desk.pending == 0, "the county has the order")
    photo = folder / "核查.jpg"
    photo.write_bytes(jpeg())
    serial = loop.event(event).serial
    await act(worker, serial, "核查", {"result": "=pass", "reason": "已到现场，手机无定位"}, ("photo", photo))
    await loop.until(lambda: loop.event(event).state == "VERIFIED", "verified on the spot")
    await worker.picture(folder / "phone.png")
    loop.save("event.close", {"result": "SOLVED"}, case=event)
    await loop.until(lambda: loop.desk.pending == 0, "closed at the county too")
    assert loop.event(event).state == "CLOSED"
