"""Qt's own words in Chinese (系统对话框文字): 另存为, 打开, 复制 and 粘贴 in a line's menu.

Every file dialog is Qt's, on every system; without its translation the buttons say Save and Cancel.
"""

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication

FILE = "qtbase_zh_CN"


def speak_chinese(app: QApplication) -> bool:
    """Let Qt speak Chinese from now on; False where its translation is not installed."""
    words = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    return words.load(FILE, folder) and app.installTranslator(words)
