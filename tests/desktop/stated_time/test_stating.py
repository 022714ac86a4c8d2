"""校时 at the desk (rulebook §6.4, sync.md §9): read off, signed by the duty leader, believed from then on."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from db.outbox import Sealed
from desktop.desk import Wish
from desktop.signing.in_person import NOT_SIGNED, Signing
from desktop.signing.signers import Signer
from desktop.stated_time import texts
from desktop.stated_time.stating import Stating
from governance.refusal import Refusal
from tests.governance.local_time import at
from tests.governance.room import Room, an_action, uid

LEADER = Signer(uid("leader"), "leader", "带班")
TYPED, TRUSTED = "2026-03-16 14:05", at("2026-03-16 09:00")


class ADesk:
    """A desk without the time; half a minute passes while the leader types his password."""

    def __init__(self) -> None:
        self.boot = 1_000
        self.stated: list[int] = []

    def boot_ms(self) -> int:
        return self.boot

    def last_trusted(self) -> int:
        return TRUSTED

    def state_time(self, ms: int, /) -> None:
        self.stated.append(ms)


class Saving:
    def __init__(self, desk: ADesk, said: Refusal | None = None) -> None:
        self.desk, self.said = desk, said
        self.wishes: list[tuple[Wish, Signing]] = []

    async def save(self, wish: Wish, signing: Signing, /) -> Sealed | Refusal:
        self.wishes.append((wish, signing))
        self.desk.boot += 30_000
        if self.said is not None:
            return self.said
        return Sealed(an_action(wish.kind, wish.case, dict(wish.p), "leader"), b"", b"")


async def at_once(work: Callable[[], Any]) -> Any:
    return work()


def stating(desk: ADesk, saving: Saving) -> Stating:
    run: Callable[[Callable[[], Any]], Awaitable[Any]] = at_once
    return Stating(desk, saving, lambda: Room().rules, run)


async def test_what_the_leader_says_is_kept_and_then_believed() -> None:
    desk = ADesk()
    saving = Saving(desk)
    assert await stating(desk, saving).confirm(TYPED, "PHONE", LEADER) == ""
    ((wish, signing),) = saving.wishes
    assert (wish.kind, wish.actor, dict(wish.p)) == (
        "clock.confirm",
        uid("leader"),
        {"stated": at(TYPED), "by": "PHONE", "trusted": TRUSTED},
    )
    assert signing.title == "leader确认本机时间"
    assert desk.stated == [at(TYPED) + 30_000]  # time ran on while he typed his password


async def test_the_wish_is_what_the_rules_take() -> None:
    desk = ADesk()
    saving = Saving(desk)
    await stating(desk, saving).confirm(TYPED, "PHONE", LEADER)
    wish = saving.wishes[0][0]
    Room().does(wish.kind, "t", dict(wish.p), "leader")


async def test_unsigned_it_changes_nothing() -> None:
    desk = ADesk()
    assert (
        await stating(desk, Saving(desk, NOT_SIGNED)).confirm(TYPED, "PHONE", LEADER) == NOT_SIGNED.sentence
    )
    assert desk.stated == []


@pytest.mark.parametrize("typed", ["14:05", "03-16 14:05", "2026-13-01 14:05", "2026-03-16", ""])
async def test_the_year_is_typed_too_since_it_is_what_is_in_doubt(typed: str) -> None:
    desk = ADesk()
    saving = Saving(desk)
    assert await stating(desk, saving).confirm(typed, "PHONE", LEADER) == texts.TIME_WRONG
    assert (saving.wishes, desk.stated) == ([], [])


async def test_it_takes_a_duty_leader() -> None:
    desk = ADesk()
    found = stating(desk, Saving(desk))
    assert [one.id for one in found.leaders()] == [uid("leader")]
    assert await found.confirm(TYPED, "PHONE", None) == texts.NOBODY
