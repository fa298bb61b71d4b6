"""What the pure functions of the domain read: the contract of the window, handout and `play`.

`Visit` bundles what they all read: the pack, the encounter, today's date and what the clinic lists.
"""

from datetime import date

from sdm_app.domain.base import Frozen
from sdm_app.domain.content import ContentPack
from sdm_app.domain.encounter import Encounter
from sdm_app.domain.services import Service


class Visit(Frozen):
    """One encounter seen with its content on one day; `services` are those of the directory.

    `past` are the encounters that it follows, oldest first; empty when it follows none, or when
    they may not be seen.
    """

    pack: ContentPack
    encounter: Encounter
    today: date
    services: tuple[Service, ...] = ()
    past: tuple[Encounter, ...] = ()

    @property
    def earlier(self) -> Encounter | None:
        """The encounter that this one follows."""
        return self.past[-1] if self.past else None

    @property
    def age(self) -> int | None:
        """Age in whole years by birth year alone (may be one too high); None when unknown."""
        year = self.encounter.birth_year
        return None if year is None else self.today.year - year
