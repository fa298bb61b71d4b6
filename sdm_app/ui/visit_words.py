"""The words of the top bar's chips for a visit."""

from sdm_app.domain.referrals import alert_of
from sdm_app.domain.safety import assess
from sdm_app.domain.screening import screen
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import ReferralStatus, RiskGroup, Stage, Urgency
from sdm_app.i18n import gettext as _
from sdm_app.ui.flow import N_
from sdm_app.ui.frame.top_bar import VisitWords
from sdm_app.ui.pages.today_row import patient_words

_STAGE = {
    Stage.ACUTE: N_("New episode"),
    Stage.SUBACUTE: N_("New episode"),
    Stage.RECURRENT: N_("Comes and goes"),
    Stage.CHRONIC: N_("Lasting pain"),
}
_RISK = {
    RiskGroup.LOW: (N_("Low risk"), "soft"),
    RiskGroup.MEDIUM: (N_("Medium risk"), "caution"),
    RiskGroup.HIGH: (N_("High risk"), "caution"),
}
_URGENCY = {
    Urgency.EMERGENCY: N_("Emergency"),
    Urgency.SAME_DAY: N_("Same day"),
    Urgency.SOON: N_("Soon"),
}


def words_of(visit: Visit) -> VisitWords:
    """What the chips say; the urgency as the clinician's word leaves it."""
    encounter = visit.encounter
    screening = screen(visit)
    risk, tone = ("", "plain")
    if screening.risk_group is not None:
        words, tone = _RISK[screening.risk_group]
        risk = _alert_words(visit) or _(words)
    urgency = _URGENCY.get(assess(visit).urgency, "")
    return VisitWords(
        patient=patient_words(encounter.reference, encounter.birth_year, visit.today.year),
        stage=_stage_words(screening.stage, encounter.episode_weeks),
        risk=risk,
        risk_tone=tone,
        urgency=_(urgency) if urgency else "",
    )


def _alert_words(visit: Visit) -> str:
    """What the chip says while a high risk waits for a decision; empty when none does."""
    alert = alert_of(visit)
    if alert is None:
        return ""
    if alert.referral is not None and alert.referral.status is ReferralStatus.PENDED:
        return _("High risk · referral to sign")
    return _("High risk · referral suggested")


def _stage_words(stage: Stage | None, weeks: int | None) -> str:
    if stage is None:
        return ""
    words = _(_STAGE[stage])
    if weeks is None or stage is Stage.CHRONIC:
        return words
    unit = _("1 week") if weeks == 1 else _("{weeks} weeks").format(weeks=weeks)
    return f"{words} · {unit}"
