"""The grid says who near by gives an option, as the clinic lists it and not otherwise."""

from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from sdm_app.domain.services import Service
from sdm_app.domain.visit import Visit
from sdm_app.ui.directory.service_words import lines_of
from sdm_app.ui.widgets.option_grid import OptionGrid
from tests.builders import ACUTE, MEDIUM, visit
from tests.ui.builders import found
from tests.ui.test_numbers_have_sources import unsourced

PT, HEAT = "physical-therapy", "heat"


def service(name: str, **fields: Any) -> Service:
    return Service.model_validate({"id": name.lower(), "target": PT, "name": name, **fields})


RIVER = service(
    "River",
    distance="2 mi",
    wait="about 1 week",
    wait_days=7,
    cover="Medicare",
    cost_note="$20 a visit",
    self_referral=True,
    telehealth=True,
    group_visits=False,
    languages=("English", "Español"),
)


@pytest.fixture
def grid(qtbot: QtBot) -> OptionGrid:
    shown = OptionGrid()
    qtbot.addWidget(shown)
    shown.resize(1000, 600)
    return shown


def seen(*services: Service) -> Visit:
    begun = visit(answers=ACUTE | MEDIUM, findings_default="no")
    return begun.model_copy(update={"services": services})


def words(cell: QWidget) -> list[str]:
    return [label.text() for label in cell.findChildren(QLabel)]


def cell(grid: OptionGrid, option: str) -> list[str]:
    return words(found(grid, f"cell-near-you-{option}"))


def test_every_column_says_ask_us_where_nothing_is_listed(grid: OptionGrid) -> None:
    grid.show_options(seen(), (PT, HEAT))

    assert cell(grid, PT) == cell(grid, HEAT) == ["Ask us."]


def test_a_listed_service_is_shown_in_its_column_alone(grid: OptionGrid) -> None:
    grid.show_options(seen(RIVER), (PT, HEAT))

    assert cell(grid, PT) == [
        "River",
        "2 mi · Wait: about 1 week",
        "Covered by: Medicare · $20 a visit",
        "No referral needed · By video too",
        "Languages: English, Español",
    ]
    assert cell(grid, HEAT) == ["Ask us."]


def test_what_the_clinic_did_not_say_takes_no_line() -> None:
    assert lines_of(service("River")) == ()
    assert lines_of(service("River", self_referral=False)) == ("Needs a referral",)


@pytest.mark.parametrize(
    ("others", "said"), [(1, "And 1 more near here"), (2, "And 2 more near here")]
)
def test_further_services_are_counted(grid: OptionGrid, others: int, said: str) -> None:
    more = [service(f"S{number}") for number in range(others)]

    grid.show_options(seen(*more, RIVER), (PT,))

    assert cell(grid, PT)[0] == "River"
    assert cell(grid, PT)[-1] == said


def test_a_service_that_changes_is_shown_anew_and_the_heads_stay(grid: OptionGrid) -> None:
    grid.show_options(seen(), (PT,))
    head = found(grid, f"choose-{PT}")

    grid.show_options(seen(RIVER), (PT,))

    assert cell(grid, PT)[0] == "River"
    assert found(grid, f"choose-{PT}") is head


def test_the_numbers_of_a_service_are_the_clinics_own(grid: OptionGrid) -> None:
    grid.show_options(seen(RIVER, service("Other", wait_days=9)), (PT,))
    grid.show()

    assert unsourced(found(grid, f"cell-near-you-{PT}")) == []
