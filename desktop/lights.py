"""The light of a row (灯) for painters: shape first, colour second (ui.md §4). Free of Qt."""

from enum import StrEnum

from governance.time.lights import Light, light_by


class Sign(StrEnum):
    """What is painted; every sign has a shape of its own."""

    OVERDUE = "超期"
    SOON = "临期"
    NORMAL = "正常"
    PAUSED = "停计"
    UNSIGNED = "未签收"
    DONE = "已办结"
    UNSENT = "未送达"
    RECEIVED = "县端已收·待回读"
    DELIVERED = "已送达"
    CONFLICT = "冲突"
    HELD = "需处理"
    DRAFT = "草稿"


SIGNS = {Light.RED: Sign.OVERDUE, Light.YELLOW: Sign.SOON, Light.GREEN: Sign.NORMAL, Light.GREY: Sign.PAUSED}
TOKENS = {
    Sign.OVERDUE: "red",
    Sign.SOON: "amber-shape",
    Sign.NORMAL: "green-shape",
    Sign.PAUSED: "pause",
    Sign.UNSIGNED: "brand",
    Sign.DONE: "green-shape",
    Sign.UNSENT: "amber",
    Sign.RECEIVED: "brand",
    Sign.DELIVERED: "green-shape",
    Sign.CONFLICT: "red",
    Sign.HELD: "red",
    Sign.DRAFT: "ink3",
}
WORD_TOKENS = {
    Sign.OVERDUE: "red",
    Sign.SOON: "amber-d",
    Sign.NORMAL: "green",
    Sign.PAUSED: "ink3",
    Sign.DONE: "green",
}


def sign_of(due_at: int | None, yellow_at: int | None, now: int) -> Sign:
    """The light of running clocks with this due and yellow; without a due they stand still."""
    return SIGNS[light_by(due_at, yellow_at, now)]


def progress(since: int | None, yellow_at: int | None, due_at: int | None, now: int) -> float:
    """How much of the limit is used, 0 to 1, 0.7 at yellow: so the tick at 70 % stands where amber begins.

    In thousandths, a third of a pixel of the bar: a card looks the same until its bar moves.
    """
    return round(_used(since, yellow_at, due_at, now), 3)


def _used(since: int | None, yellow_at: int | None, due_at: int | None, now: int) -> float:
    if since is None or due_at is None:
        return 0.0
    if yellow_at is None or now >= due_at:
        return 1.0 if now >= due_at else max(0.0, (now - since) / max(1, due_at - since))
    if now < yellow_at:
        return max(0.0, 0.7 * (now - since) / max(1, yellow_at - since))
    return 0.7 + 0.3 * (now - yellow_at) / max(1, due_at - yellow_at)
