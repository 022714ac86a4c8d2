"""A case has one light: the dossier shows what the queue shows, also where the outer due drives it (§3.1)."""

import asyncio

from db.queries.event_filter import EventFilter
from db.queries.event_list import filtered_events
from desktop.demo.stage import Staged
from desktop.desk import Desk
from desktop.dossier.faces import watch_face
from desktop.dossier.presenter import DossierPresenter
from desktop.lights import Sign, sign_of
from desktop.place_names import NO_PLACES
from desktop.seat import Operator, Seat


async def test_the_dossiers_light_is_the_queues(staged_offline: Staged) -> None:
    seat = Seat(
        Desk(staged_offline.store), asyncio.get_running_loop(), Operator(staged_offline.operator, "严浩然")
    )
    stream, now = staged_offline.stream, seat.now()
    wanted = EventFilter(open_only=True, channels=("12345",))
    rows = staged_offline.store.read(lambda conn: filtered_events(conn, stream, wanted, now=now))
    presenter, red = DossierPresenter(seat, NO_PLACES), 0
    for row in rows:
        if row.state == "CALLED_UP" or row.due_at is None:
            continue  # of a call the dossier shows the county's clock
        presenter.choose(row.case_id)
        sheet = await presenter.read()
        assert sheet is not None
        face = watch_face(sheet, now)
        assert face is not None
        assert face.sign is sign_of(row.due_at, row.yellow_at, now), row.serial
        if row.clock == "OUTER" and face.sign is Sign.OVERDUE:
            red += 1
            assert face.tail_head.startswith("外部 ")
            assert "前反馈 · 超" in face.tail
    assert red, "the offline town has cases whose outer due has passed"
    seat.close()
