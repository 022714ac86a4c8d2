"""The command bar joined to the store, the names and the pages (查找的连接)."""

from collections.abc import Iterator, Mapping
from functools import partial

from db.queries.event_filter import EventFilter
from db.queries.search import Found, search_cases
from desktop.keymap import Keymap
from desktop.shell import texts
from desktop.shell.finding import Finder, Hit, Named
from desktop.shell.frame import Frame
from desktop.shell.page import PageContext
from desktop.times import local
from governance.people.roles import ROLE_NAMES
from governance.rulebook import Rules

NOT_COMMANDS = frozenset({"open", "tick", "escape", "command", "help", "next_panel", "previous_panel"})


class Searching:
    """Ctrl+K: asks, shows, and goes where the chosen line leads."""

    def __init__(self, frame: Frame, context: PageContext) -> None:
        self._frame, self._context = frame, context
        self._bar = frame.window.top_bar.command
        self._finder = Finder(self._cases, context.seat.run)
        self._known: Rules | None = None
        self._bar.asked.connect(lambda typed: context.tasks.start(self._find(typed), name="shell.find"))
        self._bar.chosen.connect(self._go)
        self._bar.left.connect(frame.focus_page)

    async def _find(self, typed: str) -> None:
        rules = self._context.seat.rules
        if rules is not self._known:
            self._known = rules
            self._finder.know(self._names(rules))
        hits = await self._finder.find(typed)
        if hits is not None:
            self._bar.show_hits(hits)

    async def _cases(self, typed: str) -> list[Found]:
        seat = self._context.seat
        day = local(seat.now()).strftime("%y%m%d")
        return await seat.read(partial(search_cases, stream=seat.stream, typed=typed, day=day))

    def _names(self, rules: Rules) -> Iterator[Named]:
        yield from commands(self._context.keymap, self._frame.verbs())
        yield from self._places()
        yield from items(rules)
        yield from units(rules)
        yield from people(rules)

    def _places(self) -> Iterator[Named]:
        town, places = self._context.town, self._context.places
        if town is None:
            return
        for village in town.villages:
            hit = Hit(texts.GROUP_PLACES, village.name, village.code, "village", village.code)
            yield Named(hit, village.name, village.code)
        for grid in town.grids:
            said = places.said(grid.code)
            yield Named(Hit(texts.GROUP_PLACES, said, grid.code, "grid", grid.code), said, grid.code)
        for place in town.places:
            where = f"{place.lon} {place.lat}"
            yield Named(
                Hit(texts.GROUP_PLACES, place.name, places.said(place.grid_code), "spot", where), place.name
            )

    def _go(self, hit: Hit) -> None:
        go = self._context.go
        match hit.verb:
            case "case":
                go.case(hit.what)
            case "item":
                go.item(hit.what)
            case "action":
                self._frame.do(hit.what)
            case "unit":
                go.cases(hit.title, texts.CASES_OF_UNIT, EventFilter(units=(hit.what,), open_only=True))
            case "village":
                go.cases(hit.title, texts.CASES_OF_PLACE, EventFilter(villages=(hit.what,), open_only=True))
            case "grid":
                go.cases(hit.title, texts.CASES_OF_PLACE, EventFilter(grids=(hit.what,), open_only=True))
            case "person":
                go.cases(hit.title, texts.CASES_OF_PERSON, EventFilter(reporter=hit.what, open_only=True))
            case "spot":
                lon, lat = hit.what.split()
                go.on_map(float(lon), float(lat))


def commands(keymap: Keymap, verbs: Mapping[str, str]) -> Iterator[Named]:
    """What can be done now, with its keys; `verbs` = action → what it is called."""
    for action, said in verbs.items():
        if action not in NOT_COMMANDS:
            hit = Hit(texts.GROUP_COMMANDS, said, "", "action", action, keymap.cap(action))
            yield Named(hit, said)


def items(rules: Rules) -> Iterator[Named]:
    """The items of the list; the code is looked for after the name: `b02` is found too."""
    for item in rules.catalogue.items.values():
        note = texts.joined(item.code, rules.name_of(item.lead_dept))
        hit = Hit(texts.GROUP_ITEMS, item.name, note, "item", item.code)
        yield Named(hit, f"{item.name} {item.code}", item.code)


def units(rules: Rules) -> Iterator[Named]:
    """The units of the catalogue."""
    for unit in rules.catalogue.units.values():
        yield Named(Hit(texts.GROUP_UNITS, unit.name, unit.code, "unit", unit.code), unit.name, unit.code)


def people(rules: Rules) -> Iterator[Named]:
    """The people of the town."""
    for user in rules.directory.users.values():
        if user.active:
            roles = "、".join(dict.fromkeys(ROLE_NAMES[grant.role] for grant in user.grants))
            yield Named(Hit(texts.GROUP_PEOPLE, user.name, roles, "person", user.id), user.name)
