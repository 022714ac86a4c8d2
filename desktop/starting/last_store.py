"""Which store was open last (上次的本机库), and where new ones lie."""

import os
from pathlib import Path

from platformdirs import user_data_path

HOME = "HUYING_HOME"
NAME = "last-store"
DEMO = "demo"


def home() -> Path:
    """This user's folder of the program; the environment variable HUYING_HOME moves it."""
    moved = os.environ.get(HOME)
    return Path(moved) if moved else user_data_path("huying", appauthor=False)


def new_store_folder() -> Path:
    """Where a store goes that is made when this PC joins a county."""
    return home() / "store"


def last_store() -> str:
    """A folder, `demo`, or "" when nothing was open yet."""
    try:
        return (home() / NAME).read_text("utf-8").strip()
    except FileNotFoundError:
        return ""


def remember(what: str) -> None:
    """Open this again the next time."""
    home().mkdir(parents=True, exist_ok=True)
    (home() / NAME).write_text(what + "\n", "utf-8")
