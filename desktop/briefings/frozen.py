"""A frozen daily (冻结的日报): the document word by word with the figures behind it, as bytes and back. Free of Qt.

Source: rulebook §10, §13 (6): what was issued is printed from here, never counted again.
"""

import msgspec
from msgspec import Struct

from desktop.briefings.counting import Daily

FORMAT = 1


class Snapshot(Struct, frozen=True):
    """What is kept under the digest that the ledger holds."""

    format: int
    daily: Daily


def snapshot(daily: Daily) -> bytes:
    """The daily as bytes."""
    return msgspec.json.encode(Snapshot(FORMAT, daily), order="deterministic")


def thawed(body: bytes) -> Daily:
    """The daily that was frozen."""
    return msgspec.json.decode(body, type=Snapshot).daily
