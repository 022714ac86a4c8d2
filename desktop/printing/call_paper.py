"""The 三联单 on paper: 存根, 派发单 and 反馈单 on one sheet, torn at the dashed lines (rulebook §10)."""

from collections.abc import Sequence

from briefings.slips.call_slip import LIMITS, CallSlip, DeptSlip, SlipFoot
from briefings.texts import due_stamp, stamp
from desktop.printing import texts
from desktop.printing.paper import (
    CENTRE,
    SMALL,
    TABLE,
    Block,
    Cell,
    Cut,
    Grid,
    Spread,
    Together,
    Words,
    pairs,
    wide,
)

EVEN = (1.6, 3.0, 1.6, 3.0, 1.6, 3.0)
COLUMNS = len(EVEN)
SIZE, ROW = SMALL, 17

Rows = tuple[tuple[Cell, ...], ...]


def call_blocks(slip: CallSlip, foot: SlipFoot) -> tuple[Block, ...]:
    """The three parts."""
    parts = (_stub(slip, foot), _order(slip, foot), _answer(slip, foot))
    return (Together(parts[0]), Cut(texts.CUT), Together(parts[1]), Cut(texts.CUT), Together(parts[2]))


def _head(slip: CallSlip, foot: SlipFoot, kind: str, keeper: str) -> tuple[Block, ...]:
    return (
        Words(f"{foot.town}乡呼县应{kind}", TABLE + 3, bold=True, align=CENTRE, space=1),
        Spread(
            (f"编号 {slip.serial}", f"日期 {stamp(slip.issued_at)}", f"等级 {slip.grade}", f"（{keeper}）"),
            SMALL,
        ),
    )


def _facts(slip: CallSlip) -> tuple[tuple[str, str], ...]:
    named = "、".join(f"{name}（{'主办' if n == 0 else '配合'}）" for n, name in enumerate(slip.named))
    return (
        ("事项及条款", slip.item),
        ("主办/配合", named),
        ("地点网格", slip.place),
        ("情况", slip.situation),
    )


def _stub(slip: CallSlip, foot: SlipFoot) -> tuple[Block, ...]:
    done = "\n".join(slip.done) or "无"
    rows: Rows = (
        *wide((*_facts(slip), ("乡镇已做", done), ("请求事项", slip.ask)), COLUMNS),
        *pairs(
            (("签发人", slip.issuer), ("对应事件", slip.event), ("受理到期", due_stamp(slip.accept_due))), 3
        ),
    )
    for part in slip.parts:
        rows += pairs(((_role(part), part.name), ("结果", part.result), ("镇评价", part.rating)), 3)
        rows += pairs(_dues(part), 3)
    return (*_head(slip, foot, "呼叫单（存根）", texts.STUB_KEEPER), _grid(rows))


def _order(slip: CallSlip, foot: SlipFoot) -> tuple[Block, ...]:
    rows: Rows = wide((*_facts(slip), ("请求事项", slip.ask)), COLUMNS)
    for part in slip.parts:
        rows += pairs(((_role(part), part.name), ("签收人", ""), ("签收时间", stamp(part.signed))), 3)
        rows += pairs(_dues(part), 3)
    if not slip.parts:
        rows += pairs((("主办", texts.NOT_ASSIGNED), ("签收人", ""), ("签收时间", "")), 3)
    return (*_head(slip, foot, "派发单", texts.ORDER_KEEPER), _grid(rows))


def _answer(slip: CallSlip, foot: SlipFoot) -> tuple[Block, ...]:
    rows: Rows = ()
    for part in slip.parts or (None,):
        name = (_role(part), part.name) if part else ("主办", texts.NOT_ASSIGNED)
        how, at = (part.how, stamp(part.responded)) if part else ("", "")
        result, fed = (part.result, stamp(part.fed)) if part else ("", "")
        rows += pairs((name, ("响应方式", how), ("响应时间", at)), 3)
        rows += pairs((("结果", result), ("反馈时间", fed), ("负责人签字", "")), 3)
        rows += wide((("镇评价", part.rating if part else ""),), COLUMNS)
    return (*_head(slip, foot, "反馈单（回执）", texts.ANSWER_KEEPER), _grid(rows))


def _dues(part: DeptSlip) -> Sequence[tuple[str, str]]:
    return [(f"{LIMITS[name]}到期", due_stamp(due) or "暂停") for name, due in part.dues]


def _grid(rows: Rows) -> Grid:
    return Grid(EVEN, rows, size=SIZE, row=ROW, space=0)


def _role(part: DeptSlip) -> str:
    return "主办" if part.lead else "配合"
