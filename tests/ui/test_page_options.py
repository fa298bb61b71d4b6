"""Options, acted on as a clinician would."""

from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sdm_app.ui.pages.options import OptionsPage
from sdm_app.ui.text import PlainLabel
from tests.builders import ACUTE, MEDIUM, pack
from tests.ui.last_pages import COMPARED, Show, comparing, find, has, press, words_in


def test_the_order_is_said_in_a_sentence(show: Show[Any]) -> None:
    page = show(OptionsPage(), comparing(priorities=["back-to-work"]))

    named = {p.id: p.in_sentence for p in comparing().pack.what_matters.priorities}
    assert named["back-to-work"] in find(page, PlainLabel, "order-sentence").text()


def test_a_chip_takes_an_option_out_of_the_grid(qtbot: QtBot, show: Show[Any]) -> None:
    page = show(OptionsPage(), comparing())

    with qtbot.waitSignal(page.compared) as told:
        press(qtbot, page, "compare-exercise")

    assert told.args == ["stay-active spinal-manipulation"]


def test_two_columns_stay(show: Show[Any]) -> None:
    page = show(OptionsPage(), comparing(compare=COMPARED[:2]))

    assert not find(page, QPushButton, "compare-exercise").isEnabled()


def test_choosing_keeps_what_was_chosen_before(qtbot: QtBot, show: Show[Any]) -> None:
    page = show(OptionsPage(), comparing(choices=["stay-active"]))

    with qtbot.waitSignal(page.options_chosen) as told:
        press(qtbot, page, "choose-exercise")

    assert told.args == ["stay-active exercise"]


def test_choosing_again_lets_go(qtbot: QtBot, show: Show[Any]) -> None:
    page = show(OptionsPage(), comparing(choices=["stay-active"]))

    with qtbot.waitSignal(page.options_chosen) as told:
        press(qtbot, page, "choose-stay-active")

    assert told.args == [""]


def test_a_row_that_does_not_fit_the_visit_is_left_out(show: Show[Any]) -> None:
    fits = show(OptionsPage(), comparing())
    other = show(OptionsPage(), comparing(answers=ACUTE | MEDIUM))

    assert has(fits, "grid-row-better")
    assert not has(other, "grid-row-better")
    assert has(other, "grid-row-involves")


def test_what_is_not_advised_stays_within_reach(qtbot: QtBot, show: Show[Any]) -> None:
    page = show(OptionsPage(), comparing())

    press(qtbot, page, "not-advised")

    assert has(page, "not-advised-bed-rest")
    with qtbot.waitSignal(page.compared) as told:
        press(qtbot, page, "look-bed-rest")
    assert told.args == [" ".join([*COMPARED, "bed-rest"])]


def test_the_guidelines_behind_a_count_can_be_opened(qtbot: QtBot, show: Show[Any]) -> None:
    page = show(OptionsPage(), comparing())

    press(qtbot, page, "positions-exercise")

    assert has(page, "option-details-close")
    press(qtbot, page, "option-details-close")
    assert has(page, "option-grid")


def test_what_to_check_before_an_option_is_within_reach(qtbot: QtBot, show: Show[Any]) -> None:
    page = show(OptionsPage(), comparing())

    press(qtbot, page, "cautions-of-spinal-manipulation")

    said = words_in(find(page, QWidget, "cautions-spinal-manipulation"))
    cautions = pack().option_by_id["spinal-manipulation"].cautions
    assert {caution.text for caution in cautions} <= set(said)
