"""A small county to live in: one founding, copied for every test that needs a county of its own."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from argon2 import PasswordHasher
from sqlalchemy import update

from county.accounts import FIRST_SETTING
from county.clock import Clock, VirtualClock
from county.database import found_county, keys_path, open_county, open_store
from county.roster import user_id
from county.streams import County
from db.tables.county import setting
from governance.time.working_time import midnight

ROOT = Path(__file__).resolve().parents[2]
PACK = ROOT / "resources" / "catalogues"
TOWN, OTHER = "990101100000", "990101101000"
VILLAGE, GRID = "990101100201", "99010110020100100"
PASSWORD = "first-word"
HOUR, DAY = 3_600_000, 86_400_000
MONDAY = midnight(20_521) + 9 * HOUR  # 2026-03-09, 09:00

TABLES = {
    "towns.csv": f"area,unit,name\n{TOWN},100,云溪镇\n{OTHER},101,邻镇\n",
    "operators.csv": (
        "user_id,name,role,unit,area\n"
        "op1,值班一,ROOM_OP,T-ZHS,990101100\nop2,值班二,ROOM_OP,T-ZHS,990101100\n"
        "sup,督办,ROOM_SUP,T-ZHS,990101100\nlead,带班,DUTY_LEADER,T-ZHS,990101100\n"
        "dir,指挥长,DIRECTOR,T-ZHS,990101100\nfar,邻镇值班,ROOM_OP,T-ZHS,990101101\n"
    ),
    "units.csv": "user_id,name,role,unit,area\n"
    + "".join(
        f"{unit}-{n},{unit}{n},{role}_{rank},{unit},990101100\n"
        for unit, role in (
            ("T-ZZ", "PLATFORM"), ("T-ZF", "PLATFORM"), ("T-SC", "PLATFORM"), ("T-BM", "PLATFORM"),
            ("T-SCS", "STATION"), ("T-PCS", "STATION"), ("T-HWS", "PLATFORM"), ("T-CJB", "PLATFORM"),
            ("T-MTZ", "PLATFORM"), ("T-NYB", "PLATFORM"), ("T-SHB", "PLATFORM"), ("T-YJZ", "PLATFORM"),
        )
        for n, rank in enumerate(("LEAD", "STAFF"), 1)
    ),
    "posts.csv": (
        "user_id,name,role,unit,area\n"
        f"vl,村书记,VILLAGE_LEAD,{VILLAGE},{VILLAGE}\ngw,网格员,GRID_WORKER,{GRID},990101100201001\n"
    ),
    "county_people.csv": (
        "user_id,name,role,unit,area\nadmin,管理员,SYS_ADMIN,SJ,990101\n"
        "c1,县中心一,CENTRE_OP,ZX,990101\nc2,县中心二,CENTRE_OP,ZX,990101\ncl,县中心主任,CENTRE_LEAD,ZX,990101\n"
        "bb,编办,LIST_ADMIN,BB,990101\nau,审计,AUDITOR,JW,990101\nkl,县领导,COUNTY_LEADER,DB,990101\nZFL,执法局长,DEPT_LEAD,ZF,990101\n"
    )
    + "".join(f"{d}-{n},{d}{n},DEPT_CLERK,{d},990101\n" for d in ("ZF", "ZR", "SC", "SL", "NY", "ST") for n in (1, 2)),
}  # fmt: skip


def uid(login: str) -> str:
    """The id of a person of the roster."""
    return user_id(login)


def write_roster(folder: Path, **changed: str) -> Path:
    """The roster as files; a table may be given otherwise, by its name without `.csv`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in TABLES.items():
        (folder / name).write_text(changed.get(name.removesuffix(".csv"), text), encoding="utf-8")
    return folder


def found_small(folder: Path) -> Path:
    """Found the county in a folder; gives the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    url = url_in(folder)
    store = open_store(url, make=True)
    try:
        found_county(
            store, url, keys_path(url, None), write_roster(folder / "roster"), PACK, PASSWORD, MONDAY
        )
        light = PasswordHasher(time_cost=1, memory_cost=64).hash(PASSWORD)  # so that a login takes no time
        first = update(setting).where(setting.c.name == FIRST_SETTING).values(value=light)
        store.write(lambda conn: conn.execute(first))
    finally:
        store.close()
    return folder


def url_in(folder: Path) -> str:
    """The URL of a folder's database."""
    return f"sqlite:///{folder / 'c.db'}"


def copied(template: Path, folder: Path) -> Path:
    """A county of one's own."""
    shutil.copytree(template, folder, dirs_exist_ok=True)
    return folder


@contextmanager
def opened(folder: Path, clock: Clock | None = None) -> Iterator[County]:
    """The county of a folder, its clock standing at Monday morning."""
    url = url_in(folder)
    store = open_store(url, make=False)
    try:
        yield open_county(store, keys_path(url, None), clock or VirtualClock(MONDAY))
    finally:
        store.close()
