"""Sounds: told apart, short, played beside the work; a PC without a player is silent and says why."""

import threading
import wave
from pathlib import Path

import pytest

from desktop.sound import FOLDER, NO_DEVICE, NO_PLAYER, Sound, Sounds


class _Heard:
    """A player that remembers what it played; it may have to wait, or fail."""

    def __init__(self, fails: bool = False) -> None:
        self.files: list[tuple[str, int]] = []
        self.let_go = threading.Event()
        self.let_go.set()
        self._fails = fails

    def __call__(self, path: Path) -> None:
        self.let_go.wait(5)
        if self._fails:
            raise OSError("no device")
        with wave.open(str(path)) as file:
            frames = memoryview(file.readframes(file.getnframes())).cast("h")
        self.files.append((path.stem, max(frames)))


def _played(sounds: Sounds) -> None:
    sounds.close()  # waits for the sound under way


@pytest.mark.parametrize("sound", Sound)
def test_a_sound_is_short(sound: Sound) -> None:
    with wave.open(str(FOLDER / f"{sound}.wav")) as file:
        assert 0.3 <= file.getnframes() / file.getframerate() <= 1.2


def test_the_three_differ() -> None:
    assert len({(FOLDER / f"{sound}.wav").read_bytes() for sound in Sound}) == 3


def test_a_sound_is_played_as_it_is() -> None:
    heard = _Heard()
    sounds = Sounds(heard)
    sounds.play(Sound.ARRIVED)
    _played(sounds)
    assert [name for name, _ in heard.files] == ["arrived"]
    assert sounds.fault == ""


def test_a_quieter_one_has_smaller_waves() -> None:
    heard = _Heard()
    sounds = Sounds(heard)
    sounds.play(Sound.TURNED_RED, 50)
    _played(sounds)
    sounds.play(Sound.TURNED_RED)
    _played(sounds)
    (_, half), (_, full) = heard.files
    assert half == pytest.approx(full / 2, rel=0.01)


def test_only_the_urgent_one_cannot_be_turned_off() -> None:
    heard = _Heard()
    sounds = Sounds(heard)
    for sound in Sound:
        sounds.play(sound, 0)
        _played(sounds)
    assert [name for name, _ in heard.files] == ["urgent-30"]


def test_one_sound_at_a_time() -> None:
    heard = _Heard()
    heard.let_go.clear()
    sounds = Sounds(heard)
    sounds.play(Sound.URGENT)
    sounds.play(Sound.ARRIVED)
    heard.let_go.set()
    _played(sounds)
    assert [name for name, _ in heard.files] == ["urgent"]


def test_without_a_player_the_desk_is_silent_and_says_so() -> None:
    sounds = Sounds(None)
    sounds.play(Sound.URGENT)
    assert not sounds.available
    assert sounds.fault == NO_PLAYER


def test_a_player_that_fails_is_told_and_tried_again() -> None:
    sounds = Sounds(_Heard(fails=True))
    sounds.play(Sound.URGENT)
    _played(sounds)
    assert sounds.available
    assert sounds.fault == NO_DEVICE
