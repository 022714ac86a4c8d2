"""The data pack's files (目录数据包): read strictly, what is wrong told with file, row and column."""

import shutil
from pathlib import Path

import pytest

from briefings.catalogue_files import CatalogueFileError, load_catalogue, read_pack
from governance.catalogue.catalogue import Catalogue
from governance.catalogue.tables import NEEDED

CATALOGUES = Path(__file__).parents[2] / "resources" / "catalogues"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of the product's pack, to be spoilt."""
    folder = tmp_path / "数据包"
    shutil.copytree(CATALOGUES, folder)
    return folder


def refused(folder: Path) -> str:
    with pytest.raises(CatalogueFileError) as told:
        load_catalogue(folder)
    assert "\n" not in told.value.sentence
    return told.value.sentence


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_products_pack_is_read_and_codes_stay_text() -> None:
    tables = read_pack(CATALOGUES)
    assert set(NEEDED) <= set(tables)
    assert tables["event_categories"][0]["code"] == "010101"
    catalogue = load_catalogue(CATALOGUES)
    assert isinstance(catalogue, Catalogue)
    assert (len(catalogue.categories), len(catalogue.units), len(catalogue.items)) == (205, 66, 68)


def test_the_designed_pack_alone_is_enough(shared: Path) -> None:
    catalogue = load_catalogue(shared / "domain" / "catalogue")
    assert len(catalogue.categories) == 205
    assert catalogue.words == ()


def test_a_byte_order_mark_and_windows_line_ends_are_fine(pack: Path) -> None:
    path = pack / "departments.csv"
    text = path.read_text(encoding="utf-8")
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert load_catalogue(pack) == load_catalogue(CATALOGUES)


def test_empty_lines_below_the_table_are_passed_by(pack: Path) -> None:
    path = pack / "holidays.csv"
    path.write_text(path.read_text(encoding="utf-8") + "\n,,\n\n", encoding="utf-8")
    assert load_catalogue(pack) == load_catalogue(CATALOGUES)


def test_other_files_are_not_looked_at(pack: Path) -> None:
    (pack / "说明.csv").write_bytes(b"\xff\xfe\x00")
    (pack / "README.md").write_text("about", encoding="utf-8")
    assert load_catalogue(pack) == load_catalogue(CATALOGUES)


# ---------------------------------------------------------------- spoilt files


def test_no_folder(tmp_path: Path) -> None:
    assert "找不到目录数据包文件夹" in refused(tmp_path / "nowhere")
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert "找不到目录数据包文件夹" in refused(tmp_path / "file")


@pytest.mark.parametrize("sheet", NEEDED)
def test_a_missing_file_is_named(pack: Path, sheet: str) -> None:
    (pack / f"{sheet}.csv").unlink()
    assert refused(pack) == f"目录数据包缺少文件 {sheet}.csv；请补上后重试。"


def test_a_folder_in_place_of_a_file(pack: Path) -> None:
    (pack / "holidays.csv").unlink()
    (pack / "holidays.csv").mkdir()
    assert "holidays.csv 打不开" in refused(pack)


@pytest.mark.parametrize("encoding", ["gbk", "gb18030"])
def test_gbk_is_told_with_its_row(pack: Path, encoding: str) -> None:
    path = pack / "departments.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode(encoding))
    assert refused(pack) == "departments.csv 第2行不是UTF-8编码（可能是GBK）；请另存为“CSV UTF-8”后重试。"


def test_utf_16_is_told(pack: Path) -> None:
    path = pack / "departments.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16"))
    assert "departments.csv 第1行不是UTF-8编码" in refused(pack)


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "是空文件"), (b" \r\n\n", "是空文件"), (b"\xef\xbb\xbf", "缺少“date”“day”“name”列")],
)
def test_an_empty_file(pack: Path, content: bytes, words: str) -> None:
    (pack / "holidays.csv").write_bytes(content)
    assert words in refused(pack)


def test_a_header_without_rows(pack: Path) -> None:
    (pack / "holidays.csv").write_text("date,day,name\n", encoding="utf-8")
    assert refused(pack) == "holidays.csv 只有表头，没有数据；请补上数据。"


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("date,name", "缺少“day”列"),
        ("日期,day,name", "缺少“date”列"),
        ("date,day,name,colour", "第4列“colour”不认识"),
        ("date,day,name,", "第4列没有列名"),
        ("date,day,name,day", "有两个“day”列"),
    ],
)
def test_a_wrong_header_names_the_column(pack: Path, header: str, words: str) -> None:
    change(pack / "holidays.csv", "date,day,name\n", f"{header}\n")
    assert words in refused(pack)


def test_columns_may_stand_in_another_order(pack: Path) -> None:
    (pack / "holidays.csv").write_text("name,day,date\n元旦,OFF,2026-01-01\n", encoding="utf-8")
    assert load_catalogue(pack).holidays == {"2026-01-01": "OFF"}


@pytest.mark.parametrize(("row", "count"), [("2024-01-01,OFF", 2), ("2024-01-01,OFF,元旦,x", 4)])
def test_a_ragged_row_is_told(pack: Path, row: str, count: int) -> None:
    change(pack / "holidays.csv", "2024-01-01,OFF,元旦", row)
    assert refused(pack) == f"holidays.csv 第2行有{count}列，表头有3列；请检查逗号和引号。"


def test_an_empty_line_inside_the_table_is_told(pack: Path) -> None:
    change(pack / "holidays.csv", "2024-02-10,OFF", "\n,,\n2024-02-10,OFF")
    assert refused(pack) == "holidays.csv 第4行是空行；请删去空行。"


def test_a_nul_in_a_cell_is_told(pack: Path) -> None:
    change(pack / "holidays.csv", "2024-01-01,OFF,元旦", "2024-01-01,OFF,元\0旦")
    assert "holidays.csv 第2行“name”列：含有不可见的控制字符" in refused(pack)


@pytest.mark.parametrize("row", ['2024-01-01,OFF,"元旦', '2024-01-01,OFF,"元"旦'])
def test_a_quote_that_never_closes_is_told(pack: Path, row: str) -> None:
    change(pack / "holidays.csv", "2024-01-01,OFF,元旦", row)
    assert "引号或换行不成对" in refused(pack)


def test_a_code_that_lost_its_zero_is_told(pack: Path) -> None:
    change(pack / "event_categories.csv", "010101,", "10101,")
    assert refused(pack) == (
        "event_categories.csv 第2行“code”列：“10101”应为6位数字；请按文本填写，勿让表格软件去掉前面的0。"
    )


def test_the_first_fault_is_told_with_the_count_of_the_others(pack: Path) -> None:
    path = pack / "holidays.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",WORK,", ",上班,"), encoding="utf-8")
    sentence = refused(pack)
    assert sentence.startswith("holidays.csv 第3行“day”列：“上班”不认识；可填：OFF、WORK。（另有")
    with pytest.raises(CatalogueFileError) as told:
        load_catalogue(pack)
    assert len(told.value.facts["faults"]) == path.read_text(encoding="utf-8").count("上班")
