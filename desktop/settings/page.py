"""The settings page joined (设置); it stands at the foot of the rail."""

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop.rereading import Rereading
from desktop.settings import texts
from desktop.settings.comfort import Comfort
from desktop.settings.presenter import SettingsPresenter
from desktop.settings.view import SettingsView
from desktop.shell.page import Page, PageContext
from desktop.sound import Sound, Sounds


class SettingsPage(Page):
    """设置."""

    name, title, icon, number = "settings", texts.TITLE, "sliders-horizontal", 0

    def __init__(
        self, context: PageContext, comfort: Comfort, sounds: Sounds, keys_changed: Callable[[], None]
    ) -> None:
        super().__init__()
        self.view = SettingsView()
        self._sounds, self._comfort = sounds, comfort
        self.presenter = SettingsPresenter(
            context.seat, comfort, context.keymap, context.town, self.view, keys_changed
        )
        self._rereading = Rereading(context.tasks, self.presenter.read, "settings.read")
        tasks, view, presenter = context.tasks, self.view, self.presenter
        view.scale_chosen.connect(
            lambda scale: tasks.start(presenter.set_scale(scale), name=f"settings.scale {scale}")
        )
        view.sounds_chosen.connect(
            lambda *chosen: tasks.start(presenter.set_sounds(*chosen), name="settings.sounds")
        )
        view.sound_tried.connect(self._try)
        view.copy_requested.connect(lambda text: QGuiApplication.clipboard().setText(text))
        view.keys.key_given.connect(
            lambda action, keys: tasks.start(
                presenter.change_key(action, keys), name=f"settings.change_key {action}"
            )
        )
        view.keys.reset_requested.connect(
            lambda action: tasks.start(presenter.reset_key(action), name=f"settings.reset_key {action}")
        )
        view.keys.reset_all_requested.connect(
            lambda: tasks.start(presenter.reset_keys(), name="settings.reset_keys")
        )

    @property
    def widget(self) -> QWidget:
        return self.view

    def enter(self) -> None:
        self.view.show_fault(self._sounds.fault)
        self._rereading.ask()

    def hints(self) -> tuple[str, ...]:
        return ("next_panel", "back")

    def _try(self, sound: str) -> None:
        self._sounds.play(Sound(sound), self._comfort.kept.volume)
        self.view.show_fault(self._sounds.fault)
