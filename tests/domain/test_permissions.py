"""Who may do what, told a second time, and the staff as their events add up."""

from datetime import date
from typing import Any, get_args

import pytest
from pydantic import ValidationError

from sdm_app.domain import events as e
from sdm_app.domain.permissions import (
    IN_AN_EMERGENCY,
    Action,
    action_of,
    is_allowed,
    may,
)
from sdm_app.domain.staff import (
    NOBODY,
    STAFF_EVENT,
    ActiveSet,
    GlassBroken,
    GlassMended,
    Locked,
    PersonAdded,
    PinSet,
    Role,
    RolesSet,
    SignedIn,
    SignInRefused,
    Staff,
    StaffMember,
    fold_staff,
    keeps_an_admin,
)
from sdm_app.domain.vocabulary import (
    AnsweredBy,
    FindingAnswer,
    FoundAt,
    OutcomeCode,
    Step,
    Urgency,
)

EXPECTED = """
                       front-desk  clinician  manager  admin
see-list               yes         yes        no       no
start-visit            yes         yes        no       no
screen                 yes         yes        no       no
clinical-steps         no          yes        no       no
safety-check           no          yes        no       no
override-urgency       no          yes        no       no
settle-request         no          yes        no       no
pend-referral          yes         yes        no       no
sign-referral          no          yes        no       no
print                  no          yes        no       no
copy-chart-note        no          yes        no       no
export                 no          yes        no       no
see-reports            no          yes        yes      no
manage-directory       no          no         yes      yes
manage-staff           no          no         no       yes
manage-settings        no          no         no       yes
back-up                no          no         no       yes
restore                no          no         no       yes
allow-expired-content  no          no         no       yes
break-glass            yes         yes        yes      yes
"""

ANN, BOB = "a" * 32, "b" * 32


def expected() -> dict[tuple[str, str], bool]:
    heads, *rows = (line.split() for line in EXPECTED.strip().splitlines())
    return {
        (role, action): cell == "yes"
        for action, *cells in rows
        for role, cell in zip(heads, cells, strict=True)
    }


@pytest.mark.parametrize("action", list(Action))
@pytest.mark.parametrize("role", list(Role))
def test_each_role_may_do_what_the_table_says(role: Role, action: Action) -> None:
    assert may(role, action) is expected()[role, action]


def test_the_expected_table_is_whole() -> None:
    assert set(expected()) == {(role, action) for role in Role for action in Action}


def test_several_roles_add_up_and_an_inactive_person_may_do_nothing() -> None:
    both = StaffMember(id=ANN, name="Ann", roles=(Role.ADMIN, Role.CLINICIAN))

    assert both.roles == (Role.CLINICIAN, Role.ADMIN)
    assert is_allowed(both, Action.SIGN_REFERRAL)
    assert is_allowed(both, Action.MANAGE_STAFF)
    assert not is_allowed(both.model_copy(update={"roles": (Role.ADMIN,)}), Action.SIGN_REFERRAL)
    gone = both.model_copy(update={"active": False})
    assert not any(is_allowed(gone, action) for action in Action)


def test_an_emergency_opens_visits_and_nothing_that_binds_or_leaves_the_clinic() -> None:
    assert {Action.SEE_LIST, Action.CLINICAL_STEPS, Action.SAFETY_CHECK} <= IN_AN_EMERGENCY
    closed = {
        Action.SIGN_REFERRAL,
        Action.OVERRIDE_URGENCY,
        Action.SETTLE_REQUEST,
        Action.EXPORT,
        Action.MANAGE_STAFF,
        Action.RESTORE,
    }
    assert not closed & IN_AN_EMERGENCY


STARTED = e.EncounterStarted(
    encounter="v1",
    reference="J.D.",
    found_at=FoundAt.FRONT_DESK,
    started_on=date(2026, 11, 24),
    content_id="backchoice",
    content_version="1",
)
EVENTS: list[tuple[e.Event, Action]] = [
    (STARTED, Action.START_VISIT),
    (e.StepOpened(step=Step.SCREENING), Action.SCREEN),
    (e.StepOpened(step=Step.SAFETY), Action.CLINICAL_STEPS),
    (e.StepOpened(step=Step.PLAN), Action.CLINICAL_STEPS),
    (e.AnsweredBySet(answered_by=AnsweredBy.PAPER), Action.SCREEN),
    (e.ItemAnswered(item="a.b", answer="c"), Action.SCREEN),
    (e.ItemSkipped(item="a.b"), Action.SCREEN),
    (e.EpisodeWeeksGiven(weeks=3), Action.SCREEN),
    (e.EncounterFinished(), Action.SCREEN),
    (e.FindingsAnswered(findings=("fever",), answer=FindingAnswer.YES), Action.SAFETY_CHECK),
    (
        e.UrgencyOverridden(urgency=Urgency.NONE, reason="no", findings=()),
        Action.OVERRIDE_URGENCY,
    ),
    (e.GateChecked(request="imaging", check="a", done=True), Action.SETTLE_REQUEST),
    (e.RequestSettled(request="imaging", outcome=OutcomeCode.RESOLVED), Action.SETTLE_REQUEST),
    (e.PrioritiesPicked(priorities=()), Action.CLINICAL_STEPS),
    (e.TriedMarked(option="heat", helped=None), Action.CLINICAL_STEPS),
    (e.BarriersMarked(barriers=()), Action.CLINICAL_STEPS),
    (e.GoalWritten(goal="Walk"), Action.CLINICAL_STEPS),
    (e.OptionsCompared(options=()), Action.CLINICAL_STEPS),
    (e.ConcernPicked(request="imaging", concern="a"), Action.CLINICAL_STEPS),
    (e.OptionsChosen(options=()), Action.CLINICAL_STEPS),
    (e.ActionWritten(option="heat", action="Warm it"), Action.CLINICAL_STEPS),
    (e.FollowUpSet(on=None), Action.CLINICAL_STEPS),
    (e.SureAnswered(item="certain", answer=None), Action.CLINICAL_STEPS),
    (e.TeachBackDone(result=None), Action.CLINICAL_STEPS),
    (e.ReferralPended(target="a"), Action.PEND_REFERRAL),
    (e.ReferralSigned(target="a"), Action.SIGN_REFERRAL),
    (e.ReferralPrinted(target="a"), Action.PRINT),
    (e.ReferralChanged(target="a", to="b", reason="r"), Action.SIGN_REFERRAL),
    (e.ReferralCancelled(target="a", reason="r"), Action.SIGN_REFERRAL),
]


@pytest.mark.parametrize(("event", "action"), EVENTS, ids=str)
def test_an_event_needs_what_its_step_needs(event: e.Event, action: Action) -> None:
    assert action_of(event) is action


def test_every_kind_of_event_has_its_action() -> None:
    kinds = {kind.model_fields["kind"].default for kind in get_args(get_args(e.Event)[0])}

    assert kinds == {event.kind for event, _ in EVENTS} | {"undone"}


def test_undoing_needs_what_the_undone_event_needed() -> None:
    earlier = [(2, EVENTS[5][0]), (3, EVENTS[9][0])]

    assert action_of(e.Undone(sequence=2), earlier) is Action.SCREEN
    assert action_of(e.Undone(sequence=3), earlier) is Action.SAFETY_CHECK
    assert action_of(e.Undone(sequence=9), earlier) is Action.CLINICAL_STEPS


def added(person: str = ANN, name: str = "Ann", *roles: Role) -> PersonAdded:
    return PersonAdded(
        by=NOBODY, person=person, name=name, roles=roles or (Role.ADMIN,), pin="a-hash"
    )


def test_a_clinic_starts_with_nobody() -> None:
    assert fold_staff([]) == Staff()
    assert not Staff().active


def test_people_come_change_roles_and_go_but_are_never_forgotten() -> None:
    staff = fold_staff(
        [
            added(),
            added(BOB, "Bob", Role.FRONT_DESK),
            RolesSet(by=ANN, person=BOB, roles=(Role.CLINICIAN,)),
            PinSet(by=ANN, person=BOB, pin="another"),
            SignInRefused(person=BOB),
            SignedIn(person=BOB),
            GlassBroken(person=BOB, reason="chest pain here"),
            GlassMended(person=BOB),
            Locked(person=BOB),
            ActiveSet(by=BOB, person=ANN, active=False),
        ]
    )

    bob = staff.member(BOB)
    assert bob is not None
    assert bob.roles == (Role.CLINICIAN,)
    assert [member.name for member in staff.active] == ["Bob"]
    assert staff.member(ANN) is not None
    assert staff.member("c" * 32) is None
    assert staff.is_name_taken(" bOB ")
    assert not staff.is_name_taken("Ann")


@pytest.mark.parametrize(
    ("event", "kept"),
    [
        (ActiveSet(by=ANN, person=ANN, active=False), False),
        (RolesSet(by=ANN, person=ANN, roles=(Role.CLINICIAN,)), False),
        (RolesSet(by=ANN, person=ANN, roles=(Role.CLINICIAN, Role.ADMIN)), True),
        (ActiveSet(by=ANN, person=BOB, active=False), True),
    ],
)
def test_the_last_one_who_manages_the_staff_is_known(
    event: ActiveSet | RolesSet, kept: bool
) -> None:
    staff = fold_staff([added(), added(BOB, "Bob", Role.CLINICIAN)])

    assert keeps_an_admin(staff, event) is kept


@pytest.mark.parametrize(
    "change",
    [{"name": "  "}, {"name": "n" * 61}, {"roles": ()}, {"person": "ann"}, {"by": "ann"}],
)
def test_a_person_has_a_name_an_id_and_a_role(change: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        PersonAdded.model_validate(added().model_dump() | change)


@pytest.mark.parametrize(("reason", "long_enough"), [("123456789", False), ("1234567890", True)])
def test_emergency_access_has_a_reason_of_ten_letters(reason: str, long_enough: bool) -> None:
    written = {"kind": "glass-broken", "person": "", "reason": f"  {reason} "}

    if long_enough:
        assert STAFF_EVENT.validate_python(written) == GlassBroken(person="", reason=reason)
    else:
        with pytest.raises(ValidationError):
            STAFF_EVENT.validate_python(written)


def test_a_hash_of_a_pin_is_in_no_printed_form() -> None:
    assert "a-hash" not in repr(added())
    assert "another" not in repr(PinSet(by=ANN, person=ANN, pin="another"))
