"""The client core on a bench (试验台): a state, what it asked for, and short words for what happens to it."""

from typing import Any, TypeVar

import msgspec

from governance.ledger import chain
from sync import status
from sync.client import step
from sync.desk_ports import Cursor, Page
from sync.errands import (
    CheckHello,
    Errand,
    FeedFacts,
    FillBatch,
    Filled,
    Greet,
    Greeting,
    HelloChecked,
    Load,
    Loaded,
    PageTaken,
    Result,
    TakePage,
)
from sync.events import (
    Answered,
    Cancel,
    Done,
    Effect,
    Event,
    Run,
    Send,
    SetTimer,
    Show,
    Started,
    Unanswered,
    Woke,
)
from sync.messages import HelloReply, PushReply, SessionReply
from sync.ports import Answer, Request
from sync.turn import State

COUNTY, TOWN, DEV = "c" * 8, "t" * 8, "d" * 8
H = bytes(32)
E = TypeVar("E", bound=Errand)


def facts(stream: str, *, seq: int = 0, sealed: int = 0, open_from: int = 0, epoch: int = 1) -> FeedFacts:
    return FeedFacts(DEV, sealed, H, Cursor(stream, epoch, seq, H), open_from)


def hello_reply(**more: Any) -> HelloReply:
    said: dict[str, Any] = {
        "t": 0,
        "nonce": "",
        "anonce": chain.b64(H),
        "proto": 1,
        "kinds": ("event.report",),
        "kindsh": "",
        "fold": 1,
        "limits": {},
    }
    return HelloReply(**(said | more))


class Core:
    """One client core; `at` is its clock, `u` its chance."""

    def __init__(self, *, user: str = "op") -> None:
        self.state = State(app="test")
        self.at, self.u = 1_000_000, 0.5
        self.new: tuple[Effect, ...] = ()
        self.log: list[tuple[int, Errand]] = []
        self.shown = status.SyncStatus()
        self.happens(Started, user=user)

    # ---- what happens

    def happens(self, kind: type[Event], **facts: Any) -> None:
        self.state, self.new = step(self.state, kind(at=self.at, u=self.u, **facts))
        self.log += [(effect.id, effect.errand) for effect in self.new if isinstance(effect, Run)]
        self.shown = next((e.status for e in self.new if isinstance(e, Show)), self.shown)

    def done(self, kind: type[Errand], result: Result) -> None:
        """The last errand of that kind was done."""
        self.happens(Done, id=self.number(kind), result=result)

    def answer(
        self, request: Request, code: int, body: object = None, headers: dict[str, str] | None = None
    ) -> None:
        found = {"tcr-time": "1"} if headers is None else headers
        raw = body if isinstance(body, bytes) else b"" if body is None else msgspec.json.encode(body)
        self.happens(Answered, answer=Answer(id=request.id, status=code, headers=found, body=raw))

    def problem(self, request: Request, code: int, name: str, **facts: Any) -> None:
        self.answer(request, code, {"type": f"urn:tcr:{name}", "t": 0, **facts})

    def unanswered(self, request: Request, why: str = "timeout") -> None:
        self.happens(Unanswered, id=request.id, why=why)

    def wakes(self, timer: str) -> None:
        number = next(n for name, n in self.state.timers if name == timer)
        self.happens(Woke, timer=timer, number=number)

    # ---- what it asked for in the last step

    @property
    def sent(self) -> list[Request]:
        return [effect.request for effect in self.new if isinstance(effect, Send)]

    @property
    def cancelled(self) -> list[int]:
        return [effect.id for effect in self.new if isinstance(effect, Cancel)]

    @property
    def errands(self) -> list[Errand]:
        return [effect.errand for effect in self.new if isinstance(effect, Run)]

    def errand(self, kind: type[E]) -> E:
        return next(errand for errand in self.errands if isinstance(errand, kind))

    def asked(self, kind: type[Errand]) -> bool:
        return any(isinstance(errand, kind) for errand in self.errands)

    def delay(self, timer: str) -> int:
        return next(e.delay_ms for e in self.new if isinstance(e, SetTimer) and e.timer == timer)

    def number(self, kind: type[Errand]) -> int:
        """Number of the last errand of that kind."""
        return next(n for n, errand in reversed(self.log) if isinstance(errand, kind))

    # ---- the usual way to READY

    def ready(self, *, town: FeedFacts | None = None, county: FeedFacts | None = None) -> Request:
        """Through hello and login; gives the first pull, which is the county's."""
        self.done(Load, Loaded((county or facts(COUNTY), town or facts(TOWN)), {"D1": 0}))
        self.greeted()
        assert self.sent[0].path == "/v1/auth/session"
        self.answer(
            self.sent[0], 200, SessionReply(token="tok", exp=0, user="u", roles=(), streams=(COUNTY, TOWN))
        )
        return next(request for request in self.sent if request.method == "GET")

    def greeted(self, **more: Any) -> None:
        """A good hello."""
        self.done(Greet, Greeting(b"{}", H))
        self.answer(self.sent[0], 200, {}, {"tcr-time": "1", "tcr-sig": "s"})
        self.done(CheckHello, HelloChecked(hello_reply(**more), "proof", DEV))

    def parked(self, **more: Any) -> Request:
        """READY, both streams read to their ends: gives the poll parked on the town's."""
        pull = self.ready(**more)
        self.answer(pull, 204)
        (town,) = self.gets
        self.answer(town, 204)
        return self.gets[0]

    @property
    def gets(self) -> list[Request]:
        return [request for request in self.sent if request.method == "GET"]

    @property
    def posts(self) -> list[Request]:
        return [request for request in self.sent if request.method == "POST"]

    def fills(self, first: int, last: int) -> Request:
        """The batch asked for is there; gives the push."""
        self.done(FillBatch, Filled(b"lines\n", first, last))
        return self.posts[0]

    def receipted(self, push: Request, first: int, last: int, seq: int = 0) -> None:
        """A good push answer."""
        marks = tuple((dseq, dseq, "a", "", None) for dseq in range(first, last + 1))
        self.answer(push, 200, PushReply(epoch=1, r=marks, head={"seq": seq}, sig="", t=0))

    def takes(self, pull: Request, **result: Any) -> None:
        """A page came and was stored."""
        self.answer(pull, 200, b"page")
        said: dict[str, Any] = {"counts": {}, "delivered": (), "more": False}
        self.done(TakePage, PageTaken(**(said | result)))


def page_of(stream: str) -> Page:
    return Page(stream, 1, (), 0, H, 0, more=False)
