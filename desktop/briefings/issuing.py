"""Issuing a daily (签发): number and snapshot, then `briefing.freeze` in the name of who signs. Free of Qt.

Source: rulebook §10, §1.4: 值班领导 and 指挥长 issue; at an operator's desk one of them signs with his own password.
The snapshot is kept before the action is sealed: a crash in between leaves one that nobody names.
"""

from typing import Protocol

from msgspec.structs import replace

from briefings.texts import stamp
from db.outbox import Sealed
from db.snapshots import keep_snapshot
from desktop import times
from desktop.briefings import texts
from desktop.briefings.counting import Daily, made, totals
from desktop.briefings.frozen import snapshot
from desktop.desk import Wish
from desktop.seat import Seat
from desktop.signing.in_person import Signing
from desktop.signing.signers import Signer, signers
from governance.briefing.issue import Briefing, briefing_case
from governance.refusal import Refusal

ACTION = "briefing_freeze"
NOBODY = Refusal("no-role", texts.NOBODY_ISSUES)


class InPerson(Protocol):
    """Where a leader signs at this desk."""

    async def save(self, wish: Wish, signing: Signing) -> Sealed | Refusal: ...


class Issuing:
    """Issues what is on the screen."""

    def __init__(self, seat: Seat, in_person: InPerson) -> None:
        self._seat, self._in_person = seat, in_person

    def signers(self) -> tuple[Signer, ...]:
        """Who may issue, the operator himself first where he may."""
        return signers(ACTION, self._seat.rules, self._seat.operator.id)

    async def issue(
        self, daily: Daily, before: Briefing | None, signer: str, reason: str = ""
    ) -> Sealed | Refusal:
        """Freeze this daily; `before` is what was issued of the day already."""
        who = next((one for one in self.signers() if one.id == signer), None)
        if who is None:
            return NOBODY
        final = await self._seat.run(lambda: issued_form(daily, before, who.name))
        body = await self._seat.run(lambda: snapshot(final))
        own, now = self._seat.desk.store.own, self._seat.now()
        digest = await self._seat.run(lambda: own.run(lambda conn: keep_snapshot(conn, body, now)))
        wish = self._wish(final, digest, who.id, reason)
        day = times.day(final.issue.day.since)
        about = " · ".join((final.issue.number, *totals(final)))
        title = texts.SIGN_TITLE.format(name=who.name, day=day)
        return await self._in_person.save(wish, Signing(title, about, texts.ISSUE))

    def _wish(self, final: Daily, digest: str, actor: str, reason: str) -> Wish:
        day = final.issue.day
        period = f"{times.local(day.since):%Y-%m-%d}"
        p = {
            "kind": "DAILY",
            "period": period,
            "no": final.issue.number,
            "digest": digest,
            "as_of": day.as_of,
        }
        if reason.strip():
            p["reason"] = reason.strip()
        case = briefing_case(self._seat.stream, "DAILY", period)
        return Wish(kind="briefing.freeze", p=p, actor=actor, case=case)


def issued_form(daily: Daily, before: Briefing | None, signer: str) -> Daily:
    """The daily as it is issued: no draft any more, numbered by its day of the year (期号)."""
    there = times.local(daily.issue.day.since)
    corrections = len(before.issues) if before is not None else 0
    number = texts.ISSUE_NUMBER.format(year=there.year, n=there.timetuple().tm_yday)
    serial = daily.issue.serial
    if corrections:
        number += texts.CORRECTED.format(n=corrections)
        serial += f"-{corrections}"
    issue = replace(daily.issue, draft=False, number=number, serial=serial, signer=signer)
    return made(daily.tables, issue, daily.fortnight)


def issue_words(daily: Daily, before: Briefing | None) -> tuple[str, str, str, str]:
    """Title, totals, what issuing means and what does not add up, for whoever is asked to sign."""
    day, final = daily.issue.day, issued_form(daily, before, "")
    title = texts.CORRECT_TITLE if before is not None else texts.ISSUE_TITLE
    note = texts.CORRECT_NOTE if before is not None else texts.ISSUE_NOTE
    as_of = texts.ISSUE_AS_OF.format(at=stamp(day.as_of)[5:])
    wrong = texts.ISSUE_FAILING.format(n=len(daily.failing)) if daily.failing else ""
    said = " · ".join((*totals(daily), as_of))
    return title.format(day=times.day(day.since)), said, note.format(number=final.issue.number), wrong
