"""The client core, state by state (sync.md §5.2) and row by row of the error table (§16)."""

import pytest

from governance.ledger import chain
from sync import status
from sync.desk_ports import PushMark
from sync.errands import (
    CheckHello,
    Count,
    Counted,
    FillBatch,
    Filled,
    FindPoints,
    Greet,
    Greeting,
    HelloChecked,
    HoldBack,
    Load,
    Loaded,
    MarkReceipted,
    PageRefused,
    PageTaken,
    Points,
    Regress,
    Regressed,
    TakePage,
    TakeRest,
)
from sync.events import Broken, ClockJumped, Closing, LoginGiven, NetworkUp, RetryNow, Saved
from sync.messages import AncestorReply
from sync.pages import FORKED
from tests.sync.core import COUNTY, DEV, TOWN, Core, H, facts, page_of

QUEUED = facts(TOWN, sealed=3, open_from=1)


# ---------------------------------------------------------------- hello and login


def test_a_portals_page_is_no_network() -> None:
    core = Core()
    core.done(Load, Loaded((facts(COUNTY), facts(TOWN)), {}))
    core.done(Greet, Greeting(b"{}", H))
    core.answer(core.sent[0], 200, b"<html>", {"content-type": "text/html"})
    assert (core.shown.state, core.shown.why) == (status.OFFLINE, "portal")


def test_a_hello_that_nobody_of_ours_signed_is_no_network() -> None:
    core = Core()
    core.done(Load, Loaded((facts(COUNTY), facts(TOWN)), {}))
    core.done(Greet, Greeting(b"{}", H))
    core.answer(core.sent[0], 200, {}, {"tcr-time": "1", "tcr-sig": "s"})
    core.done(CheckHello, HelloChecked(None))
    assert (core.shown.state, core.shown.why) == (status.OFFLINE, "portal")


def test_after_hello_and_login_the_county_stream_is_read_first() -> None:
    core = Core()
    pull = core.ready()
    assert pull.path.startswith(f"/v1/streams/{COUNTY}/actions?")
    assert core.shown.state == status.PUSH  # the queue is looked at as well
    assert core.errand(FillBatch).stream == COUNTY


def test_without_a_user_somebody_must_log_in_and_then_it_goes_on() -> None:
    core = Core(user="")
    core.done(Load, Loaded((facts(COUNTY), facts(TOWN)), {"D1": 2}))
    core.greeted()
    assert core.shown.needs_login
    assert core.shown.unsent == 2
    core.happens(LoginGiven, user="op", pw="secret")
    core.greeted()
    assert b'"pw":"secret"' in core.sent[0].body


def test_a_refused_login_keeps_the_queue_and_asks_a_person() -> None:
    core = Core()
    core.done(Load, Loaded((facts(COUNTY), QUEUED), {"D1": 3}))
    core.greeted()
    core.problem(core.sent[0], 401, "token-expired")
    assert core.shown.needs_login
    assert core.shown.unsent == 3
    assert not core.errands


def test_an_expired_token_is_renewed_without_a_person() -> None:
    core = Core()
    core.parked(town=QUEUED)
    core.done(FillBatch, Filled())
    core.problem(core.fills(1, 3), 401, "token-expired")
    assert core.shown.state == status.OFFLINE
    core.wakes("backoff")
    core.greeted()
    assert b'"refresh":"op"' in core.sent[0].body


@pytest.mark.parametrize(
    ("devs", "why"),
    [
        (((TOWN, 4, "x", "active"),), "device-forked"),  # the county holds more than was ever sealed here
        (((TOWN, 3, "x", "revoked"),), "device-revoked"),
    ],
)
def test_what_hello_says_of_our_device(devs: tuple[tuple[str, int, str, str], ...], why: str) -> None:
    core = Core()
    core.done(Load, Loaded((facts(COUNTY), QUEUED), {"D1": 3}))
    core.greeted(devs=devs)
    assert (core.shown.state, core.shown.why, core.shown.unsent) == (status.HOLD, why, 3)
    assert core.delay("hold") == 600_000
    core.wakes("hold")
    assert core.asked(Greet)


# ---------------------------------------------------------------- offline and back


def test_the_wait_doubles_with_chance_and_starts_anew_after_a_good_answer() -> None:
    core = Core()
    core.u = 1.0 - 1e-9
    core.done(Load, Loaded((facts(COUNTY), facts(TOWN)), {}))
    waits = []
    for _ in range(9):
        core.done(Greet, Greeting(b"{}", H))
        core.unanswered(core.sent[0], "connect")
        waits.append(core.delay("backoff"))
        core.wakes("backoff")
    assert waits == [1_999, 3_999, 7_999, 15_999, 31_999, 63_999, 127_999, 255_999, 299_999]
    core.greeted()
    core.unanswered(core.sent[0])
    assert core.delay("backoff") == 1_999
    core.wakes("backoff")
    core.u = 0.0
    core.done(Greet, Greeting(b"{}", H))
    core.unanswered(core.sent[0])
    assert core.delay("backoff") == 200


def test_retry_after_is_a_floor() -> None:
    core = Core()
    core.done(Load, Loaded((facts(COUNTY), facts(TOWN)), {}))
    core.done(Greet, Greeting(b"{}", H))
    core.answer(core.sent[0], 429, b"", {"tcr-time": "1", "retry-after": "30"})
    assert core.delay("backoff") == 30_000
    assert core.shown.why == "rate"


def test_a_network_again_is_taken_up_within_five_seconds() -> None:
    core = Core()
    core.done(Load, Loaded((facts(COUNTY), facts(TOWN)), {}))
    core.done(Greet, Greeting(b"{}", H))
    core.unanswered(core.sent[0])
    core.happens(NetworkUp)
    assert core.delay("backoff") == 2_500
    core.happens(RetryNow)
    assert core.asked(Greet)


def test_a_jump_of_the_clock_drops_the_calls_and_says_hello() -> None:
    core = Core()
    poll = core.parked()
    core.happens(ClockJumped)
    assert core.cancelled == [poll.id]
    assert core.asked(Greet)
    core.answer(poll, 200, b"late")
    assert not core.errands  # nobody waits for it any more


def test_a_failing_store_pauses_the_exchange_in_its_own_words() -> None:
    core = Core()
    core.parked(town=QUEUED)
    core.happens(Broken, id=core.number(FillBatch), sentence="磁盘已满，本次修改未保存；请清理后重试。")
    assert core.shown.sentence == "磁盘已满，本次修改未保存；请清理后重试。"
    assert core.shown.state == status.OFFLINE
    core.wakes("backoff")
    assert core.asked(Greet)


def test_closing_gives_calls_up_and_nothing_happens_after() -> None:
    core = Core()
    poll = core.parked()
    core.happens(Closing)
    assert core.cancelled == [poll.id]
    core.happens(Saved, stream=TOWN, dseq=1)
    assert core.new == ()


# ---------------------------------------------------------------- pushing


def test_a_save_is_counted_at_once_and_pushed_after_a_short_pause() -> None:
    core = Core()
    core.parked()
    core.done(FillBatch, Filled())
    core.done(FillBatch, Filled())
    core.happens(Saved, stream=TOWN, dseq=1)
    assert core.shown.unsent == 1
    assert core.delay("debounce") == 150
    core.happens(Saved, stream=TOWN, dseq=2)
    assert core.shown.unsent == 2
    assert not core.asked(FillBatch)
    core.done(Count, Counted({"D1": 2}, 2))
    assert core.shown.unsent == 2
    core.wakes("debounce")
    assert core.errand(FillBatch) == FillBatch(TOWN, 0, 200, 1024 * 1024)


def test_a_count_that_is_late_never_hides_a_save() -> None:
    core = Core()
    core.parked()
    core.happens(Saved, stream=TOWN, dseq=1)
    core.happens(Saved, stream=TOWN, dseq=2)
    core.done(Count, Counted({"D1": 1}, 1))  # counted between the two
    assert core.shown.unsent == 2


def test_a_push_answer_receipts_and_delivers_nothing() -> None:
    core = Core()
    core.parked(town=QUEUED)
    core.done(FillBatch, Filled())
    push = core.fills(1, 3)
    assert push.path == f"/v1/streams/{TOWN}/actions"
    assert ("TCR-Epoch", "1") in push.headers
    core.receipted(push, 1, 3, seq=9)
    marks = tuple(PushMark(dseq, dseq, "a", "", None) for dseq in (1, 2, 3))
    assert core.errands[0] == MarkReceipted(TOWN, 1, marks)
    assert core.errand(FillBatch).after == 3
    assert core.state.counts == {"D1": 0}  # as the store said; it will say otherwise


def test_an_answer_for_other_lines_is_none() -> None:
    core = Core()
    core.parked(town=QUEUED)
    core.done(FillBatch, Filled())
    core.receipted(core.fills(1, 3), 1, 2)
    assert core.shown.state == status.OFFLINE
    assert not core.asked(MarkReceipted)


@pytest.mark.parametrize("code", [500, 502, 503, 504, 507, 408])
def test_after_an_unknown_outcome_the_same_lines_go_out_again(code: int) -> None:
    core = Core()
    core.parked(town=QUEUED)
    core.done(FillBatch, Filled())
    core.answer(core.fills(1, 3), code)
    assert core.shown.state == status.OFFLINE
    core.wakes("backoff")
    core.greeted(devs=((TOWN, 0, "x", "active"),))
    assert core.errand(FillBatch) == FillBatch(TOWN, 0, 200, 1024 * 1024)


def test_a_gap_rewinds_to_what_the_county_expects() -> None:
    core = Core()
    core.parked(town=facts(TOWN, sealed=9, open_from=5))
    core.done(FillBatch, Filled())
    core.problem(core.fills(5, 9), 409, "dseq-gap", expect=3)
    assert core.errand(FillBatch).after == 2
    core.receipted(core.fills(3, 9), 3, 9)
    assert core.asked(MarkReceipted)


def test_a_gap_beyond_all_we_ever_sealed_is_a_restored_disk() -> None:
    core = Core()
    core.parked(town=QUEUED)
    core.done(FillBatch, Filled())
    core.problem(core.fills(1, 3), 409, "dseq-gap", expect=7)
    assert (core.shown.state, core.shown.why) == (status.HOLD, "device-forked")


def test_a_clone_is_shown_and_held() -> None:
    core = Core()
    core.parked(town=QUEUED)
    core.done(FillBatch, Filled())
    core.problem(core.fills(1, 3), 409, "device-forked", dseq=1, ah="x")
    assert (core.shown.state, core.shown.why) == (status.HOLD, "device-forked")
    assert not core.errands


def test_after_a_change_of_epoch_reading_comes_before_pushing() -> None:
    core = Core()
    core.parked(town=QUEUED)
    core.done(FillBatch, Filled())
    core.problem(core.fills(1, 3), 409, "epoch-changed")
    core.greeted(devs=((TOWN, 0, "x", "active"),))
    assert not core.asked(FillBatch)
    core.answer(core.gets[0], 204)
    core.takes(core.gets[0], feed=facts(TOWN, seq=4, sealed=3, open_from=1, epoch=2), new_epoch=True)
    assert core.errand(FillBatch) == FillBatch(TOWN, 0, 200, 1024 * 1024)


def test_a_poisoned_line_is_held_and_what_stands_before_it_receipted() -> None:
    core = Core()
    core.parked(town=QUEUED)
    core.done(FillBatch, Filled())
    told = {"index": 1, "why": "signature", "r": [[1, 8, "a", "", None]]}
    core.problem(core.fills(1, 3), 422, "bad-envelope", **told)
    assert core.errands[:2] == [
        MarkReceipted(TOWN, 1, (PushMark(1, 8, "a", "", None),)),
        HoldBack(TOWN, 2, "signature"),
    ]
    assert "held" in core.shown.alarms
    core.happens(Saved, stream=TOWN, dseq=4)
    core.wakes("debounce")
    assert not core.asked(FillBatch)  # its chain waits for a new incarnation
    core.happens(Saved, stream=COUNTY, dseq=1)
    core.wakes("debounce")
    assert core.errand(FillBatch).stream == COUNTY  # everything else goes on


def test_a_line_that_does_not_check_here_is_held_before_it_is_sent() -> None:
    core = Core()
    core.parked(town=QUEUED)
    core.done(FillBatch, Filled())
    core.done(FillBatch, Filled(bad=1, why="hash"))
    assert core.errand(HoldBack) == HoldBack(TOWN, 1, "hash")


def test_a_batch_too_large_is_halved_and_a_line_too_large_is_held() -> None:
    core = Core()
    core.parked(town=QUEUED)
    core.done(FillBatch, Filled())
    core.problem(core.fills(1, 3), 413, "too-large", limit=1)
    assert core.errand(FillBatch).lines == 1
    core.problem(core.fills(1, 1), 413, "too-large", limit=1)
    assert core.errand(HoldBack) == HoldBack(TOWN, 1, "too-large")


def test_a_slow_batch_is_followed_by_a_smaller_one_and_a_quick_one_by_a_larger() -> None:
    core = Core()
    core.parked(town=facts(TOWN, sealed=900, open_from=1))
    core.done(FillBatch, Filled())
    push = core.fills(1, 200)
    core.at += 12_000
    core.receipted(push, 1, 200)
    assert core.errand(FillBatch).lines == 100
    push = core.fills(201, 300)
    core.at += 5_000
    core.receipted(push, 201, 300)
    assert core.errand(FillBatch).lines == 100
    push = core.fills(301, 400)
    core.receipted(push, 301, 400)
    assert core.errand(FillBatch).lines == 200


def test_a_revoked_device_keeps_its_queue() -> None:
    core = Core()
    core.parked(town=QUEUED)
    core.done(FillBatch, Filled())
    core.problem(core.fills(1, 3), 403, "device-revoked")
    assert (core.shown.state, core.shown.why) == (status.HOLD, "device-revoked")
    assert not core.errands


@pytest.mark.parametrize(("code", "name"), [(404, "no-stream"), (400, "bad-request")])
def test_a_stream_that_is_refused_is_left_alone_for_ten_minutes_the_other_goes_on(
    code: int, name: str
) -> None:
    core = Core()
    core.parked(town=QUEUED)
    core.done(FillBatch, Filled())
    core.problem(core.fills(1, 3), code, name)
    assert name in core.shown.alarms
    assert core.delay("hold") == 600_000
    core.happens(Saved, stream=COUNTY, dseq=1)
    core.wakes("debounce")
    assert core.errand(FillBatch).stream == COUNTY
    core.wakes("hold")
    assert core.asked(Greet)
    assert name not in core.shown.alarms


# ---------------------------------------------------------------- pulling


def test_both_streams_are_read_and_one_poll_is_parked_on_the_town() -> None:
    core = Core()
    pull = core.ready()
    assert "wait=" not in pull.path
    core.answer(pull, 204)
    (town,) = core.gets
    assert town.path.startswith(f"/v1/streams/{TOWN}/")
    assert town.wait_s == 0
    core.answer(town, 204)
    (poll,) = core.gets
    assert (poll.wait_s, "wait=25" in poll.path) == (25, True)
    core.at += 25_000
    core.answer(poll, 204)
    assert core.gets[0].wait_s == 25


def test_a_poll_that_is_not_parked_makes_no_storm() -> None:
    core = Core()
    poll = core.parked()
    core.at += 10
    core.answer(poll, 204)
    assert core.delay("pull") == 1_000
    assert not core.gets
    core.wakes("pull")
    assert core.gets[0].wait_s == 25


def test_own_undelivered_actions_are_asked_for_as_proofs() -> None:
    core = Core()
    core.answer(core.ready(town=facts(TOWN, sealed=9, open_from=4)), 204)
    assert f"proof={DEV}%3A4-9" in core.gets[0].path


def test_a_page_waits_for_the_county_stream_where_a_pin_asks_for_it() -> None:
    core = Core()
    poll = core.parked()
    rest = page_of(TOWN)
    core.takes(poll, feed=facts(TOWN, seq=3), more=True, rest=rest, need=7)
    (county,) = core.gets
    assert county.path.startswith(f"/v1/streams/{COUNTY}/")
    core.takes(county, feed=facts(COUNTY, seq=7))
    assert core.errand(TakeRest) == TakeRest(rest)
    core.done(TakeRest, PageTaken(facts(TOWN, seq=5), {}, (), more=False))
    assert core.gets[0].path.startswith(f"/v1/streams/{TOWN}/actions?after=5&")


def test_a_pin_that_the_county_does_not_bear_out_yet_is_waited_for() -> None:
    core = Core()
    core.takes(core.parked(), feed=facts(TOWN, seq=3), more=True, rest=page_of(TOWN), need=7)
    core.answer(core.gets[0], 204)
    assert core.shown.state == status.OFFLINE


def test_bad_pages_are_dropped_and_after_three_only_receiving_stops() -> None:
    core = Core()
    poll = core.parked()
    for strike in range(2):
        core.answer(poll, 200, b"page")
        core.done(TakePage, PageRefused("end-signature"))
        assert (core.shown.state, core.shown.why) == (status.OFFLINE, "bad-page"), strike
        core.wakes("backoff")
        core.greeted(devs=((TOWN, 0, "x", "active"),))
        core.answer(core.gets[0], 204)
        poll = core.gets[0]
    core.answer(poll, 200, b"page")
    core.done(TakePage, PageRefused("end-signature"))
    assert "bad-page" in core.shown.alarms
    assert core.delay("pull") == 600_000
    core.happens(Saved, stream=TOWN, dseq=1)
    assert core.shown.unsent == 1
    core.done(FillBatch, Filled())
    core.done(FillBatch, Filled(b"lines\n", 1, 1))
    assert core.posts


def test_another_hash_under_an_own_number_is_a_clone() -> None:
    core = Core()
    core.answer(core.parked(), 200, b"page")
    core.done(TakePage, PageRefused(FORKED))
    assert (core.shown.state, core.shown.why) == (status.HOLD, "device-forked")


def test_an_old_program_pushes_on_and_reads_no_more() -> None:
    core = Core()
    core.answer(core.ready(town=QUEUED), 426)
    assert not core.gets
    assert "upgrade" in core.shown.alarms
    core.done(FillBatch, Filled())
    assert core.fills(1, 3).method == "POST"


def test_another_history_is_traced_back_to_the_last_common_entry() -> None:
    core = Core()
    poll = core.parked(town=facts(TOWN, seq=9, sealed=3, open_from=0))
    core.problem(poll, 409, "history-diverged")
    assert core.shown.state == status.DIVERGED
    core.done(FindPoints, Points(((9, "x"), (5, "y"))))
    assert core.sent[0].path == f"/v1/streams/{TOWN}/ancestor"
    core.answer(core.sent[0], 200, AncestorReply(5, chain.b64(H), 2))
    assert core.errand(Regress) == Regress(TOWN, 5, H)
    core.done(Regress, Regressed(facts(TOWN, seq=5, sealed=3, open_from=2), {"D1": 2}))
    assert core.shown.unsent == 2
    core.done(FillBatch, Filled())
    assert core.errand(FillBatch) == FillBatch(TOWN, 0, 200, 1024 * 1024)


def test_a_common_entry_that_is_not_ours_changes_nothing() -> None:
    core = Core()
    core.problem(core.parked(), 409, "history-diverged")
    core.done(FindPoints, Points(((0, "x"),)))
    core.answer(core.sent[0], 200, AncestorReply(0, chain.b64(H), 2))
    core.done(Regress, Regressed(facts(TOWN), {}, refused=True))
    assert core.shown.state == status.OFFLINE
