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


PEOPLE = "姓名,证件号码,联系电话,门牌室号,居住类别,网格编码\n"


def person(name: str, phone: str = "13800001234") -> str:
    return f"{name},990101199003078519,{phone},桥东12号,户籍,{GRID}\n"


def test_people_who_did_not_reach_the_county_yet_are_known_when_their_register_comes_again(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """§2.4 一数多用: an ID number is in the annex, which no fold shows before the county gives it back."""
    file = tmp_path / "人口.csv"
    found = []
    for rows in (person("林某"), person("林某"), person("林某", "13900005678")):
        file.write_text(PEOPLE + rows, encoding="utf-8")
        (report,) = json.loads(told(folder, capsys, "elements", str(file), "--as", "sup", "--json")[1])
        assert not report["faults"]
        found.append((report["new"], report["same"], report["changed"]))
    assert found == [(1, 0, 0), (0, 1, 0), (0, 0, 1)]


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


def test_what_has_no_column_is_called_by_its_heading(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "人口.csv"
    file.write_text(PEOPLE + person("林某").replace("199003078519", "199003078510"), encoding="utf-8")
    code, out, _ = told(folder, capsys, "people", str(file), "--dry-run")
    assert (code, "第2行“出生日期”列：没有填出生日期" in out) == (1, True)


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
