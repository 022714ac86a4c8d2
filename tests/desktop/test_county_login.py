"""A password is asked of the real county while somebody else's session runs on; nobody else's answer counts."""

import asyncio
from pathlib import Path

import pytest

from desktop.county_link import CountyLinkError
from desktop.county_login import CountyLogin
from desktop.demo.desk_set import DeskSet
from desktop.demo.town import OPERATOR, PASSWORD, instant

NEXT = "222f5437-f6ad-5d43-9a10-d44fa5de73a4"  # 杨炳泉


def test_the_county_knows_its_people(tmp_path: Path) -> None:
    made = DeskSet(tmp_path, instant("08:35:00"))
    try:
        made.start_county(instant("08:35:02"))
        desk = made.desk("desk")
        login = CountyLogin(desk.store)
        assert asyncio.run(login.knows(NEXT, PASSWORD))
        assert asyncio.run(login.knows(OPERATOR, PASSWORD))
        assert not asyncio.run(login.knows(NEXT, "错的"))
        made.cut(desk)
        with pytest.raises(CountyLinkError):
            asyncio.run(login.knows(NEXT, PASSWORD))
    finally:
        made.close()
