"""What can go wrong with the records; every message is one sentence without answers or names."""


class RecordsError(Exception):
    """The records cannot be used as asked."""


class NotSaved(RecordsError):
    """Nothing of the last change was kept: the disk is full, closed to us or held by another."""


class NewerRecords(RecordsError):
    """A newer version of the program wrote these records; they were left untouched."""


class UnreadableRecords(RecordsError):
    """The file is no database of ours, or is damaged; it was left untouched."""
