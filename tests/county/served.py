"""A county that answers on a port of its own inside the test's event loop."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from county.clock import WallClock
from county.enrolment import new_code
from county.serving import Server, bound
from county.streams import County
from tests.county.desk import Desk
from tests.county.small import TOWN


@asynccontextmanager
async def served(county: County, names: Mapping[str, str] | None = None) -> AsyncIterator[str]:
    """The address of the county while it is served; `names` = what areas are called."""
    server = Server(county, names)
    address = await server.start(bound("127.0.0.1", 0))
    try:
        yield address
    finally:
        await server.stop()


def code_for(county: County, town: str = TOWN) -> str:
    """A one-time code for a town."""
    stream = county.town_of(town)
    assert stream is not None
    return county.store.write(lambda conn: new_code(conn, stream, WallClock().now()))


@asynccontextmanager
async def desk_at(url: str, county: County, user: str = "op1", town: str = TOWN) -> AsyncIterator[Desk]:
    """A desk that is enrolled and logged in."""
    async with Desk(url) as desk:
        assert (await desk.enrol(code_for(county, town))).status == 200
        assert (await desk.log_in(user)).status == 200
        yield desk
