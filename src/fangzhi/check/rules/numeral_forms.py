"""E 数字用法: which form a numeral takes, Arabic or Chinese (GB/T 15835-2011)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fangzhi.check.context import TextContext
from fangzhi.check.rule import Hit, rule
from fangzhi.check.rules.data.measures import COUNTED, MEASURED, SIMPLE, SORTS, any_of
from fangzhi.check.rules.numeral_manner import keeps_to_characters
from fangzhi.facts.scan import matches
from fangzhi.zh.numerals import parse_number, to_chinese

_MEASURES = any_of(COUNTED, SORTS, MEASURED)
_EXACT = re.compile(
    f"(?<![第之点一二三四五六七八九十百千万亿〇零两])([一二三四五六七八九十百千万亿零〇两]{{3,}})(?={_MEASURES})"
)
_TENS = re.compile(
    "(?<![第初卷号月之每各前后头约近上数几其这那一二三四五六七八九十百千万亿〇零两])"
    "([二三四五六七八九]?十[一二三四五六七八九]|[二三四五六七八九]十)"
    f"(?=(?:{any_of(SIMPLE)}|[人口](?![民工大们]))(?![多余来几之村乡镇街路屯庄沟岭组班制以、])|"
    "[个处家起部本场份篇首条项](?=[，。；、]|$))"
)
_HAN = "[一二三四五六七八九十百千万亿零〇两]"
_BEGINS_EXACT = re.compile(f"{_HAN}(?<![第之点一二三四五六七八九十百千万亿〇零两].)")
_BEGINS_TENS = re.compile("[二三四五六七八九十](?<![一二三四五六七八九十百千万亿〇零两第].)")
_THINGS = "个所座处家户台辆头口间艘栋只条"
# numerals right before a measure word, and no 第二十条
_MAY_COUNT = (
    f"{_HAN}(?<=[一二三四五六七八九十百千万亿零〇两有计建辖].)"
    f"(?<!第{_HAN}{{2}})(?<!第{_HAN}{{3}})(?<!第{_HAN}{{4}})"
    f"(?={_MEASURES}|{any_of(SIMPLE)}|[人口个户家名所座台件辆头株栋艘])|"
    f"[二三四五六七八九十两][{_THINGS}][，。；、]"
)
_ROUND = re.compile("[百千].*(?P<zero>[零〇])|[千万].+[百千]$")
_IN_FIGURES = re.compile("[0-9](?:日|月|年|[万亿]?(?:人|户|亩|公顷|千克|公斤|吨|株|头|米))")
_LISTED = re.compile("、[^，。；、]{1,8}$")
_ARABIC_COUNT = re.compile(f"[0-9][万亿]?(?![年月日时分秒天度里条级]){any_of(COUNTED, MEASURED)}")
_COUNTED = re.compile(
    "(?:共有?|总计|合计|共计|新增|新建|建成|现有|实有|辖)([二三四五六七八九]?十[一二三四五六七八九]?)"
    f"(?={any_of(COUNTED)})(?!个[月年]|人[民家])"
)
_SOME = re.compile(
    "(?:新建|扩建|改建|修建|建成|建立|建|增设|设立|设|成立|开办|兴办|办|培育|引进|购置|购|配备|安装|[现实共]?有|辖|[获创]评?)"
    f"[^，。；、：“”（）0-9{_HAN[1:-1]}]{{2,12}}(?<![第每各前后头约近上数几其这那])([二三四五六七八九两十])"
    f"(?=[{_THINGS}][，。；、])"
)
_FEW = re.compile(
    f"(?<=[\u4e00-\u9fff])(?<![第每各前后头约近上数几其这那{_HAN[1:-1]}作为成分])(?P<n>[二三四五六七八九])"
    "(?P<c>[座所处台辆艘架栋眼])(?=[，。；])"
)
"""骨干坝四座，: in a paragraph that counts the like in figures."""
_SEVERAL_TIMES = 2
_ONE_THING = re.compile(f"[二三四五六七八九两十][{_THINGS}][，。；、]")
_OLD_TIMES = re.compile(
    "[清明宋元唐汉隋]代?[，（\u4e00-\u9fff]{0,4}(?:年|时|初|末|中叶)|民国|光绪|乾隆|康熙|嘉庆|道光|同治"
)


@rule(
    "R070",
    "统计数用汉字",
    level="数",
    basis="GB/T 15835-2011；图书编校质量差错认定细则40",
    literals=tuple(
        dict.fromkeys(
            han + thing[0]
            for han in _HAN[1:-1]
            for thing in (*COUNTED, *SORTS, *MEASURED, *_THINGS)
        )
    ),
    probe=_MAY_COUNT,
    bad=[
        "全县有养殖场二百一十六个。",
        "参加会议三百二十五人。",
        "全镇共有二十三个村。",
        "道光年间有滩二百四十六副，1942年有滩312副。",
        "设义学9所，收学生四十六名。",
        "3月12日，干部职工植柏树四千二百株。",
        "建成提灌站三座，惠及862户。",
        "全县有坝146座，其中骨干坝18座、小型坝128座。崖窑乡骨干坝四座，均建于2004年。",
        "展出实物318件、照片四百二十幅。",
        "24日，县委召开农村工作会议，命名先进村十二个。",
    ],
    good=[
        "全县有养殖场216个。",
        "处五万元以上五十万元以下罚款。",
        "第一百二十三条施行。",
        "清光绪年间有户三百二十五户。",
        "碑文载“田三百二十五亩”。",
        "三百六十五里路。",
        "召开会议三次，到会186人。",
        "新建公园两个，一大一小。",
    ],
)
def counted_in_characters(text: str, ctx: TextContext) -> Iterator[Hit]:
    """统计数字用阿拉伯数字；一节通用汉字的，是写法不同，不逐个说。"""
    if ctx.is_body or ctx.is_cell:
        found = list(_in_characters(text, ctx))
        if found and not keeps_to_characters(ctx, _EXACT, _ARABIC_COUNT):
            yield from found


def _in_characters(text: str, ctx: TextContext) -> Iterator[Hit]:
    for found in matches(_BEGINS_EXACT, _EXACT, text):
        digits = len(re.sub("[十百千万亿零〇]", "", found.group(1)))
        round_two = digits == 2 and _ROUND.search(found.group(1))
        exact = digits >= 3 or (round_two and (round_two["zero"] or ctx.once(_writes_figures)))
        if exact or (_TWO_PLACES.fullmatch(found[1]) and _among_figures(found, ctx)):
            yield from _arabic(found, text, ctx)
    told = set()
    for found in _COUNTED.finditer(text):
        told.add(found.start(1))
        yield from _arabic(found, text, ctx)
    for found in _FEW.finditer(text):
        at = found.start("n")
        same = re.compile(f"[0-9](?:余|多)?{found['c']}")
        older = _OLD_TIMES.search(text, 0, at) is not None
        if at not in told and not older and len(same.findall(text, 0, at)) >= _SEVERAL_TIMES:
            yield from _arabic(found, text, ctx)
    for found in _SOME.finditer(text) if _ONE_THING.search(text) else ():
        if ctx.sentence_has(_ARABIC_COUNT, found.start(1)):
            yield from _arabic(found, text, ctx)
    for found in matches(_BEGINS_TENS, _TENS, text):
        # two figures only beside figures of the same kind: 学生四十六名，教员6人
        at = found.start(1)
        listed = _LISTED.search(text, max(0, at - 9), at)  # R082 speaks of lists
        if at in told or listed:
            continue
        closes = _CLOSES.match(text, found.end()) and ctx.once(_writes_figures)
        if closes or _among_figures(found, ctx):
            yield from _arabic(found, text, ctx)


_TWO_PLACES = re.compile(
    "[一二三四五六七八九两](?:千[一二三四五六七八九]百|百[一二三四五六七八九]十)"
)
_CLOSES = re.compile("[\u4e00-\u9fff](?=[。；]|$)")
"""A count behind its noun at the end of the sentence (命名先进村十二个) stands as in a table."""
_FULL_TENS = re.compile("[二三四五六七八九]十[一二三四五六七八九]")


def _among_figures(found: re.Match[str], ctx: TextContext) -> bool:
    """Tell whether counts are written in figures beside it: in the sentence, for an exact
    二十六 anywhere in the paragraph."""
    if ctx.sentence_has(_ARABIC_COUNT, found.start(1)):
        return True
    return _FULL_TENS.fullmatch(found.group(1)) is not None and ctx.once(_counts_in_figures)


_OLD_UNITS = tuple("两石担斤丈尺里顷亩文贯吊")


def _writes_figures(text: str) -> bool:
    return _IN_FIGURES.search(text) is not None


def _counts_in_figures(text: str) -> bool:
    return _ARABIC_COUNT.search(text) is not None


def _arabic(found: re.Match[str], text: str, ctx: TextContext) -> Iterator[Hit]:
    number = parse_number(found.group(1))
    if number is None or text.startswith("里路", found.end()):
        return
    # of old times the words of old books stay, unless the chapter itself writes counts in figures
    own = ctx.once(_counts_in_figures) and not text.startswith(_OLD_UNITS, found.end())
    if not own and ctx.sentence_has(_OLD_TIMES, found.start()):
        return
    exact = f"{number.value:f}"
    yield Hit(*found.span(1), f"统计数“{found.group(1)}”用阿拉伯数字，写作“{exact}”。", exact)


_ROUGH_MEASURE = (
    "(?!两[^重银。，；])(?:[十百千万亿]|成(?![员立果都功为长绩品语本因型县份交衣])|"
    f"多?{any_of(COUNTED, MEASURED, ['种', '次', '项'])}"
    "(?<![级节度目安伏])(?!级|制|号))"
)
_ROUGH = re.compile(
    f"(?<![0-9.、第表图])([1-8])、([2-9])(?={_ROUGH_MEASURE})(?!月|日|号|期|班|组|层)"
)
_ROUGH_OF_ANY = re.compile(
    "(?:(?<=[有约仅才过各每只])|(?<=每[\u4e00-\u9fff]))([1-8])、([2-9])(?=[\u4e00-\u9fff])"
    "(?![年月日号期班组层章节条款项版级幢栋楼区路线井机段季周等两单学课]|标段|车间)"
)
"""After 有, 约, 每 whatever is counted: 一村多有5、6姓."""
_ROUGH_TENS = re.compile(
    f"(?<![0-9.、第表图])([1-8])(0{{1,4}})、([2-9])\\2(?![0-9])(?={_ROUGH_MEASURE})(?!月|日|号|期|班|组|层|年)"
)
"""30、40人; 200、300户."""
_ROUGH_TEENS = re.compile(
    f"(?<![0-9.、第表图])([1-8])、([2-9])(0{{1,3}})(?![0-9])(?={_ROUGH_MEASURE})(?!月|日|号|期|班|组|层|年)"
)
"""5、60人: what is written 五六十人."""


_ROUGH_RANGE = re.compile(
    "(?<![0-9A-Za-z.、第表图卷\\-—~～])([1-8])([\\-—])([2-9])(?=多?[个名家户人所条座处间台辆艘棵株](?!级|制|号|月))"
)


@rule(
    "R071",
    "概数用阿拉伯数字",
    level="数",
    basis="GB/T 15835-2011 4.2.2；图书编校质量差错认定细则28",
    literals=(
        *(f"{low}{link}{low + 1}" for low in range(1, 9) for link in "、-—"),
        *(f"0、{high}0" for high in range(2, 10)),
    ),
    fixes=True,
    bad=[
        "桥头拴着2、3匹马。",
        "新建5、6所学校。",
        "每户有3、4人。",
        "在校学生5、60人。",
        "投资7、8万元。",
        "每期30、40人。",
        "现存3-4处。",
        "社员里6、7成识字。",
        "聚族而居的村落，一村多有5、6姓。",
    ],
    good=[
        "新建五六所学校。",
        "第1、2组获奖。",
        "住在3、4层。",
        "小组3、4成员对调。",
        "分别为5、8所。",
        "占地3~4公顷。",
        "每组2~4人。",
    ],
)
def rough_in_digits(text: str, ctx: TextContext) -> Iterator[Hit]:
    """相邻两数并用表示概数，用汉字且不加顿号。"""
    told = set[int]()
    for found in (*_ROUGH.finditer(text), *_ROUGH_OF_ANY.finditer(text)):
        low, high = int(found.group(1)), int(found.group(2))
        if high == low + 1 and found.start() not in told:
            told.add(found.start())
            exact = _rough_words(low, text[found.end()])
            yield Hit(
                *found.span(),
                f"“{found.group()}”表示概数，用汉字且不加顿号，写作“{exact}”。",
                exact,
            )

    for found in _ROUGH_TENS.finditer(text):
        low, high = int(found.group(1)), int(found.group(3))
        listed = "分别" in text[max(0, found.start() - 12) : found.start()]
        if high == low + 1 and not listed:
            scale = "十百千万"[len(found.group(2)) - 1]
            exact = _rough_words(low, scale) + scale
            message = f"“{found.group()}”表示概数，用汉字且不加顿号，写作“{exact}”。"
            yield Hit(*found.span(), message, exact)
    for found in _ROUGH_TEENS.finditer(text):
        low, high = int(found.group(1)), int(found.group(2))
        if high == low + 1:
            scale = "十百千"[len(found.group(3)) - 1]
            exact = _rough_words(low, scale) + scale
            message = f"“{found.group()}”表示概数，用汉字且不加顿号，写作“{exact}”。"
            yield Hit(*found.span(), message, exact)
    for found in _ROUGH_RANGE.finditer(text):
        low, high = int(found.group(1)), int(found.group(3))
        if high == low + 1 and found.group(2) != ctx.switch("range_connector"):
            exact = _rough_words(low, text[found.end()])
            yield Hit(
                *found.span(),
                f"“{found.group()}”若表示概数，用汉字，写作“{exact}”。",
                exact,
                confidence="hint",
            )


def _rough_words(low: int, unit: str) -> str:
    words = to_chinese(low) + to_chinese(low + 1)
    return words.replace("二三", "两三") if unit in "百千万亿个" else words


_HAN_ROUGH = re.compile(
    "(?<![第、—～~至])(?<![组班期层])([一二三四五六七八])、([二三四五六七八九])"
    f"(?!两[^重银。，；])(?=[十百千万亿]|(?:{any_of(COUNTED)}|{any_of(MEASURED)}|[次条遍趟里丈])(?<![级节目])"
    "(?![级等号院校型线排组间])|年(?!级|代|度|[底末初])|"
    "[分成](?!公司|部|校|院|厂|场|队|册|社|局|区))(?![^，。；]{0,2}、)|"
    "(?<![第、每逢周初期十层])(三)、(五)(?=[天里步]|[个人户家次][^，。；]{0,4}(?:不等|左右|[，。；]))"
)
_HAN_STEP = dict(zip("一二三四五六七八", "二三四五六七八九", strict=True))


@rule(
    "R072",
    "概数加顿号",
    level="点",
    basis="图书编校质量差错认定细则28；GB/T 15834-2011 4.5.3.4",
    literals=(*(f"{low}、{high}" for low, high in _HAN_STEP.items()), "三、五"),
    fixes=True,
    bad=[
        "那年六、七十岁。",
        "有企业五、六家。",
        "年约十五、六岁。",
        "田地二、三百亩。",
        "七、八艘木船结队出海。",
        "每垛四、五捆。",
        "客商住三、五天便走。",
    ],
    good=[
        "有企业五六家。",
        "二、三产业发展。",
        "逢三、六、九日赶集。",
        "一、二年级同班。",
        "设一、二车间。",
        "荣立二、三等功。",
        "每逢三、五、八赶集。",
        "第三、五小组获奖。",
    ],
)
def rough_with_comma(text: str, ctx: TextContext) -> Iterator[Hit]:
    """汉字概数之间不加顿号。"""
    for found in _HAN_ROUGH.finditer(text):
        low, high = (part for part in found.groups() if part)
        if _HAN_STEP[low] != high and low + high != "三五":
            continue
        if text[found.end() :][:2] in ("个方", "个问", "个阶") or text[: found.start()].endswith(
            "分"
        ):
            continue
        exact = low + high
        yield Hit(*found.span(), f"“{found.group()}”是概数，中间不加顿号，写作“{exact}”。", exact)


_SEVERAL = re.compile("(?<![0-9.])([0-9]{1,4})几(?!何|乎|内|率|维)")


@rule(
    "R073",
    "“几”用阿拉伯数字",
    level="数",
    basis="GB/T 15835-2011 4.2.2",
    literals=("几",),
    fixes=True,
    bad=["到会10几人。", "年产茶叶20几吨。", "全镇有100几户。"],
    good=["到会十几人。", "年产茶叶20多吨。", "5几何体。"],
)
def digits_with_several(text: str, ctx: TextContext) -> Iterator[Hit]:
    """“几”前的数用汉字：十几、二十几；上百的写“100多”。"""
    for found in _SEVERAL.finditer(text):
        number = int(found.group(1))
        exact = ""
        if number and number % 10 == 0:
            exact = to_chinese(number) + "几" if number < 100 else f"{number}多"
        shown = f"，写作“{exact}”" if exact else ""
        yield Hit(*found.span(), f"“几”不与阿拉伯数字连用{shown}。", exact)


_ZERO = re.compile(
    "(?<![A-Za-z0-9一二三四五六七八九〇])(?=[一二三四五六七八九〇零]{0,3}[OoＯΟ○0零])([一二三四五六七八九][一二三四"
    "五六七八九〇零○OoＯΟ0]{2,3})"
    "(?=年|号|室|级|届|工程|高地|国道|医院|厂)|(?<=[^A-Za-z0-9一二三四五六七八九〇])"
    "[一二三四五六七八九][OoＯΟ]{1,2}[一二三四五六七八九](?![A-Za-z0-9])"
)


@rule(
    "R084",
    "〇与零与O混",
    level="字",
    basis="GB/T 15835-2011",
    literals=("O", "o", "Ｏ", "Ο", "○", "0", "零"),
    probe="[一二三四五六七八九][一二三四五六七八九〇零○OoＯΟ0]{2}",
    fixes=True,
    quotes="read",
    bad=["二OO三年退休。", "查处雨棚二O三辆。", "一九九○年建成。", "二零零八年地震。"],
    good=["一百零八年。", "三零五医院。".replace("零", "〇"), "产量为零。"],
)
def letter_for_zero(text: str, ctx: TextContext) -> Iterator[Hit]:
    """编号式的汉字数字中，零写作“〇”，不用字母O、圆圈或“零”。"""
    for found in _ZERO.finditer(text):
        if ctx.is_quoted(*found.span()) and "零" in found.group():
            continue
        exact = re.sub("[OoＯΟ○0零]", "〇", found.group())
        yield Hit(*found.span(), f"“{found.group()}”中的零应写“〇”，即“{exact}”。", exact)
