"""What people typed is printed letter by letter, and hides or moves nothing."""

import re

import pytest

from sdm_app.handout import Clinic, build_handout
from sdm_app.handout.printable import printable
from sdm_app.handout.wording import Wording
from tests.builders import TODAY, visit
from tests.handout.printing import CLINIC
from tests.handout.reading import text_of


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Walk <b>far</b> & <img src='x'/>", "Walk <b>far</b> & <img src='x'/>"),
        ("Walk\x07 far", "Walk\ufffd far"),
        ("Walk \u202efar\u202c again", "Walk \ufffdfar\ufffd again"),
        ("Walk \u2066far\u2069", "Walk \ufffdfar\ufffd"),
        ("Walk\n\tfar", "Walk far"),
        ("a\u200cb", "a\u200cb"),
    ],
)
def test_typed_text_hides_nothing_and_reorders_nothing(typed: str, shown: str) -> None:
    assert printable(typed) == shown


@pytest.mark.parametrize("typed", ["<b>x</b> & <para>", "Walk \u202efar\u202c", "Dance\x07"])
def test_a_goal_is_printed_letter_by_letter(typed: str) -> None:
    text = text_of(build_handout(visit(goal=typed), clinic=CLINIC))

    assert printable(typed) in text


def test_own_words_longer_than_a_line_keep_every_letter() -> None:
    goal = "w" * 300

    text = text_of(build_handout(visit(goal=goal), clinic=CLINIC))

    assert re.sub(r"[^w]", "", text).count("w") >= 300


def test_a_date_is_not_parted_at_the_end_of_a_line() -> None:
    wording = Wording(visit(), "en")

    assert wording.date(TODAY) == "November\u00a022,\u00a02026"
    assert printable(wording.date(TODAY)) == wording.date(TODAY)


@pytest.mark.parametrize("name", ["Rivertown Family Practice", "A" * 80, "Río Ñandú <b>"])
def test_a_clinic_of_any_name_is_printed_whole(name: str) -> None:
    clinic = Clinic(name=name, phone="(555) 010-0199", demo=False)

    text = text_of(build_handout(visit(goal="Walk"), large_print=True, clinic=clinic))

    assert text.count("(555) 010-0199") == 2
    assert re.sub(r"\s", "", name) in re.sub(r"\s", "", text)
