"""The calls page (呼叫) in the states that take two sides: a draft for signature, findings, notices, 会商, 不满意."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QLineEdit, QScrollArea

from db.queries.calls import open_calls
from desktop.calls.page import CallsPage
from desktop.calls.texts import SATISFIED
from desktop.desk import Wish
from desktop.shots import texts
from desktop.shots.scene import Scene
from desktop.shots.shot import Pose, Shot, ShotError
from desktop.widgets.segmented import Segmented
from governance.calls import states as call_states
from governance.calls.call import BAD, Call
from governance.calls.consultation import called_in
from governance.events import states
from governance.refusal import Refusal

CARD = "CARD"
TRIED = 9  # events that are looked through for one with an item of the list
DAY_MS = 86_400_000


def page_of(scene: Scene) -> CallsPage:
    """The page of the scene."""
    page = scene.frame.go.named("calls")
    if not isinstance(page, CallsPage):
        raise ShotError("calls")
    return page


def listed(name: str) -> Pose:
    """One of the lists, with its first card."""

    async def pose(scene: Scene) -> None:
        page = page_of(scene)
        await page.presenter.read()
        page.view.lists.choose(name)
        await scene.still()
        cards = page.view.cards.cards
        if cards:
            page.view.cards.selected.emit(cards[0].key)
            page.view.cards.choose(cards[0].key)
        await scene.pause()

    return pose


async def _sent(scene: Scene) -> None:
    """A new call that was sent to a leader."""
    page = page_of(scene)
    draft = None
    for number in range(TRIED):
        scene.frame.go.call(scene.find(number, states=(states.SIGNED,)))
        await scene.still()
        draft = page.drafting.draft
        if draft is not None and draft.item:
            break
    page.view.draft.grade.chosen.emit("C2")
    for line in draft.lines if draft is not None else ():
        page.view.draft.done.stated.emit(line.no, "DONE")
    await scene.do("primary")
    await scene.still()


async def _to_sign(scene: Scene) -> None:
    """The same where it was not typed: what the leader sees."""
    await _sent(scene)
    page = page_of(scene)
    draft = page.drafting.draft
    if draft is None or not draft.case:
        raise ShotError(page.view.draft.refusal)
    await scene.do("escape")
    await scene.room.seat.drop_draft(page.drafting.opened.draft_id)
    await page.presenter.read()
    page.show_case(draft.case)
    await scene.still()


async def _save(scene: Scene, kind: str, case: str, p: Mapping[str, Any], actor: str) -> None:
    said = await scene.room.seat.save(Wish(kind=kind, p=p, actor=actor, case=case))
    if isinstance(said, Refusal):
        raise ShotError(f"{kind} {said.sentence}")


def user(scene: Scene, role: str, unit: str = "") -> str:
    """Somebody of a role, of a unit where one is named."""
    users = scene.room.seat.rules.directory.users.values()
    found = (u.id for u in users for g in u.grants if u.active and g.role == role and unit in ("", g.unit))
    return next(found, "")


def _first(scene: Scene, fits: Callable[[Call], bool]) -> Call:
    staged = scene.staged
    rows = staged.store.read(lambda conn: open_calls(conn, staged.stream))
    known = scene.room.seat.desk.cases([row.case_id for row in rows])
    found = (one for row in rows if isinstance(one := known.get(row.case_id), Call) and fits(one))
    call = next(found, None)
    if call is None:
        raise ShotError(texts.NO_CASE)
    return call


def _signed(call: Call) -> bool:
    return call.state == call_states.SIGNED and call.lead is not None and call.lead.responded is None


async def _found(scene: Scene) -> None:
    """A department answers after its due: 迟响应, in its 说明期."""
    call = _first(scene, _signed)
    dept = call.lead.dept if call.lead is not None else ""
    p = {"how": "CONTACT", "person": "值班员", "phone": "0571-88000008", "text": "已联系现场"}
    await _save(scene, "call.respond", call.id, p, user(scene, "DEPT_CLERK", dept))
    await listed("found")(scene)


async def _notice(scene: Scene) -> None:
    """A notice of the town that its units are explaining."""
    at = scene.staged.now - 2 * DAY_MS
    lines = [
        {"key": f"{unit}/{CARD}", "unit": unit, "case": "", "serial": f"S260314-100-00-000{n}", "rule": CARD,
         "since": at, "facts": [["处置到期", at - DAY_MS // 8], ["红牌", at]]}
        for n, unit in enumerate(_town_units(scene), 1)
    ]  # fmt: skip
    p = {
        "title": "三月第二周超期情况通报",
        "text": "请各单位三个工作日内书面整改。",
        "lines": lines,
        "send": True,
    }
    wish = Wish(kind="notice.draft", p=p, actor=user(scene, "ROOM_SUP"), births="B")
    said = await scene.room.seat.save(wish)
    if isinstance(said, Refusal):
        raise ShotError(said.sentence)
    await listed("notices")(scene)


def _town_units(scene: Scene) -> list[str]:
    units = scene.room.seat.rules.catalogue.units.values()
    return [unit.code for unit in units if unit.is_town][:2]


async def _new_notice(scene: Scene) -> None:
    """A notice of the town begun from its units' cards."""
    page = page_of(scene)
    await page.presenter.read()
    await scene.do("notice")
    await scene.still()
    if not page.view.writing_notice:
        raise ShotError(page.view.foot.refusal)


async def _consulting(scene: Scene) -> None:
    """A call returned twice: 会商 with each side's clause, not agreed."""
    call = _first(scene, lambda one: one.state == call_states.RETURN_PENDING)
    slip, lead = call.returns[-1], user(scene, "CENTRE_LEAD")
    ruled = {"request": slip.id, "ruling": "deny", "reason": "条款列为其主体责任"}
    await _save(scene, "call.decide_return", call.id, ruled, lead)
    task = next(one for one in call.tasks if one.dept == slip.dept)
    again = {"task": task.id, "clause": slip.clause, "suggested_unit": slip.suggested, "text": "地块性质待定"}
    await _save(scene, "call.return", call.id, again, slip.by)
    rules = scene.room.seat.rules
    now = _first(scene, lambda one: one.id == call.id)
    sides = [{"unit": unit, "clause": slip.clause, "text": "按清单条款"} for unit in called_in(now, rules)]
    for step, digest in (("convene", "召集会商"), ("minutes", "未达成一致")):
        p = {"step": step, "digest": digest, "way": "MEETING", "sides": sides}
        await _save(scene, "call.consult", call.id, p, lead)
    await page_of(scene).presenter.read()
    page_of(scene).show_case(call.id)
    await scene.pause()


async def _unhappy(scene: Scene) -> None:
    """待评价 while a department is rated 不满意: reason and evidence."""
    page = page_of(scene)
    await page.presenter.read()
    await scene.still()
    panel = page.view.waiting.rating
    marks = {one.accessibleName(): one for one in panel.findChildren(Segmented)}
    marks[SATISFIED].choose(BAD)
    panel.grounds.findChildren(QLineEdit)[0].setText("工资仍未发放，工人再次聚集")
    panel.grounds.material.set_value(("现场复核.jpg", "工资表.jpg"))
    await scene.still()
    around = next(one for one in page.view.findChildren(QScrollArea) if one.isAncestorOf(panel))
    bar = around.verticalScrollBar()
    bar.setValue(bar.maximum())
    await scene.pause()


SHOTS = (
    Shot(name="calls_found", page="calls", pose=_found, alone=True),
    Shot(name="calls_notices", page="calls", pose=_notice, alone=True),
    Shot(name="calls_new_notice", page="calls", pose=_new_notice, alone=True),
    Shot(name="calls_consulting", page="calls", pose=_consulting, alone=True),
    Shot(name="calls_sent", page="calls", pose=_sent, alone=True),
    Shot(name="calls_unhappy", page="calls", pose=_unhappy, alone=True),
    Shot(name="calls_to_sign", page="calls", pose=_to_sign, alone=True),
)
