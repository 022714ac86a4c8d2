"""Small mistakes (变异): every place of a module where one sign could be wrong, and the module with it wrong.

A mutant changes one thing: a comparison or its boundary, `and` for `or`, a lost `not`, a condition turned round, plus for
minus, a number one too big, a truth turned round, a result lost, a filter left out. Texts and annotations stay.
"""

import ast
import copy
from collections.abc import Callable, Iterator

from msgspec import Struct

COMPARES: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
SUMS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip
Change = Callable[[ast.AST], ast.AST]


class Mutant(Struct, frozen=True):
    """One mistake: where, what it was, what it is, and the whole module with it."""

    line: int
    before: str
    after: str
    tree: ast.Module

    def __str__(self) -> str:
        return f"{self.line}: {self.before} ⟶ {self.after}"


def mutants(source: str) -> Iterator[Mutant]:
    """Every mutant of a module, in the order of its lines."""
    tree = ast.parse(source)
    places = [(node, change) for node in _code(tree) for change in _changes(node)]
    order = {id(node): n for n, node in enumerate(ast.walk(tree))}
    for node, change in sorted(places, key=lambda place: _position(place[0])):
        other = copy.deepcopy(tree)
        twin = list(ast.walk(other))[order[id(node)]]
        before = ast.unparse(node)
        changed = change(twin)
        if changed is not twin:
            _Put(twin, changed).visit(other)
        yield Mutant(
            _position(node)[0], _short(before), _short(ast.unparse(changed)), ast.fix_missing_locations(other)
        )


def _code(tree: ast.Module) -> Iterator[ast.AST]:
    """All nodes but those of annotations, docstrings and declarations of types."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        for name, value in ast.iter_fields(node):
            if name in (
                "annotation",
                "returns",
                "decorator_list",
                "bases",
                "keywords" if isinstance(node, ast.ClassDef) else "",
            ):
                continue
            waiting += [
                one for one in (value if isinstance(value, list) else [value]) if isinstance(one, ast.AST)
            ]


def _position(node: ast.AST) -> tuple[int, int]:
    """Line and column; a filter has none of its own and stands where its variable does."""
    where = node.target if isinstance(node, ast.comprehension) else node
    return getattr(where, "lineno", 0), getattr(where, "col_offset", 0)


def _short(text: str) -> str:
    return " ".join(text.split())[:90]


def _changes(node: ast.AST) -> Iterator[Change]:
    """What could be wrong with one node."""
    match node:
        case ast.Compare(ops=ops):
            yield from (_compare(i) for i, op in enumerate(ops) if type(op) in COMPARES)
        case ast.BoolOp():
            yield _other_bool
        case ast.UnaryOp(op=ast.Not()):
            yield lambda twin: twin.operand  # type: ignore[attr-defined]
        case ast.If() | ast.IfExp() | ast.While() if not isinstance(
            node.test, ast.Compare | ast.BoolOp | ast.UnaryOp
        ):
            yield _turned
        case ast.BinOp(op=op) if type(op) in SUMS:
            yield _other_sum
        case ast.Constant(value=bool(truth)):
            yield _value(not truth)
        case ast.Constant(value=int(number)):
            yield _value(number + 1)
        case ast.Return(value=ast.expr() as value) if not (
            isinstance(value, ast.Constant) and value.value is None
        ):
            yield _lost
        case ast.comprehension(ifs=[_, *_]):
            yield _unfiltered


def _compare(i: int) -> Change:
    def change(twin: ast.AST) -> ast.AST:
        assert isinstance(twin, ast.Compare)
        twin.ops[i] = COMPARES[type(twin.ops[i])]()
        return twin

    return change


def _other_bool(twin: ast.AST) -> ast.AST:
    assert isinstance(twin, ast.BoolOp)
    twin.op = ast.Or() if isinstance(twin.op, ast.And) else ast.And()
    return twin


def _turned(twin: ast.AST) -> ast.AST:
    assert isinstance(twin, ast.If | ast.IfExp | ast.While)
    twin.test = ast.UnaryOp(ast.Not(), twin.test)
    return twin


def _other_sum(twin: ast.AST) -> ast.AST:
    assert isinstance(twin, ast.BinOp)
    twin.op = SUMS[type(twin.op)]()
    return twin


def _value(value: bool | int) -> Change:
    def change(twin: ast.AST) -> ast.AST:
        assert isinstance(twin, ast.Constant)
        twin.value = value
        return twin

    return change


def _lost(twin: ast.AST) -> ast.AST:
    assert isinstance(twin, ast.Return)
    twin.value = ast.Constant(None)
    return twin


def _unfiltered(twin: ast.AST) -> ast.AST:
    assert isinstance(twin, ast.comprehension)
    twin.ifs = twin.ifs[1:]
    return twin


class _Put(ast.NodeTransformer):
    """Puts one node in the place of another."""

    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return self.new if node is self.old else self.generic_visit(node)
