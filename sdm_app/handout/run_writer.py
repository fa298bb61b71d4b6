"""Writes shaped runs as PDF text operators."""

from sdm_app.handout.shaped_text import Run
from sdm_app.handout.tagged_canvas import TaggedCanvas

_SAME_PLACE = 0.5
"""Thousandths of the size below which a viewer's place and ours are taken for one."""


def write_run(
    canvas: TaggedCanvas, run: Run, spoken: str, size: float, origin: tuple[float, float]
) -> None:
    """The run's glyphs from left to right, each with the characters of `spoken` it stands for.

    Viewers take letters that run from the right to be written in this order, and turn them back
    when they are copied. `origin` is the left end of the run on its baseline, in points.
    """
    code = canvas._code
    embedded = canvas.fonts.of(run.font)
    left, baseline = origin
    code.append(f"/{embedded.name} {size:g} Tf 1 0 0 1 {left:.3f} {baseline:.3f} Tm")
    pieces: list[str] = []
    at = rise = 0.0
    place = 0.0
    for cluster in run.clusters:
        text = spoken[cluster.start : cluster.end]
        is_several = len(cluster.glyphs) > 1
        if is_several:
            _flush(code, pieces)
            code.append(f"/Span <</ActualText <FEFF{text.encode('utf-16-be').hex().upper()}>>> BDC")
        for glyph in cluster.glyphs:
            up = round(glyph.up * size / 1000, 3)
            if up != rise:
                _flush(code, pieces)
                code.append(f"{up:g} Ts")
                rise = up
            wanted = place + glyph.right
            if abs(wanted - at) > _SAME_PLACE:
                pieces.append(f"{at - wanted:.4g}")
                at = wanted
            pieces.append(f"<{embedded.code_of(glyph.number, text):04X}>")
            at += run.font.width_of(glyph.number)
            place += glyph.advance
        if is_several:
            _flush(code, pieces)
            code.append("EMC")
    _flush(code, pieces)
    if rise:
        code.append("0 Ts")


def _flush(code: list[str], pieces: list[str]) -> None:
    if pieces:
        code.append(f"[{''.join(pieces).replace('><', '')}] TJ")
        pieces.clear()
