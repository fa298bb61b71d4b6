"""The staff as its admin sees it: who is there, what they do, and who may no longer sign in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from sdm_app.i18n import gettext as _
from sdm_app.ui.pages.scrolled import scrolled
from sdm_app.ui.staff.person_form import PersonForm, role_words
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.buttons import outline, plain, primary
from sdm_app.ui.widgets.card import Card
from sdm_app.ui.widgets.flow import FlowLayout, clear

if TYPE_CHECKING:
    from collections.abc import Callable

    from sdm_app.domain.staff import StaffMember
    from sdm_app.records.staff_store import StaffStore
    from sdm_app.ui.asking import Asking

    Change = Callable[[StaffStore], str]


class StaffDialog(QDialog):
    """Each change is kept at once; what the store refuses is said and changes nothing.

    `asking` asks the `AskedStaff`, in whose own thread all is kept.
    """

    def __init__(self, asking: Asking, by: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._asking = asking
        self._by = by
        self._members: dict[str, StaffMember] = {}
        self.setObjectName("staff-dialog")
        self.setWindowTitle(_("Staff"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(28, 24, 28, 24)
        outer.setSpacing(12)
        outer.addWidget(PlainLabel(_("Staff"), "title"))
        inner = QWidget()
        self._cards = QVBoxLayout(inner)
        self._cards.setContentsMargins(0, 0, 8, 0)
        self._cards.setSpacing(8)
        outer.addWidget(scrolled(inner, "staff-scroll"), 1)
        self.fault = PlainLabel("")
        self.fault.setObjectName("staff-fault")
        self.fault.hide()
        outer.addWidget(self.fault)
        row = QHBoxLayout()
        self.add = outline(_("Add a person"))
        self.add.setObjectName("add-person")
        self.add.clicked.connect(self._on_add_clicked)
        close = primary(_("Close"))
        close.setObjectName("close-staff")
        close.clicked.connect(self.accept)
        row.addWidget(self.add)
        row.addStretch(1)
        row.addWidget(close)
        outer.addLayout(row)
        line = self.fontMetrics().height()
        self.resize(min(34 * line, parent.width() - 80), min(31 * line, parent.height() - 80))
        self._say(_("Reading the list…"))
        self._asking.ask(
            lambda store: store.staff().members,
            self._on_first_members,
            lambda fault: self._say(str(fault)),
            to=self,
        )

    def _on_first_members(self, members: tuple[StaffMember, ...]) -> None:
        self._say("")
        self._on_members(members)

    def _on_members(self, members: tuple[StaffMember, ...]) -> None:
        self._members = {member.id: member for member in members}
        clear(self._cards)
        for member in sorted(members, key=_place):
            self._cards.addWidget(self._card(member))
        self._cards.addStretch(1)

    def _card(self, member: StaffMember) -> Card:
        card = Card(member.name)
        card.setObjectName(f"staff-{member.id}")
        card.heading.setProperty("numberKind", "reference")
        words = role_words(member.roles)
        if not member.active:
            words = _("No longer signs in ({roles})").format(roles=words)
        card.body.addWidget(PlainLabel(words, "muted"))
        buttons = FlowLayout()
        if member.active:
            table: tuple[tuple[str, str, Callable[[], None]], ...] = (
                ("roles", _("Change roles"), self._on_roles_clicked),
                ("pin", _("New PIN"), self._on_pin_clicked),
                ("leave", _("Deactivate"), self._on_leave_clicked),
            )
        else:
            table = (("return", _("Let sign in again"), self._on_return_clicked),)
        for name, says, slot in table:
            button = plain(says)
            button.setObjectName(f"{name}-{member.id}")
            button.setAccessibleName(f"{says}: {member.name}")
            button.setMinimumHeight(44)
            button.setProperty("person", member.id)
            button.clicked.connect(slot)
            buttons.addWidget(button)
        card.body.addLayout(buttons)
        return card

    def _say(self, sentence: str) -> None:
        self.fault.set_text(sentence)
        self.fault.setVisible(bool(sentence))

    def _keep(self, change: Change, then: Callable[[str], None]) -> None:
        """Keep a change, and show who is there now; `then` gets why not, or ""."""

        def work(store: StaffStore) -> tuple[str, tuple[StaffMember, ...]]:
            return change(store), store.staff().members

        def on_answer(answer: tuple[str, tuple[StaffMember, ...]]) -> None:
            fault, members = answer
            then(fault)
            if not fault:
                self._on_members(members)

        self._asking.ask(work, on_answer, lambda fault: then(str(fault)), to=self)

    def _member(self) -> StaffMember:
        sender = self.sender()
        assert isinstance(sender, QPushButton)
        return self._members[sender.property("person")]

    def _open(self, form: PersonForm) -> None:
        form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        form.given.connect(self._on_given)
        form.open()

    def _on_add_clicked(self) -> None:
        self._open(PersonForm(_("Add a person"), self, asks_name=True, roles=(), asks_pin=True))

    def _on_roles_clicked(self) -> None:
        member = self._member()
        title = _("Roles of {name}").format(name=member.name)
        form = PersonForm(title, self, roles=member.roles)
        form.setProperty("person", member.id)
        self._open(form)

    def _on_pin_clicked(self) -> None:
        member = self._member()
        form = PersonForm(_("New PIN of {name}").format(name=member.name), self, asks_pin=True)
        form.setProperty("person", member.id)
        self._open(form)

    def _on_leave_clicked(self) -> None:
        self._let_sign_in(self._member(), False)

    def _on_return_clicked(self) -> None:
        self._let_sign_in(self._member(), True)

    def _let_sign_in(self, member: StaffMember, active: bool) -> None:
        by = self._by
        self._say(_("Saving…"))
        self._keep(lambda store: store.set_active(by, member.id, active), self._say)

    def _on_given(self) -> None:
        form = self.sender()
        assert isinstance(form, PersonForm)
        by, person = self._by, form.property("person")
        name, roles, pin = form.name, form.roles, form.pin

        def change(store: StaffStore) -> str:
            if person is None:
                return store.add(by, name, roles, pin)
            if pin:
                return store.set_pin(by, person, pin)
            return store.set_roles(by, person, roles)

        def on_answer(fault: str) -> None:
            if not isValid(form) or not form.isVisible():
                # Left before it was known: told where it is seen.
                self._say(fault)
            elif fault:
                form.say(fault)
            else:
                form.accept()

        form.show_saving()
        self._keep(change, on_answer)


def _place(member: StaffMember) -> tuple[bool, str]:
    """Those who sign in first, each group by name."""
    return (not member.active, member.name.casefold())
