"""Do the general grids cover the town once (网格覆盖检查): gaps and overlaps, with how large and where.

Source: rulebook §2.1 (each point of the town belongs to exactly one general grid; gaps and overlaps are listed). Pure
counting in strips: between two heights at which some border has a corner, borders run straight, so the middle line of
the strip tells the area on both sides of every border exactly, as long as borders do not cross inside the strip; where
they do, the area is near enough for a list that a surveyor works through. Where nobody drew the town's border, a bay of
the outermost grids is no gap (bays.py).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from governance.places.bays import METRES, Edge, Point, Stretch, at, without_bays

Rings = Sequence[Sequence[Point]]

CRUMB_M2 = 100  # smaller than that is how a map was drawn, not a gap
THINNEST = 3  # degrees×10⁶, a third of a metre: strips thinner than that are joined
OUTSIDE = ""
_Strip = tuple[int, int, list[Edge]]  # from height to height, with the borders that run through


class Flaw(Struct, frozen=True):
    """A gap (between these grids, or a grid and the town's border) or an overlap (of these grids)."""

    kind: str  # GAP or OVERLAP
    grids: tuple[str, ...]  # codes; of a gap what lies west and east of it, "" = beyond the town's border
    area_m2: int
    lon: int  # a point of it, degrees×10⁶
    lat: int

    def sentence(self, names: Mapping[str, str]) -> str:
        """In one sentence, with what the grids are called."""
        called = "与".join(names.get(code, code) if code else "镇界" for code in self.grids)
        where = f"{self.lon / 1e6:.6f},{self.lat / 1e6:.6f}"
        if self.kind == "GAP":
            return f"{called}之间有空隙约{self.area_m2}平方米（{where}）；请调整边界。"
        return f"{called}重叠约{self.area_m2}平方米（{where}）；请调整边界。"


def rings_of(text: str) -> tuple[tuple[Point, ...], ...]:
    """Rings as an archive writes them: `lon,lat lon,lat;…`; empty when it is written otherwise."""
    try:
        return tuple(tuple(_point(pair) for pair in ring.split()) for ring in text.split(";") if ring.strip())
    except ValueError:
        return ()


def _point(pair: str) -> Point:
    lon, _, lat = pair.partition(",")
    return int(lon), int(lat)


def flaws(grids: Mapping[str, Rings], town: Rings = (), *, crumb_m2: int = CRUMB_M2) -> list[Flaw]:
    """What is covered by no general grid or by several, the largest first; without a town only what lies between."""
    level = _levels([*grids.values(), town])
    edges = [edge for code, rings in grids.items() for edge in _edges(code, rings, level)]
    edges += _edges(OUTSIDE, town, level)
    strips = list(_strips(edges, sorted(set(level.values()))))
    stretches = [one for strip in strips for one in _along(strip, bool(town))]
    heaps: dict[tuple[str, tuple[str, ...]], list[tuple[float, int, int]]] = {}
    for one in stretches if town else without_bays(stretches, _reach(strips)):
        middle = (one.low + one.high) / 2
        area = one.width_m * (one.high - one.low) * METRES
        heaps.setdefault((one.kind, one.codes), []).append(
            (area, round(sum(one.span(middle)) / 2), round(middle))
        )
    found = []
    for (kind, codes), parts in heaps.items():
        area = round(sum(part[0] for part in parts))
        if area >= crumb_m2:
            _, lon, lat = max(parts)
            found.append(Flaw(kind, codes, area, lon, lat))
    return sorted(found, key=lambda flaw: (-flaw.area_m2, flaw.kind, flaw.grids))


def _edges(code: str, rings: Rings, level: Mapping[int, int]) -> list[Edge]:
    """The borders, each from its lower end up, corners on the heights of the strips; level ones bound nothing."""
    found: list[Edge] = []
    for ring in rings:
        on = [(lon, level[lat]) for lon, lat in ring]
        for a, b in zip(on, [*on[1:], *on[:1]], strict=True):
            if a[1] < b[1]:
                found.append((code, a, b))
            elif b[1] < a[1]:
                found.append((code, b, a))
    return found


def _levels(everything: Iterable[Rings]) -> dict[int, int]:
    """The heights of all corners → the height of their strip's edge: those that lie closer than THINNEST are one."""
    heights = sorted({lat for rings in everything for ring in rings for _, lat in ring})
    found: dict[int, int] = {}
    last = heights[0] if heights else 0
    for height in heights:
        last = height if height - last >= THINNEST else last
        found[height] = last
    return found


def _strips(edges: Iterable[Edge], heights: Sequence[int]) -> Iterator[_Strip]:
    """Strip by strip from south to north."""
    starts: dict[int, list[Edge]] = {}
    for edge in edges:
        starts.setdefault(edge[1][1], []).append(edge)
    running: list[Edge] = []
    for low, high in pairwise(heights):
        running = [edge for edge in running if edge[2][1] > low]
        running += starts.get(low, ())
        yield low, high, running


def _reach(strips: Iterable[_Strip]) -> list[Stretch]:
    """Every strip from its first border to its last."""
    found = []
    for low, high, crossing in strips:
        order = sorted((at(edge, (low + high) / 2), edge) for edge in crossing)
        if order:
            found.append(Stretch("", (), low, high, order[0][1], order[-1][1]))
    return found


def _along(strip: _Strip, bounded: bool) -> Iterator[Stretch]:
    """Walks a strip from west to east and tells every stretch that is in no grid or in several; last what bounds all."""
    low, high, crossing = strip
    middle = (low + high) / 2
    cuts = sorted((at(edge, middle), edge) for edge in crossing)
    inside: set[str] = set()
    in_town = not bounded
    last = OUTSIDE  # the grid that was left last
    gap: tuple[float, Edge, str] | None = None  # where it began, and what lies west of it
    for n, (lon, edge) in enumerate(cuts):
        code = edge[0]
        if code == OUTSIDE:
            in_town = not in_town
            last = OUTSIDE
        else:
            inside ^= {code}
            last = code
        here = sorted(inside)
        if gap is not None and (here or not in_town):
            east = here[0] if here else OUTSIDE
            if lon > gap[0] and (bounded or (gap[2] and east)):
                yield Stretch("GAP", (gap[2], east), low, high, gap[1], edge)
            gap = None
        if gap is None and not here and in_town:
            gap = (lon, edge, last)
        following = cuts[n + 1] if n + 1 < len(cuts) else (lon, edge)
        if len(inside) > 1 and following[0] > lon:
            yield Stretch("OVERLAP", tuple(sorted(inside)), low, high, edge, following[1])
