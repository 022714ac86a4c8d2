"""`python -m desktop import elements FILE…`: registers of people, places, assets, organisations and grids into the ledger.

Source: rulebook §2.4, matrix import_excel (督办考核员, 可整批撤销). Every file is one batch: all of its rows or, when some are
wrong, none, unless the good ones are wanted alone. `import undo BATCH` takes a batch back whole. Whoever imports gives his
password, which the county judges.
"""

import argparse
import asyncio
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from getpass import getpass
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict
from platformdirs import user_data_path

from briefings.archive_files import Table, read_tables
from db.outbox import Intent
from db.overlay import ShownView, read_shown
from db.queries.archives import KNOWN_BY, archives_of, batches, personal_of, same_archives
from db.queries.archives_waiting import Waiting, personal_waiting
from db.store import Store
from desktop.store_commands import Parser, WrongUseError, refused
from governance.archive.element import Archived, post_case
from governance.archive.importing import Checked, Known, checked, key_of, parts, whole
from governance.archive.register import ASSET, GRID, KINDS, ORG, PERSON, PLACE, POST, Kind
from governance.objections import refusal
from governance.people.roles import User
from governance.refusal import Refusal, ReportedError

FROM = {
    "elements": (), "people": (PERSON,), "households": (PERSON,), "places": (PLACE,), "assets": (ASSET,),
    "units": (ORG,), "grids": (GRID,), "posts": (POST,),
}  # fmt: skip
SHOWN = 30  # faults printed to a person; --json has all
PUT, UNDO = "archive.put", "archive.undo"
Judge = Callable[[Store, str, str], bool]  # store, user, password
Ask = Callable[[str], str]  # what is asked → what was typed


class ImportRefusedError(ReportedError):
    """A rule says no to an import (不能导入)."""


class SheetReport(Struct, frozen=True, kw_only=True):
    """What came of one sheet."""

    file: str
    sheet: str
    kind: str
    rows: int
    new: int
    changed: int
    same: int
    refused: int
    columns: dict[str, str]
    left_out: tuple[str, ...]
    faults: tuple[tuple[int, str, str], ...]  # row, column, sentence
    batch: str = ""  # empty: nothing was imported


def run(argv: list[str], judge: Judge | None = None, ask: Ask | None = None) -> int:
    """Import the files, or take a batch back; 0 done, 1 with rows refused, 2 wrong use or unreadable."""
    try:
        asked = _asked(argv)
        with Store.open(asked.store) as store:
            signer = _signer(store, asked, judge or county_judge, ask or _typed(asked))
            if asked.kind == "undo":
                return _undone(store, asked, signer)
            reports = [
                report for path in asked.files for report in _imported(store, asked, Path(path), signer)
            ]
    except ReportedError as err:
        return refused(err)
    if asked.json:
        print(json.dumps([asdict(one) for one in reports], ensure_ascii=False))
    else:
        print("\n".join(line for one in reports for line in _lines(one, dry_run=asked.dry_run)))
    return 1 if any(one.refused for one in reports) else 0


def _asked(argv: list[str]) -> argparse.Namespace:
    parser = Parser(prog="desktop import", description="导入要素台账，或整批撤销")
    kinds = (*FROM, "undo")
    parser.add_argument(
        "kind",
        choices=kinds,
        metavar="种类",
        help="elements 自动识别；" + "、".join(kinds[1:]) + "；list 检查责任清单，用法见 import list --help",
    )
    parser.add_argument("files", nargs="+", metavar="文件或批次")
    parser.add_argument("--as", dest="who", default="", metavar="姓名", help="以谁的名义（督办考核员）")
    parser.add_argument("--password-stdin", action="store_true", help="从标准输入读口令")
    parser.add_argument(
        "--set", action="append", default=[], metavar="字段=值", help="表里没有的列，如 居住类别=户籍"
    )
    parser.add_argument("--reason", default="", help="撤销原因")
    parser.add_argument("--good", action="store_true", help="有错时仍导入无错的行")
    parser.add_argument("--dry-run", action="store_true", help="只检查，不导入")
    parser.add_argument("--json", action="store_true")
    parser.add_argument(
        "--store", type=Path, default=user_data_path("huying", False), help="本机库文件夹，缺省为用户数据目录"
    )
    return parser.parse_args(argv)


# ---------------------------------------------------------------- who imports


def _typed(asked: argparse.Namespace) -> Ask:
    """Where the password comes from."""
    return (lambda _: sys.stdin.readline().rstrip("\n")) if asked.password_stdin else getpass


def _signer(store: Store, asked: argparse.Namespace, judge: Judge, ask: Ask) -> User | None:
    """The person in whose name it is done; nobody for a mere check."""
    if asked.dry_run:
        return None
    users = store.town.rules(store.stream).directory.users.values()
    found = [user for user in users if user.active and asked.who in (user.id, user.name)]
    if len(found) != 1:
        raise WrongUseError("没有写明以谁的名义，或名册中不止一人；请用 --as 写督办考核员的姓名。")
    if not judge(store, found[0].id, ask(f"{found[0].name}的口令：")):
        raise WrongUseError("口令不对，没有导入；请重试。")
    return found[0]


def county_judge(store: Store, user: str, password: str) -> bool:
    """Whether the county takes it for this person's password."""
    from desktop.county_login import CountyLogin  # the network, for this question alone

    return asyncio.run(CountyLogin(store).knows(user, password))


# ---------------------------------------------------------------- the import


def _imported(store: Store, asked: argparse.Namespace, path: Path, signer: User | None) -> list[SheetReport]:
    kinds = FROM[asked.kind]
    tables = read_tables(path, kinds, _given(asked.set, kinds), _names(store))
    found = [(table, _held(store, table)) for table in tables]
    wrong = any(one.faults for _, one in found) and not asked.good
    reports = []
    for table, one in found:
        batch = ""
        if signer is not None and not wrong and one.rows:
            batch = _saved(store, one, signer, path.name)
        reports.append(_report(path.name, table, one, batch))
    return reports


def _given(said: Sequence[str], kinds: Sequence[str]) -> dict[str, str]:
    """`居住类别=户籍` → field and value."""
    found: dict[str, str] = {}
    for one in said:
        name, _, value = one.partition("=")
        keys = {f.key for key in kinds or KINDS for f in KINDS[key].fields if name in (f.key, f.name)}
        if not keys or not value:
            raise WrongUseError(f"--set {one} 写法不对；请写作 字段=值，如 居住类别=户籍。")
        found |= dict.fromkeys(keys, value)
    return found


def _names(store: Store) -> dict[str, str]:
    """Grid codes by the grids' names; user ids by `person:` and a name that one person alone has; by `word:` and what
    the county calls a level or a post, the rulebook's word for it."""
    rows = store.read(lambda conn: archives_of(conn, store.stream, (GRID,), limit=5_000))
    found = {row.code: row.grid_code for row in rows}
    bodies = store.read(lambda conn: read_shown(conn, store.stream, [row.case_id for row in rows]))
    found |= {body.text("name"): body.text("grid_code") for body in bodies if isinstance(body, Archived)}
    rules = store.town.rules(store.stream)
    found |= {f"word:{theirs}": ours for ours, theirs in rules.grid_names.words.items()}
    users = [user for user in rules.directory.users.values() if user.active]
    names = [user.name for user in users]
    return found | {f"person:{user.name}": user.id for user in users if names.count(user.name) == 1}


def _held(store: Store, table: Table) -> Checked:
    """The table against its fields and against what is there."""
    kind, stream = table.kind, store.stream
    cells = [(one, whole(kind, one.cells)) for one in table.rows]
    keys = {key_of(kind, said) for _, said in cells} - {""}
    waiting = store.read_own(lambda own: personal_waiting(own, stream))
    known = store.read(lambda conn: _known(conn, stream, kind, keys, waiting))
    return checked(kind, table.rows, known, stream, store.new_id)


def _known(conn: Any, stream: str, kind: Kind, keys: set[str], waiting: Waiting) -> Mapping[str, Known]:
    if kind.key == POST:
        there = {key: post_case(stream, *key.split("\0")) for key in keys}
    else:
        there = _not_sent(waiting, kind, keys) | same_archives(conn, stream, kind.key, keys)
    bodies = {body.id: body for body in read_shown(conn, stream, sorted(set(there.values())))}
    found = {}
    for key, case in there.items():
        body = bodies.get(case)
        if isinstance(body, Archived) and not body.gone:
            sealed = waiting.get(case, {})
            own = {name: sealed.get((name, value.action)) for name, value in body.shown.items()}
            here = {name: text for name, text in own.items() if text is not None}
            found[key] = Known(body, personal_of(conn, stream, body) | here)
    return found


def _not_sent(waiting: Waiting, kind: Kind, keys: set[str]) -> dict[str, str]:
    """Who was put in on this desk and is not back from the county, by the personal field that there is one alone of."""
    known_by = KNOWN_BY.get(kind.key)
    told = (
        (text, case)
        for case, sealed in waiting.items()
        for (name, _), text in sealed.items()
        if name == known_by
    )
    return {text: case for text, case in told if text in keys}


def _saved(store: Store, found: Checked, signer: User, file: str) -> str:
    """All parts of the batch, sealed together."""
    batch, cut = store.new_id(), list(parts(found))
    intents = []
    for n, (rows, personal) in enumerate(cut, 1):
        p: dict[str, Any] = {"rows": rows, "batch": batch, "part": n, "parts": len(cut), "file": file[:80]}
        annex = {"rows": personal} if any(personal) else None
        intents.append(Intent(kind=PUT, case=batch, p=p, actor=signer.id, annex=annex))
    no = _refusal(store, PUT, batch, dict(intents[0].p), signer)
    if no is not None:
        raise ImportRefusedError(no.sentence)
    store.seal(intents)
    store.town.settle()
    return batch


def _refusal(store: Store, kind: str, case: str, p: dict[str, Any], signer: User) -> Refusal | None:
    at, stream = store.clock.now().t, store.stream
    rules = store.town.rules(stream)
    return store.read(lambda conn: refusal(kind, case, p, signer.id, at, ShownView(conn, stream, rules)))


def _undone(store: Store, asked: argparse.Namespace, signer: User | None) -> int:
    """Take batches back."""
    known = {one.case_id: one for one in store.read(lambda conn: batches(conn, store.stream))}
    for batch in asked.files:
        if signer is None:
            continue
        if batch not in known:
            raise WrongUseError(f"没有导入批次 {batch}；请核对导入时给出的批次号。")
        p = {"batch": batch, "reason": asked.reason}
        no = _refusal(store, UNDO, batch, p, signer)
        if no is not None:
            raise ImportRefusedError(no.sentence)
        store.seal([Intent(kind=UNDO, case=batch, p=p, actor=signer.id)])
        store.town.settle()
        print(f"已整批撤销：{known[batch].file}，{known[batch].rows}行。")
    return 0


# ---------------------------------------------------------------- what is told


def _report(file: str, table: Table, found: Checked, batch: str) -> SheetReport:
    faults = tuple((f.row, _column(table, f.field), f.sentence) for f in found.faults)
    return SheetReport(
        file=file, sheet=table.sheet, kind=table.kind.key, rows=len(table.rows), new=found.new, changed=found.changed,
        same=found.same, refused=found.refused, columns=dict(table.columns), left_out=table.left_out, faults=faults,
        batch=batch,
    )  # fmt: skip


def _column(table: Table, field: str) -> str:
    """The heading of a field, or what the heading would be; empty for the whole row."""
    known = table.kind.field(field)
    return table.columns.get(field, known.name if known is not None else "")


def _lines(one: SheetReport, *, dry_run: bool) -> list[str]:
    name = KINDS[one.kind].name
    said = [
        f"{one.file} · {one.sheet}：{name} {one.rows}行，新增{one.new}，更新{one.changed}，"
        f"相同{one.same}，有错{one.refused}。"
    ]
    for row, column, sentence in one.faults[:SHOWN]:
        said.append(f"  第{row}行{f'“{column}”列' if column else ''}：{sentence}")
    if len(one.faults) > SHOWN:
        said.append(f"  另有{len(one.faults) - SHOWN}处，用 --json 看全部。")
    if one.left_out:
        said.append(f"  没有用到的列：{'、'.join(one.left_out)}。")
    if one.batch:
        said.append(
            f"  已导入，批次 {one.batch}；撤销：python -m desktop import undo {one.batch} --reason 原因"
        )
    elif dry_run:
        said.append("  只作检查，没有导入。")
    elif one.refused:
        said.append("  没有导入；改正后重试，或用 --good 只导入无错的行。")
    return said
