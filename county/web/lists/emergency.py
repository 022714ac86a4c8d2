"""应急响应 declared or ended by the county: while it holds a C1 may go to a town without an item (rulebook §5.4)."""

from county.acts import Wish
from county.web.acting import ACTION
from county.web.asked import Asked, Outcome
from county.web.call_forms import today
from county.web.fields import Field, Option
from county.web.sheets import Sheet, one_part, sent, shown
from county.web.snapshot import Snapshot
from county.web.workplace import Workplace
from governance.catalogue.setting import setting_case
from governance.refusal import Refusal
from governance.responsibility.emergencies import KEY, Emergency

DECLARERS = frozenset({"CENTRE_LEAD", "LIST_ADMIN"})  # of those whom §1.4 lets set the county's settings
NEW = "new"
GONE = Refusal("no-emergency", "所选应急响应已结束；请刷新后重选。")


def may_declare(asked: Asked) -> bool:
    """Whether the person declares it."""
    return any(grant.role in DECLARERS for grant in asked.person.user.grants)


def declare_page(place: Workplace, asked: Asked) -> Outcome:
    """`/emergency`."""
    return shown(place, asked, _sheet)


def declare(place: Workplace, asked: Asked) -> Outcome:
    """`POST /emergency`."""
    return sent(place, asked, _sheet, _wish, lambda case, kind: f"/admissions?said={kind}")


def _sheet(snapshot: Snapshot, asked: Asked) -> Sheet | None:
    if not may_declare(asked):
        return None
    rules, day = snapshot.rules(snapshot.county), today(snapshot.at)
    known = rules.emergencies
    going = tuple(
        Option(str(n), f"结束：{one.name}（{one.since} 起）")
        for n, one in enumerate(known)
        if _goes_on(one, day)
    )
    first = (Option(NEW, "宣布新的应急响应"), *going)
    return Sheet(
        tab="admissions", heading="应急响应", back=("/admissions", "准入"), where="/emergency", verb="保存",
        note="期间特急（C1）可先呼叫乡镇、后补报准入，3 个工作日内补报；未补报的列在准入页。",
        facts=tuple((one.name, f"{one.since} 至 {one.until or '结束前'}") for one in known),
        parts=one_part("宣布或结束", (
            Field(name="which", label="办什么", kind="select", options=first, value=NEW, needed=True),
            Field(name="name", label="名称", note="宣布时填写，如 防汛Ⅲ级应急响应", most=40, when=("which", NEW)),
            Field(name="since", label="自", kind="date", value=day, when=("which", NEW)),
            Field(name="until", label="至（含）", kind="date", note="结束时填最后一天；宣布时可不填"),
        )),
    )  # fmt: skip


def _goes_on(one: Emergency, day: str) -> bool:
    return not one.until or day <= one.until


def _wish(snapshot: Snapshot, asked: Asked, sheet: Sheet) -> Wish | Refusal:
    typed, day = asked.typed, today(snapshot.at)
    known = list(snapshot.rules(snapshot.county).emergencies)
    if (which := typed.one("which")) == NEW:
        known.append(Emergency(typed.one("name"), typed.one("since"), typed.one("until")))
    elif which.isdecimal() and int(which) < len(known) and _goes_on(known[int(which)], day):
        one = known[int(which)]
        known[int(which)] = Emergency(one.name, one.since, typed.one("until") or day)
    else:
        return GONE
    value = [{"name": one.name, "since": one.since, "until": one.until} for one in known]
    return Wish(
        stream=snapshot.county, user=asked.person.user.id, kind="config.put", case=setting_case(KEY),
        p={"key": KEY, "value": value}, id=typed.one(ACTION) or None,
    )  # fmt: skip
