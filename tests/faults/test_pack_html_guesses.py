"""No module of the window names what could guess that a text is HTML (fault row F38)."""

import ast
from pathlib import Path

import pytest

UI = Path(__file__).resolve().parents[2] / "sdm_app" / "ui"
SEEN_AS_PLAIN = {
    "text.py": "the label and the tip of the window",
    "self_check.py": "one label of its own words, never shown to a patient",
    "widgets/page_view.py": "a label of pictures alone, plain all the same",
}
"""Files that may name what could guess at a text, and why."""
GUESSING = frozenset(
    {
        *("QLabel", "QMessageBox", "QErrorMessage", "QTextEdit", "QTextBrowser", "QTextDocument"),
        *("QWhatsThis", "QStaticText", "QGraphicsTextItem", "QSplashScreen"),
        *("QProgressDialog", "QInputDialog", "setToolTip", "setStatusTip", "setWhatsThis"),
        *("setHtml", "setMarkdown", "insertHtml", "appendHtml", "setTextFormat", "showText"),
        *("setInformativeText", "setDetailedText", "addToolTip", "setTabToolTip"),
    }
)


def guessing_in(source: str) -> list[str]:
    """The names of a module's code that could guess at a text."""
    names = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Name | ast.Attribute | ast.alias):
            name = {ast.Name: "id", ast.Attribute: "attr", ast.alias: "name"}[type(node)]
            names.append(getattr(node, name))
    return sorted(GUESSING & set(names))


def test_only_the_label_of_the_window_can_guess_at_a_text() -> None:
    found = {
        path.relative_to(UI).as_posix(): names
        for path in sorted(UI.rglob("*.py"))
        if (names := guessing_in(path.read_text(encoding="utf-8")))
    }

    assert {file: names for file, names in found.items() if file not in SEEN_AS_PLAIN} == {}
    assert set(found) == set(SEEN_AS_PLAIN), "an exception that is not needed any more"


@pytest.mark.parametrize(
    "planted",
    [
        "from PySide6.QtWidgets import QLabel\nQLabel('x')",
        "from PySide6 import QtWidgets\nQtWidgets.QLabel('x')",
        "button.setToolTip(words)",
        "def later():\n    from PySide6.QtWidgets import QMessageBox as box\n    box.about()",
        "self.area.setHtml(text)",
    ],
)
def test_a_planted_guess_is_found(planted: str) -> None:
    assert guessing_in(planted)
