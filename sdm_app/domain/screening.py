"""Stage by the two NIH questions, and risk group by STarT Back, with nothing ever imputed."""

from collections.abc import Mapping

from sdm_app.domain.base import Frozen
from sdm_app.domain.questionnaires import CutOffs, Item, Questionnaire, StageRule
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import RiskGroup, Stage

NIH = "nih-chronic"
START_BACK = "start-back"


class Score(Frozen):
    """A STarT Back score: total 0 to 9, psychosocial subscale 0 to 5."""

    total: int
    subscale: int


class Incomplete(Frozen):
    """A questionnaire with unanswered items cannot be scored."""

    missing: tuple[str, ...]


class Screening(Frozen):
    """What the screening says.

    `risk_group` stands when every way of filling the gaps gives the same group; the scores only
    when all items are answered. `positive` are the items that scored. When STarT Back is not due
    everything but `stage` is empty.
    """

    stage: Stage | None
    due: bool
    total_score: int | None = None
    subscale_score: int | None = None
    risk_group: RiskGroup | None = None
    complete: bool = False
    missing: tuple[str, ...] = ()
    positive: tuple[str, ...] = ()


def stage_of(rule: StageRule, answers: Mapping[str, str]) -> Stage | None:
    """The stage by the NIH Task Force definition (Deyo 2014); None when it cannot be told.

    Chronic: at least 3 months, and at least half the days of the past 6 months.
    """
    duration = answers.get(rule.duration_item)
    frequency = answers.get(rule.frequency_item)
    if duration is None:
        return None
    if duration in rule.by_duration:
        return rule.by_duration[duration]
    if frequency is None:
        return None
    return Stage.CHRONIC if frequency in rule.chronic_frequencies else Stage.RECURRENT


def score(questionnaire: Questionnaire, answers: Mapping[str, str]) -> Score | Incomplete:
    """The total and subscale of a fully answered STarT Back; never imputed."""
    missing = tuple(item.id for item in questionnaire.items if item.id not in answers)
    if missing:
        return Incomplete(missing=missing)
    values = {item.id: item.value_of(answers[item.id]) for item in questionnaire.items}
    subscale = sum(values[item.id] for item in questionnaire.items if item.subscale)
    return Score(total=sum(values.values()), subscale=subscale)


def risk_group_of(score: Score, cut_offs: CutOffs) -> RiskGroup:
    """Place a STarT Back score in its risk group (Hill 2008).

    The subscale (0 to 5) decides between medium and high only once the total (0 to 9) has left low.
    """
    if score.total <= cut_offs.low_total_at_most:
        return RiskGroup.LOW
    if score.subscale >= cut_offs.high_subscale_at_least:
        return RiskGroup.HIGH
    return RiskGroup.MEDIUM


def risk_group_despite_gaps(
    questionnaire: Questionnaire, cut_offs: CutOffs, answers: Mapping[str, str]
) -> RiskGroup | None:
    """The group that every possible fill of the gaps gives; None when they differ."""
    known = [item for item in questionnaire.items if item.id in answers]
    total = sum(item.value_of(answers[item.id]) for item in known)
    subscale = sum(item.value_of(answers[item.id]) for item in known if item.subscale)
    gaps = [item for item in questionnaire.items if item.id not in answers]
    subscale_gaps = sum(item.subscale for item in gaps)
    groups = {
        risk_group_of(Score(total=total + more + other, subscale=subscale + more), cut_offs)
        for more in range(subscale_gaps + 1)
        for other in range(len(gaps) - subscale_gaps + 1)
    }
    return groups.pop() if len(groups) == 1 else None


def stage(visit: Visit) -> Stage | None:
    """The visit's stage; None when it cannot be told yet."""
    rule = visit.pack.questionnaire_by_id[NIH].stage_rule
    return None if rule is None else stage_of(rule, visit.encounter.answers)


def screen(visit: Visit) -> Screening:
    """Stage, score and group of a visit."""
    questionnaire = visit.pack.questionnaire_by_id[START_BACK]
    answers = visit.encounter.answers
    stage_now = stage(visit)
    cut_offs = questionnaire.cut_offs
    if cut_offs is None or stage_now in questionnaire.not_due_at:
        return Screening(stage=stage_now, due=False)
    scored = score(questionnaire, answers)
    whole = scored if isinstance(scored, Score) else None
    return Screening(
        stage=stage_now,
        due=True,
        total_score=whole.total if whole else None,
        subscale_score=whole.subscale if whole else None,
        risk_group=risk_group_despite_gaps(questionnaire, cut_offs, answers),
        complete=whole is not None,
        missing=scored.missing if isinstance(scored, Incomplete) else (),
        positive=tuple(
            item.id
            for item in questionnaire.items
            if item.id in answers and item.value_of(answers[item.id])
        ),
    )


def items_to_ask(visit: Visit) -> tuple[Item, ...]:
    """The items of this visit in order: the NIH questions, then STarT Back where it is due.

    A questionnaire that was withdrawn is not asked.
    """
    questionnaires = visit.pack.questionnaire_by_id
    nih = questionnaires[NIH].items if questionnaires[NIH].stage_rule else ()
    return nih + questionnaires[START_BACK].items if screen(visit).due else nih


def is_past_weeks(visit: Visit, weeks: int) -> bool:
    """Whether the episode has lasted more than `weeks` weeks.

    When nobody gave the weeks: yes for chronic, no for every other stage (subacute and recurrent
    are asked, and treated as no until answered).
    """
    given = visit.encounter.episode_weeks
    return stage(visit) is Stage.CHRONIC if given is None else given > weeks
