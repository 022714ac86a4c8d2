"""The way between desks and county (网络): it loses, delays, doubles and reorders, and sometimes it is not there."""

from collections.abc import Callable

from msgspec import Struct

from sync.ports import Answer, Request
from sync.replies import Reply
from tests.sync.simulation.clockwork import Clockwork

STALL_MS, GRACE_MS = 20_000, 15_000


class Weather(Struct):
    """How bad it is: shares of all calls."""

    lose_request: float = 0.0
    lose_reply: float = 0.0
    double: float = 0.0
    linger: float = 0.0  # delays of up to ten minutes, beyond every timeout
    portal: float = 0.0
    refuse: float = 0.0  # 503 or 429 in the county's name


CALM = Weather()
Respond = Callable[[Reply], None]
Handle = Callable[[Request, Respond], None]


class Network:
    """One desk's line to the county (port Net)."""

    def __init__(
        self,
        works: Clockwork,
        name: str,
        handle: Handle,
        back: Callable[[Answer | int, str], None],
    ) -> None:
        """`handle` is the county; `back` takes an answer, or the id of a call that ended without one and why."""
        self._works, self._name = works, name
        self._handle, self._back = handle, back
        self.watch: Callable[[Request], None] = lambda request: None
        self.weather = CALM
        self.down_until = 0
        self._open: set[int] = set()

    def request(self, request: Request) -> None:
        """Send a call on its way."""
        works = self._works
        self.watch(request)
        self._open.add(request.id)
        works.note(self._name, f"→ {request.id} {request.method} {request.path.partition('?')[0][-44:]}")
        if works.now < self.down_until:
            works.after(works.between(5, 1_000), lambda: self._fail(request.id, "connect"))
            return
        stall = request.wait_s * 1_000 + GRACE_MS if request.wait_s else STALL_MS
        works.after(stall, lambda: self._fail(request.id, "timeout"))
        if works.likely(self.weather.portal):
            page = Answer(id=request.id, status=200, headers={"content-type": "text/html"}, body=b"<html>")
            works.after(works.between(5, 300), lambda: self._arrive(page))
            return
        if works.likely(self.weather.lose_request):
            works.note(self._name, f"  {request.id} lost on the way")
            return
        works.after(self._delay(), lambda: self._reach(request, first=True))
        if works.likely(self.weather.double):
            works.after(self._delay() + 5, lambda: self._reach(request, first=False))

    def cancel(self, request_id: int) -> None:
        """Give a call up: what it did at the county it did."""
        self._open.discard(request_id)

    def hang_up(self) -> None:
        """The process died: nobody listens any more."""
        self._open.clear()

    def _delay(self) -> int:
        works = self._works
        if works.likely(self.weather.linger):
            return works.between(1_000, 600_000)
        return works.between(5, 400)

    def _reach(self, request: Request, *, first: bool) -> None:
        """At the county: an answer that was given finds its way back, late or never."""

        def respond(reply: Reply) -> None:
            works = self._works
            if not first:
                works.note(self._name, f"  {request.id} arrived twice ({reply.status})")
            elif works.likely(self.weather.lose_reply):
                works.note(self._name, f"  {request.id} answer {reply.status} lost")
            else:
                headers = {key.lower(): value for key, value in reply.headers.items()}
                answer = Answer(id=request.id, status=reply.status, headers=headers, body=reply.body)
                works.after(self._delay(), lambda: self._arrive(answer))

        self._handle(request, respond)

    def _arrive(self, answer: Answer) -> None:
        if answer.id in self._open:
            self._open.discard(answer.id)
            self._works.note(self._name, f"← {answer.id} {answer.status} {len(answer.body)} bytes")
            self._back(answer, "")

    def _fail(self, number: int, why: str) -> None:
        if number in self._open:
            self._open.discard(number)
            self._works.note(self._name, f"← {number} none: {why}")
            self._back(number, why)
