"""The clinic's directory: what a service may say, and which one is named first."""

from typing import Any

import pytest
from pydantic import ValidationError

from sdm_app.domain.services import (
    LANGUAGES_AT_MOST,
    SERVICES_AT_MOST,
    Directory,
    Service,
    Trait,
    availability_of,
    id_for,
    services_for,
    traits_of,
    with_names_of_today,
)

PT = "physical-therapy"


def service(name: str = "River PT", **fields: Any) -> Service:
    """A service with what a test is about; its id is made of the name."""
    given = {"id": name.lower().replace(" ", "-"), "target": PT, "name": name, **fields}
    return Service.model_validate(given)


def names(services: tuple[Service, ...]) -> list[str]:
    return [one.name for one in services]


def test_what_the_clinic_left_empty_is_not_known() -> None:
    bare = service()

    assert (bare.phone, bare.wait, bare.languages) == ("", "", ())
    assert (bare.wait_days, bare.self_referral, bare.co_located) == (None, None, None)
    assert traits_of(bare) == ()


def test_only_services_of_the_target_are_given() -> None:
    listed = (service("A"), service("B", target="yoga"), service("C"))

    assert names(services_for(listed, PT)) == ["A", "C"]
    assert services_for(listed, "massage") == ()


def test_in_the_house_comes_first_then_the_shortest_wait_then_as_listed() -> None:
    listed = (
        service("Unknown wait"),
        service("Ten days", wait_days=10),
        service("Two days", wait_days=2),
        service("Also two days", wait_days=2, co_located=False),
        service("Here", co_located=True, wait_days=40),
    )

    assert names(services_for(listed, PT)) == [
        "Here",
        "Two days",
        "Also two days",
        "Ten days",
        "Unknown wait",
    ]


def test_the_first_is_named_and_the_others_are_counted() -> None:
    listed = (service("A"), service("B", wait_days=0), service("C"))

    found = availability_of(listed, PT)

    assert found is not None
    assert (found.first.name, found.more) == ("B", 2)


def test_nothing_is_said_where_nothing_is_listed() -> None:
    assert availability_of((service(),), "yoga") is None


def test_traits_are_what_the_clinic_said_yes_to() -> None:
    all_yes = service(
        co_located=True,
        self_referral=True,
        telehealth=True,
        group_visits=True,
        linked_visits=True,
    )

    assert set(traits_of(all_yes)) == set(Trait) - {Trait.REFERRAL_NEEDED}


def test_no_self_referral_means_a_referral_is_needed() -> None:
    assert traits_of(service(self_referral=False, telehealth=False)) == (Trait.REFERRAL_NEEDED,)


@pytest.mark.parametrize(
    "fields",
    [
        {"name": ""},
        {"name": "   "},
        {"name": "n" * 81},
        {"phone": "5" * 41},
        {"wait_days": -1},
        {"wait_days": 731},
        {"name": "River\nPT"},
        {"phone": "555\u20280100"},
        {"name": "\u202etxt"},
        {"cover": "a\x00b"},
        {"languages": ("Spanish; French",)},
        {"languages": (" ",)},
        {"languages": ("x",) * (LANGUAGES_AT_MOST + 1)},
        {"target": "Physical Therapy"},
        {"id": ""},
        {"fax": "1"},
    ],
    ids=str,
)
def test_what_is_no_service_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        service(**fields)


@pytest.mark.parametrize("days", [0, 730])
def test_a_wait_at_either_end_of_its_range_is_taken(days: int) -> None:
    assert service(wait_days=days).wait_days == days


def test_spaces_at_the_ends_are_taken_off() -> None:
    one = service(phone=" 555 0100 ", languages=(" Spanish ",))

    assert (one.phone, one.languages) == ("555 0100", ("Spanish",))


def test_a_directory_has_each_id_once() -> None:
    with pytest.raises(ValidationError, match="two services have the id 'river-pt'"):
        Directory(services=(service(), service()))


def test_a_directory_ends_at_its_most() -> None:
    many = tuple(service(f"S{number}") for number in range(SERVICES_AT_MOST + 1))

    assert len(Directory(services=many[:-1]).services) == SERVICES_AT_MOST
    with pytest.raises(ValidationError):
        Directory(services=many)


def test_a_directory_comes_back_from_its_text() -> None:
    kept = Directory(services=(service(languages=("Español", "العربية"), wait="about 1 week"),))

    assert Directory.model_validate_json(kept.model_dump_json()) == kept


@pytest.mark.parametrize(
    ("name", "taken", "expected"),
    [
        ("River PT", (), "river-pt"),
        ("River PT", ("river-pt",), "river-pt-2"),
        ("River PT", ("river-pt", "river-pt-2"), "river-pt-3"),
        ("Clínica São José, nº 2", (), "clinica-sao-jose-no-2"),
        ("中医", (), "service"),
        ("n" * 59 + " x" * 10, (), "n" * 59),
    ],
)
def test_a_new_service_is_named_after_itself(
    name: str, taken: tuple[str, ...], expected: str
) -> None:
    assert id_for(name, taken) == expected
    assert service(name, id=expected).id == expected


def test_a_service_moves_with_the_name_of_its_option() -> None:
    listed = (service("A", target="old-yoga"), service("B"))

    moved = with_names_of_today(listed, {"old-yoga": "yoga"})

    assert [one.target for one in moved] == ["yoga", PT]
