"""The tree of grids (网格树): county, town, village, grid, compound, micro grid; and who looks after each.

Source: rulebook §2.1 (three to six levels, level names are settings) and §2.3 (一长五员). Where a grid lies on the
map is another room's matter.
"""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from governance.places import codes

MIN_DEPTH, MAX_DEPTH = 3, 6

GENERAL = "GENERAL"  # 普通网格: together they cover the town once
SPECIAL = "SPECIAL"  # 专属网格: a park, school, market, hospital
KINDS = {
    "COUNTY": "县",
    "TOWN": "镇(街道)",
    "VILLAGE": "村(社区)",
    GENERAL: "普通网格",
    SPECIAL: "专属网格",
    "COMPOUND": "小区(村民小组)",
    "MICRO": "微网格",
}
GRID_KINDS = frozenset({GENERAL, SPECIAL})

LEADER, WORKER = "GRID_LEADER", "GRID_WORKER"
POSTS: Mapping[str, str] = {  # default names; a county may call them otherwise
    LEADER: "网格长",
    WORKER: "网格员",
    "PATROL": "巡查员",
    "MEDIATOR": "调解员",
    "PUBLICIST": "宣传员",
    "SERVANT": "服务(代办)员",
}


class Node(Struct, frozen=True):
    """One place of the tree. A compound (小区) has a number of its own instead of a grid code."""

    code: str
    name: str
    kind: str  # one of KINDS
    parent: str = ""  # code; empty = the root


class Finding(Struct, frozen=True):
    """What a check found (检查结果), in one sentence."""

    code: str
    sentence: str


class GridTree(Struct, frozen=True):
    """The places by code, each knowing its parent. Made by `tree` from rows without `faults`."""

    nodes: Mapping[str, Node]
    below: Mapping[str, tuple[str, ...]]  # codes of the children, sorted; "" holds the roots

    @property
    def depth(self) -> int:
        """How many levels the longest branch has."""
        return max((len(self.path(code)) for code in self.nodes), default=0)

    def path(self, code: str) -> tuple[Node, ...]:
        """From the root down to this place, itself included."""
        upward: list[Node] = []
        while code:
            upward.append(self.nodes[code])
            code = self.nodes[code].parent
        return tuple(reversed(upward))

    def children(self, code: str = "") -> tuple[Node, ...]:
        """The places right below, by code; without a code the roots."""
        return tuple(self.nodes[child] for child in self.below.get(code, ()))

    def within(self, code: str) -> tuple[Node, ...]:
        """This place and everything below it, parents before children."""
        found = [self.nodes[code]]
        for node in found:  # grows while it is read: breadth first
            found.extend(self.children(node.code))
        return tuple(found)

    def grids(self) -> tuple[Node, ...]:
        """The grids (普通 and 专属网格), by code."""
        return tuple(node for _, node in sorted(self.nodes.items()) if node.kind in GRID_KINDS)


def tree(rows: Iterable[Node]) -> GridTree:
    """Join the rows to a tree; ask `faults` first."""
    nodes = {row.code: row for row in rows}
    below: dict[str, list[str]] = {}
    for row in nodes.values():
        below.setdefault(row.parent, []).append(row.code)
    return GridTree(nodes, {parent: tuple(sorted(children)) for parent, children in below.items()})


def faults(rows: Sequence[Node]) -> list[Finding]:
    """Why these rows make no tree; empty if they do. In the order of the rows."""
    by_code = {row.code: row for row in rows}
    found: list[Finding] = []
    seen: set[str] = set()
    for row in rows:
        if row.code in seen:
            found.append(Finding(row.code, f"编码 {row.code} 出现多次；请删去重复行。"))
        elif sentence := _row_fault(row, by_code):
            found.append(Finding(row.code, sentence))
        seen.add(row.code)
    if not found and rows and not MIN_DEPTH <= (depth := tree(rows).depth) <= MAX_DEPTH:
        found.append(Finding("", f"网格共{depth}级，应为{MIN_DEPTH}至{MAX_DEPTH}级；请核对上级编码。"))
    return found


def _row_fault(row: Node, by_code: Mapping[str, Node]) -> str | None:
    label = f"{row.name}（{row.code}）"
    if row.kind not in KINDS:
        return f"{label}的类型“{row.kind}”不认识；可填：{'、'.join(KINDS)}。"
    if row.kind != "COMPOUND" and (sentence := codes.fault(row.code)):
        return f"{row.name}：{sentence}"
    if row.parent and row.parent not in by_code:
        return f"{label}的上级 {row.parent} 不在表中；请补上级或改正编码。"
    if _in_a_ring(row, by_code):
        return f"{label}的上级绕回到自己；请改正上级编码。"
    if (
        row.kind != "COMPOUND"
        and (above := _coded_parent(row, by_code))
        and not codes.contains(above, row.code)
    ):
        return f"{label}的编码不在上级 {above} 之内；请核对编码或上级。"
    return None


def _in_a_ring(row: Node, by_code: Mapping[str, Node]) -> bool:
    passed = {row.code}
    while row.parent and row.parent in by_code:
        if row.parent in passed:
            return True
        passed.add(row.parent)
        row = by_code[row.parent]
    return False


def _coded_parent(row: Node, by_code: Mapping[str, Node]) -> str:
    """The nearest place above whose code says where it lies: a compound's number does not."""
    above = by_code.get(row.parent)
    while above is not None and above.kind == "COMPOUND":
        above = by_code.get(above.parent)
    return above.code if above else ""


def post_warnings(
    tree: GridTree, posts: Mapping[str, Sequence[str]], names: Mapping[str, str] = POSTS
) -> list[Finding]:
    """Grids whose posts are not filled (一长五员): each needs exactly one 网格长 and at least one 网格员.

    `posts`: of each grid code the posts that are held there, one entry a person and post.
    """
    found: list[Finding] = []
    for grid in tree.grids():
        held = posts.get(grid.code, ())
        leaders, workers = held.count(LEADER), held.count(WORKER)
        label = f"{grid.name}（{grid.code}）"
        if leaders != 1:
            state = "没有" if not leaders else f"有{leaders}名"
            found.append(Finding(grid.code, f"{label}{state}{names[LEADER]}，应恰有1名；请核对人员。"))
        if not workers:
            found.append(Finding(grid.code, f"{label}没有{names[WORKER]}，至少应有1名；请补充人员。"))
    return found
