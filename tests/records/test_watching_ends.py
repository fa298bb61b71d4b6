"""A watcher that was ended says nothing more, whatever it finds out afterwards."""

import threading
from collections.abc import Callable

import pytest

from sdm_app.records import watching
from sdm_app.records.watching import LATE_NEWS, watch_server


def test_news_that_is_live_again_after_the_end_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    sentences: list[str] = []
    connecting, go_on, done = threading.Event(), threading.Event(), threading.Event()

    def hear(
        _settings: object, _changed: object, _is_over: object, is_live: Callable[[], object]
    ) -> bool:
        if LATE_NEWS not in sentences:
            return True
        connecting.set()
        go_on.wait()
        is_live()
        done.set()
        return False

    monkeypatch.setattr(watching, "_hear", hear)
    monkeypatch.setattr(watching, "POLL_SECONDS", 0.01)
    address = "postgresql+psycopg://someone@localhost/records"
    stop = watch_server(address, lambda _what: None, sentences.append)
    assert connecting.wait(10)

    stop()
    go_on.set()

    assert done.wait(10)
    assert sentences == [LATE_NEWS]
