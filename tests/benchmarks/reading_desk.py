"""A desk that reads a season (读者): enrolled in both streams, author of nothing, taking pages as the exchange does."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from db.store import Enrolled, Store
from sync.desk_store import DeskStoreAdapter
from sync.errands import Desk, PageTaken, TakePage
from sync.perform import perform
from tests.benchmarks.season import COUNTY_STREAM, TOWN_STREAM, Season

PAGE_LINES = 2_000
KINDS = {COUNTY_STREAM: "county", TOWN_STREAM: "town"}


class ReadersKeys:
    """The reader's keys (implements `sync.ports.Keys`)."""

    def __init__(self, season: Season) -> None:
        self.device = season.reader[0].id
        self.public = season.reader[0].key.public
        self.sign: Callable[[bytes], bytes] = season.reader[0].key.sign
        self._server = season.server_key

    def server_keys(self) -> Sequence[bytes]:
        return (self._server,)


class NoChance:
    """Taking pages asks for none (implements `sync.ports.Rng`)."""

    def u01(self) -> float:
        raise AssertionError("no chance is needed here")

    def bytes(self, count: int) -> bytes:
        raise AssertionError("no chance is needed here")


class ReadingDesk:
    """A new store, up to date with what the streams began with; `take` goes on from there."""

    def __init__(self, folder: Path, season: Season) -> None:
        self.store = Store.create(folder)
        self.store.enrol(
            [
                Enrolled(stream=stream, kind=KINDS[stream], device=one.id, no=one.no, cert=one.cert)
                for stream, one in zip(KINDS, season.reader, strict=True)
            ]
        )
        self._desk = Desk(DeskStoreAdapter(self.store), ReadersKeys(season), NoChance())
        self.take(COUNTY_STREAM, season.county.pages(PAGE_LINES))
        self.take(TOWN_STREAM, season.town.pages(PAGE_LINES, until=season.founded))

    def take(self, stream: str, bodies: Iterable[bytes]) -> None:
        """Check pages and store them; one that does not fit is a mistake of the history."""
        for body in bodies:
            done = perform(TakePage(stream, body), self._desk)
            if not isinstance(done, PageTaken) or done.refused or done.rest is not None:
                raise AssertionError(f"a page of the history did not fit: {done}")
