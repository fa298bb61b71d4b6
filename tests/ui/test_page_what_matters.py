"""What matters, driven as a person would."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from sdm_app.domain.vocabulary import Helped
from sdm_app.ui.pages.what_matters import WhatMattersPage
from tests.ui.builders import found
from tests.ui.first_pages import new_visit, opened, press


def test_priorities_keep_the_order_of_pressing_up_to_three(qtbot: QtBot) -> None:
    keeper = opened(qtbot, WhatMattersPage(), new_visit())

    for name in ("sleep", "low-cost", "back-to-work", "fewer-pills"):
        press(qtbot, keeper.page, f"priority-{name}")

    assert keeper.visit.encounter.priorities == ("sleep", "low-cost", "back-to-work")
    assert found(keeper.page, "priorities-full").isVisible()


def test_something_tried_goes_round_from_tried_to_helped_and_back(qtbot: QtBot) -> None:
    keeper = opened(qtbot, WhatMattersPage(), new_visit())
    seen = []

    for _press in range(5):
        press(qtbot, keeper.page, "tried-heat")
        seen.append(keeper.visit.encounter.tried.get("heat"))

    assert seen == [Helped.UNKNOWN, Helped.NO, Helped.A_LITTLE, Helped.YES, None]


def test_the_goal_is_kept_once_it_is_written(qtbot: QtBot) -> None:
    keeper = opened(qtbot, WhatMattersPage(), new_visit())
    goal = found(keeper.page, "goal")
    assert isinstance(goal, QLineEdit)

    qtbot.keyClicks(goal, "Lift my grandson")
    assert keeper.visit.encounter.goal == ""
    qtbot.keyClick(goal, Qt.Key.Key_Return)

    assert keeper.visit.encounter.goal == "Lift my grandson"
