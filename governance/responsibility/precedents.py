"""A ruling kept for the next time (判例): which body the county decided on, for what kind of event.

Source: rulebook §4.5.
"""

from msgspec import Struct


class Precedent(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A 审定 that later calls with the same 小类 and item are shown (判例, §4.5)."""

    id: str  # of the ruling's action
    category: str  # 小类 code
    item: str  # item code
    decided: str  # 主体 decided on, unit code
    place_kind: str = ""  # 场所 kind it is limited to; empty = any
    reason: str = ""
    valid_from: str  # YYYY-MM-DD, included
    valid_to: str = ""  # YYYY-MM-DD, excluded, once ended; empty = live
    clause: str = ""  # 条款号 it rests on
    keywords: tuple[str, ...] = ()
    call: str = ""  # case id of the call that was adjudicated

    def live(self, day: str) -> bool:
        """Does it hold on the day (YYYY-MM-DD)?"""
        return self.valid_from <= day and (not self.valid_to or day < self.valid_to)

    def fits(self, category: str, item: str, place_kind: str) -> bool:
        """Is it about this 小类 and item, and about this kind of place if it names one?"""
        return (self.category, self.item) == (category, item) and self.place_kind in ("", place_kind)
