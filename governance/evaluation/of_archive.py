"""What the archives give to be counted (档案的考评事实): visits that fell due, and who holds which post in a grid.

Source: rulebook §2.3 (一长五员), §2.4, §7.1 (要素鲜活率), §7.4. An element that was visited in time each time it fell due
is fresh; posts count as they are held on the last day that the evaluation knows.
"""

from collections.abc import Iterable, Iterator

from governance.archive.element import Archived
from governance.archive.freshness import fell_due
from governance.archive.register import POST
from governance.evaluation.facts import Looked
from governance.evaluation.grid_bundle import GridPost
from governance.evaluation.period import Period
from governance.time.working_time import date_of, local_day

FRESH = "freshness_rate"


def visits_of(archives: Iterable[Archived], period: Period) -> Iterator[Looked]:
    """The elements that fell due for a visit in the period, each once, under the grid they stand in."""
    for one in fell_due(archives, period.since, min(period.to, period.as_of + 1)):
        yield Looked(case=one.element, who=one.area, register=FRESH, at=one.due, right=one.fresh)


def grid_posts(archives: Iterable[Archived], period: Period) -> list[GridPost]:
    """一长五员: who holds which posts in which grid at the period's end, or now while it runs."""
    day = date_of(local_day(min(period.to - 1, period.as_of))).isoformat()
    return [
        GridPost(one.text("grid_code"), one.text("holder"), tuple(one.text("posts").split(";")))
        for one in archives
        if one.type == POST and not one.gone and _held(one, day)
    ]


def _held(post: Archived, day: str) -> bool:
    since, until = post.text("valid_from"), post.text("valid_to")
    return since <= day and (not until or day <= until)
