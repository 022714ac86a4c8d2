"""签发 and workbook of an evaluation (§7, §10, §13-6): the figures are frozen under the digest that the workbook prints."""

from pathlib import Path

import pytest

from briefings.failures import WritingCancelled
from db.outbox import Sealed
from db.snapshots import snapshot_of
from desktop.demo.stage import Staged
from desktop.evaluation import texts
from desktop.evaluation.issuing import changes
from governance.evaluation.figures import thawed
from governance.evaluation.tally import digest
from governance.refusal import Refusal
from tests.desktop.evaluation.at_a_seat import Place, at_a_seat


async def february(place: Place) -> None:
    place.presenter.step(-1)
    await place.presenter.read()


async def test_a_month_is_issued_when_it_is_over(looked_at: Staged) -> None:
    async with at_a_seat(looked_at) as place:
        assert "4月1日起可以签发" in place.shown.issued.reason
        said = await place.issue()
        assert isinstance(said, Refusal)
        await february(place)
        assert place.shown.issued.reason == ""


async def test_frozen_figures_are_read_back_exactly_and_shown_from_then_on(staged: Staged) -> None:
    async with at_a_seat(staged) as place:
        await february(place)
        said = await place.issue()
        assert isinstance(said, Sealed), said
        assert said.action.p["no"] == "〔2026〕考 2 号"
        now, shown = place.presenter.now, place.presenter.shown
        assert now is not None
        assert shown is not None
        assert said.action.p["digest"] == digest(now.figures)
        kept = await place.seat.read_own(lambda own: snapshot_of(own, said.action.p["digest"]))
        assert kept is not None
        assert thawed(kept) == shown.figures == now.figures
        assert place.shown.issued.tag
        assert (place.shown.issued.verb, place.shown.issued.changed) == (texts.CORRECT, "")
        again = await place.issue()
        assert isinstance(again, Refusal)


async def test_what_would_be_another_number_now_is_named(looked_at: Staged) -> None:
    async with at_a_seat(looked_at) as place:
        march = place.presenter.now
        await february(place)
        now = place.presenter.now
        assert march is not None
        assert now is not None
        assert list(changes(now.figures, now.figures)) == []
        assert any(one.startswith("诉求数 ") for one in changes(now.figures, march.figures))


async def test_the_workbook_has_the_digest_and_may_be_called_off(looked_at: Staged, tmp_path: Path) -> None:
    async with at_a_seat(looked_at) as place:
        place.presenter.choose_period("2026-03-09..2026-03-09")  # a day is written as a month is, and sooner
        await place.presenter.read()
        path = tmp_path / place.presenter.file_name()
        with pytest.raises(WritingCancelled):
            await place.presenter.export(path, lambda: False)
        assert not path.exists()
        printed = await place.presenter.export(path, lambda: True)
        assert place.presenter.shown is not None
        assert printed == digest(place.presenter.shown.figures)
        assert path.read_bytes()[:2] == b"PK"
