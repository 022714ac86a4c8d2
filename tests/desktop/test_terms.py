"""A dated 代理 at the desk (rulebook §1.1, §3.7): the deputy is 指挥长 from the first instant of his term to the last.

He sits at the desk meanwhile: what he may do, and how he is called, changes as the clock passes begin and end.
"""

import asyncio
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.store import Store
from desktop.calls.leaders import signs_alone
from desktop.desk import Desk, Wish
from desktop.seat import Operator, Seat
from governance.events.event import Event
from governance.moves import allowed
from governance.refusal import Refusal
from tests.db.small_county import TOWN_STREAM, Clock, County, a_desk, open_shift, pull, save
from tests.governance.handling.asking import PLAN
from tests.governance.room import MONDAY, PEOPLE, monday, report, uid

BEGIN, END = monday("10:00"), monday("16:00")
APPROVE = "event.suspend_approve"


class Sitting:
    """A leader at the desk who acts for the 指挥长 from 10:00 to 16:00; a 挂账 waits for approval."""

    def __init__(self, folder: Path, *, new: bool = False) -> None:
        self.county = County(folder)
        self.clock = Clock()
        if new:
            a_desk(folder / "desk", self.county).close()
        self.store = Store.open(folder / "desk", clock=self.clock)
        if new:
            open_shift(self.store, self.county)
            self._named()
            self._asked()

    def close(self) -> None:
        self.store.close()
        self.county.close()

    def _named(self) -> None:
        role, unit, area = PEOPLE["leader"]
        chief = PEOPLE["director"]
        term = {"since": BEGIN, "until": END, "acting_for": uid("director")}
        grants = [
            {"role": role, "unit": unit, "area": area},
            dict(zip(("role", "unit", "area"), chief, strict=True)) | term,
        ]
        self.county.sys(TOWN_STREAM, "sys.user", {"user": uid("leader"), "name": "leader", "grants": grants})
        pull(self.store, self.county)

    def _asked(self) -> None:
        save(self.store, "event.report", "e", report())
        save(self.store, "event.accept", "e", {})
        save(self.store, "event.dispatch", "e", {"unit": "T-ZF"})
        save(self.store, "event.sign", "e", {}, "zf_lead")
        save(self.store, "event.suspend_request", "e", PLAN, "zf_lead")
        self.store.town.settle()

    def seat(self, loop: asyncio.AbstractEventLoop) -> Seat:
        role, _, _ = PEOPLE["leader"]
        return Seat(Desk(self.store), loop, Operator(uid("leader"), "leader", (role,)))

    @property
    def event(self) -> Event:
        found = Desk(self.store).case(uid("e"))
        assert isinstance(found, Event)
        return found

    def approves(self, who: str) -> Wish:
        p = {"request": self.event.suspensions[-1].id, "ruling": "approve", "reason": "资金未到位"}
        return Wish(kind=APPROVE, p=p | {"until": "2026-04-15"}, actor=uid(who), case=uid("e"))


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sitting")
    Sitting(folder, new=True).close()
    return folder


@pytest.fixture
def sitting(tmp_path: Path, founded: Path) -> Iterator[Sitting]:
    made = Sitting(Path(shutil.copytree(founded, tmp_path / "sitting")))
    yield made
    made.close()


async def test_the_deputys_roles_follow_the_clock_while_he_sits(sitting: Sitting) -> None:
    seat = sitting.seat(asyncio.get_running_loop())
    heard: list[tuple[str, ...]] = []
    seat.on_operator(lambda operator: heard.append(operator.roles))
    for at in (MONDAY, BEGIN - 1, BEGIN, BEGIN + 1_000, END - 1, END, END + 1_000):
        sitting.clock.at = at
        seat.follow_terms()
    assert heard == [("DUTY_LEADER", "DIRECTOR"), ("DUTY_LEADER",)]
    assert seat.operator == Operator(uid("leader"), "leader", ("DUTY_LEADER",))
    assert signs_alone(seat.operator, "C3")
    seat.close()


@pytest.mark.parametrize(
    ("at", "leader", "director"),
    [(BEGIN - 1, False, True), (BEGIN, True, False), (END - 1, True, False), (END, False, True)],
)
async def test_only_who_is_director_at_that_instant_may_decide(
    sitting: Sitting, at: int, leader: bool, director: bool
) -> None:
    sitting.clock.at = at
    desk = Desk(sitting.store)
    for who, may in (("leader", leader), ("director", director)):
        offered = {move.kind for move in allowed(sitting.event, uid(who), at, desk.rules)}
        assert (APPROVE in offered) is may
        assert (desk.refusal(sitting.approves(who)) is None) is may


async def test_what_he_signed_in_his_term_stands_when_the_county_takes_it_after_its_end(
    sitting: Sitting,
) -> None:
    desk = Desk(sitting.store)
    sitting.clock.at = END - 60_000
    assert not isinstance(desk.save(sitting.approves("leader")), Refusal)
    sitting.county.clock.at = END + 3_600_000
    sitting.clock.at = END + 3_600_000
    assert [one.vd for one in sitting.county.take(sitting.store)][-1] == "a"
    pull(sitting.store, sitting.county)
    assert sitting.event.state == "SUSPENDED"


async def test_a_post_given_or_taken_by_the_county_is_followed_too(sitting: Sitting) -> None:
    seat = sitting.seat(asyncio.get_running_loop())
    seat.sit(Operator(uid("sup"), "sup", ("ROOM_SUP",)))
    role, unit, area = PEOPLE["op"]
    grants = [{"role": role, "unit": unit, "area": area}]
    sitting.county.sys(TOWN_STREAM, "sys.user", {"user": uid("sup"), "name": "sup", "grants": grants})
    pull(sitting.store, sitting.county)
    seat.follow_terms()
    assert seat.operator.roles == ("ROOM_OP",)
    seat.close()
