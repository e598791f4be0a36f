"""M 引文: one passage quoted twice in two wordings, or otherwise than the office's copy has it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

import msgspec

from fangzhi.check.context import DocumentContext, WorkContext
from fangzhi.check.example import Example
from fangzhi.check.rule import Hit, rule
from fangzhi.model.book import Book
from fangzhi.model.manuscript import texts
from fangzhi.model.place import Anchor
from fangzhi.model.text import Text
from fangzhi.zh.fold import fold

_SHORTEST = 10
_GRAM = 4
_QUOTED = re.compile(
    "《(?P<title>[^《》]{2,30})》(?:[（(][^（）()]{0,20}[）)])?[^“”《》。；]{0,14}?[：:，,]?“(?P<words>[^“”]{10,400})”"
    "|“(?P<words2>[^“”]{10,400})”\\s*[（(](?:见|引自|载|据)?《(?P<title2>[^《》]{2,30})》[^（）()]{0,20}[）)]"
)
_ELISION = re.compile("…+|⋯+|\\.{3,}")
_HAN = re.compile("[^\u3400-\u9fff0-9A-Za-z]+")
_SOURCES = {
    "authority": {
        "sources": [{"title": "浣水记", "text": "浣水出云岭，东南流百二十里，至稻花渡入于岷。"}]
    }
}


class Quotation(msgspec.Struct, frozen=True):
    """A quoted stretch without elisions: the source it names, its words and where they stand.

    `bare` are the words without marks, in folded characters; `at` gives each one's offset.
    """

    title: str
    block: str
    start: int
    end: int
    bare: str
    at: tuple[int, ...]
    words: str


def quotations(documents: tuple[DocumentContext, ...]) -> tuple[Quotation, ...]:
    """Give every attributed quotation of a work, long enough to be told from a phrase."""
    found: list[Quotation] = []
    for doc in documents:
        for text in texts(doc.manuscript):
            if "《" in text.text and "“" in text.text:
                found += _in_text(text)
    return tuple(found)


def _in_text(text: Text) -> Iterator[Quotation]:
    for match in _QUOTED.finditer(text.text):
        group = "words" if match["words"] else "words2"
        title = match["title"] or match["title2"]
        start = match.start(group)
        for part in _parts(match[group]):
            bare, at = _bare(match[group], *part)
            if len(bare) >= _SHORTEST:
                begin, end = start + part[0], start + part[1]
                places = tuple(start + place for place in at)
                yield Quotation(
                    _book(title), text.id, begin, end, bare, places, text.text[begin:end]
                )


def _parts(words: str) -> Iterator[tuple[int, int]]:
    last = 0
    for gap in _ELISION.finditer(words):
        yield last, gap.start()
        last = gap.end()
    yield last, len(words)


def _bare(words: str, start: int, end: int) -> tuple[str, list[int]]:
    at = [i for i in range(start, end) if not _HAN.match(words[i])]
    return fold("".join(words[i] for i in at)), at


def _book(title: str) -> str:
    """The book that a title names, without its part: 《浣志·山川》 is of 浣志."""
    return fold(re.split("[·・:：]", title)[0])


@rule(
    "R218",
    "引文不合原文",
    level="硬",
    basis="引文须核对原文（志书行文通则）",
    scope="work",
    bad=[
        Example(
            paragraphs=(
                "《浣水记》载：“浣水出云岭，东南流百二十里，至稻花渡入于岷。”",
                "据《浣水记》：“浣水出云岭，东南流百三十里，至稻花渡入于岷。”",
            )
        ),
        Example("《浣水记》：“浣水出云岭，东南流百二里，至稻花渡入于岷。”", settings=_SOURCES),
        Example(
            paragraphs=(
                "旧有碑，“邑人陈公捐金百两重修此桥以利行旅”（《青桥志》）。",
                "《青桥志》：“邑人陈公捐银百两重修此桥以利行旅。”",
            )
        ),
    ],
    good=[
        Example(
            paragraphs=(
                "《浣水记》载：“浣水出云岭，东南流百二十里，至稻花渡入于岷。”",
                "据《浣水记》：“东南流百二十里，至稻花渡入于岷。”",
            )
        ),
        Example("《浣水记》：“浣水出云嶺……至稻花渡入於岷。”", settings=_SOURCES),
        Example(
            paragraphs=(
                "《浣水记》载：“浣水出云岭，东南流百二十里，至稻花渡入于岷。”",
                "《云岭记》载：“浣水出云岭，东南流百三十里，至稻花渡入于岷。”",
            )
        ),
    ],
)  # fmt: skip
def misquoted(book: Book, ctx: WorkContext) -> Iterator[Hit]:
    """同一出处的同一段引文前后一致，并与本单位所存原文一致。"""
    by_title: dict[str, list[Quotation]] = {}
    for quotation in ctx.once(quotations):
        by_title.setdefault(quotation.title, []).append(quotation)
    for title, text in _sources(ctx.settings.authority).items():
        for quotation in by_title.get(_book(title), ()):
            yield from _against(quotation, text, f"本单位所存《{title}》原文", None)
    for same in by_title.values():
        yield from _among(same)


def _sources(authority: Mapping[str, object]) -> dict[str, str]:
    rows = authority.get("sources", ())
    given = [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []
    return {
        str(row["title"]): str(row["text"]) for row in given if "title" in row and "text" in row
    }


def _among(same: list[Quotation]) -> Iterator[Hit]:
    """Compare quotations of one source, each with the earlier ones it shares words with."""
    by_gram: dict[str, list[int]] = {}
    for number, quotation in enumerate(same):
        grams = {quotation.bare[i : i + _GRAM] for i in range(len(quotation.bare) - _GRAM + 1)}
        shared: dict[int, int] = {}
        for gram in sorted(grams):
            for other in by_gram.get(gram, ()):
                shared[other] = shared.get(other, 0) + 1
            by_gram.setdefault(gram, []).append(number)
        if shared:
            best = min(shared, key=lambda n: (-shared[n], n))
            yield from _against(quotation, same[best].words, "前面的引文", same[best])


def _against(quotation: Quotation, words: str, what: str, mate: Quotation | None) -> Iterator[Hit]:
    original, at = _bare(words, 0, len(words))
    bare = quotation.bare
    if bare in original or original in bare:
        return
    blocks = [
        b for b in SequenceMatcher(None, original, bare, autojunk=False).get_matching_blocks() if b.size >= 2
    ]  # fmt: skip
    if not blocks:
        return
    first, last = blocks[0], blocks[-1]
    # only the stretch that both have is compared: either may begin earlier or end later
    a, b = (first.a, last.a + last.size), (first.b, last.b + last.size)
    matched = sum(block.size for block in blocks)
    span = max(a[1] - a[0], b[1] - b[0])
    if matched < _SHORTEST - 2 or matched / span < 0.75 or len(blocks) < 2 or matched == span:
        return
    if matched < 0.6 * min(len(bare), len(original)):
        return
    start, end = quotation.at[b[0]], quotation.at[b[1] - 1] + 1
    wrong = quotation.words[start - quotation.start : end - quotation.start]
    right = words[at[a[0]] : at[a[1] - 1] + 1]
    yield Hit(
        start,
        end,
        f"这段引文与{what}不一致，请核对原文。",
        block=quotation.block,
        evidence=(f"此处：{wrong}", f"{what}：{right}"),
        also=(Anchor(mate.block, mate.start, mate.end, mate.words),) if mate is not None else (),
    )
