"""The outlook, driven as a person would."""

from pytestqt.qtbot import QtBot

from sdm_app.ui.pages.outlook import OutlookPage
from tests.ui.builders import found
from tests.ui.builders import text as words
from tests.ui.first_pages import MEDIUM, new_visit, opened, press


def test_comparing_another_group_changes_the_picture_and_no_record(qtbot: QtBot) -> None:
    keeper = opened(qtbot, OutlookPage(), new_visit(answers=MEDIUM))
    assert words(keeper.page, "outlook-number") == "67 of 100"

    press(qtbot, keeper.page, "compare-new-low")

    assert words(keeper.page, "outlook-number") == "80 of 100"
    assert found(keeper.page, "outlook-other-group").isVisible()
    assert "80 of 100" in found(keeper.page, "outlook-array").accessibleName()


def test_no_number_is_shown_where_none_fits(qtbot: QtBot) -> None:
    keeper = opened(qtbot, OutlookPage(), new_visit())

    assert not found(keeper.page, "outlook-number").isVisible()
    assert not found(keeper.page, "outlook-array").isVisible()
