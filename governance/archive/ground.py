"""The ground on a day (网格底册): which grids there are, who holds which post, and what is wrong with it.

Source: rulebook §2.1 (general grids cover the town once), §2.3 (一长五员: exactly one 网格长 and at least one 网格员 in a
grid; a person may hold several posts). Warnings, never refusals: people come and go, and borders are drawn one by one.
"""

from collections.abc import Iterable, Mapping

from governance.archive.element import Archived
from governance.archive.grid import Grid
from governance.archive.register import POST
from governance.places import coverage
from governance.places.coverage import Flaw, Rings, rings_of
from governance.places.grids import GENERAL, GRID_KINDS, POSTS, SPECIAL, Finding, Node, post_warnings, tree

_KINDS = {"普通网格": GENERAL, "专属网格": SPECIAL, "微网格": "MICRO"}
_CODES = {name: code for code, name in POSTS.items()}


def in_force(one: Archived, day: str) -> bool:
    """Whether an archive holds on a day (YYYY-MM-DD)."""
    since, until = one.text("valid_from"), one.text("valid_to")
    return not one.gone and (not since or since <= day) and (not until or day <= until)


def nodes_of(grids: Iterable[Grid], day: str) -> list[Node]:
    """The grids of a day as places of the tree, by code."""
    found = (
        Node(one.text("grid_code"), one.text("name"), _KINDS.get(one.text("kind"), GENERAL))
        for one in grids
        if in_force(one, day)
    )
    return sorted(found, key=lambda node: node.code)


def holders(posts: Iterable[Archived], day: str) -> dict[str, dict[str, tuple[str, ...]]]:
    """Who holds which post: grid code → post (GRID_LEADER…; a post of no rulebook under its own name) → user ids."""
    found: dict[str, dict[str, list[str]]] = {}
    for one in sorted(posts, key=lambda one: one.id):
        if one.type != POST or not in_force(one, day):
            continue
        for name in one.text("posts").split(";"):
            held = found.setdefault(one.text("grid_code"), {}).setdefault(_CODES.get(name, name), [])
            held.append(one.text("holder"))
    return {grid: {post: tuple(users) for post, users in held.items()} for grid, held in found.items()}


def unfilled(
    grids: Iterable[Grid], posts: Iterable[Archived], day: str, names: Mapping[str, str] = POSTS
) -> list[Finding]:
    """一长五员检查: grids without exactly one 网格长 or without a 网格员."""
    held = {
        grid: [post for post, users in by_post.items() for _ in users]
        for grid, by_post in holders(posts, day).items()
    }
    nodes = [node for node in nodes_of(grids, day) if node.kind in GRID_KINDS]
    return post_warnings(tree(nodes), held, names)


def boundaries(grids: Iterable[Grid], day: str) -> dict[str, Rings]:
    """The boundaries in force on a day, of general grids, by code."""
    general = (
        one for one in grids if in_force(one, day) and _KINDS.get(one.text("kind"), GENERAL) == GENERAL
    )
    drawn = ((one.text("grid_code"), one.on(day)) for one in general)
    return {code: rings for code, found in drawn if found is not None and (rings := rings_of(found.rings))}


def flaws(grids: Iterable[Grid], day: str, town: Rings = ()) -> list[Flaw]:
    """网格覆盖检查: gaps and overlaps of the general grids on a day."""
    return coverage.flaws(boundaries(grids, day), town)


def flaws_if(grids: Iterable[Grid], grid: str, version: str, day: str, town: Rings = ()) -> list[Flaw]:
    """What gaps and overlaps there would be once a proposed boundary is confirmed: what the director looks at first."""
    everything = list(grids)
    after = boundaries(everything, day)
    for one in everything:
        for drawn in one.boundaries if one.text("grid_code") == grid else ():
            if drawn.action == version:
                after[grid] = rings_of(drawn.rings)
    return coverage.flaws(after, town)
