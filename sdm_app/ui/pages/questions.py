"""Questions and requests: what the patient sees, and beside it the conversation guide."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from sdm_app.domain.safety import assess
from sdm_app.domain.script_run import ScriptRun, run
from sdm_app.domain.sources import Frequency
from sdm_app.domain.visit import Visit
from sdm_app.i18n import format_date
from sdm_app.i18n import gettext as _
from sdm_app.ui.overriding import override
from sdm_app.ui.pages.act_first import ActFirst
from sdm_app.ui.pages.page import Page
from sdm_app.ui.pages.scrolled import scrolled
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.buttons import link
from sdm_app.ui.widgets.guide import Guide
from sdm_app.ui.widgets.request_list import RequestList
from sdm_app.ui.widgets.request_picture import RequestPicture

GUIDE_SHARE = 37
PICTURE_SHARE = 63
EVEN_SHARE = 50
LARGE_TEXT = 30
"""Line height in pixels from which the guide gets half of the width."""


class QuestionsPage(Page):
    """A list of requests, or the talk about one of them."""

    request_opened = Signal(str)
    concern_picked = Signal(str, str)
    gate_checked = Signal(str, str, bool)
    request_settled = Signal(object)
    step_opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[object, ...] = ()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._stack = QStackedWidget(self)
        outer.addWidget(self._stack)
        self.list = RequestList(self)
        self.list.request_opened.connect(self.request_opened)
        self.list.source_requested.connect(self.source_requested)
        self.act_first = ActFirst(self)
        self.act_first.setContentsMargins(32, 20, 32, 12)
        self.act_first.safety_requested.connect(self._on_safety_requested)
        self.act_first.source_requested.connect(self.source_requested)
        self._talk = self._build_talk()
        for view in (self.list, self._talk, self.act_first):
            self._stack.addWidget(view)

    def _build_talk(self) -> QWidget:
        talk = QWidget(self)
        row = QHBoxLayout(talk)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        left = QWidget(talk)
        column = QVBoxLayout(left)
        column.setContentsMargins(32, 12, 20, 8)
        column.setSpacing(8)
        crumbs = QHBoxLayout()
        back = link(_("Your questions"))
        back.setObjectName("back-to-questions")
        back.clicked.connect(self._on_back_clicked)
        self._crumb = PlainLabel("", "muted")
        self._crumb.setWordWrap(False)
        self._crumb.setProperty("numberKind", "instruction")
        self._toggle = link(_("Guide F2"))
        self._toggle.setObjectName("toggle-guide")
        self._toggle.setProperty("numberKind", "key")
        self._toggle.setAccessibleName(_("Show or hide the conversation guide"))
        self._toggle.clicked.connect(self._on_toggle_clicked)
        crumbs.addWidget(back)
        crumbs.addWidget(self._crumb)
        crumbs.addStretch(1)
        crumbs.addWidget(self._toggle)
        column.addLayout(crumbs)
        self.picture = RequestPicture(left)
        self.picture.source_requested.connect(self.source_requested)
        column.addWidget(self.picture, 1)
        self.guide = Guide(talk)
        self.guide.concern_picked.connect(self.concern_picked)
        self.guide.gate_checked.connect(self.gate_checked)
        self.guide.request_settled.connect(self.request_settled)
        self.guide.safety_requested.connect(self._on_safety_requested)
        self.guide.source_requested.connect(self.source_requested)
        row.addWidget(scrolled(left, "picture-scroll"), PICTURE_SHARE)
        row.addWidget(self.guide, GUIDE_SHARE)
        self._sides = row
        return talk

    @override
    def title(self) -> str:
        return _("Your questions")

    @override
    def next_label(self) -> str:
        return _("Next: Plan")

    @override
    def show_visit(self, visit: Visit) -> None:
        request = visit.encounter.request
        if assess(visit).blocks:
            self.act_first.show_visit(visit)
            self._stack.setCurrentWidget(self.act_first)
        elif request is None or request not in visit.pack.request_by_id:
            self.list.show_visit(visit)
            self._stack.setCurrentWidget(self.list)
        else:
            self._show_talk(visit, run(visit, request))

    def _show_talk(self, visit: Visit, walk: ScriptRun) -> None:
        self._stack.setCurrentWidget(self._talk)
        state = visit.encounter.request_state(walk.script.id)
        shown = (id(visit.pack), visit.encounter.id, walk, state)
        if shown == self._shown:
            return
        self._shown = shown
        large = self.fontMetrics().height() > LARGE_TEXT
        self._sides.setStretch(0, EVEN_SHARE if large else PICTURE_SHARE)
        self._sides.setStretch(1, EVEN_SHARE if large else GUIDE_SHARE)
        # Large text leaves no room for the question twice: it is the title of the picture, too.
        self._crumb.setVisible(not large)
        self._crumb.set_text(f"› {walk.script.question}")
        values = values_of(visit, walk)
        self.picture.show_run(visit, walk, values)
        self.guide.show_run(visit, walk, values)

    @override
    def handle_key(self, event: QKeyEvent) -> bool:
        if event.key() != Qt.Key.Key_F2 or self._stack.currentWidget() is not self._talk:
            return False
        self._on_toggle_clicked()
        return True

    def _on_toggle_clicked(self) -> None:
        self.guide.setVisible(self.guide.isHidden())

    def _on_back_clicked(self) -> None:
        self.request_opened.emit("")

    def _on_safety_requested(self) -> None:
        self.step_opened.emit("safety")


def values_of(visit: Visit, walk: ScriptRun) -> dict[str, str]:
    """What fills the placeholders of a script's lines."""
    settled = visit.encounter.request_state(walk.script.id).settled
    review = settled.review_on if settled and settled.review_on else walk.review_on
    values = {"date": format_date(review), "clinician": _("your clinician")}
    if walk.arrays_from_age is not None:
        values["decade"] = _("{age}s").format(age=walk.arrays_from_age)
    figures = (visit.pack.estimate_by_id[array.figure] for array in walk.arrays)
    first = next((figure for figure in figures if isinstance(figure, Frequency)), None)
    if first is not None:
        values["n"] = str(first.numerator)
    if settled and settled.stop_on:
        values["stop"] = format_date(settled.stop_on)
    return values
