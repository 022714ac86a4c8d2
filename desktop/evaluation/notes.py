"""Points by hand and 意见单 beside a figure (加减分、意见单): each with its reason, who, when, and its publicity. No Qt.

Source: rulebook §7.3: ± is public for 3 WD before it counts; what is not delivered yet is shown and says so.
"""

from fractions import Fraction

from msgspec import Struct

from desktop import times
from desktop.evaluation import texts
from desktop.evaluation.people_sheets import points_text
from desktop.names import Names
from desktop.seat import Seat
from governance.evaluation.adjustments import Adjustment, Adjustments, adjustments_case
from governance.evaluation.opinions import OPINION_NAMES, Opinions, Slip, opinions_case
from governance.evaluation.rates import decimal


class Note(Struct, frozen=True):
    """One of them."""

    text: str
    second: str
    tone: str = ""


async def notes(seat: Seat, subject: str, month: str, names: Names) -> tuple[Note, ...]:
    """Everything that was added by hand to a subject's month and said of a person, the latest first."""
    hand, said = adjustments_case(seat.stream, subject, month), opinions_case(seat.stream, subject)
    found = await seat.cases((hand, said))
    made, opinions = found.get(hand), found.get(said)
    lines: list[Note] = []
    if isinstance(made, Adjustments):
        lines += [_adjusted(one, seat, names) for one in reversed(made.made)]
    if isinstance(opinions, Opinions):
        lines += [_slip(one, seat, names) for one in reversed(opinions.slips)]
    return tuple(lines)


def _adjusted(one: Adjustment, seat: Seat, names: Names) -> Note:
    now, until = seat.now(), one.public_until(seat.rules.calendar)
    running = until >= now
    public = texts.PUBLIC_UNTIL.format(at=times.short(until, now)) if running else texts.PUBLIC_DONE
    points = points_text(decimal(one.points) or Fraction(0))
    return Note(
        texts.ADJUSTED.format(points=points, reason=one.reason),
        texts.ADJUSTED_WHO.format(
            who=names.person(one.by), at=times.short(one.at, now), files=len(one.files), public=public
        ),
        "amber-d" if running else "",
    )


def _slip(one: Slip, seat: Seat, names: Names) -> Note:
    post = texts.POST.format(post=one.post) if one.post else ""
    return Note(
        texts.SLIP.format(opinion=OPINION_NAMES.get(one.opinion, one.opinion), post=post, reason=one.reason),
        texts.SLIP_WHO.format(who=names.person(one.by), at=times.short(one.at, seat.now())),
    )
