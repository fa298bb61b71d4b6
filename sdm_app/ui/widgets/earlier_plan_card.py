"""The plan of the visit before, and whether each part of it helped."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from sdm_app.domain.follow_up import EarlierChoice, EarlierPlan
from sdm_app.domain.vocabulary import Helped
from sdm_app.i18n import format_date
from sdm_app.i18n import gettext as _
from sdm_app.ui.flow import N_
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.buttons import outline
from sdm_app.ui.widgets.card import Card
from sdm_app.ui.widgets.flow import clear
from sdm_app.ui.widgets.keep_focus import focus_again, focused_name

ANSWERS = (
    (Helped.YES, N_("Yes")),
    (Helped.A_LITTLE, N_("A little")),
    (Helped.NO, N_("No")),
)


class EarlierPlanCard(Card):
    """`tried_marked` carries the option and how it helped; empty takes the answer back."""

    tried_marked = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName("earlier-plan")
        self._plan: EarlierPlan | None = None
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self.body.addLayout(self._rows)

    def show_plan(self, plan: EarlierPlan) -> None:
        """Show the plan with what was said of it at this visit."""
        if plan == self._plan:
            return
        self._plan = plan
        focused = focused_name(self)
        clear(self._rows)
        self.set_title(_("The plan of {date}").format(date=format_date(plan.made_on)))
        self.heading.setProperty("numberKind", "date")
        if plan.goal:
            # The patient's own words, which may hold any number.
            self._say(_("Goal: {goal}").format(goal=plan.goal), "reference")
        for choice in plan.choices:
            self._rows.addWidget(self._row(choice))
        if not plan.choices:
            self._say(_("Nothing was chosen then."))
        if plan.tried:
            named = ", ".join(_tried(name, helped) for name, helped in plan.tried)
            self._say(_("Tried before that: {named}").format(named=named))
        focus_again(self, focused)

    def _say(self, text: str, kind: str = "") -> None:
        label = PlainLabel(text, "body", self)
        if kind:
            label.setProperty("numberKind", kind)
        self._rows.addWidget(label)

    def _row(self, choice: EarlierChoice) -> QWidget:
        row = QWidget(self)
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(PlainLabel(choice.name, "heading", row))
        action = PlainLabel(choice.action, "muted", row)
        action.setProperty("numberKind", "instruction")
        column.addWidget(action)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(PlainLabel(_("Did it help?"), "body", row))
        for helped, words in ANSWERS:
            button = outline(_(words))
            button.setObjectName(f"helped-{choice.option}-{helped}")
            button.setAccessibleDescription(choice.name)
            button.setCheckable(True)
            button.setChecked(choice.helped is helped)
            button.setProperty("option", choice.option)
            button.setProperty("helped", str(helped))
            button.clicked.connect(self._on_clicked)
            line.addWidget(button)
        line.addStretch(1)
        column.addLayout(line)
        return row

    def _on_clicked(self) -> None:
        button = self.sender()
        assert isinstance(button, QPushButton)
        option, helped = button.property("option"), button.property("helped")
        said = {one.option: one.helped for one in self._plan.choices} if self._plan else {}
        is_said = said.get(option) == helped
        button.setChecked(is_said)
        self.tried_marked.emit(option, "" if is_said else helped)


def _tried(name: str, helped: Helped) -> str:
    return {
        Helped.YES: _("{name} (helped)"),
        Helped.A_LITTLE: _("{name} (helped a little)"),
        Helped.NO: _("{name} (did not help)"),
        Helped.UNKNOWN: "{name}",
    }[helped].format(name=name)
