"""The index (索引): terms by pinyin letter, each with links to the entries it stands in."""

from __future__ import annotations

from collections.abc import Iterator

from fangzhi.model.book import IndexTerm, entries_in
from fangzhi.model.manuscript import texts
from fangzhi.model.work import walk
from fangzhi.publish.html.sheet import Shared
from fangzhi.publish.legal import attribute, escaped

_Names = dict[str, tuple[str, str]]

_FEW = 400
"""Terms that still fit on one page; more are parted by letter."""


def term_pages(shared: Shared, suffix: str) -> Iterator[tuple[str, str, str]]:
    """Give (file, title, body) of each index page; the first is terms.html or terms.xhtml."""
    first = f"terms.{suffix}"
    letters: dict[str, list[IndexTerm]] = {}
    # the book's index comes kind by kind; readers look under the letter
    for term in sorted(shared.book.index, key=lambda term: (term.initial, term.key, term.kind)):
        letters.setdefault(term.initial, []).append(term)
    if not letters:
        yield first, "索引", "<h1>索引</h1>\n<p>本书没有编制索引。</p>"
        return
    names = _names(shared)
    one = len(shared.book.index) <= _FEW
    files = {letter: first if one else f"terms-{_key(letter)}.{suffix}" for letter in letters}
    if one:
        parts = "\n".join(_letter(key, found, names, shared) for key, found in letters.items())
        yield first, "索引", f"<h1>索引</h1>\n{_bar(files)}\n{parts}"
        return
    yield first, "索引", _overview(letters, files)
    for letter, found in letters.items():
        body = _letter(letter, found, names, shared)
        yield files[letter], f"索引 {letter}", f"<h1>索引</h1>\n{_bar(files, letter)}\n{body}"


def _bar(files: dict[str, str], here: str = "") -> str:
    items = []
    for letter, file in files.items():
        now = ' aria-current="page"' if letter == here else ""
        address = f"{attribute(file)}#{_place(letter)}"
        items.append(f'<li><a href="{address}"{now}>{escaped(letter)}</a></li>')
    return f'<nav class="letters" aria-label="按音序"><ol>{"".join(items)}</ol></nav>'


def _key(letter: str) -> str:
    return letter.lower() if letter.isascii() and letter.isalpha() else "0"


def _place(letter: str) -> str:
    return f"letter-{_key(letter)}"


def _overview(letters: dict[str, list[IndexTerm]], files: dict[str, str]) -> str:
    items = "".join(
        f'<li><a href="{attribute(files[letter])}"><b>{escaped(letter)}</b> '
        f"{escaped('、'.join(term.term for term in found[:6]))}{'……' if len(found) > 6 else ''}"
        f"</a> <small>{len(found)} 条</small></li>"
        for letter, found in letters.items()
    )
    return f'<h1>索引</h1>\n{_bar(files)}\n<ul class="overview">{items}</ul>'


def _letter(letter: str, found: list[IndexTerm], names: _Names, shared: Shared) -> str:
    place = _place(letter)
    items = "".join(_term(term, names, shared) for term in found)
    return (
        f'<section class="letter" aria-labelledby="{place}"><h2 id="{place}">{escaped(letter)}</h2>'
        f'<dl class="terms">{items}</dl></section>'
    )


def _term(term: IndexTerm, names: _Names, shared: Shared) -> str:
    """Give a term: the entries' names, and numbers for further places in the same entry."""
    by_name: dict[str, list[str]] = {}
    for block in dict.fromkeys(block for block, _ in term.places):
        address = shared.address(block)
        if address:
            by_name.setdefault(_told(term.term, *names.get(block, ("", ""))), []).append(address)
    places = []
    for name, addresses in by_name.items():
        first = f'<a href="{attribute(addresses[0])}">{escaped(name or "正文")}</a>'
        more = "".join(
            f' <a class="again" href="{attribute(address)}" aria-label="'
            f'{attribute(name)}第{number}处">{number}</a>'
            for number, address in enumerate(addresses[1:], 2)
        )
        places.append(f"<li>{first}{more}</li>")
    return f"<div><dt>{escaped(term.term)}</dt><dd><ul>{''.join(places)}</ul></dd></div>"


def _told(term: str, entry: str, node: str) -> str:
    """Name a place by its entry, or by its node where the entry is called what the term is."""
    return node if entry == term and node else entry


def _names(shared: Shared) -> _Names:
    """Give for each block the names of its entry and its node."""
    names: _Names = {}
    book = shared.book
    for node in walk(*book.front, *book.work.nodes):
        words = f"{node.label} {node.title}".strip()
        names[node.id] = (words, "")
        if node.heading is not None:
            names[node.heading.id] = (words, "")
    for node, entry in entries_in(book):
        above = names[node.id][0]
        words = entry.title.text.strip("【】 ") if entry.title else above
        blocks = [block.id for block in entry.manuscript.blocks]
        blocks += [text.id for text in texts(entry.manuscript)]
        blocks += [entry.id, *([entry.title.id] if entry.title else [])]
        names.update((block, (words, above)) for block in blocks)
    return names
