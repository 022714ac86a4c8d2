"""Whole worlds: fifty seeds, each to its quiet end; the same seed gives the same world; mutants do not survive."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.sync.simulation.memory_desk import DeskMemory
from tests.sync.simulation.mutants import HashIgnored, ReplyDelivers, SealedAgain
from tests.sync.simulation.world import Plan, World

SEEDS = range(50)
MUTANT_SEEDS = range(100, 112)
ROOT = Path(__file__).parents[2]


def replay(seed: int) -> str:
    return f"python -m tests.sync.simulation --seed {seed}"


@pytest.mark.parametrize("seed", SEEDS)
def test_a_world_loses_nothing_and_comes_to_rest(seed: int) -> None:
    world = World(seed)
    try:
        world.run()
    except AssertionError as err:
        pytest.fail(f"seed {seed}, step {world.works.steps}: {err}\nreplay: {replay(seed)}", pytrace=False)


@pytest.mark.long
@pytest.mark.parametrize("part", range(100))
def test_many_worlds_lose_nothing_and_come_to_rest(part: int) -> None:
    for seed in range(1_000 + part * 200, 1_200 + part * 200):
        test_a_world_loses_nothing_and_comes_to_rest(seed)


@pytest.mark.parametrize("seed", [3, 4])
def test_the_same_seed_gives_the_same_world(seed: int) -> None:
    hashes = []
    for _ in range(2):
        world = World(seed)
        world.run()
        hashes.append(world.works.log_hash)
    assert hashes[0] == hashes[1]
    assert hashes[0] != log_hash(seed + 1, "0")
    assert hashes[0] == log_hash(seed, "1"), "the order of a set or dict of words reached the world"


def log_hash(seed: int, hash_seed: str) -> str:
    """Of a world in a process of its own, where words hash otherwise."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.sync.simulation", "--seed", str(seed), "--quiet"],
        cwd=ROOT,
        env={"PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


@pytest.mark.parametrize(
    ("plan", "breach"),
    [
        (Plan(store=ReplyDelivers), "I3"),
        (Plan(store=HashIgnored, clone=True), "I3"),
        (Plan(store=SealedAgain), "in the ledger|not settled|still holds"),
        (Plan(answer_before_commit=True), "I9|I3|0× in the ledger"),
    ],
    ids=[
        "push reply marks delivered",
        "hash not compared",
        "sent again under a new number",
        "answers before commit",
    ],
)
def test_a_mutant_is_caught(plan: Plan, breach: str) -> None:
    with pytest.raises(AssertionError, match=breach):
        run_all(plan)


def run_all(plan: Plan) -> None:
    for seed in MUTANT_SEEDS:
        World(seed, plan).run()


def test_without_a_mutant_the_first_of_these_seeds_is_quiet() -> None:
    World(MUTANT_SEEDS[0], Plan(store=DeskMemory, clone=True)).run()
