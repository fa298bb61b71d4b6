"""What happens after the first frame, in turns of the event loop so that the window answers.

First the key, without which a demonstration begins; then the day's list, the content, the pages,
and whoever may be at the screen.
"""

from __future__ import annotations

import gc
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from sdm_app import user_folders
from sdm_app.i18n import gettext as _

if TYPE_CHECKING:
    from sdm_app.records import Records, Summary
    from sdm_app.records.lasting import Work
    from sdm_app.ui.desk import Desk
    from sdm_app.ui.frame.lasting import Lasting
    from sdm_app.ui.main_window import MainWindow
    from sdm_app.ui.staff.at_the_screen import AtTheScreen
    from sdm_app.ui.staff.set_up import SetUpDone

_PAUSE_MS = 10
"""Between the painted list and the content, for what the user did meanwhile."""
LASTS_MS = 1000
"""After so long without the list somebody may want to know what is being done."""


class Opening(QObject):
    """Opens records and content for a window.

    `set_up_done` carries a `SetUpDone`: the demonstration ends, and a window is wanted over the
    clinic's own records.
    """

    set_up_done = Signal(object)

    def __init__(self, window: MainWindow, first_person: SetUpDone | None = None) -> None:
        super().__init__(window)
        self._window = window
        self._first_person = first_person
        self._folder = user_folders.database().parent
        self._records: Records | None = None
        self._key = b""
        self._is_new_content = False
        self._lasting: Lasting | None = None
        self._work: Work | None = None

    def begin(self) -> None:
        """Start once the frame that is being painted is on the screen."""
        QTimer.singleShot(0, self, self._find_key)

    def _find_key(self) -> None:
        from sdm_app.records.keys import data_key, has_keys  # noqa: PLC0415

        if self._first_person is not None:
            self._use_key(self._first_person.key)
        elif not has_keys(self._folder):
            self._use_key(None)
        else:
            from sdm_app.ui.background import Background  # noqa: PLC0415

            # A keyring may take its time, and nobody's list may be seen before somebody signed in.
            self._window.signed.guard()
            work = Background(lambda: data_key(self._folder), self)
            work.done.connect(self._use_key)
            work.failed.connect(self._on_no_key)
            work.start()

    def _on_no_key(self, fault: Exception) -> None:
        from sdm_app.records.keys import KeyUnavailable, unlock_with_passphrase  # noqa: PLC0415

        if not isinstance(fault, KeyUnavailable):
            self._say_unusable(fault)
            return
        self._say(_("The records are shut."), fault)
        from sdm_app.ui.staff.unlock_records import UnlockRecords  # noqa: PLC0415
        from sdm_app.ui.widgets.form import open_once  # noqa: PLC0415

        dialog = UnlockRecords(str(fault), self._folder, unlock_with_passphrase, self._window)
        dialog.unlocked.connect(self._use_key)
        open_once(dialog)

    def _use_key(self, key: bytes | None) -> None:
        from sdm_app.records import Records, open_demonstration  # noqa: PLC0415
        from sdm_app.ui.asking import Asking  # noqa: PLC0415

        if key is None:
            self._records = open_demonstration(self._folder)
        else:
            self._key = key
            self._window.signed.guard()
            settings = self._window.settings
            place = settings.database or user_folders.database()
            # In a file there are no others, and its journal keeps the name that it began with.
            name = (settings.room or None) if settings.database else None
            before = self._back_up_old_tables
            self._records = Records(place, key, workstation=name, before_migration=before)
            self._tell_if_it_lasts()
        today = date.today()
        Asking(self._records, self).ask(
            lambda records: records.list_on(today),
            self._fill_list,
            lambda fault: self._say_unusable(fault),
        )

    def _tell_if_it_lasts(self) -> None:
        from sdm_app.records.lasting import Work  # noqa: PLC0415

        self._work = Work()
        QTimer.singleShot(LASTS_MS, self, self._tell_what_lasts)

    def _tell_what_lasts(self) -> None:
        if self._work is not None:
            from sdm_app.ui.frame.lasting import Lasting  # noqa: PLC0415

            self._lasting = Lasting(self._window, lambda: False)
            self._lasting.watch(self._work)

    def _end_what_lasts(self) -> None:
        self._work = None
        if self._lasting is not None:
            self._lasting.end()
            self._lasting.deleteLater()
            self._lasting = None

    def _fill_list(self, summaries: tuple[Summary, ...]) -> None:
        assert self._records is not None
        self._end_what_lasts()
        self._window.notice.show_demonstration(self._records.is_demonstration)
        self._window.refresh_list(summaries, {})
        # Painted now: the import of the content holds the event loop for a while.
        self._window.pages.today.repaint()
        QTimer.singleShot(_PAUSE_MS, self, self._load_content)

    def _load_content(self) -> None:
        desk = self._open_desk()
        # Nothing of what was loaded now is garbage, and looking for some takes time.
        gc.freeze()
        if desk is None:
            return
        self._is_new_content = desk.is_new_content
        self._window.use_desk(desk)
        if desk.records.is_demonstration:
            self._offer_set_up()
        else:
            self._open_door(desk)
        QTimer.singleShot(0, self, self._build_next_page)

    def _open_desk(self) -> Desk | None:
        from sdm_app.ui.desk import DeskError, open_desk  # noqa: PLC0415

        assert self._records is not None
        try:
            return open_desk(self._records, date.today())
        except DeskError as fault:
            self._say(_("The content cannot be used."), fault)
            return None

    def _build_next_page(self) -> None:
        if self._window.pages.build_ahead():
            QTimer.singleShot(0, self, self._build_next_page)
        else:
            QTimer.singleShot(0, self, self._open_store)

    def _open_store(self) -> None:
        from sdm_app.ui.asking import Asking  # noqa: PLC0415

        assert self._records is not None
        Asking(self._records, self).ask(
            lambda records: records.open(), self._on_store_open, self._say_unusable
        )

    def _on_store_open(self, _opened: None) -> None:
        assert self._records is not None
        if self._records.is_demonstration:
            self._window.statement.show_unless_read()
        elif self._window.settings.database:
            self._look_at_clocks(self._records)
        else:
            self._back_up_from_now_on(self._records)

    def _open_door(self, desk: Desk) -> None:
        """Nothing is seen until somebody signs in; after setting up, the first person is made."""
        from sdm_app.records.asked_staff import AskedStaff  # noqa: PLC0415
        from sdm_app.records.staff_store import StaffStore  # noqa: PLC0415
        from sdm_app.ui.asking import nothing  # noqa: PLC0415
        from sdm_app.ui.clock_watch import ClockWatch  # noqa: PLC0415
        from sdm_app.ui.lock.session import Session  # noqa: PLC0415
        from sdm_app.ui.staff.at_the_screen import AtTheScreen  # noqa: PLC0415

        window, first = self._window, self._first_person
        staff = AskedStaff(lambda: StaffStore(desk.records.staff_rows()))
        ClockWatch(desk.records, self)
        at = AtTheScreen(window, staff, session=Session(window))
        at.locking.set_minutes(window.settings.lock_after_minutes)
        at.locking.unlocked.connect(self._on_unlocked)
        if first is not None:
            at.asking.ask(
                lambda store: store.add_first(first.name, first.roles, first.pin_hash),
                nothing,
                self._say_unusable,
            )
        at.asking.ask(
            lambda store: bool(store.staff().members),
            lambda is_somebody: self._start_at_door(at, is_somebody=is_somebody),
            self._say_unusable,
        )

    def _start_at_door(self, at: AtTheScreen, *, is_somebody: bool) -> None:
        if is_somebody:
            at.start()
            return
        from sdm_app.ui.staff.first_person import FirstPerson  # noqa: PLC0415
        from sdm_app.ui.widgets.form import open_once  # noqa: PLC0415

        dialog = FirstPerson(at.asking, self._window)
        dialog.added.connect(at.start)
        open_once(dialog)

    def _on_unlocked(self) -> None:
        assert self._records is not None
        self._records.staff = self._window.signed.id
        self._window.statement.show_unless_read()

    def _offer_set_up(self) -> None:
        from sdm_app.ui.widgets.buttons import outline  # noqa: PLC0415

        offer = outline(_("Set up for a clinic"))
        offer.setObjectName("open-set-up")
        offer.clicked.connect(self._on_set_up_clicked)
        self._window.pages.today.add_to_side(offer)

    def _on_set_up_clicked(self) -> None:
        from sdm_app.records import keys  # noqa: PLC0415
        from sdm_app.ui.staff.set_up import SetUp  # noqa: PLC0415
        from sdm_app.ui.widgets.form import open_once  # noqa: PLC0415

        dialog = SetUp(keys, self._folder, self._window)
        dialog.done_setting_up.connect(self.set_up_done)
        open_once(dialog)

    def _back_up_old_tables(self, connection: object) -> None:
        """In the records' thread: what is to come changes tables, and is not ended half-way."""
        from sdm_app.records.backup import before_migration  # noqa: PLC0415
        from sdm_app.records.lasting import Stage, Work  # noqa: PLC0415

        work = self._work or Work()
        if not self._window.settings.database:  # a server is backed up by its own tools
            folder, clock = user_folders.backups(), lambda: datetime.now(UTC)
            before_migration(self._key, self._folder, folder, clock, work=work)(connection)
        work.stage = Stage.CHANGING

    def _back_up_from_now_on(self, records: Records) -> None:
        from sdm_app.ui.backing_up import Places  # noqa: PLC0415
        from sdm_app.ui.looking_after import LookingAfter  # noqa: PLC0415

        second = self._window.settings.second_backup_folder
        places = Places(
            self._key, self._folder, user_folders.backups(), Path(second) if second else None
        )
        LookingAfter(records, places, self._window, self).start(is_new_content=self._is_new_content)

    def _look_at_clocks(self, records: Records) -> None:
        from sdm_app.ui.asking import Asking, nothing  # noqa: PLC0415
        from sdm_app.ui.clock_watch import words_of_skew  # noqa: PLC0415

        Asking(records, self).ask(
            lambda asked: asked.clock_skew(),
            lambda skew: self._window.notice.show_trouble("clock", words_of_skew(skew or 0.0)),
            nothing,  # saving says that the server is away
        )

    def _say_unusable(self, fault: Exception) -> None:
        from sdm_app.records.lasting import Halted  # noqa: PLC0415

        self._end_what_lasts()
        if isinstance(fault, Halted):
            self._say(_("The records are shut."), fault)
            self._window.footer.show_note(_("Start Backchoice again to go on."))
            return
        self._say(_("The records cannot be used."), fault)
        what_helps = _(
            "Nothing was changed. Ask whoever looks after this computer: `backchoice records check`"
            " says what is wrong, and `backchoice restore` brings back a backup."
        )
        self._window.footer.show_note(what_helps)

    def _say(self, what: str, fault: Exception) -> None:
        self._window.notice.show_demonstration(False)
        self._window.pages.today.show_fault(f"{what} {fault}")
