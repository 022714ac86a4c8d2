"""The commands that play (模拟运行): the county with its players, beside the server or without waiting."""

import asyncio
import json
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from msgspec import Struct

from county.clock import Clock
from county.failures import WrongUseError
from county.opening import Founding, Place, opened
from county.serving import bound
from county.serving import serve as run_server
from county.simulator.invented import read_source
from county.simulator.journal import Journal
from county.simulator.messages import read_messages
from county.simulator.play import Options, Play
from county.streams import County, home_of
from county.web.place_names import read_names
from db import server_ledger
from governance.places.codes import contains


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


def simulate(place: Place, source: Founding, clock: Clock, address: tuple[str, int], playing: Playing) -> int:
    """Serve, with players."""
    script = _script(source, playing)
    with (
        closing(bound(*address)) as taken,
        opened(place, source, clock) as county,
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
    with opened(place, source, clock) as county, _play(county, script) as play:
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
