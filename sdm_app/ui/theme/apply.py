"""Puts colours and text size on the whole application."""

from PySide6.QtWidgets import QApplication

from sdm_app.settings import Contrast
from sdm_app.ui.theme.fonts import FAMILY
from sdm_app.ui.theme.palette import palette_of
from sdm_app.ui.theme.style import style_sheet
from sdm_app.ui.theme.tokens import base_pixels, tokens_for


def apply_theme(app: QApplication, contrast: Contrast, text_scale: int) -> None:
    """Show the application in a scheme, with text at 100 to 200 percent."""
    tokens = tokens_for(contrast)
    font = app.font()
    font.setFamilies([FAMILY, "DejaVu Sans"])
    font.setPixelSize(base_pixels(text_scale))
    app.setFont(font)
    app.setPalette(palette_of(tokens))
    app.setStyleSheet(style_sheet(tokens, text_scale))
