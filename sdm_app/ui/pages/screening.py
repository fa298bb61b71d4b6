"""The screening: one question a screen, then what the answers say."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sdm_app.domain.outcomes import PEG, followed
from sdm_app.domain.questionnaires import Questionnaire
from sdm_app.domain.screening import START_BACK, items_to_ask
from sdm_app.domain.visit import Visit
from sdm_app.i18n import gettext as _
from sdm_app.settings import Settings
from sdm_app.ui.overriding import override
from sdm_app.ui.pages.follow_up import FollowUpView
from sdm_app.ui.pages.page import Page
from sdm_app.ui.pages.question_view import QuestionView
from sdm_app.ui.pages.screening_result import ScreeningResult
from sdm_app.ui.pages.scrolled import scrolled
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.follow_up_offer import FollowUpOffer

WIDEST = 980
WIDEST_FOLLOW_UP = 1180
LARGE_TEXT = 30
"""Line height in pixels from which the rights line leaves the footer."""


class ScreeningPage(Page):
    """Asks the items that are due in turn. Which one is in view is the page's own state.

    A visit that follows another begins with what happened since; the screening is a press away.
    """

    answered = Signal(str, str)
    item_skipped = Signal(str)
    answered_by_changed = Signal(str)
    weeks_given = Signal(int)
    tried_marked = Signal(str, str)
    request_opened = Signal(str)
    step_opened = Signal(str)
    referral_pended = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._visit: Visit | None = None
        self._in_view: str | None = None
        self._leaving: str | None = None
        self._open: frozenset[str] = frozenset()
        self._since_last = False
        self._offers_peg = True
        self.question = QuestionView(self)
        self.question.picked.connect(self._on_picked)
        self.question.skip_requested.connect(self._on_skip_requested)
        self.question.previous_requested.connect(self._on_previous_requested)
        self.question.answered_by_changed.connect(self._on_answered_by_changed)
        self.result = ScreeningResult(self)
        self.result.weeks_given.connect(self.weeks_given)
        self.result.referral_pended.connect(self.referral_pended)
        self.result.source_requested.connect(self.source_requested)
        self.result.again_requested.connect(self._on_again_requested)
        self.result.left_out_requested.connect(self._on_left_out_requested)
        self._build_follow_up()
        column = self._column = QWidget(self)
        column.setMaximumWidth(WIDEST)
        inner = QVBoxLayout(column)
        inner.setContentsMargins(0, 0, 0, 0)
        for view in (self.follow_up, self.question, self.result, self.offer):
            inner.addWidget(view)
        # What is below follows at once, whatever height a view would take.
        inner.addStretch(1)
        self._rights = PlainLabel("", "muted")
        self._rights.setObjectName("rights")
        self._rights.setProperty("numberKind", "instrument")
        inner.addWidget(self._rights)
        content = QWidget(self)
        row = QHBoxLayout(content)
        row.setContentsMargins(32, 20, 32, 12)
        row.addStretch(1)
        row.addWidget(column, 100)
        row.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(content, "screening-scroll"))
        for view in (self.follow_up, self.result, self.offer):
            view.hide()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _build_follow_up(self) -> None:
        self.follow_up = FollowUpView(self)
        self.follow_up.answered.connect(self.answered)
        self.follow_up.item_skipped.connect(self.item_skipped)
        self.follow_up.tried_marked.connect(self.tried_marked)
        self.follow_up.request_opened.connect(self.request_opened)
        self.follow_up.source_requested.connect(self.source_requested)
        self.follow_up.go_on_requested.connect(self._on_go_on_requested)
        self.offer = FollowUpOffer(self)
        self.offer.opened.connect(self._on_offer_opened)

    def use_settings(self, settings: Settings) -> None:
        """Offer what the clinic set."""
        self._offers_peg = settings.peg_at_first_visit
        self.follow_up.use_licence(licensed=bool(settings.promis_licence))
        self._render()

    @override
    def title(self) -> str:
        return _("Screening")

    @override
    def next_label(self) -> str:
        return _("Next: Safety check")

    @override
    def show_visit(self, visit: Visit) -> None:
        asked = tuple(item.id for item in items_to_ask(visit))
        encounter = visit.encounter
        now_open = frozenset(
            item
            for item in asked
            if item not in encounter.answers and item not in encounter.skipped
        )
        another = self._visit is None or self._visit.encounter.id != encounter.id
        reopened = now_open - self._open
        if another:
            self._since_last = bool(encounter.follows)
            self._leaving = None
            self._in_view = _first(asked, now_open)
        elif self._leaving is not None and self._leaving not in now_open:
            self._in_view = _after(asked, self._leaving, now_open)
            self._leaving = None
        elif reopened or (self._in_view is not None and self._in_view not in asked):
            self._in_view = _first(asked, reopened or now_open)
        self._open = now_open
        self._visit = visit
        self._render()

    @override
    def footer_note(self) -> str:
        if self._visit is None or self._is_large:
            return ""
        return "" if self._since_last else self._questionnaire(self._visit).rights

    @property
    def _is_large(self) -> bool:
        """Whether the rights line would fill the footer; then it stands under the question."""
        return self.fontMetrics().height() > LARGE_TEXT

    @override
    def handle_key(self, event: QKeyEvent) -> bool:
        asks = self._in_view is not None and not self._since_last
        return asks and self.question.handle_key(event)

    def _questionnaire(self, visit: Visit) -> Questionnaire:
        asked = [self._in_view] if self._in_view else [item.id for item in items_to_ask(visit)]
        name = asked[-1].rpartition(".")[0] if asked else START_BACK
        return visit.pack.questionnaire_by_id[name]

    def _render(self) -> None:
        visit = self._visit
        if visit is None:
            return
        since = self._since_last
        self._rights.set_text(self._questionnaire(visit).rights)
        self._rights.setVisible(self._is_large and not since)
        self.question.setVisible(self._in_view is not None and not since)
        self.result.setVisible(self._in_view is None and not since)
        self._column.setMaximumWidth(WIDEST_FOLLOW_UP if since else WIDEST)
        self._show_follow_up(visit)
        if since:
            return
        if self._in_view is None:
            self.result.show_visit(visit)
            return
        items = items_to_ask(visit)
        place = next(at for at, item in enumerate(items) if item.id == self._in_view)
        answer = visit.encounter.answers.get(self._in_view)
        self.question.show_item(items[place], answer, place + 1, len(items))
        self.question.show_way(visit.encounter.answered_by)

    def _show_follow_up(self, visit: Visit) -> None:
        is_first = not visit.encounter.follows
        may_ask = self._offers_peg and any(
            form.id == PEG for form in followed(visit, licensed=False)
        )
        offered = not is_first or (may_ask and self._in_view is None)
        self.offer.setVisible(offered and not self._since_last)
        if offered:
            self.offer.show_visit(visit)
        if self._since_last:
            self.follow_up.show_visit(visit)
        self.follow_up.setVisible(self._since_last)

    def _on_offer_opened(self) -> None:
        self._turn_to(since_last=True)

    def _on_go_on_requested(self) -> None:
        self._turn_to(since_last=False)

    def _turn_to(self, *, since_last: bool) -> None:
        self._since_last = since_last
        self._render()
        # The footer names whose questions are in view; it is asked again when a step is opened.
        self.step_opened.emit("screening")

    def _go_to(self, item: str | None) -> None:
        self._leaving = None
        self._in_view = item
        self._render()

    def _on_picked(self, answer: str) -> None:
        item, visit = self._in_view, self._visit
        if item is None or visit is None:
            return
        if visit.encounter.answers.get(item) == answer:
            self._go_on(visit, item)
            return
        self._leaving = item
        self.answered.emit(item, answer)
        self._render()

    def _on_skip_requested(self) -> None:
        item, visit = self._in_view, self._visit
        if item is None or visit is None:
            return
        if item in visit.encounter.skipped:
            self._go_on(visit, item)
            return
        self._leaving = item
        self.item_skipped.emit(item)
        self._render()

    def _go_on(self, visit: Visit, item: str) -> None:
        asked = tuple(item.id for item in items_to_ask(visit))
        self._go_to(_after(asked, item, self._open))

    def _on_previous_requested(self) -> None:
        if self._visit is None or self._in_view is None:
            return
        asked = tuple(item.id for item in items_to_ask(self._visit))
        self._go_to(asked[max(0, asked.index(self._in_view) - 1)])

    def _on_again_requested(self) -> None:
        if self._visit is not None:
            self._go_to(items_to_ask(self._visit)[0].id)

    def _on_left_out_requested(self) -> None:
        if self._visit is None:
            return
        asked = tuple(item.id for item in items_to_ask(self._visit))
        answers = self._visit.encounter.answers
        self._go_to(_first(asked, frozenset(item for item in asked if item not in answers)))

    def _on_answered_by_changed(self, way: str) -> None:
        self.answered_by_changed.emit(way)
        self._render()


def _first(asked: tuple[str, ...], wanted: frozenset[str]) -> str | None:
    return next((item for item in asked if item in wanted), None)


def _after(asked: tuple[str, ...], item: str, still_open: frozenset[str]) -> str | None:
    """The next item in order; after the last one any still open, else none."""
    later = asked[asked.index(item) + 1 :] if item in asked else ()
    return later[0] if later else _first(asked, still_open)
