"""A visit's row says what the list and the reports need, and no answer."""

from dataclasses import asdict

import pytest

from sdm_app.domain.encounter import apply
from sdm_app.domain.events import ReferralPended
from sdm_app.records.summary import summary_of
from tests.builders import ACUTE, HIGH, TODAY, visit


def test_a_new_visit_is_not_told_yet() -> None:
    row = summary_of(visit(), "09:05")

    assert (row.started_on, row.started_at, row.reference) == (TODAY, "09:05", "T.T.")
    assert (row.stage, row.risk_group, row.urgency, row.referral) == (None, None, "none", "")
    assert not row.finished


def test_high_risk_shows_where_it_leads() -> None:
    row = summary_of(visit(answers={**ACUTE, **HIGH}), "09:05")

    assert (row.stage, row.risk_group) == ("acute", "high")
    assert row.referral == "psychologically-informed-pt"


@pytest.mark.parametrize(
    ("finding", "urgency"), [("saddle-numbness", "emergency"), ("past-cancer", "soon")]
)
def test_a_finding_sets_the_urgency(finding: str, urgency: str) -> None:
    row = summary_of(visit(answers=ACUTE, findings={finding: "yes"}), "09:05")

    assert row.urgency == urgency


def test_a_row_holds_plain_values_only() -> None:
    row = summary_of(visit(answers={**ACUTE, **HIGH}, goal="Lift my grandson"), "09:05")

    values = asdict(row)
    assert {type(value).__module__ for value in values.values()} <= {"builtins", "datetime"}
    assert "Lift my grandson" not in values.values()


def test_the_row_names_the_referral_that_waits() -> None:
    seen = visit(answers={**ACUTE, **HIGH}, findings_default="no")
    pended = ReferralPended(target="physical-therapy")
    row = summary_of(seen.model_copy(update={"encounter": apply(seen.encounter, pended)}), "09:05")

    assert (row.referral, row.referral_status) == ("physical-therapy", "pended")
