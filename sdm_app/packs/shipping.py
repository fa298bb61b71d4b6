"""Builds and signs the pack that an installed copy carries, and the key that checks it.

With the environment variable `BACKCHOICE_SIGNING_KEY`, the file of a secret key, the pack is signed
with that key. Else a key is made for this one build and forgotten: it still shows when the file is
altered, and later content comes with a later program, or is signed with a key the clinic adds.
"""

import os
from datetime import UTC, datetime
from pathlib import Path

from sdm_app.packs import signing
from sdm_app.packs.built import build, sequence_at

SIGNING_KEY = "BACKCHOICE_SIGNING_KEY"
_WHEN = "SOURCE_DATE_EPOCH"


def write_shipped(content: Path, out: Path) -> dict[Path, str]:
    """Write pack, signature and key below `out`; each file with its address below `_data`.

    Raises:
        ContentError: a fault in the content or in the key file.
    """
    key_file = os.environ.get(SIGNING_KEY)
    key = signing.read_secret_key(Path(key_file)) if key_file else signing.new_key()
    # A build of a given commit says when that was, so that building again gives the same bytes.
    when = os.environ.get(_WHEN)
    built_at = datetime.fromtimestamp(int(when), UTC) if when else datetime.now(UTC)
    raw = build(content, sequence_at(built_at), built_at.date())
    comment = f"timestamp:{int(built_at.timestamp())}\tfile:pack.json"
    written = {
        "content/pack.json": raw,
        "content/pack.json.minisig": key.sign(raw, comment).encode(),
        f"assets/keys/{key.public.name}.pub": key.public.file_text().encode(),
    }
    for address, data in written.items():
        file = out / address
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return {out / address: address for address in written}
