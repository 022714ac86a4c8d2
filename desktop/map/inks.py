"""Colours of the map in the light of the room or the dark of the wall (图色)."""

from functools import cache

from PySide6.QtGui import QColor

from desktop.lights import TOKENS, Sign
from desktop.theme.tokens import DARK, LIGHT, tokens


class Inks:
    """The colours of one scheme, `light` or `dark`, by token."""

    def __init__(self, scheme: str = LIGHT) -> None:
        self.scheme = scheme
        self._made = {name: QColor(value) for name, value in tokens(scheme).items()}
        dark = scheme == DARK
        self.halo = self["bg" if dark else "white"]  # around names
        self.name = self["ink" if dark else "brand-dd"]  # of villages
        self.disc = self["bg" if dark else "panel"]  # inside a ring

    def __getitem__(self, token: str) -> QColor:
        return self._made[token]

    def sign(self, sign: Sign) -> QColor:
        """The colour of a light."""
        return self[TOKENS[sign]]

    def veiled(self, token: str, share: float) -> QColor:
        """A colour let through, 0 to 1."""
        colour = QColor(self[token])
        colour.setAlphaF(share)
        return colour


@cache
def inks(scheme: str = LIGHT) -> Inks:
    """The colours of a scheme, made once."""
    return Inks(scheme)
