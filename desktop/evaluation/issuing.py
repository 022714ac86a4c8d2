"""Issuing a month's evaluation (签发): the figures are frozen under their own digest, then `briefing.freeze`. Free of Qt.

Source: rulebook §7, §10, §13 (6): the digest is that of the workbook and of the verification of a ledger.
"""

from collections.abc import Iterator
from typing import Protocol

from msgspec import Struct

from db.outbox import Sealed
from db.snapshots import keep_snapshot, snapshot_of
from desktop import times
from desktop.desk import Wish
from desktop.evaluation import texts
from desktop.evaluation.periods import is_month, said
from desktop.evaluation.rate_sheets import value
from desktop.evaluation.sheet import Tallies
from desktop.seat import Seat
from desktop.signing.in_person import Signing
from desktop.signing.signers import Signer, signers
from governance.briefing.issue import Briefing, Issue, briefing_case
from governance.evaluation.figures import TownFigures, thawed
from governance.evaluation.indicators import COUNT, INDICATORS
from governance.evaluation.period import Period
from governance.evaluation.rates import percent
from governance.evaluation.tally import frozen
from governance.refusal import Refusal

KIND = "EVALUATION"
ACTION = "briefing_freeze"
NOBODY = Refusal("no-role", texts.NOBODY_ISSUES)


class InPerson(Protocol):
    """Where a leader signs at this desk."""

    async def save(self, wish: Wish, signing: Signing) -> Sealed | Refusal: ...


class Issued(Struct, frozen=True):
    """What was issued of a month; its figures where the snapshot lies on this PC."""

    briefing: Briefing
    figures: TownFigures | None

    @property
    def issue(self) -> Issue:
        """The latest."""
        return self.briefing.issues[-1]


async def issued_of(seat: Seat, period: Period) -> Issued | None:
    """What was issued of the period, None while nothing was."""
    if not is_month(period.name):
        return None
    found = await seat.case(briefing_case(seat.stream, KIND, period.name))
    if not isinstance(found, Briefing):
        return None
    digest = found.issues[-1].digest
    body = await seat.read_own(lambda conn: snapshot_of(conn, digest))
    return Issued(found, thawed(body) if body is not None else None)


def why_not(period: Period, now: int) -> str:
    """Why the period can't be issued, "" when it can."""
    if not is_month(period.name):
        return texts.MONTH_ONLY
    if now < period.to:
        return texts.MONTH_RUNNING.format(month=said(period), day=times.day(period.to))
    return ""


def number_of(period: Period, before: Briefing | None) -> str:
    """期号: by the month of the year."""
    year, _, month = period.name.partition("-")
    number = texts.NUMBER.format(year=year, n=int(month))
    return number + (texts.CORRECTED.format(n=len(before.issues)) if before is not None else "")


def totals(figures: TownFigures) -> str:
    """What the signer sees before he signs."""
    found = Tallies(figures.tallies)
    return texts.ISSUE_TOTALS.format(
        appeals=found.of("appeal_count").rate.hits,
        events=found.of("event_count").rate.hits,
        close=found.of("close_rate").rate.text,
        respond=found.of("response_rate").rate.text,
        at=f"{times.day(figures.as_of)} {times.clock_time(figures.as_of)}",
    )


def words(figures: TownFigures, period: Period, before: Briefing | None) -> tuple[str, str, str, str]:
    """Title, totals and what issuing means, for whoever is asked to sign; nothing fails to add up here."""
    title = texts.CORRECT_TITLE if before is not None else texts.ISSUE_TITLE
    note = texts.CORRECT_NOTE if before is not None else texts.ISSUE_NOTE
    number = number_of(period, before)
    return title.format(month=said(period)), totals(figures), note.format(number=number), ""


def changes(before: TownFigures, now: TownFigures) -> Iterator[str]:
    """Indicators of the town that would be another number now."""
    then, here = Tallies(before.tallies), Tallies(now.tallies)
    for code, known in INDICATORS.items():
        old, new = then.of(code), here.of(code)
        if (old.hits, old.owed) == (new.hits, new.owed):
            continue
        counts = known.form == COUNT
        told = [str(one.rate.hits) if counts else percent(value(one)) for one in (old, new)]
        if told[0] == told[1]:
            told = [f"{one.rate.hits}/{one.rate.owed}" for one in (old, new)]
        yield texts.CHANGE.format(name=known.name, before=told[0], after=told[1])


class Issuing:
    """Issues a month."""

    def __init__(self, seat: Seat, in_person: InPerson) -> None:
        self._seat, self._in_person = seat, in_person

    def signers(self) -> tuple[Signer, ...]:
        """Who may issue, the operator himself first where he may."""
        return signers(ACTION, self._seat.rules, self._seat.operator.id)

    async def issue(
        self, figures: TownFigures, period: Period, before: Briefing | None, signer: str, reason: str = ""
    ) -> Sealed | Refusal:
        """Freeze these figures; `before` is what was issued of the month already."""
        who = next((one for one in self.signers() if one.id == signer), None)
        if who is None:
            return NOBODY
        refused = why_not(period, self._seat.now())
        if refused:
            return Refusal("not-over", refused)
        body = await self._seat.run(lambda: frozen(figures))
        own, now = self._seat.desk.store.own, self._seat.now()
        digest = await self._seat.run(lambda: own.run(lambda conn: keep_snapshot(conn, body, now)))
        number = number_of(period, before)
        p = {
            "kind": KIND,
            "period": period.name,
            "no": number,
            "digest": digest,
            "as_of": figures.as_of,
        } | ({"reason": reason.strip()} if reason.strip() else {})
        case = briefing_case(self._seat.stream, KIND, period.name)
        title = texts.SIGN_TITLE.format(leader=who.name, what=texts.ISSUE_TITLE.format(month=said(period)))
        wish = Wish(kind="briefing.freeze", p=p, actor=who.id, case=case)
        return await self._in_person.save(wish, Signing(title, f"{number} · {totals(figures)}", texts.ISSUE))
