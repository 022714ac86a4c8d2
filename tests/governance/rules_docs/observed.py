"""What each action does to each case (实测流转): tried in every situation, by whoever may, with every ruling there is.

The state tables of `governance` say where an action may stand; where it leads, and which clocks it moves, its fold
says. So the tables of docs/rules are what the program did, not what somebody wrote down.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from msgspec import Struct

from governance.kind_rule import KindRule, also_of
from governance.ledger.case import Case
from governance.ledger.clocked import Clocked
from governance.objections import state_at
from governance.people.roles import Permissions
from governance.rules import KINDS, wrong_state
from governance.time.clocks import Clock
from governance.time.working_time import DAY_MS
from tests.governance.handling import asking
from tests.governance.room import ARRIVED, CONTACTED, MONDAY, NEAR, PEOPLE, Room, sides, uid
from tests.governance.rules_docs.situations import Situation, situations
from tests.governance.test_matrix import case_of, payload

UNBORN = ""
TIME = "time"  # no action: what the mere passing of time brings about
SOON, LATE = 40 * DAY_MS, 400 * DAY_MS
STARTS, STOPS, PAUSES, RESUMES, GROWS, VOIDS = "▶", "■", "⏸", "⏵", "＋", "✕"


class Seen(Struct, frozen=True, order=True):
    """One transition as it was observed."""

    case_type: str  # class of the case that changed
    kind: str  # of the action, or TIME
    before: str
    after: str
    marks: tuple[str, ...] = ()  # clocks, e.g. ▶HANDLE
    own: bool = True  # the action's own case; False: a case that the action's case serves


# kind → what is laid over the usual payload: every ruling, and what else leads another way
WAYS: Mapping[str, tuple[dict[str, Any], ...]] = {
    "event.decide_return": ({"ruling": "deny"}, {"ruling": "uphold"}),
    "event.assign_final": ({"unit": "T-PCS"}, {"unit": "T-SC"}, {"unit": "T-ZF"}),
    "event.redispatch": ({"unit": "T-SC"}, {"unit": "T-ZF"}),
    "event.verify": ({"result": "pass"} | NEAR, {"result": "fail", "reason": "仍未拆除"} | NEAR),
    "call.accept": (
        {"ruling": "accept"},
        {"ruling": "refuse", "code": "TOWN", "reason": "镇权限内"},
        {"ruling": "refuse", "code": "INCOMPLETE", "reason": "缺联系人"},
    ),
    "call.decide_return": ({"ruling": "deny"}, {"ruling": "uphold"}),
    "call.assign_final": ({"unit": "ZR"}, {"unit": "ZF"}),
    "call.rule_response": ({"ruling": "deny"}, {"ruling": "uphold"}),
    "call.respond": (CONTACTED, ARRIVED),
    "call.confirm_arrival": ({"word": "confirm"}, {"word": "dispute", "text": "现场无人"}),
    "call.draft": ({}, {"ask": "请派员", "digest": "改拟"}),
    "call.reverse": ({"word": "accept"}, {"word": "reject", "reason": "未到场"}, {"word": "withdraw", "reason": "误呼"}),
    "call.reverse_respond": tuple({"step": step} for step in ("sign", "respond", "progress", "feedback")),
    "access.review": ({"ruling": "take"}, {"ruling": "pass"}, {"ruling": "refuse", "reason": "部门主责"}),
    "access.decide": ({"ruling": "admit"}, {"ruling": "refuse"}),
    "paper.backfill": ({}, {"use": "VOID"}, {"written": MONDAY - 2 * DAY_MS}),
    "paper.confirm": ({"ruling": "uphold"}, {"ruling": "deny"}),
    "shift.open": ({"reason": "首班"},),
    "notice.draft": ({"send": True}, {"send": False}),
    "list.edit": ({}, {"review": "pass", "opinion": "依据清楚"}, {"submit": True}, {"drop": True}),
}  # fmt: skip
RULED = ("extend_review", "extend_approve", "suspend_approve")


def payloads(kind: str, room: Room) -> list[dict[str, Any]]:
    """What may be written in an action of this kind as things stand."""
    usual = payload(kind, room)
    what = kind.partition(".")[2]
    if what in RULED:
        case = room.cases.get(uid(case_of(kind)))
        return [asking.handling_payload(kind, case, n) for n in range(2)]
    if kind == "call.consult" and usual["sides"]:
        minutes = usual | {"step": "minutes", "digest": "纪要", "sides": sides(room)}
        return [usual, minutes | {"unit": ""}, minutes | {"unit": "ZR"}]
    if what == "urge":
        owing = getattr(room.cases.get(uid(case_of(kind))), "owing", ()) or ("T-ZF",)
        return [usual | {"unit": owing[0]}]
    if what == "decide_appeal":
        case = room.cases.get(uid(case_of(kind)))
        filed = [one.id for one in case.appeals] if isinstance(case, Clocked) else []
        return [usual | {"appeal": filed[-1] if filed else "", "ruling": r} for r in ("uphold", "deny")]
    if kind == "event.behalf_answer":
        recorded = getattr(room.cases.get(uid("e")), "recorded", ())
        step = {"step": recorded[-1].action if recorded else ""}
        return [usual | step, usual | step | {"answer": "dispute", "text": "本队未答复"}]
    if kind == "call.push_back":
        return [usual | {"unit": unit} for unit in ("ZR", "ZF")]
    return [usual | over for over in WAYS.get(kind, ({},))]


def people_for(rule: KindRule, matrix: Permissions) -> Iterable[str]:
    """Who may do it at all, everybody where the matrix names nobody."""
    roles = matrix.roles_for(rule.action) if rule.action else None
    return (name for name, (role, _, _) in PEOPLE.items() if roles is None or role in roles)


def name_in(here: Situation, kind: str) -> str:
    """The case that an action of this kind is about."""
    return here.event if kind.startswith("event.") else case_of(kind)


def type_of(case: Case) -> str:
    return type(case).__name__


def state_of(case: Case | None) -> str:
    return UNBORN if case is None else str(getattr(case, "state", UNBORN))


def marks(before: Case | None, after: Case) -> tuple[str, ...]:
    """What became of the clocks, each once."""
    old = {_key(c): c for c in getattr(before, "clocks", ())}
    found = {mark: None for c in getattr(after, "clocks", ()) for mark in _changed(old.get(_key(c)), c)}
    return tuple(found)


def _key(clock: Clock) -> tuple[str, str, int]:
    return clock.name, clock.task, clock.start


def _changed(old: Clock | None, new: Clock) -> Iterable[str]:
    if old is None:
        if new.stop is None:  # else it is over as it begins
            yield STARTS + new.name
        return
    if old.stop is None and new.stop is not None:
        yield STOPS + new.name
    elif old.stop is not None and new.stop is None:
        yield RESUMES + new.name
    elif new.is_paused and not old.is_paused:
        yield PAUSES + new.name
    elif old.is_paused and not new.is_paused:
        yield RESUMES + new.name
    if new.ext > old.ext:
        yield GROWS + new.name
    if len(new.pauses) < len(old.pauses):
        yield VOIDS + new.name


def _tried(here: Situation, rule: KindRule, p: dict[str, Any]) -> Iterable[Seen]:
    """What the action did, by everybody who may; nothing when nobody may."""
    room, before, name = here.room, dict(here.room.cases), name_in(here, rule.kind)
    for actor in people_for(rule, room.rules.catalogue.permissions):
        if room.why_not(rule.kind, name, p, actor, here.when) is not None:
            continue
        known = {one: room.cases.get(one) for one in also_of(rule, p, birth=True)}
        also = tuple((one, body.base if body is not None else None) for one, body in known.items())
        kept = getattr(room, "bundle", None)
        verdict = room.act(rule.kind, name, p, actor, here.when, also=also)
        after, room.cases = room.cases, dict(before)
        if kept is not None:
            room.bundle = kept  # type: ignore[attr-defined]  # the county's
        if verdict.vd == "a":
            yield from _differences(rule.kind, uid(name), before, after)


def _differences(kind: str, target: str, before: dict[str, Case], after: dict[str, Case]) -> Iterable[Seen]:
    for case_id, case in after.items():
        old = before.get(case_id)
        if not hasattr(case, "state") or (case_id != target and (old is None or old == case)):
            continue
        yield Seen(
            type_of(case), kind, state_of(old), state_of(case), marks(old, case), own=case_id == target
        )


def _aged(here: Situation) -> Iterable[Seen]:
    """What time alone does to the cases of the situation."""
    for case in here.room.cases.values():
        for later in (SOON, LATE):
            now = state_at(case, here.when + later, here.room.rules)
            if now is not None and hasattr(now, "state") and state_of(now) != state_of(case):
                yield Seen(type_of(case), TIME, state_of(case), state_of(now), marks(case, now))


@cache
def observed() -> frozenset[Seen]:
    """Every transition there is."""
    found: set[Seen] = set()
    for here in situations():
        found.update(_aged(here))
        for kind, rule in KINDS.items():
            now = state_at(here.room.cases.get(uid(name_in(here, kind))), here.when, here.room.rules)
            if wrong_state(rule, now, here.room.rules) is not None:
                continue
            for p in payloads(kind, here.room):
                found.update(_tried(here, rule, p))
    return frozenset(found)


def joined(seen: Iterable[Seen]) -> dict[tuple[str, str, str, bool], tuple[str, ...]]:
    """Marks by (kind, before, after, own), all ways together in a fixed order."""
    found: dict[tuple[str, str, str, bool], dict[str, None]] = {}
    for one in sorted(seen):
        found.setdefault((one.kind, one.before, one.after, one.own), {}).update(dict.fromkeys(one.marks))
    return {key: tuple(sorted(marked, key=_rank)) for key, marked in found.items()}


def _rank(mark: str) -> tuple[int, str]:
    return (STOPS + PAUSES + VOIDS + RESUMES + GROWS + STARTS).index(mark[0]), mark
