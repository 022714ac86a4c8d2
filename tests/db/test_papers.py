"""Paper slips of a span (rulebook §2.2): the highest number, of a step or of a spoilt slip."""

from db.queries.papers import last_paper
from db.store import Store
from governance.places.serials import paper_number
from tests.db.small_county import MINUTE, TOWN_STREAM, County, pull, save
from tests.governance.room import MONDAY, report

DAY = 24 * 60 * MINUTE


def _last(desk: Store, before: int) -> str:
    return desk.read(lambda conn: last_paper(conn, TOWN_STREAM, before, MONDAY - DAY))


def test_the_highest_number_before_an_instant(desk: Store, county: County) -> None:
    used, spoilt = paper_number("100", 213), paper_number("100", 215)
    save(desk, "event.report", "e", report(paper=used, occ=MONDAY - MINUTE))
    save(desk, "paper.backfill", "p", {"no": spoilt, "use": "VOID", "text": "写坏"})
    save(desk, "event.note", "e", {"text": "与纸单无关"})
    county.take(desk)
    pull(desk, county)
    assert _last(desk, MONDAY) == ""
    assert _last(desk, MONDAY + MINUTE) == spoilt
