"""Whom somebody has to chase: high risk, and nobody pended a referral."""

from dataclasses import replace
from datetime import timedelta

import pytest

from sdm_app.records import Records, Summary
from tests.records.builders import DAY, started, summary


def high(days_ago: int = 0, **changes: object) -> Summary:
    whole = summary("e1", on=DAY - timedelta(days=days_ago))
    values = {"stage": "acute", "risk_group": "high", "referral_status": "suggested", **changes}
    return replace(whole, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "is_chased"),
    [
        (high(), True),
        (high(finished=True), True),
        (high(referral_status=""), True),
        (high(stage="recurrent"), True),
        (high(14), True),
        (high(15), False),
        (high(-1), False),
        (high(stage="chronic"), False),
        (high(stage=None), False),
        (high(risk_group="medium"), False),
        (high(referral_status="pended"), False),
        (high(referral_status="signed"), False),
        (high(referral_status="changed"), False),
        (high(referral_status="cancelled"), False),
    ],
)
def test_high_risk_without_a_referral_is_chased_for_two_weeks(
    records: Records, one: Summary, is_chased: bool
) -> None:
    records.append("e1", started(), one)

    assert records.not_referred(DAY) == ((one,) if is_chased else ())


def test_the_oldest_stands_first(records: Records) -> None:
    for name, days in (("e1", 1), ("e2", 3), ("e3", 2)):
        records.append(name, started(name), replace(high(days), encounter=name))

    assert [one.encounter for one in records.not_referred(DAY)] == ["e2", "e3", "e1"]
