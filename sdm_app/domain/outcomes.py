"""Scores that are followed from visit to visit, and how far they have moved."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from sdm_app.domain.base import Frozen
from sdm_app.domain.encounter import Encounter
from sdm_app.domain.questionnaires import Questionnaire, ScoreRule
from sdm_app.domain.sources import Quantity
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import Licence

PEG = "peg"


class Point(Frozen):
    """A score and the day it was given."""

    on: date
    score: float


class Against(StrEnum):
    """How a fall in a score stands against what people found a little better in a study."""

    LESS = "less"
    WITHIN = "within"
    MORE = "more"


class Course(Frozen):
    """The scores of one instrument, oldest first; at least one.

    `is_new` says that the last of them was given at the visit itself.
    """

    questionnaire: str
    rule: ScoreRule
    points: tuple[Point, ...]
    is_new: bool

    @property
    def since_last(self) -> float | None:
        """What the newest score is above the one before; None while there is only one."""
        return _difference(self.points[-2:])

    @property
    def since_first(self) -> float | None:
        """What the newest score is above the first; None unless there are more than two."""
        return _difference((self.points[0], self.points[-1])) if len(self.points) > 2 else None


def score_of(questionnaire: Questionnaire, answers: Mapping[str, str]) -> float | None:
    """The mean of all items, to one decimal place; None with an item unanswered or no rule.

    Nothing is ever imputed.
    """
    if questionnaire.score_rule is None:
        return None
    numbers = [item.number_of(answers.get(item.id, "")) for item in questionnaire.items]
    known = [number for number in numbers if number is not None]
    return round(sum(known) / len(known), 1) if len(known) == len(numbers) else None


def followed(visit: Visit, *, licensed: bool) -> tuple[Questionnaire, ...]:
    """The instruments to follow with; those that need the clinic's own licence only with one."""
    return tuple(
        questionnaire
        for questionnaire in visit.pack.questionnaires
        if questionnaire.score_rule is not None
        and (licensed or questionnaire.licence is not Licence.CLINIC_LICENCE)
    )


def courses(visit: Visit) -> tuple[Course, ...]:
    """The scores of every instrument that was answered, at this visit or one it follows."""
    found = []
    for questionnaire in followed(visit, licensed=True):
        past = [_point(questionnaire, encounter) for encounter in visit.past]
        new = _point(questionnaire, visit.encounter)
        points = tuple(point for point in (*past, new) if point is not None)
        if points and questionnaire.score_rule is not None:
            course = Course(
                questionnaire=questionnaire.id,
                rule=questionnaire.score_rule,
                points=points,
                is_new=new is not None,
            )
            found.append(course)
    return tuple(found)


def against_a_little_better(visit: Visit, course: Course) -> Against | None:
    """How the change since the first score stands against a study's "a little better".

    None where no such figure is known for single people, where there is one score alone, and where
    the score did not get better: the study says nothing of getting worse.
    """
    figure = visit.pack.estimate_by_id.get(course.rule.a_little_better or "")
    if not isinstance(figure, Quantity) or len(course.points) < 2:
        return None
    rise = course.points[-1].score - course.points[0].score
    better = round(-rise if course.rule.higher_is_worse else rise, 1)
    if better <= 0:
        return None
    most = figure.amount if figure.high_amount is None else figure.high_amount
    if better < figure.amount:
        return Against.LESS
    return Against.WITHIN if better <= most else Against.MORE


def _point(questionnaire: Questionnaire, encounter: Encounter) -> Point | None:
    score = score_of(questionnaire, encounter.answers)
    return None if score is None else Point(on=encounter.started_on, score=score)


def _difference(points: tuple[Point, ...]) -> float | None:
    if len(points) < 2:
        return None
    return round(points[-1].score - points[0].score, 1)
