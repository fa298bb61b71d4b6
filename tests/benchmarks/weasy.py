"""A tagged PDF of the same words as our handout, made by WeasyPrint."""

import sys
import time
from html import escape
from io import BytesIO
from pathlib import Path


def html_of(pdf: bytes) -> str:
    """Our handout's lines as paragraphs, with a picture of 100 people in the middle."""
    # Imported here: the environment that WeasyPrint runs in has no pypdfium2.
    import pypdfium2

    document = pypdfium2.PdfDocument(BytesIO(pdf))
    pages = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    body = "".join(
        f"<h2>Page</h2>{''.join(f'<p>{escape(line)}</p>' for line in page.splitlines() if line)}"
        for page in pages
    )
    dots = "".join(
        f'<circle cx="{10 + n % 10 * 20}" cy="{10 + n // 10 * 20}" r="8"/>' for n in range(100)
    )
    picture = f'<svg width="200" height="200" role="img" aria-label="100 people">{dots}</svg>'
    return (
        f'<html lang="en"><head><title>My plan</title></head><body><h1>My plan</h1>{picture}{body}'
        "</body></html>"
    )


def build(html: str) -> bytes:
    """The PDF, tagged for screen readers."""
    from weasyprint import HTML

    pdf: bytes = HTML(string=html).write_pdf(pdf_variant="pdf/ua-1")
    return pdf


def main() -> None:
    """For each line read, build the PDF of a file once and print the milliseconds."""
    html = Path(sys.argv[1]).read_text(encoding="utf-8")
    build(html)
    for _ in sys.stdin:
        began = time.perf_counter()
        build(html)
        print((time.perf_counter() - began) * 1000, flush=True)


if __name__ == "__main__":
    main()
