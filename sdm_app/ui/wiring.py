"""Connects a page's signals to the controller's slots of the same names."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

INTENTS = (
    "answered",
    "item_skipped",
    "answered_by_changed",
    "weeks_given",
    "findings_answered",
    "urgency_overridden",
    "priorities_picked",
    "tried_marked",
    "barriers_marked",
    "goal_written",
    "compared",
    "request_opened",
    "concern_picked",
    "gate_checked",
    "request_settled",
    "options_chosen",
    "action_written",
    "follow_up_set",
    "sure_answered",
    "teach_back_done",
    "referral_pended",
    "referral_signed",
    "referral_printed",
    "referral_changed",
    "referral_cancelled",
    "step_opened",
    "visit_finished",
)
"""Everything a page may tell of; a page has the signals it needs."""


def connect_intents(page: QWidget, controller: QObject) -> None:
    """Connect whichever of the intents the page has."""
    for name in INTENTS:
        signal = getattr(page, name, None)
        if signal is not None:
            signal.connect(getattr(controller, name))
