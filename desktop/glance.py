"""The last look at the queue (上次所见): kept beside the store, shown again in the first moment of the next start.

A store takes a second to open; whoever comes back to his desk sees at once what burns, dressed for now and marked with
the time it was seen. It is a picture, no source: nothing is decided by it, and a missing one is no trouble. Free of Qt.
"""

import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from desktop import times
from desktop.lights import Sign, progress, sign_of
from desktop.widgets.card import Card

FILE = "glance.json"
FORM = 1  # raised when the file is written otherwise
MOST = 20  # cards: more than a screen shows


class Seen(NamedTuple):
    """A card and the instants that its words about time come from, UTC ms."""

    card: Card
    due_at: int | None
    yellow_at: int | None
    since_at: int | None


class Glance(NamedTuple):
    """What was seen, when (UTC ms), and how far the county's clock was ahead of the PC's then (ms)."""

    at: int
    ahead: int
    seen: tuple[Seen, ...]

    def cards(self, pc_now: int) -> list[Card]:
        """The cards as they read now; `pc_now` is the PC's own time, UTC ms."""
        now = pc_now + self.ahead
        return [_dressed(one, now) for one in self.seen]


def keep(folder: Path, at: int, pc_now: int, seen: Sequence[Seen]) -> None:
    """Keep a look beside the store in `folder`; a disk that takes nothing is told by whoever saves, not here."""
    glance = Glance(at, at - pc_now, tuple(seen[:MOST]))
    fresh = folder / f"{FILE}.new"
    with suppress(OSError):
        fresh.write_text(json.dumps([FORM, *glance], ensure_ascii=False), "utf-8")
        fresh.replace(folder / FILE)


def last(folder: Path) -> Glance | None:
    """The look kept last; None when there is none that can be read."""
    try:
        form, at, ahead, seen = json.loads((folder / FILE).read_text("utf-8"))
        if form != FORM:
            return None
        return Glance(int(at), int(ahead), tuple(_seen(one) for one in seen))
    except (OSError, ValueError, TypeError):
        return None


def _seen(kept: Sequence[Any]) -> Seen:
    words, due_at, yellow_at, since_at = kept
    card = Card(*words)
    tags = tuple((str(text), str(tone)) for text, tone in card.tags)
    return Seen(card._replace(sign=Sign(card.sign), tags=tags), due_at, yellow_at, since_at)


def _dressed(one: Seen, now: int) -> Card:
    return one.card._replace(
        sign=sign_of(one.due_at, one.yellow_at, now),
        left=times.left(one.due_at, now),
        progress=progress(one.since_at, one.yellow_at, one.due_at, now),
    )
