"""What stands around the text: title page, imprint, people, contents, index."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from fangzhi.model.book import Book, IndexTerm, entries_in
from fangzhi.model.work import Work, nodes_in
from fangzhi.publish.pdf.inline import plain
from fangzhi.publish.pdf.literal import array, call, literal
from fangzhi.publish.pdf.nodes import tree_source
from fangzhi.publish.pdf.setting import Setting
from fangzhi.publish.period import period_words

MOST_ENTRIES_LISTED = 900
"""A yearbook's contents list its entries up to this many; beyond, only its branches."""
TWO_COLUMNS_FROM = 40


def front_source(setting: Setting) -> str:
    """Give all that stands before the text proper."""
    work = setting.book.work
    parts = [_title_page(work), _imprint_page(setting.book)]
    setting.openings += bool(work.imprint.people)
    parts.append('#set page(numbering: "I")\n#counter(page).update(1)\n')
    if work.imprint.people:
        parts.append(_people(work))
    parts.append(tree_source(setting, setting.book.front))
    if work.nodes:
        setting.openings += 1
        parts.append(_contents(setting.book))
    parts.append('#recto()\n#set page(numbering: "1")\n#counter(page).update(1)\n')
    return "\n".join(parts)


def _title_page(work: Work) -> str:
    said = work.imprint
    return call("title-page", *map(literal, (
        work.title, said.subtitle, period_words(work), said.compiler, said.publisher)))  # fmt: skip


def _imprint_page(book: Book) -> str:
    work, said = book.work, book.work.imprint
    typed = sum(count.typed for count in book.counts if not count.by_unit)
    rows = (
        ("书　　名", work.title),
        ("编　　纂", said.compiler),
        ("出版发行", said.publisher),
        ("出 版 地", said.place),
        ("开　　本", "185毫米×260毫米　1/16"),
        ("字　　数", f"{max(1, round(typed / 1000))}千字" if typed else ""),
        ("版　　次", said.date),
        ("书　　号", f"ISBN {said.isbn}" if said.isbn else ""),
        ("审 图 号", said.map_approval),
    )
    return call("imprint-page", literal(said.cip),
                array(f"({literal(name)}, {literal(value)})" for name, value in rows))  # fmt: skip


def _people(work: Work) -> str:
    groups = groupby(work.imprint.people, key=lambda person: person.duty)
    rows = (
        f"({literal(duty)}, {array(literal(_named(p.name, p.note)) for p in people)})"
        for duty, people in groups
    )
    return call("people-page", array(rows))


def _named(name: str, note: str) -> str:
    spread = f"{name[0]}　{name[1]}" if len(name) == 2 else name
    return f"{spread}（{note}）" if note else spread


def _contents(book: Book) -> str:
    depths = [depth for depth, _ in nodes_in(book.work)]
    entries = sum(entry.title is not None for _, entry in entries_in(book))
    listed = entries <= MOST_ENTRIES_LISTED
    depth = min(max(depths) + 1 + listed, 6) if entries + len(depths) <= 1500 else 3
    lines = len(depths) + entries * listed
    return call("contents", str(depth), str(lines < TWO_COLUMNS_FROM).lower())


def index_source(setting: Setting) -> str:
    """Give the markup of the index: by kind, by letter, with the pages of this very PDF."""
    terms = [term for term in setting.book.index if _labels(setting, term)]
    if not terms:
        return ""
    parts = ['#band(1, "", "索引", "索引", [])\n#columns(2, gutter: 9mm)[']
    kinds = list(dict.fromkeys(term.kind for term in terms))
    for kind in kinds:
        parts.append(call("index-part", "2", literal(f"{kind}索引")))
        own = sorted((term for term in terms if term.kind == kind),
                     key=lambda term: (term.initial, term.key, term.term))  # fmt: skip
        parts.extend(_letters(setting, own))
    return "\n".join([*parts, "]\n"])


def _letters(setting: Setting, terms: list[IndexTerm]) -> Iterator[str]:
    for initial, group in groupby(terms, key=lambda term: term.initial):
        yield call("index-letter", literal(initial))
        for term in group:
            labels = array(f"<{label}>" for label in _labels(setting, term))
            yield f"#index-term([{plain(setting, term.term)}], {labels})"


def _labels(setting: Setting, term: IndexTerm) -> list[str]:
    made = [setting.places.get(block, {}).get(start, "") for block, start in term.places]
    return [label for label in made if label in setting.placed]
