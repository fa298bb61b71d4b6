"""Which reasons of a visit speak of back pain; a clinic reads and adds to these two lists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from sdm_app.domain.schedule_words import ScheduleWords
from tests.builders import pack

BACK_PAIN = """
LBP / lbp x 2 wks / L.B.P. / Low back pain / low-back pain / LOWER BACK PAIN / back pain /
Back Pain, acute / PAIN, BACK / Pain - back / back hurts / hurt his back / hurt back at work /
Pain in lower back / pain in the back / pain in my low back / backache / Back ache /
sciatica L leg / Sciatic nerve pain / lumbago / Lumbar radiculopathy / lumbar strain /
neck and back pain / back and leg pain / knee & back pain / back spasms / muscle spasm in back /
threw out his back / threw back out lifting / pulled muscle in back / bad back / stiff back /
back injury WC / f.u. LBP / back / Back f.u. / back pain - call back first /
call back re back pain / MVA, back pain / chronic LBP med refill / mid back pain / Ciática /
dolor de espalda / lumbalgia / siatica / back really hurts / back is out / L-spine MRI review /
SI joint pain / backpain / sore back after fall / low back in 2 weeks / back went out
"""
SOMETHING_ELSE = """
call back / Call back re labs / come back in 2 weeks / feedback / Feedback on meds /
pain came back / knee pain came back / knee pain, back in 2 weeks / back to work note /
back to school physical / follow up, back from vacation / call patient back knee pain /
back of head pain / pain back of knee / back of hand rash / calling back for results /
labs back / get back on meds / depression back again / annual physical / cough / headache /
neck pain / no back pain / denies back pain, knee pain / backup contact / horseback riding form /
back tooth pain / back on insulin / hunchback / setback / chest pain going back to cardiology /
plumber physical / lumbering gait / hip pain / shoulder pain heard back from ortho / well child /
acne on back / mole on back check / lumbar puncture results
"""


def listed(reasons: str) -> list[str]:
    return [" ".join(reason.split()) for reason in reasons.split(" / ")]


def words(**lists: tuple[str, ...]) -> ScheduleWords:
    return ScheduleWords.model_validate(lists)


@pytest.mark.parametrize("reason", listed(BACK_PAIN.replace("/\n", "/ ")))
def test_these_reasons_speak_of_back_pain(reason: str) -> None:
    assert pack().schedule.speaks(reason)


@pytest.mark.parametrize("reason", ["", *listed(SOMETHING_ELSE.replace("/\n", "/ "))])
def test_these_reasons_do_not(reason: str) -> None:
    assert not pack().schedule.speaks(reason)


def test_other_words_may_stand_between_as_many_as_are_allowed() -> None:
    far = words(apart=("pain back",))

    assert far.speaks("pain in the back")
    assert not far.speaks("pain in the whole back")
    assert not far.speaks("pain")


def test_what_means_something_else_is_no_bridge() -> None:
    with_call = words(apart=("pain back",), means_something_else=("call",))

    assert not with_call.speaks("pain call back")


@pytest.mark.parametrize(
    "lists",
    [
        {"says": ("back in",), "means_something_else": ("back in N", "back in")},
        {"whole": ("call me back",), "means_something_else": ("call me back",)},
    ],
)
def test_a_phrase_that_cannot_count_is_refused(lists: dict[str, tuple[str, ...]]) -> None:
    with pytest.raises(ValidationError, match="marks nothing|all the same"):
        words(**lists)


@pytest.mark.parametrize("phrase", ["Back", "back  pain", "señal", "N", "*", "back-pain", ""])
def test_a_phrase_is_plain_words_in_lower_case(phrase: str) -> None:
    with pytest.raises(ValidationError):
        words(says=(phrase,))


@given(st.text())
def test_any_reason_is_judged(reason: str) -> None:
    assert pack().schedule.speaks(reason) in (True, False)
    assert pack().schedule.speaks(f"lbp {reason}") or reason[:1].isalnum() or reason[:1] == "."
