"""What the sync chip says in every state of the exchange."""

import pytest

from desktop.shell.link_state import LinkState
from sync import status as exchange
from sync.status import SyncStatus

MINUTE = 60_000


class Now:
    def __init__(self) -> None:
        self.at = 1_773_646_938_000

    def __call__(self) -> int:
        return self.at


@pytest.fixture
def now() -> Now:
    return Now()


def test_connected_says_how_long_ago_the_county_answered(now: Now) -> None:
    link = LinkState(now)
    link.take(SyncStatus(state=exchange.IDLE, unsent=0))
    link.heard(12)
    assert link.face.tone == "green"
    assert link.face.text == "县平台已连接 · 12 秒前同步 · 未送达 0"
    assert link.banner == ""


def test_what_was_heard_of_the_other_side_is_old_after_five_minutes(now: Now) -> None:
    link = LinkState(now)
    assert link.as_of is None
    link.take(SyncStatus(state=exchange.IDLE, unsent=0))
    heard = now.at
    now.at += 5 * 60_000
    assert link.as_of is None
    now.at += 1
    assert link.as_of == heard


def test_away_says_since_when_and_what_is_unsent(now: Now) -> None:
    link = LinkState(now)
    link.take(SyncStatus(state=exchange.IDLE, unsent=0))
    now.at += MINUTE
    link.take(SyncStatus(state=exchange.OFFLINE, why="connect", unsent=17))
    now.at += 133 * MINUTE
    link.take(SyncStatus(state=exchange.HELLO, unsent=17))  # trying is not yet being there
    assert link.face.tone == "amber"
    assert link.face.text == "离线 · 断网 2 时 14 分 · 17 条未送达 · 均已存本机"
    assert link.banner == link.face.text


def test_back_again_the_chip_is_green_and_the_unsent_are_named_once(now: Now) -> None:
    link = LinkState(now)
    link.take(SyncStatus(state=exchange.OFFLINE, unsent=17))
    link.take(SyncStatus(state=exchange.PUSH, unsent=17))
    assert link.back_with == 17
    assert link.face.tone == "green"
    assert link.away_since is None


def test_away_counts_from_the_last_answer_kept_before_the_start(now: Now) -> None:
    link = LinkState(now, last_synced=now.at - 30 * MINUTE)
    link.take(SyncStatus(state=exchange.OFFLINE, unsent=0))
    assert "断网 30 分" in link.face.text


def test_before_the_store_was_counted_no_number_is_shown(now: Now) -> None:
    link = LinkState(now)
    assert link.face.text == "正在连接县平台"


def test_it_is_red_only_when_saving_fails(now: Now) -> None:
    link = LinkState(now)
    link.take(SyncStatus(state=exchange.IDLE, unsent=0))
    link.saving_failed("磁盘已满，本次修改未保存；请清理磁盘后重试。")
    assert link.face.tone == "red"
    assert link.banner.startswith("磁盘已满")
    link.saving_failed("")
    assert link.face.tone == "green"


def test_an_alarm_of_the_exchange_turns_the_chip_amber_and_stands_in_the_details(now: Now) -> None:
    link = LinkState(now)
    link.take(SyncStatus(state=exchange.IDLE, unsent=2, alarms=("held",), counts={"DQ": 1, "D4": 1}))
    assert link.face.tone == "amber"
    lines = dict(link.lines())
    assert lines["需处理"] == "1 条"
    assert lines["提醒"] == exchange.SENTENCES["held"]


def test_waiting_for_a_login_is_said_as_such(now: Now) -> None:
    link = LinkState(now)
    link.take(SyncStatus(state=exchange.LOGIN, why="token-expired", unsent=3))
    assert link.face.brief == "待登录 · 3 条未送达"
    assert link.banner == ""  # the card asks already
