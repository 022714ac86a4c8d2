"""What is photographed of a bad day (不顺的一天): refusals, doors that stay shut, somebody quicker, paper, large print."""

from collections.abc import Awaitable, Callable

from desktop.demo import town
from tests.county.web.scene import browser
from tests.county.web.shot_scenes import DAY, DEPT, ITEM, called, reported
from tests.county.web.studio import Studio, photo


async def told(at: Studio) -> None:
    """Every page of one sentence, and every form that is not taken."""
    op, lead, clerk = at.who("CENTRE_OP"), at.who("CENTRE_LEAD"), at.who("DEPT_CLERK", DEPT)
    key = called(at, reported(at))
    where, action = f"/desk/{key}", f"/desk/{key}/do/call.accept"
    refuse = {"ruling": "refuse", "code": "DUPLICATE", "reason": "与前日呼叫重复"}

    async def quicker() -> None:
        await at.do(lead, key, "call.accept", ruling="accept")

    await at.see("missing", op, "/desk/none-of-yours")
    await at.see_sent("refused_empty", op, where, action, {"ruling": "refuse", "reason": ""})
    await at.see_sent("old_form", op, where, action, refuse | {"token": "x"})
    await at.see_sent("session_over", op, where, action, refuse, at.log_out_all)
    await at.see_sent("conflict", op, where, action, refuse, quicker)
    await at.see_sent("strange", op, "/me", "/logout", {"token": "x"})
    await at.do(op, key, "call.assign", unit=DEPT)
    await at.do(clerk, key, "call.respond", how="ARRIVE", person="石浩然", text="15:40 到达现场")
    for n in range(11):
        login = {"login": "石浩然", "password": f"guess-{n}"}
        if n in (0, 10):
            await at.see_sent(f"login_{n}", "", "/login", "/login", login)
        else:
            async with browser(at.county, at.url) as stranger:
                await stranger.post("/login", (await stranger.get("/login")).form("/login") | login)
    await at.see("accounts", at.who("SYS_ADMIN"), "/accounts?q=石浩然")
    reset = {"reset": clerk}
    await at.see_sent("accounts_reset", at.who("SYS_ADMIN"), "/accounts?q=石浩然", "/accounts", reset)
    await at.see("accounts_none", at.who("SYS_ADMIN"), "/accounts?q=没有此人")
    await at.see("deputies", at.who("SYS_ADMIN"), "/deputies")


async def states(at: Studio) -> None:
    """Cases in states that are seldom: refused, 事呼双应, by phone, an emergency, masked for an auditor."""
    op, lead = at.who("CENTRE_OP"), at.who("CENTRE_LEAD")
    clerk, auditor = at.who("DEPT_CLERK", DEPT), at.who("AUDITOR")
    event = reported(at)
    key = called(at, event)
    await at.do(op, key, "call.accept", ruling="refuse", code="DUPLICATE", reason="与前日呼叫重复")
    await at.see("not_accepted", op, f"/desk/{key}", unfold=True)
    await at.see("audited_call", auditor, f"/desk/{key}")
    await at.see("audited_event", auditor, f"/desk/{event.serial}")
    sensed = reported(at, "水位计报警：石桥水库水位超汛限 0.4 米", ch="SENSOR", cat="080101", urg="U1")
    found = called(at, sensed, both=True, item="", item_version=0, lines=[], reason="告警，镇同步到场核实")
    await at.see("both_accept", op, f"/desk/{found}", unfold=True)
    await at.see("both_dept", clerk, f"/desk/{found}", unfold=True)
    await at.see("both_board", clerk, "/desk")
    await at.see("emergency", lead, "/emergency")
    await at.see("figure", clerk, "/figures/response_rate?of=owed")
    await at.see("lists_none", clerk, "/lists?q=没有这一项")
    await at.see("report_centre", op, "/report")


async def signed(at: Studio) -> None:
    """A notice from the draft to what was put right."""
    op, lead = at.who("CENTRE_OP"), at.who("CENTRE_LEAD")
    clerk, chief, leader = at.who("DEPT_CLERK", DEPT), at.who("DEPT_LEAD", DEPT), at.who("COUNTY_LEADER")
    key = called(at, reported(at))
    await at.do(op, key, "call.accept", ruling="accept")
    await at.do(op, key, "call.assign", unit=DEPT)
    at.clock.move_to(at.clock.now() + 5 * DAY)
    drafter = await at.web(op)
    page = await drafter.get("/notices/new")
    mine = next(part for part in page.text.split('value="') if key in part.partition("</label>")[0])
    line = mine.partition('"')[0]
    page = await drafter.post("/notices/new", page.form("/notices/new") | {"lines": line})
    number = page.text.partition("/do/notice.draft")[0].rpartition("/desk/")[2]
    await at.see("draft", op, f"/desk/{number}", unfold=True)
    await at.do(op, number, "notice.draft", send="1")
    await at.see("explain", chief, f"/desk/{number}", unfold=True)
    await at.do(chief, number, "notice.reply", text="值班电话故障，县中心可核实")
    await at.see("sign", lead, f"/desk/{number}", unfold=True)
    await at.do(lead, number, "notice.sign")
    await at.see("signed_centre", op, f"/desk/{number}", unfold=True)
    await at.see("signed_leader", leader, f"/desk/{number}")
    await at.see("rectify", chief, f"/desk/{number}", unfold=True)
    await at.see("seen_by_clerk", clerk, f"/desk/{number}", unfold=True)
    await at.do(chief, number, "notice.reply", text="已设双人值守", files=[photo()])
    await at.see("rectified", op, f"/desk/{number}", unfold=True)
    await at.see("notices", op, "/notices")
    await at.see_paper("paper_notice", op, f"/desk/{number}")
    await at.see_paper("paper_call", op, f"/desk/{key}")
    await at.see_paper("paper_item", op, f"/lists/{ITEM}")


async def admissions(at: Studio) -> None:
    """An admission in every state."""
    keeper, leader, director = at.who("LIST_ADMIN"), at.who("COUNTY_LEADER"), at.who("DIRECTOR")
    chief = at.who("DEPT_LEAD", DEPT)
    web = await at.web(chief)
    asked = {"matter": "夜间渣土车巡查", "basis": "市治超办通知", "why": "夜间力量不足", "support": "每夜两人补助",
             "duties": "每夜巡查一次\n发现即报", "towns": town.AREA}  # fmt: skip
    await at.see_sent("apply_empty", chief, "/admissions", "/admissions", {})
    page = await web.post("/admissions", (await web.get("/admissions")).form("/admissions") | asked)
    key = page.where.split("/")[2].split("?")[0]
    await at.see("applied", chief, f"/desk/{key}")
    await at.do(keeper, key, "access.review", ruling="take")
    await at.see("reviewing", keeper, f"/desk/{key}")
    await at.do(keeper, key, "access.review", ruling="pass", reason="依据充分")
    await at.see("countersigning", keeper, f"/desk/{key}")
    await at.do(director, key, "access.countersign", word="DISAGREE", reason="夜间无人可派")
    await at.see("deciding", leader, f"/desk/{key}")
    await at.do(leader, key, "access.decide", ruling="admit", reason="先行三个月，保障到位")
    await at.see("admitted", chief, f"/desk/{key}")
    await at.see("admissions_chief", chief, "/admissions")
    await at.see("admissions_leader", leader, "/admissions")
    page = await web.post("/admissions", (await web.get("/admissions")).form("/admissions") | asked)
    key = page.where.split("/")[2].split("?")[0]
    await at.do(keeper, key, "access.review", ruling="refuse", reason="属部门法定职责")
    await at.see("refused", chief, f"/desk/{key}")


SCENES: dict[str, Callable[[Studio], Awaitable[None]]] = {
    "told": told, "states": states, "signed": signed, "admissions": admissions,
}  # fmt: skip
