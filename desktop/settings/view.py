"""The settings page's widgets (设置): look and sounds at the left, keys in the middle, store and county at the right."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QSlider, QVBoxLayout, QWidget

from desktop.settings import texts
from desktop.settings.comfort import SCALES, Kept
from desktop.settings.keys_panel import KeysPanel
from desktop.settings.presenter import Facts
from desktop.theme import look
from desktop.widgets.buttons import ActionButton
from desktop.widgets.check_line import CheckLine
from desktop.widgets.clearing import clear
from desktop.widgets.panel import Panel
from desktop.widgets.segmented import Segmented
from desktop.widgets.words import Words

GAP = 8


class SettingsView(QWidget):
    """Every change goes out at once; there is no 保存."""

    scale_chosen = Signal(int)
    sounds_chosen = Signal(bool, int, bool)  # on, volume, quiet nights
    sound_tried = Signal(str)
    copy_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.keys = KeysPanel()
        self._folder = ""
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(GAP)
        left.addWidget(self._made_look())
        left.addWidget(self._made_sounds())
        left.addStretch(1)
        self._store, self._store_grid = _facts_panel(texts.STORE)
        self._county, self._county_grid = _facts_panel(texts.COUNTY)
        copy = ActionButton(texts.COPY, small=True)
        copy.clicked.connect(lambda: self.copy_requested.emit(self._folder))
        self._store.add_tool(copy)
        for panel in (self._store, self._county, self._made_about()):
            right.addWidget(panel)
        right.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        for column, stretch in ((left, 3), (right, 4)):
            row.addWidget(_scrolled(column), stretch)
        row.insertWidget(1, self.keys, 5)

    def show_kept(self, kept: Kept) -> None:
        """The values of now."""
        self._scale.set_value(str(kept.scale))
        with QSignalBlocker(self._on), QSignalBlocker(self._quiet), QSignalBlocker(self._volume):
            self._on.setChecked(kept.sounds)
            self._quiet.setChecked(kept.quiet_nights)
            self._volume.setValue(kept.volume)
        self._percent.say(texts.VOLUME.format(percent=kept.volume))

    def show_keys(self, rows: Sequence[tuple[str, str, str, str]]) -> None:
        """All keys."""
        self.keys.show_keys(rows)

    def say_key(self, sentence: str, *, wrong: bool) -> None:
        """What came of changing a key."""
        self.keys.say(sentence, wrong=wrong)

    def show_facts(self, facts: Facts) -> None:
        """Of store and county."""
        self._folder = facts.folder
        _fill(self._store_grid, facts.store)
        _fill(self._county_grid, facts.county)

    def show_fault(self, sentence: str) -> None:
        """Why no sound is heard, or ""."""
        self._fault.say(sentence)
        self._fault.setVisible(bool(sentence))

    # ------------------------------------------------------------ the parts

    def _made_look(self) -> Panel:
        panel, column = _panel(texts.LOOK)
        self._scale = Segmented([(str(one), f"{one}%") for one in SCALES])
        self._scale.setAccessibleName(texts.SCALE)
        self._scale.changed.connect(lambda key: self.scale_chosen.emit(int(key)))
        column.addWidget(Words(texts.SCALE, look.SECOND, "ink2"))
        column.addWidget(self._scale)
        column.addWidget(Words(texts.SCALE_NOTE, look.NOTE, "ink3", wrap=True))
        return panel

    def _made_sounds(self) -> Panel:
        panel, column = _panel(texts.SOUNDS)
        self._on, self._quiet = CheckLine(texts.SOUNDS_ON), CheckLine(texts.QUIET)
        self._volume = QSlider(Qt.Orientation.Horizontal)
        self._volume.setRange(0, 100)
        self._volume.setSingleStep(5)
        self._percent = Words("", look.SECOND, "ink2")
        self._fault = Words("", look.SECOND, "amber-d", wrap=True)
        for signal in (self._on.toggled, self._quiet.toggled):
            signal.connect(lambda _: self._tell_sounds())
        self._volume.valueChanged.connect(lambda n: self._percent.say(texts.VOLUME.format(percent=n)))
        self._volume.sliderReleased.connect(self._tell_sounds)
        self._volume.valueChanged.connect(
            lambda _: None if self._volume.isSliderDown() else self._tell_sounds()
        )
        column.addWidget(self._on)
        column.addWidget(self._quiet)
        column.addWidget(Words(texts.SOUNDS_NOTE, look.NOTE, "ink3", wrap=True))
        column.addWidget(self._percent)
        column.addWidget(self._volume)
        tries = QHBoxLayout()
        tries.addWidget(Words(texts.TRY, look.SECOND, "ink2"))
        for sound, said in texts.TRIES:
            button = ActionButton(said, small=True, icon="volume-2")
            button.clicked.connect(lambda _=False, sound=sound: self.sound_tried.emit(sound))
            tries.addWidget(button)
        tries.addStretch(1)
        column.addLayout(tries)
        column.addWidget(self._fault)
        return panel

    def _made_about(self) -> Panel:
        panel, column = _panel(texts.ABOUT)
        for line in texts.ABOUT_LINES:
            column.addWidget(Words(line, look.SECOND, "ink2", wrap=True))
        return panel

    def _tell_sounds(self) -> None:
        self.sounds_chosen.emit(self._on.isChecked(), self._volume.value(), self._quiet.isChecked())


def _panel(title: str) -> tuple[Panel, QVBoxLayout]:
    panel, body = Panel(title), QWidget()
    column = QVBoxLayout(body)
    column.setContentsMargins(14, 12, 14, 14)
    column.setSpacing(8)
    panel.set_body(body)
    return panel, column


def _facts_panel(title: str) -> tuple[Panel, QGridLayout]:
    panel, column = _panel(title)
    grid = QGridLayout()
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(1, 1)
    column.addLayout(grid)
    return panel, grid


def _fill(grid: QGridLayout, facts: Sequence[tuple[str, str]]) -> None:
    clear(grid)
    top = Qt.AlignmentFlag.AlignTop
    for row, (label, said) in enumerate(facts):
        words = Words(said, look.SECOND, "ink", wrap=True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        grid.addWidget(Words(label, look.SECOND, "ink3"), row, 0, top)
        grid.addWidget(words, row, 1, top)


class _Column(QScrollArea):
    """Scrolls downwards only: as wide as its widest part."""

    def minimumSizeHint(self) -> QSize:
        body = self.widget()
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(body.minimumSizeHint().width() + bar if body is not None else 0, 0)


def _scrolled(column: QVBoxLayout) -> QScrollArea:
    body, area = QWidget(), _Column()
    body.setObjectName("body")
    column.setContentsMargins(0, 0, 0, 0)
    body.setLayout(column)
    area.setWidget(body)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
