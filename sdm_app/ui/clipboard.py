"""Puts private text on the clipboard for a moment, out of histories and other computers."""

from hashlib import sha256

from PySide6.QtCore import QCoreApplication, QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

CLEAR_AFTER_MS = 30_000

_WINDOWS = 'application/x-qt-windows-mime;value="{name}"'
_NO = b"\x00\x00\x00\x00"
"""A Windows DWORD of 0."""

SECRET: dict[str, bytes] = {
    # What clipboard managers of KDE, and others after it, do not keep.
    "x-kde-passwordManagerHint": b"secret",
    # Windows: not in the history that Win+V shows, and not sent to other computers.
    _WINDOWS.format(name="ExcludeClipboardContentFromMonitorProcessing"): b"\x01\x00\x00\x00",
    _WINDOWS.format(name="CanIncludeInClipboardHistory"): _NO,
    _WINDOWS.format(name="CanUploadToCloudClipboard"): _NO,
}
"""Formats beside the text, by which a system is told to keep no copy of it."""


class PrivateClipboard(QObject):
    """Clears what it copied after 30 seconds, at the end of the program, and when told to.

    Only if it is still there: what somebody copied meanwhile is theirs.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._digest = b""
        self._about = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(CLEAR_AFTER_MS)
        self._timer.timeout.connect(self.clear_if_ours)
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.clear_if_ours)

    def copy_private(self, text: str, about: str = "") -> None:
        """Put the text on the clipboard, marked as a secret; `about` is the visit it tells of."""
        self._about = about
        QGuiApplication.clipboard().setMimeData(secret_data(text))
        self._digest = _digest(text)
        self._timer.start()

    def clear_unless_about(self, visit: str) -> None:
        """Another visit begins: what was copied from the one before goes."""
        if self._about != visit:
            self.clear_if_ours()

    def clear_if_ours(self) -> None:
        """Take the text away, also from what X11 pastes with the middle button."""
        self._timer.stop()
        if not self._digest:
            return
        clipboard = QGuiApplication.clipboard()
        modes = [QClipboard.Mode.Clipboard]
        if clipboard.supportsSelection():
            modes.append(QClipboard.Mode.Selection)
        for mode in modes:
            if _digest(clipboard.text(mode)) == self._digest:
                clipboard.clear(mode)
        self._digest = b""


def secret_data(text: str) -> QMimeData:
    """The text with the marks that keep it out of histories."""
    data = QMimeData()
    data.setText(text)
    for name, value in SECRET.items():
        data.setData(name, value)
    return data


def _digest(text: str) -> bytes:
    """What is remembered of a text in its place. Line ends are the system's to choose."""
    return sha256("\n".join(text.splitlines()).encode(errors="surrogatepass")).digest()
