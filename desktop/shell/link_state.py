"""What the sync chip and its popup say (联络状态): connected or away, since when, how much is unsent. Free of Qt.

The state comes from the exchange; how long ago the county last answered from its thread; since when it is away is
kept here. `unsent` can't read 0 while one exists (sync.md I27).
"""

from collections.abc import Callable

from msgspec import Struct

from desktop.lights import Sign
from desktop.shell import texts
from desktop.times import clock_second, span
from sync import status as exchange
from sync.status import SyncStatus

CONNECTED = frozenset({exchange.READY, exchange.PUSH, exchange.PULL, exchange.IDLE, exchange.DIVERGED})
STARTING = frozenset({exchange.INIT, exchange.HELLO, exchange.AUTH})
MINUTE_S = 60
OLD_MS = 5 * 60_000  # what was heard longer ago says 截至, on every page


class ChipFace(Struct, frozen=True):
    """The chip: tone `green`, `amber` or `red`, its sign, its words; `brief` where room is short."""

    tone: str
    sign: Sign
    text: str
    brief: str


class LinkState:
    """The link as told so far."""

    def __init__(self, now: Callable[[], int], last_synced: int | None = None) -> None:
        """`now` is the corrected time, UTC ms; `last_synced` what was kept from before the start."""
        self._now = now
        self.status = SyncStatus()
        self._away_since: int | None = None
        self.trouble = ""  # what keeps this PC from saving
        self.last_synced = last_synced
        self.back_with: int | None = None  # unsent actions at the moment the county answered again
        self.tries = 0

    def take(self, status: SyncStatus) -> None:
        """The exchange has news."""
        was_away = self._away_since is not None
        if status.state in CONNECTED:
            if was_away or self.last_synced is None:
                self.last_synced = self._now()
            self.back_with = self.unsent if was_away else self.back_with
            self._away_since, self.tries = None, 0
        elif status.state not in STARTING:
            self._away_since = self._away_since or self.last_synced or self._now()
            self.tries += status.state == exchange.OFFLINE
        self.status = status

    def heard(self, seconds_ago: int | None) -> None:
        """How long ago the county answered, as the network thread knows."""
        if seconds_ago is not None and self.connected:
            self.last_synced = self._now() - seconds_ago * 1_000

    def saving_failed(self, sentence: str) -> None:
        """Saving on this PC failed (red until it works again, with an empty sentence)."""
        self.trouble = sentence

    @property
    def connected(self) -> bool:
        """Whether the county answers."""
        return self.status.state in CONNECTED

    @property
    def unsent(self) -> int | None:
        """Own actions not yet 已送达."""
        return self.status.unsent

    @property
    def away_since(self) -> int | None:
        """When the county stopped answering; None while it answers or was never tried."""
        return self._away_since

    @property
    def as_of(self) -> int | None:
        """截至: when the other side was last heard of, once that is too long ago to pass for now."""
        heard = self.last_synced
        return heard if heard is not None and self._now() - heard > OLD_MS else None

    @property
    def face(self) -> ChipFace:
        """What the chip shows now."""
        unsent = texts.unsent(self.unsent)
        if self.trouble:
            return ChipFace("red", Sign.HELD, texts.SAVING_FAILED, texts.SAVING_FAILED)
        if self.connected:
            ago = texts.synced_ago(self._ago_s())
            tone = "amber" if self.status.alarms else "green"
            sign = Sign.UNSENT if self.status.alarms else Sign.NORMAL
            return ChipFace(
                tone, sign, texts.joined(texts.CONNECTED, ago, unsent), texts.joined(texts.ONLINE, unsent)
            )
        if self._away_since is None:
            return ChipFace("amber", Sign.UNSENT, texts.joined(texts.CONNECTING, unsent), texts.CONNECTING)
        word = texts.WAITING.get(self.status.state, texts.OFFLINE)
        away = texts.away_for(span(self._now() - self._away_since))
        return ChipFace(
            "amber",
            Sign.UNSENT,
            texts.joined(word, away, unsent, texts.ALL_SAVED),
            texts.joined(word, unsent),
        )

    @property
    def banner(self) -> str:
        """The line under the top bar, or "" while nothing is the matter."""
        if self.trouble:
            return self.trouble
        if self._away_since is None or self.status.needs_login:
            return ""
        if not self.unsent:
            return texts.joined(texts.OFFLINE, texts.OFFLINE_NOTHING_UNSENT)
        away = texts.away_for(span(self._now() - self._away_since))
        return texts.joined(texts.OFFLINE, away, texts.unsent(self.unsent), texts.ALL_SAVED)

    def lines(self) -> tuple[tuple[str, str], ...]:
        """Label and words of each line of the popup."""
        counts = self.status.counts
        told = [(texts.LINK, self.status.sentence or self._state_words())]
        if self.last_synced is not None:
            told.append((texts.LAST_SYNCED, clock_second(self.last_synced)))
        if self._away_since is not None:
            told.append((texts.AWAY_SINCE, clock_second(self._away_since)))
        told += [
            (texts.UNSENT, texts.count(self.unsent)),
            (texts.RECEIVED, texts.count(counts.get("D4", 0))),
        ]
        if counts.get("DQ", 0):
            told.append((texts.HELD, texts.count(counts["DQ"])))
        told += [(texts.ALARM, exchange.SENTENCES[key]) for key in self.status.alarms]
        return tuple(told)

    def _state_words(self) -> str:
        return texts.CONNECTED if self.connected else texts.CONNECTING

    def _ago_s(self) -> int:
        return 0 if self.last_synced is None else max(0, (self._now() - self.last_synced) // 1_000)
