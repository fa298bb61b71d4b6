"""The printed plan tells what a clinician has not signed from what is settled."""

import pytest

from sdm_app.handout import build_handout
from tests.builders import ACUTE, HIGH, pack, visit
from tests.handout.reading import text_of

TO = "psychologically-informed-pt"


@pytest.mark.parametrize(
    ("status", "is_marked"), [("pended", True), ("signed", False), (None, False)]
)
def test_what_waits_for_a_signature_says_so(status: str | None, is_marked: bool) -> None:
    referrals = [{"to": TO, "status": status}] if status else []
    seen = visit(answers=ACUTE | HIGH, findings_default="no", referrals=referrals)

    text = text_of(build_handout(seen))

    assert pack().option_by_id[TO].name in text
    assert (pack().handout.referral_pended.text in text) is is_marked
