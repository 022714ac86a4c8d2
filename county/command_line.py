"""Reading the command line (命令行): options into values, failures into one line and an exit code."""

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from platformdirs import user_data_path

from county import commands, playing
from county.clock import Clock, ScaledDay, VirtualClock, WallClock
from county.database import url_of
from county.failures import WrongUseError
from county.opening import Founding, Place
from governance.refusal import ReportedError
from governance.time.working_time import MINUTE_MS

ROOT = Path(__file__).resolve().parents[1]
PACK = ROOT / "resources" / "catalogues"
ROSTER = ROOT / "resources" / "demo"
LISTEN = "127.0.0.1:8710"
DONE, DIFFERENT, WRONG = 0, 1, 2


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise WrongUseError(f"命令写法不对：{message}；用法见 python -m county --help。")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit code."""
    try:
        asked = _parser().parse_args(arguments)
        run: Callable[[argparse.Namespace], int] = asked.run
        return run(asked)
    except ReportedError as err:
        print(err.sentence, file=sys.stderr)
        return WRONG


def _parser() -> _Parser:
    parser = _Parser(prog="python -m county", description="呼应台县端：台账服务、账号、模拟各方。")
    commands_ = parser.add_subparsers(dest="command", required=True, metavar="命令")
    serve = commands_.add_parser("serve", help="运行县端；空库先建示范县")
    _database(serve)
    _founding(serve)
    _listening(serve)
    serve.set_defaults(run=_serve)
    simulate = commands_.add_parser("simulate", help="运行县端，并由模拟各方办理")
    _database(simulate)
    _founding(simulate)
    _listening(simulate)
    _playing(simulate)
    simulate.set_defaults(run=_simulate)
    migrate = commands_.add_parser("migrate", help="建库或升级；空库建县")
    _database(migrate)
    _founding(migrate)
    migrate.add_argument("--clock-origin", type=int, metavar="毫秒", help="建县时刻，UTC毫秒")
    migrate.add_argument("--history-until", type=int, metavar="毫秒", help="历史只补到此时刻，UTC毫秒")
    migrate.set_defaults(run=_migrate)
    enrol = commands_.add_parser("enrol", help="给一台新电脑发一次性登记码")
    _database(enrol)
    enrol.add_argument("--town", required=True, metavar="区划码", help="乡镇的12位区划码")
    enrol.add_argument("--json", action="store_true")
    enrol.set_defaults(run=lambda a: commands.enrol(_url(a), a.town, as_json=a.json))
    verify = commands_.add_parser("verify", help="从台账重算全部链、签名、裁定和状态并比对")
    _database(verify)
    verify.add_argument("--json", action="store_true")
    verify.add_argument("--period", metavar="期间", help="只核验考评数字：2026-03，或 2026-03-02..2026-03-08")
    verify.set_defaults(run=_verify)
    _importing(commands_.add_parser("import", help="导入清单文件，起草有变化的事项"))
    return parser


def _importing(parser: argparse.ArgumentParser) -> None:
    _database(parser)
    parser.add_argument("kind", choices=("list",), metavar="种类", help="list：责任清单")
    parser.add_argument("files", type=Path, nargs="+", metavar="文件", help="事项表和责任条目表，CSV或Excel")
    parser.add_argument("--login", default="", metavar="登录名", help="以哪位清单管理员的名义起草")
    parser.add_argument("--reason", default="", metavar="理由", help="起草依据和理由")
    parser.add_argument("--good", action="store_true", help="有错时仍导入无错的事项")
    parser.add_argument("--dry-run", action="store_true", help="只检查，不导入")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=_import)


def _database(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--db", metavar="地址", help="数据库地址，如 sqlite:///county.db")
    parser.add_argument("--keys", type=Path, metavar="文件夹", help="县端密钥所在文件夹（默认在数据库旁）")


def _founding(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--pack", type=Path, default=PACK, metavar="文件夹", help="目录数据包")
    parser.add_argument("--roster", type=Path, default=ROSTER, metavar="文件夹", help="名册")
    parser.add_argument("--initial-password", metavar="口令", help="建县时各账号的初始口令")
    parser.add_argument(
        "--history",
        type=Path,
        action="append",
        default=[],
        metavar="文件",
        help="建县时补入首个乡镇的历史，如示范镇的一个月；可给多个，按先后补入",
    )


def _listening(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--listen", default=LISTEN, metavar="主机:端口", help=f"默认 {LISTEN}；端口0自动选择")
    parser.add_argument("--clock-origin", type=int, metavar="毫秒", help="缩时：起始时刻，UTC毫秒")
    parser.add_argument("--clock-anchor", type=int, metavar="毫秒", help="缩时：对应的真实时刻，UTC毫秒")
    parser.add_argument("--scale", type=float, default=1.0, metavar="倍数", help="缩时倍数")


def _playing(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--messages", type=Path, metavar="CSV", help="来件表；不给则自拟")
    parser.add_argument("--events-per-day", type=int, default=40, metavar="件", help="自拟来件数，每镇每天")
    parser.add_argument("--phone-units", default="", metavar="单位,单位", help="只接电话、由指挥室代录的单位")
    parser.add_argument("--journal", type=Path, metavar="文件", help="已办动作流水，每行一条JSON")
    parser.add_argument("--pace", type=float, default=1.0, metavar="倍数", help="各方用时乘以此数")
    parser.add_argument(
        "--catch-up", type=int, default=0, metavar="分钟", help="开机前已到时刻的动作，分散在此后这些分钟里办"
    )
    parser.add_argument("--with-parent", action="store_true", help="标准输入关闭即结束，供上级程序使用")
    parser.add_argument("--room", action="store_true", help="指挥室也自动办理")
    parser.add_argument("--virtual", action="store_true", help="不等待，时间跳到下一步；不监听")
    parser.add_argument("--days", type=float, metavar="天", help="推演几天后结束（--virtual 默认1天）")


def _url(asked: argparse.Namespace) -> Place:
    if asked.db is None:
        default = user_data_path("huying", appauthor=False) / "county" / "county.db"
        return Place(url_of(str(default)), asked.keys)
    return Place(url_of(asked.db), asked.keys)


def _source(asked: argparse.Namespace) -> Founding:
    demo = asked.roster == ROSTER
    return Founding(
        asked.pack,
        asked.roster,
        asked.initial_password,
        demo=demo,
        history=tuple(asked.history),
        until=getattr(asked, "history_until", None),
    )


def _address(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65_535:
        raise WrongUseError(f"监听地址【{text}】写法不对；请写作 主机:端口，如 {LISTEN}。")
    return host.strip("[]"), int(port)


def _clock(asked: argparse.Namespace) -> Clock:
    """The wall's clock, or the scaled one that the options describe."""
    if asked.scale <= 0:
        raise WrongUseError("缩时倍数须大于0；请改正 --scale。")
    if asked.clock_origin is None and asked.clock_anchor is None and asked.scale == 1.0:
        return WallClock()
    now = time.time_ns() // 1_000_000
    anchor = now if asked.clock_anchor is None else asked.clock_anchor
    return ScaledDay(anchor if asked.clock_origin is None else asked.clock_origin, anchor, asked.scale)


def _import(asked: argparse.Namespace) -> int:
    wanted = commands.Importing(
        files=tuple(asked.files),
        login=asked.login,
        reason=asked.reason,
        good=asked.good,
        dry_run=asked.dry_run,
        as_json=asked.json,
    )
    return commands.import_files(_url(asked), wanted)


def _migrate(asked: argparse.Namespace) -> int:
    clock: Clock = WallClock() if asked.clock_origin is None else VirtualClock(asked.clock_origin)
    return commands.migrate(_url(asked), _source(asked), clock)


def _verify(asked: argparse.Namespace) -> int:
    if asked.period is not None:
        return commands.verify_period(_url(asked), asked.period, as_json=asked.json)
    return commands.verify(_url(asked), as_json=asked.json)


def _serve(asked: argparse.Namespace) -> int:
    return commands.serve(_url(asked), _source(asked), _clock(asked), _address(asked.listen))


def _simulate(asked: argparse.Namespace) -> int:
    if asked.pace <= 0 or asked.events_per_day < 0 or (asked.days is not None and asked.days <= 0):
        raise WrongUseError("--pace、--days 须大于0，--events-per-day 不能为负；请改正。")
    clock = _clock(asked)
    if asked.virtual:
        clock = VirtualClock(clock.now() if asked.clock_origin is None else asked.clock_origin)
    days = asked.days if asked.days is not None else (1.0 if asked.virtual else None)
    wanted = playing.Playing(
        seed=asked.seed,
        messages=asked.messages,
        per_day=asked.events_per_day,
        phone_units=frozenset(unit for unit in asked.phone_units.split(",") if unit),
        journal=asked.journal,
        pace=asked.pace,
        room=asked.room,
        with_parent=asked.with_parent,
        catch_up=max(0, asked.catch_up) * MINUTE_MS,
        until=None if days is None else clock.now() + int(days * 86_400_000),
    )
    if asked.virtual:
        return playing.rehearse(_url(asked), _source(asked), clock, wanted)
    return playing.simulate(_url(asked), _source(asked), clock, _address(asked.listen), wanted)
