"""The band of notices, true to the content in view, and what content past its use must not do."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sdm_app.ui.content_words import (
    content_notes,
    note_of_other_content,
    version_words,
    why_past_use,
)

if TYPE_CHECKING:
    from sdm_app.domain.content import ContentPack
    from sdm_app.domain.visit import Visit
    from sdm_app.ui.desk import Desk
    from sdm_app.ui.frame.footer import Footer
    from sdm_app.ui.frame.notice import Notice
    from sdm_app.ui.looks import Looks


class ContentWatch:
    """The content's age is looked at anew each time: a window may stay open for days."""

    def __init__(self, notice: Notice, footer: Footer, looks: Looks, desk: Desk) -> None:
        self._notice, self._footer, self._looks, self._desk = notice, footer, looks, desk

    def tell_list(self, pack: ContentPack) -> None:
        """Say what must be known of the content that the next visit begins with."""
        self._notice.show_content_notes(self._notes(pack))
        self._footer.show_note(version_words(pack))

    def tell_visit(self, visit: Visit, in_use: ContentPack, note: str) -> None:
        """Say what must be known of the content of an open visit; `note` is the page's own."""
        other = note_of_other_content(visit.pack, visit.encounter.content_version, in_use)
        self._notice.show_content_notes((*self._notes(visit.pack), *((other,) if other else ())))
        self._footer.show_note(note or version_words(visit.pack))

    def why_not(self, pack: ContentPack) -> str:
        """Why no visit begins and nothing is printed with this content; empty when both may be."""
        freshness = self._desk.freshness(pack, date.today())
        return why_past_use(pack.info, freshness, self._because)

    def why_not_printed(self, visit: Visit) -> str:
        """The same for the plan of a visit, which keeps the content it began with."""
        return self.why_not(visit.pack)

    @property
    def _because(self) -> str:
        return self._looks.settings.expired_content_because

    def _notes(self, pack: ContentPack) -> tuple[str, ...]:
        return content_notes(pack, self._desk.freshness(pack, date.today()), self._because)
