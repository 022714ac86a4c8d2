"""The 交办单 on paper: the order, below it the parts that are torn off to sign and to answer (rulebook §10)."""

from briefings.slips.call_slip import SlipFoot
from briefings.slips.dispatch_slip import DispatchSlip
from desktop.printing import texts
from desktop.printing.paper import CENTRE, TABLE, Block, Cell, Cut, Grid, Spread, Together, Words, wide

COLUMNS = 6
EVEN = (2.0, 4.0, 2.0, 4.0, 2.0, 4.0)
HAND = 26  # points: a row to write in


def dispatch_blocks(slip: DispatchSlip, foot: SlipFoot) -> tuple[Block, ...]:
    """The three parts of the sheet."""
    return (
        *_order(slip),
        Cut(texts.CUT),
        Together(_receipt(slip, foot)),
        Cut(texts.CUT),
        Together(_answer(slip, foot)),
    )


def _order(slip: DispatchSlip) -> tuple[Block, ...]:
    return (
        Spread((f"编号 {slip.serial}", f"交办 {slip.given_at or '—'}", f"等级 {slip.urgency}")),
        Grid(
            EVEN,
            (
                *wide((("类别", slip.category), ("地点网格", slip.place), ("事由", slip.text)), COLUMNS),
                *_units(slip),
                *wide((("要求", slip.ask),), COLUMNS),
                (
                    Cell("签发", head=True, align=CENTRE),
                    Cell(slip.issuer),
                    Cell("当前状态", head=True, align=CENTRE),
                    Cell(slip.state, 3),
                ),
            ),
            row=22,
        ),
    )


def _units(slip: DispatchSlip) -> tuple[tuple[Cell, ...], ...]:
    rows = [
        (
            Cell("主办" if part.lead else "协办", head=True, align=CENTRE),
            Cell(part.name, bold=part.lead),
            Cell("签收到期", head=True, align=CENTRE),
            Cell(part.sign_due),
            Cell("办理到期", head=True, align=CENTRE),
            Cell(part.handle_due, bold=part.lead),
        )
        for part in slip.parts
    ]
    return tuple(rows) or ((Cell("主办", head=True, align=CENTRE), Cell(texts.NOT_GIVEN, COLUMNS - 1)),)


def _receipt(slip: DispatchSlip, foot: SlipFoot) -> tuple[Block, ...]:
    rows = tuple(
        (
            Cell(slip.serial),
            Cell(part.name),
            Cell(),
            Cell(part.signed),
        )
        for part in slip.parts
    )
    return (
        Words(texts.RECEIPT.format(town=foot.town), TABLE + 1.5, bold=True, align=CENTRE),
        Grid((3.4, 3.4, 2.6, 2.6), (_heads("编号", "单位", "签收人", "签收时间"), *(rows or (_heads("", "", "", ""),))),
             header=1, row=HAND),
    )  # fmt: skip


def _answer(slip: DispatchSlip, foot: SlipFoot) -> tuple[Block, ...]:
    lead = slip.parts[0].name if slip.parts else ""
    return (
        Words(texts.ANSWER.format(town=foot.town), TABLE + 1.5, bold=True, align=CENTRE),
        Grid(
            (2.0, 4.0, 2.0, 4.0),
            (
                (*_pair("编号", slip.serial), *_pair("单位", lead)),
                (Cell("结果", head=True, align=CENTRE), Cell(texts.RESULTS, 3)),
                (Cell("办理情况", head=True, align=CENTRE), Cell("\n\n", 3)),
                (Cell("材料", head=True, align=CENTRE), Cell(texts.MATERIAL, 3)),
                (*_pair("负责人签字", ""), *_pair("时间", "")),
            ),
            row=HAND,
        ),
    )


def _heads(*names: str) -> tuple[Cell, ...]:
    return tuple(Cell(name, head=True, align=CENTRE) for name in names)


def _pair(head: str, text: str) -> tuple[Cell, Cell]:
    return Cell(head, head=True, align=CENTRE), Cell(text)
