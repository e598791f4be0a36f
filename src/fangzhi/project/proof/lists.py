"""The list of differences: pages for the press's PDF, a web page, a spreadsheet."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

import typst
from jinja2 import Environment, StrictUndefined, Template

from fangzhi.project.proof.compare import APART, Difference, Told
from fangzhi.publish.fonts.set import house_fonts
from fangzhi.publish.pdf.literal import literal
from fangzhi.publish.pdf.render import typeset_fonts
from fangzhi.publish.press.sheets import list_file

HEAD = ("序", "类", "页", "行", "定稿", "校样", "前文", "后文", "所在", "比上一校")
_WIDTHS = (6, 8, 10, 6, 28, 28, 20, 20, 36, 10)
_LONGEST = 60
_LONGEST_CELL = 2000
"""A chapter left out is not put into one cell whole; the list in JSON has it all."""


def rows_of(differences: Sequence[Difference]) -> list[tuple[str, ...]]:
    """Give the list as rows of words, under HEAD."""
    return [
        (str(number), d.kind, page_of(d), str(d.row or ""), d.locked, d.proof, d.before, d.after,
         d.heading, d.status)
        for number, d in enumerate(differences, 1)
    ]  # fmt: skip


def page_of(difference: Difference | Told) -> str:
    """Say a page: as printed, with its place in the file where that differs."""
    label = getattr(difference, "label", "")
    if not label or label == str(difference.page):
        return str(difference.page) if label else f"[{difference.page}]"
    return f"{label}（PDF 第{difference.page}页）"


def spreadsheet(differences: Sequence[Difference]) -> bytes:
    """Give the list as XLSX."""
    rows = ([words[:_LONGEST_CELL] for words in row] for row in rows_of(differences))
    return list_file(HEAD, rows, _WIDTHS)


def list_pages(title: str, sentences: Sequence[str], differences: Sequence[Difference]) -> bytes:
    """Typeset the list as PDF pages, to stand behind the marked proof."""
    cells = []
    for row in rows_of(differences):
        number, kind, page, line, ours, theirs, before, after, _, status = row
        place = f"{page}　第{line}行" if line else page
        shown = (number, kind + (f"\n{status}" if status else ""), place, _short(ours) or "（无）",
                 _short(theirs) or "（缺）", f"{before}【{_short(theirs)}】{after}")  # fmt: skip
        cells.append("[#" + "], [#".join(map(literal, shown)) + "]")
    source = (files("fangzhi.project") / "data" / "proof.typ").read_text(encoding="utf-8")
    said = "".join(f"#par[#{literal(sentence)}]\n" for sentence in sentences)
    source += f"#heading[#{literal(title)}]\n{said}#listed(\n" + ",\n".join(cells) + "\n)\n"
    with tempfile.TemporaryDirectory() as folder:
        compiler = typst.Compiler(
            source.encode("utf-8"), root=Path(folder), font_paths=typeset_fonts(house_fonts())
        )
        data = compiler.compile(format="pdf", timestamp=0)
    assert isinstance(data, bytes)
    return data


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…（共{len(words)}字）"


def web_page(
    title: str, sentences: Sequence[str], differences: Sequence[Difference],
    mended: Sequence[Difference], told: Sequence[Told],
) -> bytes:  # fmt: skip
    """Give the list as one offline web page, numbers first."""
    groups = [(sort, words, [t for t in told if t.sort == sort]) for sort, words in APART.items()]
    return (
        _template()
        .render(
            title=title, sentences=sentences, page_of=page_of, short=_short,
            numbered=list(enumerate(differences, 1)), mended=mended,
            groups=[group for group in groups if group[2]],
        )
        .encode()
    )  # fmt: skip


@cache
def _template() -> Template:
    words = (files("fangzhi.project") / "data" / "proof.html").read_text(encoding="utf-8")
    return Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    ).from_string(words)
