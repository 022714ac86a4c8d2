"""`python -m desktop connect` and `verify`: let a store into its county, and compute all of it again."""

import argparse
import json
import platform
import sys
from pathlib import Path
from typing import NoReturn

from msgspec.structs import asdict
from platformdirs import user_data_path

from db.store import CURRENT, Store
from db.verify import verify as verified
from desktop.county_link import enrol, link_of
from governance.refusal import ReportedError

SHOWN = 10  # problems printed to a person; --json has all


class WrongUseError(ReportedError):
    """The command was written wrongly (命令用法不对)."""


class Parser(argparse.ArgumentParser):
    """Argument errors in one line."""

    def error(self, message: str) -> NoReturn:
        raise WrongUseError(f"命令用法不对：{message}；用法见 python -m {self.prog} --help。")


def _parser(name: str, about: str) -> argparse.ArgumentParser:
    parser = Parser(prog=f"desktop {name}", description=about)
    parser.add_argument(
        "--store", type=Path, default=user_data_path("huying", False), help="本机库文件夹，缺省为用户数据目录"
    )
    return parser


def connect(argv: list[str]) -> int:
    """Let this PC into a county by its one-time code; makes the store when there is none."""
    parser = _parser("connect", "用一次性登记码把本机接入县端")
    parser.add_argument("--county", required=True, metavar="URL", help="县端地址，如 http://10.0.0.5:8080")
    parser.add_argument("--code", required=True, help="县中心给的登记码，10位")
    parser.add_argument("--name", default=platform.node()[:40] or "值班台", help="本机名称")
    try:
        asked = parser.parse_args(argv)
        with _store(asked.store, make=True) as store:
            if store.streams():
                raise WrongUseError(f"本机已接入 {link_of(store).url}；换县端请另选一个空文件夹。")
            enrol(store, asked.county, asked.code.strip().upper(), asked.name)
            no = store.device(store.stream).no
    except ReportedError as err:
        return refused(err)
    print(f"本机已接入县端，设备号 {no}，本机库在 {asked.store}")
    return 0


def verify(argv: list[str]) -> int:
    """Compute a store again from its ledger and chains; exit code 1 when something differs."""
    parser = _parser("verify", "从台账重新计算本机库的一切并核对")
    parser.add_argument("--json", action="store_true")
    try:
        asked = parser.parse_args(argv)
        with _store(asked.store, make=False) as store:
            report = verified(store)
    except ReportedError as err:
        return refused(err)
    if asked.json:
        print(json.dumps(asdict(report) | {"sound": report.sound}, ensure_ascii=False))
    else:
        state = "全部相符" if report.sound else f"发现{len(report.problems)}处不符"
        print(f"本机动作{report.own_actions}个、台账{report.entries}条、案件{report.cases}件：{state}。")
        for problem in report.problems[:SHOWN]:
            print(f"  {problem}")
    return 0 if report.sound else 1


def _store(folder: Path, *, make: bool) -> Store:
    if make and not (folder / CURRENT).exists():
        return Store.create(folder)
    return Store.open(folder)


def refused(err: ReportedError) -> int:
    """Say why in one line; gives the exit code."""
    print(err.sentence, file=sys.stderr)
    return 2
