"""The colours as a Qt palette, which custom-painted widgets read.

`Highlight` is the primary colour and `Mid` an icon that is off.
"""

from PySide6.QtGui import QColor, QPalette

from sdm_app.ui.theme.tokens import Tokens


def palette_of(tokens: Tokens) -> QPalette:
    """The palette of a scheme."""
    role = QPalette.ColorRole
    colours = {
        role.Window: tokens.canvas,
        role.WindowText: tokens.ink,
        role.Base: tokens.paper,
        role.AlternateBase: tokens.canvas,
        role.Text: tokens.ink,
        role.Button: tokens.paper,
        role.ButtonText: tokens.ink,
        role.ToolTipBase: tokens.paper,
        role.ToolTipText: tokens.ink,
        role.PlaceholderText: tokens.muted,
        role.Highlight: tokens.primary,
        role.HighlightedText: tokens.on_primary,
        role.Link: tokens.primary,
        role.LinkVisited: tokens.primary,
        role.Mid: tokens.icon_off,
        role.Midlight: tokens.line,
        role.Accent: tokens.primary,
    }
    palette = QPalette()
    for place, colour in colours.items():
        palette.setColor(place, QColor(colour))
    group = QPalette.ColorGroup.Disabled
    for place in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(group, place, QColor(tokens.muted))
    return palette
