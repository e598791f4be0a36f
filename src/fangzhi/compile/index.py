"""索引: subjects from heads and tables, persons from biographies and lists, sorted by pinyin."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from fangzhi.compile.heads import UNNUMBERED, entry_head, squeeze
from fangzhi.model.book import IndexTerm
from fangzhi.model.manuscript import Table, texts
from fangzhi.model.work import Entry, Node, walk
from fangzhi.zh.pinyin import initial, pinyin_key

Place = tuple[str, int]
_NAME = re.compile(r"[\u4e00-\u9fff\u3400-\u4dbf·]{2,12}")
_TABLE_LABEL = re.compile(
    r"^\s*(?:[续附]?表\s*[\d\-—－.]+\s*)?(?:\d{4}(?:[—\-~～]\d{4})?年(?:末|底|度)?)?\s*"
)
_PLAIN = ("概况", "综述", "概述", "总述", "附录", "其他", "一", "二", "三")


def index_of(
    top: tuple[Node, ...],
    entries: dict[str, Entry],
    subjects: Iterable[str] = (),
    persons: Iterable[str] = (),
) -> tuple[IndexTerm, ...]:
    """Give the index: every term with the places it stands at, sorted by kind and pinyin.

    Subjects are the heads of nodes, entries and tables, and the words asked for; persons are the
    heads under 人物 and the names asked for, at each place where the name stands.
    """
    places: dict[tuple[str, str], list[Place]] = defaultdict(list)
    names = set(persons) | set(_biographies(top, entries))
    for node in walk(*top):
        title = _TABLE_LABEL.sub("", node.title)
        if node.heading is not None and _plain_name(title) not in names and _tells(title):
            places["主题", title].append((node.heading.id, 0))
        for ref in node.entries:
            _index_heads(entries[ref.digest], names, places)
    _index_words(top, entries, [("人名", n) for n in names], places)
    _index_words(top, entries, [("主题", s) for s in subjects], places)
    terms = [_term(kind, term, found) for (kind, term), found in places.items()]
    return tuple(sorted(terms, key=lambda t: (t.kind != "主题", t.initial, t.key, t.term)))


def _term(kind: str, term: str, places: list[Place]) -> IndexTerm:
    person = kind == "人名"
    key, letter = pinyin_key(term, person=person), initial(term, person=person)
    return IndexTerm(term, key, letter, kind, tuple(dict.fromkeys(places)))


def _plain_name(title: str) -> str:
    return re.sub(r"[（(].*", "", title).strip()


def _tells(title: str) -> bool:
    plain = squeeze(title)
    return (
        len(plain) > 1
        and plain not in (*_PLAIN, *UNNUMBERED)
        and not re.fullmatch(r"[\d年月日]+", plain)
    )


def _index_heads(entry: Entry, names: set[str], places: dict[tuple[str, str], list[Place]]) -> None:
    if entry.title is not None:
        head = entry_head(entry.title.text)
        title = head[0] if head else entry.title.text
        if title not in names and _tells(title):
            places["主题", title].append((entry.title.id, 0))
    for block in entry.manuscript.blocks:
        if isinstance(block, Table) and block.title is not None:
            title = _TABLE_LABEL.sub("", block.title.text).strip()
            if _tells(title):
                places["主题", f"{title}（表）"].append((block.title.id, 0))


def _biographies(top: tuple[Node, ...], entries: dict[str, Entry]) -> Iterator[str]:
    """Names that head a biography: leaves under 人物, at most six characters long."""
    for node in walk(*top):
        if node.kind != "人物" and not re.search(r"人物|传略|英烈", node.title):
            continue
        for below in walk(*node.nodes):
            name = _plain_name(below.title)
            if not below.nodes and len(name) <= 6 and _NAME.fullmatch(name):
                yield name
        for ref in (ref for below in walk(node) for ref in below.entries):
            title = entries[ref.digest].title
            head = entry_head(title.text) if title else None
            if head and len(head[0]) <= 4 and _NAME.fullmatch(head[0]):
                yield head[0]


def _index_words(
    top: tuple[Node, ...],
    entries: dict[str, Entry],
    words: list[tuple[str, str]],
    places: dict[tuple[str, str], list[Place]],
) -> None:
    if not words:
        return
    kinds = {word: kind for kind, word in words}
    pattern = re.compile("|".join(re.escape(w) for w in sorted(kinds, key=lambda w: (-len(w), w))))
    for node in walk(*top):
        heads = [node.heading] if node.heading else []
        for ref in node.entries:
            entry = entries[ref.digest]
            heads += [entry.title] if entry.title else []
            heads += list(texts(entry.manuscript))
        for text in heads:
            for match in pattern.finditer(text.text):
                places[kinds[match[0]], match[0]].append((text.id, match.start()))
