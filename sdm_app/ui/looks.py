"""Colours and size of text: what is chosen, kept in the settings and put on the application."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication

from sdm_app.settings import TEXT_SCALES, Contrast, Settings, SettingsError, load, save
from sdm_app.ui.theme.apply import apply_theme


class Looks:
    """The look of the application; each change is put on and kept at once."""

    def __init__(self, app: QApplication, settings: Settings, file: Path | None) -> None:
        self._app = app
        self._file = file
        self.settings = settings
        self._put_on()

    def step_text(self, steps: int) -> None:
        """Make text larger (1) or smaller (-1), within 100 to 200 percent."""
        place = TEXT_SCALES.index(self.settings.text_scale) + steps
        if 0 <= place < len(TEXT_SCALES):
            self.use(replace(self.settings, text_scale=TEXT_SCALES[place]))

    def next_contrast(self) -> None:
        """Go from light to dark to high contrast and round again."""
        schemes = list(Contrast)
        place = (schemes.index(self.settings.contrast) + 1) % len(schemes)
        self.use(replace(self.settings, contrast=schemes[place]))

    def use(self, settings: Settings) -> None:
        """Put on and keep other settings."""
        self.settings = settings
        self._put_on()
        if self._file is not None:
            try:
                save(settings, self._file)
            except SettingsError:
                # The look stands for today; it is lost with the window and harms nobody.
                self._file = None

    def _put_on(self) -> None:
        apply_theme(self._app, self.settings.contrast, self.settings.text_scale)


def settings_or_defaults(file: Path) -> Settings:
    """The settings in a file; the defaults when they cannot be read, so that the window opens."""
    try:
        return load(file)
    except SettingsError:
        return Settings()
