"""The county's program over its memory (县端程序): routes to the real cores, sessions, parked polls, and its deaths."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qs, urlsplit

import msgspec

from db.signing import SigningKey
from governance.ledger import chain
from sync.county_ports import ServerDevice
from sync.envelopes import prepare
from sync.greeting import hello, proven
from sync.messages import AncestorRequest, HelloRequest, SessionReply, SessionRequest
from sync.ports import Request
from sync.replies import Reply, answer, problem
from sync.served_pages import ancestor, page, read_proof
from sync.server import Act, Outcome, Writer, act, push, record
from tests.sync.simulation.clockwork import Clockwork
from tests.sync.simulation.memory_county import CountyMemory, Reads, Tx
from tests.sync.simulation.network import Respond

BEFORE_COMMIT, AFTER_COMMIT = "before commit", "after commit"
WAKE_MS = 50
PIN_MS = 5_000


class DeadError(Exception):
    """The county's process died here."""


class Enrolled(msgspec.Struct):
    """A desk the county knows."""

    device: str
    pk: bytes
    streams: tuple[str, ...]


class County:
    """The server process: what is not in `memory` dies with it."""

    def __init__(self, works: Clockwork, key: SigningKey, memory: CountyMemory) -> None:
        self.works, self.key, self.memory = works, key, memory
        self.enrolled: dict[str, Enrolled] = {}
        self.up = True
        self.life = 0  # number of the process
        self.crash_at = ""  # where the next transaction dies
        self.refusals = 0.0
        self.answer_before_commit = False  # a mutant's way
        self._forget()

    def _forget(self) -> None:
        self.tokens: dict[str, tuple[str, str]] = {}
        self.nonces: set[bytes] = set()
        self.parked: list[tuple[str, Callable[[], bool]]] = []

    def die(self) -> None:
        """SIGKILL; it is started again after a while."""
        self.works.note("county", "dies")
        self.up = False
        self.life += 1
        self._forget()
        self.works.after(self.works.between(500, 60_000), self._rise)

    def _rise(self) -> None:
        self.works.note("county", "starts")
        self.up = True

    # ---- one transaction

    def transaction(self, stream: str, work: Callable[[Tx], Any]) -> Any:
        """Do it, commit it, wake who waits; dies where the world wants it to (M7: answers before its commit)."""
        if not self.up:
            raise DeadError
        tx = self.memory.begin(stream)
        tx.st = self.now
        before = tx.head().seq
        result = work(tx)
        crash, self.crash_at = self.crash_at, ""
        if crash == BEFORE_COMMIT and self.answer_before_commit:
            self.die()
            return result
        if crash == BEFORE_COMMIT:
            self.die()
            raise DeadError
        tx.commit()
        if tx.head().seq > before:
            self.works.note("county", f"{stream[:4]} now at {tx.head().seq}")
        if crash == AFTER_COMMIT:
            self.die()
            raise DeadError
        self.works.after(WAKE_MS, lambda: self._wake(stream))
        if stream == self.memory.county and tx.head().seq > before:
            self.works.after(self.works.between(0, PIN_MS), self._pin)
        return result

    @property
    def now(self) -> int:
        """Receipt time."""
        return self.works.now

    def _pin(self) -> None:
        if self.up:
            with suppress(DeadError):
                for town in self.memory.ledgers:
                    self.transaction(town, lambda tx: tx.pin_if_behind())

    def _wake(self, stream: str) -> None:
        waiting, self.parked = self.parked, []
        self.parked += [(at, ready) for at, ready in waiting if at != stream or not ready()]

    # ---- web users

    def web(self, stream: str, wish: Act) -> Outcome | None:
        """A web user's act; None when the county is away or dies before it answers."""
        writer = self.memory.writers[stream]
        try:
            outcome: Outcome = self.transaction(stream, lambda tx: act(wish, self.now, tx, writer))
        except DeadError:
            return None
        return outcome

    def govern(self, stream: str, wish: Act) -> None:
        """A `sys.*` entry."""
        self.transaction(stream, lambda tx: record(wish, self.now, tx, self.memory.writers[stream]))

    # ---- desks

    def handle(self, request: Request, respond: Respond) -> None:
        """Serve one call; a dead county answers nothing."""
        if not self.up:
            return
        if self.works.likely(self.refusals):
            again = self.works.between(1, 20)
            respond(problem(self.works.random.choice(["busy", "rate"]), self.now, None, again))
            return
        try:
            self._route(request, respond)
        except DeadError:
            self.works.note("county", f"no answer to {request.id}")

    def _route(self, request: Request, respond: Respond) -> None:
        path = urlsplit(request.path)
        parts = path.path.strip("/").split("/")[1:]
        query = {key: values[0] for key, values in parse_qs(path.query).items()}
        headers = {key.lower(): value for key, value in request.headers}
        token = headers.get("authorization", "").removeprefix("Bearer ")
        session = self.tokens.get(token)
        match (request.method, *parts):
            case ("POST", "hello"):
                respond(self._hello(request.body, session))
            case ("POST", "auth", "session"):
                respond(self._session(request.body))
            case (_, "streams", *_) if session is None:
                respond(problem("token-expired", self.now))
            case (_, "streams", stream, *_) if stream not in self._streams(session):
                respond(problem("no-stream", self.now))
            case ("POST", "streams", stream, "actions"):
                assert session is not None
                respond(self._push(stream, session[0], int(headers["tcr-epoch"]), request.body))
            case ("GET", "streams", stream, "actions"):
                assert session is not None
                self._pull(stream, session[0], query, respond)
            case ("POST", "streams", stream, "ancestor"):
                points = msgspec.json.decode(request.body, type=AncestorRequest).points
                respond(ancestor(Reads(self.memory.ledgers[stream]), points, self.now))
            case _:
                respond(problem("bad-request", self.now))

    def _streams(self, session: tuple[str, str] | None) -> tuple[str, ...]:
        return self.enrolled[session[0]].streams if session else ()

    def _hello(self, body: bytes, session: tuple[str, str] | None) -> Reply:
        request = msgspec.json.decode(body, type=HelloRequest)
        nonce = self.works.bytes(32)
        self.nonces.add(nonce)
        devs, heads = [], []
        for stream in self._streams(session):
            ledger = self.memory.ledgers[stream]
            found = ledger.devices[session[0]] if session else None
            if found is not None:
                devs.append((stream, found.dseq, chain.b64(found.ah), found.status))
            head = ledger.head()
            heads.append((stream, head.epoch, head.seq, chain.b64(head.h)))
        return hello(request, self.now, nonce, self.key.sign, devs, heads)

    def _session(self, body: bytes) -> Reply:
        request = msgspec.json.decode(body, type=SessionRequest)
        known = self.enrolled.get(request.dev)
        nonce = chain.unb64(request.anonce)
        if known is None or nonce not in self.nonces or not proven(request, known.pk, nonce):
            return problem("token-expired", self.now)
        self.nonces.discard(nonce)
        token = self.works.bytes(32).hex()
        user = str(request.user or request.refresh)
        self.tokens[token] = (known.device, user)
        exp = self.now + 12 * 3_600_000
        return answer(
            SessionReply(token=token, exp=exp, user=user, roles=(), streams=known.streams), self.now
        )

    def _push(self, stream: str, dev: str, epoch: int, body: bytes) -> Reply:
        ledger = self.memory.ledgers[stream]
        reads = Reads(ledger)
        device = ledger.devices[dev]
        batch = prepare(body, stream, device, lambda dseq: reads.link(dev, dseq), self.now)
        if isinstance(batch, Reply):
            return batch
        reply: Reply = self.transaction(stream, lambda tx: push(batch, epoch, self.now, tx, self.key.sign))
        return reply

    def _pull(self, stream: str, dev: str, query: dict[str, str], respond: Respond) -> None:
        proof = read_proof(query.get("proof", ""))
        if proof is not None and proof.dev != dev:
            proof = None
        after, h, limit = int(query["after"]), chain.unb64(query["h"]), int(query["limit"])

        def serve() -> Reply:
            reads = Reads(self.memory.ledgers[stream])
            return page(reads, after, h, limit, self.now, self.key.sign, proof)

        first = serve()
        if first.status != 204 or "wait" not in query:
            respond(first)
            return
        life, open_ = self.life, [True]

        def ready() -> bool:
            reply = serve()
            if open_[0] and reply.status != 204:
                open_[0] = False
                respond(reply)
            return not open_[0]

        def give_up() -> None:
            if open_[0] and life == self.life:
                open_[0] = False
                respond(serve())

        self.parked.append((stream, ready))
        self.works.after(int(query["wait"]) * 1_000, give_up)


def found_stream(
    county: County, stream: str, writer: Writer, cert: dict[str, Any], kind: str, area: str, name: str
) -> None:
    """The first entries of a stream: the county's own device, then whose stream it is."""
    ch = chain.device_hash(cert)
    device = ServerDevice(writer.dev, chain.unb64(cert["pk"]), 0, ch, 0, "active", server=True)
    county.memory.enrol(stream, device)
    works = county.works
    first = {"cert": cert, "no": "00"}
    county.govern(stream, Act(id=works.uuid(), actor=stream, kind="sys.device", case=stream, p=first))
    whose = {"kind": kind, "area": area, "unit": "100", "name": name}
    county.govern(stream, Act(id=works.uuid(), actor=stream, kind="sys.stream", case=stream, p=whose))
