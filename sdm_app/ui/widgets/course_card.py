"""How the scores of an instrument moved: the picture, the change in words, what it may mean."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sdm_app.domain.outcomes import Against, Course, against_a_little_better
from sdm_app.domain.visit import Visit
from sdm_app.i18n import gettext as _
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.card import Card
from sdm_app.ui.widgets.course_picture import CoursePicture, in_words
from sdm_app.ui.widgets.line_label import LineLabel


class CourseCard(Card):
    """A change is held against a study only where the study measured single people."""

    source_requested = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName(f"course-{name}")
        self.direction = PlainLabel("", "muted", self)
        self.picture = CoursePicture(self)
        self.change = PlainLabel("", "body", self)
        self.change.setObjectName(f"change-{name}")
        self.change.setProperty("numberKind", "score")
        self.meaning = LineLabel("small", self)
        self.meaning.source_requested.connect(self.source_requested)
        self.against = PlainLabel("", "small", self)
        self.against.setObjectName(f"against-{name}")
        for widget in (self.direction, self.picture, self.change, self.meaning, self.against):
            self.body.addWidget(widget)

    def show_course(self, visit: Visit, course: Course) -> None:
        """Show a course with at least two scores; with fewer nothing is drawn."""
        self.setVisible(len(course.points) > 1)
        if len(course.points) < 2:
            return
        form = visit.pack.questionnaire_by_id[course.questionnaire]
        self.set_title(_("{name} over time").format(name=form.short))
        self.direction.set_text(course.rule.direction)
        self.picture.show_course(course, form.short)
        self.setAccessibleDescription(in_words(course, form.short))
        self.change.set_text(change_words(course))
        says = course.rule.change_says
        self.meaning.setVisible(says is not None)
        if says is not None:
            self.meaning.show_line(says, visit.pack, {})
        against = against_a_little_better(visit, course)
        self.against.setVisible(against is not None)
        if against is not None:
            self.against.set_text(_against_words(against))


def change_words(course: Course) -> str:
    """What the score did since last time and, with more than two scores, since the first."""
    parts = []
    if course.since_last is not None:
        last = _("Since last time:") if course.is_new else _("Between the last two scores:")
        parts.append(f"{last} {_points(course.since_last)}")
    if course.since_first is not None:
        parts.append(f"{_('Since the first time:')} {_points(course.since_first)}")
    return " ".join(parts)


def _points(change: float) -> str:
    if change == 0:
        return _("no change.")
    amount = f"{abs(change):.1f}"
    if change < 0:
        return _("{amount} points lower.").format(amount=amount)
    return _("{amount} points higher.").format(amount=amount)


def _against_words(against: Against) -> str:
    return {
        Against.LESS: _("The change since the first score is smaller than that."),
        Against.WITHIN: _("The change since the first score is about as large as that."),
        Against.MORE: _("The change since the first score is larger than that."),
    }[against]
