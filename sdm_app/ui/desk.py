"""What is loaded right after the first frame: the content, the records, the controller."""

from dataclasses import dataclass, replace
from datetime import date

from sdm_app import packs, user_folders
from sdm_app.domain.content import ContentPack
from sdm_app.domain.freshness import Freshness, freshness_of
from sdm_app.domain.screening import START_BACK
from sdm_app.domain.withdrawal import reason_of
from sdm_app.packs import Content, ContentError, Shelf
from sdm_app.records import Records, Summary
from sdm_app.ui.visit_controller import VisitController


class DeskError(Exception):
    """The program cannot work; the message is one sentence for a person."""


@dataclass(frozen=True)
class Desk:
    """An open set of content and records, and the controller over them.

    `seen_on` is the latest day the content was in use: a clock set back makes it no younger.
    `is_new_content` says that other content was in use here the last time.
    """

    pack: ContentPack
    records: Records
    controller: VisitController
    seen_on: date = date.min
    is_new_content: bool = False

    def counting(self, guideline_set: str) -> "Desk":
        """The desk with a clinic's guideline set; an unknown or empty one leaves the content's."""
        known = {one.id for one in self.pack.info.guideline_sets}
        named = self.pack.renamed.get(guideline_set, guideline_set)
        if named not in known:
            return self
        pack = self.pack.with_guideline_set(named)
        self.controller.use_pack(pack)
        return replace(self, pack=pack)

    def freshness(self, pack: ContentPack, today: date) -> Freshness:
        """How old a pack is by the clock, or by the latest day seen where the clock is behind."""
        return freshness_of(pack.info, max(today, self.seen_on))

    def list_on(self, day: date) -> tuple[Summary, ...]:
        """The visits started on a day; without a risk group whose questionnaire was withdrawn."""
        listed = self.records.list_on(day)
        if reason_of(self.pack, START_BACK) is None:
            return listed
        return tuple(replace(summary, risk_group=None) for summary in listed)

    def referral_names(self) -> dict[str, str]:
        """What every referral target is called."""
        names = {option.id: option.name for option in self.pack.options}
        return names | {target.id: target.name for target in self.pack.referral_targets}


def open_desk(records: Records, today: date, content: Content | None = None) -> Desk:
    """The desk over open records, with this installation's content or some loaded already.

    Raises:
        DeskError: the content cannot be used.
    """
    shelf = Shelf(user_folders.content())
    try:
        loaded = packs.content_in_use(shelf) if content is None else content
        before = shelf.last_of(loaded.pack.info.id)
        shelf.note(loaded.accepted(today), today)
        seen_on = shelf.in_use().seen_on
    except ContentError as fault:
        raise DeskError(str(fault)) from fault
    records.content = loaded.sha256
    controller = VisitController(records, loaded, shelf, today)
    is_new = before is not None and before.sha256 != loaded.sha256
    return Desk(loaded.pack, records, controller, seen_on, is_new)
