"""`python -m county import list`: checked whole, drafted in the name of the 清单管理员, exit codes 0, 1, 2."""

import json
from pathlib import Path

import pytest

from county.command_line import main
from county.list_import import import_list
from county.streams import County
from db.county_store import view_of
from db.queries.lists import drafts
from governance.responsibility.versions import list_case
from tests.county.small import PACK, copied, url_in

ITEMS, LINES = PACK / "responsibility_items.csv", PACK / "responsibility_lines.csv"


def changed(folder: Path, old: str, new: str) -> Path:
    """The items with one text replaced."""
    path = folder / "responsibility_items.csv"
    path.write_text(ITEMS.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    return path


def test_what_changed_is_drafted_and_nothing_is_published(county: County, tmp_path: Path) -> None:
    path = changed(tmp_path, "违法建设认定、立案查处、作出并组织实施行政强制", "认定、查处、强制")
    assert import_list(county, [path, LINES], dry_run=True).changed == ("SD-A01",)
    with county.reading() as conn:
        assert drafts(conn, county.stream) == []
    report = import_list(county, [path, LINES])
    assert (report.drafted, report.faults, report.code) == (("SD-A01",), (), 0)
    with county.reading() as conn:
        (draft,) = drafts(conn, county.stream)
        view = view_of(conn, county.stream)
        assert view is not None
        version = view.rules.catalogue.items["SD-A01"].version
    assert (draft.id, draft.label) == (list_case("SD-A01"), "起草中")
    assert version == 1


def test_with_a_fault_nothing_is_imported_unless_the_good_are_asked_for(
    county: County, tmp_path: Path
) -> None:
    text = ITEMS.read_text(encoding="utf-8").replace("入户摸底建档、政策宣传、动员自拆", "入户建档")
    path = tmp_path / "x.csv"
    path.write_text(
        text.replace(
            "SD-A01,A,拆违拆临与自然资源,违法建设查处,ZF,ZF;ZR",
            "SD-A01,A,拆违拆临与自然资源,违法建设查处,QQ,QQ;ZR",
        ),
        encoding="utf-8",
    )
    report = import_list(county, [path, LINES])
    assert (report.drafted, report.refused, report.code) == ((), ("SD-A01",), 1)
    assert any("QQ" in told.sentence for told in report.faults)
    assert import_list(county, [path, LINES], good=True).drafted == ("SD-A02",)


def test_the_command_line(template: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    db = url_in(copied(template, tmp_path / "c"))
    assert main(["import", "list", str(ITEMS), str(LINES), "--db", db, "--dry-run", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["same"]) == 68
    assert main(["import", "list", str(tmp_path / "none.csv"), "--db", db]) == 2
    out, err = capsys.readouterr()
    assert (out, "打不开" in err) == ("", True)
    path = changed(tmp_path, "2026-01-01", "2026/1/1")
    assert main(["import", "list", str(path), str(LINES), "--db", db]) == 1
    assert "第2行“effective_from”列" in capsys.readouterr().out
