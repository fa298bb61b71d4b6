"""The letter of a signed referral: one page, with all that the next clinician needs to know."""

import re
from datetime import date

import pytest

from sdm_app.domain import events as e
from sdm_app.domain.encounter import apply
from sdm_app.domain.services import Service
from sdm_app.domain.visit import Visit
from sdm_app.handout import Clinic, build_handout
from sdm_app.handout.page import PageSize
from sdm_app.handout.referral_letter import NotSigned, build_letter, signed_referrals
from tests.builders import ACUTE, CHRONIC, HIGH, pack, visit
from tests.handout.printing import CLINIC, SIZES
from tests.handout.reading import elements_of, pages_of, painted_on, text_of
from tests.handout.verapdf import VeraPdf

TO = "psychologically-informed-pt"
DAY = date(2026, 11, 22)
SIGNED = e.ReferralSigned(target=TO, by="Dr. Ana Rivera", on=DAY)
SERVICE = Service(id="s1", target=TO, name="Mill Road PT", phone="(555) 010-0142")


def after(seen: Visit, *events: e.Event) -> Visit:
    encounter = seen.encounter
    for event in events:
        encounter = apply(encounter, event)
    return seen.model_copy(update={"encounter": encounter})


def signed(**fields: object) -> Visit:
    pended = e.ReferralPended(target=TO, note="Mornings only")
    case = {"answers": ACUTE | HIGH, "findings_default": "no", **fields}
    return after(visit(**case), pended, SIGNED)


def fullest() -> Visit:
    """As much to say as can be: every finding, every option, the longest goal, note and name."""
    case = {
        "answers": ACUTE | HIGH,
        "findings_default": "yes",
        "goal": ("W" * 12 + " ") * 38,
        "choices": [option.id for option in pack().options],
        "follow_up": "2026-12-20",
        "episode_weeks": 3,
    }
    flags = tuple(flag.id for flag in pack().red_flags.flags)
    return after(
        visit(**case),
        e.UrgencyOverridden(urgency="none", reason="r", findings=flags),
        e.ReferralPended(target=TO, note="W" * 12 + " wide words" * 17),
        e.ReferralSigned(target=TO, by="W" * 60, on=DAY),
    )


@pytest.mark.parametrize("size", SIZES)
def test_it_says_what_the_next_clinician_needs(size: PageSize) -> None:
    case = {
        "findings": {"past-cancer": "not-sure"},
        "choices": ["stay-active"],
        "goal": "Lift my grandson",
        "follow_up": "2026-12-20",
        "episode_weeks": 3,
    }
    (page,) = pages_of(build_letter(signed(**case), TO, page_size=size, clinic=CLINIC))

    for words in (
        CLINIC.name,
        CLINIC.phone,
        "Referral: Physical therapy for body and mind",
        "Clinic reference T.T., born in 1980",
        pack().referrals.asked_for[TO],
        "Why: High risk on the STarT Back screen",
        "Note: Mornings only",
        "Acute low back pain: less than a month. This episode: 3 weeks.",
        "STarT Back: total 9 of 9, psychosocial subscale 5 of 5; high risk.",
        "Keele University",
        "Urgency: soon.",
        "Not sure: Cancer now or in the past.",
        "Chosen together: Staying active.",
        "Lift my grandson",
        "Follow-up here: December 20, 2026.",
        "Dr. Ana Rivera · November 22, 2026",
        "Nothing was sent by the program.",
        f"Content {pack().info.version}",
    ):
        assert words in page, words


def test_it_names_the_clinic_s_own_service_where_the_directory_has_one() -> None:
    known = signed().model_copy(update={"services": (SERVICE,)})

    assert "Mill Road PT" not in text_of(build_letter(signed(), TO))
    text = text_of(build_letter(known, TO))
    assert "Mill Road PT" in text
    assert "(555) 010-0142" in text


@pytest.mark.parametrize("size", SIZES)
def test_it_is_one_page_however_much_there_is_to_say(size: PageSize) -> None:
    pages = pages_of(build_letter(fullest(), TO, page_size=size, clinic=CLINIC))

    assert len(pages) == 1
    assert "Signature:" in pages[0]
    assert "A clinician set the urgency otherwise" in pages[0]


@pytest.mark.parametrize(
    "events",
    [
        (),
        (e.ReferralPended(target=TO),),
        (SIGNED, e.ReferralCancelled(target=TO, reason="r")),
        (SIGNED, e.ReferralChanged(target=TO, to="massage", reason="r")),
    ],
)
def test_what_is_not_signed_has_no_letter(events: tuple[e.Event, ...]) -> None:
    seen = after(visit(answers=ACUTE | HIGH), *events)

    assert TO not in {referral.to for referral in signed_referrals(seen)}
    with pytest.raises(NotSigned):
        build_letter(seen, TO)


def test_an_emergency_is_referred_with_the_findings() -> None:
    found = visit(findings={"tearing-or-abdominal-pain": "yes"})
    seen = after(found, e.ReferralSigned(target="emergency-department", by="Dr C", on=DAY))

    text = text_of(build_letter(seen, "emergency-department"))

    assert "Urgency: emergency." in text
    assert pack().finding_by_id["tearing-or-abdominal-pain"].asks in text


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (CHRONIC, "STarT Back: not asked at this stage."),
        ({}, "STarT Back: 9 of 9 items have no answer; the risk group cannot be told."),
    ],
)
def test_what_was_not_asked_is_not_made_up(answers: dict[str, str], said: str) -> None:
    text = text_of(build_letter(after(visit(answers=answers), SIGNED), TO))

    assert said in text
    assert "Keele University" not in text


def test_it_prints_in_black_alone() -> None:
    (colours,) = painted_on(build_letter(signed(), TO))
    (black,) = painted_on(build_letter(signed(), TO, black_and_white=True))

    def greys_alone(painted: str) -> bool:
        inks = re.findall(r"(?m)^([\d.]+) ([\d.]+) ([\d.]+) (?:rg|RG)$", painted)
        return bool(inks) and all(len(set(ink)) == 1 for ink in inks)

    assert not greys_alone(colours)
    assert greys_alone(black)


def test_a_demonstration_is_marked() -> None:
    assert pack().handout.demo in text_of(build_letter(signed(), TO))
    assert pack().handout.demo not in text_of(build_letter(signed(), TO, clinic=Clinic(demo=False)))


def test_a_screen_reader_finds_its_title_and_headings() -> None:
    letter = build_letter(signed(), TO)

    assert len(elements_of(letter, "H1")) == 1
    assert len(elements_of(letter, "H2")) >= 6


@pytest.mark.parametrize("size", SIZES)
def test_it_breaks_no_rule_of_pdf_ua(size: PageSize) -> None:
    with VeraPdf() as verapdf:
        verdicts = [
            verapdf.judge(build_letter(seen, TO, page_size=size, clinic=CLINIC))
            for seen in (signed(), fullest())
        ]

    assert [failure for verdict in verdicts for failure in verdict.failures] == []
    assert all(verdict.checked for verdict in verdicts)


def test_the_plan_names_no_referral_that_was_decided_against() -> None:
    chosen = {"answers": ACUTE | HIGH, "findings_default": "no"}
    cancelled = e.ReferralCancelled(target=TO, reason="Declined")

    assert "Physical therapy for body and mind" in text_of(build_handout(visit(**chosen)))
    after_all = text_of(build_handout(after(visit(**chosen), cancelled)))
    assert "Physical therapy for body and mind" not in after_all
