"""The mistakes that are planted: each kind of place once, everything else left as it was."""

import ast

import pytest

from tests.mutation.mutants import mutants


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("x = a < b", "x = a <= b"),
        ("x = a == b", "x = a != b"),
        ("x = a not in b", "x = a in b"),
        ("x = a and b", "x = a or b"),
        ("x = not a", "x = a"),
        ("x = a + b", "x = a - b"),
        ("x = 7", "x = 8"),
        ("x = True", "x = False"),
        ("x = b if a else c", "x = b if not a else c"),
        ("x = [a for a in b if c]", "x = [a for a in b]"),
    ],
)
def test_each_place_has_its_mistake(right: str, wrong: str) -> None:
    assert [ast.unparse(one.tree) for one in mutants(right)] == [wrong]


def test_a_result_is_lost_and_a_condition_turned_round() -> None:
    told = [
        ast.unparse(one.tree) for one in mutants("def f(a):\n    if a:\n        return b\n    return None")
    ]
    assert told == [
        "def f(a):\n    if not a:\n        return b\n    return None",
        "def f(a):\n    if a:\n        return None\n    return None",
    ]


def test_texts_types_and_declarations_stay() -> None:
    told = '"""Doc."""\n\nclass A(B, frozen=True):\n    x: tuple[int, 3]\n    name = "text"\n\n'
    source = told + 'def f(a: T | None) -> T | None:\n    g("a")'
    assert list(mutants(source)) == []


def test_a_mutant_says_where_and_what() -> None:
    (one,) = mutants("\nx = a <= b")
    assert str(one) == "2: a <= b ⟶ a < b"
