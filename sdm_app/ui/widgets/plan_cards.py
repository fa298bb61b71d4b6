"""The cards of the plan: what was chosen, the goal, what was settled, and when."""

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from sdm_app.domain.plan import Plan, PlanItem, SettledRequest
from sdm_app.domain.visit import Visit
from sdm_app.i18n import format_date
from sdm_app.i18n import gettext as _
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.buttons import link
from sdm_app.ui.widgets.card import Card
from sdm_app.ui.widgets.flow import clear
from sdm_app.ui.widgets.line_label import LineLabel
from sdm_app.ui.widgets.quiet_date import QuietDate

ACTION_AT_MOST = 500


class ChosenCard(Card):
    """What we chose, each with its action to be said more exactly."""

    action_written = Signal(str, str)
    change_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("What we chose"), parent)
        self.setObjectName("chosen-card")
        self._shown: tuple[PlanItem, ...] | None = None
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        self.body.addLayout(self._lines)
        change = link(_("Change"))
        change.setObjectName("change-choices")
        change.setAccessibleName(_("Change what we chose"))
        change.clicked.connect(self._on_change_clicked)
        self.body.addWidget(change)

    def show_plan(self, plan: Plan) -> None:
        """Show the items; fields are built anew only when other options were chosen."""
        if plan.items == self._shown:
            return
        same = self._shown is not None and _ids(plan.items) == _ids(self._shown)
        self._shown = plan.items
        if same:
            self._show_actions(plan.items)
            return
        clear(self._lines)
        for number, item in enumerate(plan.items, start=1):
            name = PlainLabel(f"{number}. {item.name}", "body")
            name.setProperty("numberKind", "progress")
            self._lines.addWidget(name)
            why_not = PlainLabel(item.action.text, "body") if item.withdrawn else None
            self._lines.addWidget(why_not or self._field(item))
        if not plan.items:
            words = _("Nothing chosen yet. Go to Options to choose.")
            self._lines.addWidget(PlainLabel(words, "muted"))

    def _show_actions(self, items: tuple[PlanItem, ...]) -> None:
        for item in items:
            edit = self.findChild(QLineEdit, f"action-{item.option}")
            if isinstance(edit, QLineEdit) and not (edit.hasFocus() and edit.isModified()):
                words = item.own_words or item.action.text
                if edit.text() != words:
                    edit.setText(words)

    def _field(self, item: PlanItem) -> QLineEdit:
        edit = QLineEdit(item.own_words or item.action.text)
        edit.setObjectName(f"action-{item.option}")
        edit.setAccessibleName(_("What I will do: {option}").format(option=item.name))
        edit.setMaxLength(ACTION_AT_MOST)
        edit.setCursorPosition(0)
        edit.setProperty("option", item.option)
        edit.setProperty("numberKind", "instruction")
        edit.editingFinished.connect(self._on_edited)
        return edit

    def _on_edited(self) -> None:
        edit = self.sender()
        if not isinstance(edit, QLineEdit):
            return
        edit.setModified(False)
        option, words = edit.property("option"), edit.text().strip()
        item = next((i for i in self._shown or () if i.option == option), None)
        if item is not None and words != (item.own_words or item.action.text):
            self.action_written.emit(option, words)

    def _on_change_clicked(self) -> None:
        self.change_requested.emit()


class GoalCard(Card):
    """The goal in the patient's words."""

    goal_written = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("My goal, in my own words"), parent)
        self._goal = ""
        self.edit = QLineEdit()
        self.edit.setObjectName("plan-goal")
        self.edit.setAccessibleName(_("My goal, in my own words"))
        self.edit.setMaxLength(ACTION_AT_MOST)
        self.edit.setProperty("numberKind", "instruction")
        self.edit.editingFinished.connect(self._on_edited)
        self.body.addWidget(self.edit)

    def show_goal(self, goal: str) -> None:
        """Show the goal of the visit."""
        self._goal = goal
        is_typed_in = self.edit.hasFocus() and self.edit.isModified()
        if goal != self.edit.text() and not is_typed_in:
            self.edit.setText(goal)

    def _on_edited(self) -> None:
        words = self.edit.text().strip()
        self.edit.setModified(False)
        if words != self._goal:
            self._goal = words
            self.goal_written.emit(words)


class SettledCard(Card):
    """What became of each request."""

    source_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Questions we settled"), parent)
        self.setObjectName("settled-card")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self.body.addLayout(self._lines)

    def show_plan(self, visit: Visit, plan: Plan) -> None:
        """Show the requests."""
        clear(self._lines)
        for settled in plan.settled:
            self._lines.addWidget(PlainLabel(settled.name, "body"))
            if settled.line is not None:
                label = LineLabel("small")
                label.show_line(settled.line, visit.pack, _values(settled))
                label.source_requested.connect(self.source_requested)
                self._lines.addWidget(label)
        if not plan.settled:
            self._lines.addWidget(PlainLabel(_("No questions were settled."), "muted"))


class FollowUpCard(Card):
    """When we look again."""

    follow_up_set = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("When we look again"), parent)
        row = QHBoxLayout()
        self.edit = QuietDate()
        self.edit.setObjectName("follow-up-date")
        self.edit.setAccessibleName(_("Follow-up date"))
        self.edit.setKeyboardTracking(False)
        self.edit.setSpecialValueText(_("No date yet"))
        self.edit.dateChanged.connect(self._on_date_changed)
        none = link(_("No date"))
        none.setObjectName("follow-up-none")
        none.clicked.connect(self._on_none_clicked)
        self._long = PlainLabel("", "body")
        self._long.setProperty("numberKind", "date")
        row.addWidget(self.edit)
        row.addWidget(self._long, 1)
        row.addWidget(none)
        self.body.addLayout(row)

    def show_visit(self, visit: Visit) -> None:
        """Show the date of the visit; today stands for no date."""
        day = visit.encounter.follow_up
        today = QDate(visit.today.year, visit.today.month, visit.today.day)
        blocked = self.edit.blockSignals(True)
        self.edit.setMinimumDate(today)
        self.edit.setDate(QDate(day.year, day.month, day.day) if day else today)
        self.edit.blockSignals(blocked)
        self._long.set_text(format_date(day) if day else "")

    def _on_date_changed(self, day: QDate) -> None:
        none = day == self.edit.minimumDate()
        iso = f"{day.year():04}-{day.month():02}-{day.day():02}"
        self.follow_up_set.emit("" if none else iso)

    def _on_none_clicked(self) -> None:
        self.edit.setDate(self.edit.minimumDate())


def _ids(items: tuple[PlanItem, ...]) -> tuple[tuple[str, bool], ...]:
    return tuple((item.option, item.withdrawn) for item in items)


def _values(settled: SettledRequest) -> dict[str, str]:
    values = {}
    if settled.review_on:
        values["date"] = format_date(settled.review_on)
    if settled.stop_on:
        values["stop"] = format_date(settled.stop_on)
    return values
