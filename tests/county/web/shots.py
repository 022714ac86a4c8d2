"""Pictures of the web desk for people who look at it (网页截图): `python -m tests.county.web.shots DIR`.

Every page of every office, and every form in the state that has it; 1366, 1920 and a telephone. A developer's tool.
"""

import asyncio
import sys
from pathlib import Path

from tests.county.web import shot_bad_days, shot_scenes, shot_scores
from tests.county.web.studio import studio


async def _taken(out: Path, wanted: tuple[str, ...]) -> None:
    for name, scene in (shot_scenes.SCENES | shot_bad_days.SCENES | shot_scores.SCENES).items():
        if not wanted or name in wanted:
            async with studio(out / ".stage", out / name) as at:
                await scene(at)


if __name__ == "__main__":
    asyncio.run(_taken(Path(sys.argv[1]), tuple(sys.argv[2:])))
