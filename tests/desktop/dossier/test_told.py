"""What a timeline says of a department's response (rulebook §4.2): whom it spoke to, or who came and where."""

from desktop.dossier.told import SAID
from desktop.names import Names
from tests.governance.room import ARRIVED, CONTACTED, Room


def test_a_response_says_who_and_by_which_number_or_where() -> None:
    rules = Room().rules
    said, names = SAID["call.respond"], Names(rules)
    assert said(CONTACTED, names, rules) == "部门响应：联系：村委会主任，0571****001"  # numbers stay masked
    assert said(ARRIVED, names, rules) == "部门响应：到场：周到，定位 120.60000, 30.50000"
    assert said({"how": "ARRIVE", "text": "已到场"}, names, rules) == "部门响应：到场：已到场"
