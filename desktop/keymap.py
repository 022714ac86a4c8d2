"""Keys of the desk (快捷键): action → keys and name, from `resources/keymap.toml` and the operator's own changes.

Free of Qt: keys are text as Qt writes them ("Ctrl+Return").
"""

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

KEYMAP = Path(__file__).parents[1] / "resources" / "keymap.toml"
_SHOWN = {"Return": "Enter", "Left": "←", "Right": "→"}


class Key(Struct, frozen=True):
    """One action of the keyboard."""

    action: str
    keys: str  # "" = none
    say: str  # what it does, Chinese

    @property
    def cap(self) -> str:
        """The keys as a key cap shows them: `Ctrl+Enter`."""
        return "+".join(_SHOWN.get(part, part) for part in self.keys.split("+"))


class Keymap:
    """All keys; what an operator changed wins over the shipped ones."""

    def __init__(self, keys: Iterable[Key]) -> None:
        self._keys = {key.action: key for key in keys}

    @classmethod
    def shipped(cls, changed: Mapping[str, str] | None = None) -> "Keymap":
        """The shipped keymap, some keys changed (action → keys)."""
        own = changed or {}
        rows: dict[str, dict[str, str]] = tomllib.loads(KEYMAP.read_text(encoding="utf-8"))
        return cls(Key(action, own.get(action, row["keys"]), row["say"]) for action, row in rows.items())

    def change(self, changed: Mapping[str, str]) -> None:
        """Take other keys than the shipped ones (action → keys); everybody who holds this keymap has them at once."""
        self._keys = {key.action: key for key in Keymap.shipped(changed).all()}

    def __getitem__(self, action: str) -> Key:
        return self._keys[action]

    def all(self) -> tuple[Key, ...]:
        """Every action in the order of the file."""
        return tuple(self._keys.values())

    def cap(self, action: str) -> str:
        """The key cap of an action."""
        return self._keys[action].cap

    def clashes(self) -> list[tuple[str, str]]:
        """Pairs of actions that share keys."""
        first: dict[str, str] = {}
        found = []
        for key in self._keys.values():
            if key.keys and key.keys in first:
                found.append((first[key.keys], key.action))
            first.setdefault(key.keys, key.action)
        return found
