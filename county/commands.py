"""What each command does (各命令): with values already read; failures are ReportedErrors."""

import asyncio
import json
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import msgspec
from msgspec import Struct

from briefings.list_report import lines_of
from county import figures_told, verify_figures
from county import verify as verifying
from county.clock import Clock, WallClock
from county.database import (
    DEMO_PASSWORD,
    PASSWORDS,
    beside_server,
    found_county,
    is_founded,
    keys_path,
    open_county,
    open_store,
    path_of,
)
from county.enrolment import CODE_MS, new_code
from county.failures import NotFoundedError, UnknownTownError, WrongUseError
from county.history import read_history
from county.list_import import import_list
from county.roster import user_id
from county.serving import bound
from county.serving import serve as run_server
from county.simulator.invented import read_source
from county.simulator.journal import Journal
from county.simulator.messages import read_messages
from county.simulator.play import Options, Play
from county.streams import County, home_of
from county.web.place_names import read_names
from db import server_ledger
from db.county_store import CountyStore
from db.refolding import bring_up_county
from governance.places.codes import contains


class Place(Struct, frozen=True):
    """Where a county lies: database URL, folder of the keys."""

    url: str
    keys: Path | None

    @property
    def key_file(self) -> Path:
        """The key file."""
        return keys_path(self.url, self.keys)


class Founding(Struct, frozen=True):
    """What a county is founded from."""

    pack: Path
    roster: Path
    password: str | None
    demo: bool = False
    history: tuple[Path, ...] = ()  # what the first town did before, one file after the other
    until: int | None = None  # UTC ms; what it did later is left out


class Playing(Struct, frozen=True, kw_only=True):
    """How the players play."""

    seed: int
    messages: Path | None
    per_day: int
    phone_units: frozenset[str]
    journal: Path | None
    pace: float
    room: bool
    until: int | None
    catch_up: int = 0  # ms
    with_parent: bool = False  # end when the program that started this one does


def _found_if_empty(store: CountyStore, place: Place, source: Founding, now: int) -> bool:
    if is_founded(store):
        return False
    password = source.password or (DEMO_PASSWORD if source.demo else None)
    past = [act for path in source.history for act in read_history(path)]
    if source.until is not None:
        past = [act for act in past if act.t <= source.until]
    people = found_county(
        store, place.url, place.key_file, source.roster, source.pack, password, now, past, demo=source.demo
    )
    said = f"初始口令见 {PASSWORDS}" if password is None else "初始口令已按参数或示范县设定"
    towns = "、".join(town.name for town in people.towns)
    print(f"已建县：{people.county.name}，乡镇：{towns}；{said}。", file=sys.stderr)
    return True


@contextmanager
def _opened(place: Place, source: Founding, clock: Clock) -> Iterator[County]:
    """The county of a place, founded first where there is none."""
    store = open_store(place.url, make=True)
    try:
        _found_if_empty(store, place, source, clock.now())
        store.write(lambda conn: bring_up_county(conn, server_ledger.heads(conn)))
        yield open_county(store, place.key_file, clock)
    finally:
        store.close()


def migrate(place: Place, source: Founding, clock: Clock) -> int:
    """Make or bring up the database; found the county where there is none."""
    with _opened(place, source, clock) as county:
        print(f"县端数据库已就绪：{path_of(place.url).name}，乡镇{len(county.towns)}个。")
    return 0


def serve(place: Place, source: Founding, clock: Clock, address: tuple[str, int]) -> int:
    """Serve until SIGTERM."""
    with closing(bound(*address)) as taken, _opened(place, source, clock) as county:
        asyncio.run(run_server(county, taken, names=read_names(source.roster)))
    return 0


def enrol(place: Place, town: str, *, as_json: bool) -> int:
    """Print a one-time code for a town; works beside a running server."""
    now = WallClock().now()
    with beside_server(place.url) as (read, write):
        found = read(lambda conn: [(h, home_of(conn, h.stream)) for h in server_ledger.heads(conn)])
        if not found:
            raise NotFoundedError("这个数据库里还没有县；请先运行 python -m county migrate。")
        stream = next(
            (h.stream for h, home in found if h.kind == "town" and home and home.area == town), None
        )
        if stream is None:
            known = "、".join(f"{home.area}{home.name}" for h, home in found if h.kind == "town" and home)
            raise UnknownTownError(f"没有区划码为【{town}】的乡镇；现有：{known}。")
        code = write(lambda conn: new_code(conn, stream, now))
    if as_json:
        print(json.dumps({"code": code, "town": town, "stream": stream, "until": now + CODE_MS}))
    else:
        print(f"登记码：{code[:5]} {code[5:]}（48小时内有效，只能用一次，乡镇 {town}）")
    return 0


def verify(place: Place, *, as_json: bool) -> int:
    """Recompute everything; 1 when something differs."""
    with beside_server(place.url) as (read, _):
        found = read(verifying.verify)
    if not found:
        raise NotFoundedError("这个数据库里还没有县；请先运行 python -m county migrate。")
    if as_json:
        print(msgspec.json.encode(found).decode())
    else:
        for one in found:
            state = "一致" if not one.differences else f"有{len(one.differences)}处不符"
            print(f"{one.name or one.stream}：{one.entries}条，{state}，状态摘要 {one.digest[:12]}")
            for difference in one.differences:
                print(f"  {difference}")
    return 1 if any(one.differences for one in found) else 0


def verify_period(place: Place, period: str, *, as_json: bool) -> int:
    """Count a period's figures from the ledger and compare them with the kept ones; 1 when they differ."""
    with beside_server(place.url) as (read, _):
        found = read(lambda conn: verify_figures.recount(conn, period))
    if as_json:
        print(msgspec.json.encode(figures_told.as_json(found)).decode())
    else:
        for line in figures_told.as_text(found):
            print(line)
    return 0 if found.equal else 1


class Importing(Struct, frozen=True, kw_only=True):
    """What is imported, and in whose name."""

    files: tuple[Path, ...]
    login: str
    reason: str
    good: bool
    dry_run: bool
    as_json: bool


def import_files(place: Place, wanted: Importing) -> int:
    """Import the files of a list; 1 when rows were refused."""
    store = open_store(place.url, make=False)
    try:
        county = open_county(store, place.key_file, WallClock())
        report = import_list(
            county,
            wanted.files,
            user=user_id(wanted.login) if wanted.login else "",
            reason=wanted.reason,
            dry_run=wanted.dry_run,
            good=wanted.good,
        )
    finally:
        store.close()
    print(msgspec.json.encode(report).decode() if wanted.as_json else "\n".join(lines_of(report)))
    return report.code


# ---------------------------------------------------------------- playing


def simulate(place: Place, source: Founding, clock: Clock, address: tuple[str, int], playing: Playing) -> int:
    """Serve, with players."""
    script = _script(source, playing)
    with (
        closing(bound(*address)) as taken,
        _opened(place, source, clock) as county,
        _play(county, script) as play,
    ):

        def beside(crashed: Callable[[], None]) -> Callable[[], None]:
            thread = threading.Thread(target=lambda: _to_its_end(play, crashed), name="play")
            thread.start()
            if playing.with_parent:
                threading.Thread(target=lambda: _end_with_parent(crashed), name="parent", daemon=True).start()

            def end() -> None:
                play.stop()
                thread.join()

            return end

        asyncio.run(run_server(county, taken, beside, read_names(source.roster)))
    return 0


def _to_its_end(play: Play, crashed: Callable[[], None]) -> None:
    ended = False
    try:
        play.run()
        ended = True
    finally:
        if not ended:  # our own mistake: without its players the county is not what was asked for
            crashed()


def _end_with_parent(end: Callable[[], None]) -> None:
    """The parent holds the other end of standard input: when it ends, however it does, so does this."""
    while os.read(0, 1):
        pass
    end()


def rehearse(place: Place, source: Founding, clock: Clock, playing: Playing) -> int:
    """Play without waiting and without a server; prints what was done."""
    script = _script(source, playing)
    with _opened(place, source, clock) as county, _play(county, script) as play:
        told = play.run()
        with county.reading() as conn:
            entries = sum(head.seq for head in server_ledger.heads(conn))
        print(json.dumps({"acts": told.acts, "refused": told.refused, "entries": entries}))
    return 0


class _Script(Struct, frozen=True):
    """Everything read before anything is opened."""

    options: Options
    journal: Path | None


def _script(source: Founding, playing: Playing) -> _Script:
    messages = tuple(read_messages(playing.messages)) if playing.messages is not None else None
    options = Options(
        seed=playing.seed,
        pace=playing.pace,
        phone_units=playing.phone_units,
        room=playing.room,
        per_day=playing.per_day,
        messages=messages,
        source=read_source(source.roster),
        until=playing.until,
        catch_up=playing.catch_up,
    )
    return _Script(options, playing.journal)


@contextmanager
def _play(county: County, script: _Script) -> Iterator[Play]:
    with county.reading() as conn:
        homes = [home_of(conn, stream) for stream in county.towns]
    areas = [home.area for home in homes if home is not None]
    for message in script.options.messages or ():
        if not any(contains(area, message.area) for area in areas):
            raise WrongUseError(f"来件【{message.id}】的地点【{message.area}】不在本县任何乡镇；请改正。")
    with closing(Journal(script.journal)) as journal:
        play = Play(county, script.options, journal)
        if play.told.left_out:
            said = f"来件中有{play.told.left_out}条的渠道由值班台自行登记，模拟各方不录入。"
            print(said, file=sys.stderr)
        yield play
