"""The chart note tells where each referral stands, who signed it, and why it ended."""

from datetime import date

import pytest

from sdm_app.domain import events as e
from sdm_app.domain.chart_note import chart_note
from tests.domain.test_alerts import OTHER, TO, after

DAY = date(2026, 11, 22)
SUGGESTED = "Physical therapy for body and mind (High risk on the STarT Back screen)"


@pytest.mark.parametrize(
    ("events", "sentence"),
    [
        ((), f"Referral suggested: {SUGGESTED}."),
        ((e.ReferralPended(target=TO, note="n"),), f"Referral pended: {SUGGESTED}."),
        (
            (e.ReferralSigned(target=TO, by="Dr C", on=DAY),),
            f"Referral signed: {SUGGESTED}; signed by Dr C on 2026-11-22.",
        ),
        (
            (e.ReferralSigned(target=TO, by="Dr C"), e.ReferralPrinted(target=TO)),
            f"Referral signed: {SUGGESTED}; signed by Dr C; letter printed.",
        ),
        ((e.ReferralSigned(target=TO),), f"Referral signed: {SUGGESTED}."),
        (
            (e.ReferralChanged(target=TO, to=OTHER, reason="Nearer"),),
            f"Referral changed: {SUGGESTED}; changed to Physical therapy; reason: Nearer.",
        ),
        (
            (e.ReferralCancelled(target=TO, reason="Declined"),),
            f"Referral cancelled: {SUGGESTED}; reason: Declined.",
        ),
        ((e.ReferralPended(target="rheumatology"),), "Referral pended: Rheumatology."),
    ],
)
def test_a_referral_is_one_sentence(events: tuple[e.Event, ...], sentence: str) -> None:
    assert sentence in chart_note(after(*events))
