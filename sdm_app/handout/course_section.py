"""The part of the printed plan that shows how the patient is doing since an earlier visit."""

from sdm_app.domain.outcomes import Course, courses
from sdm_app.domain.visit import Visit
from sdm_app.handout.course_figure import CourseFigure
from sdm_app.handout.printable import NO_BREAK_SPACE
from sdm_app.handout.shaped_text import Span
from sdm_app.handout.wording import Wording
from sdm_app.handout.writer import Writer


def write_courses(visit: Visit, write: Writer, say: Wording) -> tuple[str, ...]:
    """Write a picture of every instrument with two scores or more; the ids of those drawn."""
    words = visit.pack.handout
    drawn = [course for course in courses(visit) if len(course.points) > 1]
    if not drawn or not words.course_title:
        return ()
    write.heading(words.course_title)
    for course in drawn:
        _write_course(visit, course, write, say)
    return tuple(course.questionnaire for course in drawn)


def _write_course(visit: Visit, course: Course, write: Writer, say: Wording) -> None:
    form = visit.pack.questionnaire_by_id[course.questionnaire]
    dates = [say.date(point.on) for point in course.points]
    scores = [f"{point.score:.1f}" for point in course.points]
    name = say.scale(form.title, course.rule.lowest, course.rule.highest)
    write.paragraph((Span(f"{name} ", bold=True), Span(course.rule.direction)))
    told = "; ".join(f"{date}: {score}" for date, score in zip(dates, scores, strict=True))
    alt = f"{name} {course.rule.direction} {told}.".replace(NO_BREAK_SPACE, " ")
    element = write.root.add("Figure", alt=alt)
    write.add(CourseFigure(course, dates, write.looks.small, write.script, element))
    write.paragraph(_changed(visit, course.since_last, dates[-2], say))
    if course.since_first is not None:
        write.paragraph(_changed(visit, course.since_first, dates[0], say))
    if course.rule.change_says is not None and course.rule.a_little_better is not None:
        write.paragraph(say.text(course.rule.change_says), write.looks.small)


def _changed(visit: Visit, change: float | None, since: str, say: Wording) -> tuple[Span, ...]:
    words = visit.pack.handout
    values = {"date": since, "amount": f"{abs(change or 0):.1f}"}
    if not change:
        return say.filled(words.course_same, values)
    return say.filled(words.course_lower if change < 0 else words.course_higher, values)
