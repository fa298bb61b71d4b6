"""What has no font in the places that the plan names is known before it is printed."""

import pytest

from sdm_app.domain.services import Service
from sdm_app.domain.visit import Visit
from sdm_app.handout import Clinic, letters_without_font
from tests.builders import ACUTE, MEDIUM, visit

PT = "physical-therapy"


def seen(*services: dict[str, str], choices: tuple[str, ...] = (PT,)) -> Visit:
    made = visit(answers=ACUTE | MEDIUM, findings_default="no", choices=list(choices))
    listed = tuple(
        Service.model_validate({"id": f"s{at}", "target": PT, "name": "River"} | fields)
        for at, fields in enumerate(services)
    )
    return made.model_copy(update={"services": listed})


@pytest.mark.parametrize("field", ["name", "phone", "address", "distance", "wait"])
def test_letters_of_a_place_that_is_printed_are_told(field: str) -> None:
    assert letters_without_font(seen({field: "कख"}), Clinic()) == ("क", "ख")


def test_a_place_that_is_not_printed_is_not_told_of() -> None:
    fourth = {"name": "क"}
    assert letters_without_font(seen({}, {}, {}, fourth), Clinic()) == ()
    assert letters_without_font(seen(fourth, choices=("heat",)), Clinic()) == ()


def test_letters_of_the_clinics_telephone_are_told() -> None:
    assert letters_without_font(seen(), Clinic(phone="555 १")) == ("१",)
