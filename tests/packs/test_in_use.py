"""Which content is in use: signed, the latest, and never an older one without a reason."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from sdm_app import __main__, resources, user_folders
from sdm_app.domain.content import Withdrawn
from sdm_app.domain.lines import Line
from sdm_app.packs import ContentError, Shelf, content_in_use, current, earlier_pack
from sdm_app.packs.shipping import SIGNING_KEY, write_shipped
from sdm_app.packs.signing import SecretKey, signature_file
from tests.builders import content, pack
from tests.packs.builders import KEY, OTHER_KEY, SEQUENCE, built_bytes, built_value, written
from tests.packs.builders import write_signed as signed_in

TODAY = date(2026, 11, 24)
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def shelf() -> Shelf:
    return Shelf(user_folders.content())


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installed copy with a signed pack of sequence 7, whose key is among its assets."""
    folder = tmp_path / "installed"
    (folder / "keys").mkdir(parents=True)
    (folder / "keys" / "ours.pub").write_text(KEY.public.file_text(), encoding="ascii")
    file = signed_in(folder, built_bytes())
    monkeypatch.setattr(resources, "content", lambda: file)
    monkeypatch.setattr(resources, "asset", folder.joinpath)
    return folder


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run_pack(*words: object) -> tuple[int, str]:
        status = __main__.main(["pack", *(str(word) for word in words)])
        out, err = capsys.readouterr()
        return status, out + err

    return run_pack


def pack_file(folder: Path, sequence: int = SEQUENCE, key: SecretKey = KEY, **info: str) -> Path:
    """A signed pack given out later; `info` are other values of its info."""
    folder.mkdir(exist_ok=True)
    value = built_value()
    value["sequence"] = sequence
    value["content"]["info"] |= info
    value["review_by"] = value["content"]["info"]["next_review"]
    value["expires"] = value["content"]["info"].get("expires", value["expires"])
    return signed_in(folder, written(value), key)


def test_a_checkout_uses_its_own_folder() -> None:
    assert current() == pack()
    assert (content().sequence, content().key) == (0, "")


def test_an_installed_copy_uses_the_pack_it_came_with(installation: Path, shelf: Shelf) -> None:
    used = content_in_use(shelf)

    assert used.pack == pack()
    assert (used.sequence, used.key) == (SEQUENCE, KEY.public.name)
    assert used.sha256 == content().sha256
    assert used.raw == content().raw


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda file: signature_file(file).unlink(), "is not signed"),
        (lambda file: file.write_bytes(file.read_bytes()[:-3] + b"} }"), "altered"),
        (lambda file: signed_in(file.parent, built_bytes(), OTHER_KEY), "not trusted here"),
    ],
)
def test_an_altered_installation_is_refused(
    installation: Path, shelf: Shelf, spoil: Callable[[Path], object], why: str
) -> None:
    spoil(installation / "pack.json")

    with pytest.raises(ContentError, match=why):
        content_in_use(shelf)


def test_a_later_pack_by_a_known_key_is_installed(
    installation: Path, tmp_path: Path, shelf: Shelf, run: Run
) -> None:
    file = pack_file(tmp_path / "new", SEQUENCE + 1, version="2027.1.0")

    status, said = run("install", file)

    assert (status, "2027.1.0" in said) == (0, True)
    used = content_in_use(shelf)
    assert used.pack.info.version == "2027.1.0"
    assert used.pack.info.signed_by_clinic == ""


def test_a_pack_by_the_clinics_own_key_is_marked(
    installation: Path, tmp_path: Path, shelf: Shelf, run: Run
) -> None:
    file = pack_file(tmp_path / "new", SEQUENCE + 1, OTHER_KEY)
    assert run("install", file) == (
        2,
        f"backchoice: {signature_file(file)}:2: signed with key {OTHER_KEY.public.name}, "
        "which is not trusted here\n",
    )

    status, _ = run("install", file, "--key", OTHER_KEY.public.text())

    assert status == 0
    assert content_in_use(shelf).pack.info.signed_by_clinic == OTHER_KEY.public.name
    assert run("install", pack_file(tmp_path / "newer", SEQUENCE + 2, OTHER_KEY))[0] == 0


def test_a_program_with_later_content_uses_its_own(
    installation: Path, tmp_path: Path, shelf: Shelf, run: Run
) -> None:
    assert run("install", pack_file(tmp_path / "new", SEQUENCE + 1, version="clinic"))[0] == 0
    pack_file(installation, SEQUENCE + 2)

    assert content_in_use(shelf).sequence == SEQUENCE + 2
    older = pack_file(tmp_path / "old", SEQUENCE + 1)
    assert "older than the content of this program" in run("install", older)[1]


def test_an_older_pack_is_refused_until_somebody_gives_a_reason(
    installation: Path, tmp_path: Path, shelf: Shelf, run: Run
) -> None:
    assert run("install", pack_file(tmp_path / "new", SEQUENCE + 1))[0] == 0

    assert run("remove")[0] == 0

    with pytest.raises(ContentError, match=f"{SEQUENCE} is older than {SEQUENCE + 1}"):
        content_in_use(shelf)
    assert run("accept", "--because", "The new one has a wrong figure.")[0] == 0
    assert content_in_use(shelf).sequence == SEQUENCE
    assert shelf.in_use().accepted[-1].because == "The new one has a wrong figure."


def test_another_pack_of_the_same_sequence_is_refused(
    installation: Path, tmp_path: Path, shelf: Shelf, run: Run
) -> None:
    assert run("install", pack_file(tmp_path / "new", SEQUENCE + 1))[0] == 0

    status, said = run("install", pack_file(tmp_path / "twin", SEQUENCE + 1, version="2027.2.0"))

    assert status == 2
    assert f"another pack with the sequence {SEQUENCE + 1}" in said
    assert content_in_use(shelf).pack.info.version == pack().info.version


def test_an_expired_pack_is_neither_installed_nor_verified(
    installation: Path, tmp_path: Path, run: Run
) -> None:
    file = pack_file(tmp_path / "new", SEQUENCE + 1, next_review="2026-01-01", expires="2026-02-01")

    for command in ("install", "verify"):
        assert run(command, file) == (
            2,
            f"backchoice: {file}:1: expires: expired on 2026-02-01\n",
        )
    assert not Shelf(user_folders.content()).installed.exists()


def test_an_unsigned_pack_is_not_installed(installation: Path, tmp_path: Path, run: Run) -> None:
    file = pack_file(tmp_path / "new", SEQUENCE + 1)
    signature_file(file).unlink()

    status, said = run("install", file)

    assert status == 2
    assert said.count("\n") == 1


def test_a_damaged_log_of_use_is_told(installation: Path, shelf: Shelf) -> None:
    used = content_in_use(shelf)
    shelf.note(used.accepted(TODAY), TODAY)
    (shelf.folder / "in_use.json").write_text("{}}", encoding="utf-8")

    with pytest.raises(ContentError, match=r"in_use\.json:1: does not tell"):
        content_in_use(shelf)


def test_the_log_of_use_grows_by_packs_and_not_by_days(shelf: Shelf) -> None:
    for day in (24, 25, 26):
        shelf.note(content().accepted(date(2026, 11, day)), date(2026, 11, day))

    assert len(shelf.in_use().accepted) == 1
    assert shelf.in_use().seen_on == date(2026, 11, 26)


def test_a_clock_set_back_is_remembered_until_a_reason_is_given(shelf: Shelf) -> None:
    shelf.note(content().accepted(date(2036, 1, 1)), date(2036, 1, 1))

    shelf.note(content().accepted(TODAY), TODAY)
    assert shelf.in_use().seen_on == date(2036, 1, 1)

    shelf.note(content().accepted(TODAY, "The clock was wrong."), TODAY)
    assert shelf.in_use().seen_on == TODAY


def test_a_kept_pack_is_read_again_as_it_was(shelf: Shelf) -> None:
    then = content().raw.decode().replace('"2026.11.0"', '"2025.1.0"')

    kept = earlier_pack(then, content(), shelf)

    assert kept is not None
    assert kept.info.version == "2025.1.0"
    assert kept.options == pack().options


def test_a_kept_pack_of_another_kind_is_not_read(shelf: Shelf) -> None:
    assert earlier_pack('{"info": {}}', content(), shelf) is None


def test_a_kept_pack_of_the_clinics_key_stays_marked(shelf: Shelf) -> None:
    key = OTHER_KEY.public.name
    marked = pack().info.model_copy(update={"signed_by_clinic": key})
    signed = replace(content(), key=key, pack=pack().model_copy(update={"info": marked}))
    shelf.note(signed.accepted(TODAY), TODAY)

    kept = earlier_pack(content().raw.decode(), content(), shelf)

    assert kept is not None
    assert kept.info.signed_by_clinic == key


def test_a_kept_pack_of_an_earlier_program_is_not_the_clinics(shelf: Shelf) -> None:
    shelf.note(replace(content(), key=KEY.public.name).accepted(TODAY), TODAY)

    kept = earlier_pack(content().raw.decode(), content(), shelf)

    assert kept is not None
    assert kept.info.signed_by_clinic == ""


def test_what_is_withdrawn_today_vanishes_from_earlier_visits_by_its_name_of_then(
    shelf: Shelf,
) -> None:
    raw = content().raw.decode().replace('"2026.11.0"', '"2025.1.0"')
    reason = Line(text="We no longer use this.")
    authored = content().authored.model_copy(
        update={
            "withdrawn": (Withdrawn(id="hands-on", reason=reason),),
            "renamed": {"massage": "hands-on"},
        }
    )

    earlier = earlier_pack(raw, replace(content(), authored=authored), shelf)

    assert earlier is not None
    assert earlier.option_by_id["massage"].first_action == reason


def test_a_build_signs_with_a_key_of_its_own_or_the_one_it_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795500000")
    key_file = tmp_path / "me.key"
    key_file.write_text(KEY.file_text(), encoding="ascii")

    one, other = (write_shipped(resources.content(), tmp_path / name) for name in "ab")
    monkeypatch.setenv(SIGNING_KEY, str(key_file))
    ours, again = (write_shipped(resources.content(), tmp_path / name) for name in "cd")

    assert set(one.values()) != set(other.values())
    assert [file.read_bytes() for file in ours] == [file.read_bytes() for file in again]
    assert f"assets/keys/{KEY.public.name}.pub" in ours.values()
