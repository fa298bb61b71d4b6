"""The printed plan says where to go for what was chosen, as the clinic lists it."""

from typing import Any

import pytest

from sdm_app.domain.services import Service
from sdm_app.domain.visit import Visit
from sdm_app.handout import build_handout
from sdm_app.handout.near_by import PLACES_AT_MOST
from tests.builders import ACUTE, HIGH, MEDIUM, pack, visit
from tests.handout.printing import CASES, SIZES, played
from tests.handout.reading import elements_of, pages_of, text_of

PT, PIPT = "physical-therapy", "psychologically-informed-pt"


def service(name: str, **fields: Any) -> Service:
    return Service.model_validate({"id": name.lower(), "target": PT, "name": name, **fields})


RIVER = service(
    "River PT <b>",
    phone="555 0100",
    address="1 Main St",
    distance="2 mi",
    wait="about 1 week",
    wait_days=7,
    id="river",
)


def seen(*services: Service, **fields: Any) -> Visit:
    chosen = visit(**({"answers": ACUTE | MEDIUM, "findings_default": "no"} | fields))
    return chosen.model_copy(update={"services": services})


def test_name_phone_and_wait_stand_by_what_was_chosen() -> None:
    text = text_of(build_handout(seen(RIVER, choices=[PT, "heat"])))

    said = "Where: River PT <b> · 555\u00a00100 · 1 Main St · 2 mi · wait: about 1 week"
    assert " ".join(said.split()) in text
    assert text.count("River PT") == 1


def test_one_place_leaves_only_the_time_to_fill_in() -> None:
    where = f"{pack().handout.do_where}:"

    one = text_of(build_handout(seen(RIVER, choices=[PT])))
    none = text_of(build_handout(seen(choices=[PT])))
    two = text_of(build_handout(seen(RIVER, service("Lake"), choices=[PT])))

    assert (one.count(where), none.count(where), two.count(where)) == (1, 1, 3)


def test_the_first_places_are_printed_and_no_more() -> None:
    many = [service(f"Place{number}", wait_days=9 - number) for number in range(6)]

    text = text_of(build_handout(seen(*many, choices=[PT])))

    assert [f"Place{n}" in text for n in range(6)] == [False] * 3 + [True] * PLACES_AT_MOST


def test_nothing_is_said_of_a_place_where_none_is_listed() -> None:
    listed = build_handout(seen(RIVER, choices=["heat"]))
    bare = build_handout(seen(choices=["heat"]))

    assert listed == bare


def test_a_referral_that_was_not_chosen_says_where_to_go() -> None:
    clinic = service("Mind and Body", id="mind", target=PIPT, phone="555 0101")

    text = text_of(build_handout(seen(clinic, answers=ACUTE | HIGH)))

    assert "Where: Mind and Body" in text


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", CASES)
def test_a_full_directory_leaves_the_plan_on_two_pages(name: str, size: Any) -> None:
    services = tuple(
        RIVER.model_copy(update={"id": option.id, "target": option.id}) for option in pack().options
    )
    listed = played(name).model_copy(update={"services": services})

    assert len(pages_of(build_handout(listed, page_size=size))) <= 2


def test_the_places_are_read_with_what_they_are_for() -> None:
    listed = build_handout(seen(RIVER, choices=[PT]))
    bare = build_handout(seen(choices=[PT]))

    assert len(elements_of(listed, "LBody")) == len(elements_of(bare, "LBody"))
