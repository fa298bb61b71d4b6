"""What is loaded right after the first frame: the content, the records, the controller."""

from dataclasses import dataclass, replace
from datetime import date

from sdm_app import packs
from sdm_app.domain.content import ContentPack
from sdm_app.packs import ContentError
from sdm_app.records import Records, Summary
from sdm_app.ui.visit_controller import VisitController


class DeskError(Exception):
    """The program cannot work; the message is one sentence for a person."""


@dataclass(frozen=True)
class Desk:
    """An open set of content and records, and the controller over them."""

    pack: ContentPack
    records: Records
    controller: VisitController

    def counting(self, guideline_set: str) -> "Desk":
        """The desk with a clinic's guideline set; an unknown or empty one leaves the content's."""
        known = {one.id for one in self.pack.info.guideline_sets}
        if guideline_set not in known:
            return self
        pack = self.pack.with_guideline_set(guideline_set)
        self.controller.use_pack(pack)
        return replace(self, pack=pack)

    def list_on(self, day: date) -> tuple[Summary, ...]:
        """The visits started on a day."""
        return self.records.list_on(day)

    def referral_names(self) -> dict[str, str]:
        """What every referral target is called."""
        names = {option.id: option.name for option in self.pack.options}
        return names | {target.id: target.name for target in self.pack.referral_targets}


def open_desk(records: Records, today: date, pack: ContentPack | None = None) -> Desk:
    """The desk over open records, with this installation's content or a pack loaded already.

    Raises:
        DeskError: the content cannot be used.
    """
    try:
        loaded = packs.current() if pack is None else pack
    except ContentError as fault:
        raise DeskError(str(fault)) from fault
    return Desk(loaded, records, VisitController(records, loaded, today))
