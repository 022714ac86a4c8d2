"""履职情况说明 from 全卷: PDF and workbook beside one another, each traced; who may not export is told so (rulebook §5.5, §1.4)."""

from pathlib import Path

from qasync import QEventLoop

from db.queries.event_filter import EventFilter
from db.queries.event_list import filtered_events
from db.queries.receipts import receipts
from desktop.demo.stage import Staged
from desktop.dossier.duty_export import DutyExport
from desktop.lists.page import ListsPage
from desktop.room import Room
from desktop.seat import Operator
from tests.desktop.a_room import a_room
from tests.desktop.patience import until


def a_case(staged: Staged) -> str:
    wanted = EventFilter(states=("SIGNED",))
    rows = staged.store.read(
        lambda conn: filtered_events(conn, staged.stream, wanted, now=staged.now, limit=1)
    )
    return rows[0].case_id


def sit(room: Room, role: str) -> None:
    users = room.seat.rules.directory.users.values()
    user = next(user for user in users if user.active and any(grant.role == role for grant in user.grants))
    room.seat.sit(Operator(user.id, user.name, (role,)))


async def test_a_director_saves_both_files_and_each_leaves_its_trace(
    qloop: QEventLoop, staged: Staged, tmp_path: Path
) -> None:
    async with a_room(staged, qloop, page="situation") as room:
        sit(room, "DIRECTOR")
        button, told = DutyExport(room.context), list[tuple[str, bool]]()
        button.said.connect(lambda sentence, well: told.append((sentence, well)))
        case_id = a_case(staged)
        button.show_case(case_id, "S")
        await until(lambda: not button.isHidden() and button.isEnabled(), "the offer")
        button.write(tmp_path / "说明.pdf", case_id)
        await until(lambda: told, "the files")
        assert told == [("已导出 说明.pdf 和 说明.xlsx，已留痕", True)]
        assert (tmp_path / "说明.pdf").read_bytes().startswith(b"%PDF")
        assert (tmp_path / "说明.xlsx").read_bytes().startswith(b"PK")
        kinds = [one.kind for one in staged.store.read_own(lambda conn: receipts(conn, staged.stream))]
        assert kinds.count("audit.export") == 2
        told.clear()
        button.write(tmp_path / "说明.pdf" / "x.pdf", case_id)
        await until(lambda: told, "the refusal")
        assert told[0][1] is False
        button.deleteLater()


async def test_an_operator_is_not_offered_the_file_and_is_told_why_by_its_key(
    qloop: QEventLoop, staged: Staged
) -> None:
    async with a_room(staged, qloop, page="situation") as room:
        button, told = DutyExport(room.context), list[tuple[str, bool]]()
        button.said.connect(lambda sentence, well: told.append((sentence, well)))
        button.show_case(a_case(staged), "S")
        button.ask()
        await until(lambda: told, "why not")
        assert button.isHidden()
        assert told[0][1] is False
        assert "无权" in told[0][0]
        button.deleteLater()


async def test_a_key_leads_from_a_case_to_its_item_in_the_list(qloop: QEventLoop, staged: Staged) -> None:
    async with a_room(staged, qloop, page="situation", whole=True) as room:
        page = room.frame.go.named("lists")
        assert isinstance(page, ListsPage)
        shelf = await page.presenter.library.shelf()
        row = next(row for code, rows in shelf.calls.items() for row in rows if code and row.event_id)
        case_id = row.event_id
        assert case_id is not None
        room.frame.go.case(case_id)
        await until(lambda: room.frame.do("item") and room.frame.go.shown is page, "the list")
        await until(
            lambda: page.view.item.face is not None and page.view.item.face.case is not None, "the item"
        )
        face = page.view.item.face
        assert face is not None
        assert face.case is not None
        assert (face.code, face.case.case_id) == (row.item, case_id)
        assert page.view.item.duty.flow.plan.places
