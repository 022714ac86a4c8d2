"""Counties that duty tests ask about passwords."""

from desktop.demo.town import PASSWORD
from governance.refusal import ReportedError


class Known:
    """A county in reach: everybody's password is the demo's."""

    async def knows(self, user: str, password: str) -> bool:
        return password == PASSWORD


class Away:
    """A county out of reach."""

    async def knows(self, user: str, password: str) -> bool:
        raise ReportedError("连不上县端。")
