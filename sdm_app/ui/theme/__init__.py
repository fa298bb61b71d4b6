"""Colours, sizes and the one style sheet of the window."""

from sdm_app.ui.theme.apply import apply_theme

__all__ = ["apply_theme"]
