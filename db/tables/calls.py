"""Calls as rows (呼叫表): the call, and each department's part with what it owes by when."""

from sqlalchemy import BigInteger, Column, Index, Integer, SmallInteger, String, Table

from db.tables.columns import BIRTH, Id, partial_index
from db.tables.ledger import TOWN

call = Table(
    "call",
    TOWN,
    Column("stream_id", Id, primary_key=True),
    Column("case_id", Id, primary_key=True),
    Column("event_id", Id, info=BIRTH),
    Column("serial", String(24), nullable=False, info=BIRTH),
    Column("state", String(20), nullable=False),
    Column("open", SmallInteger, nullable=False),
    Column("grade", String(2), nullable=False),
    Column("item", String(32), nullable=False),
    Column("item_version", Integer, nullable=False),
    Column("issuer", Id, nullable=False),
    Column("ask", String(80), nullable=False),
    Column("dept", String(32), nullable=False),  # 主办
    Column("depts", String(200), nullable=False),  # all named or assigned, 主办 first, joined by ";"
    Column("issued_at", BigInteger, nullable=False),
    Column("moved_at", BigInteger, nullable=False),
    Column("responded_at", BigInteger),  # first response of a department
    Column("fed_at", BigInteger),
    Column("ended_at", BigInteger),
    Column("due_at", BigInteger, nullable=False),
    Column("yellow_at", BigInteger, nullable=False),
    Column("clock", String(16), nullable=False),  # the running clock that is due at due_at; "" when none runs
    Column("since_at", BigInteger),  # its start
    Column("paused", SmallInteger, nullable=False),  # 停计
    Column("urged_at", BigInteger),  # last 催办
    Column("returns", SmallInteger, nullable=False),
    Column("rejections", SmallInteger, nullable=False),
    Column("conflicts", SmallInteger, nullable=False),
    Column("pending", SmallInteger, nullable=False),
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
)
partial_index("ix_call_due", call.c.stream_id, call.c.due_at, call.c.case_id, where="open = 1")
Index("ix_call_event", call.c.stream_id, call.c.event_id)
Index("ix_call_issued", call.c.stream_id, call.c.issued_at, call.c.case_id)
Index("ix_call_serial", call.c.stream_id, call.c.serial)

call_task = Table(  # one department's part (部门任务)
    "call_task",
    TOWN,
    Column("stream_id", Id, primary_key=True),
    Column("case_id", Id, primary_key=True),
    Column("task_id", Id, primary_key=True),
    Column("dept", String(32), primary_key=True),
    Column("lead", SmallInteger, nullable=False),
    Column("state", String(12), nullable=False),
    Column("given_at", BigInteger, nullable=False, info=BIRTH),
    Column("signed_at", BigInteger),
    Column("responded_at", BigInteger),
    Column("how", String(8), nullable=False),
    Column("fed_at", BigInteger),
    Column("result", String(12), nullable=False),
    Column("satisfied", String(8), nullable=False),  # the town's rating
    Column("rated_at", BigInteger),
    Column("sign_due", BigInteger),
    Column("respond_due", BigInteger, nullable=False),  # NEVER while it stands still
    Column("handle_due", BigInteger),
    Column("owed", SmallInteger, nullable=False),  # 待响应
    Column("exempt", SmallInteger, nullable=False, server_default="0"),  # 不可抗力豁免
    sqlite_with_rowid=False,
)
partial_index(
    "ix_call_task_owed",
    call_task.c.stream_id,
    call_task.c.respond_due,
    call_task.c.case_id,
    call_task.c.dept,
    where="owed = 1",
)
Index("ix_call_task_dept", call_task.c.stream_id, call_task.c.dept, call_task.c.given_at)
