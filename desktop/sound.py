"""The desk's three sounds (提示音), played beside the work: nothing waits for a loudspeaker.

Source: ui.md §7. Windows plays by itself; elsewhere `paplay`, `pw-play` or `aplay` does. Without any of them the desk
is silent and says so in 设置: every sound has its twin on the screen.
"""

import subprocess
import sys
import threading
import wave
from array import array
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

from desktop.theme.tokens import RESOURCES

FOLDER = RESOURCES / "sounds"
PLAYERS = (("paplay",), ("pw-play",), ("aplay", "-q"))
PATIENCE_S = 10.0  # a sound lasts 1.2 s; a player that hangs is ended
QUIETEST_URGENT = 30  # per cent: the urgent one can be turned down, never off
NO_PLAYER = "未找到播放程序，提示音不响，画面提示照常。安装 pulseaudio-utils 或 alsa-utils 后重开程序。"
NO_DEVICE = "提示音未能播放，画面提示照常。检查扬声器和输出设备，再按试听。"

Player = Callable[[Path], None]  # returns when the sound is over; OSError when it can't be played


class Sound(StrEnum):
    """What is heard, named as its file."""

    URGENT = "urgent"  # A: U1 or C1 came; repeated until somebody acknowledges
    TURNED_RED = "turned_red"  # B: overdue, or 县级未响应
    ARRIVED = "arrived"  # C: something new


class Sounds:
    """Plays one sound at a time; another asked for meanwhile is left out, since the screen says it too."""

    def __init__(self, player: Player | None, folder: Path = FOLDER) -> None:
        self._player, self._folder = player, folder
        self._busy = threading.Lock()
        self._scaled: TemporaryDirectory[str] | None = None
        self._fault = "" if player else NO_PLAYER

    @property
    def available(self) -> bool:
        """Whether anything can be heard at all."""
        return self._player is not None

    @property
    def fault(self) -> str:
        """Why nothing is heard, as a sentence for 设置; "" when all is well."""
        return self._fault

    def play(self, sound: Sound, volume: int = 100) -> None:
        """Play at a volume in per cent and return at once; 0 is silence, except for the urgent one."""
        volume = max(volume, QUIETEST_URGENT) if sound is Sound.URGENT else volume
        if self._player is None or volume <= 0 or not self._busy.acquire(blocking=False):
            return
        threading.Thread(
            target=self._play,
            args=(self._player, sound, min(volume, 100)),
            name=f"sound {sound}",
            daemon=True,
        ).start()

    def close(self) -> None:
        """Wait for the sound that is playing, and take the scaled copies away."""
        with self._busy:
            if self._scaled is not None:
                self._scaled.cleanup()
                self._scaled = None

    def _play(self, player: Player, sound: Sound, volume: int) -> None:
        try:
            player(self._file(sound, volume))
            self._fault = ""
        except (OSError, subprocess.SubprocessError):
            self._fault = NO_DEVICE
        finally:
            self._busy.release()

    def _file(self, sound: Sound, volume: int) -> Path:
        """The sound's file, or a copy scaled once: not every player knows a volume."""
        source = self._folder / f"{sound}.wav"
        if volume >= 100:
            return source
        if self._scaled is None:
            self._scaled = TemporaryDirectory(prefix="huying-sound-")
        copy = Path(self._scaled.name) / f"{sound}-{volume}.wav"
        if not copy.exists():
            _write_scaled(source, copy, volume)
        return copy


def system_player(device: str = "") -> Player | None:
    """What plays on this PC, on an output device if one was chosen; None without a player."""
    if sys.platform == "win32":
        return _play_on_windows
    for name, *options in PLAYERS:
        if path := which(name):
            chosen = _device_options(name, device) if device else []
            return _CommandPlayer((path, *options, *chosen))
    return None


class _CommandPlayer:
    """Plays by another program."""

    def __init__(self, command: tuple[str, ...]) -> None:
        self._command = command

    def __call__(self, path: Path) -> None:
        quiet = subprocess.DEVNULL
        subprocess.run(
            [*self._command, str(path)],
            check=True,
            timeout=PATIENCE_S,
            stdin=quiet,
            stdout=quiet,
            stderr=quiet,
        )


def _device_options(player: str, device: str) -> list[str]:
    return {"paplay": [f"--device={device}"], "pw-play": [f"--target={device}"], "aplay": ["-D", device]}[
        player
    ]


def _play_on_windows(path: Path) -> None:
    if sys.platform == "win32":
        import winsound

        try:
            winsound.PlaySound(str(path), winsound.SND_FILENAME | winsound.SND_NODEFAULT)
        except RuntimeError as err:  # what winsound raises for a missing device
            raise OSError(str(err)) from err


def _write_scaled(source: Path, copy: Path, volume: int) -> None:
    with wave.open(str(source), "rb") as file:
        params, frames = file.getparams(), array("h", file.readframes(file.getnframes()))
    with wave.open(str(copy), "wb") as file:
        file.setparams(params)
        file.writeframes(array("h", (round(one * volume / 100) for one in frames)).tobytes())
