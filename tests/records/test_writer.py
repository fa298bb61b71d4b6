"""One thread does the work, in the order it was asked for, and nobody waits who need not."""

import threading

import pytest

from sdm_app.records import NotSaved, Records
from sdm_app.records.writer import Writer
from tests.records.builders import goal, started, summary


def test_what_is_asked_for_later_keeps_its_order(records: Records) -> None:
    records.append("e1", started(), summary())

    futures = [records.append_later("e1", goal(str(turn)), summary()) for turn in range(50)]

    assert [future.result(timeout=10) for future in futures] == list(range(2, 52))
    assert [event for _, event in records.events_of("e1")[1:]] == [goal(str(n)) for n in range(50)]


def test_many_threads_lose_nothing(records: Records) -> None:
    records.append("e1", started(), summary())

    def write() -> None:
        for _ in range(20):
            records.append("e1", goal("walk"), summary())

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert len(records.events_of("e1")) == 81
    assert records.verify_chain() is None


def test_a_fault_reaches_the_future(records: Records) -> None:
    future = records.append_later("e1", started(), summary(step="nowhere"))

    with pytest.raises(NotSaved):
        future.result(timeout=10)


def test_who_is_signed_in_when_asking_is_who_wrote(records: Records) -> None:
    gate = threading.Event()
    records.staff = "one"
    busy = records._writer.later(lambda: gate.wait(timeout=10))
    future = records.append_later("e1", started(), summary())
    records.staff = "two"
    gate.set()
    future.result(timeout=10)

    written = records.with_driver(lambda driver: driver.execute("SELECT staff FROM event"))

    assert busy.result()
    assert [row[0] for row in written.fetchall()] == ["one"]


def test_work_may_ask_for_work() -> None:
    writer = Writer()

    assert writer.run(lambda: writer.run(lambda: "done")) == "done"
