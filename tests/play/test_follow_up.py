"""A case with earlier visits plays as a follow-up: plan before, scores over time, requests due."""

import json
from pathlib import Path
from typing import Any

import pytest

from sdm_app.__main__ import main
from sdm_app.play import cases_of, read_cases, visit_of_case
from tests.builders import TODAY, pack

CASE = Path(__file__).parents[1] / "cases" / "follow-up-visit.yaml"
EARLIER = """
case: later
patient: {reference: R.T., birth_year: 1968}
seen_on: 2026-11-22
earlier:
  - {case: first, seen_on: 2026-09-27, answers: {peg.pain: 8}}
  - {case: second, seen_on: 2026-10-25}
"""


def played(tmp_path: Path, *more: str) -> dict[str, Any]:
    out = tmp_path / "result.json"
    arguments = ["play", str(CASE), "--result", str(out), "--today", "2026-11-22", *more]
    assert main(arguments) == 0
    result: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return result


def test_the_scores_run_from_the_first_visit_to_this_one(tmp_path: Path) -> None:
    follow_up = played(tmp_path)["follow_up"]

    assert follow_up["follows"] == "follow-up-visit-second"
    assert follow_up["scores"] == {
        "peg": {
            "points": [["2026-09-27", 7.7], ["2026-10-25", 6.3], ["2026-11-22", 3.7]],
            "since_last": -2.6,
            "since_first": -4.0,
        }
    }


def test_requests_put_off_come_back_when_they_are_due(tmp_path: Path) -> None:
    assert played(tmp_path)["follow_up"]["put_off"] == [
        {"request": "imaging", "review_on": "2026-11-08", "due": True},
        {"request": "work-note", "review_on": "2026-12-15", "due": False},
    ]


def test_the_new_plan_is_that_of_this_visit(tmp_path: Path) -> None:
    plan = played(tmp_path)["plan"]

    assert plan == {"choices": ["walking-program"], "follow_up": "2026-12-20"}


def test_the_chart_note_has_the_scores_and_what_is_still_put_off(tmp_path: Path) -> None:
    note = played(tmp_path)["chart_note"]

    assert (
        "PEG (0 to 10): 3.7; before: 6.3 on 2026-10-25, 7.7 on 2026-09-27. Higher is worse." in note
    )
    imaging = pack().request_by_id["imaging"].question
    assert f"Put off earlier and not settled yet: {imaging} (due 2026-11-08)" in note
    assert "(not due until 2026-12-15)" in note


def test_each_earlier_visit_names_the_one_before() -> None:
    (case,) = read_cases(CASE, pack(), TODAY)

    visit = visit_of_case(case, pack(), TODAY)

    assert [one.case for one in cases_of(case)] == [
        "follow-up-visit-first",
        "follow-up-visit-second",
        "follow-up-visit",
    ]
    assert [one.follows for one in (*visit.past, visit.encounter)] == [
        "",
        "follow-up-visit-first",
        "follow-up-visit-second",
    ]
    assert {one.reference for one in visit.past} == {"R.T."}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("peg.pain: 8", "peg.pain: 11", "6: earlier.0.answers.peg.pain: '11' is no answer"),
        ("peg.pain", "peg.pane", "6: earlier.0.answers.peg.pane: unknown item"),
        ("seen_on: 2026-09-27, ", "", "6: earlier.0.seen_on: earlier visits say their seen_on"),
        ("2026-09-27", "2026-10-26", "7: earlier.1.seen_on: earlier visits say their seen_on"),
        ("2026-10-25", "2026-11-23", "7: earlier.1.seen_on: earlier visits say their seen_on"),
        ("case: second", "case: first", "7: earlier.1.case: a second 'first'"),
        ("case: second", "case: later", "7: earlier.1.case: a second 'later'"),
        (
            "case: second,",
            "case: second, patient: {reference: X.Y.},",
            "7: earlier.1.patient: an earlier visit has another patient",
        ),
        (
            "seen_on: 2026-10-25",
            "seen_on: 2026-10-25, earlier: [{case: zero, seen_on: 2026-01-01}]",
            "7: earlier.1.earlier: earlier visits stand in one list",
        ),
        ("case: second, ", "", "7: earlier.1.case: Field required"),
        ("- {case: second, seen_on: 2026-10-25}", "- second", "7: earlier.1: "),
    ],
)
def test_a_faulty_earlier_visit_is_named_by_line_and_field(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, said: str
) -> None:
    assert old in EARLIER
    file = tmp_path / "case.yaml"
    file.write_text(EARLIER.replace(old, new, 1), encoding="utf-8")
    out = tmp_path / "result.json"

    status = main(["play", str(file), "--result", str(out), "--today", "2026-11-22"])

    assert status == 2
    assert f"case.yaml:{said}" in capsys.readouterr().err
    assert not out.exists()


def test_the_faultless_one_plays(tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    file.write_text(EARLIER, encoding="utf-8")

    assert main(["play", str(file), "--result", str(tmp_path / "result.json")]) == 0
