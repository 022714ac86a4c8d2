"""How a line of the timeline is said (经过的说法): from what was written, with names and rules. Free of Qt."""

from collections.abc import Callable, Mapping
from typing import Any

from desktop.names import Names
from governance.people.masks import masked_text
from governance.rulebook import Rules

P = Mapping[str, Any]
Said = Callable[[P, Names, Rules], str]


def tail(text: str) -> str:
    """The words after a colon, masked; nothing for no words."""
    return f"：{masked_text(text)}" if text else ""
