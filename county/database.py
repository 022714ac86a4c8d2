"""Opening the county (开库): database and key file together, founded first where there is nothing yet.

The keys lie beside the SQLite file, or in a folder of their own, so that a backup of the ledger never holds them.
"""

import csv
import io
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol, TypeVar

from sqlalchemy import Connection, insert

from briefings.catalogue_files import load_catalogue, read_pack
from county import accounts
from county.clock import Clock
from county.entered import read_scores, with_articles
from county.failures import DatabaseError, KeysError, NewerDatabaseError, NotFoundedError
from county.founding import found
from county.history import PastAct
from county.keys import make_keys, read_keys
from county.roster import Roster, read_roster
from county.streams import County, home_of
from db import server_ledger
from db.county_store import CountyStore
from db.failures import StoreDamagedError, StoreError, StoreLockedError, StoreMissingError, StoreNewerError
from db.files import write_durably
from db.readers import Readers
from db.schemas import COUNTY_SCHEMA, refuse_newer
from db.tables.county import setting
from db.writer import Writer
from governance.ledger.chain import b64
from governance.time.working_time import date_of, local_day

T = TypeVar("T")


class Ask(Protocol):
    """Runs a job on a connection and gives its answer."""

    def __call__(self, job: Callable[[Connection], T], /) -> T: ...


SQLITE_MARK = b"SQLite format 3\0"
PASSWORDS = "initial_passwords.csv"
DEMO_PASSWORD = "huying-demo"
DEMO_MARK = "demo"  # a setting of this server: its people are invented, so the login page may list them


def url_of(text: str) -> str:
    """A database's URL; a bare path means a SQLite file."""
    return text if "://" in text else f"sqlite:///{text}"


def path_of(url: str) -> Path:
    """The file of a SQLite URL, where what belongs beside it goes."""
    return Path(url.partition("///")[2] or ".")


def keys_path(url: str, folder: Path | None) -> Path:
    """The key file of a database."""
    path = path_of(url)
    return (folder or path.parent) / f"{path.stem}.keys"


def open_store(url: str, *, make: bool) -> CountyStore:
    """Open the database alone; raises with the county's own sentences."""
    _look_at(path_of(url))
    try:
        return CountyStore.create(url) if make else CountyStore.open(url)
    except StoreError as err:
        raise _told(err, path_of(url)) from err
    except OSError as err:
        raise DatabaseError(f"打不开县端数据库 {path_of(url).name}；请核对 --db 的路径和权限。") from err


def _look_at(path: Path) -> None:
    """Refuse a file that is no database before anything is opened or locked."""
    if path.is_file():
        with path.open("rb") as file:
            if file.read(len(SQLITE_MARK)) not in (b"", SQLITE_MARK):
                raise _told(StoreDamagedError(""), path)


def _told(err: StoreError, path: Path) -> Exception:
    if isinstance(err, StoreLockedError):
        return DatabaseError(f"县端数据库 {path.name} 正被另一个县端程序使用；请先停止它。")
    if isinstance(err, StoreMissingError):
        return NotFoundedError(
            f"没有找到县端数据库 {path.name}；请核对 --db，或先运行 python -m county migrate。"
        )
    if isinstance(err, StoreNewerError):
        return NewerDatabaseError(f"县端数据库 {path.name} 是更新版本的程序写的，没有改动；请升级本程序。")
    if isinstance(err, StoreDamagedError):
        return DatabaseError(
            f"县端数据库 {path.name} 读不出来（不是数据库或已损坏），没有改动；请核对 --db，或从备份恢复。"
        )
    return err


@contextmanager
def beside_server(url: str) -> Iterator[tuple[Ask, Ask]]:
    """Ways to read and to write the database without its lock: for short work while a server may be running."""
    path = path_of(url)
    if "sqlite" not in url or not path.is_file():
        raise _told(StoreMissingError(""), path)
    try:
        readers = Readers(path, connections=1)
        try:
            version = readers.read(lambda conn: refuse_newer(conn, COUNTY_SCHEMA, path))
            if version != COUNTY_SCHEMA.version:
                raise NotFoundedError(
                    f"县端数据库 {path.name} 是空的或版本较旧；请先运行 python -m county migrate。"
                )
            yield readers.read, lambda job: _write_once(path, job)
        finally:
            readers.close()
    except StoreError as err:
        raise _told(err, path) from err


def _write_once(path: Path, job: Callable[[Connection], T]) -> T:
    writer = Writer(path, "county-command")
    try:
        return writer.run(job)
    finally:
        writer.close()


def is_founded(store: CountyStore) -> bool:
    """Whether there is a county in the database."""
    return bool(store.read(server_ledger.heads))


def found_county(
    store: CountyStore,
    url: str,
    keys: Path,
    roster: Path,
    pack: Path,
    password: str | None,
    now: int,
    past: Sequence[PastAct] = (),
    *,
    demo: bool = False,
) -> Roster:
    """Found the county from roster, data pack and past; whole or not at all. Gives the roster it was founded from."""
    people = read_roster(roster)
    load_catalogue(pack)  # says at its place what is wrong in it, before anything is written
    tables, scores = with_articles(read_pack(pack), roster), read_scores(roster)
    if not keys.exists():
        make_keys(keys, f"{date_of(local_day(now)).year}a")
    words = {} if password else {user: accounts.one_time_word() for user, _ in people.logins}
    if words:
        _write_passwords(path_of(url).parent / PASSWORDS, people, words)
    first = accounts.verifier_of(password or secrets.token_urlsafe(18))
    once = {user: accounts.once_verifier(word) for user, word in words.items()}
    found(store, read_keys(keys), people, tables, now, first, past, once, scores)
    if demo:
        store.write(lambda conn: conn.execute(insert(setting).values(name=DEMO_MARK, value="1")))
    return people


def open_county(store: CountyStore, keys: Path, clock: Clock) -> County:
    """The county of an open database with its keys."""
    county = County(store, read_keys(keys), clock)
    with county.reading() as conn:
        known = server_ledger.heads(conn)[0]
        home = home_of(conn, known.stream)
    own = home.device(home.server) if home is not None else None
    if own is None or b64(county.keys.device(own.id).public) != own.pk:
        raise KeysError(
            f"密钥文件 {keys.name} 不是这个县端数据库的；请用原来的密钥文件换回。", path=str(keys)
        )
    return county


def _write_passwords(path: Path, roster: Roster, words: Mapping[str, str]) -> None:
    """Everybody's one-time word, for the administrator to hand out; only the owner may read the file."""
    names = {user.id: user.name for town in (roster.county, *roster.towns) for user in town.people}
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(("login", "name", "password"))
    table.writerows((login, names.get(user, login), words[user]) for user, login in roster.logins)
    write_durably(path, text.getvalue().encode("utf-8-sig"), mode=0o600)
