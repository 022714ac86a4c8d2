"""Back and forward between pages and cases."""

from desktop.shell.trail import KEPT, Stop, Trail


def test_back_and_forward_follow_the_way() -> None:
    trail = Trail()
    for stop in (Stop("situation"), Stop("events"), Stop("events", "case")):
        trail.reach(stop)
    assert trail.back() == Stop("events")
    assert trail.back() == Stop("situation")
    assert trail.back() is None
    assert trail.forward() == Stop("events")


def test_a_new_way_forgets_what_lay_ahead() -> None:
    trail = Trail()
    for name in ("situation", "events"):
        trail.reach(Stop(name))
    trail.back()
    trail.reach(Stop("duty"))
    assert trail.forward() is None
    assert trail.back() == Stop("situation")


def test_the_same_place_twice_is_one_stop() -> None:
    trail = Trail()
    trail.reach(Stop("situation"))
    trail.reach(Stop("situation"))
    assert trail.back() is None


def test_only_so_much_of_the_way_is_kept() -> None:
    trail = Trail()
    for number in range(KEPT + 10):
        trail.reach(Stop("events", str(number)))
    steps = 0
    while trail.back():
        steps += 1
    assert steps == KEPT - 1
