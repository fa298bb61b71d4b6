"""The check of an installation says what is amiss."""

from pathlib import Path

import pytest

from sdm_app import resources, self_check
from sdm_app.records import RecordsError
from sdm_app.self_check import Check


def test_this_checkout_is_whole() -> None:
    checks = self_check.run_checks()

    assert [check for check in checks if not check.passed] == []
    assert [check.name for check in checks] == ["content", "fonts", "records"]


def test_missing_fonts_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "asset", tmp_path.joinpath)

    check = self_check.check_fonts()

    assert not check.passed
    assert "NotoSans-Regular.ttf" in check.says


def test_faulty_content_is_told_in_its_own_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = tmp_path / "pack.json"
    pack.write_text("{}", encoding="utf-8")
    monkeypatch.setattr(resources, "content", lambda: pack)

    check = self_check.check_content()

    why = f"{pack}:1: is not signed: there is no pack.json.minisig beside it"
    assert check == Check("content", False, why)


def test_records_that_cannot_be_kept_are_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, key: bytes) -> None:
        raise RecordsError("no room")

    monkeypatch.setattr(self_check, "open_records", refuse)

    assert self_check.check_records() == Check("records", False, "no room")


def test_a_report_is_one_line_a_check() -> None:
    text = self_check.report((Check("fonts", True, "all there"), Check("records", False, "full")))

    assert text == "ok     fonts: all there\nFAULT  records: full\n"
