"""C 体例: one entry, one thing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fangzhi.check.context import DocumentContext
from fangzhi.check.example import Example
from fangzhi.check.rule import Hit, rule
from fangzhi.check.rules.yearbook_entries import YearbookEntry, entries_of
from fangzhi.model.manuscript import Manuscript

_YEARBOOK = {"kind": "年鉴", "content_year": 2024}
_EVENT = (
    "(?:会议|大会|座谈会|全会|论坛|仪式|典礼|比赛|联赛|大赛|竞赛|运动会|艺术节|文化节|博览会|展销会|展览|演练|"
    "推介会|洽谈会)"
)
_HELD = re.compile(
    "(?:(?:20[0-9]{2})年)?((?:1[0-2]|[1-9])月[0-9]{1,2})(?:日|[—～~－-][0-9]{1,2}日)[，,]?"
    f"(?:[^，。；]{{0,24}}?(?:召开|举行|举办|开展|承办)([^，。；]{{0,24}}?{_EVENT})|([^，。；]{{2,30}}?{_EVENT})"
    "[^。；]{0,20}?(?:召开|举行|举办|开幕))"
)
_ONE_EVENT = re.compile(f"{_EVENT}$|节$|赛$")
_SERIES = re.compile(
    "常务会|常委会|主任会议|主席会议|办公会|例会|系列|各类|重要|^.{0,2}会议$|^工作会议$"
)


def _alike(a: str, b: str) -> float:
    """Give the share of the shorter one's pairs of characters that the other has too."""
    one, two = ({w[i : i + 2] for i in range(len(w) - 1)} for w in (a, b))
    return len(one & two) / max(1, min(len(one), len(two)))


def _held(text: str) -> list[tuple[re.Match[str], str]]:
    return [(m, (m.group(2) or m.group(3)).strip("“”《》 ")) for m in _HELD.finditer(text)]


@rule(
    "R053",
    "一条多事",
    level="体",
    basis="北京信息化年鉴编写规范；嫩江年鉴通知",
    scope="manuscript",
    bad=[
        Example(f"【{title}】 {words}", settings=_YEARBOOK)
        for title, words in (
            (
                "全县春耕生产会议",
                "2月20日，县政府召开全县春耕生产会议，86人参加。3月6日，召开森林防火座谈会，42人参加。",
            ),
            (
                "柑橘采摘节",
                "11月2日，镇政府举办柑橘采摘节开幕仪式，1200人参加。12月8日，镇政府举办广场舞大赛，16队参赛。",
            ),
            (
                "防汛应急演练",
                "5月9日，县水利局开展防汛应急演练，62人参加。9月3日，县水利局召开灌区水费座谈会，36人参加。",
            ),
        )
    ],
    good=[
        Example(
            "【全县春耕生产会议】 2月20日，县政府召开全县春耕生产会议，86人参加。",
            settings=_YEARBOOK,
        ),
        Example(
            "【常委会会议】 2月20日，召开第一次常委会会议。3月6日，召开第二次常委会会议。",
            settings=_YEARBOOK,
        ),
        Example(
            "【技能竞赛】 2月20日，县总工会举办焊工技能竞赛。3月6日，县总工会举办电工技能竞赛。",
            settings=_YEARBOOK,
        ),
    ],
)
def two_things_in_one(manuscript: Manuscript, ctx: DocumentContext) -> Iterator[Hit]:
    """一个条目记一件事；题目说一会、文中另记一会的，分条。"""
    if not ctx.document.is_yearbook or ctx.document.prior_volume:
        return
    for entry in ctx.once(entries_of):
        if not _ONE_EVENT.search(entry.title) or _SERIES.search(entry.title):
            continue
        named = False
        for block, text in entry.texts:
            for match, name in _held(text):
                likeness = _alike(entry.title, name)
                if likeness >= 0.4:
                    named = True
                elif named and likeness <= 0.2:
                    shift = entry.end + 1 if block == entry.head else 0
                    yield _other_event(entry, block, match, name, shift, ctx)


def _other_event(
    entry: YearbookEntry, block: str, match: re.Match[str], name: str, shift: int,
    ctx: DocumentContext,
) -> Hit:  # fmt: skip
    if shift:  # the words after the title begin behind the blanks that follow 】
        text = next(b.text for b in ctx.manuscript.blocks if b.id == block and hasattr(b, "text"))
        shift = text.index(match.string, shift)
    message = f"条目【{entry.title}】中另记“{name}”，宜分条记述，请核对。"
    return Hit(match.start() + shift, match.end() + shift, message, block=block, confidence="hint")
