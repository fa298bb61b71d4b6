"""Keys made from the data key are those of HKDF, and no two purposes share one."""

import hashlib
import os

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from sdm_app.records.derived import chain_key, database_key, derived


@pytest.mark.parametrize("purpose", [b"backchoice database", b"backchoice chain", b""])
def test_derived_keys_are_what_another_implementation_derives(purpose: bytes) -> None:
    data_key = os.urandom(32)

    theirs = HKDF(hashes.SHA256(), 32, salt=None, info=purpose).derive(data_key)

    assert derived(data_key, purpose) == theirs


def test_no_two_purposes_share_a_key() -> None:
    data_key = hashlib.sha256(b"a data key").digest()

    assert len({data_key, database_key(data_key), chain_key(data_key)}) == 3
