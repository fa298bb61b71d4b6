"""Who is at the screen, and what they may do: the one place that is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from sdm_app.i18n import gettext as _

if TYPE_CHECKING:
    from sdm_app.domain.staff import StaffMember


class Signed(QObject):
    """Nobody needs leave until `guard` is called: a demonstration has no staff.

    `changed` comes when somebody else is at the screen, or an emergency began or ended; `refused`
    carries a sentence for somebody who may not do what they asked for.
    """

    changed = Signal()
    refused = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.is_guarded = False
        self.person: StaffMember | None = None
        self.is_emergency = False

    @property
    def id(self) -> str:
        """The id of who is signed in, for the records; empty for nobody."""
        return "" if self.person is None else self.person.id

    def guard(self) -> None:
        """From now on only those who signed in may do what their roles allow."""
        self.is_guarded = True

    def see(self, person: StaffMember | None, *, emergency: bool = False) -> None:
        """Somebody is at the screen now; None for one who did not sign in."""
        if (person, emergency) != (self.person, self.is_emergency):
            self.person, self.is_emergency = person, emergency
            self.changed.emit()

    def may(self, action: str) -> bool:
        """Whether the one at the screen may do this: the id of an `Action`."""
        if not self.is_guarded:
            return True
        # Imported here: the window's first frame must not pay for the domain.
        from sdm_app.domain.permissions import (  # noqa: PLC0415
            IN_AN_EMERGENCY,
            Action,
            is_allowed,
        )

        asked = Action(action)
        if self.is_emergency and asked in IN_AN_EMERGENCY:
            return True
        return self.person is not None and is_allowed(self.person, asked)

    def allows(self, action: str) -> bool:
        """Whether the one at the screen may do this; if not, they are told."""
        allowed = self.may(action)
        if not allowed:
            self.refuse()
        return allowed

    def refuse(self) -> None:
        """Tell the one at the screen that they may not."""
        self.refused.emit(_("Your role does not include this."))
