"""Case bodies: equal bodies have equal bytes, whatever way their texts came (I13)."""

from collections.abc import Iterator

import msgspec
import pytest
from msgspec import Struct

from governance.audit.disclosure import Disclosure
from governance.bodies import read_body
from governance.briefing.issue import Briefing
from governance.calls.call import Call
from governance.catalogue.setting import Setting
from governance.duty.outage import Outage
from governance.duty.shift import Shift
from governance.events.event import Event
from governance.ledger.canonical import parse
from governance.ledger.case import Case, body_bytes
from governance.ledger.stream import Stream
from governance.supervision.supervision import Supervision
from tests.governance.room import Room, closed, report, uid

BODIES = (Event, Call, Shift, Supervision, Stream, Setting, Disclosure, Briefing, Outage)


def structs(kind: type[Struct], seen: set[type[Struct]]) -> Iterator[type[Struct]]:
    """The struct and every struct inside it."""
    if kind in seen:
        return
    seen.add(kind)
    yield kind
    for field in msgspec.structs.fields(kind):
        for inner in inside(msgspec.inspect.type_info(field.type)):
            yield from structs(inner, seen)


def inside(info: msgspec.inspect.Type) -> Iterator[type[Struct]]:
    match info:
        case msgspec.inspect.StructType(cls=cls):
            yield cls
        case msgspec.inspect.VarTupleType(item_type=item):
            yield from inside(item)
        case msgspec.inspect.TupleType(item_types=items) | msgspec.inspect.UnionType(types=items):
            for item in items:
                yield from inside(item)


@pytest.mark.parametrize("body", BODIES, ids=lambda body: body.__name__)
def test_no_body_leaves_out_a_text_that_could_come_by_another_way(body: type[Case]) -> None:
    """A default is left out by identity: "" and small numbers are one object each, another text is not."""
    for kind in structs(body, set()):
        if not kind.__struct_config__.omit_defaults:
            continue
        for field in msgspec.structs.fields(kind):
            default = field.default
            if default is msgspec.NODEFAULT:
                continue
            assert default in ("", 0, 1, None, (), True, False), f"{kind.__name__}.{field.name} = {default!r}"


def test_a_body_that_was_read_back_goes_on_as_the_one_that_was_never_written() -> None:
    kept, read = Room(), Room()
    for room in (kept, read):
        room.does("event.report", "e", report(urg="".join(["U", "3"])), "op")
    read.cases = {k: read_body(body_bytes(v)) for k, v in read.cases.items()}
    for room in (kept, read):
        room.does("event.accept", "e", {}, "op")
    assert body_bytes(kept.cases[uid("e")]) == body_bytes(read.cases[uid("e")])


def test_every_body_of_a_busy_room_is_canonical_and_reads_back_equal() -> None:
    room = Room()
    closed(room, reply=True)
    for case in room.cases.values():
        data = body_bytes(case)
        parse(data)
        assert read_body(data) == case
        assert body_bytes(read_body(data)) == data
