"""One click: an intent becomes an event, the event is kept on disk, then the screen moves.

A page's signal and the slot here that answers it share one name; `wiring` connects them.
"""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal

from sdm_app.domain import events as e
from sdm_app.domain.encounter import is_held_by_a_letter
from sdm_app.domain.safety import assess
from sdm_app.domain.staff import NAME_LENGTH
from sdm_app.domain.vocabulary import (
    AnsweredBy,
    FindingAnswer,
    Helped,
    Step,
    TeachBack,
    Urgency,
    YesNo,
)
from sdm_app.i18n import gettext as _
from sdm_app.packs import Content, Shelf
from sdm_app.records import Records
from sdm_app.ui.overriding import override
from sdm_app.ui.visit_keeper import VisitKeeper


class VisitController(VisitKeeper):
    """What pages tell, as events of the open visit.

    `not_undone` carries a sentence on why the last change is not taken back.
    """

    not_undone = Signal(str)

    def __init__(self, records: Records, content: Content, shelf: Shelf, today: date) -> None:
        super().__init__(records, content, shelf, today)
        self._signer: Callable[[], str] = _nobody

    def sign_as(self, signer: Callable[[], str]) -> None:
        """Sign referrals with the name that this gives at that moment."""
        self._signer = signer

    @override
    def undo(self) -> bool:
        if is_held_by_a_letter(self.events):
            self.not_undone.emit(
                _("The letter of this referral was printed. Cancel it in the plan, with a reason.")
            )
            return False
        return super().undo()

    def answered(self, item: str, option: str) -> None:
        """An item was answered."""
        self._keep(e.ItemAnswered(item=item, answer=option))

    def item_skipped(self, item: str) -> None:
        """An item was passed over."""
        self._keep(e.ItemSkipped(item=item))

    def answered_by_changed(self, answered_by: str) -> None:
        """The screening is answered another way."""
        self._keep(e.AnsweredBySet(answered_by=AnsweredBy(answered_by)))

    def weeks_given(self, weeks: int) -> None:
        """How long the episode has lasted; -1 takes it back."""
        self._keep(e.EpisodeWeeksGiven(weeks=None if weeks < 0 else weeks))

    def findings_answered(self, findings: str, answer: str) -> None:
        """Findings were answered alike; no answer takes theirs back."""
        given = FindingAnswer(answer) if answer else None
        self._keep(e.FindingsAnswered(findings=_ids(findings), answer=given))

    def urgency_overridden(self, urgency: str, reason: str) -> None:
        """A clinician set the urgency otherwise, of the findings present now."""
        visit = self._open()
        event = e.UrgencyOverridden(
            urgency=Urgency(urgency), reason=reason, findings=assess(visit).present
        )
        self._keep(event)

    def priorities_picked(self, priorities: str) -> None:
        """What matters most, in order."""
        self._keep(e.PrioritiesPicked(priorities=_ids(priorities)))

    def tried_marked(self, option: str, helped: str) -> None:
        """An option was tried before; an empty `helped` takes it back."""
        self._keep(e.TriedMarked(option=option, helped=Helped(helped) if helped else None))

    def barriers_marked(self, barriers: str) -> None:
        """What stands in the way."""
        self._keep(e.BarriersMarked(barriers=_ids(barriers)))

    def goal_written(self, goal: str) -> None:
        """The goal in the patient's words."""
        self._keep(e.GoalWritten(goal=goal))

    def compared(self, options: str) -> None:
        """Which options stand side by side."""
        self._keep(e.OptionsCompared(options=_ids(options)))

    def request_opened(self, request: str) -> None:
        """One request of the questions was opened, or, when empty, their list."""
        self._keep(e.StepOpened(step=Step.QUESTIONS, request=request or None))

    def concern_picked(self, request: str, concern: str) -> None:
        """Why the patient asks."""
        self._keep(e.ConcernPicked(request=request, concern=concern))

    def gate_checked(self, request: str, check: str, done: bool) -> None:
        """A check before a grant was made or taken back."""
        self._keep(e.GateChecked(request=request, check=check, done=done))

    def request_settled(self, settled: e.RequestSettled) -> None:
        """How a request ended."""
        self._keep(settled)

    def options_chosen(self, options: str) -> None:
        """What was chosen, in order."""
        self._keep(e.OptionsChosen(options=_ids(options)))

    def action_written(self, option: str, action: str) -> None:
        """What the patient will do about a chosen option."""
        self._keep(e.ActionWritten(option=option, action=action))

    def follow_up_set(self, on: str) -> None:
        """When to look again, as YYYY-MM-DD; empty takes it back."""
        self._keep(e.FollowUpSet(on=date.fromisoformat(on) if on else None))

    def sure_answered(self, item: str, answer: str) -> None:
        """A SURE question was answered; an empty answer takes it back."""
        self._keep(e.SureAnswered(item=item, answer=YesNo(answer) if answer else None))

    def teach_back_done(self, result: str) -> None:
        """How saying the plan back went; empty takes it back."""
        self._keep(e.TeachBackDone(result=TeachBack(result) if result else None))

    def referral_pended(self, target: str, note: str) -> None:
        """A referral was prepared for a clinician to sign."""
        self._keep(e.ReferralPended(target=target, note=note))

    def referral_signed(self, target: str) -> None:
        """A referral was signed by the one at the screen."""
        by, on = self._signer()[:NAME_LENGTH], self._open().today
        self._keep(e.ReferralSigned(target=target, by=by, on=on))

    def referral_printed(self, target: str) -> None:
        """The letter of a referral was printed or saved."""
        self._keep(e.ReferralPrinted(target=target))

    def referral_changed(self, target: str, to: str, reason: str, reason_id: str) -> None:
        """A referral goes to another place; an empty id says that the reason was written freely."""
        changed = e.ReferralChanged(
            target=target, to=to, reason=reason, reason_id=reason_id or None
        )
        self._keep(changed)

    def referral_cancelled(self, target: str, reason: str, reason_id: str) -> None:
        """A referral was decided against."""
        self._keep(e.ReferralCancelled(target=target, reason=reason, reason_id=reason_id or None))

    def step_opened(self, step: str) -> None:
        """Somebody moved to a step."""
        self._keep(e.StepOpened(step=Step(step)))

    def visit_finished(self) -> None:
        """The visit was closed; any later event opens it again."""
        self._keep(e.EncounterFinished())


def _nobody() -> str:
    return ""


def _ids(joined: str) -> tuple[str, ...]:
    return tuple(joined.split())
