"""What the steps of the conversation guide are called."""

from sdm_app.i18n import gettext as _


def step_words(step: str) -> str:
    """The heading of a step by its id."""
    return {
        "ask": _("Ask"),
        "check": _("Check"),
        "say": _("Say"),
        "plan": _("Offer"),
        "fact": _("One fact"),
        "again": _("When we look again"),
        "agree": _("Agree"),
    }[step]
