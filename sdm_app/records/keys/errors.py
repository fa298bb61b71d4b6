"""What can go wrong with the keys; every message is one sentence for a person."""

from sdm_app.records.errors import RecordsError


class KeysError(RecordsError):
    """The key to the records cannot be had, or kept, as asked."""


class KeyUnavailable(KeysError):
    """This computer's keyring gives nothing: the recovery passphrase must be asked for."""


class KeySlotsDamaged(KeysError):
    """The slots are there, but damage keeps them from leading to the key."""


class KeysExist(KeysError):
    """Keys were set up here before; they were left as they are."""


class KeysNotSaved(KeysError):
    """The slots cannot be written; those from before still count."""


class WrongPassphrase(KeysError):
    """The passphrase, or the key file, is not the one of these records."""


class PassphraseTooWeak(KeysError):
    """Too few characters, or too few different ones, to keep records safe."""


class TooSoon(KeysError):
    """After wrong tries one waits; `seconds` says how long from now."""

    def __init__(self, seconds: int) -> None:
        super().__init__(
            f"After wrong tries the next one has to wait: try again in {seconds} seconds."
        )
        self.seconds = seconds
