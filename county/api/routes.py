"""The routes as a table (路由表): method, path, request, reply; bodies are read by it and documents made of it."""

from collections.abc import Awaitable, Callable
from typing import Any

from msgspec import Struct

from county.api.actions import give_actions, give_ancestor, take_actions
from county.api.checkpoints import CheckpointsReply, give_checkpoints
from county.api.devices import DeviceReply, DeviceRequest, devices
from county.api.greeting import hello, session
from sync.messages import (
    AncestorReply,
    AncestorRequest,
    HelloReply,
    HelloRequest,
    PushReply,
    SessionReply,
    SessionRequest,
)
from sync.replies import Reply
from sync.wire import MAX_PUSH

MAX_BODY = 64 * 1024


class Route(Struct, frozen=True):
    """One call: its handler takes the api, the call, then the stream of the path and the request where it has them."""

    method: str
    path: str  # under /v1
    request: type[Struct] | None  # None: no JSON body (lines, or nothing)
    reply: type[Struct] | None  # None: lines
    handler: Callable[..., Awaitable[Reply]]
    most: int = MAX_BODY  # bytes of the body, unpacked

    @property
    def of_stream(self) -> bool:
        """Whether the path names a stream."""
        return "{sid}" in self.path


ROUTES: tuple[Route, ...] = (
    Route("POST", "/hello", HelloRequest, HelloReply, hello),
    Route("POST", "/auth/session", SessionRequest, SessionReply, session),
    Route("POST", "/devices", DeviceRequest, DeviceReply, devices),
    Route("POST", "/streams/{sid}/actions", None, PushReply, take_actions, MAX_PUSH),
    Route("GET", "/streams/{sid}/actions", None, None, give_actions),
    Route("POST", "/streams/{sid}/ancestor", AncestorRequest, AncestorReply, give_ancestor),
    Route("GET", "/streams/{sid}/checkpoints", None, CheckpointsReply, give_checkpoints),
)


def arguments(route: Route, stream: str, request: Any) -> tuple[Any, ...]:
    """What the handler takes after api and call."""
    found: tuple[Any, ...] = (stream,) if route.of_stream else ()
    return (*found, request) if route.request is not None else found
