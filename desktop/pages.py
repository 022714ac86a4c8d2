"""The pages (页面): the one list where a page joins the window.

Each is loaded in a worker when its turn comes, the shown one first: the window has data on it before the last page is
there. A page's place on the rail follows its number.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from desktop.settings.comfort import Comfort
from desktop.shell.page import Page, PageContext
from desktop.sound import Sounds

OFF_RAIL = frozenset({"outbox"})
AT_FOOT = frozenset({"settings"})


@dataclass(frozen=True)
class Lent:
    """What the window lends to the few pages that need more than a context."""

    login: Callable[[str, str], None]  # account and password, to the county
    comfort: Comfort
    sounds: Sounds
    keys_changed: Callable[[], None]
    county: str = ""  # address of the county, if it is another than the store knows


class Entry(NamedTuple):
    """One page: the module it lies in, and how it is made there."""

    module: str
    make: Callable[[Any, PageContext, Lent], Page]


PAGES = (
    Entry("desktop.situation.page", lambda its, context, lent: its.SituationPage(context)),
    Entry("desktop.intake.page", lambda its, context, lent: its.IntakePage(context)),
    Entry("desktop.events.page", lambda its, context, lent: its.EventsPage(context)),
    Entry("desktop.calls.page", lambda its, context, lent: its.CallsPage(context, lent.county)),
    Entry("desktop.lists.page", lambda its, context, lent: its.ListsPage(context, lent.county)),
    Entry("desktop.evaluation.page", lambda its, context, lent: its.EvaluationPage(context, lent.county)),
    Entry("desktop.briefings.page", lambda its, context, lent: its.BriefingsPage(context, lent.county)),
    Entry("desktop.duty.page", lambda its, context, lent: its.DutyPage(context, lent.login, lent.county)),
    Entry("desktop.outbox.page", lambda its, context, lent: its.OutboxPage(context)),
    Entry(
        "desktop.settings.page",
        lambda its, context, lent: its.SettingsPage(context, lent.comfort, lent.sounds, lent.keys_changed),
    ),
)


def in_turn(pages: Sequence[Entry], first: str) -> list[Entry]:
    """The pages, the one that is shown first at the head."""
    return sorted(pages, key=lambda entry: entry.module != first)
