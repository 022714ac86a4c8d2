"""What a call says by itself (已识别): number, name, wishes, danger, time, read out of the words by rule. Free of Qt."""

import re
from collections.abc import Iterator

from msgspec import Struct

TEL, WISH, DANGER, TIME, NAME = "tel", "wish", "danger", "time", "name"
HURT, UNHURT, UNTOLD = "有", "无", ""

_TEL = re.compile(r"(?<!\d)(1[3-9]\d[ -]?\d{4}[ -]?\d{4}|0\d{2,3}[ -]?\d{7,8})(?!\d)")
_NAME = re.compile(r"我(?:叫|姓名是|的名字叫|姓)([\u4e00-\u9fff]{1,3}?)(?=[，,。；、\s]|$|住|家|电话|是)")
_REPLY = re.compile(
    r"(?:给|跟)我(?:回|打|来)(?:个|一个)?(?:话|电话|信|音)|回(?:个)?(?:话|电话|电)给我"
    r"|(?:要求|请|等|要)(?:回复|答复|回电|回话)|答复我|回复我"
)
_NO_REPLY = re.compile(r"(?:不用|不要|无需|不必)(?:给我)?(?:回|答)(?:复|话|电|电话)?")
_SECRET = re.compile(
    r"保密|(?:不要|别|不能|请勿)(?:说是我|透露|告诉(?:对方|别人|他)|泄露)|(?:不要|别)把我的(?:电话|名字|信息)"
)
_ANON = re.compile(r"匿名|不(?:愿|想|方便)(?:意)?(?:留|说|透露)(?:名|姓名|名字|电话)")
_TIME = re.compile(
    r"(?:今天|昨天|前天|大前天|刚才|刚刚|今早|今晚|昨晚|昨夜|上个?星期|上周|这几天|半夜)"
    r"(?:早上|上午|中午|下午|傍晚|晚上|半夜|凌晨|夜里)?(?:\s?\d{1,2}\s?点(?:半|多|\d{1,2}分)?)?"
    r"|(?:早上|上午|中午|下午|傍晚|晚上|凌晨)(?:\s?\d{1,2}\s?点(?:半|多|\d{1,2}分)?)?"
    r"|[一二两三四五六七八九十\d]+(?:个)?(?:分钟|小时|天|个月|年)(?:前|了|多)"
)
_U1 = re.compile(
    r"昏迷|被困|困在|溺水|落水|掉(?:进|到)(?:河|水|井)|着火|起火|失火|火灾|爆炸|漏气|煤气泄漏|燃气泄漏|触电"
    r"|坍塌|倒塌|塌方|中毒|持刀|拿(?:着)?(?:菜)?刀|轻生|自杀|跳楼|失踪|走失|走丢|决堤|管涌|流血|骨折|撞(?:了|到|伤)人|受伤|砸(?:到|伤)人"
)
_U2 = re.compile(
    r"滑倒|摔倒|摔(?:下|了)|差点|危险|冒烟|裂(?:了|缝)|堵死|断电|停电|停水|淹(?:了|到|进)|积水|倒在|压在"
)
_HURT = re.compile(r"受伤|流血|骨折|昏迷|摔伤|撞伤|砸伤|烧伤|烫伤|死(?:了|亡)")
_UNHURT = re.compile(
    r"(?:没有?|无|未)(?:人|人员)?(?:受伤|伤亡|伤)|人(?:都)?(?:没|无)(?:什么)?(?:大)?(?:事|碍)|没事"
)
_NOT = re.compile(r"(?:没有?|没人|无人|未|不是|不会|并无|没有人|别|怕|担心|防止|差点|差一点)$")


class Mark(Struct, frozen=True):
    """Words of the text that say something: where, how many signs, what kind."""

    start: int
    length: int
    kind: str


class Recognised(Struct, frozen=True):
    """What the rules read out of a text; empty where it says nothing."""

    tel: str = ""
    name: str = ""
    reply: bool | None = None
    secret: bool = False
    anon: bool = False
    urg: str = ""  # the danger words alone; U1 or U2
    danger: tuple[str, ...] = ()
    when: str = ""
    hurt: str = UNTOLD
    reply_words: str = ""
    secret_words: str = ""
    marks: tuple[Mark, ...] = ()


def recognise(text: str) -> Recognised:
    """Read a text."""
    tel, name = _TEL.search(text), _NAME.search(text)
    no, yes, secret = _NO_REPLY.search(text), _REPLY.search(text), _SECRET.search(text)
    serious, lesser = list(_really(_U1, text)), list(_really(_U2, text))
    unhurt, hurt = _UNHURT.search(text), next(_really(_HURT, text), None)
    times = [found[0] for found in _TIME.finditer(text)]
    marks = [
        *_marks(DANGER, *serious, *lesser),
        *_marks(TEL, tel),
        *_marks(WISH, no or yes, secret, _ANON.search(text)),
        *_marks(TIME, *list(_TIME.finditer(text))[:2]),
        *_marks(WISH, unhurt),
    ]
    return Recognised(
        tel=re.sub(r"\D", "", tel[1]) if tel else "",
        name=name[1] if name else "",
        reply=False if no else True if yes else None,
        secret=secret is not None,
        anon=_ANON.search(text) is not None,
        urg="U1" if serious else "U2" if lesser else "",
        danger=tuple(dict.fromkeys(found[0] for found in (*serious, *lesser))),
        when="，".join(dict.fromkeys(times[:2])),
        hurt=HURT if hurt else UNHURT if unhurt else UNTOLD,
        reply_words=(no or yes)[0] if no or yes else "",  # type: ignore[index]
        secret_words=secret[0] if secret else "",
        marks=tuple(sorted(marks, key=lambda mark: mark.start)),
    )


def marks_of(words: tuple[str, ...], text: str, kind: str) -> tuple[Mark, ...]:
    """Every place where words stand in a text."""
    return tuple(
        Mark(found.start(), len(word), kind)
        for word in words
        if word
        for found in re.finditer(re.escape(word), text, re.IGNORECASE)
    )


def _really(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Matches that are not denied right before: 没有人受伤 says nothing of a wound."""
    for found in pattern.finditer(text):
        if _NOT.search(text[: found.start()]) is None:
            yield found


def _marks(kind: str, *found: re.Match[str] | None) -> Iterator[Mark]:
    for one in found:
        if one is not None:
            yield Mark(one.start(), one.end() - one.start(), kind)
