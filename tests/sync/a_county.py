"""A quiet county for tests of one page, one push (小县): founded as in the simulation, nothing goes wrong."""

from typing import Any

from governance.ledger.action import Action
from sync.county_ports import ServerDevice
from sync.envelopes import prepare
from sync.replies import Reply
from sync.server import push
from sync.wire import body, push_line
from tests.sync.simulation.clockwork import START
from tests.sync.simulation.desk import SimDesk
from tests.sync.simulation.memory_county import Ledger, Reads
from tests.sync.simulation.memory_desk import Own
from tests.sync.simulation.world import Plan, World


class Quiet:
    """A founded world whose first desk seals by hand; its programs are not run."""

    def __init__(self, seed: int = 7) -> None:
        self.world = World(seed, Plan())
        self.desk: SimDesk = self.world.desks[0]
        self.store = self.desk.store
        self.county = self.world.county
        self.town = self.world.town

    @property
    def ledger(self) -> Ledger:
        return self.county.memory.ledgers[self.town]

    @property
    def device(self) -> ServerDevice:
        return self.ledger.devices[self.store.dev]

    def action(self, kind: str = "event.report", **more: Any) -> Action:
        """An action core as the desk would build it; the number comes with the seal."""
        works = self.world.works
        _, case, p = self.world.people.report()
        said: dict[str, Any] = {
            "actor": self.desk.user,
            "case": case,
            "cq": 0,
            "dev": self.store.dev,
            "dseq": 0,
            "hlc": "0" * 16,
            "id": works.uuid(),
            "kind": kind,
            "p": p,
            "stream": self.town,
            "t": START,
            "v": 1,
            "w": START,
        }
        return Action(**(said | more))

    def saved(self, count: int = 1, **more: Any) -> list[Own]:
        """So many sealed actions."""
        return [self.store.seal(self.town, self.action(**more), None) for _ in range(count)]

    def lines(self, rows: list[Own]) -> bytes:
        """Their push body."""
        return body([push_line(row.core, row.annex, row.sig) for row in rows])

    def push(self, data: bytes, *, epoch: int = 1, st: int = START + 1_000) -> Reply:
        """Push a body and commit."""
        reads = Reads(self.ledger)
        batch = prepare(data, self.town, self.device, lambda dseq: reads.link(self.store.dev, dseq), st)
        if isinstance(batch, Reply):
            return batch
        reply: Reply = self.county.transaction(
            self.town, lambda tx: push(batch, epoch, st, tx, self.world.key.sign)
        )
        return reply
