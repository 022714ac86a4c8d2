"""A county whose streams older rules computed computes them again before it serves."""

from sqlalchemy import text

from county.streams import County
from db import server_ledger
from db.refolding import bring_up_county
from db.view import FOLD
from tests.county.web.scene import call_of, called


def test_old_streams_are_computed_again_and_only_once(county: County) -> None:
    called(county)
    before = call_of(county)
    store = county.store

    def older(conn: object) -> None:
        conn.execute(text("UPDATE stream_head SET fold = fold - 1"))  # type: ignore[attr-defined]
        conn.execute(text("UPDATE call SET state = 'EVALUATED'"))  # type: ignore[attr-defined]

    store.write(older)
    assert store.write(lambda conn: bring_up_county(conn, server_ledger.heads(conn))) == len(county.towns) + 1
    assert store.write(lambda conn: bring_up_county(conn, server_ledger.heads(conn))) == 0
    with county.reading() as conn:
        folds = set(conn.execute(text("SELECT fold FROM stream_head")).scalars())
        states = list(conn.execute(text("SELECT state FROM call")).scalars())
    assert folds == {FOLD}
    assert states == [before.state]
    assert call_of(county) == before
