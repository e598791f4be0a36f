"""O 涉港澳台: Hong Kong, Macao and Taiwan in lists of countries, and how they are called.

The lists of words are data that an office may edit; a person always decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from fangzhi.check.context import TextContext
from fangzhi.check.example import Example
from fangzhi.check.rule import Hit, rule
from fangzhi.check.spans import Spans
from fangzhi.check.terms import read_terms

_REGIONS = ("台湾", "香港", "澳门", "港澳")
_REGION = (
    "(?:中国)?(?:台湾|香港|澳门|港澳台|台港澳|港、澳、台|港澳)(?P<full>地区|省|特别行政区|特区)?"
)
_NEXT = "(?:[、和及与]|以及)(?:中国)?[^、和及与等，。；：！？（）“”《》0-9 ]{1,8}?"
_COUNTED = "(?:等等?(?:[0-9]{1,3}|[一二三四五六七八九十几数]{1,3})?[多余]?个?|[0-9]{1,3}[多余]?个)"
_AFTER = (
    "(?!际|内|民|有|企|营|际|宾|语|货|库|产|道|防|级"
    "|[家]?(?:及其?|和|与|或|以及|、|/)?(?:有关|其他|部分|[0-9一二三四五六七八九十]{0,3}个?)?(?:地区|区域|中国|台湾|香港|澳门|港澳)"
    "|家?[（(](?:和|及|或)?地区)"
)
_LISTED = re.compile(f"{_REGION}(?:{_NEXT}){{0,12}}?{_COUNTED}国家?{_AFTER}")
_HEADED = re.compile(
    "(?:出口|进口|贸易|投资|来源|客源|目的|对象|输入|输出|外销)国家?(?:主要)?(?:有|为|是|包括|包含|：|:)"
    "[^。；（）“”《》]{0,60}?(?P<region>(?:中国)?(?:台湾|香港|澳门|港澳))"
)
_JOINED_APART = re.compile("(?:地区|特别行政区|特区)(?:[和与及]|以及)")
_QUALIFIES = re.compile(
    "(?:台湾|香港|澳门|港澳台|港澳)(?!地区|省|特别行政区|特区|同胞)(?![、和及与以等0-9台]|$)[\u4e00-\u9fff]"
)
"""A region that only qualifies a noun (香港电影) is no member of the list."""
_SHORT = re.compile(
    f"(?:[美日韩英法德俄泰新马越加意印港台]、){{1,9}}[美日韩英法德俄泰新马越加意印港台]{_COUNTED}国家?{_AFTER}"
)


@cache
def _countries() -> frozenset[str]:
    return frozenset(read_terms("legal_countries.tsv").literals)


@rule(
    "R226",
    "港澳台并列国家",
    level="政",
    basis="涉港澳台用语规范：香港、澳门、台湾不与国家并列称“国家”",
    literals=(*_REGIONS, "台、", "港、", "、台", "、港"),
    needs=[("国", "、", "和", "及", "与")],
    bad=[
        "产品销往美国、日本、台湾等国家。",
        "香港、新加坡等国客商前来洽谈。",
        "茶叶远销俄罗斯、韩国和香港等12个国家。",
        "主要出口国为越南、泰国、台湾。",
        "客商来自日本、台湾、法国，共14人。",
    ],
    good=[
        "产品销往美国、日本、中国台湾等国家和地区。",
        "访问日本、韩国等国家和中国台湾地区。",
        "香港特别行政区和日本等国家的客商到会。",
        "客商来自日本、法国、中国香港，共14人。",
        "《与台湾、日本等国家贸易档案》存县档案馆。",
        "产品销往北京、上海、香港、台湾等地。",
    ],
)
def region_among_countries(text: str, ctx: TextContext) -> Iterator[Hit]:
    """香港、澳门、台湾与国家并列时，写“国家和地区”，并标明“中国”。"""
    known = []
    for found in _LISTED.finditer(text):
        if _JOINED_APART.search(found.group()) or _QUALIFIES.search(found.group()):
            continue
        known.append(found.span())
        yield _among(*_whole_list(text, *found.span()))
    for found in _SHORT.finditer(text):
        if not _covered(known, found.start()) and re.search("[港台]", found.group()):
            known.append(found.span())
            yield _among(*found.span())
    for found in _HEADED.finditer(text):
        if not _covered(known, found.start("region")):
            known.append(found.span())
            yield _among(*found.span())
    told = Spans(known)
    for start, end in _bare_lists(text):
        if not told.hold(start) and not told.hold(end - 1):
            yield Hit(
                start,
                end,
                "港澳台与外国并列，宜写“中国香港”“中国澳门”“中国台湾”，或分开写，请核对。",
                confidence="hint",
            )


def _among(start: int, end: int) -> Hit:
    return Hit(
        start,
        end,
        "香港、澳门、台湾不是国家：并列时写“……等国家和地区”，或分写为“……等国家和中国台湾（香港、澳门）地区”，请改写。",
    )


def _covered(spans: list[tuple[int, int]], at: int) -> bool:
    return any(start <= at < end for start, end in spans)


def _whole_list(text: str, start: int, end: int) -> tuple[int, int]:
    """Reach back over the items before the region."""
    found = re.search(
        "(?:[^、和及与，。；：！？（）“”《》 ]{1,6}[、和及与]){0,8}$",
        text[max(0, start - 60) : start],
    )
    return (start - len(found.group()) if found else start), end


_BARE = re.compile(
    "(?:(?P<before>[\u4e00-\u9fff]{2,6})[、和及与])(?P<region>台湾|香港|澳门)"
    "(?=[、和及与，。；）]|等)|(?P<region2>台湾|香港|澳门)[、和及与](?P<after>[\u4e00-\u9fff]{2,6})"
)
_REST = re.compile("[^，。；）]{0,200}")
_GROUPED = re.compile("等地(?!区)|地区|[城都]市|各地|区域|港口|省|同胞|侨|航线|市场")


def _ends_in_country(words: str) -> bool:
    return any(words[-n:] in _countries() for n in range(2, 7))


def _bare_lists(text: str) -> Iterator[tuple[int, int]]:
    """Give a region beside a country where nothing after them says what the list is of."""
    last = -1
    for found in _BARE.finditer(text):
        region = "region" if found["region"] else "region2"
        if found["region"]:
            mate = _ends_in_country(found["before"])
        else:
            mate = any(found["after"][:n] in _countries() for n in range(2, 7))
        rest = _REST.match(text, found.end())
        stop = rest.end() if rest else found.end()
        before = text[max(0, found.start(region) - 2) : found.start(region)]
        if (
            mate
            and not _GROUPED.search(text, found.end(), stop)
            and before != "中国"
            and found.start() > last
        ):
            last = stop
            yield found.start(region), found.end(region)


_YEAR = re.compile("([0-9]{4})年")
_FAR = 300
"""Characters of a sentence that are looked back over, so that no line is too long."""
_QUOTED_OFFICES = re.compile(
    "台湾(?:地区|当局)?(?:领导人|的)?(?P<word>总统|副总统|行政院|立法院|监察院|国防部|外交部)"
)
_SEPARATIST = re.compile("(?<![“‘\"'「『])台独(?![”’\"'」』])")


@rule(
    "R227",
    "台湾称谓",
    level="政",
    basis="涉台用语规范",
    literals=("台湾", "台独", "中台", "日治", "福摩萨", "两国"),
    bad=[
        "台湾政府派员参展。",
        "会议介绍了台湾总统选举情况。",
        "签订中台贸易合同3份。",
        "揭批台独言论。",
    ],
    good=[
        "台湾当局派员。",
        "台湾地区客商参展。",
        "台湾“立法院”通过所谓决议。",
        "反对“台独”。",
        "在台湾国际茶博会上获奖。",
        "《台湾政府公报》存馆。",
    ],
)
def improper_name_for_taiwan(text: str, ctx: TextContext) -> Iterator[Hit]:
    """台湾的机构、职务不用国家称谓；不得已引用的加引号。"""
    ends = []
    for term in _taiwan().find(text):
        if not _long_ago(text, term.start, 1895, 1949):
            ends.append(term.end)
            yield _political(term.start, term.end, term.term.right, term.term.note)
    for found in _QUOTED_OFFICES.finditer(text):
        if found.end() not in ends and not _long_ago(text, found.start(), 1895, 1949):
            note = "须引用时加引号，平时用“台湾当局”“台湾地区……机构”"
            yield _political(*found.span(), "", note)
    for found in _SEPARATIST.finditer(text):
        yield _political(*found.span(), "“台独”", "加引号")


_taiwan = cache(lambda: read_terms("legal_taiwan.tsv"))
_hongkong = cache(lambda: read_terms("legal_hongkong.tsv"))
_peoples = cache(lambda: read_terms("legal_peoples.tsv"))


def _political(start: int, end: int, right: str, note: str) -> Hit:
    instead = f"，宜作“{right.strip('“”')}”" if right and right[0] != "“" else ""
    instead = f"，写作{right}" if right[:1] == "“" else instead
    return Hit(start, end, f"称谓请核{instead}（{note}）。")


def _long_ago(text: str, at: int, first: int, last: int) -> bool:
    """Tell whether the sentence up to here speaks of years in which the old name was in use."""
    near = max(0, at - _FAR)
    begins = max(near, *(text.rfind(mark, near, at) + 1 for mark in "。！？；\n"))
    years = [int(year) for year in _YEAR.findall(text, begins, at)]
    return bool(years) and first <= years[-1] < last


_ABROAD = re.compile(
    "(?<![东])(?:香港|澳门|台湾|港澳台?|港商|澳商|台商|台胞|港胞|侨港)[^，。；：、（）“”《》]{0,10}?"
    "(?P<word>来华|访华|赴华|回国|归国|在华)(?!侨|证)"
    "|(?P<word3>来华|访华|赴华|回国|归国)[\u4e00-\u9fff]{0,6}的(?:香港|澳门|台湾|港|澳|台)(?:同胞|商|胞|客|企业家|人士)|(?P<word2>出国|出境外国|赴国外|到国外|回国)(?:到|去|赴|前往|从)(?:香港|澳门|台湾)"
)
_BEFORE_RETURN = re.compile("(?:成立|回归|交接)(?:以|之)?前[^。；]*$")
_GOVERNED = {"香港": 1997, "澳门": 1999}


@rule(
    "R228",
    "港澳称谓",
    level="政",
    basis="涉港澳用语规范",
    literals=(
        *_hongkong().literals,
        "来华",
        "访华",
        "赴华",
        "回国",
        "归国",
        "在华",
        "出国",
        "国外",
        "外国",
    ),
    bad=[
        "香港政府派员慰问。",
        "创办中港合资企业1家。",
        "2003年，澳门政府代表团来访。",
        "接待港澳华侨46人。",
        "来华投资的港商及家属办理居住证218件。",
    ],
    good=[
        "香港特别行政区政府派员慰问。",
        "创办川港合资企业1家。",
        "1984年，香港政府派员。",
        "回归前在香港政府任职的乡亲3人。",
        "接待港澳同胞46人。",
    ],
)
def improper_name_for_hong_kong_macao(text: str, ctx: TextContext) -> Iterator[Hit]:
    """香港、澳门用特别行政区称谓，不与“中”“国”并列。"""
    told: list[int] = []
    for term in _hongkong().find(text):
        word = term.term.word
        year = _GOVERNED.get(word[:2], 0) if word.endswith(("政府", "当局", "总督")) else 0
        before = text[max(0, term.start - 20) : term.start]
        long_ago = _long_ago(text, term.start, 1840, year) or _BEFORE_RETURN.search(before)
        if not (year and long_ago):
            told.append(term.end)
            yield _political(term.start, term.end, term.term.right, term.term.note)
    yield from _abroad(text, told)


def _abroad(text: str, told: list[int]) -> Iterator[Hit]:
    for found in _ABROAD.finditer(text):
        group = next(g for g in ("word", "word2", "word3") if found[g])
        here = "到大陆" if "台" in found.group() else "到内地"
        if found.end(group) not in told and not re.search("外国|华侨|国家", found.group()):
            note = "港澳台与内地（大陆）往来不是出入国境"
            yield _political(*found.span(group), here if found["word"] else "", note)


_MAINLAND = "大陆(?![架性坡桥块街镇乡村漂板季]|公司|集团|汽车|客商?船)"
_WITH_MAINLAND = re.compile(
    f"(?:香港|澳门|港澳|港、澳)[^，。；台]{{0,12}}?(?<![新欧亚美非洲古澳次])(?P<a>{_MAINLAND})"
    f"|(?<![新欧亚美非洲古澳次])(?P<b>{_MAINLAND})(?:[与和同及、到至赴]|以及)[^，。；台]{{0,4}}(?:香港|澳门|港澳)"
)
_WITH_INLAND = re.compile(
    "(?:台湾|台商|台胞|台资|台企|台青)[^，。；港澳]{0,12}?(?P<a>内地)|(?P<b>内地)(?:[与和同及、到赴]|以及)[^，。；港澳]{0,4}台湾"
)


@rule(
    "R229",
    "大陆、内地",
    level="政",
    basis="涉港澳台用语规范：对台称“大陆”，对港澳称“内地”",
    literals=("大陆", "内地"),
    needs=[("台", "港", "澳")],
    bad=[
        "促进香港与大陆经贸往来。",
        "推动台湾与内地文化交流。",
        "台商到内地投资设厂。",
        "大陆与澳门往来日多。",
    ],
    good=[
        "促进香港与内地经贸往来。",
        "推动台湾与大陆文化交流。",
        "属大陆性季风气候，与香港相近。",
        "港澳台同胞到祖国大陆（内地）投资。",
        "沿海与内地往来增多。",
        Example(paragraphs=("接待台湾居民86人。", "其中经香港来大陆的42人。")),
    ],
)
def mainland_words_mixed_up(text: str, ctx: TextContext) -> Iterator[Hit]:
    """对台湾说“大陆”，对香港、澳门说“内地”。"""
    for pattern, exempt, right in ((_WITH_MAINLAND, "台", "内地"), (_WITH_INLAND, "港澳", "大陆")):
        for found in pattern.finditer(text):
            group = "a" if found["a"] else "b"
            clause = text[ctx.sentence_at(found.start())[0] : ctx.sentence_at(found.start())[1]]
            of_taiwan = right == "内地" and any(
                "台湾" in said or "台胞" in said for said in (*ctx.headings, *ctx.before[-3:])
            )
            if right not in clause and not of_taiwan and not any(c in clause for c in exempt):
                other = "香港、澳门" if right == "内地" else "台湾"
                yield Hit(*found.span(group), f"与{other}相对，宜称“{right}”，请核对。")


_FOREIGN = "外(?:资|商|企|国客商|国投资者|国企业)"
_CLASSED = re.compile(
    f"{_FOREIGN}(?:投资)?(?:企业|项目|金额|客商)?[（(](?:含|包括|内含|其中|如)?[^（）()，。]{{0,6}}(?:港|澳门|台湾|台资|台商)[^（）()]{{0,12}}[）)]"
    f"|(?:港澳台|港、澳、台|港澳|台湾|香港|澳门|港商|台商|港资|台资)[^，。；、和及与（）]{{0,4}}(?:等(?:地(?:区)?的?)?|的){_FOREIGN}"
    f"|{_FOREIGN}(?:投资)?(?:企业|项目)?[^。；，]{{0,8}}，其中[^。；，]{{0,6}}(?:港资|台资|港商|台商|澳资|港澳台资|港澳台商)"
    f"|(?:港资|台资|港商|台商|港澳台资|港澳台商)(?:企业)?(?:也|均|都)?(?:属|属于|计入|列入|作为){_FOREIGN}"
)


@rule(
    "R230",
    "外资归类",
    level="政",
    basis="统计分类：港澳台商投资与外商投资分列",
    literals=("外资", "外商", "外企", "外国"),
    needs=[("港", "澳", "台")],
    bad=[
        "引进外资（含港澳台）3.2亿元。",
        "接待香港等外商46人次。",
        "有外商（台商）投资企业4家。",
        "有外资企业46家，其中港资18家。",
    ],
    good=[
        "引进外商投资2.1亿元、港澳台商投资1.1亿元。",
        "外商投资企业6家，港澳台商投资企业4家。",
        "外商投资企业和港澳台商投资企业增加值增长4.1%。",
        "外资企业分布在青台、港口两镇。",
    ],
)
def regions_counted_as_foreign(text: str, ctx: TextContext) -> Iterator[Hit]:
    """港澳台商投资不归入外商投资，两类分列。"""
    for found in _CLASSED.finditer(text):
        yield Hit(
            *found.span(),
            "港澳台商投资不属外商投资，请分列为“港澳台商投资”“外商投资”。",
            confidence="hint",
        )


_IN_HISTORY = re.compile(
    "[“《〔]|古称|旧称|史称|时称|蔑称|俗称|贬称|被称|称为|称作|称其|原称|改称|旧志|县志载"
)


@rule(
    "R231",
    "民族宗教称谓",
    level="政",
    basis="民族工作用语通例：民族名称用全称，不用旧时歧视性称呼",
    literals=_peoples().literals,
    bad=[
        "组织维族学生联欢。",
        "12户藏民迁入新居。",
        "镇内有回教信众60人。",
        "1911年推翻满清统治。",
    ],
    good=[
        "组织维吾尔族学生联欢。",
        "西藏民歌会演。",
        "彝族旧称“倮倮”。",
        "收回教室12间。",
        "对服务不满，清楚说明理由。",
    ],
)
def improper_name_for_people(text: str, ctx: TextContext) -> Iterator[Hit]:
    """民族、宗教用规范全称，不用简称和旧时歧视性称呼。"""
    for term in _peoples().find(text):
        if not _IN_HISTORY.search(text, max(0, term.start - 8), term.end + 4):
            yield _political(term.start, term.end, term.term.right, term.term.note)
