"""The county's own ledger in memory, for tests of lists, precedents and admissions: its bundle moves with every entry."""

from typing import Any

from governance.bundle import advanced, rules_of
from governance.ledger.entry import Verdict
from governance.ledger.stream import Stream
from governance.objections import state_at
from governance.responsibility.admission import Admission
from governance.responsibility.rulings import Kept
from governance.responsibility.versions import ListItem
from governance.rulebook import Rules
from tests.governance.local_time import at
from tests.governance.room import MONDAY, PEOPLE, TOWN, Room, an_action, bundle, uid, user

COUNTY = "990101000000"
ITEM = "SD-A01"


class CountyRoom(Room):
    """`Room.act` on the county's stream; what it publishes is in `rules` of the next act."""

    def __init__(self) -> None:
        super().__init__()
        self.home = Stream(
            id=uid("county"),
            kind="county",
            area=COUNTY,
            unit="000",
            name="安和县",
            users=tuple(user(name) for name in PEOPLE),
        )
        first = [
            (
                an_action(
                    "sys.stream",
                    self.home.id,
                    {"kind": "county", "area": COUNTY, "unit": "000", "name": "安和县"},
                    "admin",
                ),
                Verdict("a"),
                0,
            ),
            *(
                (
                    an_action(
                        "sys.user",
                        self.home.id,
                        {
                            "user": u.id,
                            "name": u.name,
                            "grants": [{"role": g.role, "unit": g.unit, "area": g.area} for g in u.grants],
                        },
                        "admin",
                    ),
                    Verdict("a"),
                    0,
                )
                for u in self.home.users
            ),
        ]
        self.bundle = advanced(bundle(), bundle().seq + len(first), first)
        self._county = self.bundle, rules_of(self.home, self.bundle)

    @property
    def rules(self) -> Rules:
        if self._county[0] is not self.bundle:
            self._county = self.bundle, rules_of(self.home, self.bundle)
        return self._county[1]

    def act(
        self, kind: str, case: str, p: dict[str, Any], actor: str, when: int = MONDAY, **more: Any
    ) -> Verdict:
        verdict = super().act(kind, case, p, actor, when, **more)
        envelope = {"id": self.last}
        entry = (an_action(kind, uid(case), p, actor, **envelope), verdict, when)
        self.bundle = advanced(self.bundle, self.bundle.seq + 1, [entry])
        return verdict

    def item(self, case: str = "l") -> ListItem:
        found = self.cases[uid(case)]
        assert isinstance(found, ListItem)
        return found

    def access(self, when: int = MONDAY, case: str = "x") -> Admission:
        found = state_at(self.cases[uid(case)], when, self.rules)
        assert isinstance(found, Admission)
        return found

    def kept(self, case: str = "p") -> Kept:
        found = self.cases[uid(case)]
        assert isinstance(found, Kept)
        return found


def drafted(room: CountyRoom, when: int = MONDAY, **fields: Any) -> None:
    """A draft of SD-A01, sent out to its departments."""
    p = {
        "item": ITEM,
        "fields": fields or {"main_duty": "违法建设认定、立案查处和强制拆除"},
        "reason": "机构改革",
    }
    room.does("list.edit", "l", p | REVIEWED | {"submit": True}, "list_admin", when)


def agreed(room: CountyRoom, when: int = MONDAY) -> None:
    """Every department said yes."""
    for who in ("zf", "zr"):
        room.does("list.countersign", "l", {"word": "AGREE"}, who, when)


REVIEWED = {"review": "pass", "opinion": "职责、依据清楚"}


def publication(**more: Any) -> dict[str, Any]:
    """What a leader signs."""
    return {"item": ITEM, "version": 2, "effective_from": "2026-04-01", "doc_no": "安委办〔2026〕3号"} | more


def application(**more: Any) -> dict[str, Any]:
    """What a department asks for."""
    return {
        "dept": "ZR",
        "matter": "测量标志看护",
        "basis": "测量标志保护条例",
        "why": "标志散在各村，部门无人常驻",
        "support": "每点每年补助二百元",
        "since": "2026-04-01",
        "until": "2026-07-01",
        "towns": [TOWN],
        "duties": ["每季查看辖区测量标志"],
    } | more


__all__ = [
    "COUNTY", "ITEM", "MONDAY", "TOWN", "CountyRoom", "agreed", "application", "at", "drafted", "publication", "uid",
]  # fmt: skip
