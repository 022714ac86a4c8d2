"""What the list and the views say (列表的字面): frozen, made by the presenter, shown by the view. Free of Qt."""

from msgspec import Struct

from db.queries.event_filter import EventFilter
from db.queries.event_list import LightCounts


class Figure(Struct, frozen=True):
    """A number of another page, opened to its cases."""

    title: str
    explained: str
    wanted: EventFilter


class ViewFace(Struct, frozen=True):
    """One line at the left."""

    key: str
    name: str
    group: str
    count: int | None


class ListFace(Struct, frozen=True):
    """What stands around the list."""

    view: str  # key of the chosen one; FIGURE for a figure
    name: str
    changed: bool  # the conditions are no longer the view's own
    count: int | None
    lights: LightCounts
    elsewhere: int  # what the same words find in the whole store, when they find nothing here
    figure: Figure | None
    excluded: int
