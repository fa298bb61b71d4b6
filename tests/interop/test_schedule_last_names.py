"""A file with the full name and its parts says the name once."""

import pytest

from sdm_app.interop.schedule_mapping import guessed


@pytest.mark.parametrize(
    "header",
    ["Time,Patient,First Name,Last Name", "Time,Patient Name,Patient First Name,Patient Last Name"],
)
def test_a_first_name_goes_with_the_last_name(header: str) -> None:
    mapping = guessed(header.split(","))

    assert "Last Name" in mapping.name
    assert "First Name" in mapping.first_name


def test_a_full_name_is_taken_where_no_first_name_stands_alone() -> None:
    mapping = guessed(("Time", "Last Name", "Patient"))

    assert (mapping.name, mapping.first_name) == ("Patient", "")


def test_a_name_beside_a_first_name_is_the_last_name() -> None:
    mapping = guessed(("Time", "Name", "First Name"))

    assert (mapping.name, mapping.first_name) == ("Name", "First Name")
