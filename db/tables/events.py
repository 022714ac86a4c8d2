"""Events as rows (事件表): what lists, maps and figures read; made from the folded body, never edited.

`due_at` is the earliest due of the event's running clocks, NEVER when nothing runs: so a queue is one index walk.
Queues by state, unit or urgency walk the same index of open events: of these a town has hundreds, whatever its age.
"""

from sqlalchemy import BigInteger, Column, Index, Integer, SmallInteger, String, Table

from db.tables.columns import BIRTH, Id, partial_index
from db.tables.ledger import TOWN

NEVER = 2**53 - 1  # no due runs: last in every queue

event = Table(
    "event",
    TOWN,
    Column("stream_id", Id, primary_key=True),
    Column("case_id", Id, primary_key=True),
    Column("serial", String(24), nullable=False, info=BIRTH),
    Column("state", String(16), nullable=False),
    Column("open", SmallInteger, nullable=False),
    Column("ch", String(8), nullable=False, info=BIRTH),
    Column("urg", String(2), nullable=False),
    Column("cat", String(16), nullable=False),
    Column("village", String(12), nullable=False),
    Column("grid", String(17), nullable=False),
    Column("lon", Integer),  # degrees×10⁶
    Column("lat", Integer),
    Column("place", String(60), nullable=False),
    Column("text", String(80), nullable=False),
    Column(
        "unit", String(32), nullable=False
    ),  # of the latest 主办 task that was neither returned nor given away
    Column("reporter", Id, nullable=False, info=BIRTH),
    Column("reply", SmallInteger, nullable=False),
    Column("occ_at", BigInteger, nullable=False, info=BIRTH),
    Column("registered_at", BigInteger, nullable=False, info=BIRTH),
    Column("moved_at", BigInteger, nullable=False),
    Column("accepted_at", BigInteger),
    Column("dispatched_at", BigInteger),  # first dispatch
    Column("signed_at", BigInteger),
    Column("fed_at", BigInteger),
    Column("closed_at", BigInteger),
    Column("ended_at", BigInteger),  # closed, rejected, void, merged or split: leaves 在办
    Column("due_at", BigInteger, nullable=False),
    Column("yellow_at", BigInteger, nullable=False),
    Column("clock", String(16), nullable=False),  # whose due it is; OUTER, or "" when none runs
    Column("since_at", BigInteger),  # its start
    Column("paused", SmallInteger, nullable=False),  # 停计: clocks live, and all of them stand still
    Column("unsigned_at", BigInteger),  # since when the oldest unsigned task waits; null when all are signed
    Column("handle_due", BigInteger),  # of the latest HANDLE clock of the 主办
    Column("outer_due", BigInteger),
    Column("main", Id),  # case it is merged into (主件)
    Column("callers", SmallInteger, nullable=False),  # 诉求数
    Column("urged_at", BigInteger),  # last 催办
    Column("result", String(12), nullable=False),
    Column("rating", String(8), nullable=False),
    Column("rounds", SmallInteger, nullable=False),
    Column("returns", SmallInteger, nullable=False),
    Column("conflicts", SmallInteger, nullable=False),  # open items
    Column("pending", SmallInteger, nullable=False),  # own actions not yet delivered that it shows
    Column("parts", SmallInteger, nullable=False, server_default="0"),  # of a mother case: its 子件
    Column("part_since", BigInteger),  # of a part: when it was split off
    Column("reworked_at", BigInteger),  # when a 重办 last brought it back into 在办
    Column(
        "held_until", BigInteger, nullable=False, server_default="0"
    ),  # the 主办's pause that ends by itself; 0: none
    Column(
        "extend_until", BigInteger, nullable=False, server_default="0"
    ),  # 延期待审 until then; 0: nothing asked
    Column(
        "suspend_asked", BigInteger, nullable=False, server_default="0"
    ),  # 挂账待批 since then; 0: nothing asked
    Column("exempt", SmallInteger, nullable=False, server_default="0"),  # 豁免 of the 主办's task
    Column(
        "propose_at", BigInteger, nullable=False, server_default=str(NEVER)
    ),  # from when on the rules propose a 督办 above what is issued
)
partial_index("ix_event_due", event.c.stream_id, event.c.due_at, event.c.case_id, where="open = 1")
Index("ix_event_serial", event.c.stream_id, event.c.serial)
Index("ix_event_registered", event.c.stream_id, event.c.registered_at, event.c.case_id)
partial_index(
    "ix_event_ended",
    event.c.stream_id,
    event.c.ended_at,
    where="ended_at IS NOT NULL",
)
partial_index("ix_event_pending", event.c.stream_id, event.c.case_id, where="pending > 0")
partial_index("ix_event_conflicts", event.c.stream_id, event.c.case_id, where="conflicts > 0")

event_task = Table(  # one unit's part (承办任务)
    "event_task",
    TOWN,
    Column("stream_id", Id, primary_key=True),
    Column("case_id", Id, primary_key=True),
    Column("task_id", Id, primary_key=True),
    Column("unit", String(32), primary_key=True),
    Column("lead", SmallInteger, nullable=False),
    Column("state", String(12), nullable=False),
    Column("given_at", BigInteger, nullable=False, info=BIRTH),
    Column("signed_at", BigInteger),
    Column("done_at", BigInteger),
    Column("sign_due", BigInteger, nullable=False),  # NEVER while it stands still
    Column("handle_due", BigInteger),
    Column("unsigned", SmallInteger, nullable=False),  # 待签收
    Column("exempt", SmallInteger, nullable=False, server_default="0"),  # 不可抗力豁免
    sqlite_with_rowid=False,
)
partial_index(
    "ix_event_task_unsigned",
    event_task.c.stream_id,
    event_task.c.sign_due,
    event_task.c.case_id,
    event_task.c.unit,
    where="unsigned = 1",
)
Index("ix_event_task_unit", event_task.c.stream_id, event_task.c.unit, event_task.c.given_at)
