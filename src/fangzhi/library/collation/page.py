"""The apparatus for people: sentences of a 校勘记, a page, rows for a table, a manuscript."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template

from fangzhi.library.collation.apparatus import Apparatus, Collated, Entry, Reading
from fangzhi.library.collation.kinds import KINDS
from fangzhi.library.reuse.bare import ENTITY
from fangzhi.model.manuscript import Manuscript
from fangzhi.model.text import Text
from fangzhi.model.value import mint_id

COLUMNS = (
    ("序", 6), ("卷", 8), ("类", 8), ("底本叶", 24), ("前文", 20), ("底本文字", 20), ("后文", 20),
    ("校记", 50), ("各本文字", 40), ("各本叶", 40), ("编者按断", 24),
)  # fmt: skip
"""The heads of the columns and how wide they are in characters; the last is left to the editor."""
_LONG = 40
_CHARACTER = re.compile(f"{ENTITY.pattern}|.", re.DOTALL)


def note_of(entry: Entry) -> str:
    """Say an entry as a 校勘记 does: 「以」，文作「封」；some words are cut with a count."""
    parts = [_said(entry, reading) for reading in entry.readings]
    return "；".join(parts) + "。"


def _said(entry: Entry, reading: Reading) -> str:
    who = "、".join(reading.sigla)
    if not reading.words:
        return f"「{short(entry.lemma)}」{_count(entry.lemma)}，{who}无"
    if not entry.lemma:
        where = f"「{entry.before[-4:]}」下" if entry.before else "卷首"
        return f"{where}，{who}有「{short(reading.words)}」{_count(reading.words)}"
    said = f"「{short(entry.lemma)}」，{who}作「{short(reading.words)}」"
    if reading.kind == "注文":
        return f"「{short(entry.lemma)}」{_count(entry.lemma)}，{who}正文、小注与底本不同"
    return said + {"倒": "（字序不同）", "疑讳": "（疑避讳）"}.get(reading.kind, "")


def _count(words: str) -> str:
    size = len(_characters(words))
    return f"{size}字" if size > 1 else ""


def short(words: str) -> str:
    """Cut long words, saying how many there are."""
    held = _characters(words)
    return words if len(held) <= _LONG else f"{''.join(held[:16])}……{''.join(held[-8:])}"


def _characters(words: str) -> list[str]:
    return _CHARACTER.findall(words)


def rows_of(apparatus: Apparatus, *, forms: bool = False) -> Iterator[tuple[str, ...]]:
    """Give the entries as rows of words, under COLUMNS; `forms` adds differences of writing."""
    for entry in apparatus.entries:
        if not forms and not entry.is_substantive:
            continue
        yield (
            str(entry.number), entry.juan, entry.kind, entry.leaf, entry.before, entry.lemma,
            entry.after, note_of(entry),
            "\n".join(f"{'、'.join(r.sigla)}〔{r.kind}〕{r.words or '（无）'}" for r in entry.readings),
            "\n".join(leaf for r in entry.readings for leaf in r.leaves), "",
        )  # fmt: skip


def counts_of(apparatus: Apparatus) -> list[tuple[str, dict[str, int]]]:
    """Give for each kind how many readings each siglum has of it."""
    counted = Counter(
        (reading.kind, siglum)
        for entry in apparatus.entries
        for reading in entry.readings
        for siglum in reading.sigla
    )
    others = [siglum for siglum in apparatus.sigla if siglum != apparatus.base]
    rows = [(kind, {siglum: counted[kind, siglum] for siglum in others}) for kind in KINDS]
    return [row for row in rows if any(row[1].values())]


def forms_of(apparatus: Apparatus) -> list[tuple[str, str, str, int]]:
    """Give (lemma, reading, sigla, times) of differences of writing only, most frequent first."""
    counted: Counter[tuple[str, str, str]] = Counter()
    for entry in apparatus.entries:
        for reading in entry.readings:
            if reading.kind in ("异体", "未编码"):
                sigla = "、".join(reading.sigla)
                pairs = _pairs(entry.lemma, reading.words)
                counted.update((one, other, sigla) for one, other in pairs if one != other)
    rows = [(*key, times) for key, times in counted.items()]
    return sorted(rows, key=lambda row: (-row[3], row[0], row[1], row[2]))


def _pairs(lemma: str, words: str) -> list[tuple[str, str]]:
    """Pair the characters of two wordings of the same length, or give them whole."""
    ones, others = _characters(lemma), _characters(words)
    return list(zip(ones, others, strict=True)) if len(ones) == len(others) else [(lemma, words)]


def _code(words: str) -> str:
    """Give the code points of characters that many fonts lack."""
    return " ".join(f"U+{ord(c):X}" for c in words if ord(c) >= 0x20000)


def page_of(apparatus: Apparatus) -> bytes:
    """Give one offline page: what was collated, the counts, the apparatus by juan, the forms."""
    shown = [(one, [e for e in one.entries if e.is_substantive]) for one in apparatus.juan]
    return (
        _template()
        .render(
            apparatus=apparatus, juan=shown, counts=counts_of(apparatus), kinds=KINDS,
            forms=forms_of(apparatus), share=_share, note_of=note_of, short=short, code=_code,
        )
        .encode()
    )  # fmt: skip


def _share(one: Collated, siglum: str, base: str) -> str:
    whole = one.characters.get(base, 0)
    return (
        f"{one.same.get(siglum, 0) / whole:.1%}" if whole and siglum in one.characters else "缺卷"
    )


def manuscript_of(apparatus: Apparatus) -> Manuscript:
    """Give the apparatus as a manuscript: a heading for each juan, a paragraph for each entry."""
    blocks = [_text(apparatus, "title", f"{apparatus.title}校勘记", "heading", 1)]
    blocks.append(_text(apparatus, "lead", apparatus.sentence))
    for one in apparatus.juan:
        entries = [entry for entry in one.entries if entry.is_substantive]
        if not entries and not one.lacking:
            continue
        blocks.append(_text(apparatus, one.key, one.name, "heading", 2))
        if one.lacking:
            blocks.append(_text(apparatus, f"{one.key}-", f"{'、'.join(one.lacking)}无此卷。"))
        blocks += [
            _text(apparatus, str(e.number), f"〔{e.number}〕{e.before}【{e.lemma}】{e.after}（{e.leaf}）　{note_of(e)}")
            for e in entries
        ]  # fmt: skip
    return Manuscript(tuple(blocks), title=f"{apparatus.title}校勘记", lang="zh-Hant")


def _text(
    apparatus: Apparatus, address: str, words: str, role: str = "body", level: int = 0
) -> Text:
    key = mint_id(apparatus.title, "apparatus", address)
    return Text(key, words, "heading", level) if role == "heading" else Text(key, words)


@cache
def _template() -> Template:
    words = (files("fangzhi.library.collation") / "data" / "apparatus.html").read_text("utf-8")
    style = (files("fangzhi.library.reuse") / "data" / "page.css").read_text("utf-8")
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals["style"] = style
    return environment.from_string(words)
