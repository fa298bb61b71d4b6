"""What is said of a referral: where it stands, and why."""

from sdm_app.domain.content import ContentPack
from sdm_app.domain.referral_state import ReferralState
from sdm_app.domain.referrals import Referral
from sdm_app.domain.services import availability_of
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import ReferralStatus
from sdm_app.i18n import format_date
from sdm_app.i18n import gettext as _
from sdm_app.ui.text import breakable


def tag_words(status: ReferralStatus) -> tuple[str, str]:
    """What the tag says, and its tone."""
    match status:
        case ReferralStatus.SUGGESTED:
            return _("Suggested"), "caution"
        case ReferralStatus.PENDED:
            return _("Pended: to be signed"), "caution"
        case ReferralStatus.SIGNED:
            return _("✓ Signed"), "good"
        case ReferralStatus.CHANGED:
            return _("Changed"), "plain"
        case ReferralStatus.CANCELLED:
            return _("Cancelled"), "plain"


def story_of(referral: Referral, visit: Visit) -> tuple[str, ...]:
    """Why it is there, who near by takes it, the note, and what was decided; a line each."""
    lines = []
    if referral.reason:
        lines.append(_("Why: {reason}").format(reason=referral.reason))
    near_by = availability_of(visit.services, referral.to)
    if near_by is not None and referral.stands:
        service = near_by.first
        reached = " · ".join(one for one in (service.name, service.phone, service.wait) if one)
        lines.append(_("Near you: {service}").format(service=breakable(reached)))
    if referral.state is not None:
        lines += _done(referral.state, referral.status, visit.pack)
    return tuple(lines)


def _done(state: ReferralState, status: ReferralStatus, pack: ContentPack) -> list[str]:
    lines = []
    if state.note:
        lines.append(_("Note: {note}").format(note=breakable(state.note)))
    if status is ReferralStatus.SIGNED:
        lines.append(signed_words(state))
    if state.printed:
        lines.append(_("The letter was printed."))
    if status is ReferralStatus.CHANGED:
        words = _("Changed to {name}: {reason}")
        name = pack.referral_name(state.instead)
        lines.append(words.format(name=name, reason=breakable(state.reason)))
    if status is ReferralStatus.CANCELLED:
        lines.append(_("Cancelled: {reason}").format(reason=breakable(state.reason)))
    return lines


def signed_words(state: ReferralState) -> str:
    """Who signed and when, as far as it was kept."""
    day = format_date(state.signed_on) if state.signed_on else ""
    if state.by and day:
        return _("Signed by {name} on {date}").format(name=state.by, date=day)
    if state.by:
        return _("Signed by {name}").format(name=state.by)
    return _("Signed on {date}").format(date=day) if day else _("Signed")
