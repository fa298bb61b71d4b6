"""What the directory of a demonstration holds: nothing that could be taken for a real place."""

from sdm_app.domain.services import Directory, Service
from sdm_app.i18n import gettext as _


def example_directory() -> Directory:
    """Three services that say of themselves that they are examples."""
    return Directory(
        services=(
            Service(
                id="example-physical-therapy",
                target="physical-therapy",
                name=_("Example Physical Therapy"),
                phone="555-0100",
                distance=_("2 mi"),
                wait=_("about 1 week"),
                wait_days=7,
                cover=_("most plans"),
                self_referral=True,
                languages=(_("English"), _("Spanish")),
            ),
            Service(
                id="example-pain-and-movement",
                target="psychologically-informed-pt",
                name=_("Example Pain and Movement Clinic"),
                phone="555-0101",
                distance=_("5 mi"),
                wait=_("about 3 weeks"),
                wait_days=21,
                self_referral=False,
                telehealth=True,
            ),
            Service(
                id="example-walking-group",
                target="walking-program",
                name=_("Example Walking Group"),
                phone="555-0102",
                distance=_("10 min walk"),
                wait=_("none"),
                wait_days=0,
                self_referral=True,
                group_visits=True,
                cost_note=_("free"),
            ),
        )
    )
