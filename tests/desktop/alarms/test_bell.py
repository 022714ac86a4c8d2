"""The bell: A until a person acknowledges, B three times, C at most once a minute; never two sounds over one another."""

from hypothesis import given
from hypothesis import strategies as st

from db.queries.alarms import Alarm, AlarmKind
from desktop.alarms.bell import GAP, SECOND, URGENT_EVERY, Bell, audible
from desktop.settings.comfort import Kept
from desktop.sound import Sound

MINUTE = 60 * SECOND
NOON, NIGHT = 1_773_633_600_000, 1_773_669_600_000  # 12:00 and 22:00 local


def _alarm(kind: AlarmKind, case: str = "a", since: int = 0) -> Alarm:
    return Alarm(kind, kind, case, case, "S0001", since, "井盖缺失", "云溪社区")


def _heard(bell: Bell, seconds: int, since: int = 0) -> list[tuple[int, Sound]]:
    """What sounds second by second."""
    found = []
    for second in range(since, since + seconds):
        sound = bell.sound(second * SECOND)
        if sound is not None:
            found.append((second, sound))
    return found


def test_an_urgent_one_repeats_every_twenty_seconds_until_it_is_silenced() -> None:
    bell = Bell()
    bell.hear([one := _alarm("U1")])
    assert _heard(bell, 61) == [(0, Sound.URGENT), (20, Sound.URGENT), (40, Sound.URGENT), (60, Sound.URGENT)]
    bell.hush(one)
    assert _heard(bell, 100, 61) == []


def test_a_new_urgent_one_is_heard_at_once() -> None:
    bell = Bell()
    bell.hear([_alarm("U1")])
    _heard(bell, 5)
    assert bell.hear([_alarm("U1"), _alarm("U1", "b")])
    assert _heard(bell, 1, 6) == [(6, Sound.URGENT)]


def test_an_acknowledgement_that_was_refused_rings_on() -> None:
    bell = Bell()
    bell.hear([one := _alarm("C1")])
    bell.hush(one)
    bell.unhush(one)
    assert bell.ringing == (one,)


def test_a_red_one_sounds_three_times_ten_minutes_apart_and_then_keeps_to_its_light() -> None:
    bell = Bell()
    bell.hear([_alarm("RED")])
    assert _heard(bell, 3600) == [(0, Sound.TURNED_RED), (600, Sound.TURNED_RED), (1200, Sound.TURNED_RED)]
    assert bell.ringing == ()
    bell.hear([_alarm("RED", since=5)])  # another due of the same case
    assert _heard(bell, 10, 3600) == [(3600, Sound.TURNED_RED)]


def test_arrivals_sound_once_a_minute_at_most() -> None:
    bell, heard = Bell(), []
    for second in range(130):
        bell.arrive()
        if bell.sound(second * SECOND):
            heard.append(second)
    assert heard == [0, 60, 120]


def test_a_alone_can_never_be_turned_off() -> None:
    off = Kept(sounds=False)
    assert audible(Sound.URGENT, off, NIGHT)
    assert not audible(Sound.TURNED_RED, off, NOON)
    assert not audible(Sound.ARRIVED, Kept(), NIGHT)
    assert audible(Sound.ARRIVED, Kept(), NOON)
    assert audible(Sound.ARRIVED, Kept(quiet_nights=False), NIGHT)
    assert audible(Sound.TURNED_RED, Kept(), NIGHT)


KINDS: list[AlarmKind] = ["U1", "C1", "RED", "NO_RESPONSE"]
STEPS = st.lists(
    st.tuples(st.integers(0, 400), st.sets(st.tuples(st.sampled_from(KINDS), st.sampled_from("abc")))),
    max_size=12,
)


@given(STEPS)
def test_whatever_comes_an_urgent_one_is_never_silent_for_long_and_sounds_never_meet(
    steps: list[tuple[int, set[tuple[AlarmKind, str]]]],
) -> None:
    bell, at = Bell(), 0
    sounded = -(1 << 40)
    urgent_since: int | None = None
    for seconds, wanted in steps:
        bell.hear([_alarm(kind, case) for kind, case in sorted(wanted)])
        urgent = any(kind in ("U1", "C1") for kind, _ in wanted)
        urgent_since = (at if urgent_since is None else urgent_since) if urgent else None
        for _ in range(seconds):
            sound = bell.sound(at)
            if sound is not None:
                assert at - sounded >= GAP
                sounded = at
            if sound is Sound.URGENT:
                assert urgent
                urgent_since = at
            if urgent_since is not None:
                assert at - urgent_since <= URGENT_EVERY + GAP
            at += SECOND
