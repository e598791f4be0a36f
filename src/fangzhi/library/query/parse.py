"""Read a query."""

from __future__ import annotations

from fangzhi.library.query.tree import BadQuery, Field, FieldName, Phrase, Query
from fangzhi.library.stream import drop_space

FIELDS: dict[str, FieldName] = {
    "题": "题", "題": "题", "书": "题", "書": "题", "书名": "题", "題名": "题",
    "条目": "条目", "條目": "条目", "篇": "条目", "卷": "条目", "地": "地", "地方": "地",
    "时": "时", "時": "时", "年代": "时", "体": "体", "體": "体", "体裁": "体",
    "类": "类", "類": "类", "种类": "类", "人": "人", "人物": "人",
}  # fmt: skip
LONGEST = 1_000
"""Characters a phrase may have."""


def parse(words: str, *, exact: bool = False) -> Query:
    """Give what a query asks for; raise BadQuery with the reason in Chinese."""
    plain = drop_space(words)
    if not plain:
        raise BadQuery("没有要找的字词。")
    if len(plain) > LONGEST:
        raise BadQuery(f"要找的字词太长（{len(plain)}字），请不要超过{LONGEST}字。")
    return Query(words, Phrase(tuple(plain)))


def limit_of(name: str, words: str) -> Field:
    """Give a limit by a field's name or one of its other names; raise BadQuery for an unknown one."""
    if (field := FIELDS.get(name)) is None:
        raise BadQuery(f"没有“{name}”这一项；可用 {'、'.join(dict.fromkeys(FIELDS.values()))}。")
    if not words.strip():
        raise BadQuery(f"“{name}:”后面没有字。")
    return Field(field, words.strip())
