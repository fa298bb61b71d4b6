"""What waits for a decision on a referral is found among all visits, on either engine."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from sdm_app.records import Records, Summary
from sdm_app.records.waiting import ALERT_DAYS
from tests.records.builders import DAY, started, summary
from tests.records.places import Place

TO = "psychologically-informed-pt"


def keep(records: Records, name: str, *, on: date = DAY, **fields: Any) -> Summary:
    """A visit of high risk with a referral suggested, unless said otherwise."""
    high: dict[str, Any] = {
        "stage": "acute",
        "risk_group": "high",
        "referral": TO,
        "referral_status": "suggested",
    }
    row = replace(summary(name, on=on), **{**high, **fields})
    records.append(name, started(name), row)
    return row


def found(records: Records) -> list[str]:
    return [row.encounter for row in records.waiting_referrals(DAY)]


@pytest.mark.parametrize(
    ("fields", "waits"),
    [
        ({}, True),
        ({"referral": "", "referral_status": ""}, True),
        ({"stage": "recurrent"}, True),
        ({"stage": "chronic"}, False),
        ({"stage": None}, False),
        ({"risk_group": "medium"}, False),
        ({"finished": True}, False),
        ({"referral_status": "signed"}, False),
        ({"referral_status": "cancelled"}, False),
        ({"referral_status": "changed"}, False),
        ({"referral_status": "pended"}, True),
        ({"referral_status": "pended", "risk_group": None, "finished": True}, True),
    ],
)
def test_high_risk_waits_until_decided_or_over_and_what_is_pended_until_decided(
    records: Records, fields: dict[str, Any], waits: bool
) -> None:
    kept = keep(records, "e1", **fields)

    assert records.waiting_referrals(DAY) == ((kept,) if waits else ())


def test_what_is_pended_waits_however_long_ago_and_high_risk_for_two_weeks(
    records: Records,
) -> None:
    last = DAY - timedelta(days=ALERT_DAYS)
    keep(records, "old", on=DAY - timedelta(days=400), referral_status="pended")
    keep(records, "too-old", on=last - timedelta(days=1))
    keep(records, "last", on=last)
    keep(records, "today")

    assert found(records) == ["today", "last", "old"]


def test_the_visits_of_a_day_wait_in_the_order_they_began(records: Records) -> None:
    for name, at in (("late", "11:00"), ("early", "08:00")):
        keep(records, name, started_at=at)

    assert found(records) == ["early", "late"]


def test_a_decision_takes_a_visit_out(records: Records) -> None:
    row = keep(records, "e1", referral_status="pended")
    assert found(records) == ["e1"]

    records.append("e1", started("e1"), replace(row, referral_status="signed"))

    assert found(records) == []


def test_what_is_pended_is_found_by_its_own_index(place: Place, records: Records) -> None:
    keep(records, "e1", referral_status="pended")
    records.close()

    plan = place.rows(
        "EXPLAIN QUERY PLAN SELECT started_on FROM encounter_summary"
        " WHERE referral_status = 'pended' ORDER BY started_on, started_at, encounter"
        if hasattr(place, "path")
        else "SELECT indexdef FROM pg_indexes WHERE indexname = 'summary_pended'"
    )

    assert "summary_pended" in str(plan)


def test_of_many_that_wait_the_newest_are_read(
    records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sdm_app.records.waiting.MOST", 2)
    for number in range(3):
        keep(records, f"e{number}", on=DAY - timedelta(days=number), referral_status="pended")

    assert found(records) == ["e0", "e1"]
