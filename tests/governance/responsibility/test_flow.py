"""流程图 (§5.1): steps in the lanes of town and county, 分界点, and where a case is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.catalogue.catalogue import from_tables
from governance.catalogue.procedure import Step, cell_of, steps
from governance.responsibility.flow import AHEAD, BOTH, COUNTY, HANDOVER, HERE, PAST, TOWN, flow, stage_of
from tests.governance.catalogue.pack import product_pack
from tests.governance.room import ARRIVED, Room, assigned, called, closed, fed_back, report

CATALOGUE = from_tables(product_pack())
STEPS = CATALOGUE.items["SD-A01"].procedure


def test_town_and_county_have_a_lane_each_and_the_boundary_is_marked() -> None:
    picture = flow(STEPS)
    assert [node.lane for node in picture.nodes] == [
        TOWN, TOWN, TOWN, TOWN, COUNTY, COUNTY, TOWN, COUNTY, TOWN, TOWN,
    ]  # fmt: skip
    handovers = [(edge.before, edge.after) for edge in picture.edges if edge.mark == HANDOVER]
    assert handovers == [(4, 5), (7, 8)]
    assert picture.here is None
    assert {node.when for node in picture.nodes} == {AHEAD}


def test_what_both_do_is_marked_as_joint() -> None:
    lanes = {node.name: node.lane for node in flow(CATALOGUE.items["SD-A02"].procedure).nodes}
    assert lanes["复查销号"] == BOTH


@pytest.mark.parametrize(
    ("state", "name"),
    [
        (called, "呼叫(附照片与劝阻记录)"),
        (assigned, "签收到场"),
        (fed_back, "反馈处置结果"),
    ],
)
def test_you_are_here_follows_the_call(state: object, name: str) -> None:
    room = Room()
    state(room)  # type: ignore[operator]
    picture = flow(STEPS, stage_of(room.event(), room.call()))
    assert picture.here is not None
    assert picture.here.name == name
    assert [node.when for node in picture.nodes].count(HERE) == 1


def test_a_responded_call_is_being_handled_and_a_closed_event_is_at_the_end() -> None:
    room = Room()
    assigned(room)
    room.does("call.respond", "c", ARRIVED, "zr")
    picture = flow(STEPS, stage_of(room.event(), room.call()))
    assert picture.here is not None
    assert picture.here.name == "调查认定与立案处罚"
    other = Room()
    closed(other)
    end = flow(STEPS, stage_of(other.event(), None))
    assert end.here == end.nodes[-1]


def test_an_event_without_a_call_is_where_the_town_is() -> None:
    room = Room()
    room.does("event.report", "e", report(), "op")
    here = flow(STEPS, stage_of(room.event(), None)).here
    assert here is not None
    assert here.name == "发现登记"


@pytest.mark.parametrize("code", sorted(CATALOGUE.items))
def test_every_item_of_the_list_has_a_picture_that_only_goes_forward(code: str) -> None:
    procedure = CATALOGUE.items[code].procedure
    at = [flow(procedure, stage).here for stage in (10, 20, 30, 40, 50, 70, 80, 90, 100)]
    rows = [node.row for node in at if node is not None]
    assert len(rows) == 9
    assert rows == sorted(rows)
    assert steps(cell_of(procedure)) == procedure


@given(
    st.lists(st.sampled_from(["发现", "核实", "呼叫", "签收", "查处", "反馈", "核查", "归档"]), unique=True),
    st.integers(0, 100),
)
def test_everything_before_here_is_past(names: list[str], stage: int) -> None:
    picture = flow([Step(no, name, "镇") for no, name in enumerate(names, 1)], stage)
    whens = [node.when for node in picture.nodes]
    assert whens == sorted(whens, key=[PAST, HERE, AHEAD].index)
    assert whens.count(HERE) == min(len(names), 1)
    assert len(picture.edges) == max(0, len(names) - 1)
