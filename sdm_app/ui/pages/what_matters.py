"""What matters most, what was tried, what stands in the way, and a goal in own words."""

from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from sdm_app.domain.content import ContentPack
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import Helped
from sdm_app.i18n import gettext as _
from sdm_app.ui.overriding import override
from sdm_app.ui.pages.choice_button import ChoiceButton
from sdm_app.ui.pages.page import Page
from sdm_app.ui.pages.scrolled import scrolled
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.chip import Chip
from sdm_app.ui.widgets.flow import FlowLayout

WIDEST = 1080
NO_RANK = "○"
MOST_LETTERS = 500

AFTER: dict[Helped | None, Helped | None] = {
    None: Helped.UNKNOWN,
    Helped.UNKNOWN: Helped.NO,
    Helped.NO: Helped.A_LITTLE,
    Helped.A_LITTLE: Helped.YES,
    Helped.YES: None,
}
"""What the next press on something tried says of it."""


class WhatMattersPage(Page):
    """The picks are in order: the first pressed is the most important."""

    priorities_picked = Signal(str)
    tried_marked = Signal(str, str)
    barriers_marked = Signal(str)
    goal_written = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._visit: Visit | None = None
        self._pack: ContentPack | None = None
        self.heading = PlainLabel("", "title", self)
        self.intro = PlainLabel("", "lead", self)
        self.full = PlainLabel("", "small", self)
        self.full.setObjectName("priorities-full")
        self._picks = QGridLayout()
        self._picks.setSpacing(10)
        self._priorities = self._group(self._on_priority_clicked)
        self._tried = self._group(self._on_tried_clicked)
        self._barriers = self._group(self._on_barrier_clicked)
        self.tried_title = PlainLabel("", "heading", self)
        self.tried_hint = PlainLabel(_("Press again to say if it helped."), "muted", self)
        self._tried_row = QWidget(self)
        FlowLayout(self._tried_row)
        self.barriers_title = PlainLabel("", "heading", self)
        self._barrier_row = QWidget(self)
        FlowLayout(self._barrier_row)
        self.goal_title = PlainLabel("", "heading", self)
        self.goal = QLineEdit(self)
        self.goal.setObjectName("goal")
        self.goal.setMaxLength(MOST_LETTERS)
        self.goal.editingFinished.connect(self._on_goal_finished)
        self._lay_out()

    def _group(self, slot: object) -> QButtonGroup:
        group = QButtonGroup(self)
        group.setExclusive(False)
        group.buttonClicked.connect(slot)
        return group

    def _lay_out(self) -> None:
        tried = QVBoxLayout()
        tried.setSpacing(6)
        for widget in (self.tried_title, self.tried_hint, self._tried_row):
            tried.addWidget(widget)
        tried.addStretch(1)
        barriers = QVBoxLayout()
        barriers.setSpacing(6)
        for widget in (self.barriers_title, self._barrier_row):
            barriers.addWidget(widget)
        barriers.addStretch(1)
        halves = QHBoxLayout()
        halves.setSpacing(24)
        halves.addLayout(tried, 1)
        halves.addLayout(barriers, 1)
        column = QWidget(self)
        column.setMaximumWidth(WIDEST)
        inner = QVBoxLayout(column)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(8)
        inner.addWidget(self.heading)
        inner.addWidget(self.intro)
        inner.addLayout(self._picks)
        inner.addWidget(self.full)
        inner.addLayout(halves)
        inner.addWidget(self.goal_title)
        inner.addWidget(self.goal)
        inner.addStretch(1)
        content = QWidget(self)
        row = QHBoxLayout(content)
        row.setContentsMargins(32, 20, 32, 12)
        row.addWidget(column, 100)
        row.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(content, "what-matters-scroll"))

    @override
    def title(self) -> str:
        return _("What matters")

    @override
    def next_label(self) -> str:
        return _("Next: Options")

    @override
    def show_visit(self, visit: Visit) -> None:
        if visit.pack is not self._pack:
            self._build(visit.pack)
        another = self._visit is None or self._visit.encounter.id != visit.encounter.id
        self._visit = visit
        self._show_priorities(visit)
        self._show_tried(visit)
        for chip in self._barriers.buttons():
            chip.setChecked(chip.property("barrier") in visit.encounter.barriers)
        if another or not (self.goal.hasFocus() and self.goal.isModified()):
            self.goal.setText(visit.encounter.goal)

    def _build(self, pack: ContentPack) -> None:
        self._pack = pack
        words = pack.what_matters
        self.heading.set_text(words.title)
        self.intro.set_text(words.intro)
        self.tried_title.set_text(words.tried_title)
        self.barriers_title.set_text(words.barriers_title)
        self.goal_title.set_text(words.goal_title)
        self.goal.setPlaceholderText(words.goal_hint)
        self.goal.setAccessibleName(words.goal_title)
        for group in (self._priorities, self._tried, self._barriers):
            for button in group.buttons():
                group.removeButton(button)
                button.hide()
                button.deleteLater()
        for place, priority in enumerate(words.priorities):
            pick = ChoiceButton(parent=self)
            pick.setObjectName(f"priority-{priority.id}")
            pick.setProperty("priority", priority.id)
            pick.mark.setProperty("numberKind", "progress")
            pick.put_mark_first()
            self._priorities.addButton(pick)
            self._picks.addWidget(pick, place // 2, place % 2)
        for option in pack.options:
            if option.tried_label:
                chip = Chip(option.tried_label, self._tried_row)
                chip.setObjectName(f"tried-{option.id}")
                chip.setProperty("option", option.id)
                self._add(chip, self._tried, self._tried_row)
        for barrier in words.barriers:
            chip = Chip(barrier.label, self._barrier_row)
            chip.setObjectName(f"barrier-{barrier.id}")
            chip.setProperty("barrier", barrier.id)
            self._add(chip, self._barriers, self._barrier_row)
        self._put_in_order()

    def _put_in_order(self) -> None:
        """Let the keyboard go the way the eye does: Qt would start with the goal, made first."""
        groups = (self._priorities, self._tried, self._barriers)
        buttons = [button for group in groups for button in group.buttons()]
        for one, following in pairwise([*buttons, self.goal]):
            QWidget.setTabOrder(one, following)

    def _add(self, chip: Chip, group: QButtonGroup, row: QWidget) -> None:
        group.addButton(chip)
        layout = row.layout()
        if layout is not None:
            layout.addWidget(chip)

    def _show_priorities(self, visit: Visit) -> None:
        picked = visit.encounter.priorities
        labels = {priority.id: priority.label for priority in visit.pack.what_matters.priorities}
        for pick in self._priorities.buttons():
            priority = pick.property("priority")
            chosen = priority in picked
            pick.setChecked(chosen)
            if isinstance(pick, ChoiceButton):
                rank = str(picked.index(priority) + 1) if chosen else ""
                pick.say(labels[priority], rank or NO_RANK)
                pick.setAccessibleDescription(_("number {rank}").format(rank=rank) if rank else "")
        self.full.set_text("")
        self.full.hide()

    def _show_tried(self, visit: Visit) -> None:
        for chip in self._tried.buttons():
            option = visit.pack.option_by_id[chip.property("option")]
            helped = visit.encounter.tried.get(option.id)
            chip.setChecked(helped is not None)
            if isinstance(chip, Chip):
                chip.set_words(_tried_words(option.tried_label, helped))

    def _on_priority_clicked(self, pick: QAbstractButton) -> None:
        visit = self._visit
        if visit is None:
            return
        priority, picked = pick.property("priority"), visit.encounter.priorities
        most = visit.pack.what_matters.at_most
        full = priority not in picked and len(picked) >= most
        if not full:
            kept = tuple(other for other in picked if other != priority)
            now = kept if priority in picked else (*picked, priority)
            self.priorities_picked.emit(" ".join(now))
        self._show_priorities(self._visit or visit)
        if full:
            self.full.set_text(_("All places are taken. Press one you picked to take it away."))
            self.full.show()

    def _on_tried_clicked(self, chip: QAbstractButton) -> None:
        visit = self._visit
        if visit is None:
            return
        option = chip.property("option")
        helped = AFTER[visit.encounter.tried.get(option)]
        self.tried_marked.emit(option, "" if helped is None else str(helped))
        self._show_tried(self._visit or visit)

    def _on_barrier_clicked(self, chip: QAbstractButton) -> None:
        marked = [c.property("barrier") for c in self._barriers.buttons() if c.isChecked()]
        self.barriers_marked.emit(" ".join(marked))
        if self._visit is not None:
            for other in self._barriers.buttons():
                other.setChecked(other.property("barrier") in self._visit.encounter.barriers)

    def _on_goal_finished(self) -> None:
        goal = self.goal.text().strip()
        self.goal.setModified(False)
        if self._visit is not None and goal != self._visit.encounter.goal:
            self.goal_written.emit(goal)


def _tried_words(label: str, helped: Helped | None) -> str:
    """The label with what was said of it."""
    return {
        None: label,
        Helped.UNKNOWN: label,
        Helped.NO: _("{label}: did not help").format(label=label),
        Helped.A_LITTLE: _("{label}: helped a little").format(label=label),
        Helped.YES: _("{label}: helped").format(label=label),
    }[helped]
