"""拆分: one case in which several matters hide becomes a mother (母案) and its parts (子案), each handled on its own.

Source: rulebook §3.3 #22, §3.10, §3.12, §7.1. The decision bears its parts: each names the mother as parent and takes
over place, callers and evidence by that reference. What has been accepted stays accepted. The clocks go on in the parts:
before dispatch DISPATCH as it runs; of a signed case a part that stays with the unit goes on with its task and HANDLE,
any other waits to be sent on, and goes on as well if it comes to the same unit again. The mother owes nothing meanwhile;
what becomes of it is derived from its parts alone: all ended → CLOSED, all void → ACCEPTED, one reopened → SPLIT again.
"""

import re
from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from governance.doer import Doer
from governance.events import states
from governance.events.event import (
    TASK_OPEN,
    TASK_REASSIGNED,
    TASK_RETURNED,
    Event,
    Task,
    drop_task,
    task_key,
)
from governance.events.fold import face, to_dispatch, to_revisit
from governance.handling.doubted import carried
from governance.ledger.action import Action
from governance.ledger.case import Face, with_face
from governance.ledger.clocked import moved, pause, stop_all, stop_each
from governance.ledger.payload import Payload
from governance.refusal import Refusal
from governance.rulebook import Rules
from governance.time.clocks import Clock

AT_LEAST, AT_MOST = 2, 20
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}").fullmatch
ENDED = states.DONE | {states.REJECTED}  # a part that is settled


class Part(Struct, frozen=True, omit_defaults=True):
    """One part as it is to be born: its case, its number, what it is about."""

    text: str
    case: str = ""  # the desk gives id and number as it seals
    serial: str = ""
    cat: str = ""  # 小类; empty: the mother's
    stay: bool = False  # of a signed case: stays with the unit that has it


class Split(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """拆分."""

    children: tuple[Part, ...]
    reason: str = ""


def turn(event: Event, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """拆分: not of a case that was split or merged into by others, nor of a part."""
    if event.part_since is not None:
        return Refusal("is-part", "此件是拆分出的子件，不再拆分；请在母件的其他子件下办理。")
    if event.merged:
        return Refusal("has-merged", f"此件归并有{len(event.merged)}件从案；请先撤销归并，再办此动作。")
    return None


def refusal(event: Event, p: Split, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """拆分: at least two parts, each with its own words, number and a 小类 of the table."""
    if not AT_LEAST <= len(p.children) <= AT_MOST:
        return Refusal("few-parts", f"拆分须有{AT_LEAST}至{AT_MOST}个子件；请增减子件。")
    if any(not part.text.strip() for part in p.children):
        return Refusal("no-text", "子件缺少内容；请逐件写明办什么。")
    named = [part.case for part in p.children if part.case]
    if len(set(named)) != len(named) or not all(_ID(case) for case in named):
        return Refusal("twice", "子件编号重复或不对；请重新拆分。")
    if any(part.cat and part.cat not in rules.catalogue.categories for part in p.children):
        return Refusal("bad-category", "子件的小类不在目录内；请重新选择。")
    if event.state == states.ACCEPTED and any(part.stay for part in p.children):
        return Refusal("not-dispatched", "此件尚未派单，子件没有可留的承办单位；请拆分后分派。")
    return None


def apply(event: Event, action: Action, p: Split, doer: Doer, at: int, rules: Rules) -> Event:
    """拆分 → SPLIT, all ■: its clocks go on in the parts; each task ends REASSIGNED and leaves its denominators."""
    mother = event
    for child in parts(event, action, p, at, rules):
        mother = with_face(mother, face(child))
    for task in mother.tasks:
        if task.state == TASK_OPEN:
            mother = drop_task(mother, task, TASK_REASSIGNED, at)
    named = tuple(part.case for part in p.children)
    mother = replace(stop_all(mother, at), children=named, splits=(*mother.splits, (at, None)))
    return moved(mother, states.SPLIT, at)


def parts(event: Event, action: Action, p: Split, at: int, rules: Rules) -> tuple[Event, ...]:
    """The parts as they are born, out of the mother as she was."""
    return tuple(_part(event, action, part, at, rules) for part in p.children)


def _part(mother: Event, action: Action, part: Part, at: int, rules: Rules) -> Event:
    born = Event(
        id=part.case,
        parent=mother.id,
        serial=part.serial,
        state=states.ACCEPTED,
        ch=mother.ch,
        occ=mother.occ,
        at=at,
        moved=at,
        text=part.text,
        place=mother.place,
        reporter=action.actor,
        cat=part.cat if part.cat in rules.catalogue.categories else mother.cat,
        urg=mother.urg,
        reply=mother.reply,
        anon=mother.anon,
        secret=mother.secret,
        outer=mother.outer,
        outer_due=mother.outer_due,
        accepted_at=at,
        part_since=at,
    )
    if mother.state == states.SIGNED and mother.lead is not None:
        return _with_task(born, mother, mother.lead, part.stay, at, rules)
    return _with_clocks(born, mother, lambda clock: clock.name == "DISPATCH")


def _with_clocks(born: Event, mother: Event, mine: Callable[[Clock], bool]) -> Event:
    """The running clocks of the mother that go on in the part, with what is in doubt of them."""
    kept = tuple(i for i, clock in enumerate(mother.clocks) if clock.stop is None and mine(clock))
    clocks = tuple(mother.clocks[i] for i in kept)
    return replace(born, clocks=clocks, unsure=carried(mother, kept) if mother.unsure else ())


def _with_task(born: Event, mother: Event, task: Task, stay: bool, at: int, rules: Rules) -> Event:
    """The unit's own task goes on in a part that stays; in another it waits as a returned one would."""
    key = task_key(task)
    born = replace(
        _with_clocks(born, mother, lambda clock: clock.task == key),
        tasks=(task,),
        extensions=tuple(one for one in mother.extensions if one.task == key),
        suspensions=tuple(one for one in mother.suspensions if one.task == key),
        waits=tuple(one for one in mother.waits if one.task == key),
        exempted=tuple(one for one in mother.exempted if one.task == key),
    )
    if stay:
        return moved(born, states.SIGNED, at)
    born = stop_each(pause(born, "HANDLE", at, key), ("CONTACT",), at, key)
    return to_dispatch(replace(born, tasks=(replace(task, state=TASK_RETURNED),)), at, rules)


def reflect(mother: Event, old: Face | None, new: Face, rules: Rules) -> Event:
    """What a part's new face does to its mother (§3.12)."""
    if old is not None and old.state == new.state:
        return mother
    return settled(mother, new.at, rules)


def settled(mother: Event, at: int, rules: Rules) -> Event:
    """The mother as her parts are now; one with an open conflict waits for the entry that resolves it (sync.md §3.4)."""
    faces = [kid.state for kid in mother.kids if kid.child in mother.children]
    left = [state for state in faces if state != states.VOID]
    if mother.state == states.SPLIT:
        if mother.items or len(faces) < len(mother.children):
            return mother
        if not left:
            return _whole_again(mother, at, rules)
        return _closed(mother, at, rules) if ENDED.issuperset(left) else mother
    if mother.state in (states.CLOSED, states.REVISITED) and not ENDED.issuperset(left):
        event = stop_each(mother, ("REVISIT",), at)
        event = replace(event, closed_at=None, rating="", unhappy=None, attempts=())
        return moved(event, states.SPLIT, at)
    return mother


def _closed(mother: Event, at: int, rules: Rules) -> Event:
    """All parts ended → CLOSED ▶REVISIT: her own caller is asked once about the whole."""
    return to_revisit(replace(mother, closed_at=at), at, rules)


def _whole_again(mother: Event, at: int, rules: Rules) -> Event:
    """All parts void → ACCEPTED ▶DISPATCH."""
    splits = (*mother.splits[:-1], *((since, at) for since, _ in mother.splits[-1:]))
    return to_dispatch(replace(mother, children=(), splits=splits), at, rules)


def least_advanced(mother: Event) -> str:
    """The state of the part that is furthest behind: the step a mother case shows (§3.2)."""
    alive = [kid.state for kid in mother.kids if kid.child in mother.children and kid.state != states.VOID]
    return min(alive, key=_PROGRESS.index, default=states.ACCEPTED)


_PROGRESS = (
    states.REGISTERED,
    states.ACCEPTED,
    states.RETURN_PENDING,
    states.CALLED_UP,
    states.DISPATCHED,
    states.SIGNED,
    states.SUSPENDED,
    states.FEEDBACK,
    states.VERIFYING,
    states.VERIFIED,
    states.SPLIT,
    states.MERGED,
    states.CLOSED,
    states.REJECTED,
    states.REVISITED,
    states.SELF_DONE,
    states.VOID,
)
