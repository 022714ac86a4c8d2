"""The demo town's facts (示范镇): where its files lie, when its day stands, who sits at the desk."""

from pathlib import Path

from governance.time.hours import parse_date
from governance.time.working_time import day_number, midnight

RESOURCES = Path(__file__).parents[2] / "resources" / "demo"
HISTORY = (RESOURCES / "history.jsonl.zst", RESOURCES / "today.jsonl.zst")
AREA = "990101100000"
DATE = "2026-03-16"
NOW = "15:42:18"
OPERATOR = "39896c09-8c59-559e-9a58-22cbcd07cee7"  # 严浩然, whose shift is open
LOGIN, PASSWORD = "严浩然", "huying-demo"
PHONE_UNITS = frozenset({"T-SCS", "T-HWS", "T-WSY", "T-SLZ"})


def instant(clock: str) -> int:
    """UTC ms of `15:42:18` on the demo day."""
    hours, minutes, seconds = (int(part) for part in clock.split(":"))
    return midnight(day_number(parse_date(DATE))) + ((hours * 60 + minutes) * 60 + seconds) * 1_000
