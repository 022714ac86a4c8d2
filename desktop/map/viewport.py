"""Which part of the ground a window shows (视口), and at what scale. Free of Qt.

Ground is metres east and north; the window is device-independent pixels right and down.
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Bounds = tuple[float, float, float, float]  # west, south, east, north


class Viewport(NamedTuple):
    """A window of `width` × `height` pixels whose middle lies at `x`, `y` metres."""

    x: float
    y: float
    scale: float  # pixels a metre
    width: float
    height: float

    def to_window(self, metres: Any) -> Floats:
        """`(…, 2)` metres → `(…, 2)` pixels."""
        ground = np.asarray(metres, dtype=np.float64) - (self.x, self.y)
        return ground * (self.scale, -self.scale) + (self.width / 2, self.height / 2)

    def to_ground(self, pixels: Any) -> Floats:
        """`(…, 2)` pixels → `(…, 2)` metres."""
        window = np.asarray(pixels, dtype=np.float64) - (self.width / 2, self.height / 2)
        return window / (self.scale, -self.scale) + (self.x, self.y)

    def panned(self, right: float, down: float) -> "Viewport":
        """The same after the ground was dragged by so many pixels."""
        return self._replace(x=self.x - right / self.scale, y=self.y + down / self.scale)

    def zoomed(self, scale: float, at: tuple[float, float] | None = None) -> "Viewport":
        """Another scale; the ground under the pixel `at` stays there (without one: the middle)."""
        if at is None:
            return self._replace(scale=scale)
        ground_x, ground_y = self.to_ground(at)
        right, down = at[0] - self.width / 2, at[1] - self.height / 2
        return self._replace(x=ground_x - right / scale, y=ground_y + down / scale, scale=scale)

    def resized(self, width: float, height: float) -> "Viewport":
        """The same middle and scale in a window of another size."""
        return self._replace(width=width, height=height)

    def widened(self, margin: float) -> "Viewport":
        """With so many pixels more on every side."""
        return self._replace(width=self.width + 2 * margin, height=self.height + 2 * margin)

    def shift(self, other: "Viewport") -> tuple[float, float]:
        """Where the middle of another viewport lies in this window, from this middle (pixels)."""
        return (other.x - self.x) * self.scale, (self.y - other.y) * self.scale

    @property
    def ground_bounds(self) -> Bounds:
        """What is seen, metres."""
        half_x, half_y = self.width / 2 / self.scale, self.height / 2 / self.scale
        return self.x - half_x, self.y - half_y, self.x + half_x, self.y + half_y


def fitted(bounds: Bounds, width: float, height: float, padding: float) -> Viewport:
    """The viewport that shows a piece of ground whole, with `padding` pixels around."""
    west, south, east, north = bounds
    room_x, room_y = max(1.0, width - 2 * padding), max(1.0, height - 2 * padding)
    scale = min(room_x / max(1.0, east - west), room_y / max(1.0, north - south))
    return Viewport((west + east) / 2, (south + north) / 2, scale, width, height)


def nice_length(most_px: float, scale: float) -> int:
    """The longest round length, 1-2-5 × 10ⁿ metres, that a scale bar of `most_px` pixels can tell."""
    most = most_px / scale
    power = 10 ** int(np.floor(np.log10(max(1.0, most))))
    return int(max(step * power for step in (1, 2, 5) if step * power <= max(1.0, most)))
