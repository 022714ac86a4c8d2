"""Replay one world: `python -m tests.sync.simulation --seed N`; prints its event log, and what broke if anything did."""

import argparse
import sys

from tests.sync.simulation.world import World


def main() -> int:
    """0 when the world ended well, 1 when an invariant broke."""
    parser = argparse.ArgumentParser(prog="python -m tests.sync.simulation")
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--quiet", action="store_true", help="print the hash of the event log alone")
    asked = parser.parse_args()
    world = World(asked.seed, trace=not asked.quiet)
    broken = ""
    try:
        world.run()
    except AssertionError as err:
        broken = str(err)
    if world.works.trace is not None:
        sys.stdout.write("\n".join(world.works.trace) + "\n")
    sys.stdout.write(f"{world.works.log_hash}\n")
    if broken:
        sys.stderr.write(f"seed {asked.seed}, step {world.works.steps}: {broken}\n")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
