"""The window: the frame around today's list and the steps of one visit."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QMainWindow

from sdm_app.i18n import gettext as _
from sdm_app.ui.adjusting import Adjusting
from sdm_app.ui.frame.column import lay_out
from sdm_app.ui.frame.footer import Footer
from sdm_app.ui.frame.notice import Notice
from sdm_app.ui.frame.top_bar import TopBar, VisitWords
from sdm_app.ui.hiding import Hiding
from sdm_app.ui.overriding import override
from sdm_app.ui.page_stack import PageStack
from sdm_app.ui.sources_in_view import sources_in_view
from sdm_app.ui.staff.signed import Signed
from sdm_app.ui.statement import Statement
from sdm_app.ui.stepping import Stepping
from sdm_app.ui.unsaved import Unsaved
from sdm_app.ui.window_keys import window_shortcuts
from sdm_app.ui.window_parts import connect_parts

if TYPE_CHECKING:
    from sdm_app.domain.visit import Visit
    from sdm_app.records import Summary
    from sdm_app.settings import Settings
    from sdm_app.ui.clipboard import PrivateClipboard
    from sdm_app.ui.desk import Desk
    from sdm_app.ui.frame.rail import Rail
    from sdm_app.ui.looks import Looks


class MainWindow(QMainWindow):
    """Shows what the controller says; a visit is opened from the list and left saved.

    `first_painted` comes once, after the first frame is on the screen.
    """

    first_painted = Signal()
    settings_changed = Signal(object)

    def __init__(self, looks: Looks) -> None:
        super().__init__()
        self.setWindowTitle("Backchoice")
        self.setObjectName("main-window")
        self._looks = looks
        self._painted = False
        self._desk: Desk | None = None
        self.signed = Signed(self)
        self.top_bar = TopBar()
        self.notice = Notice()
        self.pages = PageStack()
        self.footer = Footer()
        self._middle = lay_out(self, (self.top_bar, self.notice, self.pages, self.footer))
        self.unsaved = Unsaved(self)
        self.stepping = Stepping(self.unsaved, self)
        self.statement = Statement(looks, self)
        self.adjusting = Adjusting(looks, self)
        self.hiding = Hiding(self, window_shortcuts(self))
        connect_parts(self)

    @cached_property
    def rail(self) -> Rail:
        """The steps beside the page. Built when first needed, as the next two: not in view yet."""
        from sdm_app.ui.frame.rail import Rail  # noqa: PLC0415

        rail = Rail()
        rail.hide()
        rail.step_requested.connect(self.stepping.open_step)
        rail.list_requested.connect(self.show_list)
        rail.note_requested.connect(self.copy_chart_note)
        self._middle.insertWidget(0, rail)
        return rail

    @cached_property
    def clipboard(self) -> PrivateClipboard:
        """Where the chart note goes, for a moment."""
        from sdm_app.ui.clipboard import PrivateClipboard  # noqa: PLC0415

        return PrivateClipboard(self)

    @property
    def settings(self) -> Settings:
        """What the clinic chose."""
        return self._looks.settings

    def use_desk(self, desk: Desk) -> None:
        """Work with loaded content and open records; called once."""
        # Imported here: the window's first frame must not pay for the domain.
        from sdm_app.ui.asking import Asking  # noqa: PLC0415
        from sdm_app.ui.content_watch import ContentWatch  # noqa: PLC0415
        from sdm_app.ui.directory.near_you import NearYou  # noqa: PLC0415
        from sdm_app.ui.front_desk import FrontDesk  # noqa: PLC0415
        from sdm_app.ui.referring import Referring  # noqa: PLC0415
        from sdm_app.ui.together import Together  # noqa: PLC0415

        self._desk = desk = desk.counting(self._looks.settings.guideline_set)
        self.content = ContentWatch(self.notice, self.footer, self._looks, desk)
        self.pages.refuse_to_print(self.content.why_not_printed)
        self.pages.use_controller(desk.controller)
        self._print_for_clinic()
        self.notice.show_demonstration(desk.records.is_demonstration)
        desk.controller.ask_first(self.signed.may)
        desk.controller.refused.connect(self.signed.refuse)
        self.footer.hear(desk.controller)
        desk.controller.encounter_changed.connect(self._on_encounter_changed)
        self.unsaved.watch(desk.controller)
        self.stepping.use_controller(desk.controller)
        self.content.tell_list(desk.pack)
        self.statement.use_info(desk.pack.info)
        self.pages.today.show_ready()
        self._asking = Asking(desk.records, self)
        self.together = Together(self, desk, self._read_list)
        self.referring = Referring(self, desk)
        self.front_desk = FrontDesk(self, desk)
        self._read_list(desk)
        self.near_you = NearYou(self, desk, self.together.live)

    def _read_list(self, desk: Desk) -> None:
        today = date.today()
        self._asking.ask(
            lambda _records: desk.list_on(today),
            lambda rows: self.refresh_list(rows, desk.referral_names()),
            lambda fault: self.pages.today.show_fault(str(fault)),
        )

    def refresh_list(self, summaries: tuple[Summary, ...], names: dict[str, str]) -> None:
        """Fill today's list; `names` are what referral targets are called."""
        seen = summaries if self.signed.may("see-list") else ()
        self.pages.today.show_list(seen, names, date.today().year)

    def show_list(self) -> None:
        """Leave the visit, saved as it is, and show today's list."""
        self._end_typing()
        self.rail.hide()
        self.top_bar.show_words(VisitWords())
        self.footer.show_list_footer()
        if self._desk is not None:
            self._desk.controller.close_visit()
            self.together.watch("")
            self.pages.forget_visit()
            self.content.tell_list(self._desk.pack)
            self._read_list(self._desk)
        self.pages.show_list()

    def open_visit(self, encounter_id: str) -> None:
        """Open a visit of the list on the step where it was left."""
        if self._desk is None or not self.signed.allows("see-list"):
            return
        self._desk.controller.set_today(date.today())
        self._desk.controller.open_visit(encounter_id)

    def see_as_somebody_else(self) -> None:
        """Show what the one now at the screen may see: the open visit, or today's list."""
        if self._visit() is not None and self.signed.may("screen"):
            assert self._desk is not None
            self._desk.controller.see_again()
        else:
            self.show_list()

    def ask_new_visit(self) -> None:
        """Ask what a new visit needs, unless the content is past its use."""
        if self._desk is not None:
            self.front_desk.ask_new_visit()

    def ask_settings(self) -> None:
        """Show what the clinic sets; it counts from the next visit that is opened."""
        if self._desk is None or not self.signed.allows("manage-settings"):
            return
        from sdm_app.ui.dialogs import open_settings  # noqa: PLC0415

        open_settings(self._looks.settings, self._desk.pack, self._on_settings_changed, self)

    def copy_chart_note(self) -> None:
        """Put the chart note of the open visit on the clipboard."""
        visit = self._visit()
        if visit is None or not self.signed.allows("copy-chart-note"):
            return
        from sdm_app.domain.chart_note import chart_note  # noqa: PLC0415

        self.clipboard.copy_private(chart_note(visit), visit.encounter.id)
        self.footer.show_note(_("The chart note is on the clipboard."))

    def print_plan(self) -> None:
        """Print the plan of the open visit."""
        visit = self._visit()
        if visit is not None and self.signed.allows("print"):
            self.pages.print_plan(visit)

    def show_sources(self, ids: str) -> None:
        """Show where numbers come from; no ids mean every source of the content."""
        if self._desk is None:
            return
        from sdm_app.ui.dialogs import open_sources  # noqa: PLC0415

        visit = self._visit()
        open_sources(ids, self._desk.pack if visit is None else visit.pack, self)

    @override
    def event(self, event: QEvent) -> bool:
        # A modal dialog keeps the window's own keys from it, and F12 must always work.
        if event.type() == QEvent.Type.WindowBlocked:
            self.hiding.give_key_to_dialog()
        return super().event(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self.first_painted.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        page = self.pages.page()
        if not self.hiding.is_hidden and page is not None and page.handle_key(event):
            event.accept()
            return
        super().keyPressEvent(event)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self._end_typing()
        if self._desk is not None:
            self.together.leave()
            self._desk.controller.close_visit()
            self._desk.records.close()
        super().closeEvent(event)

    def _end_typing(self) -> None:
        """Leave the field that is typed in: only then is its text kept, and in the open visit."""
        field = self.pages.focusWidget()
        if field is not None and self._visit() is not None:
            field.clearFocus()

    def _visit(self) -> Visit | None:
        return self._desk.controller.visit if self._desk else None

    def _on_encounter_changed(self, visit: Visit) -> None:
        from sdm_app.domain.safety import assess  # noqa: PLC0415
        from sdm_app.ui.progress import steps_done  # noqa: PLC0415
        from sdm_app.ui.visit_words import words_of  # noqa: PLC0415

        assert self._desk is not None
        step = str(visit.encounter.step)
        self.pages.today.forget()
        self.clipboard.clear_unless_about(visit.encounter.id)
        page = self.pages.show_step(step, visit, assess(visit).blocks)
        self.rail.show_steps(step, steps_done(visit, self._desk.controller.events))
        self.rail.show()
        self.top_bar.show_words(words_of(visit))
        self.together.watch(visit.encounter.id)
        self.footer.show_step_footer(page.next_label())
        self.content.tell_visit(visit, self._desk.pack, page.footer_note())

    def _on_settings_changed(self, settings: Settings) -> None:
        assert self._desk is not None
        self._looks.use(settings)
        self.settings_changed.emit(settings)
        self._print_for_clinic()
        self._desk = self._desk.counting(settings.guideline_set)

    def _print_for_clinic(self) -> None:
        is_demonstration = self._desk is None or self._desk.records.is_demonstration
        self.pages.use_settings(self._looks.settings, is_demonstration=is_demonstration)

    def undo(self) -> None:
        """Take back the last answer or choice of the open visit."""
        if self._desk is not None and self._visit() is not None:
            self._desk.controller.undo()

    def find_visit(self) -> None:
        """Put the cursor where a visit of the list is looked for."""
        if self.pages.page() is None:
            self.pages.today.focus_find()

    def show_sources_in_view(self) -> None:
        """Show where the numbers in view come from."""
        self.show_sources(sources_in_view(self.pages.currentWidget()))
