"""own.db (本机原件库): irreplaceable and small: devices, all own actions, drafts, local accounts (sync.md §6.1)."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    Text,
)

from db.tables.columns import Id, schema

OWN = schema()

device = Table(
    "device",
    OWN,
    Column("stream_id", Id, primary_key=True),
    Column("kind", String(6), nullable=False),  # town, county
    Column("device_id", Id, nullable=False),
    Column("inc", Integer, nullable=False),  # incarnation of the installation
    Column("no", String(2), nullable=False),  # the device's part of serials
    Column("cert", Text, nullable=False),
    Column("dseq", BigInteger, nullable=False),  # last one sealed
    Column("ah", LargeBinary, nullable=False),
    Column("exposed", BigInteger, nullable=False),  # last dseq of which a byte left the process (I5)
    Column("anchor", LargeBinary, nullable=False),
    Column("hlc", String(16), nullable=False),
    Column("off_ms", BigInteger),  # county time minus wall time, when last known
    Column("off_wall", BigInteger),
)

outbox = Table(
    "outbox",
    OWN,
    Column("stream_id", Id, primary_key=True),
    Column("device_id", Id, primary_key=True),
    Column("dseq", BigInteger, primary_key=True),
    Column("action_id", Id, nullable=False),
    Column("case_id", Id),
    Column("kind", String(40), nullable=False),
    Column("core", LargeBinary, nullable=False),
    Column("annex", LargeBinary),
    Column("ah", LargeBinary, nullable=False),
    Column("sig", LargeBinary, nullable=False),
    Column("state", String(2), nullable=False),  # D1, D4, D5, D6, DQ (sync.md §5.1)
    Column("mirrored", SmallInteger, nullable=False),
    Column("epoch", Integer),
    Column("seq", BigInteger),
    Column("vd", String(1)),
    Column("code", String(32)),
    Column("item_id", Id),
    Column("why", String(80)),  # why it is held
    Column("reissued", LargeBinary),  # ah of the copy under a new incarnation
    Column("sealed_ms", BigInteger, nullable=False),
    CheckConstraint("state IN ('D1','D4','D5','D6','DQ')", name="ck_outbox_state"),
)
Index("ix_outbox_action", outbox.c.action_id)
Index("ix_outbox_open", outbox.c.stream_id, outbox.c.state, outbox.c.dseq)

draft = Table(
    "draft",
    OWN,
    Column("draft_id", Id, primary_key=True),
    Column("user_id", Id, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("body", Text, nullable=False),
    Column("upd_ms", BigInteger, nullable=False),
    Column("binned_ms", BigInteger),
)
Index("ix_draft_user", draft.c.user_id, draft.c.upd_ms)

blob_queue = Table(
    "blob_queue",
    OWN,
    Column("stream_id", Id, primary_key=True),
    Column("sha", LargeBinary, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("mime", String(60), nullable=False),
    Column("action_id", Id, nullable=False),
    Column("sent", BigInteger, nullable=False),
    Column("state", String(8), nullable=False),
)

local_user = Table(
    "local_user",
    OWN,
    Column("user_id", Id, primary_key=True),
    Column("name", String(80), nullable=False),
    Column("verifier", Text, nullable=False),
    Column("roles", Text, nullable=False),
    Column("online_ms", BigInteger, nullable=False),
    Column("fails", Integer, nullable=False),
)

briefing_snapshot = Table(  # what was frozen word by word; the ledger keeps its digest
    "briefing_snapshot",
    OWN,
    Column("digest", LargeBinary, primary_key=True),
    Column("made_ms", BigInteger, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

setting = Table(  # of this PC: the county's address and keys, window comfort
    "setting",
    OWN,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)
