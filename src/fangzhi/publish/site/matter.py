"""The pages around the text: title page, word counts, the register of entries."""

from __future__ import annotations

from fangzhi.model.book import Book, entries_in
from fangzhi.publish.html.sheet import Shared, anchor
from fangzhi.publish.legal import attribute, escaped
from fangzhi.publish.period import period_words
from fangzhi.publish.site.tree import whole_tree


def title_page(shared: Shared) -> str:
    """Give the title page with the contents."""
    work = shared.book.work
    said = work.imprint
    size = "long" if len(work.title) > 8 else "middle" if len(work.title) > 6 else "short"
    lines = [f'<h1 class="{size}">{escaped(work.title)}</h1>', _line("compiler", said.compiler)]
    left = _line("subtitle", said.subtitle) + _line("period", period_words(work))
    left += _line("publisher", " ".join(filter(None, (said.publisher, said.date))))
    lines.append(f'<div class="left">{left}</div>' if left else "")
    return (
        f'<section class="title-page">{"".join(lines)}</section>\n'
        f'<nav class="contents" id="contents" aria-labelledby="contents-head">'
        f'<h2 id="contents-head">目录</h2>\n{whole_tree(shared)}</nav>'
    )


def _line(name: str, words: str) -> str:
    return f'<p class="{name}">{escaped(words)}</p>' if words else ""


def counts_page(book: Book) -> str:
    """Give the word counts (字数) as compile counted them."""
    heads = ("篇目或单位", "字数", "条目", "表", "图")
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    rows = []
    for count in book.counts:
        figures = (count.typed, count.entries, count.tables, count.figures)
        cells = "".join(f'<td class="number">{figure:,}</td>' for figure in figures)
        rows.append(f'<tr><th scope="row">{escaped(count.name)}</th>{cells}</tr>')
    return (
        "<h1>字数</h1>\n<p>字数按版面文字逐字计，标点计入，空格不计；表、图按幅计。</p>\n"
        '<div class="scroll" role="region" tabindex="0" aria-label="字数表">'
        f'<table class="counts"><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody>'
        "</table></div>"
    )


def register_page(shared: Shared) -> str:
    """Give the register: every entry under its lasting address, whatever page it stands on now."""
    items = []
    seen: set[str] = set()
    for node, entry in entries_in(shared.book):
        if entry.id in seen:
            continue
        seen.add(entry.id)
        words = entry.title.text.strip("【】 ") if entry.title else node.title
        place = attribute(shared.address(entry.id))
        items.append(
            f'<li id="{anchor(entry.id)}"><a href="{place}">{escaped(words or "（无题）")}</a> '
            f"<code>{escaped(entry.id)}</code></li>"
        )
    return (
        "<h1>条目总录</h1>\n<p>每个条目有一个不随篇目和页码改变的编号。引用本书时写明编号，"
        "今后改版换页，仍可由此找到原条目。</p>\n"
        f'<ol class="register">{"".join(items)}</ol>'
    )
