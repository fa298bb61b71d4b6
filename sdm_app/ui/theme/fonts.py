"""Registers the fonts that come with the program."""

from PySide6.QtGui import QFontDatabase

from sdm_app import resources

FAMILY = "Noto Sans"
FILES = ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf", "NotoSans-SemiBold.ttf")


def register_fonts() -> None:
    """Make Noto Sans known to Qt; files that are not there are left to the system's own fonts."""
    for name in FILES:
        file = resources.asset("fonts", name)
        if file.is_file():
            QFontDatabase.addApplicationFont(str(file))
