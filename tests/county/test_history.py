"""A month behind the demo town: entered again at the founding, judged like everything else."""

from collections import Counter
from pathlib import Path

import pytest

from county.acts import Answer, act
from county.clock import VirtualClock
from county.database import found_county, keys_path, open_county, open_store
from county.failures import MessagesError
from county.history import past_acts, read_history, write_history
from county.verify import verify
from db.queries.archives import archives_of, doubles
from db.queries.bodies import confirmed_cases, ledger_lines
from db.server_ledger import heads
from governance.archive.element import element_case
from governance.calls.call import Call
from governance.events.event import Event
from tests.county.small import MONDAY, PACK, PASSWORD, url_in

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "resources" / "demo"
HISTORY = DEMO / "history.jsonl.zst"
TODAY = DEMO / "today.jsonl.zst"
MONTH_MS = 31 * 86_400_000  # thirty days, and the afternoon before on which the registers were entered


def test_the_shipped_month_is_one_and_reads_back_the_same(tmp_path: Path) -> None:
    acts = read_history(HISTORY)
    assert [act.t for act in acts] == sorted(act.t for act in acts)
    assert MONTH_MS * 0.9 < acts[-1].t - acts[0].t <= MONTH_MS
    kinds = Counter(act.kind for act in acts)
    assert kinds["event.report"] > 250
    assert kinds["call.issue"] > 80
    assert kinds["archive.put"] > 250
    write_history(tmp_path / "again", acts)
    assert read_history(tmp_path / "again") == acts


@pytest.mark.parametrize("content", [None, b"", b"not zstd", b"\x28\xb5\x2f\xfd\x04\x00\x01\x00\x00"])
def test_a_bad_history_is_named_before_anything_is_founded(tmp_path: Path, content: bytes | None) -> None:
    bad = tmp_path / "history.jsonl.zst"
    if content is not None:
        bad.write_bytes(content)
    with pytest.raises(MessagesError, match="历史文件"):
        read_history(bad)


def test_a_founded_town_has_lived_its_month(tmp_path: Path) -> None:
    url = url_in(tmp_path)
    store = open_store(url, make=True)
    found_county(store, url, keys_path(url, None), DEMO, PACK, PASSWORD, MONDAY, read_history(HISTORY))
    county = open_county(store, keys_path(url, None), VirtualClock(MONDAY))
    try:
        town = county.towns[0]
        with county.reading() as conn:
            cases = list(confirmed_cases(conn, town))
            lines = list(ledger_lines(conn, town))
            seq = next(head.seq for head in heads(conn) if head.stream == town)
            again = list(past_acts(conn, town, seq))
            assert all(not one.differences for one in verify(conn))
            coded = archives_of(conn, town, ("GRID", "ASSET", "ORG"), limit=1_000)
        assert {line.vd for line in lines} == {"a"}
        assert sum(isinstance(case, Event) for case in cases) > 250
        assert sum(isinstance(case, Call) for case in cases) > 80
        assert again == read_history(HISTORY)
        assert len(coded) > 150
        for one in coded:  # what has a code of its own is the same case as if it were typed in at a desk
            assert one.case_id == element_case(town, one.type, one.code)
    finally:
        county.close()


def test_the_last_import_of_the_month_may_be_taken_back_whole(tmp_path: Path) -> None:
    past = [act for act in read_history(HISTORY) if act.kind == "archive.put" and "batch" in act.p]
    url = url_in(tmp_path)
    store = open_store(url, make=True)
    found_county(store, url, keys_path(url, None), DEMO, PACK, PASSWORD, MONDAY, past)
    county = open_county(store, keys_path(url, None), VirtualClock(past[-1].t))
    try:
        town, last = county.towns[0], past[-1]
        assert last.p["file"].startswith("新居民登记")
        assert last.case in (ROOT / "README.md").read_text(encoding="utf-8")
        with county.reading() as conn:
            before = len(archives_of(conn, town, ("PERSON",), limit=2_000))
        p = {"batch": last.case, "reason": "表格重复"}
        answer = act(county, town, last.actor, "archive.undo", last.case, p)
        assert isinstance(answer, Answer)
        with county.reading() as conn:
            assert (
                before - len(archives_of(conn, town, ("PERSON",), limit=2_000)) == len(last.p["rows"]) == 36
            )
            assert doubles(conn, town) == []
    finally:
        county.close()


def test_a_second_file_goes_on_from_the_first(tmp_path: Path) -> None:
    month, today = read_history(HISTORY), read_history(TODAY)
    assert month[-1].t < today[0].t
    url = url_in(tmp_path)
    store = open_store(url, make=True)
    found_county(store, url, keys_path(url, None), DEMO, PACK, PASSWORD, MONDAY, [*month, *today])
    county = open_county(store, keys_path(url, None), VirtualClock(today[-1].t))
    try:
        with county.reading() as conn:
            lines = list(ledger_lines(conn, county.towns[0]))
            acts = [seq for seq, line in enumerate(lines, 1) if not line.kind.startswith("sys.")]
            again = list(past_acts(conn, county.towns[0], acts[-1], acts[len(month) - 1]))
        assert {line.vd for line in lines} == {"a"}
        assert [(act.kind, act.case, act.p) for act in again] == [
            (act.kind, act.case, act.p) for act in today
        ]
    finally:
        county.close()
