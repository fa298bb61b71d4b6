"""The fuzzers begin with inputs that pass: from those they reach the far checks."""

from sdm_app.packs.built import read_built
from sdm_app.packs.signing import public_key, trusted, verify
from tests.fuzz.seeds import pack_seeds, signature_seeds, small_pack
from tests.fuzz.signed import KEY, SIGNED
from tests.packs.builders import KEY as SIGNING_KEY


def test_the_small_pack_is_read() -> None:
    assert read_built(small_pack(), "small.json").content.options
    assert len(small_pack()) < 40_000, "the length that `make fuzz` allows"
    assert len(read_built(pack_seeds()["withdrawn.json"], "p").content.withdrawn) == 3


def test_one_seed_differs_from_the_small_pack_by_an_escape_alone() -> None:
    seeds = pack_seeds()

    assert b"\\u0073equence" in seeds["escaped.json"]
    assert seeds["escaped.json"].replace(b"\\u0073", b"s") == seeds["small.json"]


def test_every_seed_of_the_signatures_is_good() -> None:
    assert public_key(KEY) == SIGNING_KEY.public

    for name, raw in signature_seeds().items():
        assert verify(SIGNED, raw, trusted([public_key(KEY)]), name).key == SIGNING_KEY.public
