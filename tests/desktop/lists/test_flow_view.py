"""流程图 painted: across where there is room, downward where not; no step lies on another or outside."""

import pytest
from PySide6.QtWidgets import QApplication

from desktop.lists.flow_view import FlowView
from desktop.theme import look
from governance.responsibility.flow import flow
from tests.governance.room import Room


@pytest.mark.parametrize(("width", "across"), [(1070, True), (640, False), (420, False)])
@pytest.mark.parametrize("code", ["SD-A01", "SD-C07"])
def test_every_step_has_its_own_place(qapp: QApplication, code: str, width: int, across: bool) -> None:
    look.apply(qapp)
    view = FlowView()
    view.resize(width, 100)
    view.set_flow(flow(Room().rules.catalogue.items[code].procedure, stage=40))
    view.resize(width, view.height_for(width))
    boxes = [view.box(place) for place in view.plan.places]
    assert view.is_across(width) is across
    assert all(box.left() >= 0 and box.right() <= width for box in boxes)
    assert all(box.top() >= 0 and box.bottom() <= view.height_for(width) for box in boxes)
    assert not any(one.intersects(other) for n, one in enumerate(boxes) for other in boxes[n + 1 :])
    picture = view.grab().toImage()
    assert not picture.isNull()
    assert view.accessibleName().count("第 ") == len(boxes)
