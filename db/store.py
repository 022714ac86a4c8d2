"""A desk's store (本机库): one folder, one window, two files (sync.md §6).

`own.db` is irreplaceable: devices, all own actions, drafts. `town.db` can be rebuilt: a damaged or missing one is set
aside and made anew, and the county sends everything again. `CURRENT` names the own file in use.
"""

import json
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct
from sqlalchemy import Connection, insert, select

from db import receipt_states
from db.clock import ZERO_HLC, DeskClock, PcClock
from db.courtesy import Courtesy
from db.device_key import DeviceKey, random_key
from db.failures import StoreDamagedError, StoreError, StoreMissingError, StoreReadOnlyError
from db.files import write_durably
from db.folding import LedgerEntry, Stored
from db.ids import Entropy, new_id
from db.lock import StoreLock
from db.opening import make_own, open_own, open_town
from db.outbox import Intent, Sealed, Signer, keep_offset, kept_offset, seal
from db.pages import Delivered
from db.readers import Readers
from db.receipt_states import Mark
from db.tables.ledger import ledger
from db.tables.own import device, outbox
from db.town import Town
from governance.ledger.canonical import canonical
from governance.ledger.chain import device_hash

T = TypeVar("T")

CURRENT = "CURRENT"
FIRST_OWN = "own-1.db"
TOWN_FILE = "town.db"


class Enrolled(Struct, frozen=True, kw_only=True):
    """What the county gave at enrolment: this device in one stream (sync.md §12)."""

    stream: str
    kind: str  # town, county
    device: str
    no: str
    cert: Mapping[str, Any]
    inc: int = 1


class Store:
    """An open store: saving works always, whatever the network does."""

    def __init__(self, folder: Path, undo: ExitStack, *, clock: DeskClock | None, entropy: Entropy) -> None:
        """For `create` and `open`: `undo` gives back what was taken so far, on failure and on closing."""
        self.folder = folder
        self._entropy = entropy
        self.key = DeviceKey.read(folder)
        self.courtesy = Courtesy()
        own_path = _current(folder)
        self.own = open_own(own_path)
        undo.callback(self.own.close)
        self.own_readers = Readers(own_path, connections=2, courtesy=self.courtesy)
        undo.callback(self.own_readers.close)
        self._town_writer, self.town_is_new = open_town(folder / TOWN_FILE, self.courtesy)
        undo.callback(self._town_writer.close)
        self.town_readers = Readers(folder / TOWN_FILE, courtesy=self.courtesy)
        undo.callback(self.town_readers.close)
        self.clock: DeskClock = clock if clock is not None else PcClock(self.own_readers.read(kept_offset))
        self._signer = Signer(self.key.sign, self.clock, entropy)
        self._devices: dict[str, Enrolled] = {}
        self.town = Town(self._town_writer, self.own_readers, self.courtesy)
        self._know_devices()
        self._repair()
        self.town.catch_up()
        self._undo = ExitStack()
        self._closed = False

    # ------------------------------------------------------------ opening and closing

    @classmethod
    def create(
        cls, folder: Path, *, clock: DeskClock | None = None, entropy: Entropy = os.urandom
    ) -> "Store":
        """Make a new store in an empty or missing folder, with a device key of its own."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as err:
            raise StoreReadOnlyError("建不了本机库文件夹；请检查写入权限。", path=str(folder)) from err
        with ExitStack() as undo:
            undo.callback(StoreLock(folder).release)
            if (folder / CURRENT).exists():
                raise StoreError("文件夹里已有本机库；请直接打开，或选择别的文件夹。", path=str(folder))
            random_key(folder)
            make_own(folder / FIRST_OWN)
            write_durably(folder / CURRENT, f"{FIRST_OWN}\n".encode())
            store = cls(folder, undo, clock=clock, entropy=entropy)
            store._undo = undo.pop_all()
            return store

    @classmethod
    def open(cls, folder: Path, *, clock: DeskClock | None = None, entropy: Entropy = os.urandom) -> "Store":
        """Open the store of a folder; raises a StoreError with its sentence."""
        if not (folder / CURRENT).is_file():
            raise StoreMissingError("文件夹里没有本机库；请检查路径，或新建一个。", path=str(folder))
        with ExitStack() as undo:
            undo.callback(StoreLock(folder).release)
            store = cls(folder, undo, clock=clock, entropy=entropy)
            store._undo = undo.pop_all()
            return store

    def close(self) -> None:
        """Finish what is queued and give everything back; a second time does nothing."""
        if self._closed:
            return
        self._closed = True
        with suppress(StoreError):  # a help for the next start; a full disk must not keep the files held
            self.own.run(lambda conn: keep_offset(conn, self.clock))
        self._undo.close()

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # ------------------------------------------------------------ the device

    def enrol(self, streams: Sequence[Enrolled]) -> None:
        """Take over what the county gave: from now on actions of these streams can be sealed."""
        self.own.run(lambda conn: _enrol(conn, streams))
        self._know_devices()
        self.town.catch_up()

    def streams(self) -> tuple[str, ...]:
        """The streams of this desk, the county's before the town's."""
        return tuple(sorted(self._devices, key=lambda stream: self._devices[stream].kind))

    def device(self, stream: str) -> Enrolled:
        """This device in a stream; KeyError when it is not enrolled there."""
        return self._devices[stream]

    @property
    def stream(self) -> str:
        """The town's stream."""
        for stream, enrolled in self._devices.items():
            if enrolled.kind == "town":
                return stream
        raise StoreMissingError("本机还没有在县端登记；请先登记本机。", path=str(self.folder))

    # ------------------------------------------------------------ saving

    def new_id(self) -> str:
        """An id for an action or a case to be saved."""
        return new_id(self.clock.now().t, self._entropy)

    def seal(self, intents: Sequence[Intent]) -> list[Sealed]:
        """Save actions, all or none; when this returns they are on the disk (已存本机)."""
        town = self.stream
        return self.own.run(lambda conn: seal(conn, town, intents, self._signer), after=self.town.show)

    def state_time(self, ms: int) -> None:
        """A person says what time it is now: believed until the county answers, and kept for the next start."""
        self.clock.state(ms)
        self.own.run(lambda conn: keep_offset(conn, self.clock))

    # ------------------------------------------------------------ what the exchange brings

    def apply_page(self, stream: str, epoch: int, entries: Sequence[LedgerEntry]) -> tuple[int, ...]:
        """Store a verified page in town.db, then mark own actions 已送达; gives their numbers (sync.md §6.1)."""
        done = self.town.apply(stream, epoch, entries)
        if done.delivered:
            self._mark(stream, receipt_states.delivered, entries=done.delivered)
        return tuple(one.dseq for one in done.delivered)

    def receipted(self, stream: str, epoch: int, marks: Sequence[Mark]) -> None:
        """Note what a push reply said (D4): it clears nothing (I4)."""
        self._mark(stream, receipt_states.receipted, epoch=epoch, marks=marks)

    def hold(self, stream: str, dseq: int, why: str) -> None:
        """Keep an action that the county can't take (DQ)."""
        self._mark(stream, receipt_states.hold, dseq=dseq, why=why)

    def fall_back(self, stream: str, to_seq: int, line: Callable[[Stored], bytes]) -> None:
        """Divergence: own marks first, so that a crash in between is repaired at the start; then the rows."""
        self.own.run(partial(receipt_states.fallen_off, stream=stream, to_seq=to_seq))
        self.town.cut_back(stream, to_seq, line)

    def _mark(self, stream: str, change: Callable[..., None], **values: Any) -> None:
        self.own.run(partial(change, stream=stream, device=self._devices[stream].device, **values))

    # ------------------------------------------------------------ reading

    def read(self, question: Callable[[Connection], T]) -> T:
        """Ask town.db one question on one snapshot."""
        return self.town_readers.read(question)

    def read_own(self, question: Callable[[Connection], T]) -> T:
        """Ask own.db one question on one snapshot."""
        return self.own_readers.read(question)

    # ------------------------------------------------------------ at the start

    def _know_devices(self) -> None:
        rows = self.own_readers.read(lambda conn: conn.execute(select(device)).all())
        self._devices = {
            row.stream_id: Enrolled(
                stream=row.stream_id,
                kind=row.kind,
                device=row.device_id,
                no=row.no,
                cert=json.loads(row.cert),
                inc=row.inc,
            )
            for row in rows
        }
        for one in self._devices.values():
            self.town.know(one.stream, one.device, county=one.kind == "county")

    def _repair(self) -> None:
        """A crash between town.db and own.db: what town.db holds is delivered, whatever own.db says (sync.md §6.1)."""
        for stream, one in self._devices.items():
            first = self.own_readers.read(partial(_first_waiting, stream=stream, device_id=one.device))
            if first is None:
                continue
            there = self.town_readers.read(
                partial(_read_back, stream=stream, device_id=one.device, first=first)
            )
            self.own.run(partial(receipt_states.delivered, stream=stream, device=one.device, entries=there))


def _current(folder: Path) -> Path:
    """The own file that CURRENT names."""
    name = (folder / CURRENT).read_text("utf-8").strip()
    if not name or Path(name).name != name:
        raise StoreDamagedError(
            "本机库的CURRENT文件已损坏；请保留整个文件夹，联系县端技术人员。", path=str(folder / CURRENT)
        )
    return folder / name


def _enrol(conn: Connection, streams: Sequence[Enrolled]) -> None:
    rows = [
        {
            "stream_id": one.stream,
            "kind": one.kind,
            "device_id": one.device,
            "inc": one.inc,
            "no": one.no,
            "cert": canonical(dict(one.cert)).decode(),
            "dseq": 0,
            "ah": device_hash(one.cert),
            "exposed": 0,
            "anchor": b"",
            "hlc": ZERO_HLC,
        }
        for one in streams
    ]
    conn.execute(insert(device), rows)


def _first_waiting(conn: Connection, stream: str, device_id: str) -> int | None:
    states = (receipt_states.SEALED, receipt_states.RECEIPTED, receipt_states.HELD)
    query = select(outbox.c.dseq).where(
        outbox.c.stream_id == stream, outbox.c.device_id == device_id, outbox.c.state.in_(states)
    )
    return conn.execute(query.order_by(outbox.c.dseq).limit(1)).scalar()


def _read_back(conn: Connection, stream: str, device_id: str, first: int) -> list[Delivered]:
    c = ledger.c
    query = select(c.dseq, c.ah, c.epoch, c.seq, c.vd, c.code, c.item_id).where(
        c.stream_id == stream, c.device_id == device_id, c.dseq >= first
    )
    return [Delivered(*row) for row in conn.execute(query)]
