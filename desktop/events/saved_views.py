"""Views of one's own (自存视图): a name, what it asks and in which order; kept on this PC for each operator. Free of Qt."""

from collections.abc import Sequence

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from db.queries.event_list import LATEST, Sort
from desktop.events import texts
from desktop.events.conditions import Asked


class SavedView(Struct, frozen=True):
    """One view; `key` stays when it is renamed."""

    key: str
    name: str
    asked: Asked = Asked()
    sort: Sort = LATEST


Views = tuple[SavedView, ...]


def read_views(kept: str | None) -> Views:
    """The views as kept; none when they are of a version of the program that can't be read."""
    if not kept:
        return ()
    try:
        return msgspec.json.decode(kept, type=Views)
    except (msgspec.ValidationError, msgspec.DecodeError):
        return ()  # comfort, not data


def written(views: Views) -> str:
    """The views as they are kept."""
    return msgspec.json.encode(views).decode()


def added(views: Views, name: str, asked: Asked, sort: Sort) -> Views:
    """A further view at the end."""
    used = {int(view.key) for view in views if view.key.isdecimal()}
    return (*views, SavedView(str(max(used, default=0) + 1), name.strip(), asked, sort))


def replaced(views: Views, key: str, asked: Asked, sort: Sort) -> Views:
    """The view of this key asks something else now."""
    return tuple(replace(view, asked=asked, sort=sort) if view.key == key else view for view in views)


def renamed(views: Views, key: str, name: str) -> Views:
    """The view of this key is called otherwise."""
    return tuple(replace(view, name=name.strip()) if view.key == key else view for view in views)


def dropped(views: Views, key: str) -> Views:
    """Without the view of this key."""
    return tuple(view for view in views if view.key != key)


def shifted(views: Views, key: str, step: int) -> Views:
    """The view of this key one place up (−1) or down (1)."""
    order = list(views)
    at = next((n for n, view in enumerate(order) if view.key == key), -1)
    if at < 0 or not 0 <= at + step < len(order):
        return views
    order[at], order[at + step] = order[at + step], order[at]
    return tuple(order)


def name_fault(views: Sequence[SavedView], name: str, but: str = "") -> str:
    """Why a view can't be called so, or ""."""
    if not name.strip():
        return texts.NAME_NEEDED
    if any(view.name == name.strip() and view.key != but for view in views):
        return texts.NAME_TAKEN.format(name=name.strip())
    return ""
