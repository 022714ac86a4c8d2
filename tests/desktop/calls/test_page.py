"""呼叫 in the window: a call is written from an event, sent to a leader, issued; feedback is rated."""

from pathlib import Path

import msgspec
from argon2 import PasswordHasher
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from qasync import QEventLoop

from db.outbox import Sealed
from desktop.calls.page import CallsPage
from desktop.demo.stage import Staged
from desktop.desk import Wish
from desktop.moves.call_answer_forms import contents
from desktop.moves.file_copies import copies_of
from desktop.room import Room
from desktop.signing.passwords import SETTING, Remembered
from desktop.widgets.segmented import Segmented
from governance.calls.call import Call
from governance.events import states
from governance.events.event import Event
from tests.desktop.a_room import a_room
from tests.desktop.patience import until

EVENT = "水源地标志牌旁"
LEADER, PASSWORD = "许志远", "yunxi-2026"


def the_page(room: Room) -> CallsPage:
    page = room.frame.go.named("calls")
    assert isinstance(page, CallsPage)
    return page


async def an_event(room: Room, page: CallsPage) -> Event:
    """An event that may be called up, of an item whose checklist has several lines."""
    await until(lambda: page.view.cards.cards, "cards")
    for card in page.view.cards.cards:
        found = (await room.seat.cases([page.presenter.event_of(card.key)])).values()
        for one in found:
            if isinstance(one, Event) and one.state in states.MAY_CALL_UP and EVENT in one.text:
                return one
    raise AssertionError("no event")


async def a_draft(room: Room, page: CallsPage) -> None:
    event = await an_event(room, page)
    room.frame.go.call(event.id)
    await until(lambda: page.view.writing and page.drafting.draft is not None, "the draft")


async def remember(room: Room, name: str = LEADER) -> str:
    """This PC has checked the leader's password before: he can sign without the county."""
    leader = next(user.id for user in room.seat.rules.directory.users.values() if user.name == name)
    known = Remembered(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD))
    await room.seat.keep_setting(SETTING.format(user=leader), msgspec.json.encode(known).decode())
    return leader


async def give(page: CallsPage, password: str = PASSWORD) -> None:
    """Type a password into the open question."""
    await until(lambda: page.password.isVisible() and page.password.field.isEnabled(), "the question")
    page.password.field.setText(password)
    QTest.keyClick(page.password.field, Qt.Key.Key_Return)


def check_all(page: CallsPage) -> None:
    draft = page.drafting.draft
    assert draft is not None
    for line in draft.lines:
        page.view.draft.done.stated.emit(line.no, "DONE")


async def test_the_list_begins_with_the_answer_that_is_longest_overdue(
    staged: Staged, qloop: QEventLoop
) -> None:
    async with a_room(staged, qloop, page="calls") as room:
        page = the_page(room)
        await until(lambda: page.view.cards.cards, "cards")
        first = page.view.cards.cards[0]
        assert first.lines[0].due is not None
        assert first.lines[0].due < staged.now
        await until(lambda: page.dossier.case_id == first.key, "its dossier")
        await until(lambda: page.view.waiting.slip.sheets, "its slip")
        page.view.lists.choose("all")
        await until(lambda: len(page.view.cards.cards) > 20, "all calls")


async def test_an_unchecked_mandatory_line_is_named(staged: Staged, qloop: QEventLoop) -> None:
    async with a_room(staged, qloop, page="calls") as room:
        page = the_page(room)
        await a_draft(room, page)
        assert page.key("primary")
        await until(lambda: "强制项" in page.drafting.opened.missing(), "the line by name")
        assert page.drafting.draft is not None
        assert not page.drafting.draft.signer


async def test_a_call_is_sent_to_the_leader_and_issued_at_the_same_desk(
    staged: Staged, qloop: QEventLoop
) -> None:
    async with a_room(staged, qloop, page="calls") as room:
        page = the_page(room)
        await remember(room)
        await a_draft(room, page)
        check_all(page)
        page.key("primary")
        await until(lambda: page.drafting.draft is not None and page.drafting.draft.signer, "送签中")
        await until(lambda: any(card.draft for card in page.view.cards.cards), "its card")
        draft = page.drafting.draft
        assert draft is not None
        sealed = (await room.seat.cases([draft.case]))[draft.case]
        assert isinstance(sealed, Call)
        assert (sealed.label, sealed.drafter) == ("拟稿待签", room.seat.operator.id)
        page.key("primary")
        await give(page)
        await until(lambda: page.drafting.draft is None and page.presenter.chosen, "issued")
        await until(lambda: page.dossier.case_id == page.presenter.chosen, "its dossier")
        call = page.presenter.call(page.presenter.chosen)
        assert isinstance(call, Call)
        assert call.countersigned
        assert call.issuer != room.seat.operator.id
        assert call.id == draft.case
        assert not [card for card in page.view.cards.cards if card.draft]


async def test_a_leader_signs_a_draft_where_it_was_not_typed_and_it_leaves_the_desk_that_typed_it(
    staged: Staged, qloop: QEventLoop
) -> None:
    async with a_room(staged, qloop, page="calls") as room:
        page = the_page(room)
        await a_draft(room, page)
        check_all(page)
        page.key("primary")
        await until(lambda: page.drafting.draft is not None and page.drafting.draft.case, "sealed")
        draft = page.drafting.draft
        assert draft is not None
        page.drafting.entering.put(ask="请今日到场鉴别并取样")
        page.key("escape")

        def sealed(words: str, state: str) -> bool:
            call = page.presenter.call(draft.case)
            return call is not None and words in call.ask and call.state == state

        await until(lambda: sealed("取样", "DRAFT"), "what the leader will sign")
        call, leader = page.presenter.call(draft.case), await remember(room)
        assert call is not None
        said = await room.seat.save(Wish(kind="call.issue", p=contents(call), actor=leader, case=call.id))
        assert isinstance(said, Sealed)
        page.key("refresh")
        await until(lambda: not any(card.draft for card in page.view.cards.cards), "gone from the list")
        assert sealed("取样", "ISSUED")
        assert not [one for one in await room.seat.drafts() if one.kind == "call"]


async def test_a_special_urgent_call_goes_out_first_and_is_countersigned(
    staged: Staged, qloop: QEventLoop
) -> None:
    async with a_room(staged, qloop, page="calls") as room:
        page = the_page(room)
        await a_draft(room, page)
        check_all(page)
        page.view.draft.grade.chosen.emit("C1")
        page.key("primary")
        await until(lambda: page.presenter.chosen and page.drafting.draft is None, "issued")
        case_id = page.presenter.chosen
        await until(lambda: page.view.waiting.unsigned.isVisible(), "待补签")
        page.view.waiting.unsigned.signed.emit(case_id, await remember(room))
        await give(page)

        def countersigned() -> bool:
            call = page.presenter.call(case_id)
            return call is not None and call.countersigned

        await until(countersigned, "countersigned")


async def test_a_wrong_password_loses_nothing_of_the_call(staged: Staged, qloop: QEventLoop) -> None:
    async with a_room(staged, qloop, page="calls") as room:
        page = the_page(room)
        await remember(room)
        await a_draft(room, page)
        check_all(page)
        page.drafting.entering.put(ask="请今日到场鉴别")
        page.key("primary")
        await until(lambda: page.drafting.draft is not None and page.drafting.draft.signer, "送签中")
        page.key("primary")
        await give(page, "错的")
        await until(lambda: "还可试 4 次" in page.password.refusal, "why not")
        page.password.reject()
        await until(lambda: not page.password.isVisible(), "put away")
        await until(lambda: "口令" in page.view.draft.refusal, "nothing was sent")
        assert page.drafting.draft is not None
        assert page.drafting.draft.ask == "请今日到场鉴别"
        assert page.drafting.draft.signer


async def test_what_was_typed_is_there_after_escape(staged: Staged, qloop: QEventLoop) -> None:
    async with a_room(staged, qloop, page="calls") as room:
        page = the_page(room)
        await a_draft(room, page)
        page.drafting.entering.put(ask="请今日到场鉴别")
        page.key("escape")
        await until(lambda: any(card.draft for card in page.view.cards.cards), "the draft in the list")
        page.view.cards.selected.emit(next(card.key for card in page.view.cards.cards if card.draft))
        await until(lambda: page.view.writing, "the draft again")
        assert page.drafting.draft is not None
        assert page.drafting.draft.ask == "请今日到场鉴别"


async def test_a_leader_rates_each_department(staged: Staged, qloop: QEventLoop) -> None:
    async with a_room(staged, qloop, page="calls") as room:
        page = the_page(room)
        await until(lambda: page.view.waiting.rating.isVisible(), "待评价")
        rated: list[tuple[str, str]] = []
        page.view.waiting.rating.rated.connect(lambda face, p, who: rated.append((face.case_id, face.dept)))
        await remember(room)
        page.view.waiting.rating.rate()
        await until(lambda: bool(rated), "a wish")
        await give(page)
        case_id, dept = rated[0]

        def done() -> bool:
            call = page.presenter.call(case_id)
            return call is not None and any(task.dept == dept and task.rating for task in call.tasks)

        await until(done, "the rating")


async def test_a_bad_rating_goes_out_with_its_evidence(
    staged: Staged, qloop: QEventLoop, tmp_path: Path
) -> None:
    async with a_room(staged, qloop, page="calls") as room:
        page = the_page(room)
        await until(
            lambda: page.view.waiting.rating.isVisible() and page.view.waiting.rating.face is not None,
            "待评价",
        )
        face = page.view.waiting.rating.face
        assert face is not None
        await remember(room)
        marks = page.view.waiting.rating.findChildren(Segmented)
        next(one for one in marks if one.accessibleName() == "满意度").choose("BAD")
        (tmp_path / "现场.jpg").write_bytes(b"picture")
        grounds = page.view.waiting.rating.grounds
        grounds.findChildren(QLineEdit)[0].setText("现场无变化")
        grounds.material.add([str(tmp_path / "现场.jpg")])
        await until(lambda: grounds.material.value, "the copy")
        page.view.waiting.rating.rate()
        await give(page)

        def evidence() -> tuple[str, ...]:
            call = page.presenter.call(face.case_id)
            rated = [task.rating for task in call.tasks if task.dept == face.dept] if call is not None else []
            return next((one.files for one in rated if one is not None), ())

        await until(evidence, "the rating")
        assert evidence() == ("现场.jpg",)
        copy = (await copies_of(room.seat, face.case_id))["现场.jpg"]
        assert (room.seat.desk.store.folder / "files" / copy).read_bytes() == b"picture"


async def test_space_turns_a_line_and_search_finds_by_initials(staged: Staged, qloop: QEventLoop) -> None:
    async with a_room(staged, qloop, page="calls") as room:
        page = the_page(room)
        await a_draft(room, page)
        draft = page.view.draft
        assert draft.done.focus_first()
        page.key("tick")
        assert page.drafting.draft is not None
        assert [line.state for line in page.drafting.draft.lines].count("DONE") >= 2
        await page.drafting.entering.search("wfjs")
        assert page.drafting.entering.choose_nth(1)
        assert page.drafting.draft.item == "SD-A01"
        assert page.drafting.draft.depts[0] == "ZF"


async def test_while_the_county_is_not_heard_each_of_its_clocks_says_since_when(
    staged_offline: Staged, qloop: QEventLoop
) -> None:
    async with a_room(staged_offline, qloop, page="calls") as room:
        page = the_page(room)
        await until(lambda: page.view.cards.cards, "cards")
        await until(lambda: page.view.owing.mark == "截至 13:29", "the mark")
        assert page.view.cards.mark == "截至 13:29"


async def test_tab_goes_down_the_page(staged: Staged, qloop: QEventLoop) -> None:
    async with a_room(staged, qloop, page="calls") as room:
        page = the_page(room)
        await a_draft(room, page)
        draft = page.view.draft
        draft.items.search.setFocus()
        seen: list[QWidget | None] = [draft.items.search]
        while (stop := seen[-1].nextInFocusChain() if seen[-1] else None) is not draft.grade.table:
            seen.append(stop)
            assert len(seen) < 200
        firsts = [seen.index(one) for one in draft.done.stops]
        assert firsts == sorted(firsts)
