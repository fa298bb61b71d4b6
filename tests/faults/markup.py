"""Visits and a clinic whose every free text holds reportlab's markup."""

from functools import cache

from sdm_app.domain.content import ContentPack
from sdm_app.domain.visit import Visit
from sdm_app.handout import Clinic
from sdm_app.play import Case, visit_of_case
from tests.builders import ACUTE, CHRONIC, LOW, TODAY
from tests.faults.hostile import spoilt_pack

MARKUP = (
    '<img src="/etc/passwd"/><a href="javascript:alert(document)">a</a>'
    '<onDraw name="print" label="x"/><font color="[[print(open(__file__))] and None]">b</font>'
    "<para><super>&lt;&amp;</para><unknown/></i><b "
)
"""No digit stands in it, for a digit in a line wants a source."""
CLINIC = Clinic(name=f"{MARKUP} name", phone=f"{MARKUP} phone", clinician=f"{MARKUP} clinician")


@cache
def marked_pack() -> ContentPack:
    """Our content with markup before each text."""
    return spoilt_pack(lambda text: f"{MARKUP} {text}")


def marked_visits() -> tuple[Visit, ...]:
    """A visit with a plan, one with requests settled, and one that is stopped."""
    plan = {
        "goal": f"{MARKUP} goal",
        "findings_default": "no",
        "choices": ["stay-active", "heat", "nsaid"],
        "follow_up": "2026-12-20",
    }
    settled = {"requests": [{"request": "imaging", "outcome": "deferred"}]}
    return (
        _visit(answers={**ACUTE, **LOW}, **plan),
        _visit(answers=CHRONIC, **plan, **settled),
        _visit(answers={**ACUTE, **LOW}, findings={"saddle-numbness": "yes"}),
    )


def _visit(**fields: object) -> Visit:
    case = {"case": "marked", "patient": {"reference": "T.T.", "birth_year": 1980}, **fields}
    return visit_of_case(Case.model_validate(case), marked_pack(), TODAY)
