"""What waits for the one at the screen: referrals to sign, and high risk that nobody acted on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from sdm_app.i18n import gettext as _
from sdm_app.ui.text import PlainLabel, breakable
from sdm_app.ui.widgets.buttons import outline
from sdm_app.ui.widgets.card import Card

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST = 12
"""Entries that are shown; the rest is counted."""


@dataclass(frozen=True)
class Waiting:
    """One thing that waits, in words; `note` is empty for those who see no clinical notes.

    `day` is that of an earlier visit in words, empty for today's.
    """

    encounter: str
    who: str
    what: str
    is_pended: bool
    note: str = ""
    day: str = ""


class NeedsYou(Card):
    """`review_requested` carries an encounter's id."""

    review_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__(_("Needs you"))
        self.setObjectName("needs-you")
        self.setProperty("numberKind", "reference")
        self._shown: tuple[Waiting, ...] | None = None
        self._nothing = PlainLabel(_("Nothing is waiting for you."), "body")
        self._entries = QVBoxLayout()
        self._entries.setSpacing(6)
        self.body.addWidget(self._nothing)
        self.body.addLayout(self._entries)

    def show_waiting(self, waiting: Sequence[Waiting]) -> None:
        """Show what waits; the same again costs nothing."""
        shown = tuple(waiting)
        if shown == self._shown:
            return
        self._shown = shown
        while (entry := self._entries.takeAt(0)) is not None:
            widget = entry.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._nothing.setVisible(not shown)
        for one in shown[:_MOST]:
            self._add(one)
        if len(shown) > _MOST:
            more = _("And {count} more.").format(count=len(shown) - _MOST)
            self._entries.addWidget(PlainLabel(more, "muted"))

    def _add(self, one: Waiting) -> None:
        who = PlainLabel(f"{one.who} · {one.day}" if one.day else one.who, "heading")
        who.setObjectName(f"waiting-{one.encounter}")
        self._entries.addWidget(who)
        if one.is_pended:
            words = _("{referral} is pended, to be signed.").format(referral=one.what)
        elif one.what:
            words = _("Screened high risk. Suggested: {referral}").format(referral=one.what)
        else:
            words = _("Screened high risk.")
        self._entries.addWidget(PlainLabel(words, "body"))
        if one.note:
            self._entries.addWidget(
                PlainLabel(_("Note: {note}").format(note=breakable(one.note)), "muted")
            )
        self._entries.addWidget(self._review(one))

    def _review(self, one: Waiting) -> QPushButton:
        review = outline(_("Review"))
        review.setObjectName(f"review-{one.encounter}")
        review.setAccessibleName(_("Review {reference}").format(reference=one.who))
        review.setProperty("encounter", one.encounter)
        review.clicked.connect(self._on_review_clicked)
        return review

    def _on_review_clicked(self) -> None:
        self.review_requested.emit(self.sender().property("encounter"))
