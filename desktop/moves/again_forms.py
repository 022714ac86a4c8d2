"""Forms that give an event another course: 重办, 拆分, 自办结, 单位内部指派, 疑似重复, 回执. Free of Qt."""

from desktop.moves import texts
from desktop.moves.form import Choice, Entry, Fact, Form, Payload, Values, many, told, yes
from desktop.moves.intake_forms import category_entry
from desktop.moves.matter import Matter, town_units, with_words
from governance.events import states
from governance.events.payloads import RESULTS
from governance.events.rework import PLAIN_REWORKS, REASONS
from governance.people.members import is_member

MOST_PARTS = 4


def rework(matter: Matter) -> Form:
    """重办: the reason, what does not pass, and from the third time on who joins (会办)."""
    times = len(matter.event.reworked)
    joint = times >= PLAIN_REWORKS
    entries = [
        Entry(
            key="reason",
            label=texts.REWORK_WHY,
            kind="choice",
            choices=tuple(Choice(code, name) for code, name in REASONS.items()),
            needs=texts.REASON_NEEDED,
        ),
        Entry(key="text", label=texts.REWORK_WHAT, kind="text", needs=texts.REWORK_WHAT_NEEDED),
        Entry(
            key="repeat",
            label=texts.REPEAT_OF,
            kind="line",
            needs=texts.REPEAT_NEEDED,
            when=("reason", ("REPEAT",)),
        ),
    ]
    if joint:
        entries.append(
            Entry(
                key="assist",
                label=texts.JOINT_UNITS,
                kind="picks",
                choices=town_units(matter),
                value=(),
                needs=texts.JOINT_NEEDED,
            )
        )
    fact = texts.REWORK_JOINT if joint else texts.REWORK_FACT
    return Form(
        kind="event.rework",
        title=texts.REWORK,
        verb=texts.REWORK_DO,
        facts=(Fact("", fact.format(n=times), "amber" if times else ""),),
        entries=tuple(entries),
        payload=_reworked,
    )


def _reworked(values: Values) -> Payload:
    p = with_words({"reason": told(values, "reason"), "text": told(values, "text")}, values, "repeat")
    if joining := many(values, "assist"):
        p["assist"] = joining
    return p


def split(matter: Matter) -> Form:
    """拆分: how many parts, and of each its words and its 小类; of a signed case whether it stays with the unit."""
    held = matter.names.unit(matter.event.held_by) if matter.event.state == states.SIGNED else ""
    entries = [
        Entry(
            key="count",
            label=texts.PART_COUNT,
            kind="choice",
            choices=tuple(Choice(str(n), texts.PARTS_N.format(n=n)) for n in range(2, MOST_PARTS + 1)),
            value="2",
        )
    ]
    for n in range(1, MOST_PARTS + 1):
        entries += _part(matter, n, held)
    entries.append(Entry(key="reason", label=texts.REASON, kind="line"))
    return Form(
        kind="event.split",
        title=texts.SPLIT,
        verb=texts.SPLIT_DO,
        facts=(Fact("", texts.SPLIT_FACT),),
        entries=tuple(entries),
        payload=_parted,
    )


def _part(matter: Matter, n: int, held: str) -> list[Entry]:
    when = ("count", tuple(str(m) for m in range(max(n, 2), MOST_PARTS + 1)))
    category = category_entry(matter, f"cat{n}")
    entries = [
        Entry(
            key=f"text{n}",
            label=texts.PART_N.format(n=n),
            kind="text",
            value=matter.event.text if n == 1 else "",
            needs=texts.PART_NEEDED,
            when=when,
        ),
        Entry(
            key=f"cat{n}",
            label=texts.PART_CATEGORY.format(n=n),
            kind="pick",
            choices=category.choices,
            value=category.value,
            when=when,
        ),
    ]
    if held:
        stays = Entry(
            key=f"stay{n}",
            label=texts.PART_STAYS.format(n=n, unit=held),
            kind="tick",
            value=n == 1,
            when=when,
        )
        entries.append(stays)
    return entries


def _parted(values: Values) -> Payload:
    children = []
    for n in range(1, int(told(values, "count")) + 1):
        part: Payload = {"text": told(values, f"text{n}")}
        if cat := told(values, f"cat{n}"):
            part["cat"] = cat
        if yes(values, f"stay{n}"):
            part["stay"] = True
        children.append(part)
    return with_words({"children": children}, values, "reason")


def self_handle(matter: Matter) -> Form:
    """自办结: what was done on the spot."""
    return Form(
        kind="event.self_handle",
        title=texts.SELF_HANDLE,
        verb=texts.SELF_HANDLE_DO,
        entries=(
            Entry(key="text", label=texts.TEXT, kind="text", needs=texts.TEXT_NEEDED),
            Entry(
                key="result",
                label=texts.RESULT,
                kind="choice",
                choices=tuple(Choice(code, name) for code, name in RESULTS.items()),
                value="SOLVED",
                needs=texts.RESULT_NEEDED,
            ),
        ),
        payload=lambda values: {"text": told(values, "text"), "result": told(values, "result")},
    )


def assign_sub(matter: Matter) -> Form:
    """单位内部指派: one of the unit's own people."""
    user = matter.rules.directory.users[matter.actor]
    task = matter.event.task_of(tuple(grant.unit for grant in user.grants))
    unit = task.unit if task is not None else ""
    people = [one for one in matter.rules.directory.users.values() if is_member(one.id, unit, matter.rules)]
    return Form(
        kind="event.assign_sub",
        title=texts.ASSIGN_SUB,
        verb=texts.ASSIGN_SUB_DO,
        entries=(
            Entry(
                key="person",
                label=texts.ASSIGN_WHOM,
                kind="pick",
                choices=tuple(Choice(one.id, one.name) for one in people),
                needs=texts.ASSIGN_NEEDED,
            ),
            Entry(key="note", label=texts.NOTE, kind="line"),
        ),
        payload=lambda values: with_words({"person": told(values, "person")}, values, "note"),
    )


def suspect_duplicate(matter: Matter) -> Form:
    """疑似重复: which other case."""
    return Form(
        kind="event.suspect_duplicate",
        title=texts.DOUBLE,
        verb=texts.DOUBLE_DO,
        facts=(Fact("", texts.DOUBLE_FACT),),
        entries=(
            Entry(
                key="of", label=texts.DOUBLE_OF, kind="pick", choices=matter.mains, needs=texts.DOUBLE_NEEDED
            ),
            Entry(key="text", label=texts.TEXT, kind="line"),
        ),
        payload=lambda values: with_words({"of": told(values, "of")}, values, "text"),
    )


def receipt(matter: Matter) -> Form:
    """回执: the addressed unit's own word on the slip."""
    prefix = matter.case.__struct_config__.tag
    return Form(
        kind=f"{prefix}.receipt",
        title=texts.RECEIPT,
        verb=texts.RECEIPT_DO,
        entries=(
            Entry(key="text", label=texts.TEXT, kind="text", needs=texts.TEXT_NEEDED),
            Entry(key="files", label=texts.FILES, kind="files", value=()),
        ),
        payload=_receipted,
    )


def _receipted(values: Values) -> Payload:
    p: Payload = {"text": told(values, "text")}
    if files := many(values, "files"):
        p["files"] = files
    return p
