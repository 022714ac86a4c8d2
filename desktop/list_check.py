"""`python -m desktop import list FILE… --dry-run`: look a list's files over before they go to the county.

The list is the county's: it is drafted, countersigned and published there (rulebook §5.2). What a room may do with a
list's files is to check them against the list that its store is pinned to.
"""

import argparse
import sys
from pathlib import Path
from typing import NoReturn

import msgspec
from platformdirs import user_data_path

from briefings.catalogue_files import load_catalogue
from briefings.list_files import read_list
from briefings.list_report import lines_of, report_of
from briefings.list_wording import worded
from db.store import CURRENT, Store
from governance.catalogue.catalogue import Catalogue
from governance.refusal import ReportedError
from governance.responsibility.importing import checked

PACK = Path(__file__).resolve().parents[1] / "resources" / "catalogues"


class WrongUseError(ReportedError):
    """The command was written wrongly (命令用法不对)."""


class _Parser(argparse.ArgumentParser):
    """Argument errors in one line."""

    def error(self, message: str) -> NoReturn:
        raise WrongUseError(f"命令用法不对：{message}；用法见 python -m {self.prog} --help。")


def run(argv: list[str]) -> int:
    """Check the files; 0 right, 1 with faults listed, 2 wrong use or unreadable."""
    parser = _Parser(prog="desktop import", description="检查责任清单文件")
    parser.add_argument("kind", choices=("list",), metavar="种类", help="list：责任清单")
    parser.add_argument("files", type=Path, nargs="+", metavar="文件", help="事项表和责任条目表，CSV或Excel")
    parser.add_argument("--dry-run", action="store_true", help="只检查；清单在县端导入")
    parser.add_argument("--json", action="store_true")
    parser.add_argument(
        "--store", type=Path, default=user_data_path("huying", False), help="本机库文件夹，缺省为用户数据目录"
    )
    try:
        asked = parser.parse_args(argv)
        if not asked.dry_run:
            raise WrongUseError(
                "责任清单由县端维护；检查请加 --dry-run，导入请由清单管理员在县端网页的清单页办理，"
                "或在县端运行 python -m county import list。"
            )
        files = read_list(asked.files)
        if files.said:
            raise WrongUseError("\n".join(files.said))
        catalogue = _catalogue(asked.store)
        found = checked(worded(files.tables, catalogue), catalogue, {}, "检查")
        report = report_of(found, files.origins, dry_run=True)
    except ReportedError as err:
        print(err.sentence, file=sys.stderr)
        return 2
    print(msgspec.json.encode(report).decode() if asked.json else "\n".join(lines_of(report)))
    return report.code


def _catalogue(folder: Path) -> Catalogue:
    """The list that the store is pinned to; without a store in a county the one the program came with."""
    if (folder / CURRENT).exists():
        store = Store.open(folder)
        try:
            if store.streams():
                return store.town.rules(store.stream).catalogue
        finally:
            store.close()
    return load_catalogue(PACK)
