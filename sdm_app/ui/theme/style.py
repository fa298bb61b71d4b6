"""The one style sheet of the window, built from tokens.

Widgets are picked by class and by dynamic property: `role` (text), `kind` (button), `tone` (card
and tag), `surface` (part of the frame).
"""

from sdm_app.resources import asset
from sdm_app.ui.theme.tokens import LINE_PIXELS, ROLE_PIXELS, Tokens, scaled


def style_sheet(tokens: Tokens, text_scale: int) -> str:
    """The style sheet for a scheme at a text scale in percent."""
    return "\n".join(
        (
            _text(tokens, text_scale),
            _buttons(tokens, text_scale),
            _surfaces(tokens),
            _fields(tokens, text_scale),
            _tags(tokens, text_scale),
        )
    )


def _text(t: Tokens, scale: int) -> str:
    sizes = {role: scaled(pixels, scale) for role, pixels in ROLE_PIXELS.items()}
    return f"""
QLabel {{ color: {t.ink}; background: transparent; }}
QLabel[role="title"] {{ font-size: {sizes["title"]}px; font-weight: 700; }}
QLabel[role="lead"] {{ font-size: {sizes["lead"]}px; color: {t.muted}; }}
QLabel[role="heading"] {{ font-size: {sizes["heading"]}px; font-weight: 700; }}
QLabel[role="body"] {{ font-size: {sizes["body"]}px; }}
QLabel[role="small"] {{ font-size: {sizes["small"]}px; }}
QLabel[role="muted"] {{ font-size: {sizes["muted"]}px; color: {t.muted}; }}
QLabel[role="number"] {{ font-size: {sizes["number"]}px; font-weight: 700; color: {t.primary}; }}
QLabel[role="guide"] {{ font-size: {sizes["guide"]}px; }}
QLabel[role="heading-plain"] {{ font-size: {sizes["heading"]}px; }}
QLabel[role="brand"] {{ font-size: {sizes["heading"]}px; font-weight: 700; color: {t.primary}; }}
"""


def _buttons(t: Tokens, scale: int) -> str:
    small = scaled(ROLE_PIXELS["small"], scale)
    body = scaled(ROLE_PIXELS["body"], scale)
    edge = t.border_width
    return f"""
QPushButton {{ color: {t.ink}; background: {t.paper}; border: {edge}px solid {t.line};
    border-radius: 10px; padding: 6px 14px; font-size: {small}px; font-weight: 600;
    min-height: {_tall(30, scale)}px; }}
QPushButton:hover {{ border-color: {t.primary}; }}
QPushButton:focus {{ border: 2px solid {t.primary_strong}; padding: 5px 13px; }}
QPushButton:disabled {{ color: {t.muted}; border-style: dashed; }}
QPushButton[kind="primary"] {{ color: {t.on_primary}; background: {t.primary};
    border: 2px solid {t.primary}; padding: 6px 20px; font-size: {body}px;
    min-height: {_tall(32, scale)}px; }}
QPushButton[kind="primary"]:hover {{ background: {t.primary_strong}; }}
QPushButton[kind="primary"]:focus {{ border: 2px solid {t.ink}; padding: 6px 20px; }}
QPushButton[kind="primary"]:disabled {{ color: {t.muted}; background: {t.canvas};
    border-color: {t.line}; }}
QPushButton[kind="outline"] {{ color: {t.primary}; border: 1px solid {t.primary};
    padding: 7px 20px; font-size: {body}px; min-height: {_tall(32, scale)}px; }}
QPushButton[kind="outline"]:hover {{ background: {t.primary_soft}; }}
QPushButton[kind="outline"]:checked {{ color: {t.on_primary}; background: {t.primary}; }}
QPushButton[kind="outline"]:focus {{ border: 2px solid {t.primary_strong}; padding: 6px 19px; }}
QPushButton[kind="outline"]:disabled {{ color: {t.muted}; border-color: {t.line}; }}
QPushButton[kind="chip"] {{ border-radius: 16px; padding: 4px 14px;
    min-height: {_tall(22, scale)}px; }}
QPushButton[kind="chip"]:checked {{ color: {t.primary}; background: {t.primary_soft};
    border-color: {t.primary}; }}
QPushButton[kind="chip"]:focus {{ border: 2px solid {t.primary_strong}; padding: 3px 13px; }}
QPushButton[kind="choice"] {{ border-radius: 14px; padding: 0; min-height: 44px; }}
QPushButton[kind="choice"]:checked {{ background: {t.primary_soft};
    border: 3px solid {t.primary}; }}
QPushButton[kind="choice"]:focus {{ border: 3px solid {t.primary_strong}; padding: 0; }}
QPushButton[kind="scale"] {{ padding: 0; font-size: {body}px; min-width: 24px;
    min-height: {_tall(44, scale)}px; }}
QPushButton[kind="scale"]:checked {{ color: {t.on_primary}; background: {t.primary};
    border: 2px solid {t.ink}; font-weight: 700; }}
QPushButton[kind="scale"]:focus {{ border: 2px solid {t.primary_strong}; padding: 0; }}
QPushButton[kind="link"] {{ color: {t.primary}; background: transparent; border: none;
    border-bottom: 1px solid {t.primary}; border-radius: 0; padding: 0;
    min-height: {_tall(20, scale)}px; font-weight: 400; text-align: left; }}
QPushButton[kind="link"]:hover {{ color: {t.primary_strong}; }}
QPushButton[kind="link"]:focus {{ border: none; border-bottom: 3px solid {t.primary_strong}; }}
QPushButton[kind="rail"] {{ text-align: left; background: transparent;
    border: 2px solid transparent; padding: 8px 10px; font-size: {body}px; font-weight: 400;
    color: {t.muted}; min-height: {_tall(28, scale)}px; }}
QPushButton[kind="rail"]:hover {{ background: {t.canvas}; }}
QPushButton[kind="rail"]:checked {{ color: {t.primary}; background: {t.primary_soft};
    font-weight: 700; }}
QPushButton[kind="rail"]:focus {{ border-color: {t.primary_strong}; }}
QPushButton[kind="rail"]:disabled {{ border-style: none; padding: 10px 12px; }}
"""


def _surfaces(t: Tokens) -> str:
    edge = t.border_width
    return f"""
QMainWindow, QDialog {{ background: {t.canvas}; }}
QWidget[surface="top"] {{ background: {t.paper}; border-bottom: {edge}px solid {t.line}; }}
QWidget[surface="bottom"] {{ background: {t.paper}; border-top: {edge}px solid {t.line}; }}
QWidget[surface="rail"] {{ background: {t.paper}; border-right: {edge}px solid {t.line}; }}
QWidget[surface="guide"] {{ background: {t.paper}; border-left: {edge}px solid {t.line}; }}
QWidget[surface="notice"] {{ background: {t.caution_soft};
    border-bottom: {edge}px solid {t.caution}; }}
QWidget[surface="notice"] QLabel {{ color: {t.caution}; }}
QWidget[surface="hidden"] {{ background: {t.canvas}; }}
QFrame[surface="divider"] {{ background: {t.line}; border: none;
    min-height: 1px; max-height: 1px; }}
QFrame[tone] {{ background: {t.paper}; border: {edge}px solid {t.line}; border-radius: 14px; }}
QFrame[tone="soft"] {{ background: {t.primary_soft}; border-color: {t.primary}; }}
QFrame[tone="caution"] {{ background: {t.caution_soft}; border-color: {t.caution}; }}
QFrame[tone="stop"] {{ background: {t.stop_soft}; border-color: {t.stop}; }}
QFrame[tone="good"] {{ background: {t.good_soft}; border-color: {t.good}; }}
QScrollArea, QScrollArea > QWidget > QWidget[surface="scrolled"] {{ background: transparent;
    border: none; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar::handle:vertical {{ background: {t.muted}; border-radius: 4px; min-height: 40px;
    margin: 2px; }}
QScrollBar::add-line:vertical, QScrollBar::sub-line:vertical {{ height: 0; }}
"""


def _fields(t: Tokens, scale: int) -> str:
    down, up = (asset("icons", f"arrow-{way}.png").as_posix() for way in ("down", "up"))
    dot = scaled(16, scale)
    return f"""
QLineEdit, QPlainTextEdit, QSpinBox, QDateEdit, QComboBox {{ color: {t.ink};
    background: {t.paper}; border: 1px solid {t.muted}; border-radius: 10px; padding: 6px 12px;
    selection-background-color: {t.primary}; selection-color: {t.on_primary}; }}
QLineEdit, QSpinBox, QDateEdit, QComboBox {{ min-height: {_tall(30, scale)}px; }}
QLineEdit:focus, QPlainTextEdit:focus, QSpinBox:focus, QDateEdit:focus, QComboBox:focus {{
    border: 2px solid {t.primary_strong}; padding: 5px 11px; }}
QComboBox::drop-down, QDateEdit::drop-down {{ border: none; background: transparent;
    width: 24px; subcontrol-origin: padding; subcontrol-position: center right; }}
QComboBox::down-arrow, QDateEdit::down-arrow {{ image: url("{down}"); width: 16px;
    height: 16px; }}
QSpinBox {{ padding-right: 30px; }}
QSpinBox::up-button, QSpinBox::down-button {{ border: none; background: transparent;
    width: 26px; subcontrol-origin: border; }}
QSpinBox::up-button {{ subcontrol-position: top right; }}
QSpinBox::down-button {{ subcontrol-position: bottom right; }}
QSpinBox::up-arrow {{ image: url("{up}"); width: 16px; height: 16px; }}
QSpinBox::down-arrow {{ image: url("{down}"); width: 16px; height: 16px; }}
QCheckBox, QRadioButton {{ color: {t.ink}; spacing: 10px; min-height: {_tall(32, scale)}px;
    background: transparent; }}
QRadioButton::indicator {{ width: {dot}px; height: {dot}px; border: 2px solid {t.muted};
    border-radius: {dot // 2 + 2}px; background: {t.paper}; }}
QRadioButton::indicator:checked {{ border-color: {t.primary};
    background: qradialgradient(cx:0.5, cy:0.5, radius:0.5, fx:0.5, fy:0.5, stop:0 {t.primary},
    stop:0.55 {t.primary}, stop:0.65 {t.paper}, stop:1 {t.paper}); }}
"""


def _tags(t: Tokens, scale: int) -> str:
    small = scaled(ROLE_PIXELS["small"], scale)
    return f"""
QLabel[tag="plain"] {{ color: {t.muted}; background: {t.paper}; border: 1px solid {t.line};
    border-radius: 12px; padding: 2px 12px; font-size: {small}px; font-weight: 400; }}
QLabel[tag="soft"] {{ color: {t.primary}; background: {t.primary_soft};
    border: 1px solid {t.primary}; border-radius: 12px; padding: 2px 12px; font-size: {small}px;
    font-weight: 600; }}
QLabel[tag="caution"] {{ color: {t.caution}; background: {t.caution_soft};
    border: 1px solid {t.caution}; border-radius: 12px; padding: 2px 12px;
    font-size: {small}px; font-weight: 600; }}
QLabel[tag="stop"] {{ color: {t.stop}; background: {t.stop_soft}; border: 1px solid {t.stop};
    border-radius: 12px; padding: 2px 12px; font-size: {small}px; font-weight: 600; }}
QLabel[tag="good"] {{ color: {t.good}; background: {t.good_soft}; border: 1px solid {t.good};
    border-radius: 12px; padding: 2px 12px; font-size: {small}px; font-weight: 600; }}
"""


def _tall(pixels: int, scale: int) -> int:
    """A least height that holds a line of text: a style sheet's beats the widget's own."""
    return max(pixels, scaled(LINE_PIXELS, scale))
