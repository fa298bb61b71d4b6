"""What is said of the content itself: its version, its age, who signed it, what it is for."""

from hashlib import sha256

from sdm_app.domain.content import ContentPack, PackInfo
from sdm_app.domain.freshness import Freshness
from sdm_app.i18n import format_date
from sdm_app.i18n import gettext as _


def version_words(pack: ContentPack) -> str:
    """The footer's note on the content."""
    return _("Content pack {version} · next review {day}").format(
        version=pack.info.version, day=format_date(pack.info.next_review)
    )


def content_notes(pack: ContentPack, freshness: Freshness, allowed_because: str) -> tuple[str, ...]:
    """What every screen must say of the content; past its use also why the clinic uses it."""
    info = pack.info
    notes = []
    if not info.reviewed_by_clinician:
        notes.append(_("Content not yet reviewed by a clinician"))
    if info.signed_by_clinic:
        notes.append(
            _("Content signed by this clinic, key {key}").format(key=info.signed_by_clinic)
        )
    if freshness is Freshness.EXPIRED:
        notes.append(_("This content expired on {day}").format(day=format_date(info.expires_on)))
        if allowed_because:
            notes.append(_("Used because: {reason}").format(reason=allowed_because))
        else:
            notes.append(_("No visit begins and no plan is printed"))
    elif freshness is Freshness.REVIEW_DUE:
        past = _("This content was due for review on {day}")
        notes.append(past.format(day=format_date(info.next_review)))
    return tuple(notes)


def note_of_other_content(pack: ContentPack, began_with: str, in_use: ContentPack) -> str:
    """What is said of a visit that began with another content version; else nothing."""
    if pack.info.version != began_with:
        return _("This visit began with content {then}, which is not on this computer").format(
            then=began_with
        )
    if pack.info.version != in_use.info.version:
        return _("This visit keeps the content it began with; in use now: {now}").format(
            now=in_use.info.version
        )
    return ""


def why_past_use(info: PackInfo, freshness: Freshness, allowed_because: str) -> str:
    """Why no visit begins and nothing is printed with this content; empty when both may be."""
    if freshness is not Freshness.EXPIRED or allowed_because:
        return ""
    return _(
        "This content expired on {day}. Visits can be read; none begins and no plan is printed "
        "until newer content is installed."
    ).format(day=format_date(info.expires_on))


def statement_mark(info: PackInfo) -> str:
    """Tells one intended use from another, so that a changed one is shown again."""
    return sha256(f"{info.intended_use}\n{info.not_for}\n{info.claims}".encode()).hexdigest()[:16]
