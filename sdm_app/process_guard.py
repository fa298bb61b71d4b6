"""Keeps what is in memory from the disk: a crash leaves no picture of the process behind."""

import sys

_PR_SET_DUMPABLE = 4


def keep_memory_private() -> None:
    """Write no core file, and let no other process of this user read this one's memory.

    On Windows nothing is done here: crash reports are off by the installer's policy.
    """
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415  (Windows has no such module)

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        # Imported here: 2 ms that other systems need not pay before the window.
        import ctypes  # noqa: PLC0415

        # A limit of 0 does not stop a core file that goes to a program through a pipe; this does.
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
