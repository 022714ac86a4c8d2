"""What stands over the sheet (交接单抬头): who hands over to which shift, and how long there is. Free of Qt."""

from desktop import times
from desktop.duty import texts
from desktop.duty.faces import Head
from desktop.duty.hours import Slot, slot_after, slot_at, slot_opened
from desktop.names import Names
from governance.rulebook import Rules, Span

SOON_MS = 30 * times.MINUTE_MS


def own_slot(span: Span, rules: Rules) -> Slot:
    """The shift of the plan that the open one is."""
    return slot_opened(span.since, rules.shift_hours)


def next_slot(span: Span, now: int, rules: Rules) -> Slot:
    """The shift that follows; once the hour has passed, the one that should be running."""
    slot = own_slot(span, rules)
    return slot_after(slot, rules.shift_hours) if now < slot.to else slot_at(now, rules.shift_hours)


def heading(span: Span, now: int, rules: Rules) -> Head:
    """The head of the open shift's sheet."""
    slot = own_slot(span, rules)
    title = texts.SHEET.format(now=slot.name, next=next_slot(span, now, rules).name)
    subtitle = texts.SUBTITLE.format(
        day=times.day(span.since),
        since=times.clock_time(span.since),
        town=rules.home.name,
        at=times.clock_second(now),
    )
    if now >= slot.to:
        who = Names(rules).person(span.operator)
        left = texts.PAST.format(at=times.short(slot.to, now))
        return Head(title, subtitle, left, texts.PAST_NOTE.format(now=slot.name, who=who), "red")
    left = texts.LEFT.format(span=times.span(slot.to - now))
    tone = "amber" if slot.to - now <= SOON_MS else ""
    return Head(title, subtitle, left, texts.LEFT_NOTE.format(now=slot.name), tone)


def late_banner(span: Span, now: int, rules: Rules) -> str:
    """What the whole window is told once the shift should have ended, "" before."""
    slot = own_slot(span, rules)
    if now < slot.to:
        return ""
    who = Names(rules).person(span.operator)
    return texts.LATE_BANNER.format(at=times.short(slot.to, now), now=slot.name, who=who)
