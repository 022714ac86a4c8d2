"""An issued daily (已发布的日报): frozen, with what came to the ledger afterwards beside it."""

from briefings.day_tables import day_tables
from briefings.figures.daily import Column
from db.outbox import Sealed
from desktop.briefings.counting import made
from desktop.briefings.figures import GROUPS, ref_of
from desktop.briefings.issued import CHANGES
from desktop.briefings.issuing import Issuing
from desktop.briefings.page import BriefingsPage
from desktop.desk import Wish
from desktop.seat import Seat
from desktop.shots.scene import Scene
from desktop.shots.shot import Shot
from desktop.signing.in_person import Signing
from governance.refusal import Refusal

LATE = 2  # events whose slips are entered after the issue


class _AtOnce:
    """The leader signs without being asked: nobody types in a picture."""

    def __init__(self, seat: Seat) -> None:
        self._seat = seat

    async def save(self, wish: Wish, signing: Signing) -> Sealed | Refusal:
        return await self._seat.save(wish)


async def _issued(scene: Scene) -> BriefingsPage:
    """Yesterday's daily, issued before the last two of its events were known."""
    page, seat = scene.frame.go.named("briefings"), scene.room.seat
    assert isinstance(page, BriefingsPage)
    page.presenter.step(-1)
    await page.presenter.read()
    daily = await page.presenter.fresh()
    assert daily is not None
    late = {row.case_id for row in [row for row in daily.tables.events if row.open and row.unit][-LATE:]}
    rows = [row for row in daily.tables.events if row.case_id not in late]
    before = made(day_tables(rows, daily.tables.calls, daily.issue), daily.issue, daily.fortnight)
    issuing = Issuing(seat, _AtOnce(seat))
    said = await issuing.issue(before, None, issuing.signers()[0].id)
    assert isinstance(said, Sealed), said
    await scene.do("refresh")
    await scene.pause()
    return page


async def _with_figure(scene: Scene) -> None:
    page = await _issued(scene)
    issued = page.presenter.issued
    assert issued is not None
    ref = next(one.ref for one in issued.places if one.column == Column.OPEN)
    page.presenter.open_figure(ref)
    await scene.still()


async def _with_changes(scene: Scene) -> None:
    page = await _issued(scene)
    page.presenter.open_figure(CHANGES)
    await scene.still()


async def _asked(scene: Scene) -> None:
    page = scene.frame.go.named("briefings")
    assert isinstance(page, BriefingsPage)
    page.presenter.open_figure(ref_of(GROUPS, "合计", Column.NEW))
    await scene.do("primary")


SHOTS = (
    Shot(name="briefing_issued", page="briefings", pose=_with_figure, alone=True),
    Shot(name="briefing_issued_150", page="briefings", pose=_with_figure, alone=True, scale=150),
    Shot(name="briefing_changes", page="briefings", pose=_with_changes, alone=True),
    Shot(name="briefing_issue", page="briefings", pose=_asked, alone=True),
)
