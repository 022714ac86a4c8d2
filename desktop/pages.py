"""The pages (页面) in the order of the rail: the one list where a page joins the window.

Imported when the store is open, in a worker: what a page needs is not there at the first paint.
"""

from collections.abc import Callable
from dataclasses import dataclass

from desktop.calls.page import CallsPage
from desktop.events.page import EventsPage
from desktop.intake.page import IntakePage
from desktop.outbox.page import OutboxPage
from desktop.settings.comfort import Comfort
from desktop.settings.page import SettingsPage
from desktop.shell.page import Page, PageContext
from desktop.situation.page import SituationPage
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


def pages(context: PageContext, lent: Lent) -> list[Page]:
    """Every page, made; the settings stand at the rail's foot, 收发回执 has no place on it."""
    return [
        SituationPage(context),
        IntakePage(context),
        EventsPage(context),
        CallsPage(context),
        OutboxPage(context),
        SettingsPage(context, lent.comfort, lent.sounds, lent.keys_changed),
    ]
