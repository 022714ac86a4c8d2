"""The lines of an item in its form (责任条目): a fold for each, and what was typed into them.

Source: rulebook §5.1. A line without words is left out; three empty ones wait at the end for what is added.
"""

from collections.abc import Iterator

from county.web.call_forms import departments
from county.web.event_forms import town_units
from county.web.fields import Field, Option, Typed
from county.web.sheets import Part
from governance.people.roles import ROLE_NAMES
from governance.rulebook import Rules

EMPTY_LINES = 3
MOST_LINES = 60
OWN_ROLES = ("GRID_WORKER", "VILLAGE_LEAD")  # who of the town a line may name beside its units


def line_parts(lines: list[dict[str, str]], rules: Rules) -> Iterator[Part]:
    """A fold for every line, with who has to do what on it; empty ones at the end."""
    who = (
        *(Option(f"COUNTY {one.value}", f"主体责任：{one.label}") for one in departments(rules)),
        *(Option(f"TOWN {one.value}", f"配合责任：{one.label}") for one in town_units(rules)),
        *(Option(f"TOWN {role}", f"配合责任：{ROLE_NAMES[role]}") for role in OWN_ROLES),
    )
    empty = [
        {"line_no": str(n), "side": "", "dept_or_role": "", "text": "", "mandatory": "N", "evidence": ""}
        for n in range(_next_no(lines), _next_no(lines) + EMPTY_LINES)
    ]
    for line in [*lines, *empty][:MOST_LINES]:
        no, held = line["line_no"], f"{line['side']} {line['dept_or_role']}" if line["side"] else ""
        known = who if not held or any(one.value == held for one in who) else (*who, _as_written(line, rules))
        holder = next((one.label for one in known if one.value == held), "")
        must = "，必做" if line["mandatory"] == "Y" else ""
        yield Part(
            title=f"第 {no} 条" if line["text"] else f"增加第 {no} 条",
            note=f"{holder}{must}：{line['text']}" if line["text"] else "",
            fields=tuple(_line_fields(line, known, held)),
            open=not lines and no == "1",
        )


def _line_fields(line: dict[str, str], known: tuple[Option, ...], held: str) -> Iterator[Field]:
    no = line["line_no"]
    label = f"第 {no} 条" if line["text"] else f"增加第 {no} 条"
    yield Field(name=f"text-{no}", label=label, kind="text", value=line["text"],
                note="" if not line["text"] else "清空即删去此条")  # fmt: skip
    yield Field(name=f"who-{no}", label=f"第 {no} 条责任方", kind="select", options=known, value=held)
    yield Field(name=f"evidence-{no}", label=f"第 {no} 条材料", value=line["evidence"], most=60)
    yield Field(name=f"must-{no}", label=f"第 {no} 条必做", kind="check",
                value="1" if line["mandatory"] == "Y" else "")  # fmt: skip


def _as_written(line: dict[str, str], rules: Rules) -> Option:
    """Whoever an older text names that is no longer offered."""
    side = {"COUNTY": "主体责任", "TOWN": "配合责任"}.get(line["side"], line["side"])
    return Option(f"{line['side']} {line['dept_or_role']}", f"{side}：{rules.name_of(line['dept_or_role'])}")


def _next_no(lines: list[dict[str, str]]) -> int:
    return max((int(line["line_no"]) for line in lines), default=0) + 1


def lines_of(typed: Typed) -> list[dict[str, str]]:
    """The lines that have words, as rows of the table."""
    numbers = sorted(
        int(name.removeprefix("text-")) for name in typed.values
        if name.removeprefix("text-").isdecimal() and name.startswith("text-") and len(name) < 10
    )  # fmt: skip
    rows = []
    for no in numbers[:MOST_LINES]:
        side, _, who = typed.one(f"who-{no}").partition(" ")
        words = " ".join(typed.one(f"text-{no}").split())
        must = "Y" if typed.one(f"must-{no}") else "N"
        row = {"line_no": str(no), "side": side, "dept_or_role": who, "text": words, "mandatory": must}
        if words:
            rows.append(row | {"evidence": typed.one(f"evidence-{no}")})
    return rows


def bare(line: dict[str, str]) -> dict[str, str]:
    """A line as the form knows it."""
    return {name: line[name] for name in ("line_no", "side", "dept_or_role", "text", "mandatory", "evidence")}
