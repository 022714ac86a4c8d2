"""A page a case type (生命周期): states, diagram, what may be done in each state, by whom, and what it does to clocks."""

from collections.abc import Iterable, Iterator

from governance.people.roles import ROLE_NAMES
from governance.rules import KINDS, name_of
from tests.governance.rules_docs import clock_names
from tests.governance.rules_docs.observed import TIME, UNBORN, joined, observed
from tests.governance.rules_docs.tables import StateTable, cells, scope_name, state_tables, who

Moves = dict[tuple[str, str, str, bool], tuple[str, ...]]  # kind, before, after, own → marks
CROWD = 5  # an action that leads from more states than this to one is told beside the diagram
BIRTH = "（新建）"
DASH = "–"


def pages() -> dict[str, str]:
    """File → text, a page a case type."""
    return {f"{table.file}.md": page(table) for table in state_tables()}


def page(table: StateTable) -> str:
    """The page of one case type."""
    moves = joined(seen for seen in observed() if seen.case_type == table.case_type)
    return "\n".join(
        (
            f"# {table.title}：状态与动作",
            "",
            "本页由程序按现行规则生成，勿手改（见 [目录](README.md)）。",
            "",
            "## 状态",
            "",
            *_states(table, moves),
            "",
            "## 流转图",
            "",
            *_diagram(table, moves),
            "",
            "## 逐状态动作",
            "",
            "计时：▶ 起算，■ 停止，⏸ 暂停，⏵ 恢复，＋ 延长，✕ 暂停作废；列出的是各种情形之合。",
            "",
            *_by_state(table, moves),
            "## 岗位与条件",
            "",
            *_permissions(table),
            "",
        )
    )


# ---------------------------------------------------------------- states and diagram


def _states(table: StateTable, moves: Moves) -> Iterator[str]:
    yield "| 代码 | 状态 | 可由何而来 |"
    yield "|---|---|---|"
    for state, name in table.names.items():
        ways = dict.fromkeys(
            _said(kind, own) for kind, before, after, own in moves if after == state != before
        )
        yield f"| `{state}` | {name} | {'、'.join(ways) or DASH} |"


def _said(kind: str, own: bool) -> str:
    if kind == TIME:
        return "到期自动"
    return name_of(kind) if own else f"子件{name_of(kind)}"


def _diagram(table: StateTable, moves: Moves) -> Iterator[str]:
    sources: dict[tuple[str, str], list[str]] = {}
    for kind, before, after, own in moves:
        if before != after:
            sources.setdefault((_said(kind, own), after), []).append(before)
    crowded = {key: befores for key, befores in sources.items() if len(befores) > CROWD}
    edges: dict[tuple[str, str], list[str]] = {}
    for (said, after), befores in sources.items():
        for before in befores if (said, after) not in crowded else ():
            edges.setdefault((before, after), []).append(said)
    yield "```mermaid"
    yield "stateDiagram-v2"
    for state, name in table.names.items():
        yield f"    {state}: {name}"
    for (before, after), said_all in edges.items():
        yield f"    {before or '[*]'} --> {after}: {'、'.join(dict.fromkeys(said_all))}"
    for state in _ends(table, moves):
        yield f"    {state} --> [*]"
    yield "```"
    for (said, after), befores in crowded.items():
        yield ""
        origins = "、".join(table.names[before] for before in befores)
        yield f"{said} → {table.names[after]}：可由 {origins}（图中略）。"


def _ends(table: StateTable, moves: Moves) -> list[str]:
    """States that nothing leads out of."""
    left = {before for _, before, after, _ in moves if before != after}
    return [state for state in table.names if state not in left]


# ---------------------------------------------------------------- by state


def _by_state(table: StateTable, moves: Moves) -> Iterator[str]:
    for state in (UNBORN, *table.names):
        rows = list(_rows(table, state, moves))
        told = {kind for kind, before, after, own in moves if own and before == state != after}
        still = {kind for kind, before, after, own in moves if own and before == state == after} - told
        listed = [kind for kind, (_, states) in table.table.items() if state in states and kind not in told]
        if not rows and not listed:
            continue
        yield f"### {f'{table.names[state]} `{state}`' if state else BIRTH}"
        yield ""
        if rows:
            yield "| 动作 | 下一状态 | 谁可做 | 计时 |"
            yield "|---|---|---|---|"
            yield from rows
            yield ""
        for said, kinds in (
            ("不改变状态", [kind for kind in listed if kind in still]),
            ("状态许可，另看任务、时限和先后", [kind for kind in listed if kind not in still]),
        ):
            if kinds:
                yield f"{said}：{'、'.join(table.table[kind][0] for kind in kinds)}。"
                yield ""


def _rows(table: StateTable, state: str, moves: Moves) -> Iterator[str]:
    order = {kind: n for n, kind in enumerate(KINDS)}
    found = [key for key in moves if key[1] == state and (key[2] != state)]
    for key in sorted(found, key=lambda k: (not k[3], order.get(k[0], len(order)), k[2])):
        kind, _, after, own = key
        name = _said(kind, own) if kind == TIME or own else f"（子件）{name_of(kind)}"
        yield f"| {name} | {table.names[after]} | {who(kind) or DASH} | {_marks(table, moves[key])} |"


def _marks(table: StateTable, marks: Iterable[str]) -> str:
    return "，".join(mark[0] + clock_names.name_of(mark[1:], table.file) for mark in marks) or DASH


def _permissions(table: StateTable) -> Iterator[str]:
    yield "| 动作 | 岗位 | 范围 | 条件 |"
    yield "|---|---|---|---|"
    for kind, rule in KINDS.items():
        if rule.case_type.__name__ != table.case_type:
            continue
        if not rule.action:
            yield f"| {name_of(kind)} | {who(kind)} | {DASH} | {DASH} |"
        for cell in cells(rule) if rule.action else ():
            role, condition = ROLE_NAMES[cell.role], cell.condition or DASH
            yield f"| {name_of(kind)} | {role} | {scope_name(cell.scope)} | {condition} |"
