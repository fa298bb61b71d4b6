"""The plan: checked together on the left, as it will be printed on the right."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sdm_app.domain.chart_note import chart_note
from sdm_app.domain.plan import build_plan
from sdm_app.domain.safety import assess
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import TeachBack
from sdm_app.i18n import gettext as _
from sdm_app.settings import Settings
from sdm_app.ui.overriding import override
from sdm_app.ui.pages.act_first import ActFirst
from sdm_app.ui.pages.page import Page
from sdm_app.ui.pages.scrolled import scrolled
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.buttons import outline, set_words
from sdm_app.ui.widgets.card import Card
from sdm_app.ui.widgets.chip import Chip
from sdm_app.ui.widgets.flow import FlowLayout
from sdm_app.ui.widgets.handout_preview import HandoutPreview
from sdm_app.ui.widgets.plan_cards import ChosenCard, FollowUpCard, GoalCard, SettledCard
from sdm_app.ui.widgets.referral_card import ReferralCard, join_referrals
from sdm_app.ui.widgets.sure_card import SureCard

WIDE_EMS = 50
"""The page needs this many times the text size to put the print beside the plan."""


class PlanPage(Page):
    """What the patient takes home, and what ends the visit."""

    action_written = Signal(str, str)
    goal_written = Signal(str)
    sure_answered = Signal(str, str)
    teach_back_done = Signal(str)
    follow_up_set = Signal(str)
    step_opened = Signal(str)
    referral_pended = Signal(str, str)
    referral_signed = Signal(str)
    referral_changed = Signal(str, str, str, str)
    referral_cancelled = Signal(str, str, str)
    letter_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._visit: Visit | None = None
        outer = QHBoxLayout(self)
        outer.setContentsMargins(32, 16, 24, 12)
        outer.setSpacing(20)
        left = QWidget(self)
        self._column = QVBoxLayout(left)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(10)
        self._column.addWidget(PlainLabel(_("Our plan"), "title"))
        lead = _("Check it together. Your patient takes this home.")
        self._column.addWidget(PlainLabel(lead, "lead"))
        self._add_cards()
        self._column.addStretch(1)
        self._row = outer
        self._wide: bool | None = None
        self._area = scrolled(left, "plan-scroll")
        outer.addWidget(self._area, 57)
        self._side = QWidget(self)
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(8)
        self.preview = HandoutPreview(self._side)
        side.addWidget(self.preview, 1)
        self._copy = outline(_("Copy chart note"))
        self._copy.setObjectName("copy-chart-note")
        self._copy.clicked.connect(self._on_copy_clicked)
        self.preview.buttons.addWidget(self._copy)
        outer.addWidget(self._side, 43)

    def _add_cards(self) -> None:
        self.act_first = ActFirst(self)
        self.act_first.safety_requested.connect(self._on_safety_requested)
        self.act_first.source_requested.connect(self.source_requested)
        self.chosen = ChosenCard(self)
        self.chosen.action_written.connect(self.action_written)
        self.chosen.change_requested.connect(self._on_change_requested)
        self.goal = GoalCard(self)
        self.goal.goal_written.connect(self.goal_written)
        self.settled = SettledCard(self)
        self.settled.source_requested.connect(self.source_requested)
        self.referrals = ReferralCard(self)
        join_referrals(self.referrals, self)
        self.follow_up = FollowUpCard(self)
        self.follow_up.follow_up_set.connect(self.follow_up_set)
        self.sure = SureCard(self)
        self.sure.sure_answered.connect(self.sure_answered)
        for card in (
            self.act_first,
            self.chosen,
            self.goal,
            self.settled,
            self.referrals,
            self.follow_up,
            self.sure,
            self._build_teach_back(),
        ):
            self._column.addWidget(card)

    def _build_teach_back(self) -> Card:
        card = Card(_("Teach-back"))
        question = _("“In your own words: what is our plan, and when do you call right away?”")
        card.body.addWidget(PlainLabel(question, "body"))
        holder = QWidget()
        row = FlowLayout(holder)
        self._taught: dict[TeachBack, Chip] = {}
        words = {
            TeachBack.SAID_BACK: _("Said it back"),
            TeachBack.EXPLAIN_AGAIN: _("Explain again"),
        }
        for result, label in words.items():
            chip = Chip(label)
            chip.setObjectName(f"teach-back-{result}")
            chip.setProperty("result", str(result))
            chip.clicked.connect(self._on_taught)
            row.addWidget(chip)
            self._taught[result] = chip
        card.body.addWidget(holder)
        return card

    def use_settings(self, settings: Settings, *, demo: bool = False) -> None:
        """Print for this clinic; `demo` marks every printed page as an example."""
        self.preview.use_settings(settings, demo=demo)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= WIDE_EMS * self.fontInfo().pixelSize()
        if wide != self._wide:
            self._wide = wide
            if wide:
                self._column.removeWidget(self._side)
                self._row.addWidget(self._side, 43)
                self.preview.fit_beside()
            else:
                self._row.removeWidget(self._side)
                self._column.addWidget(self._side)
                self.preview.fit_below()

    def show_referrals(self) -> None:
        """Bring the referrals into view, with the keyboard at what can be done about the first."""
        self.referrals.take_keyboard()
        self._area.ensureWidgetVisible(self.referrals, 0, 0)

    def print_visit(self, visit: Visit) -> None:
        """Print the plan of a visit, in view or not."""
        self.preview.print_visit(visit)

    @override
    def title(self) -> str:
        return _("Plan")

    @override
    def next_label(self) -> str:
        return _("Finish visit")

    @override
    def show_visit(self, visit: Visit) -> None:
        changed = visit != self._visit
        self._visit = visit
        stopped = assess(visit).blocks
        self.act_first.setVisible(stopped)
        self.chosen.setVisible(not stopped)
        if stopped:
            self.act_first.show_visit(visit)
        plan = build_plan(visit)
        self.chosen.show_plan(plan)
        self.goal.show_goal(plan.goal)
        self.settled.show_plan(visit, plan)
        self.referrals.show_visit(visit)
        self.follow_up.show_visit(visit)
        self.sure.show_visit(visit)
        for result, chip in self._taught.items():
            chip.setChecked(visit.encounter.teach_back is result)
        if changed:
            set_words(self._copy, _("Copy chart note"))
        self.preview.show_visit(visit)

    def _on_taught(self, checked: bool) -> None:
        self.teach_back_done.emit(self.sender().property("result") if checked else "")

    def _on_copy_clicked(self) -> None:
        if self._visit is not None:
            QGuiApplication.clipboard().setText(chart_note(self._visit))
            set_words(self._copy, _("✓ Chart note copied"))

    def _on_change_requested(self) -> None:
        self.step_opened.emit("options")

    def _on_safety_requested(self) -> None:
        self.step_opened.emit("safety")
