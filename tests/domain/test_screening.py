"""Stage and STarT Back: every pattern, every gap, against a second scorer."""

from collections import Counter
from itertools import product

import pytest

from sdm_app.domain.screening import Screening, items_to_ask, risk_group_despite_gaps, screen
from sdm_app.domain.vocabulary import RiskGroup, Stage
from tests.builders import (
    ACUTE,
    BOTHERSOME,
    CHRONIC,
    HIGH,
    RECURRENT,
    SUBACUTE,
    every_pattern,
    pack,
    start_back,
    visit,
)


def second_scorer(pattern: str, bothersomeness: str) -> tuple[int, int, str]:
    """Hill 2008 read from the form and nothing else: points are counted as marks on paper."""
    last_column = bothersomeness in {"very-much", "extremely"}
    points = pattern.count("1") + last_column
    distress = pattern[4:].count("1") + last_column
    if points < 4:
        return points, distress, "low"
    return points, distress, "medium" if distress < 4 else "high"


def test_every_pattern_scores_as_the_second_scorer_says() -> None:
    groups: Counter[str] = Counter()

    for pattern, answer in every_pattern():
        result = screen(visit(answers=ACUTE | start_back(pattern, answer)))

        scored = (result.total_score, result.subscale_score, result.risk_group)
        assert scored == second_scorer(pattern, answer)
        assert result.complete
        groups[str(result.risk_group)] += 1

    assert groups == {"low": 353, "medium": 719, "high": 208}


@pytest.mark.parametrize(
    ("pattern", "answer", "total", "subscale", "group"),
    [
        ("00000000", "moderately", 0, 0, "low"),
        ("11100000", "moderately", 3, 0, "low"),
        ("11110000", "not-at-all", 4, 0, "medium"),
        ("11100000", "very-much", 4, 1, "medium"),
        ("00001110", "moderately", 3, 3, "low"),
        ("00001110", "very-much", 4, 4, "high"),
        ("00001111", "slightly", 4, 4, "high"),
        ("11111110", "moderately", 7, 3, "medium"),
        ("10100100", "extremely", 4, 2, "medium"),
        ("11111111", "extremely", 9, 5, "high"),
    ],
)
def test_published_vectors(
    pattern: str, answer: str, total: int, subscale: int, group: str
) -> None:
    result = screen(visit(answers=ACUTE | start_back(pattern, answer)))

    assert (result.total_score, result.subscale_score, result.risk_group) == (
        total,
        subscale,
        group,
    )


def test_a_group_stands_only_when_every_fill_of_the_gaps_gives_it() -> None:
    """Every pattern of answered and blank items: 3^8 times 6, against filling in by hand."""
    questionnaire = pack().questionnaire_by_id["start-back"]
    assert questionnaire.cut_offs is not None

    group_of = {
        (pattern, answer): second_scorer(pattern, answer)[2] for pattern, answer in every_pattern()
    }
    for marks in product("01-", repeat=8):
        fills = ["".join(f) for f in product(*("01" if mark == "-" else mark for mark in marks))]
        for last in ("", "moderately", "very-much"):
            lasts = BOTHERSOME if last == "" else (last,)
            possible = {group_of[fill, answer] for fill in fills for answer in lasts}
            answers = start_back("".join(marks), last)

            group = risk_group_despite_gaps(questionnaire, questionnaire.cut_offs, answers)

            assert group == (possible.pop() if len(possible) == 1 else None)


def test_a_gap_that_decides_nothing_leaves_the_group_and_hides_the_scores() -> None:
    result = screen(visit(answers=ACUTE | start_back("1111-111", "extremely")))

    assert result.risk_group is RiskGroup.HIGH
    assert result.missing == ("start-back.fear",)
    assert (result.total_score, result.subscale_score, result.complete) == (None, None, False)


@pytest.mark.parametrize(
    ("answers", "stage"),
    [
        ({}, None),
        ({"nih-chronic.frequency": "less-than-half-the-days"}, None),
        ({"nih-chronic.duration": "3-to-6-months"}, None),
        (ACUTE, Stage.ACUTE),
        (ACUTE | {"nih-chronic.frequency": "every-day-or-nearly"}, Stage.ACUTE),
        (SUBACUTE | {"nih-chronic.frequency": "every-day-or-nearly"}, Stage.SUBACUTE),
        (RECURRENT, Stage.RECURRENT),
        (CHRONIC, Stage.CHRONIC),
        (
            {
                "nih-chronic.duration": "3-to-6-months",
                "nih-chronic.frequency": "every-day-or-nearly",
            },
            Stage.CHRONIC,
        ),
    ],
)
def test_stage(answers: dict[str, str], stage: Stage | None) -> None:
    assert screen(visit(answers=answers)).stage is stage


def test_start_back_is_not_due_when_pain_is_chronic() -> None:
    result = screen(visit(answers=CHRONIC | HIGH))

    assert result == Screening(stage=Stage.CHRONIC, due=False)


def test_items_to_ask_leave_out_start_back_when_chronic() -> None:
    assert len(items_to_ask(visit(answers=CHRONIC))) == 2
    assert len(items_to_ask(visit(answers=ACUTE))) == 11
