"""B 时间表述: words that only mean something on the day they were written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fangzhi.check.context import TextContext
from fangzhi.check.example import Example
from fangzhi.check.rule import Hit, rule
from fangzhi.check.rules.style_exempt import is_reprinted

_YEAR_WORDS = {"今年": 0, "去年": -1, "明年": 1, "前年": -2, "后年": 2}
_THIS_YEAR = re.compile(
    "(?<![距迄])(?<!至)今年(?!代)|(?<=至)今年(?![代轻龄均产])|(?<![过除失减])去年(?!均)|"
    "(?<![注表说证写标清元查载])明年(?!间|代|号|份|度|均)|"
    "(?<![以之此从目])前年(?!度|均)|(?<![此其以之战产今往税皇王太记])后年(?!均|产|代|份|增|度)|今[春夏秋冬]|去[秋冬]"
)
_YEARBOOK = {"kind": "年鉴", "content_year": 2025, "lower": "2025"}


@rule(
    "R025",
    "今年/去年/明年",
    level="体",
    basis="湖南省志行文规范；年鉴书写格式",
    literals=(
        "今年",
        "去年",
        "明年",
        "前年",
        "后年",
        "今春",
        "今夏",
        "今秋",
        "今冬",
        "去秋",
        "去冬",
    ),
    bad=[
        "今年，全县投入水利资金80万元。",
        "产量比去年增加2万吨。",
        Example("项目将于明年竣工验收。", settings=_YEARBOOK),
    ],
    good=[
        "2025年，全县投入水利资金80万元。",
        "以前年度结余资金46万元。",
        "县长说：“今年要修好这条路。”",
        "档案上注明年份和作者。",
        Example(paragraphs=("# 特载", "## 政府工作报告（摘录）", "今年要实施水系连通工程。")),
    ],
)
def relative_year(text: str, ctx: TextContext) -> Iterator[Hit]:
    """不用“今年”“去年”“明年”，写明公元年份。"""
    if ctx.place in ("body", "heading") and is_reprinted(ctx.headings):
        return  # 特载: a report of the year speaks as it spoke
    for found in _THIS_YEAR.finditer(text):
        word, year = found.group(), ctx.document.content_year
        known = ctx.document.is_yearbook and year and word in _YEAR_WORDS
        exact = f"{year + _YEAR_WORDS[word]}年" if known else ""
        yield Hit(*found.span(), f"“{word}”随读者读书的年份而变，请写明公元年份。", exact)


_RECENT_YEARS = re.compile(
    "(?<![临附接靠邻将最])近(?:年来?(?!末|底|初|关|均)|(?:几|些|多|[0-9]{1,2}|[一二两三四五六七八九十]{1,3})(?:年来?|个年头))"
)


@rule(
    "R026",
    "近年/近年来/近几年",
    level="体",
    basis="湖南省志行文规范；大事记编写要求",
    literals=("近年", "近几年", "近些年", "近多年", "近"),
    bad=["近年来，茶园面积逐步扩大。", "近几年修建村道12条。", "近5年来新增企业30家。"],
    good=[
        "2021—2025年，茶园面积逐步扩大。",
        "临近年末，物价平稳。",
        "附近年产茶叶2吨的茶厂有3家。",
    ],
)
def vague_recent_years(text: str, ctx: TextContext) -> Iterator[Hit]:
    """不用“近年来”“近几年”，写明起讫年份。"""
    for found in _RECENT_YEARS.finditer(text):
        if re.fullmatch("近[0-9一二两三四五六七八九十]+年", found.group()) and not _opens(
            text, found
        ):
            continue  # “历时近5年” is a length of time
        yield Hit(*found.span(), f"“{found.group()}”起讫不明，请写明年份，如“2021—2025年”。")


def _opens(text: str, found: re.Match[str]) -> bool:
    return found.start() == 0 or text[found.start() - 1] in "，。；、：（ "


_NOW = re.compile(
    "(?<![科项题条数栏名书])目前(?!期)|(?<![出发体表实呈浮显再重])现在|(?<![担充])当前|如今|现今|眼下|"
    "(?<![甚截])至今(?!年|日|天)|迄今(?!年)|现阶段|(?<![及按限同届暂临随])时下(?![达放发拨降游])|(?<![时应])当下(?![井乡雪雨车岗班山船令达放发降调跌级游属列一])|时至今日|直(?:到|至)(?:今[天日]|现在)|"
    "(?<![发体表实呈浮显再重出兑])现时(?!期)"
)


@rule(
    "R027",
    "目前/现在/当前/如今/至今/迄今",
    level="体",
    basis="湖南省志行文规范",
    literals=(
        "目前",
        "现在",
        "当前",
        "如今",
        "现今",
        "眼下",
        "至今",
        "迄今",
        "现阶段",
        "时下",
        "当下",
        "今日",
        "今天",
        "现时",
    ),
    bad=[
        "该桥目前仍在使用。",
        "时至今日，石阶仍可登岸。",
        "如今，古镇有茶馆40家。",
        "此塔至今保存完好。",
    ],
    good=[
        "截至2025年末，该桥仍在使用。",
        "主要体现在三个方面。",
        "当下井工人满员时发车。",
        "项目前期工作完成。",
        "老船工说：“现在都开车去了。”",
    ],
)
def vague_present(text: str, ctx: TextContext) -> Iterator[Hit]:
    """不用“目前”“现在”“至今”，写明截至何年何月。"""
    if ctx.is_cell:
        return
    lower = ctx.document.lower[:4]
    hint = f"如“截至{lower}年末”" if lower.isdigit() else "如“截至2025年末”"
    for found in _NOW.finditer(text):
        yield Hit(*found.span(), f"“{found.group()}”所指时间不明，请写明截至何时，{hint}。")


_NEAREST = re.compile("[离距][^，。；]{0,8}$")
_LATELY = re.compile(
    "最近(?!的(?![一几两]|消息|统计|数据|研究|调查|报道|情况))(?!似|点|距|邻|处|的?(?:一[个家座条处]|车站|路))|不久前|前不久|(?<![临最附靠将])近日|新近|"
    "(?<![最临])近期(?!规划|建设|目标|方案|年限|工程)|(?<![最附])近来|前些年|前几年|早些年|前些(?:时候|时|日子|天)|早些时候|不久以前|前一?阵|前段时间|"
    "(?<![0-9０-９一二三四五六七八九十作节生当之次假休即末今昨明牌请举始])日前(?![一0-9])"
)


@rule(
    "R028",
    "最近/日前/不久前/前不久",
    level="体",
    basis="湖南省志行文规范；大事记编写要求",
    literals=(
        "最近",
        "日前",
        "不久前",
        "前不久",
        "近日",
        "近期",
        "近来",
        "新近",
        "前些年",
        "前几年",
        "早些年",
        "前些",
        "早些时候",
        "不久以前",
        "前阵",
        "前一阵",
        "前段时间",
    ),
    bad=["日前，镇文化站迁入新址。", "最近新建桥梁3座。", "不久前举办培训班2期。"],
    good=[
        "2025年6月3日，镇文化站迁入新址。",
        "6月30日前完成验收。",
        "取最近似值计算。",
        "离井口最近的窑洞是食堂。",
        "到最近的水站须步行半日。",
        "近期规划至2030年。",
    ],
)
def vague_recent_days(text: str, ctx: TextContext) -> Iterator[Hit]:
    """不用“最近”“日前”“不久前”，写明日期。"""
    for found in _LATELY.finditer(text):
        if found.group() == "最近" and _NEAREST.search(
            text, max(0, found.start() - 10), found.start()
        ):
            continue  # the nearest place, not the latest time
        yield Hit(*found.span(), f"“{found.group()}”所指时间不明，请写明日期。")


_MONTH_WORD = re.compile(
    "(?<![海天水江登晚])上个?月[底初末]?(?![亮球台宫食饼季坛色牙光华相票嫂薪供嘴轮])|(?<![日基成资版剧])本月[底初末]?(?!亮)|(?<![地天之底以树足])下个?月[底初末]?(?![台光亮色华饼球])|"
    "(?<![0-9０-９一二三四五六七八九十正腊冬元每个上本下闰当次])月[底初末](?!期)"
)
_OF_A_MONTH = re.compile(
    "(?:(?<=[，。；：])|^)(?:[当次同该隔]月[底初末]?(?=[，全县市区在新])|月[中内](?=，)|[上中下]旬(?=，))|"
    "(?<=[队组团])[上中下]旬(?=[到进撤返])"
)
"""What means a month said before; more than its own paragraph may say it."""
_DEICTIC = re.compile("[上本下]个?月")
_MONTH_NAMED = re.compile("(?:[0-9]{1,2}|[一二三四五六七八九十正腊冬元])月")


@rule(
    "R029",
    "本月/上月/月底无年月锚",
    level="体",
    basis="志书行文通则（时间表述）",
    literals=("上月", "上个月", "本月", "下月", "下个月", "月底", "月初", "月末", "当月", "次月", "同月",
              "月中", "月内", "该月", "隔月", "旬"),
    bad=["上月底完成村道硬化。", "本月新增用户120户。", "月初召开动员会。", "当月，县档案馆接收档案2100卷。",
         "决定下月初召开会议。", "上旬，普降暴雨。", "4月28日开工。上月底，设备进场。"],
    good=[
        "2025年6月底完成村道硬化。",
        "6月3日开工，月底完工。",
        "每月底公布账目。",
        "宇航员登上月球的纪录片巡回放映。",
        "旅客须提前上月台候车。",
        Example(paragraphs=("# 6月", "月初召开动员会。")),
        Example(paragraphs=("6月3日，大雨。", "次月，工程复工。")),
        "6月中旬召开动员会，下旬结束。",
    ],
)  # fmt: skip
def unanchored_month(text: str, ctx: TextContext) -> Iterator[Hit]:
    """“本月”“上月”“月底”之前须有写明的年月。"""
    if any(_MONTH_NAMED.search(heading) for heading in ctx.headings[-2:]):
        return
    named = [found.start() for found in _MONTH_NAMED.finditer(text)]
    first = named[0] if named else len(text)
    for found in _MONTH_WORD.finditer(text):
        since = first
        if _DEICTIC.match(found.group()) and first < found.start():
            opens = ctx.sentence_at(found.start())[0]
            since = next((at for at in named if at >= opens), len(text))
        if found.start() < since:
            yield Hit(*found.span(), f"“{found.group()}”前没有写明年月，请写明是何年何月。")
    for found in _OF_A_MONTH.finditer(text):
        said = any(_MONTH_NAMED.search(words) for words in ctx.before[-_NEAR_TEXTS:])
        if found.start() < first and not said:
            yield Hit(*found.span(), f"“{found.group()}”前没有写明年月，请写明是何年何月。")


_NEAR_TEXTS = 12


_CENTURY_WORD = re.compile("(?<![日基资])本世纪|上个?世纪|这个世纪")


@rule(
    "R030",
    "本世纪/上世纪",
    level="体",
    basis="GB/T 15835-2011",
    fixes=True,
    literals=("本世纪", "上世纪", "上个世纪", "这个世纪"),
    bad=[
        "上世纪80年代，全村通电。",
        "本世纪初，道路改建。",
        "上个世纪末，渡口停用。",
        Example("本世纪初设渡口。", settings={"lower": "1985-12-31"}),
    ],
    good=["20世纪80年代，全村通电。", "21世纪初，道路改建。", "他说：“上世纪就有这座桥。”"],
)
def relative_century(text: str, ctx: TextContext) -> Iterator[Hit]:
    """不用“上世纪”“本世纪”，写明第几世纪。"""
    # a work that ends before 2001 was written in the 20th century
    this = 20 if ctx.document.lower[:4].isdigit() and int(ctx.document.lower[:4]) < 2001 else 21
    for found in _CENTURY_WORD.finditer(text):
        exact = f"{this - 1 if found.group().startswith('上') else this}世纪"
        yield Hit(*found.span(), f"“{found.group()}”随时代而变，宜写“{exact}”。", exact)


_DECADE = re.compile(
    "(?<![0-9０-９.])([1-9]0)年代(?!表[性作人团队大])|(?<![世纪一二三四五六七八九十、0-9])([二三四五六七八][三四五六七八九])十年代|"
    "(?<![世纪一二三四五六七八九十、0-9])([二三四五六七八九])十年代"
)
_DECADE_CENTURY = re.compile(
    "世纪(?:[0-9]{2}|[一二三四五六七八九十]{1,3})年代?[初中末前后]?[期叶]?"
)
_HAN_TENS = {han: str(n) for n, han in enumerate("二三四五六七八九", 2)}


@rule(
    "R031",
    "年代缺世纪",
    level="体",
    basis="GB/T 15835-2011",
    literals=("年代",),
    bad=[
        "七八十年代，煤车往来不绝。",
        "80年代初，乡镇企业兴起。",
        "七十年代修建水渠3条。",
        "到90年代，渡口停航。",
    ],
    good=[
        "20世纪80年代初，乡镇企业兴起。",
        "20世纪70年代至80年代修建水渠3条。",
        "1980年代的档案。",
        "20世纪七八十年代，渡口繁忙。",
    ],
)
def decade_without_century(text: str, ctx: TextContext) -> Iterator[Hit]:
    """年代前写明世纪，用阿拉伯数字。"""
    for found in _DECADE.finditer(text):
        before = text[max(0, found.start() - 16) : found.start()]
        if before.endswith("世纪") or _DECADE_CENTURY.search(before):
            continue
        if found.group(2):
            message = f"“{found.group()}”前缺世纪，请写明是第几世纪。"
            yield Hit(*found.span(), message, f"20世纪{found.group()}")
            continue
        tens = found.group(1) or _HAN_TENS[found.group(3)] + "0"
        exact = f"20世纪{tens}年代" if int(tens) >= 30 else ""
        yield Hit(*found.span(), f"“{found.group()}”前缺世纪，请写明是第几世纪。", exact)
