"""What a referral letter says of a visit: facts in the words of clinicians, a sentence each."""

from sdm_app.domain.plan import build_plan
from sdm_app.domain.safety import assess
from sdm_app.domain.screening import START_BACK, screen
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import FindingAnswer, RiskGroup, Stage, Urgency
from sdm_app.domain.withdrawal import reason_of
from sdm_app.i18n import format_date
from sdm_app.i18n import gettext as _


def stage_sentence(visit: Visit) -> str:
    """The stage, and how many weeks the episode has lasted where that was said."""
    stage = {
        Stage.ACUTE: _("Acute low back pain: less than a month."),
        Stage.SUBACUTE: _("Subacute low back pain: one to three months."),
        Stage.RECURRENT: _("Recurrent low back pain: it comes and goes."),
        Stage.CHRONIC: _("Chronic low back pain."),
        None: _("Low back pain; how long it has lasted was not said."),
    }[screen(visit).stage]
    weeks = visit.encounter.episode_weeks
    if weeks is None:
        return stage
    return f"{stage} {_('This episode: {weeks} weeks.').format(weeks=weeks)}"


def risk_sentence(visit: Visit) -> str:
    """The STarT Back total, subscale and group; nothing is filled in for items left out."""
    result = screen(visit)
    form = visit.pack.questionnaire_by_id[START_BACK]
    withdrawn = reason_of(visit.pack, START_BACK)
    if withdrawn is not None:
        return _("STarT Back is out of use: {reason}").format(reason=withdrawn.text)
    if not result.due:
        return _("STarT Back: not asked at this stage.")
    most = len(form.items)
    if not result.complete:
        left_out = _("STarT Back: {count} of {most} items have no answer").format(
            count=len(result.missing), most=most
        )
        return f"{left_out}; {_group(result.risk_group)}."
    score = _("STarT Back: total {total} of {most}, psychosocial subscale {part} of {part_most}")
    told = score.format(
        total=result.total_score,
        most=most,
        part=result.subscale_score,
        part_most=sum(item.subscale for item in form.items),
    )
    return f"{told}; {_group(result.risk_group)}."


def rights_of(visit: Visit) -> str:
    """The rights line of STarT Back, where any of it was answered."""
    form = visit.pack.questionnaire_by_id[START_BACK]
    is_shown = any(item.id in visit.encounter.answers for item in form.items)
    return form.rights if is_shown else ""


def findings_sentences(visit: Visit) -> tuple[str, ...]:
    """The urgency, what is present, what is not sure, and how much was not asked."""
    safety, findings = assess(visit), visit.encounter.findings
    asked = visit.pack.red_flags.all_findings
    lines = [_urgency(safety.urgency)]
    if safety.overridden:
        lines.append(_("A clinician set the urgency otherwise than the findings alone say."))
    for words, answer in (
        (_("Present: {findings}."), FindingAnswer.YES),
        (_("Not sure: {findings}."), FindingAnswer.NOT_SURE),
    ):
        named = [finding.asks for finding in asked if findings.get(finding.id) is answer]
        if named:
            lines.append(words.format(findings="; ".join(named)))
    absent = sum(answer is FindingAnswer.NO for answer in findings.values())
    counts = _("Asked and absent: {absent}. Not asked: {unasked}.")
    lines.append(counts.format(absent=absent, unasked=len(safety.unanswered)))
    return tuple(lines)


def agreed_sentences(visit: Visit) -> tuple[str, ...]:
    """What was chosen, the goal in the patient's words, and when they are seen again."""
    plan = build_plan(visit)
    lines = []
    if plan.items:
        names = "; ".join(item.name for item in plan.items)
        lines.append(_("Chosen together: {names}.").format(names=names))
    if plan.goal.strip():
        lines.append(_("Goal in the patient’s own words: “{goal}”").format(goal=plan.goal.strip()))
    if plan.follow_up is not None:
        lines.append(_("Follow-up here: {date}.").format(date=format_date(plan.follow_up)))
    return tuple(lines) or (_("Nothing else was agreed yet."),)


def _group(group: RiskGroup | None) -> str:
    return {
        RiskGroup.LOW: _("low risk"),
        RiskGroup.MEDIUM: _("medium risk"),
        RiskGroup.HIGH: _("high risk"),
        None: _("the risk group cannot be told"),
    }[group]


def _urgency(urgency: Urgency) -> str:
    return {
        Urgency.EMERGENCY: _("Urgency: emergency."),
        Urgency.SAME_DAY: _("Urgency: the same day."),
        Urgency.SOON: _("Urgency: soon."),
        Urgency.NONE: _("No urgent finding."),
    }[urgency]
