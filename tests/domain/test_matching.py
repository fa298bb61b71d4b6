"""Matched care, the order by priorities, and how guidelines are counted."""

from typing import Any

import pytest

from sdm_app.domain.matching import match_options
from sdm_app.domain.ordering import (
    columns,
    guideline_count,
    order_by_priorities,
    positions_for,
    rows_for,
)
from sdm_app.domain.outlook import outlook_for
from sdm_app.domain.vocabulary import Position
from tests.builders import ACUTE, CHRONIC, HIGH, LOW, MEDIUM, RECURRENT, SUBACUTE, pack, visit

REC, MAY, NOT = Position.RECOMMENDED, Position.MAY_BE_OFFERED, Position.NOT_RECOMMENDED


EVERY_VISIT = {
    "stay-active": REC,
    "watchful-waiting": MAY,
    "primary-spine-practitioner": MAY,
    "bed-rest": NOT,
    "opioid": NOT,
    "fusion": NOT,
    "paracetamol": NOT,
    "imaging": NOT,
}
OFFERED_WHEN_NEW = (
    "heat",
    "massage",
    "spinal-manipulation",
    "acupuncture",
    "nsaid",
    "exercise",
    "walking-program",
    "physical-therapy",
    "psychologically-informed-pt",
)
NOT_CHRONIC = (
    EVERY_VISIT
    | dict.fromkeys(OFFERED_WHEN_NEW, MAY)
    | dict.fromkeys(("gabapentinoid", "duloxetine", "epidural-steroid"), NOT)
)
OFFERED_WHEN_LASTING = (
    "walking-program",
    "physical-therapy",
    "psychologically-informed-pt",
    "spinal-manipulation",
    "massage",
    "acupuncture",
    "yoga",
    "tai-chi",
    "mindfulness",
    "cognitive-behavioural-therapy",
    "nsaid",
    "duloxetine",
    "multidisciplinary-program",
)
LASTING = EVERY_VISIT | dict.fromkeys(OFFERED_WHEN_LASTING, MAY)
CHRONIC_TABLE = LASTING | {
    "exercise": REC,
    "gabapentinoid": NOT,
    "muscle-relaxant": NOT,
    "epidural-steroid": NOT,
}
SCIATICA = {"leg-pain-dominant": "yes", "radicular-signs": "yes"}
FAILED = [{"option": "stay-active", "helped": "no"}, {"option": "yoga", "helped": "no"}]


@pytest.mark.parametrize(
    ("fields", "table"),
    [
        ({"answers": ACUTE}, NOT_CHRONIC | {"muscle-relaxant": MAY}),
        ({"answers": ACUTE | LOW}, NOT_CHRONIC | {"watchful-waiting": REC}),
        ({"answers": SUBACUTE | MEDIUM}, NOT_CHRONIC | {"physical-therapy": REC}),
        ({"answers": ACUTE | MEDIUM}, NOT_CHRONIC | {"physical-therapy": REC}),
        ({"answers": ACUTE | HIGH}, NOT_CHRONIC | {"psychologically-informed-pt": REC}),
        ({"answers": RECURRENT | HIGH}, NOT_CHRONIC | {"psychologically-informed-pt": REC}),
        ({"answers": CHRONIC}, CHRONIC_TABLE),
        ({"answers": CHRONIC, "tried": FAILED}, CHRONIC_TABLE | {"multidisciplinary-program": REC}),
        ({"answers": CHRONIC, "tried": FAILED[:1]}, CHRONIC_TABLE),
        ({"answers": CHRONIC, "tried": FAILED[1:]}, CHRONIC_TABLE),
        (
            {"answers": ACUTE, "findings": SCIATICA, "episode_weeks": 3},
            NOT_CHRONIC | {"discectomy": NOT},
        ),
        (
            {"answers": SUBACUTE, "findings": SCIATICA, "episode_weeks": 8},
            NOT_CHRONIC | {"discectomy": MAY, "imaging": MAY, "epidural-steroid": MAY},
        ),
        (
            {"answers": RECURRENT, "findings": SCIATICA, "episode_weeks": 14},
            NOT_CHRONIC | {"discectomy": MAY, "imaging": MAY, "epidural-steroid": NOT},
        ),
        (
            {"answers": CHRONIC, "findings": SCIATICA},
            CHRONIC_TABLE | {"discectomy": MAY, "imaging": MAY, "epidural-steroid": NOT},
        ),
        (
            {"answers": CHRONIC, "findings": {"neurogenic-claudication": "yes"}},
            CHRONIC_TABLE | {"decompression": MAY, "imaging": MAY, "epidural-steroid": NOT},
        ),
        ({"answers": ACUTE, "findings": {"past-cancer": "yes"}}, NOT_CHRONIC | {"imaging": REC}),
    ],
)
def test_matched_care_line_by_line(fields: dict[str, Any], table: dict[str, Position]) -> None:
    matched = match_options(visit(**fields, findings_default="no"))

    assert {option: matched.position_of(option) for option in table} == table


def test_stepped_care_is_that_of_traegers_box_1() -> None:
    steps = {option.id: option.step for option in pack().options}

    assert [option for option, step in steps.items() if step == 1] == [
        "heat",
        "stay-active",
        "watchful-waiting",
    ]
    assert [option for option, step in steps.items() if step == 3] == ["multidisciplinary-program"]
    for option in ("opioid", "bed-rest", "imaging", "fusion", "discectomy", "epidural-steroid"):
        assert steps[option] is None


@pytest.mark.parametrize("answers", [{}, ACUTE, ACUTE | HIGH, RECURRENT | MEDIUM, CHRONIC])
def test_every_option_stands_in_exactly_one_list(answers: dict[str, str]) -> None:
    matched = match_options(visit(answers=answers))

    assert sorted(match.option for match in matched.all) == sorted(pack().option_by_id)
    assert all((m.reason is not None) == (m.position is NOT) for m in matched.all)


@pytest.mark.parametrize(
    ("findings", "position"),
    [
        ({"past-cancer": "yes"}, REC),
        ({"past-cancer": "not-sure"}, NOT),
        ({"neurogenic-claudication": "yes"}, MAY),
    ],
)
def test_imaging_follows_its_verdict(findings: dict[str, str], position: Position) -> None:
    matched = match_options(visit(answers=ACUTE, findings=findings, findings_default="no"))

    assert matched.position_of("imaging") is position


def test_a_stopped_visit_has_no_options() -> None:
    matched = match_options(visit(findings={"fever": "yes"}))

    assert matched.all == ()
    assert matched.position_of("heat") is None


def test_what_matters_most_comes_first() -> None:
    pills = visit(priorities=["fewer-pills"])
    soon = visit(priorities=["less-pain-soon", "fewer-pills"])

    first = order_by_priorities(pills, ["nsaid", "heat"])

    assert first == ("heat", "nsaid")
    assert set(order_by_priorities(soon, ["nsaid", "heat"])) == {"nsaid", "heat"}


def test_a_barrier_moves_an_option_back() -> None:
    option = next(o for o in pack().options if o.hindered_by and not o.serves.get("sleep"))
    other = next(o for o in pack().options if not o.hindered_by and not o.serves.get("sleep"))
    hindered = visit(priorities=["sleep"], barriers=[option.hindered_by[0]])

    assert order_by_priorities(hindered, [option.id, other.id]) == (other.id, option.id)


def test_without_priorities_the_order_is_kept() -> None:
    assert order_by_priorities(visit(), ["nsaid", "heat"]) == ("nsaid", "heat")


def test_columns_are_the_compared_or_the_first_three() -> None:
    assert columns(visit(compare=["heat", "nsaid"])) == ("heat", "nsaid")
    first = columns(visit(answers=ACUTE | LOW, findings_default="no"))
    assert len(first) == 3
    assert "stay-active" in first


def test_a_row_of_a_study_stands_where_one_of_the_options_was_in_it() -> None:
    subacute = visit(answers=SUBACUTE | LOW, findings_default="no")
    studies = {row.id for row in pack().grid.rows if row.study}

    inside = {row.id for row in rows_for(subacute, ("spinal-manipulation", "heat"))}
    outside = {row.id for row in rows_for(subacute, ("heat", "nsaid"))}

    assert inside & studies == {"better"}
    assert not outside & studies


@pytest.mark.parametrize("options", [("stay-active",), ("heat", "nsaid"), ("fusion", "bed-rest")])
def test_where_to_go_is_asked_of_every_option(options: tuple[str, ...]) -> None:
    rows = rows_for(visit(answers=ACUTE), options)

    assert [row.id for row in rows if row.directory] == ["near-you"]


def test_guidelines_are_counted_once_each_over_the_clinics_set() -> None:
    acute = visit(answers=ACUTE)

    for option in pack().options:
        count = guideline_count(acute, option.id)
        counted = (
            count.recommended + count.may_be_offered + count.not_recommended + count.no_statement
        )
        assert counted == count.total == 6


def test_positions_are_those_of_the_stage_and_leg_pain_ones_need_leg_pain() -> None:
    back = visit(answers=ACUTE, findings_default="no")
    leg = visit(answers=ACUTE, findings={"leg-pain-dominant": "yes"})

    for option in pack().options:
        assert all("acute" in s.stages for s in positions_for(back, option.id))
        assert not any(s.leg_pain for s in positions_for(back, option.id))
        assert len(positions_for(leg, option.id)) >= len(positions_for(back, option.id))


@pytest.mark.parametrize(
    ("answers", "figure"),
    [
        (ACUTE | LOW, 80),
        (ACUTE | MEDIUM, 67),
        (SUBACUTE | HIGH, 50),
        (ACUTE, None),
        (RECURRENT | HIGH, None),
        ({}, None),
    ],
)
def test_outlook_is_of_new_episodes_by_group(answers: dict[str, Any], figure: int | None) -> None:
    card = outlook_for(visit(answers=answers))

    estimate = pack().estimate_by_id[card.figure] if card.figure else None
    assert getattr(estimate, "numerator", None) == figure


def test_lasting_pain_has_its_own_course() -> None:
    assert outlook_for(visit(answers=CHRONIC)).figure is not None


def test_a_pack_counts_the_guidelines_of_the_set_that_was_chosen() -> None:
    other = next(
        one.id for one in pack().info.guideline_sets if one.id != pack().info.guideline_set
    )

    assert pack().with_guideline_set(other).info.guideline_set == other
