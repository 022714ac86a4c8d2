"""The county state at a pin (规则包): settings, people, lists and precedents of the county ledger, made into rules.

Source: sync.md §3.5. A bundle is advanced from pin to pin and never rewound, so that the same pins give the same rules.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from governance.archive.cycles import RULEBOOK as CYCLES
from governance.archive.cycles import VisitCycles, cycles_in
from governance.catalogue.calendar_settings import calendar_after, is_of_calendar
from governance.catalogue.catalogue import Catalogue, from_tables
from governance.catalogue.clock_limits import limits_from
from governance.catalogue.faults import faults
from governance.catalogue.setting import Put
from governance.catalogue.settings import from_settings
from governance.duty.shift_hours import RULEBOOK, ShiftHours, shift_hours_in
from governance.folding import fold
from governance.ledger.action import Action
from governance.ledger.case import Case
from governance.ledger.entry import ACCEPTED, Verdict
from governance.ledger.payload import Payload
from governance.ledger.stream import Stream, SysStream, SysUser
from governance.objections import payload_of
from governance.people.directory import directory
from governance.people.roles import User
from governance.places.called import GridNames, grid_names_in
from governance.responsibility.emergencies import Emergency, emergencies_in
from governance.responsibility.in_force import precedents_of, with_lists
from governance.responsibility.kinds import LISTS
from governance.responsibility.precedents import Precedent
from governance.rulebook import Home, Rules
from governance.time.calendars import Calendar
from governance.time.limits import Limit


class Bundle(Struct, frozen=True):
    """What the county stream says up to `seq`."""

    seq: int
    settings: Mapping[str, Any]
    users: Mapping[str, User]
    catalogue: Catalogue  # the data pack with the lists' own versions on top
    limits: Mapping[str, Limit]
    calendar: Calendar
    home: Home = Home("", "", "", "", "")  # the county's own stream
    pack: Catalogue = Catalogue()  # the catalogue of the data pack alone
    lists: Mapping[str, Case] = {}  # list items, precedents, admissions by case id
    precedents: tuple[Precedent, ...] = ()
    emergencies: tuple[Emergency, ...] = ()
    shift_hours: ShiftHours = RULEBOOK
    visit_cycles: VisitCycles = CYCLES
    grid_names: GridNames = GridNames()


EMPTY = Bundle(0, {}, {}, Catalogue(), {}, Calendar({}))
LIST_KINDS = frozenset(rule.kind for rule in LISTS)


def advanced(bundle: Bundle, seq: int, entries: Iterable[tuple[Action, Verdict, int]]) -> Bundle:
    """Give the bundle at `seq`, from the county's entries after `bundle.seq` in their order."""
    for action, verdict, at in entries:
        if verdict.vd != ACCEPTED or verdict.code in ("same-effect", "duplicate-id"):
            continue
        if action.kind in LIST_KINDS:
            view = _Lists(_settled(bundle))
            changed = fold(action, verdict, at, view)
            bundle = _with_lists(view.bundle, changed)
        else:
            bundle = _said(bundle, payload_of(action.kind, action.p), action, at)
    return replace(_settled(bundle), seq=seq)


class _Lists:
    """The list's own cases as folded so far: what their next entry is folded over."""

    def __init__(self, bundle: Bundle) -> None:
        self.bundle = bundle
        home = bundle.home
        self.rules = rules_of(
            Stream(id=home.stream, kind=home.kind, area=home.area, unit=home.unit, name=home.name), bundle
        )

    def case(self, case_id: str) -> Case | None:
        """A list item, precedent or admission."""
        return self.bundle.lists.get(case_id)

    def stored(self, action_id: str) -> bool:
        """Nothing is judged here."""
        return False


def _said(bundle: Bundle, payload: Payload | None, action: Action, at: int) -> Bundle:
    """The bundle with what one entry says; what settings make of the catalogue is looked at once, in `_settled`."""
    if isinstance(payload, Put):
        if bundle.settings.get(payload.key, _NOTHING) == payload.value:
            return bundle
        settings = {**bundle.settings, payload.key: payload.value}
        calendar = bundle.calendar
        if is_of_calendar(payload.key):
            calendar = calendar_after(calendar, settings, at)
        return replace(bundle, settings=settings, calendar=calendar, seq=_UNSETTLED)
    if isinstance(payload, SysUser):
        user = User(id=payload.user, name=payload.name, grants=payload.grants, active=payload.active)
        return replace(bundle, users={**bundle.users, user.id: user})
    if isinstance(payload, SysStream):
        home = Home(action.stream, payload.kind, payload.area, payload.unit, payload.name)
        return replace(bundle, home=home)
    return bundle


_NOTHING = object()
_UNSETTLED = -1


def _settled(bundle: Bundle) -> Bundle:
    """The bundle with its catalogue made of its settings, where they changed."""
    if bundle.seq != _UNSETTLED:
        return bundle
    bundle = replace(
        bundle,
        seq=0,
        emergencies=emergencies_in(bundle.settings),
        shift_hours=shift_hours_in(bundle.settings),
        visit_cycles=cycles_in(bundle.settings),
        grid_names=grid_names_in(bundle.settings),
    )
    tables = from_settings(bundle.settings)
    if faults(tables):  # half a data pack, or a wrong one: what held before holds on
        return bundle
    pack = from_tables(tables)
    return replace(
        bundle,
        pack=pack,
        catalogue=with_lists(pack, bundle.lists.values()),
        limits=limits_from(tables.get("clock_limits", [])),
    )


def _with_lists(bundle: Bundle, changed: Iterable[Case]) -> Bundle:
    lists = {**bundle.lists, **{case.id: case for case in changed}}
    catalogue = with_lists(bundle.pack, lists.values())
    return replace(bundle, lists=lists, catalogue=catalogue, precedents=precedents_of(lists))


def rules_of(stream: Stream, bundle: Bundle) -> Rules:
    """Give the rules of a stream: county reference data as pinned, the stream's own people and duty on top."""
    people = {**bundle.users, **{u.id: u for u in stream.users}}
    return Rules(
        home=Home(stream.id, stream.kind, stream.area, stream.unit, stream.name),
        calendar=bundle.calendar,
        catalogue=bundle.catalogue,
        directory=directory(people),
        limits=bundle.limits,
        duty=stream.duty,
        precedents=bundle.precedents,
        emergencies=bundle.emergencies,
        shift_hours=bundle.shift_hours,
        visit_cycles=bundle.visit_cycles,
        grid_names=bundle.grid_names,
    )
