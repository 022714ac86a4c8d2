"""The dossier of an event whose time was changed: 挂账 stands in step 4, red under an extension is 延期覆盖."""

from typing import Any

import pytest

from desktop.dossier.spans import spans
from desktop.dossier.steps import event_steps
from desktop.dossier.tags import tags
from governance.events.states import STEPS
from governance.objections import state_at
from tests.governance.handling.asking import MORE, PLAN
from tests.governance.local_time import at
from tests.governance.room import Room, signed

TUESDAY = at("2026-03-10 10:00")


def rules(room: Room, kind: str, who: str, when: int, **more: Any) -> None:
    event = room.event()
    request = (event.suspensions if "suspend" in kind else event.extensions)[-1].id
    room.does(kind, "e", {"request": request, "ruling": "approve", "reason": "属实"} | more, who, when)


def suspended() -> Room:
    room = Room()
    signed(room, when=TUESDAY)
    room.does("event.suspend_request", "e", PLAN, "zf_lead", TUESDAY)
    rules(room, "event.suspend_approve", "director", TUESDAY, until="2026-04-15")
    return room


def test_suspended_it_stands_in_step_four_and_is_no_longer_called_so_after_its_day() -> None:
    room = suspended()
    current = next(one for one in event_steps(room.event(), TUESDAY) if one.state == "current")
    assert (current.name, current.note) == (STEPS[3], "挂账")
    later = state_at(room.event(), at("2026-04-15 08:00"), room.rules)
    assert later is not None
    assert later.label == "办理中"


@pytest.mark.parametrize(("when", "tone"), [("2026-04-07 12:00", ""), ("2026-04-08 00:00", "amber")])
def test_its_tag_names_the_day_and_warns_seven_days_before(when: str, tone: str) -> None:
    room = suspended()
    found = {one.text: one.tone for one in tags(room.event(), 0, room.rules, at(when))}
    assert found["挂账至 04-15 08:00"] == tone


def test_a_request_shows_how_far_it_is_and_falls_silent_with_its_time() -> None:
    room = Room()
    signed(room, when=TUESDAY)
    room.does("event.extend_request", "e", MORE, "zf_lead", TUESDAY)

    def said(when: int) -> set[str]:
        return {one.text for one in tags(room.event(), 0, room.rules, when)}

    assert "延期待初审" in said(TUESDAY)
    rules(room, "event.extend_review", "op", TUESDAY)
    assert "延期待批准" in said(TUESDAY)
    assert not any(text.startswith("延期") for text in said(at("2026-03-10 16:01")))
    rules(room, "event.extend_approve", "leader", TUESDAY)
    assert "已延期 1 次" in said(TUESDAY)


def test_the_red_span_before_a_late_approval_is_relabelled() -> None:
    room = Room()
    signed(room, when=TUESDAY)  # five working days: due 2026-03-17 18:00
    filed, ruled = at("2026-03-17 17:30"), at("2026-03-18 11:00")
    room.does("event.extend_request", "e", MORE, "zf_lead", filed)
    before = spans(room.event(), ruled, room.rules)
    assert ("over", 180) in [(one.kind, one.minutes) for one in before]
    rules(room, "event.extend_review", "op", at("2026-03-18 08:30"))
    rules(room, "event.extend_approve", "leader", ruled)
    after = spans(room.event(), ruled, room.rules)
    assert "over" not in [one.kind for one in after]
    assert [one.minutes for one in after if one.note == "延期覆盖"] == [180]
    assert sum(one.minutes for one in after if one.kind != "owed") == sum(one.minutes for one in before)
