"""N 大事记: one item one event, and years of which nothing is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from fangzhi.check.context import DocumentContext
from fangzhi.check.example import Example
from fangzhi.check.rule import Hit, rule
from fangzhi.check.rules.chronicle_items import Chronology, Item, chronologies
from fangzhi.model.manuscript import Manuscript

_HEAD = "# 大事记"


def _example(*lines: str, **settings: object) -> Example:
    return Example(paragraphs=(_HEAD, *lines), settings=dict(settings))


_NEXT_EVENT = re.compile(
    "(?<=[。！])\\s*(?P<date>同日|同月|是月|是日|(?:[0-9]{4}年)?(?:[0-9]{1,2}月)?[0-9]{1,2}日|"
    "[0-9]{1,2}月(?![0-9末底初]))[，,　 ]?"
)
_GOES_ON = re.compile(
    "闭幕|结束|竣工|完工|落成|完成|通过|批准|批复|获批|验收|启用|到任|离[川县市]|返回|又|再次|经|其|该|此|会议|大会|仪式|工程|"
    "至|止|起|后|前|以[来后前]|凌晨|上午|下午|晚|雨|水位|洪|震|余震|救|灾|死|脱险|扑灭|宣判|审|续|正式|最终|终|撤|改|更名"
)


@rule(
    "R223",
    "一条多事",
    level="体",
    basis="大事记编写通例：一条记一事",
    scope="manuscript",
    bad=[
        _example("1987年", "3月", "6日 县茶厂开业。18日，城关小学迁新址。"),
        _example("1987年", "4月2日，县剧团成立。同日，农机站挂牌。"),
        _example("1991年", "5月1日，浣江公园开放。9日，首届茶艺赛举行。20日，民兵集训。"),
    ],
    good=[
        _example("1987年", "3月", "6日 县茶厂开业，厂房于1986年动工。"),
        _example("1987年", "3月6日，县党代会开幕。9日，会议闭幕。"),
        _example("1987年", "7月8日，降大雨。10日，洪水退去。"),
    ],
)
def several_events_in_one_item(manuscript: Manuscript, ctx: DocumentContext) -> Iterator[Hit]:
    """大事记一条只记一事；另一件事另起一条。"""
    for chronology in chronologies(manuscript, ctx):
        for item in chronology.items:
            if item.kind not in ("day", "same-day"):
                continue
            for found in _NEXT_EVENT.finditer(item.text, item.end):
                stop = item.text.find("。", found.end())
                told = item.text[found.end() : stop if stop >= 0 else len(item.text)]
                if not _GOES_ON.search(told) and not _shares_subject(item, told):
                    yield Hit(
                        *found.span("date"),
                        "这一条里又记了另一天的事，像是两件事，宜另起一条。",
                        block=item.block,
                        confidence="hint",
                    )
                    break


def _shares_subject(item: Item, told: str) -> bool:
    """Tell whether the second sentence says again three characters of the first one."""
    stop = item.text.find("。", item.end)
    first = item.text[item.end : stop]
    known = {first[i : i + 3] for i in range(len(first) - 2)}
    return any(told[i : i + 3] in known for i in range(len(told) - 2))


_YEARLY = 2
"""Where half of the steps from year to year are longer, silence says nothing."""
_SILENCE = ((1949, 1), (1912, 3), (1840, 15), (1368, 80), (-9999, 9999))
"""From that year on, so many years without a line are worth a look."""
_OFTEN = 4
"""With more gaps than one in so many years told of, the gaps are named together."""


@rule(
    "R224",
    "空年",
    level="体",
    basis="大事记编写通例：年年有记，无事可记的须核",
    scope="manuscript",
    bad=[
        _example("1987年", "3月6日，开渠。", "1989年", "5月1日，通车。", "1990年", "2月，办学。"),
        _example("1955年", "3月，开渠。", "1958年", "5月，通车。", "1959年", "2月，办学。"),
        _example("1920年", "春，旱。", "1926年", "夏，大水。", "1927年", "8月，办学。"),
    ],
    good=[
        _example("1987年", "3月6日，开渠。", "1988年", "5月1日，通车。", "1989年", "2月，办学。"),
        _example("1720年", "春，旱。", "1736年", "夏，大水。", "1750年", "秋，蝗。"),
        Example(paragraphs=("# 学校", "1987年", "建校。", "1999年", "迁址。", "2001年", "扩建。")),
    ],
)
def silent_years(manuscript: Manuscript, ctx: DocumentContext) -> Iterator[Hit]:
    """连续几年没有一条大事的，请核对是否漏收。"""
    for chronology in chronologies(manuscript, ctx):
        years = _years(chronology)
        gaps = sorted(after[0] - before[0] for before, after in pairwise(years))
        if len(gaps) < 2 or gaps[(len(gaps) - 1) // 2] > _YEARLY:
            continue  # a selection of years, no annals
        silent = [(before[0] + 1, after) for before, after in pairwise(years)
                  if after[0] - before[0] - 1 >= _allowed(before[0])]  # fmt: skip
        told = [f"{first}年" if first == after[0] - 1 else f"{first}年至{after[0] - 1}年"
                for first, after in silent]  # fmt: skip
        if len(told) * _YEARLY > len(years):
            continue  # more silence than years: a selection
        if len(told) * _OFTEN > len(years):  # they do not tell of every year: said once
            told, silent = ["、".join(told)], silent[:1]
        for which, (_, (_, block, start, end)) in zip(told, silent, strict=True):
            message = f"{which}没有一条大事，请核对是否漏收。"
            yield Hit(start, end, message, block=block, confidence="hint")


def _allowed(year: int) -> int:
    return next(most for first, most in _SILENCE if year >= first)


def _years(chronology: Chronology) -> list[tuple[int, str, int, int]]:
    """The years told of, each with the place where it is first named, in order of time."""
    found: dict[int, tuple[int, str, int, int]] = {}
    for year, text in chronology.years:
        found.setdefault(year, (year, text.id, 0, len(text.text)))
    for item in chronology.items:
        if item.year:
            found.setdefault(item.year, (item.year, item.block, item.start, item.end))
    return [found[year] for year in sorted(found)]
