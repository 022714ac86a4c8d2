"""What is photographed (画面): pages of every office, then each loop step by step, as its people see it."""

from collections.abc import Awaitable, Callable

from db.county_store import view_of
from db.queries.archives import overdue_visits
from desktop.demo import town
from governance.calls.call import Call
from governance.events.event import Event
from tests.county.web.studio import Studio, photo

GRID = "99010110020100300"
LATE_GRID, PROPOSED = "99010110020600300", "99010110020800200"
ITEM, DEPT, OTHER = "SD-A01", "ZF", "ZR"
DAY = 86_400_000


def case_of(at: Studio, case: str | None) -> Event | Call:
    with at.county.reading() as conn:
        view = view_of(conn, at.town)
        assert view is not None
        found = view.case(case or "")
    assert isinstance(found, Event | Call)
    return found


def reported(at: Studio, text: str = "村民在后山擅自搭建彩钢棚，已浇筑立柱 6 根", **more: object) -> Event:
    p = {"serial": "", "ch": "PHONE", "text": text, "place": {"area": GRID, "text": "石桥村后山"}, "cat": "050101",
         "urg": "U2", "reply": True, **more}  # fmt: skip
    born = at.acted(town.OPERATOR, "event.report", None, p)
    at.acted(town.OPERATOR, "event.accept", born.case, {})
    found = case_of(at, born.case)
    assert isinstance(found, Event)
    return found


def called(at: Studio, event: Event, grade: str = "C2", **more: object) -> str:
    with at.county.reading() as conn:
        view = view_of(conn, at.town)
        assert view is not None
        lines = [
            {"no": line.line_no, "state": "DONE", "note": "照片 2 张，14:05"}
            for line in view.rules.catalogue.lines[ITEM]
            if line.side == "TOWN"
        ]
    p = {"serial": "", "grade": grade, "item": ITEM, "item_version": 1, "depts": [DEPT], "lines": lines,
         "ask": "请到场认定并查处；镇已劝阻停工，当事人拒不拆除", "parent": event.id, **more}  # fmt: skip
    born = at.acted(at.who("DUTY_LEADER"), "call.issue", None, p)
    found = case_of(at, born.case)
    assert isinstance(found, Call)
    return found.serial


async def pages(at: Studio) -> None:
    """Every tab of every office."""
    tabs = {
        "centre_op": (at.who("CENTRE_OP"), ("/desk", "/report", "/notices", "/notices/new", "/lists", f"/lists/{ITEM}",
                                            f"/lists/{ITEM}/call", "/me")),
        "centre_lead": (at.who("CENTRE_LEAD"), ("/desk", "/notices")),
        "leader": (at.who("COUNTY_LEADER"), ("/desk", "/admissions")),
        "keeper": (at.who("LIST_ADMIN"), ("/desk", "/admissions", f"/lists/{ITEM}/edit", "/lists/new/edit",
                                               "/list-files", "/whose?word=050101")),
        "clerk": (at.who("DEPT_CLERK", "SC"), ("/desk", "/done", "/notices")),
        "chief": (at.who("DEPT_LEAD", "SC"), ("/desk", "/admissions")),
        "auditor": (at.who("AUDITOR"), ("/desk", "/notices")),
        "admin": (at.who("SYS_ADMIN"), ("/accounts", f"/accounts?unit={town.AREA}:T-ZHS",
                                          "/accounts?state=first&page=2")),
        "director": (at.who("DIRECTOR"), ("/desk", "/lists")),
        "room": (at.who("ROOM_OP"), ("/lists", "/me")),
        "station": (at.who("STATION_LEAD", "T-PCS"), ("/desk", "/done", "/report")),
        "village": (at.who("VILLAGE_LEAD"), ("/desk", "/report")),
        "worker": (at.who("GRID_WORKER"), ("/desk", "/done", "/report", "/me")),
        "mediator": (at.who("MEDIATOR"), ("/desk",)),
    }  # fmt: skip
    for name, (user, paths) in tabs.items():
        for path in paths:
            words = path.strip("/").replace("/", "-") or "start"
            await at.see(f"{name}_{words}", user, path, unfold=path in ("/desk", f"/lists/{ITEM}/edit"))


async def call(at: Studio) -> None:
    """A call from the centre's acceptance to the answer, over two returns."""
    op, lead = at.who("CENTRE_OP"), at.who("CENTRE_LEAD")
    clerk, chief = at.who("DEPT_CLERK", DEPT), at.who("DEPT_LEAD", DEPT)
    key = called(at, reported(at))
    where = f"/desk/{key}"
    await at.see("accept", op, where, unfold=True)
    await at.do(op, key, "call.accept", ruling="accept")
    await at.see("assign", op, where, unfold=True)
    await at.do(op, key, "call.assign", unit=DEPT, assist=OTHER)
    await at.see("sign", clerk, where, unfold=True)
    await at.do(clerk, key, "call.sign")
    slip = {"clause": "SD-A01-3", "suggested_unit": OTHER, "text": "须先由自然资源和规划局认定是否违法"}
    await at.do(clerk, key, "call.return", **slip)
    await at.see("decide_return", op, where, unfold=True)
    await at.do(op, key, "call.decide_return", ruling="deny", reason="认定可同时进行，主责在执法局")
    await at.do(clerk, key, "call.return", **slip)
    await at.see("consult", lead, where, unfold=True)
    await at.do(lead, key, "call.consult", digest="由谁先认定、由谁查处")
    minutes = {f"clause-{unit}": "SD-A01-1" for unit in ("T-ZHS", DEPT, OTHER)}
    await at.do(lead, key, "call.consult", step="minutes", digest="双方各持己见", **minutes)
    await at.see("adjudicate", lead, where, unfold=True)
    await at.do(
        lead,
        key,
        "call.adjudicate",
        unit=DEPT,
        clause="SD-A01-1",
        reason="认定与查处由执法局牵头",
        keywords="搭建",
    )
    await at.do(lead, key, "call.assign_final", unit=DEPT, reason="按审定办理")
    await at.see("handling", clerk, where, unfold=True)
    await at.do(clerk, key, "call.respond", how="ARRIVE", person="石浩然", text="15:40 到达现场")
    await at.do(clerk, key, "call.progress", text="已下达责令停止违法行为通知书")
    await at.see("responded", chief, where, unfold=True)
    await at.do(chief, key, "call.extend_request", n="1", reason="当事人外出")
    await at.see("extend_review", op, where, unfold=True)
    await at.do(op, key, "call.extend_review", ruling="approve")
    await at.see("extend_approve", lead, where, unfold=True)
    await at.do(lead, key, "call.extend_approve", ruling="approve")
    await at.do(chief, key, "call.suspend_request", code="G3", plan="待鉴定结论后拆除", until="2026-04-30")
    await at.see("suspend_approve", lead, where, unfold=True)
    await at.do(lead, key, "call.suspend_approve", ruling="approve", until="2026-04-30", reason="同意")
    await at.see("suspended", chief, where, unfold=True)
    await at.do(op, key, "call.resume", reason="鉴定结论已出")
    await at.do(clerk, key, "call.feedback", result="SOLVED", text="已认定并当场拆除", unfinished="规划局已口头认定",
                files=[photo(), photo()])  # fmt: skip
    await at.see("fed", clerk, where, unfold=True)
    await at.see("fed_centre", op, where)
    await at.see("precedent", op, "/lists?q=搭建")


async def notice(at: Studio) -> None:
    """No answer: the finding, the explanation, the appeal, the notice, what was put right."""
    op, lead = at.who("CENTRE_OP"), at.who("CENTRE_LEAD")
    clerk, chief = at.who("DEPT_CLERK", DEPT), at.who("DEPT_LEAD", DEPT)
    key = called(at, reported(at))
    await at.do(op, key, "call.accept", ruling="accept")
    await at.do(op, key, "call.assign", unit=DEPT)
    at.clock.move_to(at.clock.now() + 2 * DAY)
    await at.see("appeal", chief, f"/desk/{key}", unfold=True)
    await at.do(chief, key, "call.appeal", text="值班电话故障，县中心可核实")
    await at.see("decide_appeal", lead, f"/desk/{key}", unfold=True)
    await at.do(lead, key, "call.decide_appeal", ruling="deny", reason="另有备用号码")
    await at.see("supervise", lead, f"/desk/{key}", unfold=True)
    done = await at.do(lead, key, "supervision.yellow", text="超期未响应", ask="当日到场")
    at.clock.move_to(at.clock.now() + 3 * DAY)
    await at.see("board_overdue", clerk, "/desk")
    drafter = await at.web(op)
    form = (await drafter.get("/notices/new")).form("/notices/new")
    await at.see("notice_new", op, "/notices/new", unfold=True)
    page = await drafter.post("/notices/new", form | {"send": "1"})
    assert page.status == 200, page.words[:1500]
    number = page.where.split("/")[2].split("?")[0]
    await at.see("notice_draft", op, f"/desk/{number}", unfold=True)
    del done


async def lists(at: Studio) -> None:
    """A draft of the list, its words, its publication; an admission; a call downwards."""
    keeper, leader = at.who("LIST_ADMIN"), at.who("COUNTY_LEADER")
    clerk, chief, director = at.who("DEPT_CLERK", DEPT), at.who("DEPT_LEAD", DEPT), at.who("DIRECTOR")
    op = at.who("CENTRE_OP")
    edit = f"/lists/{ITEM}/edit"
    web = await at.web(keeper)
    form = (await web.get(edit)).form(edit) | {
        "text-2": "作出并组织实施行政强制，一周内告知乡镇",
        "reason": "乡镇反映不知结果",
    }
    page = await web.post(edit, form)
    assert page.status == 200, page.words[:1500]
    key = page.where.split("/")[2].split("?")[0]
    await at.see("draft", keeper, f"/desk/{key}", unfold=True)
    await at.do(keeper, key, "list.edit", step="review pass", opinion="职责、依据清楚")
    await at.do(keeper, key, "list.edit", step="submit", towns=town.AREA)
    await at.see("countersign", clerk, f"/desk/{key}", unfold=True)
    await at.do(clerk, key, "list.countersign", word="DISAGREE", reason="一周太短")
    await at.see("countersign_town", director, f"/desk/{key}", unfold=True)
    await at.do(director, key, "list.countersign", word="AGREE")
    await at.see("publish", leader, f"/desk/{key}", unfold=True)
    web = await at.web(chief)
    form = (await web.get("/admissions")).form("/admissions")
    asked = {"matter": "夜间渣土车巡查", "basis": "市治超办通知", "why": "夜间力量不足", "support": "每夜两人补助",
             "duties": "每夜巡查一次\n发现即报", "towns": town.AREA}  # fmt: skip
    await at.see("apply", chief, "/admissions", unfold=True)
    page = await web.post("/admissions", form | asked)
    key = page.where.split("/")[2].split("?")[0]
    await at.see("review", keeper, f"/desk/{key}", unfold=True)
    await at.do(keeper, key, "access.review", ruling="take")
    await at.do(keeper, key, "access.review", ruling="pass", reason="依据充分")
    await at.see("access_countersign", director, "/desk", unfold=True)
    await at.do(director, key, "access.countersign", word="AGREE")
    await at.see("access_decide", leader, f"/desk/{key}", unfold=True)
    down = f"/lists/{ITEM}/call"
    web = await at.web(op)
    got = await web.get(down)
    line = next(part for part in got.text.split('"') if part.startswith(f"{ITEM}-"))
    page = await web.post(
        down, got.form(down) | {"town": town.AREA, "lines": line, "ask": "请巡查村庄周边并报照片"}
    )
    key = page.where.split("/")[2].split("?")[0]
    await at.see("down_call", op, f"/desk/{key}", unfold=True)


async def unit(at: Studio) -> None:
    """An event at a unit of the town, and on the ground."""
    lead, staff = at.who("STATION_LEAD", "T-PCS"), at.who("STATION_STAFF", "T-PCS")
    worker = at.who("GRID_WORKER", GRID)
    event = reported(at, "桥头路面积水，影响通行；附近有学生放学", cat="030101")
    key = event.serial
    at.acted(town.OPERATOR, "event.dispatch", event.id, {"unit": "T-PCS"})
    await at.see("unsigned", staff, "/desk", unfold=True)
    await at.do(staff, key, "event.sign")
    await at.see("signed", lead, f"/desk/{key}", unfold=True)
    refused = await (await at.web(lead)).do(
        key, "event.return", code="T1", clause="", text="此段由交通部门管养"
    )
    assert refused.status == 422
    await at.do(lead, key, "event.extend_request", n="1", reason="等待设备")
    await at.do(staff, key, "event.contact", text="已电话联系反映人")
    await at.do(staff, key, "event.progress", text="已设围挡，正在抽水")
    await at.do(staff, key, "event.feedback", result="SOLVED", text="已排水并疏通雨箅", files=[photo()])
    await at.see("fed", staff, f"/desk/{key}", unfold=True)
    at.acted(town.OPERATOR, "event.order_verify", event.id, {"verifier": worker})
    await at.see("verify_list", worker, "/desk")
    await at.see("verify", worker, f"/desk/{key}", unfold=True)


async def doors(at: Studio) -> None:
    """Coming in, what is said on the way, a form that waited, two who decided at once, paper."""
    op, lead = at.who("CENTRE_OP"), at.who("CENTRE_LEAD")
    await at.see("login", "", "/login")
    await at.see("missing", op, "/desk/none-of-yours")
    key = called(at, reported(at))
    web = await at.web(op)
    action = f"/desk/{key}/do/call.accept"
    stale = (await web.get(f"/desk/{key}")).form(action)
    await at.do(lead, key, "call.accept", ruling="accept")
    await web.post(action, stale | {"ruling": "refuse", "code": "DUPLICATE", "reason": "与前日呼叫重复"})
    await at.see("conflicted", op, f"/desk/{key}", unfold=True)


async def elements(at: Studio) -> None:
    """走访 and 网格底册, as grid worker, village and director see them."""
    worker, village = at.who("GRID_WORKER", LATE_GRID), at.who("VILLAGE_LEAD", LATE_GRID[:12])
    await at.see("visits", worker, "/visits")
    await at.see("visits_all", worker, "/visits?all=1")
    for kind in ("PERSON", "PLACE", "ASSET", "ORG"):
        await at.see(f"new_{kind.lower()}", worker, f"/visits/new?type={kind}", unfold=kind == "PERSON")
    for kind, case in _collected(at):
        await at.see(f"one_{kind.lower()}", worker, f"/visits/{case}", unfold=True)
    await at.see("village_visits", village, "/visits")
    await at.see("village_grids", at.who("VILLAGE_LEAD", PROPOSED[:12]), "/grids")
    await at.see("director_grids", at.who("DIRECTOR"), "/grids")


def _collected(at: Studio) -> list[tuple[str, str]]:
    """An element of each kind in the grid, what is owed first."""
    found: dict[str, str] = {}
    with at.county.reading() as conn:
        for row in overdue_visits(conn, at.town, 0, [LATE_GRID], until=1 << 59, limit=200):
            found.setdefault(row.type, row.case_id)
    return sorted(found.items())


SCENES: dict[str, Callable[[Studio], Awaitable[None]]] = {
    "pages": pages, "call": call, "notice": notice, "lists": lists, "unit": unit, "doors": doors,
    "elements": elements,
}  # fmt: skip
