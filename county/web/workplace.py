"""What page makers work with (网页端): the county, its rule bundles, what places are called, the months counted."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from county.streams import County
from county.web.scores.counting import CountedMonths
from county.web.scores.reading import sealed, table
from county.web.snapshot import BundleShelf, Snapshot


class Workplace:
    """One county's web desk, for any thread."""

    def __init__(self, county: County, names: Mapping[str, str]) -> None:
        self.county = county
        self.names = names
        self.months = CountedMonths(table)  # 部门考评
        self.digests = CountedMonths(sealed)
        self._shelf = BundleShelf(county.stream)

    @contextmanager
    def look(self) -> Iterator[Snapshot]:
        """The county as it is now."""
        with self.county.reading() as conn:
            yield Snapshot(conn, self._shelf, self.county.clock.now(), self.county.towns, self.names)
