"""The safety check: red flags and a short examination, with what they call for beside them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sdm_app.domain.content import ContentPack
from sdm_app.domain.safety import assess
from sdm_app.domain.visit import Visit
from sdm_app.i18n import gettext as _
from sdm_app.ui.overriding import override
from sdm_app.ui.pages.finding_group import ALL_NO_KEY, GroupCard
from sdm_app.ui.pages.override_dialog import OverrideDialog
from sdm_app.ui.pages.page import Page
from sdm_app.ui.pages.scrolled import scrolled
from sdm_app.ui.pages.urgency_card import UrgencyCard
from sdm_app.ui.pages.weeks_field import WeeksField
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.line_label import LineLabel

WIDE_EMS = 58
"""The page needs this many times the text size to put the panel beside the questions."""


class SafetyPage(Page):
    """Every finding is yes, no, not sure or not asked; not sure counts as yes."""

    findings_answered = Signal(str, str)
    urgency_overridden = Signal(str, str)
    weeks_given = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._visit: Visit | None = None
        self._pack: ContentPack | None = None
        self._groups: list[GroupCard] = []
        self._wide: bool | None = None
        self._rank = 0
        self.heading = PlainLabel("", "title", self)
        self.intro = LineLabel("lead", self)
        self.intro.source_requested.connect(self.source_requested)
        self._questions = QWidget(self)
        self._left = QVBoxLayout(self._questions)
        self._left.setContentsMargins(32, 24, 12, 16)
        self._left.setSpacing(12)
        self._left.addWidget(self.heading)
        self._left.addWidget(self.intro)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(12)
        self._left.addLayout(self._cards)
        self._left.addStretch(1)
        self._panel = self._build_panel()
        self._scroll = scrolled(self._questions, "safety-scroll")
        self._side = scrolled(self._panel, "safety-side-scroll")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._scroll, 66)
        row.addWidget(self._side, 34)

    def _build_panel(self) -> QWidget:
        panel = QWidget(self)
        self._right = QVBoxLayout(panel)
        self._right.setSpacing(12)
        self.urgency = UrgencyCard(panel)
        self.urgency.override_requested.connect(self._on_override_requested)
        self.urgency.source_requested.connect(self.source_requested)
        self.weeks = WeeksField("safety-weeks", panel)
        self.weeks.weeks_given.connect(self.weeks_given)
        self.counter = PlainLabel("", "muted", panel)
        self.counter.setObjectName("safety-counter")
        self.counter.setProperty("numberKind", "progress")
        self.base_rate = LineLabel("muted", panel)
        self.base_rate.setObjectName("safety-base-rate")
        self.base_rate.source_requested.connect(self.source_requested)
        for widget in (self.urgency, self.counter, self.base_rate):
            self._right.addWidget(widget)
        self._right.addStretch(1)
        return panel

    @override
    def title(self) -> str:
        return _("Safety check")

    @override
    def next_label(self) -> str:
        return _("Next: Outlook")

    @override
    def show_visit(self, visit: Visit) -> None:
        if visit.pack is not self._pack:
            self._build_groups(visit.pack)
        another = self._visit is None or self._visit.encounter.id != visit.encounter.id
        self._visit = visit
        safety = assess(visit)
        flags = visit.pack.red_flags
        current = self._current_group(visit)
        for card in self._groups:
            card.show_visit(visit, has_key=card is current)
        self.urgency.show_visit(visit)
        self.weeks.show_weeks(visit.encounter.episode_weeks)
        self.weeks.setVisible(bool(safety.examination) or visit.encounter.episode_weeks is not None)
        total = len(flags.all_findings)
        self.counter.set_text(
            _("{answered} of {total} answered").format(
                answered=total - len(safety.unanswered), total=total
            )
        )
        if another:
            self._scroll.verticalScrollBar().setValue(0)
        elif safety.urgency.rank > self._rank and not self._wide:
            self._scroll.ensureWidgetVisible(self.urgency)
        self._rank = safety.urgency.rank

    @override
    def handle_key(self, event: QKeyEvent) -> bool:
        if self._visit is None or event.text().upper() != ALL_NO_KEY:
            return False
        card = self._current_group(self._visit)
        if card is None:
            return False
        card.answer_rest_no()
        following = self._current_group(self._visit)
        if following is not None and self._scroll.isAncestorOf(following):
            self._scroll.ensureWidgetVisible(following)
        return True

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _build_groups(self, pack: ContentPack) -> None:
        self.weeks.setParent(self._panel)
        for card in self._groups:
            card.hide()
            card.deleteLater()
        self._pack = pack
        flags = pack.red_flags
        self.heading.set_text(flags.title)
        self.intro.show_line(flags.intro, pack, {})
        self.base_rate.show_line(flags.base_rate, pack, {})
        self._groups = [GroupCard(group) for group in flags.groups]
        for card in self._groups:
            self._cards.addWidget(card)
        examination = GroupCard(flags.examination, stacked=True)
        examination.body.addWidget(self.weeks)
        self._right.insertWidget(1, examination)
        self._groups.append(examination)
        for card in self._groups:
            card.answered.connect(self._on_answered)
            card.source_requested.connect(self.source_requested)

    def _current_group(self, visit: Visit) -> GroupCard | None:
        """The first group with a finding not asked yet: the one the key answers."""
        answered = visit.encounter.findings
        for card in self._groups:
            if any(finding.id not in answered for finding in card.group.findings):
                return card
        return None

    def _arrange(self) -> None:
        wide = self.width() >= WIDE_EMS * self.fontInfo().pixelSize()
        if wide == self._wide:
            return
        self._wide = wide
        self._side.setVisible(wide)
        if wide:
            self._left.removeWidget(self._panel)
            self._right.setContentsMargins(12, 24, 24, 16)
            self._side.setWidget(self._panel)
        else:
            self._side.takeWidget()
            self._right.setContentsMargins(0, 0, 0, 0)
            self._left.setContentsMargins(32, 24, 32, 16)
            self._left.insertWidget(2, self._panel)
        self._panel.show()

    def _on_answered(self, findings: str, answer: str) -> None:
        self.findings_answered.emit(findings, answer)
        if self._visit is not None:
            self.show_visit(self._visit)

    def _on_override_requested(self) -> None:
        if self._visit is None:
            return
        dialog = OverrideDialog(self._visit.pack.red_flags, assess(self._visit), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.decided.connect(self.urgency_overridden)
        dialog.open()
