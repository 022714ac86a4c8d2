"""代录: the room records for a unit what it said by phone or on paper (rulebook §3.11). Free of Qt."""

from desktop.moves import texts
from desktop.moves.form import Choice, Entry, Fact, Form, Payload, Values, many, told
from desktop.moves.matter import Matter
from desktop.moves.moments import moment, written
from governance.doer import BEHALF_KINDS, Doer, permitted
from governance.events.event import Event, Task
from governance.events.guards import MIN_PROGRESS_CHARS, needs_material
from governance.events.payloads import RESULTS
from governance.ledger.case import Case
from governance.ledger.payload import Behalf
from governance.rulebook import Rules
from governance.rules import KINDS, subject, wrong_state

_ORDER = ("event.sign", "event.contact", "event.progress", "event.feedback")
assert set(_ORDER) == BEHALF_KINDS


def recordable(case: Case, actor: str, at: int, rules: Rules) -> dict[str, tuple[str, ...]]:
    """Which facts the actor may record now for which unit; empty when there is none."""
    if not isinstance(case, Event):
        return {}
    found: dict[str, tuple[str, ...]] = {}
    for task in case.tasks:
        if task.state != "OPEN":
            continue
        kinds = tuple(kind for kind in _ORDER if _may(kind, case, task.unit, actor, at, rules))
        if kinds:
            found[task.unit] = kinds
    return found


def _may(kind: str, event: Event, unit: str, actor: str, at: int, rules: Rules) -> bool:
    rule = KINDS[kind]
    known = rules.catalogue.units.get(unit)
    if wrong_state(rule, event, rules) is not None or (known is not None and not known.is_town):
        return False
    about = subject(rule, event, None, None, rules)
    doer = permitted(kind, rule.action, rule.fact, actor, Behalf(unit, "-", "PHONE"), about, at, rules)
    return isinstance(doer, Doer) and rule.turn(event, doer, at, rules) is None


def behalf(matter: Matter) -> Form:
    """代录单位答复: 1–4 the fact, the name of who spoke, Ctrl+Enter."""
    able = recordable(matter.case, matter.actor, matter.at, matter.rules)
    units = tuple(Choice(unit, matter.names.unit(unit), _role(matter.event, unit)) for unit in able)
    first = units[0].key if units else ""
    start = next(iter(able.get(first, ())), "")
    material = needs_material(matter.event, matter.rules)
    return Form(
        kind="behalf",
        title=texts.BEHALF,
        verb=texts.BEHALF_DO,
        facts=(Fact("", texts.BEHALF_FACT),),
        entries=(
            Entry(
                key="fact",
                label=texts.WHICH_FACT,
                kind="choice",
                choices=tuple(
                    Choice(kind, texts.FACTS[kind]) for kind in _ORDER
                ),  # all four: 1–4 always mean the same
                value=start,
            ),
            *_who(matter, units, first),
            *_what(matter, material),
        ),
        payload=lambda values: _payload(matter, values),
        kind_of=lambda values: told(values, "fact"),
        faults=lambda values: _faults(matter, able, values),
        done=lambda values: texts.DID["behalf"].format(
            unit=matter.names.unit(told(values, "unit")), fact=texts.FACTS.get(told(values, "fact"), "")
        ),
    )


def _role(event: Event, unit: str) -> str:
    task = event.task_of((unit,))
    return "主办" if task is not None and task.lead else "协办"


def _who(matter: Matter, units: tuple[Choice, ...], first: str) -> tuple[Entry, ...]:
    several = (Entry(key="unit", label=texts.OF_UNIT, kind="choice", choices=units, value=first),)
    hidden = (Entry(key="unit", label=texts.OF_UNIT, kind="choice", value=first, when=("fact", ())),)
    return (
        *(several if len(units) > 1 else hidden),
        Entry(
            key="person",
            label=texts.WHO_SPOKE,
            kind="line",
            needs=texts.WHO_NEEDED,
            choices=_colleagues(matter, units),
        ),
    )


def _colleagues(matter: Matter, units: tuple[Choice, ...]) -> tuple[Choice, ...]:
    """People of these units, offered while the name is typed."""
    codes = {unit.key for unit in units}
    users = matter.rules.directory.users.values()
    names = [user.name for user in users if user.active and any(grant.unit in codes for grant in user.grants)]
    return tuple(Choice(name, name) for name in dict.fromkeys(names))


def _what(matter: Matter, material: bool) -> tuple[Entry, ...]:
    speaks = ("event.contact", "event.progress", "event.feedback")
    fed = ("fact", ("event.feedback",))
    return (
        Entry(
            key="result",
            label=texts.RESULT,
            kind="choice",
            choices=tuple(Choice(code, name) for code, name in RESULTS.items()),
            value="SOLVED",
            needs=texts.RESULT_NEEDED,
            when=fed,
        ),
        Entry(key="text", label=texts.TEXT, kind="text", when=("fact", speaks)),
        Entry(
            key="files",
            label=texts.FILES,
            kind="files",
            value=(),
            needs=texts.FILES_NEEDED if material else "",
            when=fed,
        ),
        Entry(key="unfinished", label=texts.UNFINISHED, kind="line", when=fed),
        Entry(
            key="by",
            label=texts.BY_WAY,
            kind="choice",
            choices=(Choice("PHONE", texts.PHONE), Choice("PAPER", texts.PAPER)),
            value="PHONE",
        ),
        Entry(
            key="paper",
            label=texts.PAPER_NO,
            kind="line",
            needs=texts.PAPER_NEEDED,
            when=("by", ("PAPER",)),
        ),
        Entry(
            key="occ",
            label=texts.PAPER_TIME,
            kind="time",
            value=written(matter.at),
            when=("by", ("PAPER",)),
        ),
    )


def _payload(matter: Matter, values: Values) -> Payload:
    way = told(values, "by")
    p: Payload = {"behalf": {"unit": told(values, "unit"), "person": told(values, "person"), "by": way}}
    fact = told(values, "fact")
    if fact != "event.sign" and told(values, "text"):
        p["text"] = told(values, "text")
    if fact == "event.feedback":
        p["result"] = told(values, "result")
        if files := many(values, "files"):
            p["files"] = files
        if words := told(values, "unfinished"):
            p["unfinished"] = words
    if way == "PAPER":
        p["paper"] = told(values, "paper")
        occ = moment(told(values, "occ"), matter.at)
        if occ is not None:
            p["occ"] = occ
    return p


def _faults(matter: Matter, able: dict[str, tuple[str, ...]], values: Values) -> dict[str, str]:
    found = {}
    fact, unit, words = told(values, "fact"), told(values, "unit"), told(values, "text")
    if fact not in able.get(unit, ()):
        found["fact"] = f"{matter.names.unit(unit)}现在不能记{texts.FACTS.get(fact, '')}；改选一项。"
    if fact == "event.progress" and len(words) < MIN_PROGRESS_CHARS:
        found["text"] = texts.PROGRESS_SHORT
    if fact == "event.feedback":
        if not words:
            found["text"] = texts.TEXT_NEEDED
        waiting = _waiting(matter.event, unit)
        if waiting and not told(values, "unfinished"):
            names = "、".join(matter.names.unit(task.unit) for task in waiting)
            found["unfinished"] = texts.UNFINISHED_NEEDED.format(units=names)
    if told(values, "by") == "PAPER" and moment(told(values, "occ"), matter.at) is None:
        found["occ"] = texts.TIME_WRONG
    return found


def _waiting(event: Event, unit: str) -> list[Task]:
    """协办 tasks that stand open beside the 主办's feedback."""
    mine = event.task_of((unit,))
    if mine is None or not mine.lead:
        return []
    return [task for task in event.tasks if task.state == "OPEN" and not task.lead]
