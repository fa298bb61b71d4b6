"""Since last time: the earlier plan and how it went, the scores now, and how they moved."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from sdm_app.domain.content import ContentPack
from sdm_app.domain.follow_up import earlier_plan
from sdm_app.domain.outcomes import Course, courses, followed
from sdm_app.domain.visit import Visit
from sdm_app.i18n import gettext as _
from sdm_app.ui.overriding import override
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.buttons import outline, set_words
from sdm_app.ui.widgets.course_card import CourseCard
from sdm_app.ui.widgets.earlier_plan_card import EarlierPlanCard
from sdm_app.ui.widgets.flow import clear
from sdm_app.ui.widgets.outcome_card import OutcomeCard
from sdm_app.ui.widgets.put_off_card import PutOffCard

BEFORE_SHARE, NOW_SHARE = 46, 54
ROOM_FOR_TWO_EMS = 60
"""Width from which the plan and the questions stand side by side."""


class FollowUpView(QWidget):
    """Keeps nothing: it is read from the visit each time. A first visit has the questions alone."""

    answered = Signal(str, str)
    item_skipped = Signal(str)
    tried_marked = Signal(str, str)
    request_opened = Signal(str)
    source_requested = Signal(str)
    go_on_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pack: ContentPack | None = None
        self._licensed = False
        self._cards: dict[str, OutcomeCard] = {}
        self._courses: dict[str, CourseCard] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.heading = PlainLabel("", "title", self)
        self.heading.setObjectName("follow-up-heading")
        self.why_not = PlainLabel("", "body", self)
        self.why_not.setObjectName("follow-up-why-not")
        self.put_off = PutOffCard(self)
        self.put_off.request_opened.connect(self.request_opened)
        self.put_off.source_requested.connect(self.source_requested)
        self.plan = EarlierPlanCard(self)
        self.plan.tried_marked.connect(self.tried_marked)
        self._before, self._now = QVBoxLayout(), QVBoxLayout()
        self._drawn = QVBoxLayout()
        for inner in (self._before, self._now, self._drawn):
            inner.setSpacing(12)
        self._before.addWidget(self.plan)
        self._before.addLayout(self._drawn)
        self._before.addStretch(1)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(16)
        self._halves.addLayout(self._before, BEFORE_SHARE)
        self._halves.addLayout(self._now, NOW_SHARE)
        self.go_on = outline("")
        self.go_on.setObjectName("follow-up-go-on")
        self.go_on.clicked.connect(self.go_on_requested)
        top = QHBoxLayout()
        top.addWidget(self.heading, 1)
        top.addWidget(self.go_on)
        column.addLayout(top)
        column.addWidget(self.why_not)
        column.addWidget(self.put_off)
        column.addLayout(self._halves)
        column.addStretch(1)

    def use_licence(self, *, licensed: bool) -> None:
        """Whether the clinic has leave to use what needs a licence of its own."""
        if licensed != self._licensed:
            self._licensed, self._pack = licensed, None

    def show_visit(self, visit: Visit) -> None:
        """Show what is known of earlier visits, and the scores of this one."""
        if visit.pack is not self._pack:
            self._build(visit)
        plan = earlier_plan(visit)
        follows = bool(visit.encounter.follows)
        self.heading.set_text(_("Since last time") if follows else _("To compare with later"))
        self.why_not.setVisible(follows and plan is None)
        self.why_not.set_text(_("The plan of last time cannot be shown here."))
        self.put_off.show_visit(visit)
        self.plan.setVisible(plan is not None)
        if plan is not None:
            self.plan.show_plan(plan)
        for card in self._cards.values():
            card.show_visit(visit)
        self._show_courses(visit, courses(visit))
        going_on = _("Screening questions") if follows else _("Back to the result")
        set_words(self.go_on, going_on)

    def _build(self, visit: Visit) -> None:
        """Make a card for every instrument of the content that may be asked."""
        self._pack = visit.pack
        for layout in (self._now, self._drawn):
            clear(layout)
        forms = followed(visit, licensed=self._licensed)
        self._cards = {form.id: OutcomeCard(form, self) for form in forms}
        for card in self._cards.values():
            card.answered.connect(self.answered)
            card.item_skipped.connect(self.item_skipped)
            self._now.addWidget(card)
        self._now.addStretch(1)
        self._courses = {form.id: CourseCard(form.id, self) for form in forms}
        for drawn in self._courses.values():
            drawn.source_requested.connect(self.source_requested)
            drawn.hide()
            self._drawn.addWidget(drawn)

    def _show_courses(self, visit: Visit, found: tuple[Course, ...]) -> None:
        known = {course.questionnaire: course for course in found}
        for name, drawn in self._courses.items():
            if name in known:
                drawn.show_course(visit, known[name])
            else:
                drawn.hide()
        # Where nothing is known of earlier visits the questions have the whole width.
        is_known = any(len(course.points) > 1 for course in found) or bool(visit.past)
        self._halves.setStretch(0, BEFORE_SHARE if is_known else 0)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        two = self.width() >= ROOM_FOR_TWO_EMS * self.fontInfo().pixelSize()
        direction = QBoxLayout.Direction
        self._halves.setDirection(direction.LeftToRight if two else direction.TopToBottom)
