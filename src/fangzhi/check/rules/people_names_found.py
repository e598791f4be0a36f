"""Persons that a work makes known: lives of biographies, holders of posts, columns of names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

import msgspec

from fangzhi.check.context import DocumentContext
from fangzhi.check.rules.names_when import office_of
from fangzhi.check.spelling.words import frequencies
from fangzhi.facts.lives import is_biography, life_in, life_told
from fangzhi.model.manuscript import Manuscript, tables, texts
from fangzhi.model.text import Text
from fangzhi.zh.surnames import ALL

_COMMON_WORDS = frozenset(
    "公和时常相成从于都支向应越空养农广文国利通能那全计明经信家充别终家和平高方"
)
SURE_SURNAMES = "".join(c for c in ALL if c not in _COMMON_WORDS) + "高方文向成"
TITLES = (
    "书记|县长|市长|区长|州长|省长|镇长|乡长|主任|主席|局长|处长|科长|股长|所长|院长|校长|园长|厂长|经理|董事长|"
    "检察长|部长|秘书长|会长|理事长|站长|队长|大队长|支队长|政委|司令员|知县|知府|知州|传承人|工程师|农艺师|教师|"
    "医师|教授|研究员|馆长|台长|社长|行长|支书|第一书记|组长|团长|营长|连长|排长|烈士"
)
_HOLDER = re.compile(f"(?P<t>{TITLES})(?P<n>[{SURE_SURNAMES}][\u4e00-\u9fff]{{2}})")
NOT_GIVEN = re.compile(
    "[的在为和与及被对于到从向把将等了是由，]|主持|出席|纪念|陵园|遗属|家属|证书|介绍|会议|办公|负责|带队|同志"
)
_OTHER_NAME = re.compile("(?:又名|原名|别名|曾用名|化名|又作|亦名)[“‘]?(?P<n>[\u4e00-\u9fff]{2,3})")
KIN = re.compile("[弟兄姐妹子女侄孙父叔伯婿妻夫甥]$|[弟兄姐妹子女侄孙父叔伯]名?(?:为|是|叫|名)?$")
_KIN_NAMED = re.compile(
    f"[其之](?:[长次幼独三四]?[子女孙]|妻|夫|弟|兄|妹|姐|父|母|侄|婿)(?P<n>[{SURE_SURNAMES}][\u4e00-\u9fff]{{2}})(?=[，。、；（0-9继任从承])"
)
_COLUMN = re.compile("姓\\s*名|人名|传主|任职人|负责人")


class Named(msgspec.Struct, frozen=True):
    """A person whose life the work tells: name, years (0 unknown), other names, and the place."""

    name: str
    born: int
    died: int
    others: tuple[str, ...]
    text: Text
    start: int
    end: int


_COMMON = 500
"""Read so often, two characters are a word and not a surname with half a name."""


class People(msgspec.Struct, frozen=True):
    """The lives in order, and every known name of three characters with the words before it."""

    lives: tuple[Named, ...]
    known: dict[str, tuple[str, ...]]


def people_of(documents: Iterable[DocumentContext]) -> People:
    """Gather the persons of a work."""
    lives: list[Named] = []
    posts: dict[str, list[str]] = {}
    sure: set[str] = set()
    for document in documents:
        found = list(_lives(document.manuscript))
        lives += found
        sure |= {named.name for named in found}
        sure |= {post.person for post in office_of(document.document).posts}
        sure |= set(_of_columns(document.manuscript))
        for text in texts(document.manuscript):
            kin, holders = _told_in(text.text)
            sure.update(kin)
            for name, before in holders:
                posts.setdefault(name, []).append(before)
    known = {name: tuple(posts.get(name, ())[:20]) for name in sorted(sure) if len(name) == 3}
    for name, places in posts.items():
        if len(places) >= 2:
            known.setdefault(name, tuple(places[:20]))
    return People(tuple(lives), {name: known[name] for name in known if not is_word(name)})


@lru_cache(maxsize=512)
def _told_in(text: str) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Give the names of kin that a text tells, and those of holders of posts with the words before
    them; kept, for an entry is checked again and again while it is written."""
    holders = (
        (m["n"], text[max(0, m.start("n") - 8) : m.start("n")])
        for m in _HOLDER.finditer(text)
        if not NOT_GIVEN.search(m["n"][1:]) and not m["n"].startswith("纪念")
    )
    return tuple(m["n"] for m in _KIN_NAMED.finditer(text)), tuple(holders)


def is_word(name: str) -> bool:
    """Tell whether three characters are rather a common word and what follows it (管理工, 代表中)."""
    return frequencies().get(name[:2], 0) >= _COMMON


def _lives(manuscript: Manuscript) -> Iterator[Named]:
    """Lives that open a heading or a paragraph of a biography, a heading and its text once."""
    headings: list[tuple[int, str]] = []
    last: Named | None = None
    for text in texts(manuscript):
        if text.role == "heading":
            headings = [h for h in headings if h[0] < text.level] + [(text.level, text.text)]
        life = life_in(text.text) or life_told(text.text)
        if life is None or not 2 <= len(life.name) <= 4:
            continue
        known = [h for _, h in headings]
        if life.name[0] not in ALL and not is_biography(known):
            continue
        if not (text.role == "heading" or is_biography(known) or life.start == 0):
            continue
        others = tuple(
            m["n"] if m["n"][0] == life.name[0] else life.name[0] + m["n"]
            for m in _OTHER_NAME.finditer(text.text[:120])
        )
        start = text.text.find(life.name)
        named = Named(life.name, life.born, life.died, others, text, start, start + len(life.name))
        if last is None or (last.name, last.born) != (named.name, named.born):
            yield named
        last = named


def _of_columns(manuscript: Manuscript) -> Iterator[str]:
    for table in tables(manuscript):
        columns = {c.column for c in table.cells if c.row == 0 and _COLUMN.search(c.text.text)}
        for cell in table.cells if columns else ():
            name = re.sub(r"\s", "", cell.text.text)
            if cell.row and cell.column in columns and len(name) == 3 and name[0] in ALL:
                yield name
