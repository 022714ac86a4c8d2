"""Roughening a border (边界自然化): a straight line becomes one that a ditch, a path or a field edge could have drawn.

Each border is roughened once and then used by both neighbours, so that they keep exactly the same line.
"""

import math
from itertools import pairwise
from random import Random

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def roughened(line: Floats, rng: Random, *, roughness: float, finest: float) -> Floats:
    """`(n, 2)` → `(m, 2)`: midpoint displacement of every piece until pieces are `finest` long; the ends stay.

    A piece of length d moves its middle sideways by a normal deviate of `roughness`·d, so bends shrink with the pieces.
    """
    points = [line[0]]
    for start, end in pairwise(line):
        points.extend(_displaced(start, end, rng, roughness, finest))
        points.append(end)
    return np.array(points)


def _displaced(start: Floats, end: Floats, rng: Random, roughness: float, finest: float) -> list[Floats]:
    """The points strictly between two others."""
    along = end - start
    length = math.hypot(*along)
    if length <= finest or roughness <= 0:
        return []
    aside = max(-2.0, min(2.0, rng.gauss(0, 1))) * roughness
    middle = start + along * (0.5 + rng.uniform(-0.08, 0.08)) + np.array([-along[1], along[0]]) * aside
    before = _displaced(start, middle, rng, roughness, finest)
    return [*before, middle, *_displaced(middle, end, rng, roughness, finest)]


def smoothed(line: Floats, rounds: int = 2) -> Floats:
    """Corners cut off (Chaikin), `rounds` times; the ends stay."""
    for _ in range(rounds):
        near, far = line[:-1] * 0.75 + line[1:] * 0.25, line[:-1] * 0.25 + line[1:] * 0.75
        inner = np.stack([near, far], axis=1).reshape(-1, 2)[1:-1]
        line = np.concatenate([line[:1], inner, line[-1:]])
    return line
