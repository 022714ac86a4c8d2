"""县呼乡应 from an item of the list: which town, which of its 配合责任, what is asked.

Source: rulebook §4.7, §5.4. While an 应急响应 is declared a C1 may go out without an item; its admission follows.
"""

from county.acts import Wish
from county.web.acting import ACTION
from county.web.admission_view import towns_of
from county.web.asked import Asked, Outcome
from county.web.call_forms import today
from county.web.fields import Field, Option, Payload
from county.web.reverse_forms import asked_fields, asked_lines, town_lines
from county.web.sheets import Sheet, one_part, sent, shown
from county.web.snapshot import Snapshot
from county.web.workplace import Workplace
from governance.refusal import Refusal

CALLERS = frozenset({"CENTRE_OP", "CENTRE_LEAD", "DEPT_LEAD"})  # §1.4, `reverse_call`
URGENT = "urgent"  # in place of an item: 应急响应
NO_TOWN = Refusal("no-town", "没有选乡镇；请选择由哪个乡镇配合。")
_URGENT_FIELDS = ("grade", "ask", "contact")


def may_call(asked: Asked) -> bool:
    """Whether the person may call a town."""
    return any(grant.role in CALLERS for grant in asked.person.user.grants)


def down_page(place: Workplace, asked: Asked) -> Outcome:
    """`/lists/<code>/call`."""
    return shown(place, asked, _sheet)


def down(place: Workplace, asked: Asked) -> Outcome:
    """`POST /lists/<code>/call`."""
    return sent(place, asked, _sheet, _wish, lambda case, kind: f"/desk/{case}?said={kind}")


def _sheet(snapshot: Snapshot, asked: Asked) -> Sheet | None:
    code, rules, day = asked.path["code"], snapshot.rules(snapshot.county), today(snapshot.at)
    item = rules.catalogue.item_on(code, day)
    holds = any(one.holds(day) for one in rules.emergencies)
    if not may_call(asked) or (item is None and not (code == URGENT and holds)):
        return None
    towns = tuple(Option(r.home.area, r.home.name) for r in towns_of(snapshot))
    fields = asked_fields(town_lines((code,), day, rules))
    if item is None:
        fields = tuple(field for field in fields if field.name in _URGENT_FIELDS)
    town = Field(name="town", label="乡镇", kind="select", options=towns, needed=True,
                 value=towns[0].value if len(towns) == 1 else "")  # fmt: skip
    return Sheet(
        tab="lists", heading=f"县呼乡应：{item.code} {item.name}" if item is not None else "县呼乡应：应急响应",
        back=(f"/lists/{code}", code) if item is not None else ("/lists", "清单"),
        where=f"/lists/{code}/call", verb="呼叫乡镇",
        note="乡镇 4 个工作小时内签收、1 个工作日内响应。" if item is not None
        else "应急响应期间可先办，限特急；3 个工作日内补报准入。",
        parts=one_part("呼叫", (town, *fields)),
    )  # fmt: skip


def _wish(snapshot: Snapshot, asked: Asked, sheet: Sheet) -> Wish | Refusal:
    typed, code = asked.typed, asked.path["code"]
    town = next((s for s in snapshot.towns if snapshot.rules(s).home.area == typed.one("town")), "")
    if not town:
        return NO_TOWN
    p: Payload = {"serial": "", "grade": typed.one("grade"), "ask": typed.one("ask")}
    p |= {"contact": typed.one("contact")} if typed.one("contact") else {}
    if code != URGENT:
        p |= asked_lines(typed.all("lines"), today(snapshot.at), snapshot.rules(town))
    return Wish(
        stream=town, user=asked.person.user.id, kind="call.reverse", case=None, p=p,
        id=typed.one(ACTION) or None,
    )  # fmt: skip
