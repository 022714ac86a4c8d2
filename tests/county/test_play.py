"""The players keep no memory: the same seed plays the same days, and a play that was broken off just goes on."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

from sqlalchemy import select

from county import verify
from county.clock import VirtualClock
from county.simulator.journal import Journal
from county.simulator.messages import Message
from county.simulator.play import Options, Play, Told
from county.streams import County
from db.tables.county import call, case_state, event, ledger
from governance.bodies import read_body
from governance.events.event import Event
from governance.ledger.action import Action, read_trusted
from tests.county.small import DAY, GRID, HOUR, MONDAY, VILLAGE, copied, found_small, opened, uid

LIVELY: dict[str, Any] = {"seed": 5, "room": True, "per_day": 16, "pace": 0.4}


def played(place: Path, until: int, since: int = MONDAY, journal: Path | None = None, **options: Any) -> Told:
    """Play a county up to an instant."""
    with opened(place, VirtualClock(since)) as county:
        return Play(county, Options(**{**LIVELY, **options}, until=until), Journal(journal)).run()


def outcome(place: Path) -> tuple[int, list[tuple[str, str, str]]]:
    """How many entries there are, and where every case stands."""
    with opened(place) as county, county.reading() as conn:
        entries = len(conn.execute(select(ledger.c.seq)).all())
        cases = [
            tuple(row)
            for table in (event, call)
            for row in conn.execute(select(table.c.case_id, table.c.serial, table.c.state))
        ]
    return entries, sorted(cases)


def actions(county: County) -> list[Action]:
    """Every action of the county's streams that a person did."""
    with county.reading() as conn:
        cores = conn.execute(select(ledger.c.core).where(~ledger.c.kind.like("sys.%")).order_by(ledger.c.seq))
        return [read_trusted(core) for core in cores.scalars()]


def test_the_same_seed_plays_the_same_days_in_any_county(place: Path, tmp_path: Path) -> None:
    other = found_small(tmp_path / "other")  # other keys, other streams
    told = played(place, MONDAY + DAY)
    assert told == played(other, MONDAY + DAY)
    assert outcome(place) == outcome(other)
    assert told.acts > 100
    assert told.refused == 0


def test_a_play_that_was_broken_off_goes_on_as_if_nothing_had_been(
    place: Path, template: Path, tmp_path: Path
) -> None:
    whole = copied(template, tmp_path / "whole")
    played(whole, MONDAY + DAY)
    for hours in (5, 11, 24):
        played(place, MONDAY + hours * HOUR, since=MONDAY + {5: 0, 11: 5, 24: 11}[hours] * HOUR)
    assert outcome(place) == outcome(whole)


def test_every_act_is_accepted_and_every_byte_verifies(place: Path, tmp_path: Path) -> None:
    played(place, MONDAY + 2 * DAY, journal=tmp_path / "journal")
    with opened(place) as county, county.reading() as conn:
        codes = Counter(tuple(row) for row in conn.execute(select(ledger.c.vd, ledger.c.code)))
        assert set(codes) == {("a", "")}
        assert all(not one.differences for one in verify.verify(conn))
        ids = set(conn.execute(select(ledger.c.action_id)).scalars())
        kinds = set(conn.execute(select(ledger.c.kind)).scalars())
    lines = [json.loads(line) for line in (tmp_path / "journal").read_text().splitlines()]
    assert {line["id"] for line in lines} <= ids
    assert {"event.close", "event.revisit", "call.evaluate", "event.verify", "shift.handover"} <= kinds


def test_a_backlog_is_done_bit_by_bit_where_that_is_asked_for(
    place: Path, template: Path, tmp_path: Path
) -> None:
    played(place, MONDAY + 6 * HOUR)
    twin = copied(place, tmp_path / "twin")
    late = MONDAY + 9 * HOUR  # nobody did anything for three hours
    at_once = played(place, late + 1_000, since=late, per_day=0)
    bit_by_bit = played(twin, late + 1_000, since=late, per_day=0, catch_up=2 * HOUR)
    assert at_once.acts > 3
    assert bit_by_bit.acts < at_once.acts / 2
    rest = played(twin, late + 2 * HOUR, since=late + 1_000, per_day=0, catch_up=HOUR)
    assert rest.acts >= at_once.acts - bit_by_bit.acts


def test_a_case_that_is_left_alone_stands_still(place: Path) -> None:
    played(place, MONDAY + 6 * HOUR)
    with opened(place) as county, county.reading() as conn:
        states = [row.state for row in conn.execute(select(event.c.case_id, event.c.state))]
        cases = frozenset(conn.execute(select(event.c.case_id)).scalars())
    played(place, MONDAY + DAY, since=MONDAY + 6 * HOUR, per_day=0, leaves=cases)
    with opened(place) as county, county.reading() as conn:
        assert [row.state for row in conn.execute(select(event.c.case_id, event.c.state))] == states


def test_another_seed_plays_other_days(place: Path, template: Path, tmp_path: Path) -> None:
    other = copied(template, tmp_path / "other")
    played(place, MONDAY + 4 * HOUR)
    played(other, MONDAY + 4 * HOUR, seed=6)
    assert outcome(place)[1] != outcome(other)[1]


def test_for_units_on_the_telephone_the_room_records(place: Path) -> None:
    phone = frozenset({"T-ZF", "T-HWS", "T-CJB"})
    played(place, MONDAY + DAY, phone_units=phone)
    with opened(place) as county:
        found = actions(county)
    told = [a for a in found if "behalf" in a.p]
    assert {a.p["behalf"]["unit"] for a in told} <= phone
    assert {a.kind for a in told} == {"event.sign", "event.contact", "event.progress", "event.feedback"} & {
        a.kind for a in told
    }
    assert len(told) > 5
    staff = {uid(f"{unit}-{n}") for unit in phone for n in (1, 2)}
    assert not staff & {a.actor for a in found}


def message(n: int, ch: str, **more: Any) -> Message:
    """A message of Monday morning."""
    given = {"id": f"m{n}", "at": MONDAY + n * 60_000, "ch": ch, "text": "路面积水", "area": GRID, **more}
    return Message(**given)


def test_messages_come_in_by_hotline_and_grid(place: Path) -> None:
    messages = (
        message(1, "12345", caller="王某", tel="13800000001", outer="RX1", reply=True),
        message(2, "GRID", lon=120_586_643, lat=30_511_477),
        message(3, "PHONE"),
        message(4, "12345", caller="李某", anon=True, area=VILLAGE),
    )
    told = played(place, MONDAY + HOUR, messages=messages, room=False)
    assert (told.acts, told.left_out) == (3, 1)
    with opened(place) as county, county.reading() as conn:
        rows = conn.execute(
            select(ledger.c.core, ledger.c.annex)
            .where(ledger.c.kind == "event.report")
            .order_by(ledger.c.seq)
        ).all()
    found = [(read_trusted(core), annex) for core, annex in rows]
    hotline, grid, anonymous = found
    assert hotline[0].actor in (uid("c1"), uid("c2"))
    assert (hotline[0].p["outer"], hotline[0].p["occ"]) == ("RX1", MONDAY + 60_000)
    assert "王某" in (hotline[1] or b"").decode()
    assert "王某" not in hotline[0].p
    assert (grid[0].actor, grid[0].p["place"]["lon"]) == (uid("gw"), 120_586_643)
    assert anonymous[1] is None


def test_messages_that_are_in_already_do_not_come_again(place: Path) -> None:
    messages = (message(1, "12345"), message(2, "GRID"))
    assert played(place, MONDAY + HOUR, messages=messages, room=False).acts == 2
    assert played(place, MONDAY + 2 * HOUR, since=MONDAY + HOUR, messages=messages, room=False).acts == 0


def test_nobody_verifies_what_he_handled(place: Path) -> None:
    played(place, MONDAY + DAY)
    with opened(place) as county, county.reading() as conn:
        bodies = [read_body(text) for text in conn.execute(select(case_state.c.body)).scalars()]
    events = [body for body in bodies if isinstance(body, Event) and body.verifier]
    assert events
    assert all(e.verifier not in {h for t in e.tasks for h in (*t.hands, *t.recorders)} for e in events)
