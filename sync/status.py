"""What the screen says of the exchange (同步状态): the state, a sentence where something needs a person, the counts.

Source: sync.md §5.1, §16 (operator sees), I27. `unsent` is what is sealed and not read back: it can't read 0 while
one exists.
"""

from collections.abc import Mapping

from msgspec import Struct

INIT, OFFLINE, HELLO, AUTH, LOGIN = "INIT", "OFFLINE", "HELLO", "AUTH", "LOGIN"
READY, PUSH, PULL, IDLE = "READY", "PUSH", "PULL", "IDLE"
DIVERGED, HOLD, STOPPED = "DIVERGED", "HOLD", "STOPPED"

SENTENCES: Mapping[str, str] = {
    "timeout": "网络不稳，已存本机，将自动重发。",
    "connect": "连不上县端，已存本机，将自动重试。",
    "portal": "网络需要网页登录；登录后自动继续。",
    "tls": "服务器身份不符，未发送任何内容；请联系县中心。",
    "server": "县端故障，已存本机，将自动重试。",
    "rate": "县端繁忙，稍后自动重试。",
    "storage-full": "县端存储已满，请联系县中心；数据仍在本机。",
    "token-expired": "需要重新登录（可继续离线录入）。",
    "device-revoked": "本机已被县端停用，未送的内容可导出。",
    "device-forked": "检测到系统还原或克隆，须换发设备号；数据仍在本机，可导出。",
    "no-stream": "县端找不到本乡镇台账；十分钟后重试，数据仍在本机。",
    "bad-request": "县端拒绝了请求格式，数据仍在本机；请报障。",
    "history-diverged": "县端恢复过数据，正在核对补传。",
    "epoch-changed": "县端恢复过数据，正在核对。",
    "held": "有动作需处理，其后的动作待换发设备号后补送；接收照常。",
    "bad-page": "县端数据校验不通过，已停止接收，上报不受影响。",
    "upgrade": "请升级程序，录入与上报不受影响。",
    "store": "本机存储故障，同步已暂停。",
}


class SyncStatus(Struct, frozen=True, kw_only=True):
    """One picture of the exchange; compared whole, shown when it changed."""

    state: str = INIT
    why: str = ""  # key of SENTENCES, or ""
    sentence: str = ""
    counts: Mapping[str, int] = {}  # receipt states D1, D4, D5, D6, DQ
    unsent: int | None = None  # sealed and not delivered, held ones too; None until the store was asked
    alarms: tuple[
        str, ...
    ] = ()  # keys of what stays until a person saw to it: bad-page, held, upgrade, no-stream
    user: str = ""
    kinds: tuple[str, ...] = ()  # what the county takes; others are greyed out

    @property
    def needs_login(self) -> bool:
        """Whether the login card is shown."""
        return self.state == LOGIN
