"""Words in a language other than the page's are told to be so, where that is known."""

import pytest

from sdm_app.handout import Clinic, build_handout
from sdm_app.handout.typed_language import typed_language
from tests.builders import visit
from tests.handout.reading import elements_of
from tests.handout.words import GOALS


@pytest.mark.parametrize(
    ("text", "patient", "page", "language"),
    [
        (GOALS["ar"], "ar", "en", "ar"),
        (GOALS["zh"], "zh", "en", "zh"),
        (GOALS["ru"], "ru", "en", "ru"),
        (GOALS["es"], "es", "en", "es"),
        ("¿Caminar?", "es", "en", "es"),
        ("Walk", "ar", "en", ""),
        ("Walk", "ru", "en", ""),
        (GOALS["ar"], "es", "en", ""),
        (GOALS["ar"], "ar", "ar", ""),
        ("20", "ar", "en", ""),
        ("", "ar", "en", ""),
    ],
)
def test_words_are_in_the_patients_language_if_their_letters_are(
    text: str, patient: str, page: str, language: str
) -> None:
    assert typed_language(text, patient=patient, page=page) == language


def test_a_goal_in_the_patients_language_is_told_to_a_reader() -> None:
    patient = {"reference": "T.T.", "birth_year": 1980, "language": "ru"}
    pdf = build_handout(visit(goal=GOALS["ru"], patient=patient), clinic=Clinic(demo=False))

    assert len([p for p in elements_of(pdf, "P") if b"/Lang (ru)" in p]) == 1
