"""What stands side by side is put one below the other, also when only the text grows."""

from PySide6.QtWidgets import QBoxLayout
from pytestqt.qtbot import QtBot

from sdm_app.ui.overriding import override
from sdm_app.ui.widgets.arranged import Arranged, side_by_side


class TwoHalves(Arranged):
    def __init__(self) -> None:
        super().__init__()
        self.row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)

    @override
    def arrange(self) -> None:
        self.row.setDirection(side_by_side(self.has_room(20)))


def test_a_larger_text_and_a_narrower_window_put_the_halves_below_each_other(qtbot: QtBot) -> None:
    halves = TwoHalves()
    qtbot.addWidget(halves)
    line = halves.fontMetrics().height()
    halves.resize(20 * line, 100)
    halves.show()
    assert halves.row.direction() is QBoxLayout.Direction.LeftToRight

    font = halves.font()
    font.setPixelSize(4 * line)
    halves.setFont(font)
    assert halves.row.direction() is QBoxLayout.Direction.TopToBottom

    halves.resize(20 * halves.fontMetrics().height(), 100)
    assert halves.row.direction() is QBoxLayout.Direction.LeftToRight
    halves.resize(20 * halves.fontMetrics().height() - 1, 100)
    assert halves.row.direction() is QBoxLayout.Direction.TopToBottom
