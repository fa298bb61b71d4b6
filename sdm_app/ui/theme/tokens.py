"""The colours of the three schemes and the sizes of text."""

from dataclasses import dataclass

from sdm_app.settings import Contrast


@dataclass(frozen=True)
class Tokens:
    """Colours by what they mean, as `#RRGGBB`; `on_primary` is text on `primary`."""

    ink: str
    muted: str
    line: str
    paper: str
    canvas: str
    primary: str
    primary_strong: str
    primary_soft: str
    on_primary: str
    caution: str
    caution_soft: str
    stop: str
    stop_soft: str
    good: str
    good_soft: str
    icon_off: str
    border_width: int = 1


LIGHT = Tokens(
    ink="#16232E",
    muted="#51606C",
    line="#D5DDE3",
    paper="#FFFFFF",
    canvas="#F4F6F7",
    primary="#0B5E6B",
    primary_strong="#084A55",
    primary_soft="#E2F0F1",
    on_primary="#FFFFFF",
    caution="#9A5B00",
    caution_soft="#FDF1DC",
    stop="#A32A2A",
    stop_soft="#FBE9E7",
    good="#2B6B45",
    good_soft="#E4F2E9",
    icon_off="#D3DBE0",
)

DARK = Tokens(
    ink="#E8EEF2",
    muted="#A9B8C3",
    line="#3A4A56",
    paper="#1B2730",
    canvas="#131C23",
    primary="#6CC3CF",
    primary_strong="#8FD5DF",
    primary_soft="#1E3E45",
    on_primary="#0B1A1E",
    caution="#F0B860",
    caution_soft="#3D3018",
    stop="#F29A93",
    stop_soft="#43211F",
    good="#86CFA2",
    good_soft="#1D3A29",
    icon_off="#44545F",
)

HIGH = Tokens(
    ink="#FFFFFF",
    muted="#FFFFFF",
    line="#FFFFFF",
    paper="#000000",
    canvas="#000000",
    primary="#FFE45C",
    primary_strong="#FFF3A8",
    primary_soft="#333000",
    on_primary="#000000",
    caution="#FFC04D",
    caution_soft="#000000",
    stop="#FF9D96",
    stop_soft="#000000",
    good="#7CF0A8",
    good_soft="#000000",
    icon_off="#6E6E6E",
    border_width=2,
)

_SCHEMES = {Contrast.LIGHT: LIGHT, Contrast.DARK: DARK, Contrast.HIGH: HIGH}

BASE_PIXELS = 16
"""Body text at 100 percent."""

LINE_PIXELS = 23
"""Height of a line of body text at 100 percent."""

ROLE_PIXELS = {
    "title": 30,
    "lead": 19,
    "heading": 18,
    "body": 16,
    "small": 14,
    "muted": 14,
    "number": 44,
    "guide": 15,
}
"""Size of each text role at 100 percent."""


def tokens_for(contrast: Contrast) -> Tokens:
    """The colours of a scheme."""
    return _SCHEMES[contrast]


def base_pixels(text_scale: int) -> int:
    """Body text in pixels at a scale in percent."""
    return scaled(BASE_PIXELS, text_scale)


def scaled(pixels: int, text_scale: int) -> int:
    """A size at a text scale in percent, rounded to whole pixels."""
    return round(pixels * text_scale / 100)
