"""Who reported it is known to the desk that took the call, also before the county has it."""

import asyncio

from db.outbox import Sealed
from desktop.demo.stage import Staged
from desktop.desk import Desk, Wish
from desktop.dossier.presenter import DossierPresenter
from desktop.place_names import NO_PLACES
from desktop.seat import Operator, Seat


async def test_a_caller_is_known_before_his_report_is_delivered(staged_offline: Staged) -> None:
    loop = asyncio.get_running_loop()
    seat = Seat(Desk(staged_offline.store), loop, Operator(staged_offline.operator, "严浩然"))
    place = {"area": "990101100201"}
    p = {"serial": "", "ch": "PHONE", "text": "桥头水管破了，水漫到路上", "place": place, "urg": "U2"}
    caller = {"name": "王小明", "tel": "13900001234"}
    sealed = await seat.save(
        Wish(kind="event.report", p=p, actor=staged_offline.operator, births="S", annex=caller)
    )
    assert isinstance(sealed, Sealed)
    presenter = DossierPresenter(seat, NO_PLACES)
    presenter.case_id = sealed.action.case or ""
    sheet = await presenter.read()
    assert sheet is not None
    assert sheet.person is not None
    assert sheet.person.tel == "139****1234"
    seat.close()
