"""One card of the queue (卡片) as it is shown. Free of Qt."""

from typing import NamedTuple

from desktop.lights import Sign


class Card(NamedTuple):
    """One event of the queue as shown."""

    case_id: str
    sign: Sign
    title: str
    left: str  # 剩 3 分
    where: str  # 石桥村 3 网格 · 退单 · 待重派
    limit: str = ""  # 重派限 15 分
    progress: float = 0.0  # used of the limit, 0 to 1; 0.7 is where amber begins
    tags: tuple[tuple[str, str], ...] = ()  # text, tone; at most two are painted
    serial: str = ""
    unsent: bool = False  # a step of it is saved here and not delivered
    unsigned: bool = False  # 未签收
