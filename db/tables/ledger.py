"""The ledger and what is folded from it (台账与折叠结果): the same in town.db and, with a tenant, at the county."""

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, String, Table, Text, UniqueConstraint

from db.tables.columns import Id, partial_index, schema

TOWN = schema()

ledger = Table(
    "ledger",
    TOWN,
    Column("stream_id", Id, primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("epoch", Integer, nullable=False),
    Column("action_id", Id, nullable=False),
    Column("device_id", Id, nullable=False),
    Column("dseq", BigInteger, nullable=False),
    Column("case_id", Id),
    Column("kind", String(40), nullable=False),
    Column("st", BigInteger, nullable=False),  # receipt by the county
    Column("eff", BigInteger, nullable=False),  # effective time (sync.md §9)
    Column("vd", String(1), nullable=False),
    Column("code", String(32), nullable=False),
    Column("item_id", Id),
    Column("core", LargeBinary, nullable=False),
    Column("annex", LargeBinary),
    Column("ah", LargeBinary, nullable=False),
    Column("sig", LargeBinary, nullable=False),
    Column("h", LargeBinary, nullable=False),
    UniqueConstraint("stream_id", "device_id", "dseq", name="uq_ledger_device"),
)
Index("ix_ledger_case", ledger.c.stream_id, ledger.c.case_id, ledger.c.seq)
Index("ix_ledger_action", ledger.c.stream_id, ledger.c.action_id)  # a duplicate id must be recordable
partial_index(  # the duty log: a handful of rows among hundreds of thousands
    "ix_ledger_duty_log",
    ledger.c.stream_id,
    ledger.c.st,
    where="kind IN ('outage.declare', 'drill.mark')",
)

case_state = Table(
    "case_state",
    TOWN,
    Column("stream_id", Id, primary_key=True),
    Column("case_id", Id, primary_key=True),
    Column("parent_id", Id),
    Column("seq", BigInteger, nullable=False),  # last entry that changed it
    Column("base", Id),
    Column("items", Integer, nullable=False),
    Column("body", Text, nullable=False),
)

personal = Table(  # values of private annexes: outside the fold and the digest (sync.md §2.5)
    "personal",
    TOWN,
    Column("stream_id", Id, primary_key=True),
    Column("owner_id", Id, primary_key=True),
    Column("field", String(32), primary_key=True),
    Column("action_id", Id, primary_key=True),
    Column("value", Text),
)
partial_index(  # who calls: a number's cases
    "ix_personal_tel", personal.c.stream_id, personal.c.value, personal.c.owner_id, where="field = 'tel'"
)
partial_index(  # who is who: a person's archive by ID number or telephone
    "ix_personal_known",
    personal.c.stream_id,
    personal.c.field,
    personal.c.value,
    where="field IN ('id_no', 'phone')",
)

cursor = Table(
    "cursor_",
    TOWN,
    Column("stream_id", Id, primary_key=True),
    Column("epoch", Integer, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("h", LargeBinary, nullable=False),
    Column("st", BigInteger, nullable=False),
    Column("hot_from", BigInteger, nullable=False),
    Column("fold", Integer, nullable=False),
    Column("dig", LargeBinary, nullable=False),
    Column("own_dseq", BigInteger, nullable=False),  # last own action that the overlay has seen
)

peer_head = Table(
    "peer_head",
    TOWN,
    Column("stream_id", Id, primary_key=True),
    Column("device_id", Id, primary_key=True),
    Column("dseq", BigInteger, nullable=False),
    Column("ah", LargeBinary, nullable=False),
    Column("eff", BigInteger, nullable=False),
    Column("pk", LargeBinary, nullable=False),
)

overlay = Table(  # the confirmed body with own pending actions folded on top (sync.md §3.4)
    "overlay",
    TOWN,
    Column("stream_id", Id, primary_key=True),
    Column("case_id", Id, primary_key=True),
    Column("body", Text, nullable=False),
    Column("npend", Integer, nullable=False),
)

branch = Table(  # rows that fell off in a divergence, as pull lines (sync.md §8)
    "branch",
    TOWN,
    Column("stream_id", Id, primary_key=True),
    Column("epoch", Integer, primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("line", LargeBinary, nullable=False),
    Column("why", String(20), nullable=False),
)
