"""Qt starts without a screen: the system libraries that packaging/prepare.sh installs are enough."""

import importlib

import pytest
from PySide6.QtWidgets import QApplication


def test_qt_starts_offscreen(qapp: QApplication) -> None:
    assert qapp.platformName() == "offscreen"


@pytest.mark.parametrize("module", ["QtNetwork", "QtPrintSupport", "QtSvg", "QtTest", "QtWidgets"])
def test_a_part_of_qt_finds_its_libraries(module: str) -> None:
    importlib.import_module(f"PySide6.{module}")
