"""The county, asked about passwords (向县端核对): the network's library is loaded with the first question."""

from functools import partial
from importlib import import_module

from desktop.seat import Seat


class AskedCounty:
    """The county of a seat's store."""

    def __init__(self, seat: Seat, url: str = "") -> None:
        """`url` of the county, if it is another than the store knows."""
        self._seat, self._url = seat, url

    async def knows(self, user: str, password: str) -> bool:
        """Whether the county takes it."""
        module = await self._seat.run(partial(import_module, "desktop.county_login"))
        return bool(await module.CountyLogin(self._seat.desk.store, self._url).knows(user, password))
