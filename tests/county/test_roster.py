"""What is wrong in a roster is told with file, row and a way out, before anything is written."""

from pathlib import Path

import pytest

from county.failures import RosterError
from county.roster import read_roster, whole_code
from governance.people.directory import directory
from governance.time.working_time import midnight
from tests.county.small import DAY, TABLES, uid, write_roster


def test_a_person_with_two_rows_has_two_roles(tmp_path: Path) -> None:
    posts = TABLES["posts.csv"] + "gw,网格员,MEDIATOR,990101100201,990101100201\n"
    roster = read_roster(write_roster(tmp_path, posts=posts))
    town = next(town for town in roster.towns if town.name == "云溪镇")
    worker = next(user for user in town.people if user.id == uid("gw"))
    assert [grant.role for grant in worker.grants] == ["GRID_WORKER", "MEDIATOR"]


def test_short_codes_are_made_whole() -> None:
    assert [whole_code(c) for c in ("990101", "990101100", "990101100201", "990101100201001")] == [
        "990101000000", "990101100000", "990101100201", "99010110020100100",
    ]  # fmt: skip


def test_people_whose_table_gives_ids_log_in_by_name(tmp_path: Path) -> None:
    ids = [f"0198aaaa-0000-7000-8000-00000000000{n}" for n in (1, 2)]
    rows = "".join(f"{i},李强,ROOM_OP,T-ZHS,990101100\n" for i in ids)
    roster = read_roster(write_roster(tmp_path, operators="user_id,name,role,unit,area\n" + rows))
    assert [login for user, login in roster.logins if user in ids] == ["李强", "李强2"]


def test_a_county_without_an_administrator_gets_one(tmp_path: Path) -> None:
    rows = "user_id,name,role,unit,area\nc1,县中心一,CENTRE_OP,ZX,990101\n"
    assert read_roster(write_roster(tmp_path, county_people=rows)).admin.name == "系统管理员"


@pytest.mark.parametrize(
    ("table", "text", "said"),
    [
        ("towns", "area,unit\n990101100000,100\n", "缺少“name”列"),
        ("towns", "area,unit,name\n990101100201,100,云溪镇\n", "第2行的区划码"),
        ("towns", "area,unit,name\n990101100000,10,云溪镇\n", "3位数字"),
        ("operators", "user_id,name,role,unit,area\nop1,值班,BOSS,T-ZHS,990101100\n", "角色【BOSS】不认识"),
        ("operators", "user_id,name,role,unit,area\nop1,值班,ROOM_OP,T-ZHS,990102100\n", "不在towns.csv"),
        ("operators", "user_id,name,role,unit,area\nop1,值班,ROOM_OP\n", "第2行有3列"),
        ("operators", "user_id,name,role,unit,area\nop 1,值班,ROOM_OP,T-ZHS,990101100\n", "user_id只能用"),
        ("operators", "", "空文件"),
    ],
)
def test_a_fault_is_told_at_its_place(tmp_path: Path, table: str, text: str, said: str) -> None:
    with pytest.raises(RosterError) as told:
        read_roster(write_roster(tmp_path, **{table: text}))
    assert said in told.value.sentence


COLUMNS = "user_id,name,role,unit,area,since,until,acting_for\n"
BOSS = "dir,梁建华,DIRECTOR,T-ZHS,990101100,,,\n"


def test_a_deputy_of_the_director_acts_from_the_first_day_to_the_end_of_the_last(tmp_path: Path) -> None:
    rows = COLUMNS + "tl,邱正良,TOWN_LEADER,T-ZHS,990101100,,,\n" + BOSS
    rows += "tl,邱正良,DIRECTOR,T-ZHS,990101100,2026-03-10,2026-03-11,dir\n"
    roster = read_roster(write_roster(tmp_path, operators=rows))
    people = directory({user.id: user for user in roster.towns[0].people})
    tuesday = midnight(20_522)
    for at, who in (
        (tuesday - 1, "dir"),
        (tuesday, "tl"),
        (tuesday + 2 * DAY - 1, "tl"),
        (tuesday + 2 * DAY, "dir"),
    ):
        users = people.as_of(at).users.values()
        assert [u.id for u in users for g in u.grants if g.role == "DIRECTOR"] == [uid(who)]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            "tl,邱正良,DIRECTOR,T-ZHS,990101100,,,",
            "第3行“role”列：该镇同一时间的指挥长已有梁建华（operators.csv 第2行）",
        ),
        ("tl,邱正良,DIRECTOR,T-ZHS,990101100,2026-03-10,,dir", "第3行“until”列：代理须写起止日期"),
        (
            "tl,邱正良,DIRECTOR,T-ZHS,990101100,10.3.2026,2026-03-11,dir",
            "第3行“since”列：日期【10.3.2026】不对",
        ),
        ("tl,邱正良,DIRECTOR,T-ZHS,990101100,2026-03-11,2026-03-10,dir", "第3行“until”列：止日早于起日"),
        (
            "tl,邱正良,DUTY_LEADER,T-ZHS,990101100,2026-03-10,2026-03-11,dir",
            "第3行“acting_for”列：只有指挥长",
        ),
        (
            "tl,邱正良,DIRECTOR,T-ZHS,990101101,2026-03-10,2026-03-11,dir",
            "第3行“acting_for”列：所代理的人不是该镇",
        ),
    ],
)
def test_a_second_director_is_told_at_its_place_with_the_first(tmp_path: Path, row: str, said: str) -> None:
    with pytest.raises(RosterError) as told:
        read_roster(write_roster(tmp_path, operators=COLUMNS + BOSS + row + "\n"))
    assert said in told.value.sentence


def test_another_encoding_is_named(tmp_path: Path) -> None:
    folder = write_roster(tmp_path)
    (folder / "towns.csv").write_bytes("area,unit,name\n990101100000,100,云溪镇\n".encode("gb18030"))
    with pytest.raises(RosterError, match="不是UTF-8"):
        read_roster(folder)
