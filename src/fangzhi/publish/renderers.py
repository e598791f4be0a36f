"""The renderers by format: one row a format, and what the rest of the house calls them."""

from __future__ import annotations

from fangzhi.publish.docx.render import render as render_docx
from fangzhi.publish.epub.render import render as render_epub
from fangzhi.publish.pdf.render import render as render_pdf
from fangzhi.publish.press.render import render as render_press
from fangzhi.publish.result import Renderer
from fangzhi.publish.site.render import render as render_site
from fangzhi.publish.tei.render import render as render_tei

RENDERERS: dict[str, Renderer] = {
    "pdf": render_pdf,
    "docx": render_docx,
    "epub": render_epub,
    "site": render_site,
    "tei": render_tei,
    "press": render_press,
}

NAMES = {
    "pdf": "PDF", "docx": "Word", "epub": "EPUB", "site": "网站", "tei": "TEI", "press": "发排包",
}  # fmt: skip
