"""Archives as rows (档案表): elements, grids and posts; and the imports that they came by."""

from sqlalchemy import BigInteger, Column, Index, Integer, SmallInteger, String, Table

from db.tables.columns import Id, partial_index
from db.tables.ledger import TOWN

archive = Table(
    "archive",
    TOWN,
    Column("stream_id", Id, primary_key=True),
    Column("case_id", Id, primary_key=True),
    Column("type", String(8), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("name", String(80), nullable=False),  # empty where only personal fields name it
    Column("code", String(40), nullable=False),  # by which there is one alone; never an ID number
    Column("grid_code", String(17), nullable=False),
    Column("care_level", String(8), nullable=False),
    Column("visited_at", BigInteger),
    Column("visit_due", BigInteger, nullable=False),
    Column("valid_to", String(10), nullable=False),
    Column("doubts", SmallInteger, nullable=False),
    Column("waiting", SmallInteger, nullable=False),  # boundaries that wait for the director
    Column("gone", SmallInteger, nullable=False),
    Column("pending", SmallInteger, nullable=False),
)
partial_index("ix_archive_due", archive.c.stream_id, archive.c.visit_due, archive.c.case_id, where="gone = 0")
Index("ix_archive_code", archive.c.stream_id, archive.c.type, archive.c.code)
Index("ix_archive_grid", archive.c.stream_id, archive.c.grid_code, archive.c.type, archive.c.case_id)

archive_batch = Table(
    "archive_batch",
    TOWN,
    Column("stream_id", Id, primary_key=True),
    Column("case_id", Id, primary_key=True),
    Column("file", String(80), nullable=False),
    Column("imported_by", Id, nullable=False),
    Column("imported_at", BigInteger, nullable=False),
    Column("parts", Integer, nullable=False),
    Column("got", Integer, nullable=False),
    Column("rows", Integer, nullable=False),
    Column("undone_at", BigInteger),
    Column("pending", SmallInteger, nullable=False),
)
Index("ix_archive_batch_at", archive_batch.c.stream_id, archive_batch.c.imported_at, archive_batch.c.case_id)
