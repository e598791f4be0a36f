"""C 断限: a yearbook records its own year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fangzhi.check.context import DocumentContext
from fangzhi.check.example import Example
from fangzhi.check.rule import Confidence, Hit, rule
from fangzhi.check.rules.limits_years import (
    EDITED,
    PLANNED,
    Paragraph,
    YearAt,
    before_in_sentence,
    is_apart,
    prose,
    sentence_of,
)
from fangzhi.check.rules.style_exempt import is_reprinted
from fangzhi.model.manuscript import Manuscript

_OF_2024 = {"kind": "年鉴", "content_year": 2024, "lower": "2024"}
_APRIL = {**_OF_2024, "switches": {"awards_window": "april-march"}}
_BACKGROUND = re.compile(
    "前身|始建|始于|创办|创建|创设|成立于|设立于|建成于|落成|自.{1,14}(?:以来|起|开始)|沿革|此前|历史|原名|更名|曾|"
    "首次|首届|旧称|改制|恢复|迁建|位于|地处|出生|毕业|任职|历任|简称|立项|开工|动工|启动于|移交|档案|原[有系为属由]|"
    "共建|合建|组建|编制|修订|规划|时任|生于|参加工作|加入中国|入伍|牺牲|烈士|遗址|文物|古|普查|"
    "生效|施行|发布的|印发的|出台的|制定的|签订的|获得的|建成的|实施的|引进的|改建的|生产的"
)
_PLAN_AHEAD = re.compile(
    "部署|安排|谋划|工作(?:思路|要点|任务)|编制|预算|布置|备战|展望|招生|入学|年货|迎接|元旦|春节|新年"
)
_COMPARED = re.compile(
    "(?:比|较|与|同|和|相比|为|是|由|从|自|占|以|按|对|及|或|据|在)$|同比|相比|基数|上年|年均|增长|下降|减少|增加|提高|上升"
)
_PRIZE = re.compile("获|荣|授予|称号|奖|表彰|认定|命名|评为|入选|入围")
_AWARDS = re.compile("荣誉|获奖|表彰|先进|名录|奖项|获评")
_FAR = 400
_OPENS = re.compile("^[ 　]*(?:【[^】\n]{1,40}】[ 　]*)?$")
_TAIL = re.compile("[—～~－-]|至|到|届|级|版|卷|款|刊|产|以来|以前|之前|前|起|底前|末(?!，)")
_PAST_PLACES = re.compile(
    "沿革|简史|历史|人物|烈士|文物|古迹|遗产|建置|名胜|景点|回顾|历年|纪念|机构简介|单位简介|镇情|概貌"
)


@rule(
    "R050",
    "年鉴越年",
    level="体",
    basis="北京信息化年鉴编写规范；鄂州年鉴撰稿要求",
    scope="manuscript",
    bad=[
        Example(
            paragraphs=("【春运】 2025年1月14日，春运开始，投放客车186辆。",), settings=_OF_2024
        ),
        Example("2023年，举办技能竞赛4场，参赛312人。", settings=_OF_2024),
        Example("2024年，改建泵站2座。2025年3月，泵站通过验收。", settings=_OF_2024),
    ],
    good=[
        Example("2024年，举办技能竞赛4场，比2023年多1场。", settings=_OF_2024),
        Example("青石大桥于2022年3月开工，2024年6月通车。", settings=_OF_2024),
        Example("编制《2025年蔬菜生产计划》，规划到2030年建成基地12个。", settings=_OF_2024),
        Example("县图书馆前身为1956年成立的文化馆图书室。1984年单独建馆。", settings=_OF_2024),
        Example("2025年2月，县农技站获市科技进步奖。", settings=_APRIL),
        Example("2023年，举办技能竞赛4场。", settings={"kind": "县志", "lower": "2024"}),
        Example(
            paragraphs=("# 特载", "## 政府工作报告", "2025年1月6日在县人民代表大会第四次会议上"),
            settings=_OF_2024,
        ),
    ],
)
def another_year(manuscript: Manuscript, ctx: DocumentContext) -> Iterator[Hit]:
    """年鉴只记本卷年度的事；他年的事作背景一笔带过或删去。"""
    document = ctx.document
    own = document.content_year
    if not own or not document.is_yearbook or document.prior_volume:
        return
    found = list(_other_years(ctx, own))
    late = [hit for year, hit in found if year > own]
    dated = sum(len({y.sentence for y in p.years}) for p in prose(ctx))
    if len(late) > 20 and len(late) * 2 > dated:
        message = f"全篇过半记事晚于{own}年，请先核对本篇的记述年份设置。"
        yield Hit(0, 0, message, doc=document.name, confidence="hint")
        return
    yield from (hit for _, hit in found)


def _other_years(ctx: DocumentContext, own: int) -> Iterator[tuple[int, Hit]]:
    document = ctx.document
    april = document.switches.get("awards_window") == "april-march"
    for paragraph in prose(ctx):
        if (
            is_apart(paragraph)
            or is_reprinted(paragraph.headings)
            or any(_PAST_PLACES.search(h) for h in paragraph.headings)
        ):
            continue
        told: set[tuple[int, int]] = set()
        for year in paragraph.years:
            if year.year == own or year.sentence in told:
                continue
            found = (
                _later(paragraph, year, own) if year.year > own else _earlier(paragraph, year, own)
            )
            if not found or (april and _in_awards_window(paragraph, year, own)):
                continue
            told.add(year.sentence)
            sure: Confidence = "likely" if year.year > own else "hint"
            message = f"本卷记{own}年事，此处记{year.year}年事，请删去或改作背景，并请核对年份。"
            hit = Hit(year.start, year.end, message, block=paragraph.block, confidence=sure)
            yield year.year, hit


def _later(paragraph: Paragraph, year: YearAt, own: int) -> bool:
    """Tell whether a year to come is told as an event, not planned or named."""
    sentence = sentence_of(paragraph, year)
    before = before_in_sentence(paragraph, year)
    after = paragraph.text[year.end : year.end + 2]
    if PLANNED.search(sentence) or EDITED.search(sentence) or _PLAN_AHEAD.search(sentence):
        return False
    if not (year.month or not before.strip() or before[-1] in "，、；】 　于在至"):
        return False  # 2025年度预算, 面向2025年
    return not re.match("[届级版卷款刊]", after) and "（" not in before[-6:]


_DONE_THEN = re.compile(
    "年(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?|[一二三四]季度|[春夏秋冬]季?|初|底|末|[上下]半年)?，?[^，。；、：的（）0-9]{0,10}?"
    "(?:承办|举办|召开|举行|开展|组织|印发|出台|接待|发放|培训|评选|表彰|慰问|走访|销售|投放|种植|播种|收获|查处|受理|办理|"
    "审理|受灾|演出|参加|赴)(?!的)"
)


def _in_passing(paragraph: Paragraph, year: YearAt, own: int) -> bool:
    """Tell whether a clause in a sentence on the year tells what was done in a year shortly past."""
    before = before_in_sentence(paragraph, year)
    if not before or before[-1] not in "，；" or not own - 3 <= year.year < own:
        return False
    end = min(year.sentence[1], year.start + _FAR)
    rest = paragraph.text[year.start + 4 : end]
    if not _DONE_THEN.match(rest) or f"{own}年" in before + rest:
        return False
    return not (_BACKGROUND.search(before + rest) or _COMPARED.search(before + rest))


def _earlier(paragraph: Paragraph, year: YearAt, own: int) -> bool:
    """Tell whether a sentence opens with a year shortly past and tells it as an event."""
    sentence = sentence_of(paragraph, year)
    before = before_in_sentence(paragraph, year)
    if _in_passing(paragraph, year, own):
        return True
    if not _OPENS.match(before) or not own - 3 <= year.year < own:
        return False
    rest = paragraph.text[year.end : year.sentence[1]]
    if _TAIL.match(rest) or not re.match("[^，]{0,8}，|[ 　]", rest) or str(own) in sentence:
        return False
    told = paragraph.text[max(0, year.start - _FAR) : min(year.end + _FAR, year.sentence[1])]
    if _BACKGROUND.search(told) or _COMPARED.search(sentence):
        return False
    # a passage that leads up to the year is background
    return f"{own}年" not in paragraph.text[year.sentence[1] : year.sentence[1] + 80]


def _in_awards_window(paragraph: Paragraph, year: YearAt, own: int) -> bool:
    """Tell whether an award falls into April of the year to March of the next."""
    words = sentence_of(paragraph, year) + " ".join(paragraph.headings)
    prize = _PRIZE.search(words) or _AWARDS.search(words)
    return bool(prize) and year.year == own + 1 and 1 <= year.month <= 3
