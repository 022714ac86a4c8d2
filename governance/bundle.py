"""The county state at a pin (规则包): settings and people of the county ledger, made into the rules of a stream.

Source: sync.md §3.5. A bundle is advanced from pin to pin and never rewound, so that the same pins give the same rules.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from governance.catalogue.catalogue import Catalogue, from_tables
from governance.catalogue.clock_limits import limits_from
from governance.catalogue.faults import faults
from governance.catalogue.setting import Put
from governance.catalogue.settings import from_settings
from governance.ledger.action import Action
from governance.ledger.entry import ACCEPTED, Verdict
from governance.ledger.stream import Stream, SysUser
from governance.people.roles import Directory, User
from governance.rulebook import Home, Rules
from governance.time.calendars import Calendar
from governance.time.limits import Limit
from governance.verdicts import payload_of


class Bundle(Struct, frozen=True):
    """What the county stream says up to `seq`."""

    seq: int
    settings: Mapping[str, Any]
    users: Mapping[str, User]
    catalogue: Catalogue
    limits: Mapping[str, Limit]
    calendar: Calendar


EMPTY = Bundle(0, {}, {}, Catalogue(), {}, Calendar({}))


def advanced(bundle: Bundle, seq: int, entries: Iterable[tuple[Action, Verdict, int]]) -> Bundle:
    """Give the bundle at `seq`, from the county's entries after `bundle.seq` in their order."""
    settings, users = dict(bundle.settings), dict(bundle.users)
    for action, verdict, _ in entries:
        if verdict.vd != ACCEPTED or verdict.code in ("same-effect", "duplicate-id"):
            continue
        payload = payload_of(action.kind, action.p)
        if isinstance(payload, Put):
            settings[payload.key] = payload.value
        elif isinstance(payload, SysUser):
            users[payload.user] = User(
                id=payload.user, name=payload.name, grants=payload.grants, active=payload.active
            )
    if settings == bundle.settings:
        return replace(bundle, seq=seq, users=users)
    tables = from_settings(settings)
    if faults(tables):  # half a data pack, or a wrong one: what held before holds on
        return replace(bundle, seq=seq, users=users, settings=settings)
    catalogue = from_tables(tables)
    limits = limits_from(tables.get("clock_limits", []))
    calendar = Calendar(catalogue.holidays, catalogue.overrides, catalogue.profile)
    return Bundle(seq, settings, users, catalogue, limits, calendar)


def rules_of(stream: Stream, bundle: Bundle) -> Rules:
    """Give the rules of a stream: county reference data as pinned, the stream's own people and duty on top."""
    people = {**bundle.users, **{u.id: u for u in stream.users}}
    return Rules(
        home=Home(stream.id, stream.kind, stream.area, stream.unit, stream.name),
        calendar=bundle.calendar,
        catalogue=bundle.catalogue,
        directory=Directory(people),
        limits=bundle.limits,
        duty=stream.duty,
    )
