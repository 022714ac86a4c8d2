"""The staged desks that pictures are taken on (布景), made in the background while others are already used."""

from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType

from desktop.demo.stage import Variant, build

AT_ONCE = 2  # each is a county process and its desks


class Stages:
    """One template for each variant; close it when done."""

    def __init__(self, folder: Path, variants: Iterable[Variant]) -> None:
        self._folder = folder
        self._builders = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="stage")
        self._made: dict[Variant, Future[Path]] = {
            one: self._builders.submit(self._build, one) for one in dict.fromkeys(variants)
        }

    def template(self, variant: Variant) -> Path:
        """The folder to copy; waits until it is there. Blocking."""
        return self._made[variant].result()

    def _build(self, variant: Variant) -> Path:
        folder = self._folder / variant
        build(folder, variant)
        return folder

    def __enter__(self) -> "Stages":
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._builders.shutdown(cancel_futures=True)
