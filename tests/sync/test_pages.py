"""A page proves itself or nothing of it is kept (sync.md §7.3; test plan §9, client side)."""

from typing import Any

import pytest

from governance.ledger import chain
from sync.desk_ports import Cursor, OwnAction, Page
from sync.pages import FORKED, BadPageError, verified
from sync.replies import Reply
from sync.served_pages import Proof, page, read_proof
from sync.wire import body, split_lines
from tests.sync.a_county import Quiet
from tests.sync.simulation.clockwork import START
from tests.sync.simulation.memory_county import Reads


@pytest.fixture(scope="module")
def quiet() -> Quiet:
    """A town whose ledger holds its founding and four own actions of the desk."""
    made = Quiet()
    rows = made.saved(3)
    annex = {"n": "x", "name": "王某"}
    told = made.action(p=made.action().p | {"px": chain.annex_commitment(annex)})
    rows.append(made.store.seal(made.town, told, annex))
    made.push(made.lines(rows))
    return made


def asked(quiet: Quiet, proof: Proof | None = None, **more: Any) -> Reply:
    start = chain.stream_start(quiet.town)
    said: dict[str, Any] = {"after": 0, "h": start, "limit": 1_000, "t": START, "sign": quiet.world.key.sign}
    return page(Reads(quiet.ledger), proof=proof, **(said | more))


def checked(quiet: Quiet, data: bytes, cursor: Cursor | None = None, own: Any = None) -> Page:
    return verified(
        data,
        cursor or quiet.store.cursor(quiet.town),
        quiet.store.heads(quiet.town),
        quiet.store.dev,
        own or (lambda numbers: quiet.store.own(quiet.town, numbers)),
        quiet.desk.keys.server_keys(),
    )


def own_proof(quiet: Quiet) -> Proof:
    return Proof(quiet.store.dev, 1, 4)


def test_a_page_gives_every_entry_with_its_hashes(quiet: Quiet) -> None:
    found = checked(quiet, asked(quiet).body)
    assert [(e.seq, e.h, e.ah) for e in found.entries] == [(r.seq, r.h, r.ah) for r in quiet.ledger.rows]
    assert (found.end_seq, found.end_h, found.more) == (len(quiet.ledger.rows), quiet.ledger.head().h, False)


def test_own_entries_come_as_proofs_and_are_filled_with_the_own_bytes(quiet: Quiet) -> None:
    whole, proven = asked(quiet).body, asked(quiet, own_proof(quiet)).body
    assert proven.count(b'"d":[') == 4
    assert len(proven) < len(whole)
    assert checked(quiet, proven) == checked(quiet, whole)


def test_a_page_ends_where_asked_and_says_that_there_is_more(quiet: Quiet) -> None:
    first = checked(quiet, asked(quiet, limit=5).body)
    assert (first.end_seq, first.more) == (5, True)
    assert asked(quiet, after=5, h=first.end_h).status == 200
    top = quiet.ledger.head()
    assert asked(quiet, after=top.seq, h=top.h).status == 204
    assert asked(quiet, after=5, h=bytes(32)).status == 409
    assert asked(quiet, after=top.seq + 1, h=top.h).status == 409


def test_a_masked_reader_gets_no_annex_and_can_check_the_page_all_the_same(quiet: Quiet) -> None:
    assert checked(quiet, asked(quiet).body).entries[-1].annex == '{"n":"x","name":"王某"}'.encode()
    masked = checked(quiet, asked(quiet, masked=True).body)
    assert (masked.entries[-1].annex, masked.end_h) == (None, quiet.ledger.head().h)


def test_a_proof_attests_stored_bytes_not_the_stored_hash() -> None:
    """M15: a damaged row is found by its proof line."""
    quiet = Quiet()
    quiet.push(quiet.lines(quiet.saved(2)))
    row = quiet.ledger.rows[-1]
    spoilt = row.core.replace(b"PHONE", b"VIDEO")
    assert spoilt != row.core
    quiet.ledger.rows[-1] = type(row)(
        row.seq,
        row.st,
        row.vd,
        row.code,
        row.item,
        row.dev,
        row.dseq,
        spoilt,
        row.annex,
        row.ah,
        row.sig,
        row.h,
    )
    with pytest.raises(BadPageError, match=FORKED):
        checked(quiet, asked(quiet, own_proof(quiet)).body)
    with pytest.raises(BadPageError):
        checked(quiet, asked(quiet).body)


@pytest.mark.parametrize("proven", [False, True])
def test_no_single_byte_of_a_page_can_be_changed(quiet: Quiet, proven: bool) -> None:
    """M14: every line counts, the last one and those in the middle."""
    data = asked(quiet, own_proof(quiet) if proven else None).body
    for at in range(0, len(data), 7):
        spoilt = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        with pytest.raises(BadPageError):
            checked(quiet, spoilt)


def test_lines_can_not_be_left_out_swapped_or_repeated(quiet: Quiet) -> None:
    lines = split_lines(asked(quiet).body, 1_000)
    for other in (
        lines[1:],
        lines[:-2] + lines[-1:],
        lines[:-1],
        [*lines[:3], lines[4], lines[3], *lines[5:]],
        [*lines[:3], lines[2], *lines[3:]],
        [*lines, lines[-1]],
        [],
    ):
        with pytest.raises(BadPageError):
            checked(quiet, body(other))
    with pytest.raises(BadPageError, match="no-line-end"):
        checked(quiet, body(lines)[:-1])


def test_a_page_of_another_stream_epoch_or_county_is_refused(quiet: Quiet) -> None:
    data = asked(quiet).body
    at = quiet.store.cursor(quiet.town)
    with pytest.raises(BadPageError, match="other-stream"):
        checked(quiet, data, Cursor(quiet.world.county_stream, 1, 0, at.h))
    with pytest.raises(BadPageError, match="old-epoch"):
        checked(quiet, data, Cursor(quiet.town, 2, 0, at.h))
    stranger = Quiet(8)
    with pytest.raises(BadPageError, match="end-signature"):
        verified(data, at, {}, quiet.store.dev, lambda numbers: {}, stranger.desk.keys.server_keys())


def test_a_proof_of_what_was_never_ours_is_refused(quiet: Quiet) -> None:
    data = asked(quiet, own_proof(quiet)).body
    with pytest.raises(BadPageError, match="proof-of-another"):
        checked(quiet, data, own=lambda numbers: {})

    def others(numbers: range) -> dict[int, OwnAction]:
        found = quiet.store.own(quiet.town, numbers)
        return {n: OwnAction(n, a.core, a.annex, bytes(32), a.sig) for n, a in found.items()}

    with pytest.raises(BadPageError, match=FORKED):
        checked(quiet, data, own=others)


@pytest.mark.parametrize("text", ["", "d", "d:", "d:1", "d:1-", "d:a-b", ":1-2", "d:1-²"])
def test_a_proof_asked_for_wrongly_is_none(text: str) -> None:
    assert read_proof(text) is None
    assert read_proof(Proof("d", 1, 2).text) == Proof("d", 1, 2)
