"""流程图 laid out: a lane for each actor, the town's above the departments'."""

from desktop.lists.flow_plan import plan
from governance.catalogue.procedure import steps
from governance.responsibility.flow import flow
from governance.time.words import limit_words

XC = (
    "发现登记[网格员/村,当日]>核实取证[镇平台,4WH]>呼叫(附照片与劝阻记录)[指挥室,即时]>签收到场[主责部门,按等级]"
    ">反馈处置结果[主责部门]>核查[网格员,30分钟内接单]>评价归档[指挥室]"
)


def test_town_lanes_come_before_the_departments_and_a_named_part_shares_a_lane() -> None:
    made = plan(flow(steps(XC)))
    assert [lane.name for lane in made.lanes] == ["网格员/村", "镇平台", "指挥室", "主责部门"]
    assert [place.lane for place in made.places] == [0, 1, 2, 3, 3, 0, 2]


def test_what_stands_in_brackets_and_codes_of_limits_are_put_into_words() -> None:
    made = plan(flow(steps(XC)))
    assert (made.places[2].title, made.places[2].aside) == ("呼叫", "附照片与劝阻记录")
    assert made.places[1].limit == "4 工作时"
    assert limit_words("每2EH或重大变化即时") == "每 2 紧急工作时或重大变化即时"


def test_a_step_without_an_actor_is_the_towns() -> None:
    made = plan(flow(steps("到场指挥[主责部门,1EH]>续报[每2EH或重大变化即时]")))
    assert [lane.name for lane in made.lanes] == ["乡镇", "主责部门"]
    assert [place.lane for place in made.places] == [1, 0]


def test_an_item_without_steps_has_an_empty_chart() -> None:
    assert plan(flow(())) == plan(flow(()))
    assert plan(flow(())).places == ()
