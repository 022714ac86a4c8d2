"""网格责任捆绑: a 网格长 answers for his grid's posts: 60 % his own 月分, 40 % the mean of those who hold the others.

Source: rulebook §7.4 [种004], §2.3 (一长五员). A person with several posts in the grid counts once; a leader alone in
his grid stands for himself. Posts count as they are held on the last day that the evaluation knows.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from msgspec import Struct

from governance.evaluation.grid_points import leader_score
from governance.places.grids import LEADER, POSTS

LEADER_POST = POSTS[LEADER]


class GridPost(Struct, frozen=True, gc=False):
    """What posts a person holds in a grid (网格岗位)."""

    grid: str
    user: str
    posts: tuple[str, ...]


class Led(Struct, frozen=True):
    """A grid that somebody leads: who else holds a post there, with his 月分, and the leader's bound score."""

    grid: str
    mates: tuple[tuple[str, Fraction], ...]
    score: Fraction


def grids_of(posts: Iterable[GridPost]) -> dict[str, tuple[str, ...]]:
    """The grids in which each person holds a post, by code."""
    found: dict[str, set[str]] = {}
    for post in posts:
        found.setdefault(post.user, set()).add(post.grid)
    return {user: tuple(sorted(grids)) for user, grids in found.items()}


def led(posts: Iterable[GridPost], months: Mapping[str, Fraction]) -> dict[str, tuple[Led, ...]]:
    """The grids that each 网格长 leads, by code; `months` = everybody's own 月分."""
    held: dict[str, dict[str, bool]] = {}  # grid → user → whether he leads it
    for post in posts:
        if post.user in months:
            here = held.setdefault(post.grid, {})
            here[post.user] = here.get(post.user, False) or LEADER_POST in post.posts
    found: dict[str, tuple[Led, ...]] = {}
    for grid, people in sorted(held.items()):
        for user in sorted(user for user, leads in people.items() if leads):
            mates = tuple((other, months[other]) for other in sorted(people) if other != user)
            score = leader_score(months[user], (month for _, month in mates))
            found[user] = (*found.get(user, ()), Led(grid, mates, score))
    return found
