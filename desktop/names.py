"""Names of people and units as a dossier says them (称呼). Free of Qt."""

import re

from desktop.place_names import NO_PLACES, PlaceNames
from governance.people.roles import DESK_ROLES, User
from governance.places.codes import is_area_code, is_grid_code
from governance.rulebook import Rules

PLATFORM = "县平台"
_BRACKETED = re.compile(r"[（(][^（()）]*[)）]$")  # 综合行政执法队(1+X): the addition is for the directory


class Names:
    """What people and units are called, by the rules of now and the town's map."""

    def __init__(self, rules: Rules, places: PlaceNames = NO_PLACES) -> None:
        self._rules = rules
        self._places = places

    def unit(self, code: str) -> str:
        """The unit's name; of a village or grid what the town calls it."""
        if code in self._rules.catalogue.units:
            return _BRACKETED.sub("", self._rules.name_of(code))
        return self.place(code) if is_area_code(code) or is_grid_code(code) else code

    def place(self, code: str) -> str:
        """`石桥村 3 网格`."""
        return self._places.said(code)

    def person(self, user_id: str) -> str:
        """A person's name, or the platform where no person acted."""
        user = self._rules.directory.users.get(user_id)
        return user.name if user is not None else PLATFORM

    def said_by(self, user_id: str) -> str:
        """`村镇建设办 · 赵立`; of the room's own people the name alone."""
        user = self._rules.directory.users.get(user_id)
        if user is None:
            return PLATFORM
        unit = self._workplace(user)
        return f"{unit} · {user.name}" if unit else user.name

    def _workplace(self, user: User) -> str:
        if any(grant.role in DESK_ROLES for grant in user.grants):
            return ""
        return self.unit(user.grants[0].unit) if user.grants else ""
