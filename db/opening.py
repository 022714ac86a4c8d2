"""Opening the files of a store (打开本机库): versions, damage, what a crash left between the two (sync.md §6.1, §6.4, §14)."""

import logging
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path

from sqlalchemy import Connection, select

from db.courtesy import NOBODY, Courtesy
from db.failures import StoreDamagedError, StoreMissingError
from db.files import copy_durably, set_aside
from db.readers import Readers
from db.schemas import OWN_SCHEMA, TOWN_SCHEMA, Schema, create, refuse_newer, upgrade
from db.sqlite import PULL_CHECKPOINT_PAGES
from db.tables.own import device, outbox
from db.writer import Writer
from governance.ledger.chain import action_hash

log = logging.getLogger(__name__)

HASHES_CHECKED = 1_000
SUSPECT = ".suspect"  # beside town.db: the last run met damage in it
OWN_DAMAGED = "本机原件库已损坏，为免丢失不再打开；请保留整个文件夹，联系县端技术人员恢复。"


def make_own(path: Path) -> None:
    """Make an empty own.db."""
    writer = Writer(path, "own-writer")
    try:
        writer.run(lambda conn: create(conn, OWN_SCHEMA))
    finally:
        writer.close()


def open_own(path: Path) -> Writer:
    """Open own.db for writing, checked: version, `quick_check`, the last 1,000 hashes.

    Raises StoreMissingError, StoreNewerError, StoreDamagedError; a copy is put aside before it is brought up.
    """
    if not path.is_file():
        raise StoreMissingError("本机原件库不见了；请从备份恢复，或联系县端重新登记本机。", path=str(path))
    try:
        copy_before_upgrade(path, OWN_SCHEMA)
        with ExitStack() as undo:
            writer = Writer(path, "own-writer")
            undo.callback(writer.close)
            writer.run(lambda conn: _bring_up(conn, OWN_SCHEMA, path))
            writer.run(lambda conn: check_own(conn, path))
            undo.pop_all()
            return writer
    except StoreDamagedError as err:
        raise StoreDamagedError(OWN_DAMAGED, **err.facts) from err


def open_town(path: Path, courtesy: Courtesy = NOBODY) -> tuple[Writer, bool]:
    """Open town.db for writing; a damaged one is set aside and made anew. Gives the writer and whether it is new."""
    mark = path.with_name(path.name + SUSPECT)
    if path.exists() and mark.exists():
        _set_town_aside(path)
    mark.unlink(missing_ok=True)
    made = not path.exists()
    try:
        return _town_writer(path, courtesy), made
    except StoreDamagedError:
        _set_town_aside(path)
        return _town_writer(path, courtesy), True


def _town_writer(path: Path, courtesy: Courtesy) -> Writer:
    mark = path.with_name(path.name + SUSPECT)
    with ExitStack() as undo:
        writer = Writer(
            path,
            "town-writer",
            on_damage=mark.touch,
            checkpoint_pages=PULL_CHECKPOINT_PAGES,
            courtesy=courtesy,
        )
        undo.callback(writer.close)
        writer.run(lambda conn: _bring_up(conn, TOWN_SCHEMA, path))
        undo.pop_all()
    mark.unlink(missing_ok=True)
    return writer


def _set_town_aside(path: Path) -> None:
    aside = set_aside(path, "damaged")
    log.warning("town.db was damaged and set aside as %s; the county will send it again", aside.name)


def _bring_up(conn: Connection, schema: Schema, path: Path) -> None:
    version = refuse_newer(conn, schema, path)
    if version == 0:
        create(conn, schema)
    elif version < schema.version:
        upgrade(conn, schema)


def copy_before_upgrade(path: Path, schema: Schema) -> None:
    """Own work is copied aside before its file is brought up (I20)."""
    readers = Readers(path, connections=1)
    try:
        version = readers.read(lambda conn: refuse_newer(conn, schema, path))
    finally:
        readers.close()
    if 0 < version < schema.version:
        Writer(path, "own-writer").close()  # what its log still holds is brought into the file
        copy_durably(path, path.with_name(f"{path.stem}.version-{version}{path.suffix}"))


def check_own(conn: Connection, path: Path) -> None:
    """Raise StoreDamagedError unless the file is sound and the last actions chain up to the device's state."""
    said = conn.exec_driver_sql("PRAGMA quick_check(1)").scalar()
    if said != "ok":
        raise StoreDamagedError(OWN_DAMAGED, path=str(path), why=said)
    for row in conn.execute(select(device.c.stream_id, device.c.device_id, device.c.dseq, device.c.ah)):
        if why := _broken_chain(conn, *row):
            raise StoreDamagedError(OWN_DAMAGED, path=str(path), why=why)


def _broken_chain(conn: Connection, stream: str, device_id: str, dseq: int, ah: bytes) -> str:
    """Say what is wrong with the end of a device's chain; "" when nothing is."""
    latest = (
        select(outbox.c.dseq, outbox.c.core, outbox.c.ah)
        .where(outbox.c.stream_id == stream, outbox.c.device_id == device_id)
        .order_by(outbox.c.dseq.desc())
        .limit(HASHES_CHECKED + 1)
    )
    rows = list(reversed(conn.execute(latest).all()))
    if not rows:
        return f"no action {dseq}" if dseq else ""
    if (rows[-1].dseq, rows[-1].ah) != (dseq, ah):
        return f"action {rows[-1].dseq} is not the device's last"
    for before, row in pairwise(rows):
        if row.dseq != before.dseq + 1:
            return f"action {before.dseq + 1} is missing"
        if action_hash(before.ah, row.core) != row.ah:
            return f"action {row.dseq} was changed"
    return ""
