"""`python -m desktop import elements`: row faults by row, one batch a file, taken back whole."""

import json
from pathlib import Path

import pytest

from db.queries.archives import archives_of, batches
from db.store import Store
from desktop import archive_import
from tests.db.small_county import TOWN_STREAM, County, a_desk
from tests.governance.room import GRID

HEAD = "编号,类别,状态,管护单位,网格编码\n"
GOOD = f"LD-1,路灯,完好,城管办,{GRID}\nLD-2,路灯,不亮,城管办,{GRID}\n"
BAD = f"LD-3,飞碟,完好,,{GRID}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store of the town, closed again."""
    (tmp_path / "c").mkdir()
    county = County(tmp_path / "c")
    a_desk(tmp_path / "desk", county).close()
    county.close()
    return tmp_path / "desk"


def told(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    *argv: str,
    password: str = "right",
) -> tuple[int, str, str]:
    """Exit code, what was said, and what was said to the error channel."""
    code = archive_import.run(
        [*argv, "--store", str(folder)], lambda store, user, word: word == "right", lambda _: password
    )
    said = capsys.readouterr()
    return code, said.out, said.err


def codes(folder: Path) -> list[str]:
    with Store.open(folder) as store:
        return sorted(row.code for row in store.read(lambda conn: archives_of(conn, TOWN_STREAM, ("ASSET",))))


def test_a_file_is_imported_and_taken_back(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "路灯.csv"
    file.write_text(HEAD + GOOD, encoding="utf-8")
    code, out, _ = told(folder, capsys, "elements", str(file), "--as", "sup", "--json")
    (report,) = json.loads(out)
    assert (code, report["new"], report["refused"]) == (0, 2, 0)
    assert codes(folder) == ["LD-1", "LD-2"]
    again = told(folder, capsys, "assets", str(file), "--as", "sup")
    assert (again[0], "相同2" in again[1]) == (0, True)
    undone = told(folder, capsys, "undo", report["batch"], "--as", "sup", "--reason", "导错")
    assert (undone[0], "已整批撤销" in undone[1]) == (0, True)
    assert codes(folder) == []
    with Store.open(folder) as store:
        (row,) = store.read(lambda conn: batches(conn, TOWN_STREAM))
        assert row.undone_at is not None


def test_with_one_row_wrong_nothing_is_imported_unless_the_good_ones_are_wanted(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "路灯.csv"
    file.write_text(HEAD + GOOD + BAD, encoding="gb18030")
    code, out, _ = told(folder, capsys, "elements", str(file), "--as", "sup")
    assert (code, codes(folder)) == (1, [])
    assert "第4行“类别”列：“飞碟”不在可填的词内" in out
    assert "第4行“管护单位”列：没有填管护单位" in out
    code, out, _ = told(folder, capsys, "elements", str(file), "--as", "sup", "--good")
    assert (code, codes(folder)) == (1, ["LD-1", "LD-2"])


def test_a_check_needs_nobody_and_writes_nothing(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "路灯.csv"
    file.write_text(HEAD + GOOD, encoding="utf-8")
    code, out, _ = told(folder, capsys, "elements", str(file), "--dry-run")
    assert (code, "只作检查" in out, codes(folder)) == (0, True, [])


@pytest.mark.parametrize(
    ("argv", "password", "words"),
    [
        (("--as", "sup"), "wrong", "口令不对"),
        (("--as", "nobody"), "right", "没有写明以谁的名义"),
        (("--as", "grid"), "right", "无权办理"),
        (("--as", "sup", "--set", "色彩=红"), "right", "--set"),
    ],
)
def test_who_may_not_imports_nothing(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    argv: tuple[str, ...], password: str, words: str,
) -> None:  # fmt: skip
    file = tmp_path / "路灯.csv"
    file.write_text(HEAD + GOOD, encoding="utf-8")
    code, _, err = told(folder, capsys, "elements", str(file), *argv, password=password)
    assert (code, words in err, codes(folder)) == (2, True, [])
