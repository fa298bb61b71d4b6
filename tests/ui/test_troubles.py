"""What has to be seen to is said until it is mended, whatever else is said or mended meanwhile."""

from sdm_app.ui.desk import Desk
from sdm_app.ui.main_window import MainWindow
from sdm_app.ui.together import Together


def test_news_that_is_live_again_does_not_unsay_that_the_clock_is_wrong(
    opened: tuple[MainWindow, Desk],
) -> None:
    window, _desk = opened
    together = window.findChild(Together)
    assert isinstance(together, Together)
    window.notice.show_trouble("clock", "The clock is slow")

    together.live.troubled.emit("Changes are seen late")
    assert "The clock is slow · Changes are seen late" in window.notice.words.text()

    together.live.troubled.emit("")
    assert "The clock is slow" in window.notice.words.text()
    assert "seen late" not in window.notice.words.text()
