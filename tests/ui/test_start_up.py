"""The window is painted before anything heavy is imported, then the day's list fills."""

from PySide6.QtCore import Qt

from sdm_app import user_folders
from sdm_app.ui import qt_values
from tests.benchmarks.a_day import fill_a_day
from tests.benchmarks.measuring import child


def test_nothing_heavy_is_imported_before_the_first_frame() -> None:
    fill_a_day(user_folders.database())

    figures = child("tests.benchmarks.start_up", "ours", environment={})

    assert figures["too_early"] == []
    assert figures["listed"] > figures["painted"]


def test_the_plain_numbers_are_what_qt_calls_them() -> None:
    assert Qt.TextFormat.PlainText.value == qt_values.PLAIN_TEXT
    assert Qt.AlignmentFlag.AlignCenter.value == qt_values.CENTRED
    assert Qt.FocusPolicy.NoFocus.value == qt_values.NO_FOCUS
