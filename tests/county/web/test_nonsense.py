"""Nonsense in addresses and forms (乱输): an answer in words every time, never a mistake of the program.

The log is watched: a page with 故障编号 is logged as an error, and any error in the log fails a test.
"""

import asyncio
from collections.abc import Iterator
from urllib.parse import quote

import pytest

from county.streams import County
from county.web import routes
from tests.county.web.scene import Browser, assigned, browser, call_of, event_of, new, site

STRANGE = ("2026-13", "\u0000", "😀" * 30, new(9))
WORDS = ("", "-1", "2026-02-31", "长" * 2_100, "a\u0000b SD-A01-1;;")
ANSWERS = {200, 404, 409, 413, 422, 429}


def _filled(path: str, part: str) -> str:
    for name in ("key", "sha", "code", "precedent", "month", "dept", "case", "version", "kind"):
        path = path.replace(f"{{{name}}}", quote(part, safe=""))
    return path


def _paths(part: str) -> Iterator[str]:
    for path in routes.GETS:
        yield _filled(path, part)


@pytest.mark.parametrize("login", ["c1", "gw"])
def test_no_address_breaks_a_page(county: County, login: str) -> None:
    assigned(county, "ZF")

    async def scene() -> None:
        async with site(county) as url:
            for part in (*STRANGE, call_of(county).serial):
                async with browser(county, url, login) as who:
                    query = "?" + "&".join(
                        f"{name}={quote(part)}" for name in ("q", "of", "said", "area", "kind")
                    )
                    for path in _paths(part):
                        page = await who.get(path + query)
                        assert page.status in ANSWERS, (path, page.status, page.words[:300])

    asyncio.run(scene())


async def _pressed(who: Browser, where: str, word: str, seen: list[int]) -> None:
    """Every form of a page, each of its visible fields holding the same nonsense."""
    page = await who.get(where)
    for action in [one for one in page.all_forms if one != "/logout"]:
        form = page.form(action)
        hidden = {name: form[name] for name in ("token", "action", "base") if name in form}
        some = list(form)[: 10 if len(word) > 1_000 else None]
        typed = form | dict.fromkeys(some, word) | hidden
        answer = await who.post(action, typed)
        assert answer.status in ANSWERS, (action, word[:20], answer.status, answer.words[:300])
        seen.append(answer.status)


@pytest.mark.parametrize(
    ("login", "pages"),
    [
        ("ZF-1", ("/desk/{call}",)),
        ("c1", ("/desk/{call}", "/report", "/lists/SD-A01/call", "/notices/new")),
        ("cl", ("/desk/{call}", "/emergency", "/score-weights")),
        ("T-ZF-1", ("/desk/{event}", "/report")),
        ("ZFL", ("/admissions", "/desk/{call}")),
        ("bb", ("/lists/SD-A01/edit", "/lists/new/edit", "/list-files")),
        ("gw", ("/report", "/visits/new?kind=人")),
    ],
)
def test_no_words_break_a_form(county: County, login: str, pages: tuple[str, ...]) -> None:
    assigned(county, "ZF")
    seen: list[int] = []

    async def scene() -> None:
        names = {"call": call_of(county).serial, "event": event_of(county).serial}
        async with site(county) as url:
            for word in WORDS:
                for where in pages:
                    async with browser(county, url, login) as who:
                        await _pressed(who, where.format(**names), word, seen)

    asyncio.run(scene())
    assert 422 in seen
