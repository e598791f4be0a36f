"""Where the rules on style keep silent: words of others that a chronicle prints as they were."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from fangzhi.check.context import TextContext
from fangzhi.check.rule import Hit
from fangzhi.check.terms import Found, Terms

_OTHERS_WORDS = re.compile(
    "特载|特辑|附录|文献|文件选|文选|讲话|艺文|诗文|诗词|丛录|文存|口述|访谈|回忆|歌谣|民歌|谚语|歇后语|"
    "传说|故事|楹联|对联|碑文|碑刻|碑记|致辞|贺信|编后|后记|^[代自总原]?序[一二三言]?$|^前言$|工作报告$"
)
_ARRANGED = re.compile(
    "^[\\s　（(【]*(?:整理|编者|采访|记录|访谈|口述)(?:者|人|说明)?(?:按|说明|注|附记|附注)"
)
"""What the compilers add to another's words (整理者按, 编者按)."""
_WRITTEN = re.compile("(?:1[89]|20)[0-9]{2}年")
_SPOKEN = re.compile("我(?![局县市区镇乡村厂校院社办])|[咱俺啥咋]")
_SPEECH = re.compile("口述|访谈|回忆|讲述|自述|亲历|采访")
_JOINS = re.compile("[与和及、暨]")
_AFTERWORD = re.compile("编后|后记")
_DIALECT = re.compile("方言|土语|俗语|语言|谚|歌|戏|曲艺")
_FAR = 300
_RULING = re.compile("应当|不得|是指|本法|本条例|本办法|本规定|予以(?:表彰|奖励)")
_TOLD = ("口述", "旧志", "法规汇编", "资料汇编")


def is_own_prose(ctx: TextContext) -> bool:
    """Tell whether the words are the compilers' own prose, not printed for another's sake."""
    if not (ctx.is_body or ctx.place == "caption"):
        return False
    if ctx.document.kind not in _TOLD and not _are_others(ctx.headings):
        return True
    return _ARRANGED.match(ctx.text) is not None or _is_beside_speech(ctx)


def is_reprinted(headings: tuple[str, ...]) -> bool:
    """Tell whether what stands under these headings is printed as others wrote it (特载, 附录 …)."""
    return _are_others(headings)


def is_afterword(ctx: TextContext) -> bool:
    """Tell whether the compilers speak of their own work (编后记)."""
    return ctx.is_body and any(_AFTERWORD.search(heading) for heading in ctx.headings)


def _is_beside_speech(ctx: TextContext) -> bool:
    """Tell whether a book of spoken words has a section that is written, not told: its heading
    names no speech, and the text writes years in figures and says no 我."""
    if ctx.document.kind != "口述" or len(ctx.headings) < 2 or _are_others(ctx.headings):
        return False
    named = any(_SPEECH.search(heading) for heading in ctx.headings[1:])
    text = ctx.text
    return not named and _WRITTEN.search(text) is not None and _SPOKEN.search(text) is None


@lru_cache(maxsize=4096)
def _are_others(headings: tuple[str, ...]) -> bool:
    for depth, heading in enumerate(headings, 1):
        if _OTHERS_WORDS.search(heading):
            parts = _JOINS.split(heading)
            if depth == len(headings) or all(_OTHERS_WORDS.search(part) for part in parts):
                return True  # of 风俗与口述 the sections below tell which is which
    return False


def is_on_speech(ctx: TextContext) -> bool:
    """Tell whether the chapter is about how people speak or sing."""
    return any(_DIALECT.search(heading) for heading in ctx.headings)


def sentence_of(text: str, ctx: TextContext, at: int) -> str:
    """Give the words of the sentence that `at` stands in, at most 300 characters to each side."""
    start, end = ctx.sentence_at(at)
    return text[max(start, at - _FAR) : min(end, at + _FAR)]


def once_a_sentence(
    found: Iterable[Found], ctx: TextContext, message: str, advice: str
) -> Iterator[Hit]:
    """Give one hit for all the terms of a sentence, on the first; {words} stands in `message`."""
    groups: dict[int, list[Found]] = {}
    text = ctx.text
    for one in found:
        rules = _RULING.search(sentence_of(text, ctx, one.start))
        if not rules and not ctx.is_quoted(one.start, one.end):
            groups.setdefault(ctx.sentence_at(one.start)[0], []).append(one)
    for group in groups.values():
        words = "、".join(dict.fromkeys(f"“{one.term.word}”" for one in group))
        span = group[0].start, group[0].end
        yield Hit(*span, message.format(words=words) + advice, confidence="hint")


def hits_of_terms(
    terms: Terms, text: str, ctx: TextContext, message: str, advice: str
) -> Iterator[Hit]:
    """Give the hits of a word list in the compilers' own prose, one a sentence."""
    if is_own_prose(ctx):
        yield from once_a_sentence(terms.find(text), ctx, message, advice)
