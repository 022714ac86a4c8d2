"""Counting facts by indicator and unit (计数): numerator, denominator and what was left out, each as its list of cases.

Source: rulebook §7.1, §13 (4). The same function counts on the desk, in the county, and when a ledger is verified.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from hashlib import sha256

import msgspec
from msgspec import Struct

from governance.evaluation.facts import Fact, Sample
from governance.evaluation.indicators import INDICATORS, Indicator
from governance.evaluation.judging import HIT, MISS
from governance.evaluation.period import Period
from governance.evaluation.rates import Rate

ALL = "*"  # who: everybody of the town together


class Tally(Struct, frozen=True, kw_only=True):
    """One indicator for one unit or department (计数)."""

    indicator: str
    who: str
    hits: tuple[str, ...] = ()  # case ids, those of `owed` that count
    owed: tuple[str, ...] = ()
    out: tuple[tuple[str, tuple[str, ...]], ...] = ()  # reason → case ids left out
    samples: tuple[Sample, ...] = ()  # of a rate that a unit counted elsewhere: instead of cases

    @property
    def rate(self) -> Rate:
        """The rate; of a count: so many of as many."""
        hits = len(self.hits) + sum(one.hits for one in self.samples)
        return Rate(hits, len(self.owed) + sum(one.owed for one in self.samples))

    @property
    def left_out(self) -> int:
        """How many were left out, printed next to the rate."""
        return sum(len(cases) for _, cases in self.out)


class _Heap(Struct):
    hits: list[str]
    owed: list[str]
    out: dict[str, list[str]]


def tallies(facts: Iterable[Fact], period: Period) -> tuple[Tally, ...]:
    """Count the facts, for each unit and (`ALL`) together; by indicator, then unit, cases in the order of their ids."""
    heaps: dict[tuple[str, str], _Heap] = {}
    for fact in facts:
        for one in _BY_FACT.get(type(fact), ()):
            said = one.judge(fact, period)
            if said is not None:
                _put(heaps, (one.code, fact.who), fact.case, said)
    for (code, _), heap in list(heaps.items()):
        _join(heaps, (code, ALL), heap)
    return tuple(_tally(key, heap) for key, heap in sorted(heaps.items()))


def with_samples(counted: Iterable[Tally], samples: Mapping[str, tuple[Sample, ...]]) -> tuple[Tally, ...]:
    """The tallies and those of the rates that a unit counted elsewhere (登记样本), of the town together."""
    given = (Tally(indicator=code, who=ALL, samples=entered) for code, entered in samples.items())
    return tuple(sorted((*counted, *given), key=lambda one: (one.indicator, one.who)))


def _by_fact() -> Mapping[type[Fact], tuple[Indicator, ...]]:
    kinds = {one.of for one in INDICATORS.values()}
    return {kind: tuple(one for one in INDICATORS.values() if one.of is kind) for kind in kinds}


_BY_FACT = _by_fact()


def _heap(heaps: dict[tuple[str, str], _Heap], key: tuple[str, str]) -> _Heap:
    found = heaps.get(key)
    if found is None:
        found = heaps[key] = _Heap([], [], {})
    return found


def _put(heaps: dict[tuple[str, str], _Heap], key: tuple[str, str], case: str, said: str) -> None:
    heap = _heap(heaps, key)
    if said in (HIT, MISS):
        heap.owed.append(case)
        if said == HIT:
            heap.hits.append(case)
    else:
        heap.out.setdefault(said, []).append(case)


def _join(heaps: dict[tuple[str, str], _Heap], key: tuple[str, str], heap: _Heap) -> None:
    whole = _heap(heaps, key)
    whole.hits += heap.hits
    whole.owed += heap.owed
    for reason, cases in heap.out.items():
        whole.out.setdefault(reason, []).extend(cases)


def _tally(key: tuple[str, str], heap: _Heap) -> Tally:
    return Tally(
        indicator=key[0],
        who=key[1],
        hits=tuple(sorted(heap.hits)),
        owed=tuple(sorted(heap.owed)),
        out=tuple((reason, tuple(sorted(cases))) for reason, cases in sorted(heap.out.items())),
    )


def _exact(value: object) -> str:
    if isinstance(value, Fraction):
        return str(value)
    raise NotImplementedError


ENCODER = msgspec.json.Encoder(order="sorted", enc_hook=_exact)


def frozen(value: object) -> bytes:
    """Figures as they are frozen: the bytes that `digest` is of."""
    return ENCODER.encode(value)


def digest(value: object) -> str:
    """SHA-256 (hex) of figures as they are frozen: equal figures over equal cases have equal digests (§13, 6)."""
    return sha256(frozen(value)).hexdigest()
