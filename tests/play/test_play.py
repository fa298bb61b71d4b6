"""The command line plays cases, and says where a faulty one is wrong."""

import json
from pathlib import Path

import pytest

from sdm_app.__main__ import main

CASES = sorted((Path(__file__).parent.parent / "cases").glob("*.yaml"))
KEYS = [
    "stage",
    "screening",
    "safety",
    "outlook",
    "options",
    "requests",
    "referrals",
    "plan",
    "chart_note",
    "content",
    "follow_up",
]


def play(tmp_path: Path, *cases: str | Path) -> tuple[int, Path]:
    result = tmp_path / "result.json"
    arguments = ["play", *map(str, cases), "--result", str(result), "--today", "2026-11-22"]
    return main(arguments), result


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_each_sample_visit_plays_with_every_key(tmp_path: Path, case: Path) -> None:
    status, result = play(tmp_path, case)

    assert status == 0
    assert list(json.loads(result.read_text(encoding="utf-8"))) == KEYS


def test_the_design_s_own_example(tmp_path: Path) -> None:
    _, result = play(tmp_path, next(c for c in CASES if c.stem == "new-episode-medium-risk"))

    played = json.loads(result.read_text(encoding="utf-8"))
    assert played["stage"] == "acute"
    assert played["screening"] == {
        "total_score": 5,
        "subscale_score": 2,
        "risk_group": "medium",
        "complete": True,
        "missing": [],
    }
    assert played["safety"] == {"urgency": "none", "findings": [], "unanswered": []}
    assert (played["outlook"]["numerator"], played["outlook"]["period"]) == (67, "6 months")
    assert played["requests"] == [
        {
            "request": "imaging",
            "indicated": False,
            "reasons": [],
            "outcome": "deferred",
            "review_on": "2026-12-20",
        }
    ]


def test_an_emergency_has_no_outlook_and_no_options_and_is_still_judged(tmp_path: Path) -> None:
    _, result = play(tmp_path, next(c for c in CASES if c.stem.startswith("emergency")))

    played = json.loads(result.read_text(encoding="utf-8"))
    assert played["outlook"] is None
    assert set(map(len, played["options"].values())) == {0}
    assert played["requests"][0]["indicated"]


def test_several_cases_are_json_lines_in_order(tmp_path: Path) -> None:
    _, result = play(tmp_path, *CASES)

    lines = result.read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(CASES) == 7
    assert all(list(json.loads(line)) == KEYS for line in lines)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("case: a\n", "faulty.yaml:1: patient: Field required"),
        (
            "case: a\npatient: {reference: A, birth_year: 1899}\n",
            "faulty.yaml:2: patient.birth_year:",
        ),
        (
            "case: a\npatient: {reference: A, birth_year: 2027}\n",
            "faulty.yaml:2: patient.birth_year: 2027 is after this year",
        ),
        ("case: a\npatient: {reference: A, language: de}\n", "faulty.yaml:2: patient.language:"),
        (
            "case: a\npatient: {reference: A}\nanswers:\n  start-back.leg-pain: maybe\n",
            "faulty.yaml:4: answers.start-back.leg-pain: 'maybe' is no answer",
        ),
        (
            "case: a\npatient: {reference: A}\nanswers: {start-back.nose: agree}\n",
            "faulty.yaml:3: answers.start-back.nose: unknown item",
        ),
        (
            "case: a\npatient: {reference: A}\nfindings: {flu: yes}\n",
            "faulty.yaml:3: findings.flu: unknown finding 'flu'",
        ),
        (
            "case: a\npatient: {reference: A}\nfindings: {fever: perhaps}\n",
            "faulty.yaml:3: findings.fever:",
        ),
        (
            "case: a\npatient: {reference: A}\nrequests: [{request: massage-chair}]\n",
            "faulty.yaml:3: requests.0.request: unknown request",
        ),
        (
            "case: a\npatient: {reference: A}\nrequests: [{request: imaging, concern: x}]\n",
            "faulty.yaml:3: requests.0.concern: unknown concern",
        ),
        ("case: a\npatient: {reference: A}\nchoices: [tea]\n", "faulty.yaml:3: choices.0: unknown"),
        ("- 1\n", "faulty.yaml:1: a case is"),
        ("", "faulty.yaml:1: holds no case"),
        ("case: a\ncase: b\n", "faulty.yaml:2: case: stands here twice"),
    ],
)
def test_a_faulty_case_is_one_sentence_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, message: str
) -> None:
    faulty = tmp_path / "faulty.yaml"
    faulty.write_text(text, encoding="utf-8")

    status, result = play(tmp_path, faulty)

    said = capsys.readouterr().err
    assert status == 2
    assert message in said
    assert said.count("\n") == 1
    assert not result.exists()


def test_handout_and_note_are_written(tmp_path: Path) -> None:
    pdf, note = tmp_path / "plan.pdf", tmp_path / "note.txt"

    status = main(["play", str(CASES[0]), "--handout", str(pdf), "--note", str(note)])

    assert status == 0
    assert pdf.read_bytes().startswith(b"%PDF")
    assert "Low back pain" in note.read_text(encoding="utf-8")


def test_an_output_folder_that_is_not_there_writes_nothing(tmp_path: Path) -> None:
    note, result = tmp_path / "n.txt", tmp_path / "none" / "r.json"

    status = main(["play", str(CASES[0]), "--note", str(note), "--result", str(result)])

    assert status == 2
    assert not note.exists()


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["--version"])

    assert capsys.readouterr().out.startswith("backchoice ")
