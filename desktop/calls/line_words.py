"""What a department's line says in the room it has (部门一行的措辞): state, 截至, what is left. Free of Qt."""

from collections.abc import Callable

Measure = Callable[[str], float]
GAP = 8  # between the state and 截至
COUNTY, LEVEL = "县", "县级"  # 县级响应平台 is called by its whole name


def line_words(said: str, mark: str, left: str, room: float, measure: Measure) -> tuple[str, str, str]:
    """State, 截至 and time that fit: first `已签收 · 未响应` becomes `未响应`, then `剩 16 时 20 分` loses its minutes,
    then the state goes; 截至 and the time stay.
    """
    last, brief = said.rpartition(" · ")[2], short_left(left)
    ways = [(said, mark, left), (last, mark, left), (last, mark, brief)]
    if mark:
        ways += [("", mark, left), ("", mark, brief)]
    return next((way for way in ways if wide(way, measure) <= room), ways[-1])


def short_left(left: str) -> str:
    """`剩 16 时` of `剩 16 时 20 分`."""
    words = left.split(" ")
    return " ".join(words[:3]) if len(words) > 3 else left


def unit_words(unit: str, room: float, measure: Measure) -> str:
    """The unit's name, without 县 where only that fits: on this page all units are the county's."""
    whole = measure(unit) <= room or unit.startswith(LEVEL)
    return unit if whole else unit.removeprefix(COUNTY)


def wide(way: tuple[str, str, str], measure: Measure) -> float:
    """Room that the words take."""
    said, mark, left = way
    return measure(said) + measure(mark) + measure(left) + GAP * bool(said and mark) + GAP * bool(left)
