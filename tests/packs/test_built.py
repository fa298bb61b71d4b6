"""The built form, and the commands that make it."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sdm_app import resources
from sdm_app.__main__ import main
from sdm_app.packs import ContentError
from sdm_app.packs.built import Built, build, read_built
from tests.builders import TODAY, pack
from tests.packs.builders import KEY, SEQUENCE, built_bytes, built_value, write_signed, written

CHECKOUT = Path(__file__).parents[2]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    shutil.copytree(resources.content(), folder)
    return folder


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Runs `backchoice pack`, and gives its status, output and complaint."""

    def run(*words: object) -> tuple[int, str, str]:
        status = main(["pack", *map(str, words)])
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


def test_built_and_authored_say_the_same() -> None:
    built = read_built(built_bytes(), "pack.json")

    assert built.content == pack()
    assert built.sequence == SEQUENCE
    assert built.built_on == TODAY
    assert built.review_by == pack().info.next_review


def test_the_same_content_has_the_same_hash() -> None:
    first, second = (read_built(built_bytes(sequence), "p") for sequence in (1, 2))

    assert first.sha256 == second.sha256
    assert build(resources.content(), 1, TODAY) == built_bytes(1)


def test_our_pack_is_read_the_short_way() -> None:
    assert written(built_value()) == built_bytes()


@pytest.mark.parametrize(
    ("next_review", "expires"),
    [("2027-05-24", "2028-05-24"), ("2028-02-29", "2029-02-28"), ("2027-02-28", "2028-02-28")],
)
def test_a_pack_expires_a_year_after_its_review(
    content: Path, next_review: str, expires: str
) -> None:
    edit(
        content / "pack.yaml",
        f"next_review: {pack().info.next_review}",
        f"next_review: {next_review}",
    )

    built = read_built(build(content, 1, TODAY), "p")

    assert built.expires == date.fromisoformat(expires)


def test_withdrawn_ids_carry_their_reason(content: Path) -> None:
    file = content / "withdrawn.yaml"
    file.write_text("- id: heat\n  reason: Its trial was retracted.\n", encoding="utf-8")

    built = read_built(build(content, 1, TODAY), "p")

    assert [(one.id, one.reason.text) for one in built.content.withdrawn] == [
        ("heat", "Its trial was retracted.")
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("heat\n", r"withdrawn.yaml:1: Input should be a valid tuple"),
        ("", r"withdrawn.yaml:1: must hold one YAML document"),
        ("- id: heat\n", r"withdrawn.yaml:1: 0.reason: "),
        ("- id: heat\n  reason: x\n  why: y\n", r"withdrawn.yaml:3: 0.why: "),
        ("- id: Heat\n  reason: x\n", r"withdrawn.yaml:1: 0.id: "),
        ("- {id: heat, reason: x}\n- {id: heat, reason: y}\n", r"names an id twice"),
    ],
)
def test_a_fault_in_what_is_withdrawn_names_its_line(content: Path, text: str, fault: str) -> None:
    (content / "withdrawn.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(ContentError, match=fault):
        build(content, 1, TODAY)


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("format", "backchoice-pack-2", "must be 'backchoice-pack-1', which this version reads"),
        ("format", None, "must be 'backchoice-pack-1'"),
        ("sequence", 0, "greater than or equal to 1"),
        ("sequence", "7", "wrong kind"),
        ("sequence", 7.0, "wrong kind"),
        ("sequence", True, "wrong kind"),
        ("sequence", 10**15, "less than"),
        ("built_on", 20000, "wrong kind|zero|date"),
        ("review_by", "2027-05-25", "review_by is not the content's next_review"),
        ("expires", "2028-05-23", "expires is not the day the content expires"),
        ("expires", "soon", "valid date"),
        ("content", {}, "required"),
    ],
)
def test_a_faulty_field_is_refused_by_name(field: str, value: Any, why: str) -> None:
    spoilt = built_value() | {field: value}

    with pytest.raises(ContentError, match=rf"p:1: ({field}.*)?({why})"):
        read_built(written(spoilt), "p")


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(ContentError, match="p:1: more: Extra inputs"):
        read_built(written(built_value() | {"more": 1}), "p")


@pytest.mark.parametrize("field", [name for name in Built.model_fields if name != "content"])
def test_a_missing_field_is_refused(field: str) -> None:
    raw = built_bytes().replace(f'"{field}":'.encode(), b'"other":', 1)

    with pytest.raises(ContentError, match=f"p:1: ({field}|other): "):
        read_built(raw, "p")


def test_content_that_is_not_what_was_hashed_is_refused() -> None:
    raw = built_bytes().replace(b"Keep moving", b"Stop moving", 1)
    assert raw != built_bytes()

    with pytest.raises(ContentError, match="p:1: sha256: the content was altered"):
        read_built(raw, "p")


def test_fields_in_another_order_are_refused() -> None:
    raw = built_bytes().replace(
        b'{"format":"backchoice-pack-1","sequence":7,',
        b'{"sequence":7,"format":"backchoice-pack-1",',
    )

    with pytest.raises(ContentError, match="another order"):
        read_built(raw, "p")


def test_content_in_another_order_is_taken() -> None:
    value = built_value()
    value["content"] = dict(reversed(value["content"].items()))

    assert read_built(written(value), "p").content == pack()


def test_content_is_read_without_cryptography() -> None:
    """Where the wheel is built there is none, and other commands need not wait for it."""
    code = "import sys; from sdm_app import packs; sys.exit('cryptography' in sys.modules)"

    subprocess.run([sys.executable, "-c", code], check=True, cwd=CHECKOUT)


def test_a_pack_is_built_signed_and_verified(
    tmp_path: Path, run: Callable[..., tuple[int, str, str]]
) -> None:
    file = tmp_path / "pack.json"

    assert run("new-key", tmp_path / "me")[0] == 0
    built = run("build", resources.content(), "--out", file, "--today", "2026-11-24")
    assert built[0] == 0
    assert "sequence 202611240000, review by 2027-05-24, expires 2028-05-24." in built[1]
    assert run("sign", file, "--key", tmp_path / "me.key")[0] == 0
    public_file = tmp_path / "me.pub"
    public_line = public_file.read_text(encoding="ascii").splitlines()[1]
    for key in (public_file, public_line):
        status, said, _ = run("verify", file, "--key", key)
        assert status == 0
        assert "good, signed with key" in said


def test_each_build_has_a_higher_sequence(
    tmp_path: Path, run: Callable[..., tuple[int, str, str]]
) -> None:
    words = ("build", resources.content(), "--out", tmp_path / "p.json", "--today")

    said = [run(*words, day)[1] for day in ("2026-11-24", "2026-11-24", "2026-11-23")]

    for number, sentence in enumerate(said):
        assert f"sequence {202611240000 + number}," in sentence


def test_bad_input_is_one_sentence_and_status_2(
    tmp_path: Path, content: Path, run: Callable[..., tuple[int, str, str]]
) -> None:
    write_signed(tmp_path, built_bytes())
    file, other, key = tmp_path / "pack.json", tmp_path / "other.txt", tmp_path / "me.key"
    other.write_text("mine", encoding="utf-8")
    key.write_text(KEY.file_text(), encoding="ascii")
    edit(content / "options" / "heat.yaml", "tagline:", "tag_line:")

    for words, why in (
        (("build", content, "--out", tmp_path / "p.json"), r"heat.yaml:\d+: .*tagline"),
        (("build", tmp_path / "none", "--out", tmp_path / "p.json"), "none:1: is no folder"),
        (("build", resources.content(), "--out", other), "other.txt:1: not JSON"),
        (("build", resources.content(), "--out", tmp_path / "no" / "p"), "No such file"),
        (("build", resources.content(), "--out", tmp_path / "p.json", "--sequence", 0), "sequence"),
        (("sign", other, "--key", key), "other.txt:1: not JSON"),
        (("sign", file, "--key", other), "other.txt:1: is no secret key"),
        (("sign", tmp_path / "none", "--key", key), "none:1: No such file"),
        (("sign", content, "--key", key), r"heat.yaml:\d+: .*tagline"),
        (("verify", file), "no key is trusted here"),
        (("verify", file, "--key", other), "other.txt:1: is no public key"),
        (("verify", file, "--key", "rubbish"), "--key:1: is neither"),
        (("verify", other, "--key", KEY.public.text()), "is not signed: there is no other.txt.min"),
    ):
        status, said, complaint = run(*words)
        assert (status, said) == (2, "")
        assert complaint.count("\n") == 1
        assert re.search(why, complaint)
    assert other.read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "p.json").exists()


def test_a_pack_that_names_what_does_not_exist_is_not_signed(
    tmp_path: Path, run: Callable[..., tuple[int, str, str]]
) -> None:
    value = built_value()
    value["content"]["info"]["guideline_set"] = "no-such-set"
    file, key = write_signed(tmp_path, written(value)), tmp_path / "me.key"
    key.write_text(KEY.file_text(), encoding="ascii")

    for words in (("sign", file, "--key", key), ("verify", file, "--key", KEY.public.text())):
        status, _, complaint = run(*words)
        assert status == 2
        assert "content.info.guideline_set: unknown guideline set 'no-such-set'" in complaint


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
