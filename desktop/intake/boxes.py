"""The boxes under the words (已识别): what was read, and what a person set. Free of Qt."""

from desktop import times
from desktop.intake import texts
from desktop.intake.faces import BoxFace
from desktop.intake.recognised import HURT, UNHURT, Recognised
from desktop.intake.sheet import Sheet

BEGUN, WHEN, HURT_BOX = "begun", "when", "hurt"
REPLY, SECRET, ANON = "reply", "secret", "anon"
SWITCHES = (REPLY, SECRET, ANON)


def boxes(sheet: Sheet, read: Recognised, now: int) -> tuple[BoxFace, ...]:
    """来电时间, 发生时间, 人员伤亡, 要求回复, 保密, 匿名."""
    hurt = {HURT: texts.HURT_YES, UNHURT: texts.HURT_NO}.get(read.hurt, texts.NOT_SAID)
    return (
        BoxFace(WHEN, read.when or texts.NOT_SAID, read=bool(read.when)),
        BoxFace(HURT_BOX, hurt, read=bool(read.hurt)),
        _switch(sheet, REPLY, sheet.reply and not sheet.anon, read.reply_words),
        _switch(sheet, SECRET, sheet.secret, read.secret_words),
        _switch(sheet, ANON, sheet.anon, ""),
    )


def begun(sheet: Sheet, now: int) -> str:
    """When the call came in."""
    return texts.BEGUN.format(at=times.clock_second(sheet.begun_at or now))


def _switch(sheet: Sheet, key: str, on: bool, words: str) -> BoxFace:
    by_rule = key not in sheet.edited
    return BoxFace(key, texts.YES if on else texts.NO, words if on and by_rule else "", by_rule and on)
