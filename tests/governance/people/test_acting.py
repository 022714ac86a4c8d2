"""One 指挥长 a town at any instant; his 代理 acts from and to (rulebook §1.1)."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import to_builtins
from msgspec.structs import replace

from governance.archive.grid import CONFIRMERS
from governance.doer import Doer, sits_in
from governance.ledger.entry import Verdict
from governance.ledger.stream import Device, Stream
from governance.moves import allowed
from governance.people.acting import chief_refusal
from governance.people.directory import Directory, directory
from governance.people.roles import Grant, User
from governance.places.codes import town_of
from tests.governance.room import MONDAY, TOWN, Room, accepted, uid, user
from tests.governance.supervision.test_supervision import letter

DAY = 86_400_000
TUESDAY, THURSDAY = MONDAY + DAY, MONDAY + 3 * DAY
OTHER_TOWN = "990101101000"
VOID = {"code": "V1", "reason": "重复"}


def chief(since: int = 0, until: int = 0, acting_for: str = "", area: str = TOWN) -> Grant:
    return Grant("DIRECTOR", "T-ZHS", area, since, until, acting_for)


def chiefs(people: Directory, at: int, town: str = TOWN) -> list[str]:
    """Who is 指挥长 of the town at an instant."""
    users = people.as_of(at).users.values()
    return [
        u.id for u in users if u.active for g in u.grants if g.role == "DIRECTOR" and town_of(g.area) == town
    ]


# ---------------------------------------------------------------- what a 代理 does


def test_from_the_first_instant_to_the_last_the_acting_one_is_director_and_the_principal_is_not() -> None:
    room = Room()
    accepted(room)
    room.acts_for("op", "director", TUESDAY, THURSDAY)
    for when, may, may_not in (
        (MONDAY, "director", "op"),
        (TUESDAY - 1, "director", "op"),
        (TUESDAY, "op", "director"),
        (THURSDAY - 1, "op", "director"),
        (THURSDAY, "director", "op"),
    ):
        assert room.no("event.void", "e", VOID, may, when) == ""
        assert room.no("event.void", "e", VOID, may_not, when) == "no-role"
        offered = [
            {m.kind for m in allowed(room.event(), uid(who), when, room.rules)} for who in (may, may_not)
        ]
        assert ["event.void" in kinds for kinds in offered] == [True, False]


def test_what_the_ledger_says_is_judged_by_the_grants_of_its_time() -> None:
    room = Room()
    accepted(room)
    room.acts_for("op", "director", TUESDAY, THURSDAY)
    assert room.act("event.void", "e", VOID, "director", TUESDAY) == Verdict("r", "no-role")
    room.does("event.void", "e", VOID, "op", TUESDAY)
    assert room.event().state == "VOID"


def test_a_right_that_no_cell_names_goes_with_the_post_too() -> None:
    room = Room()
    room.acts_for("op", "director", TUESDAY, THURSDAY)
    people = room.rules.directory
    assert [chiefs(people, at) for at in (MONDAY, TUESDAY, THURSDAY)] == [
        [uid("director")],
        [uid("op")],
        [uid("director")],
    ]
    for at, may in ((MONDAY, "director"), (TUESDAY, "op")):
        rules = room.rules.as_of(at)
        assert [who for who in ("director", "op") if sits_in(CONFIRMERS, Doer(uid(who), (), ()), rules)] == [
            may
        ]


def test_the_principal_keeps_whatever_else_he_is() -> None:
    room = Room()
    room.also("director", "TOWN_LEADER")
    room.acts_for("op", "director", TUESDAY, THURSDAY)
    held = room.rules.as_of(TUESDAY).directory.users
    assert [g.role for g in held[uid("director")].grants] == ["TOWN_LEADER"]
    assert [g.role for g in held[uid("op")].grants] == ["ROOM_OP", "DIRECTOR"]


def test_one_whose_account_is_closed_acts_for_nobody() -> None:
    room = Room()
    room.acts_for("op", "director", TUESDAY, THURSDAY)
    room.leaves("op")
    assert chiefs(room.rules.directory, TUESDAY) == [uid("director")]


def test_another_instant_may_be_asked_of_people_as_they_stand() -> None:
    room = Room()
    room.acts_for("op", "director", TUESDAY, THURSDAY)
    assert room.rules.as_of(TUESDAY).as_of(THURSDAY) == room.rules.as_of(THURSDAY)


def test_people_without_terms_are_the_same_at_every_instant() -> None:
    people = Room().rules
    assert people.as_of(MONDAY) is people


def test_a_card_of_the_acting_director_stays_a_directors_card() -> None:
    room = Room()
    accepted(room)
    room.acts_for("op", "director", TUESDAY, THURSDAY)
    room.does("event.dispatch", "e", {"unit": "T-ZF"}, "op", MONDAY)
    room.does("supervision.red", "d", letter(), "op", TUESDAY)
    revoke = {"reason": "已处置"}
    assert room.no("supervision.revoke", "d", revoke, "leader", THURSDAY) == "not-issuer"


# ---------------------------------------------------------------- never two


def test_a_second_director_is_refused_by_a_sentence_that_names_the_first() -> None:
    first, second = User("1", "梁建华", (chief(),)), User("2", "邱正良", (chief(),))
    no = chief_refusal(second, [first])
    assert no is not None
    assert "指挥长已有梁建华" in no.sentence
    assert no.code == "two-directors"


@pytest.mark.parametrize(
    ("first", "second", "two"),
    [
        (chief(), chief(area=OTHER_TOWN), False),
        (chief(), chief(TUESDAY, THURSDAY), True),
        (chief(), chief(TUESDAY, THURSDAY, "1"), False),
        (chief(), chief(TUESDAY, THURSDAY, "3"), True),  # for somebody else
        (chief(until=TUESDAY), chief(TUESDAY), False),  # one after the other
        (chief(until=TUESDAY + 1), chief(TUESDAY), True),
        (chief(TUESDAY, THURSDAY, "3"), chief(TUESDAY, THURSDAY, "3"), True),  # two for the same
        (chief(TUESDAY, THURSDAY, "3"), chief(THURSDAY, THURSDAY + DAY, "3"), False),
        (chief(TUESDAY, THURSDAY, "3"), chief(TUESDAY, THURSDAY, "1"), True),  # one who acts has no 代理
    ],
)
def test_two_terms_that_meet_in_one_town_are_two_directors(first: Grant, second: Grant, two: bool) -> None:
    one, other = User("1", "甲", (first,)), User("2", "乙", (second,))
    assert (chief_refusal(other, [one]) is not None) is two
    assert (chief_refusal(one, [other]) is not None) is two
    assert chief_refusal(replace(other, active=False), [one]) is None
    assert chief_refusal(other, [replace(one, active=False)]) is None


def test_the_ledger_takes_a_dated_acting_director_and_no_second_one() -> None:
    room = Room()
    home = room.cases[uid("town")]
    assert isinstance(home, Stream)
    server = Device(uid("server"), "00", "active", "AAAA", "county")
    room.cases[home.id] = replace(home, devices=(server,))

    def written(name: str, more: Grant) -> Verdict:
        who = user(name)
        p = {"user": who.id, "name": name, "grants": [to_builtins(g) for g in (*who.grants, more)]}
        return room.act("sys.user", "town", p, "admin", MONDAY, dev=uid("server"))

    assert written("town_leader", chief()) == Verdict("r", "two-directors")
    assert written("town_leader", chief(TUESDAY, THURSDAY, uid("director"))) == Verdict("a")
    assert written("leader", chief(THURSDAY - 1, THURSDAY + DAY, uid("director"))) == Verdict(
        "r", "two-directors"
    )
    assert written("leader", chief(THURSDAY, THURSDAY + DAY, uid("director"))) == Verdict("a")
    people = room.rules.directory
    assert [chiefs(people, MONDAY + n * DAY) for n in (0, 1, 3, 4)] == [
        [uid(name)] for name in ("director", "town_leader", "leader", "director")
    ]


NAMES = "1234"
INSTANTS = range(7)
GRANTS = st.builds(
    chief,
    st.sampled_from(INSTANTS),
    st.sampled_from(INSTANTS),
    st.sampled_from(["", *NAMES]),
    st.sampled_from([TOWN, OTHER_TOWN]),
)
ENTRIES = st.builds(
    User, st.sampled_from(NAMES), st.just("某"), st.lists(GRANTS, max_size=1).map(tuple), st.booleans()
)


@given(st.lists(ENTRIES, max_size=25))
def test_whatever_is_written_no_town_has_two_directors_at_any_instant(entries: list[User]) -> None:
    people: Mapping[str, User] = {}
    for one in entries:
        if chief_refusal(one, people.values()) is None:
            people = {**people, one.id: one}
    for at in INSTANTS:
        for town in (TOWN, OTHER_TOWN):
            assert len(chiefs(directory(people), at, town)) <= 1
