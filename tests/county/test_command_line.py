"""Wrong use and unreadable input: one clear line, exit code 2, nothing changed."""

from pathlib import Path

import pytest

from county.command_line import main
from tests.county.small import TOWN, url_in


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("serve", "--db", "postgresql://x/y"), "只支持SQLite"),
        (("serve", "--db", "{rubbish}"), "读不出来"),
        (("verify", "--db", "{rubbish}"), "读不出来"),
        (("enrol", "--db", "{rubbish}", "--town", TOWN), "读不出来"),
        (("enrol", "--db", "{missing}", "--town", TOWN), "没有找到县端数据库"),
        (("verify", "--db", "{missing}"), "没有找到县端数据库"),
        (("enrol", "--db", "{own}", "--town", "330110005000"), "现有："),
        (("serve", "--db", "{missing}", "--roster", "{missing}"), "找不到名册文件夹"),
        (("serve", "--db", "{missing}", "--pack", "{missing}"), "找不到目录数据包"),
        (("simulate", "--db", "{missing}", "--messages", "{rubbish}"), "rubbish.db"),
        (("simulate", "--db", "{own}", "--messages", "{gbk}"), "UTF-8"),
        (("simulate", "--db", "{own}", "--messages", "{elsewhere}"), "不在本县任何乡镇"),
        (("simulate", "--db", "{own}", "--journal", "{missing}/x/y"), "流水文件"),
        (("simulate", "--db", "{own}", "--pace", "0"), "--pace"),
        (("serve", "--db", "{own}", "--scale", "-1"), "--scale"),
        (("serve", "--db", "{own}", "--listen", "here"), "监听地址"),
        (("serve", "--nonsense",), "命令写法不对"),
        (("dance",), "命令写法不对"),
        ((), "命令写法不对"),
    ],
)  # fmt: skip
def test_wrong_use_is_one_line_and_exit_code_2(
    place: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    said: str,
) -> None:
    files = {name: tmp_path / name for name in ("rubbish.db", "gbk.csv", "elsewhere.csv")}
    files["rubbish.db"].write_text("no database at all\n" * 100)
    files["gbk.csv"].write_bytes("id,at,ch,text,area\n1,1,GRID,积水,990101100201\n".encode("gb18030"))
    files["elsewhere.csv"].write_text("id,at,ch,text,area\n1,1,GRID,积水,330110005001\n", encoding="utf-8")
    names = {
        "rubbish": str(files["rubbish.db"]),
        "gbk": str(files["gbk.csv"]),
        "elsewhere": str(files["elsewhere.csv"]),
        "missing": str(tmp_path / "missing"),
        "own": url_in(place),
    }
    before = (place / "c.db").read_bytes(), files["rubbish.db"].read_bytes()
    asked = [argument.format(**names) for argument in arguments]
    if arguments[:1] in (("serve",), ("simulate",)) and "--listen" not in arguments:
        asked += ["--listen", "127.0.0.1:0"]
    code = main(asked)
    told = capsys.readouterr()
    assert (code, told.out) == (2, "")
    assert said in told.err
    assert told.err.count("\n") == 1
    assert before == ((place / "c.db").read_bytes(), files["rubbish.db"].read_bytes())
