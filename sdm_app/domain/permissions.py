"""Who may do what: one table by role, and what each event of a visit needs."""

from collections.abc import Iterable
from enum import StrEnum
from typing import assert_never

from sdm_app.domain import events as e
from sdm_app.domain.staff import Role, StaffMember
from sdm_app.domain.vocabulary import Step


class Action(StrEnum):
    """What somebody may be allowed to do."""

    SEE_LIST = "see-list"
    START_VISIT = "start-visit"
    SCREEN = "screen"
    CLINICAL_STEPS = "clinical-steps"
    SAFETY_CHECK = "safety-check"
    OVERRIDE_URGENCY = "override-urgency"
    SETTLE_REQUEST = "settle-request"
    PEND_REFERRAL = "pend-referral"
    SIGN_REFERRAL = "sign-referral"
    PRINT = "print"
    COPY_CHART_NOTE = "copy-chart-note"
    EXPORT = "export"
    SEE_REPORTS = "see-reports"
    MANAGE_DIRECTORY = "manage-directory"
    MANAGE_STAFF = "manage-staff"
    MANAGE_SETTINGS = "manage-settings"
    BACK_UP = "back-up"
    RESTORE = "restore"
    ALLOW_EXPIRED_CONTENT = "allow-expired-content"
    BREAK_GLASS = "break-glass"


_F, _C, _M, _A = Role.FRONT_DESK, Role.CLINICIAN, Role.MANAGER, Role.ADMIN

_TABLE: dict[Action, tuple[Role, ...]] = {
    # Today's visits by reference, and the screening. The manager sees counts, no identities.
    Action.SEE_LIST: (_F, _C),
    Action.START_VISIT: (_F, _C),
    Action.SCREEN: (_F, _C),
    # Steps 2 to 7 and what leaves the room with the patient.
    Action.CLINICAL_STEPS: (_C,),
    Action.SAFETY_CHECK: (_C,),
    Action.OVERRIDE_URGENCY: (_C,),
    Action.SETTLE_REQUEST: (_C,),
    Action.PEND_REFERRAL: (_F, _C),
    Action.SIGN_REFERRAL: (_C,),
    Action.PRINT: (_C,),
    Action.COPY_CHART_NOTE: (_C,),
    Action.EXPORT: (_C,),
    # Counts.
    Action.SEE_REPORTS: (_C, _M),
    # The clinic's list of services near by: who keeps it sees no visit for it.
    Action.MANAGE_DIRECTORY: (_M, _A),
    # The program itself, with no visit in sight.
    Action.MANAGE_STAFF: (_A,),
    Action.MANAGE_SETTINGS: (_A,),
    Action.BACK_UP: (_A,),
    Action.RESTORE: (_A,),
    Action.ALLOW_EXPIRED_CONTENT: (_A,),
    # Whoever has a patient in danger before them.
    Action.BREAK_GLASS: (_F, _C, _M, _A),
}

IN_AN_EMERGENCY = frozenset(
    {
        Action.SEE_LIST,
        Action.START_VISIT,
        Action.SCREEN,
        Action.CLINICAL_STEPS,
        Action.SAFETY_CHECK,
        Action.PRINT,
        Action.COPY_CHART_NOTE,
        Action.BREAK_GLASS,
    }
)
"""What emergency access opens: to see visits and act on danger; not to sign, settle or hand out."""


def may(role: Role, action: Action) -> bool:
    """Whether a role may do something."""
    return role in _TABLE[action]


def is_allowed(person: StaffMember, action: Action) -> bool:
    """Whether one of the roles of somebody who is active may do something."""
    return person.active and any(may(role, action) for role in person.roles)


def action_of(event: e.Event, earlier: Iterable[tuple[int, e.Event]] = ()) -> Action:
    """What an event needs to be allowed; undoing needs what the undone event needed.

    Args:
        event: what is about to be kept.
        earlier: the visit's events so far with their sequence numbers.
    """
    match event:
        case e.EncounterStarted():
            return Action.START_VISIT
        case e.StepOpened():
            return Action.SCREEN if event.step is Step.SCREENING else Action.CLINICAL_STEPS
        case (
            e.AnsweredBySet()
            | e.ItemAnswered()
            | e.ItemSkipped()
            | e.EpisodeWeeksGiven()
            | e.EncounterFinished()
        ):
            return Action.SCREEN
        case e.FindingsAnswered():
            return Action.SAFETY_CHECK
        case e.UrgencyOverridden():
            return Action.OVERRIDE_URGENCY
        case e.ReferralPended():
            return Action.PEND_REFERRAL
        case e.ReferralSigned() | e.ReferralChanged() | e.ReferralCancelled():
            return Action.SIGN_REFERRAL
        case e.ReferralPrinted():
            return Action.PRINT
        case e.GateChecked() | e.RequestSettled():
            return Action.SETTLE_REQUEST
        case e.Undone():
            undone = dict(earlier).get(event.sequence)
            return Action.CLINICAL_STEPS if undone is None else action_of(undone)
        case (
            e.PrioritiesPicked()
            | e.TriedMarked()
            | e.BarriersMarked()
            | e.GoalWritten()
            | e.OptionsCompared()
            | e.ConcernPicked()
            | e.OptionsChosen()
            | e.ActionWritten()
            | e.FollowUpSet()
            | e.SureAnswered()
            | e.TeachBackDone()
        ):
            return Action.CLINICAL_STEPS
        case _:
            assert_never(event)
