"""Settings are read whole or refused with a sentence."""

from pathlib import Path

import pytest

from sdm_app.settings import Contrast, PageSize, Settings, SettingsError, load, save


def test_no_file_gives_the_defaults(tmp_path: Path) -> None:
    assert load(tmp_path / "settings.json") == Settings()


def test_what_was_saved_is_loaded(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    chosen = Settings(
        150, Contrast.HIGH, "en", PageSize.A4, "Río Clinic", "555 0100", "Dr. Ng", "united-states"
    )

    save(chosen, path)

    assert load(path) == chosen
    assert [file.name for file in tmp_path.iterdir()] == ["settings.json"]


def test_what_a_clinic_set_about_follow_up_is_loaded(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    chosen = Settings(peg_at_first_visit=False, promis_licence="HealthMeasures, May 2026")

    save(chosen, path)

    assert load(path) == chosen


@pytest.mark.parametrize("years", [0, 1, 30])
def test_how_long_visits_are_kept_is_loaded(tmp_path: Path, years: int) -> None:
    path = tmp_path / "settings.json"

    save(Settings(retention_years=years), path)

    assert load(path).retention_years == years


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "not JSON"),
        ("[]", "one JSON object"),
        ('{"colour": "blue"}', "colour: there is no such setting"),
        ('{"text_scale": 110}', "text_scale: must be one of 100, 125"),
        ('{"text_scale": true}', "text_scale"),
        ('{"lock_after_minutes": 0}', "must be a whole number, 1 to 30"),
        ('{"lock_after_minutes": 31}', "must be a whole number, 1 to 30"),
        ('{"lock_after_minutes": 2.5}', "must be a whole number, 1 to 30"),
        ('{"lock_after_minutes": true}', "must be a whole number, 1 to 30"),
        ('{"lock_after_minutes": "5"}', "must be a whole number, 1 to 30"),
        ('{"retention_years": -1}', "retention_years: must be a whole number, 0 to 30"),
        ('{"retention_years": 31}', "retention_years: must be a whole number, 0 to 30"),
        ('{"retention_years": 7.0}', "retention_years: must be a whole number, 0 to 30"),
        ('{"retention_years": true}', "retention_years: must be a whole number, 0 to 30"),
        ('{"contrast": "pink"}', "contrast: must be one of light, dark, high"),
        ('{"page_size": "A3"}', "page_size: must be one of letter, a4"),
        ('{"language": "tlh"}', "language: must be one of en"),
        ('{"clinician": 7}', "clinician: must be text"),
        ('{"peg_at_first_visit": "yes"}', "peg_at_first_visit: must be true or false"),
        ('{"promis_licence": true}', "promis_licence: must be text"),
        ('{"room": 2}', "room: must be text"),
        ('{"room": "a very long name that is said to nobody"}', "room: must be one line of at"),
        ('{"room": "Room\\n2"}', "room: must be one line of at most 30"),
    ],
)
def test_a_faulty_file_is_refused_in_one_sentence(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(SettingsError) as refused:
        load(path)

    assert said in str(refused.value)
    assert str(path) in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_failed_save_leaves_the_earlier_file(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.mkdir()

    with pytest.raises(SettingsError, match="cannot be written"):
        save(Settings(), path)

    assert [file.name for file in tmp_path.iterdir()] == ["settings.json"]


def test_a_room_is_loaded_without_the_spaces_around_it(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"room": " Room 2 "}', encoding="utf-8")

    assert load(path).room == "Room 2"
