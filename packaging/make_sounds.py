"""Make `resources/sounds` anew: the three sounds of the desk (提示音), the same bytes each time.

    python packaging/make_sounds.py

Source: ui.md §7. They must be told apart with a phone at the ear: A three rising pairs, bright; B one falling pair;
C a single soft bell. None is longer than 1.2 s.
"""

import math
import wave
from array import array
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

SOUNDS = Path(__file__).parents[1] / "resources" / "sounds"
RATE = 22_050
RISE_S = 0.008  # no click at the beginning


class Note(NamedTuple):
    """A tone: when it begins and how long it rings (s), its pitch (Hz), its overtones from the fundamental up."""

    at: float
    length: float
    pitch: float
    overtones: tuple[float, ...]
    fade: float  # how quickly it dies away, per second


BRIGHT, WARM, BELL = (1.0, 0.45, 0.25, 0.12), (1.0, 0.3, 0.08), (1.0, 0.0, 0.25, 0.0, 0.08)
URGENT = tuple(
    Note(0.36 * turn + shift, 0.15, pitch, BRIGHT, 4.0)
    for turn in range(3)
    for shift, pitch in ((0.0, 880.0), (0.16, 1174.7))
)
TURNED_RED = (Note(0.0, 0.34, 784.0, WARM, 5.0), Note(0.3, 0.5, 523.3, WARM, 5.0))
ARRIVED = (Note(0.0, 0.6, 1046.5, BELL, 8.0),)
ALL = {"urgent": URGENT, "turned_red": TURNED_RED, "arrived": ARRIVED}


def main() -> None:
    """Write every sound."""
    SOUNDS.mkdir(exist_ok=True)
    for name, notes in ALL.items():
        with wave.open(str(SOUNDS / f"{name}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(samples(notes).tobytes())


def samples(notes: Iterable[Note]) -> "array[int]":
    """The notes mixed, 16 bits, the loudest sample at 85 %."""
    notes = tuple(notes)
    mixed = [0.0] * round(RATE * max(note.at + note.length for note in notes))
    for note in notes:
        begin = round(note.at * RATE)
        for step in range(round(note.length * RATE)):
            mixed[begin + step] += _loudness(note, step / RATE) * _tone(note, step / RATE)
    top = max(abs(one) for one in mixed)
    return array("h", (round(one / top * 0.85 * 32_767) for one in mixed))


def _tone(note: Note, t: float) -> float:
    return sum(part * math.sin(math.tau * note.pitch * (n + 1) * t) for n, part in enumerate(note.overtones))


def _loudness(note: Note, t: float) -> float:
    rise, fall = min(1.0, t / RISE_S), min(1.0, (note.length - t) / 0.02)
    return rise * fall * math.exp(-note.fade * t)


if __name__ == "__main__":
    main()
