"""The preview of a schedule: its first rows, however many a file has."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from sdm_app.domain.schedule import Expected
from sdm_app.ui.schedule.preview import SHOWN, Preview


class NeverCompared(Expected):
    """A row that is not to be held against every other: of thousands that takes many seconds."""

    def __eq__(self, other: object) -> bool:
        raise AssertionError

    __hash__ = None  # type: ignore[assignment]


def test_rows_of_back_pain_stand_first_by_time_and_none_is_compared(qtbot: QtBot) -> None:
    rows = [
        NeverCompared(time=f"{17 - at:02}:00", reference=f"A.{at}", reason="LBP" if at > 4 else "")
        for at in range(SHOWN + 2)
    ]
    preview = Preview()
    qtbot.addWidget(preview)

    preview.show_rows(rows, lambda reason: reason == "LBP")

    said = [label.text() for label in preview.findChildren(QLabel)]
    assert [text for text in said if text.startswith("A.")] == [
        *("A.7", "A.6", "A.5"),
        *("A.2", "A.1", "A.0"),
    ]
    assert said.count("LBP") == 3
