"""Whoever wrote the reason for a visit wrote the patient's name in it, each in their own way."""

import unicodedata

import pytest

from sdm_app.interop.initials import without_name


@pytest.mark.parametrize(
    ("name", "reason", "kept"),
    [
        ("Li, Mei", "Mrs Li: back pain", "Mrs …: back pain"),
        ("Núñez, José", "Jose Nunez, back pain", "… …, back pain"),
        ("Nunez, Jose", "José Núñez, back pain", "… …, back pain"),
        ("Núñez, José", unicodedata.normalize("NFD", "José has back pain"), "… has back pain"),
        ("O'Tarn, Ann", "O’Tarn’s back pain", "… back pain"),
        ("OTarn, Ann", "O'Tarn: back pain", "…: back pain"),
        ("Quill, Ann", "QUILL'S back pain, ann to call", "… back pain, … to call"),
        ("Quill, Ann", "Quill2 back pain", "…2 back pain"),
    ],
)
def test_a_name_goes_however_it_is_written(name: str, reason: str, kept: str) -> None:
    assert without_name(reason, name) == kept


@pytest.mark.parametrize("reason", ["back pain, no trauma", "unable to do stairs"])
def test_a_small_word_stays_that_is_a_name_as_well(reason: str) -> None:
    assert without_name(reason, "No, Do") == reason


def test_initials_take_no_letter_out_of_a_reason() -> None:
    assert without_name("d/c planned, back pain", "D, C") == "d/c planned, back pain"
