"""The application (应用程序): made once, dressed, before anything is shown."""

import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from desktop.starting.qt_words import speak_chinese
from desktop.theme import look

SWITCH_S = 0.0005  # a worker gives the window its turn after half a millisecond


def application() -> QApplication:
    """The application, dressed."""
    sys.setswitchinterval(SWITCH_S)
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("huying")
    app.setQuitOnLastWindowClosed(False)  # else closing the last dialog would end the loop under our feet
    look.apply(app)
    speak_chinese(app)
    return app
