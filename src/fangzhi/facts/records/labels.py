"""Labels (指标词): what the words before a figure say it measures."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

import msgspec

from fangzhi.facts.records.words import Indicator, indicators, words

Known = dict[str, Indicator]


class Label(msgspec.Struct, frozen=True):
    """A label understood.

    `place` is a place named in it ("全县", "浣阳镇"), `subject` who has the figure, `indicator` the
    indicator's name ("" where the label only goes on from the figure before), `kind` stock, flow,
    ratio, attr or "" (not in our list), `bare` an indicator that needs a subject. `mode` is "level",
    "change" (增长 …), "compare" (比上年的 …), "plan", "each" or "act" (a verb leads it); `shift` is -1
    for 上年; `span` a part of the year ("1季度"), "=" where the whole year is said; `part` is 其中.
    """

    place: str
    subject: str
    indicator: str
    kind: str
    bare: bool
    mode: str
    scope: tuple[str, ...] = ()
    shift: int = 0
    span: str = ""
    part: bool = False
    holds: bool = False


def _any(use: str) -> str:
    return "|".join(map(re.escape, words(use)))


_LEAD: Final = re.compile(
    rf"(?:{_any('lead')})(?!(?<=有)[效限线林机色]|(?<=共)[产青同]|(?<=计)划|(?<=设)[计备施区市立置]|(?<=为)民"
    r"|(?<=本)[科级地]|(?<=达)标|(?<=度)假|(?<=地方)[病政志税]|(?<=组织)[部机]|(?<=其)[他它余]|(?<=和)[谐平]|(?<=已)婚)"
)
_TRAIL: Final = re.compile(rf"(?:{_any('trail')})$")
_PLAN: Final = re.compile(
    rf"(?:{_any('plan')})(?!(?<=设计)灌溉|(?<=应)急|(?<=可)支配|(?<=规划)[局科]|(?<=设计)院|(?<=将)[军士])"
)
_CHANGE: Final = re.compile(
    rf"(?<![塔楼身像峰桥墙闸堤树碑殿阁亭坊坝柱门顶])(?:{_any('change')})(?:率|幅|幅度|速度)?$"
)
_EACH: Final = re.compile(_any("each"))
_MEAN: Final = re.compile("人均.*(?:收入|生产总值|产值|面积|耕地)$")
_SHARED: Final = re.compile(
    r"分别|依次|各为|各$|各有$|(?:约|将近|接近|超过|逾|突破)(?:有|为|达|完成|实现)"
)
_COMPARE: Final = re.compile(rf"^(?:其中)?(?:{_any('compare')})(?!(?<=占)[地用])")
_ACT: Final = re.compile(rf"^(?:{_any('verb')})")
_WHOLE: Final = re.compile(
    r"^(?:全[县市区省州国镇乡村旗盟]|全街道|全社区|全苏木|全嘎查|全公社|全大队|[我本][县市区镇乡村旗]|[县市镇乡旗]境内?|县域内?)"
)
_PLACE: Final = re.compile(
    r"^(?:(?P<town>[一-鿿]{1,4}?(?<!建制)(?<![乡集城各小下中心重])(?:镇|苏木|乡(?![镇村级])|街道(?!办)|(?<!人民)公社(?![社员级干办所])))|"
    r"(?P<village>[一-鿿]{1,4}?(?<!行政)(?<!建制)(?<!贫困)(?<!自然)(?<!示范)(?<![农乡全各新渔山])"
    r"(?:村(?![民庄组级干卫集道委小落])|社区(?![居卫服])|嘎查|(?<![安警防兵察查缉管击支总作训各产])大队(?![部级干长员])))|"
    r"(?P<county>(?![距离至从往到在])[一-鿿]{1,4}?(?<!全)(?<!本)(?:县(?![级城域境人直属办委])|(?<![红锦彩战军国党团校])旗(?![下帜舰袍手杆号])|市(?![级场城域区直政辖民])|"
    r"(?<![灌景园新发库校院城山牧林矿地小社港辖市郊片护范济业险湖风食行防疫居街生住商老])区(?![级域划内间]))))"
)
_NO_PLACE: Final = frozenset(
    "旗县 区县 市县 外县 邻县 两县 县市 城市 郊区 都市 各县 各市 各区 各镇 各乡 各村".split()
)
_AFTER_PLACE: Final = re.compile(r"有|位于|地处|坐落|辖|是|为|共|户|总|面|年末|实|农|人|[，（\d]")
_SPLIT: Final = re.compile(
    r"(?:共有|现有|拥有|实现|完成|设有|下辖|下设|辖有|建有|达到|实有|(?<![没所占具享持])有(?![效限林机色关]))"
)
_SPAN: Final = re.compile(
    r"上半年|下半年|(?:第?[一二三四]|前[二三两])季度|[1-4一二三四]季度末?|年初|同期|期间|当月|月末|月底|累计|新增(?!城镇|就业)|净增|历年|五年|多年|近年|近几年|历次|三年"
)
_SCOPE: Final = re.compile(_any("scope"))
_LAST_YEAR: Final = re.compile(r"上年末?|去年末?|上一年|前一年")
_HOLD: Final = re.compile(r"(?:辖|设|分为|划分为|有|共|为|分设|组成|：)$")
_CLEAN: Final = re.compile(r"[\s“”‘’《》〈〉·*]+")
_TOO_GENERAL: Final = frozenset(
    ("人口", "出生", "面积", "学校", "企业", "中学", "游客", "学生", "税收", "党员")
)
_BY_UNIT: Final = {
    "人": ("人口数", "人口", "人数", "人员"), "户": ("户数", "户"), "个": ("个数", "所数", "家数", "数"),
    "人次": ("人次数", "人次"),
}  # fmt: skip
_TAILS: Final = ("总数", "人数", "户数", "数量", "数", "总量", "面积")


@lru_cache(maxsize=65536)
def parse_label(text: str) -> Label:
    """Understand the words before a figure (dates left out)."""
    s = _CLEAN.sub("", text)
    known = indicators()
    part = s.startswith(("其中", "内", "#"))
    shift = -1 if _LAST_YEAR.search(s) else 0
    if shift:
        s = _LAST_YEAR.sub("", s)
    span_match = _SPAN.search(s)
    span = span_match.group() if span_match else ""
    if not span and s.startswith(("全年", "年末", "年底", "末", "底", "年内")):
        span = "="
    if span_match:
        s = s.replace(span, "", 1)
    compare = _COMPARE.search(s) is not None
    holds = _HOLD.search(s) is not None
    place, s = _stripped(s, known)
    subject, s = _parted(s, known)
    found = _lookup(s, known)
    if found is None and not _ACT.match(s):
        subject, s, found = _suffixed(subject, s, known)
    if found is not None:
        indicator, scope = found
        mode = "compare" if compare else _mode_known(text)
        return Label(place, subject, indicator.name, indicator.kind, indicator.bare, mode, scope,
                     shift, span, part, holds)  # fmt: skip
    return Label(place, subject, s, "", False, _mode(s, text, compare), tuple(_SCOPE.findall(s)),
                 shift, span, part, holds)  # fmt: skip


def _mode_known(text: str) -> str:
    if _SHARED.search(text):
        return "each"
    return "plan" if _PLAN.search(text) else "level"


def _mode(s: str, text: str, compare: bool) -> str:
    if _SHARED.search(text):
        return "each"
    if _CHANGE.search(s):
        return "change"
    if compare:
        return "compare"
    if _PLAN.search(text):
        return "plan"
    if _EACH.search(s) and not _MEAN.search(s):
        return "each"
    return "act" if _ACT.match(s) else "level"


def _stripped(s: str, known: Known) -> tuple[str, str]:
    """Take away words that only introduce and close; give the place that they name."""
    place = ""
    while s and s not in known:
        if (m := _WHOLE.match(s)) is not None or (
            not place and (m := _PLACE.match(s)) is not None and m.group() not in _NO_PLACE
        ):
            place, s = m.group(), s[m.end() :]
        elif (m := _LEAD.match(s)) is not None:
            s = s[m.end() :]
        else:
            break
    while s and not _ends_known(s, known) and (m := _TRAIL.search(s)) is not None:
        s = s[: m.start()]
    return place, s


def _ends_known(s: str, known: Known) -> bool:
    return any(s[start:] in known for start in range(len(s) - 1))


def _parted(s: str, known: Known) -> tuple[str, str]:
    """Part a label at 有, 实现 …: who has it, and what it is."""
    if s in known:
        return "", s
    m = _SPLIT.search(s)
    if m is None:
        return "", s
    left, right = s[: m.start()], s[m.end() :]
    _place, right = _stripped(right, known)
    if not right:
        return "", left
    if not left or left + right in known:
        return "", left + right
    return left, right


def _lookup(s: str, known: Known) -> tuple[Indicator, tuple[str, ...]] | None:
    found = known.get(s)
    if found is not None:
        return found, ()
    for tail in _TAILS:
        if s.endswith(tail) and (found := known.get(s[: -len(tail)])) is not None:
            return found, ()
    scopes = _SCOPE.findall(s)
    if scopes:
        rest = _SCOPE.sub("", s)
        if rest and (found := known.get(rest)) is not None:
            return found, tuple(sorted(scopes))
    return None


def _suffixed(
    subject: str, s: str, known: Known
) -> tuple[str, str, tuple[Indicator, tuple[str, ...]] | None]:
    """Find an indicator at the end of a label; what stands before it is whose it is."""
    for start in range(1, len(s) - 1):
        if (found := known.get(s[start:])) is not None and s[start:] not in _TOO_GENERAL:
            return subject + s[:start], s[start:], (found, ())
    return subject, s, None


_DATE_FIRST: Final = re.compile(r"\s*(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日)?[末底]?[，,\s　]*")


def leading_place(text: str, position: int) -> str:
    """Give the place that a sentence begins with (a date may stand before it), else ""."""
    m = _DATE_FIRST.match(text, position)
    found = _PLACE.match(text[m.end() : m.end() + 8]) if m is not None else None
    if found is None or not _AFTER_PLACE.match(text, (m.end() if m else 0) + found.end()):
        return ""
    return found.group()


def plain(indicator: str, base: str) -> str:
    """Give an indicator without the ending that only repeats its unit (减贫人口 … 人 → 减贫)."""
    for tail in _BY_UNIT.get(base, ()):
        if indicator.endswith(tail) and len(indicator) - len(tail) >= 2:
            return indicator[: -len(tail)]
    return indicator
