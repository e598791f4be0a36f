"""C 断限: events after the lower limit, long passages before the upper one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fangzhi.check.context import DocumentContext
from fangzhi.check.example import Example
from fangzhi.check.rule import Hit, rule
from fangzhi.check.rules.limits_years import (
    EDITED,
    PEOPLE,
    PLANNED,
    Paragraph,
    YearAt,
    before_in_sentence,
    is_apart,
    is_chronicle,
    is_poverty_chronicle,
    limit_year,
    prose,
    sentence_of,
)
from fangzhi.model.manuscript import Manuscript

_TO_2005 = {"kind": "县志", "upper": "1986", "lower": "2005"}
_DEATH = re.compile("病逝|逝世|去世|病故|辞世|亡故|卒于|遇难|谢世")
_TERM = re.compile(
    "第[一二三四五六七八九十0-9]+届|任职|在任|至今|任(?:书记|主任|县长|局长|校长|院长)"
)
_FROM_ABOVE = re.compile(
    "(?:国务院|全国人大|全国|国家|中央|财政部|[\u4e00-\u9fff]部|省)(?:从|自|于)?$"
)
_BRACKET = re.compile("[（(][^（）()]*$")
_RANGE_FROM = re.compile("((?:1[0-9]|20)[0-9]{2})年?(?:[0-9]{1,2}月)?(?:[—～~－-]{1,2}|至|到)$")


_CLAUSE = re.compile(
    "(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?[，　 ]?[^，。；：！？\n]{1,30}(?=[，。；]|$)"
)
"""What is told of the date: the finding covers it."""


def _late(paragraph: Paragraph, limit: int, month: int = 0) -> Iterator[YearAt]:
    """Give the first year after the limit of each sentence that tells an event by it."""
    told: set[tuple[int, int]] = set()
    for year in paragraph.years:
        after = year.year > limit or (month and year.year == limit and year.month > month)
        if not after or year.sentence in told:
            continue
        sentence = sentence_of(paragraph, year)
        before = before_in_sentence(paragraph, year)
        if PLANNED.search(sentence) or EDITED.search(sentence) or _BRACKET.search(before):
            continue
        if _FROM_ABOVE.search(before):
            continue
        started = _RANGE_FROM.search(before)
        if started and int(started.group(1)) <= limit and _TERM.search(sentence):
            continue
        told.add(year.sentence)
        yield year


@rule(
    "R045",
    "越下限",
    level="体",
    basis="川志发〔2008〕15号《编写细则》（断限）",
    scope="manuscript",
    bad=[
        Example("2005年末，有渡口9处。2007年4月，南门渡口停渡。", settings=_TO_2005),
        Example("厂房于2009年拆除，原址建住宅。", settings=_TO_2005),
        Example("2006—2010年，新建桥梁31座。", settings={"kind": "交通志", "lower": "2005-12-31"}),
    ],
    good=[
        Example("2005年12月31日，全县有桥梁286座。", settings=_TO_2005),
        Example("《江口县城市规划（2001—2020年）》印发，规划期至2020年。", settings=_TO_2005),
        Example(paragraphs=("# 限外辑要", "2008年5月12日，县境震感强烈。"), settings=_TO_2005),
        Example("宋文杰（1931—2008），教师。", settings=_TO_2005),
        Example("2008年4月，县城震损房屋12间。", settings={"kind": "年鉴", "lower": "2008"}),
    ],
)
def after_the_limit(manuscript: Manuscript, ctx: DocumentContext) -> Iterator[Hit]:
    """志书不记下限以后的事；必须记的入限外附记。"""
    document = ctx.document
    limit = limit_year(document.lower)
    if not limit or not is_chronicle(document) or is_poverty_chronicle(document):
        return
    month = int(document.lower[5:7]) if document.lower[5:7].isdigit() else 0
    late: list[tuple[Paragraph, YearAt]] = []
    dated = 0
    for paragraph in prose(ctx):
        dated += len({year.sentence for year in paragraph.years})
        if is_apart(paragraph):
            continue
        people = any(PEOPLE.search(heading) for heading in paragraph.headings)
        for year in _late(paragraph, limit, month if month < 12 else 0):
            if not (people and _DEATH.search(sentence_of(paragraph, year))):
                late.append((paragraph, year))
    if len(late) > 20 and len(late) * 2 > dated:
        message = f"全篇过半记事晚于下限{limit}年，请先核对本篇的下限设置（{document.lower}）。"
        yield Hit(0, 0, message, doc=document.name, confidence="hint")
        return
    for paragraph, year in late:
        message = f"本志下限为{limit}年，此处记{year.year}年事，请删去或移入限外附记。"
        told = _CLAUSE.match(paragraph.text, year.end)
        end = told.end() if told is not None else year.end
        yield Hit(year.start, end, message, block=paragraph.block)


_POVERTY = {"kind": "扶贫志", "upper": "2014", "lower": "2020"}
_NATIONAL_PRAISE = re.compile("全国(?:脱贫攻坚)?(?:总结)?表彰|全国脱贫攻坚(?:先进|楷模)")


@rule(
    "R048",
    "扶贫志下限",
    level="体",
    basis="扶贫志断限要求（主体止于2020年底，可记至2021年2月全国表彰）",
    scope="manuscript",
    bad=[
        Example("2021年7月，全县召开脱贫攻坚总结会。", settings=_POVERTY),
        Example("2022年，脱贫人口人均纯收入15260元。", settings=_POVERTY),
        Example("2021年4月30日，省表彰大会召开，4人受表彰。", settings=_POVERTY),
    ],
    good=[
        Example("2020年12月，最后一批搬迁户入住。", settings=_POVERTY),
        Example("2021年2月25日，全国脱贫攻坚总结表彰大会召开，1人受表彰。", settings=_POVERTY),
        Example(paragraphs=("# 附录", "2021年6月，省表彰大会召开。"), settings=_POVERTY),
    ],
)
def poverty_chronicle_limit(manuscript: Manuscript, ctx: DocumentContext) -> Iterator[Hit]:
    """扶贫志主体止于2020年底，至多记到2021年2月的全国表彰。"""
    document = ctx.document
    if not is_poverty_chronicle(document) or document.prior_volume:
        return
    limit = limit_year(document.lower) or 2020
    for paragraph in prose(ctx):
        for year in _late(paragraph, limit) if not is_apart(paragraph) else ():
            sentence = sentence_of(paragraph, year)
            praised = (year.year, year.month) == (2021, 2) or (
                year.year == 2021 and year.month in (0, 2) and _NATIONAL_PRAISE.search(sentence)
            )
            if not praised:
                message = (
                    f"扶贫志主体止于{limit}年底（可至2021年2月全国表彰），此处记{year.year}年事，"
                    "请删去或移入附录。"
                )
                yield Hit(year.start, year.end, message, block=paragraph.block)


_GOES_BACK = re.compile(
    "上溯|追溯|溯源|源流|沿革|历史|建置|概述|概况|综述|概貌|自然|地质|地貌|水系|大事记|人物|古迹|文物|遗址|艺文|文献|"
    "民俗|风俗|宗教|姓氏|宗族|地名|方言|传统|非物质|革命|老区|灾害|气候|掌故|始末|前身|旧"
)
_BACKGROUND = re.compile(
    "前身|始建|始于|创办|创建|创设|成立|肇|源于|起源|历史上|民国|清|明代|自.{2,10}以来"
)
_MUCH = 160


@rule(
    "R046",
    "越上限",
    level="体",
    basis="川志发〔2008〕15号《编写细则》（断限，简要复载）",
    scope="manuscript",
    bad=[
        Example(paragraphs=("# 供销合作", text), settings=_TO_2005)
        for text in (
            "1972年，县供销社设门市部46个，职工312人，购销总额486万元。1974年，门市部增至52个，新建仓库6座，"
            "面积4200平方米。1976年，推行经济核算，费用率降至6.2%，向公社派驻采购员28人。1978年，购进农副产品"
            "218万元，其中桐油46吨、生漆12吨、棕片86吨，供应化肥3200吨、农药64吨、农膜12吨，销往12个县市，"
            "供应农具1.8万件，维修农机126台。",
            "1961年，手工业社有铁器组3个，社员41人，年产锄头6200把。1964年，添置空气锤2台，产量增长四成，"
            "产品销往邻近6县。1968年，社址迁至西街，占地1600平方米，设翻砂、锻打、装配3个组。1973年改为农具厂，"
            "职工126人，固定资产34万元，主要产品有脱粒机、打谷桶、手推车等16种，年产值48万元，上缴利润3.6万元，"
            "厂房扩至2400平方米，另设销售门市2处。",
            "1975年，全县有放映队12个，放映电影3612场，观众126万人次。1977年放映队增至18个，配发16毫米放映机"
            "18台、发电机9台，培训放映员36名。1979年，各公社建放映室，砖木结构的14座，座位6420个，票价每张5分，"
            "全年收入8.6万元，支出7.2万元，上映故事片46部、戏曲片12部、科教片28部，观众人次居全专区前列，"
            "其中露天放映2864场。",
        )
    ],
    good=[
        Example(
            paragraphs=("# 供销合作", "1952年设社，1985年有门市部52个。1986年，购销总额1240万元。"),
            settings=_TO_2005,
        ),
        Example("1986年，县供销社有职工412人。", settings=_TO_2005),
        Example("1972年，县供销社设门市部46个。", settings={"kind": "县志", "lower": "2005"}),
    ],
)
def before_the_limit(manuscript: Manuscript, ctx: DocumentContext) -> Iterator[Hit]:
    """续志对上限以前的事只作简要复载；上溯、沿革、人物、大事记等不限。"""
    document = ctx.document
    limit = limit_year(document.upper)
    if not limit or not is_chronicle(document):
        return
    stated = any("上溯" in p.text or "追溯" in p.text for p in prose(ctx))
    heading: tuple[str, ...] = ("",)
    for paragraph in prose(ctx):
        above = " ".join(paragraph.headings)
        if not paragraph.years or is_apart(paragraph) or _GOES_BACK.search(above):
            continue
        early = [year for year in paragraph.years if year.year < limit]
        told = {year.sentence for year in early}
        words = sum(end - start for start, end in told)
        mixed = any(year.year >= limit for year in paragraph.years)
        leads = paragraph.headings != heading
        heading = paragraph.headings
        # the first paragraph of a section leads up to its matter
        few, much = (3, _MUCH) if leads else (2, _MUCH - 60)
        if len(told) < few or mixed or words < much * (2 if stated else 1):
            continue
        if _BACKGROUND.search(paragraph.text[: paragraph.text.find("。") + 1]):
            continue
        message = f"本志上限为{limit}年，此段{len(told)}句、约{words}字记上限以前的事，宜简要复载或说明上溯的理由。"
        yield Hit(early[0].start, early[0].end, message, block=paragraph.block, confidence="hint")
