"""A server that went away just as its clock was asked for is not records that cannot be used."""

from concurrent.futures import Future
from typing import Any

from sdm_app.records import Records, UnreadableRecords
from sdm_app.ui.desk import Desk
from sdm_app.ui.main_window import MainWindow
from sdm_app.ui.opening import Opening


class Away(Records):
    """Records on a server that does not answer any more."""

    def __init__(self) -> None:
        pass

    def ask(self, work: object) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_exception(UnreadableRecords("The clinic's database cannot be reached."))
        return future


def test_the_list_stays_and_nobody_is_sent_to_a_backup(opened: tuple[MainWindow, Desk]) -> None:
    window, _desk = opened
    said = window.footer.note.text()

    Opening(window)._look_at_clocks(Away())

    assert window.footer.note.text() == said
