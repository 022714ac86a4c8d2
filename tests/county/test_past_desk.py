"""Acts of a told past that were made on a PC of the room: their own chain, and a clock that may have been wrong (§6.4)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from county.database import found_county, keys_path, open_store
from county.history import PastAct, past_acts
from county.past_desk import Sealing
from county.streams import County
from county.verify import verify
from db.county_store import view_of
from db.server_ledger import heads
from governance.events.event import Event
from governance.handling.doubted import doubted
from governance.ledger.stream import Stream
from tests.county.small import HOUR, MONDAY, PACK, PASSWORD, TOWN, opened, uid, url_in, write_roster

CASE = "0c8b0f3e-0000-8000-8000-000000000001"
OTHER = "0c8b0f3e-0000-8000-8000-000000000002"
SAID = MONDAY - 3 * HOUR
GOT = SAID + 2 * HOUR


def act(n: int, kind: str, t: int, sealed: Sealing | None = None, **p: object) -> PastAct:
    """An act of the operator; the third is of another case."""
    case = CASE if n < 3 else OTHER
    return PastAct(t=t, kind=kind, actor=uid("op1"), case=case, id=f"{CASE[:-2]}1{n}", p=p, sealed=sealed)


def report(n: int, t: int, sealed: Sealing | None = None) -> PastAct:
    """A call of an unlit lamp."""
    return act(
        n, "event.report", t, sealed, serial=f"S260309-100-0{n}-0001", ch="PHONE", text="路灯不亮",
        place={"area": TOWN}, cat="060304", occ=t,
    )  # fmt: skip


PAST = [
    report(1, SAID - HOUR),
    act(2, "event.note", SAID, Sealing(desk="备用机", got=SAID), text="停电，改用备用机。"),
    report(3, SAID + HOUR, Sealing(desk="备用机", got=GOT, cq=2)),
]


@pytest.fixture
def county(tmp_path: Path) -> Iterator[County]:
    url = url_in(tmp_path)
    store = open_store(url, make=True)
    roster = write_roster(tmp_path / "roster")
    try:
        found_county(store, url, keys_path(url, None), roster, PACK, PASSWORD, MONDAY, PAST)
    finally:
        store.close()
    with opened(tmp_path) as found:
        yield found


def town_of(county: County) -> str:
    stream = county.town_of(TOWN)
    assert stream is not None
    return stream


def case_of(county: County, case: str) -> object:
    stream = town_of(county)
    with county.reading() as conn:
        view = view_of(conn, stream)
        assert view is not None
        return view.case(case)


def test_a_step_of_a_desk_without_the_time_lies_between_its_step_before_and_the_receipt(
    county: County,
) -> None:
    event = case_of(county, OTHER)
    assert isinstance(event, Event)
    (step,) = doubted(event)
    assert (step.kind, step.lo, step.hi) == ("event.report", SAID, GOT)
    assert event.clocks[0].start == SAID + HOUR


def test_the_desk_has_a_number_below_the_first_real_one_and_all_of_it_verifies(county: County) -> None:
    home = case_of(county, town_of(county))
    assert isinstance(home, Stream)
    assert [(one.no, one.name) for one in home.devices] == [("00", "县端"), ("01", "备用机")]
    with county.reading() as conn:
        assert all(not one.differences for one in verify(conn))


def test_its_acts_are_read_back_with_what_they_were_sealed_with(county: County) -> None:
    town = town_of(county)
    with county.reading() as conn:
        last = next(head.seq for head in heads(conn) if head.stream == town)
        again = list(past_acts(conn, town, last))
    assert again == PAST
