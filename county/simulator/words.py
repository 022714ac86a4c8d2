"""What the players say (用语): short, plain, without personal data."""

from county.simulator import chance
from county.simulator.planned import World
from governance.events.event import Event
from governance.people.roles import LEAD_ROLES

CONTACTS = ("已电话联系，说明办理安排。", "已联系来电人，核实具体位置。", "已当面联系，约定现场时间。")
PROGRESS = (
    "已到现场查看，情况属实。",
    "已联系相关人员，正在协调处理。",
    "已安排人员处置，正在进行。",
    "现场已设警示，材料已备齐。",
    "已约谈当事人，限期整改。",
)
DONE = (
    "已处置完毕，现场恢复正常。",
    "已整改到位，并已告知后续注意事项。",
    "经调解双方达成一致。",
    "已清理完毕，安排日常巡查。",
    "已维修更换，试用正常。",
)
RESULTS = (("SOLVED", 0.8), ("PARTLY", 0.06), ("PLAN", 0.05), ("EXPLAINED", 0.06), ("UNFOUNDED", 0.03))
FAILS = ("现场仍未清理到位。", "问题反复，未实际解决。", "当事人反映未处理。")
SUPERVISED = (
    "已约谈承办人，今日内办结并反馈。",
    "已增派人手处置，按要求时限完成。",
    "已整改到位，情况另附。",
)
REFUSALS = {
    "TOWN": "属镇权限内事项，由镇先行处置。",
    "INCOMPLETE": "缺少现场情况和联系方式，请补充后再呼叫。",
}
RESPONSES = ("已与镇联系，了解现场情况。", "已派员联系，约定到场时间。")
ARRIVALS = ("已到现场，与镇工作人员会合。", "执法人员已到场开展检查。")
DEPT_PROGRESS = ("已立案调查，正在取证。", "已制定处置方案并组织实施。", "已下达整改通知，限期完成。")
DEPT_DONE = ("已依法处置并督促整改完成。", "已抢修完毕，恢复正常。", "已会同镇完成处置，后续加强巡查。")
VISITED = {
    "PERSON": (
        "身体平稳，生活正常。",
        "查看用电、用气，未见隐患。",
        "宣传反诈和防火，已知晓。",
        "近期外出务工，逢节返乡。",
        "反映路灯偏暗，已另行上报。",
        "提醒按时服药，家人已知。",
    ),
    "PLACE": (
        "消防通道畅通，灭火器在有效期内。",
        "巡查无异常。",
        "楼道堆物已劝清。",
        "提醒电动车不进楼。",
        "周边排水沟通畅。",
    ),
    "ORG": ("正常营业，用工无变化。", "检查记录齐全。", "提醒落实值班和报告。", "安全出口已查看，畅通。"),
}
BROKEN = {"路灯": "不亮", "井盖": "松动", "消火栓": "漏水", "监控": "离线", "广播": "无声"}
RULINGS = {"deny": "按职责分工属本部门，退单理由不成立。", "uphold": "经核职责不在该部门，同意退回重新交办。"}


def one_of(sentences: tuple[str, ...], world: World, *what: object) -> str:
    """One of the sentences."""
    return chance.pick(sentences, world.seed, "words", sentences[0], *what)


def result(world: World, *what: object) -> str:
    """A result code, mostly 已解决."""
    u = chance.u01(world.seed, "result", *what)
    for code, share in RESULTS:
        u -= share
        if u < 0:
            return code
    return "SOLVED"


def clause(event: Event, world: World) -> str:
    """A clause of the list that the category names, else the division of work in the town."""
    category = world.rules.catalogue.categories.get(event.cat)
    for item in category.related_items if category is not None else ():
        for line in world.rules.catalogue.lines.get(item, ()):
            return line.clause
    return "镇职责分工方案"


def other_unit(unit: str, world: World, *what: object) -> str:
    """Another unit of the town that has people, as the suggested one."""
    units = [
        code
        for code, known in world.rules.catalogue.units.items()
        if known.is_town and code != unit and world.staff.of_unit(code, LEAD_ROLES)
    ]
    return chance.pick(units, world.seed, "other", *what) if units else "T-ZHS"


def other_department(dept: str, world: World, *what: object) -> str:
    """Another county department."""
    departments = [c for c, unit in world.rules.catalogue.units.items() if unit.is_department and c != dept]
    return chance.pick(departments, world.seed, "other", *what) if departments else dept
