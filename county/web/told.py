"""Pages of one sentence and reasons why a form was not taken (一句话页面): what happened, what is safe, the way on."""

from msgspec import Struct

from governance.refusal import Refusal


class Word(Struct, frozen=True):
    """A page of one sentence: what happened, and where to go on."""

    status: int
    title: str
    sentence: str
    href: str = "/desk"
    link: str = "回到工作台"


class Stop(Struct, frozen=True):
    """Why a form is not taken before anybody reads it (未受理的表单): it comes back as it was typed."""

    no: Refusal
    status: int


MISSING = Word(404, "没有这一页", "没有找到，或不在您的范围内；请从工作台打开。")
STRANGE = Word(403, "表单已失效", "表单不是本页刚打开的，没有提交；请回到工作台重新填写。")
LARGE = Word(413, "内容过大", "照片或文件每个不超过 5 兆、一次不超过 6 个；请用浏览器后退，减少后重新提交。")
WORDY = Word(413, "内容过大", "文字过长，没有提交；请用浏览器后退，缩短后重新提交，长材料可作附件。")
BAD = Word(400, "表单读不懂", "浏览器发来的表单不完整，没有提交；请重新填写。")
BROKEN = Word(503, "县端暂时不能办理", "县端数据库没有回应，本次没有保存；请稍后重试。")
KEPT = Word(
    503,
    "县端暂时不能办理",
    "县端数据库没有回应，本次没有保存；您填写的内容还在本页，请稍后按重新提交。",
)

OLD = Stop(Refusal("old-form", "表单不是本页刚打开的，没有提交；内容还在，请核对后再提交一次。"), 403)
HEAVY = Stop(
    Refusal(
        "too-large",
        "照片或文件过大或过多，没有提交；文字还在，请重新选择照片或文件，每个不超过 5 兆、一次不超过 6 个。",
    ),
    413,
)
LONG = Stop(Refusal("too-long", "文字过长，没有提交；内容还在，请缩短后再提交，长材料可作附件。"), 413)
AGAIN = Stop(Refusal("logged-in-again", "登录已到时，刚才没有提交；内容还在，请核对后再提交一次。"), 200)


CRASHED = "县端程序出错"


def crashed(number: str) -> Word:
    """A mistake of the program where nothing typed can come back."""
    return Word(
        500, CRASHED, f"这一步没有办成，故障编号 {number}；请稍后重试，仍不行请把编号告诉县端管理员。"
    )


def crashed_form(number: str) -> Word:
    """A mistake of the program after a form was sent; the same form sent again is one act."""
    return Word(
        500,
        CRASHED,
        f"没有办成，故障编号 {number}。您填写的内容还在本页，请稍后按重新提交，不会重复办理。"
        "仍不行请把编号告诉县端管理员。",
    )


def often(wait: float) -> Stop:
    """Too many forms at once."""
    seconds = max(1, int(wait + 0.999))
    return Stop(Refusal("too-often", f"操作过于频繁，没有提交；内容还在，请 {seconds} 秒后再提交。"), 429)


def late(wait: float) -> Word:
    """Too many pages at once."""
    return Word(429, "操作过于频繁", f"请 {max(1, int(wait + 0.999))} 秒后刷新本页。")
