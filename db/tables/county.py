"""The county's tables (县端库): the same ledger and rows with a tenant, heads, devices, tokens, grants.

Directory tables (tokens, web sessions, grants, accounts) stand outside the streams and are replicated whole; all others begin
with the stream.
"""

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, SmallInteger, String, Table, Text

from db.tables import ledger as town
from db.tables.archives import archive as _archive
from db.tables.archives import archive_batch as _archive_batch
from db.tables.calls import call as _call
from db.tables.calls import call_task as _call_task
from db.tables.columns import Id, schema
from db.tables.events import event as _event
from db.tables.events import event_task as _event_task
from db.tables.notices import notice as _notice
from db.tables.shifts import shift as _shift
from db.tables.supervisions import supervision as _supervision

COUNTY = schema()

ledger = town.ledger.to_metadata(COUNTY)
ledger.append_column(Column("tenant_id", Id, nullable=False))
case_state = town.case_state.to_metadata(COUNTY)
case_state.append_column(Column("tenant_id", Id, nullable=False))
personal = town.personal.to_metadata(COUNTY)
event = _event.to_metadata(COUNTY)
event_task = _event_task.to_metadata(COUNTY)
call = _call.to_metadata(COUNTY)
call_task = _call_task.to_metadata(COUNTY)
shift = _shift.to_metadata(COUNTY)
notice = _notice.to_metadata(COUNTY)
supervision = _supervision.to_metadata(COUNTY)
archive = _archive.to_metadata(COUNTY)
archive_batch = _archive_batch.to_metadata(COUNTY)

stream_head = Table(
    "stream_head",
    COUNTY,
    Column("stream_id", Id, primary_key=True),
    Column("tenant_id", Id, nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("h", LargeBinary, nullable=False),
    Column("st", BigInteger, nullable=False),
    Column("fold", Integer, nullable=False),
    Column("kind", String(6), nullable=False),  # town, county
)

dev = Table(
    "dev",
    COUNTY,
    Column("stream_id", Id, primary_key=True),
    Column("device_id", Id, primary_key=True),
    Column("tenant_id", Id, nullable=False),
    Column("inc", Integer, nullable=False),
    Column("no", String(2), nullable=False),
    Column("parent", Id),
    Column("pk", LargeBinary, nullable=False),
    Column("xk", LargeBinary, nullable=False),
    Column("cert", Text, nullable=False),
    Column("cert_hash", LargeBinary, nullable=False),
    Column("status", String(10), nullable=False),
    Column("dseq", BigInteger, nullable=False),
    Column("ah", LargeBinary, nullable=False),
    Column("eff", BigInteger, nullable=False),
    Column("seen_seq", BigInteger, nullable=False),
    Column("seen_ms", BigInteger, nullable=False),
)

checkpoint = Table(
    "checkpoint_",
    COUNTY,
    Column("stream_id", Id, primary_key=True),
    Column("epoch", Integer, primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("h", LargeBinary, nullable=False),
    Column("head", Text, nullable=False),
    Column("sig", LargeBinary, nullable=False),
    Column("bk", BigInteger, nullable=False),  # highest seq inside a completed backup
)

attest = Table(
    "attest_",
    COUNTY,
    Column("stream_id", Id, primary_key=True),
    Column("device_id", Id, primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("body", Text, nullable=False),
    Column("sig", LargeBinary, nullable=False),
    Column("ok", SmallInteger, nullable=False),
)

lost = Table(
    "lost_",
    COUNTY,
    Column("stream_id", Id, primary_key=True),
    Column("device_id", Id, primary_key=True),
    Column("dseq", BigInteger, primary_key=True, autoincrement=False),
    Column("ah", LargeBinary, primary_key=True),
    Column("line", LargeBinary, nullable=False),
    Column("why", String(20), nullable=False),
    Column("by_device", Id, nullable=False),
    Column("ms", BigInteger, nullable=False),
)

blob = Table(
    "blob_",
    COUNTY,
    Column("stream_id", Id, primary_key=True),
    Column("sha", LargeBinary, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("have", BigInteger, nullable=False),
    Column("path", Text, nullable=False),
)

photo = Table(  # what people of the web desk attach (网页照片); the name stands in the action, the bytes only here
    "photo",
    COUNTY,
    Column("stream_id", Id, primary_key=True),
    Column("case_id", Id, primary_key=True),
    Column("sha", LargeBinary, primary_key=True),
    Column("media", String(20), nullable=False),
    Column("user_id", Id, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

token = Table(  # only the hash is kept
    "token_",
    COUNTY,
    Column("hash", LargeBinary, primary_key=True),
    Column("device_id", Id),
    Column("user_id", Id, nullable=False),
    Column("exp", BigInteger, nullable=False),
)

web_session = Table(  # of a browser; only the hash of its cookie is kept
    "web_session",
    COUNTY,
    Column("hash", LargeBinary, primary_key=True),
    Column("user_id", Id, nullable=False),
    Column("opened_at", BigInteger, nullable=False),
    Column("seen_at", BigInteger, nullable=False),  # of the last page a person asked for
)
Index("ix_web_session_user", web_session.c.user_id)

grant = Table(
    "grant_",
    COUNTY,
    Column("user_id", Id, primary_key=True),
    Column("stream_id", Id, primary_key=True),
    Column("role", String(20), primary_key=True),
    Column("scope", String(20), primary_key=True),
    Column("since", BigInteger, primary_key=True, autoincrement=False),  # UTC ms; 0 = always has been
    Column("until", BigInteger, nullable=False),  # UTC ms, no longer included; 0 = open
    Column("tenant_id", Id, nullable=False),
)

account = Table(  # who may log in (账号); what a person may do is in the streams
    "account",
    COUNTY,
    Column("user_id", Id, primary_key=True),
    Column("tenant_id", Id, nullable=False),
    Column("login", String(40), nullable=False),
    Column("verifier", Text, nullable=False),
    Column("active", SmallInteger, nullable=False),
)
Index("ux_account_login", account.c.tenant_id, account.c.login, unique=True)

enrolment = Table(  # one-time codes for a new PC (sync.md §12)
    "enrolment",
    COUNTY,
    Column("hash", LargeBinary, primary_key=True),
    Column("stream_id", Id, nullable=False),
    Column("exp", BigInteger, nullable=False),
    Column("device_id", Id),  # who used it
)

server_key = Table(  # the county's own keys, one device a stream; old public keys stay for ever
    "server_key",
    COUNTY,
    Column("stream_id", Id, primary_key=True),
    Column("device_id", Id, primary_key=True),
    Column("kid", String(8), nullable=False),
    Column("pk", LargeBinary, nullable=False),
    Column("seed", LargeBinary),
)

setting = Table(  # of this server: tenant, secret salts
    "setting",
    COUNTY,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)
