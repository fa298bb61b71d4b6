"""The window is painted before anything heavy is imported, then the day's list fills."""

from sdm_app import user_folders
from tests.benchmarks.a_day import fill_a_day
from tests.benchmarks.measuring import child


def test_nothing_heavy_is_imported_before_the_first_frame() -> None:
    fill_a_day(user_folders.database())

    figures = child("tests.benchmarks.start_up", "ours", environment={})

    assert figures["too_early"] == []
    assert figures["listed"] > figures["painted"]
