"""What was done about a referral: who signed it, what is on paper, and why it ended."""

from datetime import date

import pytest

from sdm_app.domain import events as e
from sdm_app.domain.encounter import fold, is_held_by_a_letter, last_undoable
from sdm_app.domain.referral_content import ReferralContent, ReferralReason
from sdm_app.domain.renaming import renamed
from sdm_app.domain.vocabulary import FoundAt, ReferralStatus

TO = "physical-therapy"
STARTED = e.EncounterStarted(
    encounter="v1",
    reference="T.T.",
    found_at=FoundAt.ROOMING,
    started_on=date(2026, 11, 22),
    content_id="p",
    content_version="1",
)
SIGNED = e.ReferralSigned(target=TO, by="Dr C", on=date(2026, 11, 22))
PRINTED = e.ReferralPrinted(target=TO)


def numbered(*events: e.Event) -> list[tuple[int, e.Event]]:
    return list(enumerate((STARTED, *events), start=1))


def test_the_day_of_the_signature_and_the_letter_are_kept() -> None:
    state = fold(numbered(SIGNED, PRINTED)).referrals[TO]

    assert (state.status, state.signed_on) == (ReferralStatus.SIGNED, date(2026, 11, 22))
    assert state.printed


@pytest.mark.parametrize("before", [(), (e.ReferralPended(target=TO),)])
def test_what_is_not_signed_has_no_letter(before: tuple[e.Event, ...]) -> None:
    kept = fold(numbered(*before)).referrals

    assert fold(numbered(*before, PRINTED)).referrals == kept


def test_a_cancelled_letter_still_tells_who_signed_it_and_why_it_ended() -> None:
    cancelled = e.ReferralCancelled(target=TO, reason="Far", reason_id="not-available")

    state = fold(numbered(SIGNED, PRINTED, cancelled)).referrals[TO]

    assert (state.status, state.by, state.printed) == (ReferralStatus.CANCELLED, "Dr C", True)
    assert (state.reason, state.reason_id) == ("Far", "not-available")


def test_signing_is_undone_until_its_letter_is_printed() -> None:
    assert last_undoable(numbered(SIGNED)) == 2
    assert not is_held_by_a_letter(numbered(SIGNED))

    assert last_undoable(numbered(SIGNED, PRINTED)) is None
    assert is_held_by_a_letter(numbered(SIGNED, PRINTED))


def test_what_came_after_the_letter_is_undone() -> None:
    after = numbered(SIGNED, PRINTED, e.GoalWritten(goal="Walk"))

    assert last_undoable(after) == 4
    assert not is_held_by_a_letter(after)


def test_cancelling_after_the_letter_is_undone() -> None:
    assert last_undoable(numbered(SIGNED, PRINTED, e.ReferralCancelled(target=TO, reason="r"))) == 4


def test_a_change_to_what_is_on_paper_is_not_undone() -> None:
    changed = e.ReferralChanged(target="massage", to=TO, reason="r")

    assert last_undoable(numbered(changed, SIGNED, PRINTED)) is None
    assert is_held_by_a_letter(numbered(changed, PRINTED))


def test_another_referral_is_undone_whatever_is_on_paper() -> None:
    assert last_undoable(numbered(e.ReferralPended(target="massage"), PRINTED)) == 2


def test_nothing_done_is_nothing_to_undo() -> None:
    assert last_undoable(numbered()) is None
    assert not is_held_by_a_letter(numbered())


def test_a_reason_is_found_by_its_id_in_either_list() -> None:
    content = ReferralContent(
        cancelling=(ReferralReason(id="declined", label="Declined"),),
        changing=(ReferralReason(id="nearer", label="Nearer"),),
    )

    assert content.reason("nearer") == ReferralReason(id="nearer", label="Nearer")
    assert content.reason("unknown") is None


def test_a_reason_stands_once_in_its_list() -> None:
    twice = (ReferralReason(id="other", label="Other"), ReferralReason(id="other", label="More"))

    with pytest.raises(ValueError, match="a second reason 'other'"):
        ReferralContent(cancelling=twice)


def test_a_reason_with_another_id_today_is_read_under_it() -> None:
    event = e.ReferralCancelled(target=TO, reason="Declined", reason_id="declined")

    read = renamed(event, {"declined": "patient-declined"})

    assert read == event.model_copy(update={"reason_id": "patient-declined"})
