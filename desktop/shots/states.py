"""Every picture there is (画面清单), page by page; a page that comes to the rail brings its pictures here."""

from desktop.shots import (
    at_called,
    at_calls,
    at_cases,
    at_desk,
    at_figures,
    at_issued,
    at_lists,
    at_pages,
    at_start,
)
from desktop.shots.shot import Shot

SHOTS: tuple[Shot, ...] = (
    *at_start.SHOTS,
    *at_pages.SHOTS,
    *at_calls.SHOTS,
    *at_called.SHOTS,
    *at_cases.SHOTS,
    *at_desk.SHOTS,
    *at_figures.SHOTS,
    *at_issued.SHOTS,
    *at_lists.SHOTS,
)
