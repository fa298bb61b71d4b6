"""A case says what became of its referrals, and each status is played, printed and told."""

import json
from pathlib import Path

import pytest

from sdm_app.__main__ import main
from tests.handout.reading import pages_of

TO = "psychologically-informed-pt"
HIGH_RISK = (Path(__file__).parent.parent / "cases" / "new-episode-high-risk.yaml").read_text(
    encoding="utf-8"
)


def case(tmp_path: Path, *referrals: str) -> Path:
    """The sample of high risk with these referrals, a YAML mapping each."""
    file = tmp_path / "case.yaml"
    lines = "".join(f"  - {referral}\n" for referral in referrals)
    file.write_text(f"{HIGH_RISK}\nreferrals:\n{lines}", encoding="utf-8")
    return file


def played(tmp_path: Path, *referrals: str) -> tuple[dict[str, str], str]:
    """The status of each referral, and the chart note."""
    result = tmp_path / "result.json"
    status = main(["play", str(case(tmp_path, *referrals)), "--result", str(result)])
    assert status == 0
    told = json.loads(result.read_text(encoding="utf-8"))
    return {one["to"]: one["status"] for one in told["referrals"]}, told["chart_note"]


@pytest.mark.parametrize(
    ("referral", "statuses", "note"),
    [
        (f"{{to: {TO}, status: pended, note: Mornings}}", {TO: "pended"}, "Referral pended: "),
        (
            f"{{to: {TO}, status: signed, by: Dr C, printed: true}}",
            {TO: "signed"},
            "; signed by Dr C on ",
        ),
        (f"{{to: {TO}, status: signed}}", {TO: "signed"}, "; signed on "),
        (
            f"{{to: {TO}, status: changed, instead: massage, reason_id: nearer-or-sooner}}",
            {TO: "changed", "massage": "pended"},
            "; changed to Massage; reason: It is nearer or sooner.",
        ),
        (
            f"{{to: {TO}, status: cancelled, reason_id: patient-declined}}",
            {TO: "cancelled"},
            "; reason: The patient declined.",
        ),
        (
            "{to: rheumatology, status: cancelled, reason: Seen last week}",
            {TO: "suggested", "rheumatology": "cancelled"},
            "Referral cancelled: Rheumatology; reason: Seen last week.",
        ),
    ],
)
def test_each_status_is_in_the_result_and_in_the_chart_note(
    tmp_path: Path, referral: str, statuses: dict[str, str], note: str
) -> None:
    found, chart_note = played(tmp_path, referral)

    assert found == statuses
    assert note in chart_note


def test_a_note_to_one_that_is_signed_was_given_when_it_was_pended(tmp_path: Path) -> None:
    file = case(tmp_path, f"{{to: {TO}, status: signed, note: Mornings, by: Dr C}}")
    letter = tmp_path / "letter.pdf"

    assert main(["play", str(file), "--letter", str(letter)]) == 0
    (page,) = pages_of(letter.read_bytes())
    assert "Note: Mornings" in page
    assert "Dr C" in page


def test_an_unsigned_referral_has_no_letter(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    letter = tmp_path / "letter.pdf"

    status = main(
        ["play", str(case(tmp_path, f"{{to: {TO}, status: pended}}")), "--letter", str(letter)]
    )

    assert status == 2
    assert "no referral of this case is signed" in capsys.readouterr().err
    assert not letter.exists()


@pytest.mark.parametrize(
    ("referral", "said"),
    [
        ("{to: nowhere, status: pended}", "referrals.0.to: unknown referral target 'nowhere'"),
        (
            f"{{to: {TO}, status: changed, instead: heat, reason: r}}",
            "referrals.0.instead: unknown referral target 'heat'",
        ),
        (
            f"{{to: {TO}, status: cancelled, reason_id: covered}}",
            "referrals.0.reason_id: unknown reason 'covered'",
        ),
        (f"{{to: {TO}, status: cancelled, reason_id: other}}", "referrals.0.reason: 'other' needs"),
        (f"{{to: {TO}, status: cancelled}}", "and no other, has a reason"),
        (f"{{to: {TO}, status: signed, reason: r}}", "and no other, has a reason"),
        (f"{{to: {TO}, status: changed, reason: r}}", "says what instead"),
        (f"{{to: {TO}, status: pended, instead: massage}}", "says what instead"),
        (f"{{to: {TO}, status: pended, printed: true}}", "only a signed referral has a letter"),
        (f"{{to: {TO}, status: suggested}}", "referrals.0.status"),
    ],
)
def test_a_faulty_referral_is_named_with_its_file_line_and_field(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], referral: str, said: str
) -> None:
    status = main(["play", str(case(tmp_path, referral))])

    err = capsys.readouterr().err
    assert status == 2
    assert "case.yaml:" in err
    assert said in err
    assert err.count("\n") == 1
