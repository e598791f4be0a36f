"""E 数字用法: which form a numeral takes, Arabic or Chinese (GB/T 15835-2011)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fangzhi.check.context import TextContext
from fangzhi.check.example import Example
from fangzhi.check.rule import Hit, rule
from fangzhi.check.rules.data.measures import COUNTED, MEASURED, SIMPLE, SORTS, any_of
from fangzhi.zh.eras import ERA_TITLES
from fangzhi.zh.numerals import parse_number, to_chinese

_MEASURES = any_of(COUNTED, SORTS, MEASURED)
_EXACT = re.compile(
    f"(?<![第之点一二三四五六七八九十百千万亿〇零两])([一二三四五六七八九十百千万亿零〇两]{{3,}})(?={_MEASURES})"
)
_TENS = re.compile(
    "(?<![第初卷号月之每各前后头约近上数几其这那一二三四五六七八九十百千万亿〇零两])"
    "([二三四五六七八九]?十[一二三四五六七八九]|[二三四五六七八九]十)"
    f"(?=(?:{any_of(SIMPLE)}|[人口](?![民工大们]))(?![多余来几之村乡镇街路屯庄沟岭组班制以、]))"
)
_HAN = "[一二三四五六七八九十百千万亿零〇两]"
# numerals right before a measure word, and no 第二十条
_MAY_COUNT = (
    f"{_HAN}(?<=[一二三四五六七八九十百千万亿零〇两有计建辖].)"
    f"(?<!第{_HAN}{{2}})(?<!第{_HAN}{{3}})(?<!第{_HAN}{{4}})"
    f"(?={_MEASURES}|{any_of(SIMPLE)}|[人口个户家名所座台件辆头株栋艘])"
)
_LISTED = re.compile("、[^，。；、]{1,8}$")
_ARABIC_COUNT = re.compile(f"[0-9][万亿]?(?![年月日时分秒天度里条级]){any_of(COUNTED, MEASURED)}")
_COUNTED = re.compile(
    "(?:共有?|总计|合计|共计|新增|新建|建成|现有|实有|辖)([二三四五六七八九]?十[一二三四五六七八九]?)"
    f"(?={any_of(COUNTED)})(?!个[月年]|人[民家])"
)
_OLD_TIMES = re.compile(
    "[清明宋元唐汉隋]代?[，（\u4e00-\u9fff]{0,4}(?:年|时|初|末|中叶)|民国|光绪|乾隆|康熙|嘉庆|道光|同治"
)


@rule(
    "R070",
    "统计数用汉字",
    level="数",
    basis="GB/T 15835-2011；图书编校质量差错认定细则40",
    literals=(
        *"百 千 共有 总计 合计 共计 新增 新建 建成 现有 实有 辖".split(),
        *(f"共{han}" for han in "二三四五六七八九十"),
        *(f"{tens}十" for tens in "二三四五六七八九"),
        *(f"十{one}" for one in "一二三四五六七八九"),
    ),
    probe=_MAY_COUNT,
    bad=[
        "全县有养殖场二百一十六个。",
        "参加会议三百二十五人。",
        "全镇共有二十三个村。",
        "道光年间有滩二百四十六副，1942年有滩312副。",
        "设义学9所，收学生四十六名。",
    ],
    good=[
        "全县有养殖场216个。",
        "处五万元以上五十万元以下罚款。",
        "第一百二十三条施行。",
        "清光绪年间有户三百二十五户。",
        "碑文载“田三百二十五亩”。",
        "三百六十五里路。",
    ],
)
def counted_in_characters(text: str, ctx: TextContext) -> Iterator[Hit]:
    """统计数字用阿拉伯数字。"""
    if not (ctx.is_body or ctx.is_cell):
        return
    for found in _EXACT.finditer(text):
        digits = len(re.sub("[十百千万亿零〇]", "", found.group(1)))
        if digits >= 3 or (digits == 2 and re.search("[百千].*[零〇]", found.group(1))):
            yield from _arabic(found, text, ctx)
    told = set()
    for found in _COUNTED.finditer(text):
        told.add(found.start(1))
        yield from _arabic(found, text, ctx)
    for found in _TENS.finditer(text):
        # two figures only beside figures of the same kind: 学生四十六名，教员6人
        at = found.start(1)
        listed = _LISTED.search(text, max(0, at - 9), at)  # R082 speaks of lists
        if at not in told and not listed and ctx.sentence_has(_ARABIC_COUNT, at):
            yield from _arabic(found, text, ctx)


_OLD_UNITS = tuple("两石担斤丈尺里顷亩文贯吊")


def _arabic(found: re.Match[str], text: str, ctx: TextContext) -> Iterator[Hit]:
    number = parse_number(found.group(1))
    if number is None or text.startswith("里路", found.end()):
        return
    # of old times the words of old books stay, unless the chapter itself writes counts in figures
    own = _ARABIC_COUNT.search(text) and not text.startswith(_OLD_UNITS, found.end())
    if not own and ctx.sentence_has(_OLD_TIMES, found.start()):
        return
    exact = f"{number.value:f}"
    yield Hit(*found.span(1), f"统计数“{found.group(1)}”用阿拉伯数字，写作“{exact}”。", exact)


_ROUGH_MEASURE = (
    f"(?!两[^重银。，；])(?:[十百千万亿]|多?{any_of(COUNTED, MEASURED, ['种', '次', '项'])}"
    "(?<![级节度目安伏])(?!级|制|号))"
)
_ROUGH = re.compile(
    f"(?<![0-9.、第表图])([1-8])、([2-9])(?={_ROUGH_MEASURE})(?!月|日|号|期|班|组|层)"
)


_ROUGH_RANGE = re.compile(
    "(?<![0-9A-Za-z.、第表图卷\\-—~～])([1-8])([\\-—])([2-9])(?=多?[个名家户人所条座处间台辆艘棵株](?!级|制|号|月))"
)


@rule(
    "R071",
    "概数用阿拉伯数字",
    level="数",
    basis="GB/T 15835-2011 4.2.2；图书编校质量差错认定细则28",
    literals=tuple(f"{low}{link}{low + 1}" for low in range(1, 9) for link in "、-—"),
    fixes=True,
    bad=[
        "桥头拴着2、3匹马。",
        "新建5、6所学校。",
        "每户有3、4人。",
        "投资7、8万元。",
        "现存3-4处。",
    ],
    good=[
        "新建五六所学校。",
        "第1、2组获奖。",
        "住在3、4层。",
        "分别为5、8所。",
        "占地3~4公顷。",
        "每组2~4人。",
    ],
)
def rough_in_digits(text: str, ctx: TextContext) -> Iterator[Hit]:
    """相邻两数并用表示概数，用汉字且不加顿号。"""
    for found in _ROUGH.finditer(text):
        low, high = int(found.group(1)), int(found.group(2))
        if high == low + 1:
            exact = _rough_words(low, text[found.end()])
            yield Hit(
                *found.span(),
                f"“{found.group()}”表示概数，用汉字且不加顿号，写作“{exact}”。",
                exact,
            )

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
    "[分成](?!公司|部|校|院|厂|场|队|册|社|局|区))(?![^，。；]{0,2}、)"
)
_HAN_STEP = dict(zip("一二三四五六七八", "二三四五六七八九", strict=True))


@rule(
    "R072",
    "概数加顿号",
    level="点",
    basis="图书编校质量差错认定细则28；GB/T 15834-2011 4.5.3.4",
    literals=tuple(f"{low}、{high}" for low, high in _HAN_STEP.items()),
    fixes=True,
    bad=[
        "那年六、七十岁。",
        "有企业五、六家。",
        "年约十五、六岁。",
        "田地二、三百亩。",
        "七、八艘木船结队出海。",
        "每垛四、五捆。",
    ],
    good=[
        "有企业五六家。",
        "二、三产业发展。",
        "逢三、六、九日赶集。",
        "一、二年级同班。",
        "设一、二车间。",
        "荣立二、三等功。",
    ],
)
def rough_with_comma(text: str, ctx: TextContext) -> Iterator[Hit]:
    """汉字概数之间不加顿号。"""
    for found in _HAN_ROUGH.finditer(text):
        if _HAN_STEP[found.group(1)] != found.group(2):
            continue
        if text[found.end() :][:2] in ("个方", "个问", "个阶") or text[: found.start()].endswith(
            "分"
        ):
            continue
        exact = found.group(1) + found.group(2)
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


_TITLES = tuple(t for t in ERA_TITLES if len(t) > 1)
_ERA_DIGITS = re.compile(
    "(" + "|".join((*_TITLES, "民国")) + ")(?:[（(]?)([0-9]{1,2})年(?!代|级|期)"
)
_MINGUO_WORDS = re.compile("民国([一二三四五六七八九十]{1,3})年(?![代间级期])")
_ERAS = ("民国", *_TITLES)
_TITLE_ENDS = "".join(sorted({title[-1] for title in _ERAS}))


@rule(
    "R077",
    "非公历用阿拉伯数字",
    level="数",
    basis="GB/T 15835-2011 4.2.1（民国纪年由本书开关定）",
    literals=_ERAS,
    probe=f"[{_TITLE_ENDS}][（(]?[0-9]{{1,2}}年|国[一二三四五六七八九十]{{1,3}}年",
    fixes=True,
    bad=[
        "清光绪26年（1900年）建桥。",
        "民国24年（1935年）设小学。",
        "乾隆5年（1740年）修志。",
        Example(
            "民国二十四年（1935年）设站。", settings={"switches": {"minguo_numerals": "阿拉伯"}}
        ),
    ],
    good=[
        "清光绪二十六年（1900年）建桥。",
        "民国二十四年（1935年）设小学。",
        Example("民国24年（1935年）设小学。", settings={"switches": {"minguo_numerals": "阿拉伯"}}),
    ],
)
def era_in_digits(text: str, ctx: TextContext) -> Iterator[Hit]:
    """年号纪年用汉字数字；民国纪年由开关 minguo_numerals 定。"""
    by_figures = ctx.switch("minguo_numerals") == "阿拉伯"
    for found in _MINGUO_WORDS.finditer(text) if by_figures else ():
        minguo = parse_number(found.group(1))
        if minguo is not None:
            exact = f"民国{minguo.value:f}年"
            message = f"本书民国纪年用阿拉伯数字，“{found.group()}”写作“{exact}”。"
            yield Hit(*found.span(), message, exact)
    for found in _ERA_DIGITS.finditer(text):
        if found.group(1) == "民国" and by_figures:
            continue
        number = int(found.group(2))
        year = "元" if number == 1 else to_chinese(number) if number else ""
        exact = f"{found.group(1)}{year}年" if year else ""
        yield Hit(
            *found.span(), f"“{found.group()}”是非公历纪年，用汉字数字，写作“{exact}”。", exact
        )


_LUNAR_DIGITS = re.compile(
    "(农历|夏历|旧历|阴历|古历)((?:[0-9]{4}年|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年)?闰?)([0-9]{1,2}|正|腊|冬|[一二三四五六七八九十]{1,2})月(?:初?([0-9]{1,2})日?|"
    "([一二三四五六七八九])日)?|"
    "(?<![0-9一二三四五六七八九十])([正腊冬])月([0-9]{1,2})(?:日|(?![0-9]))"
)


@rule(
    "R078",
    "夏历月日用阿拉伯数字",
    level="数",
    basis="GB/T 15835-2011 4.2.1",
    literals=("农历", "夏历", "旧历", "阴历", "古历", "正月", "腊月", "冬月"),
    fixes=True,
    bad=["农历5月5日赛龙舟。", "每年农历8月15办庙会。", "腊月23祭灶。", "夏历3月有集。"],
    good=["农历五月初五赛龙舟。", "腊月二十三祭灶。", "农历二月十九为会期。"],
)
def lunar_in_digits(text: str, ctx: TextContext) -> Iterator[Hit]:
    """夏历的月日用汉字数字：农历八月十五、五月初五。"""
    for found in _LUNAR_DIGITS.finditer(text):
        calendar, leap, month, day, single, named, day2 = found.groups()
        if not any(part and part.isdigit() for part in (month, day, day2)) and not single:
            continue
        month = month or named
        number = int(month) if month.isdigit() else 0
        name = ("正" if number == 1 else to_chinese(number)) if number else month
        written = int(day or day2 or 0) or (parse_number(single).value if single else 0)  # type: ignore[union-attr]
        lawful = 0 <= written <= 30 and number <= 12
        tail = to_chinese(int(written), "ordinal-day") if lawful and written else ""
        exact = f"{calendar or ''}{leap or ''}{name}月{tail}" if lawful else ""
        yield Hit(
            *found.span(),
            f"夏历月日用汉字数字，写作“{exact}”。" if exact else "夏历月日用汉字数字。",
            exact,
        )


_YEAR_CHARS = re.compile(
    "(?<![一二三四五六七八九十百千〇零○年])([一二][〇一二三四五六七八九]{3})年(?:([一二三四五六七八九十]{1,2})月(?:"
    "([一二三四五六七八九十]{1,3})日)?)?"
)


@rule(
    "R079",
    "公历用汉字",
    level="数",
    basis="GB/T 15835-2011；图书编校质量差错认定细则40（本书开关）",
    literals=("一九", "一八", "一七", "一六", "一五", "一四", "二〇", "二一"),
    fixes=True,
    bad=["一九九五年建成。", "一九八二年五月一日开业。", "二〇〇八年地震。"],
    good=[
        "1995年建成。",
        "“一九五二年土地证”存档。",
        Example("一九九五年九月", role="signature"),
        Example("一九九五年建成。", settings={"switches": {"gregorian_numerals": "皆可"}}),
    ],
)
def gregorian_in_characters(text: str, ctx: TextContext) -> Iterator[Hit]:
    """正文的公历年月日用阿拉伯数字（由开关 gregorian_numerals 定）。"""
    if ctx.switch("gregorian_numerals") == "皆可" or ctx.block.role == "signature":
        return
    if _YEAR_CHARS.fullmatch(text.strip()):  # a date that stands alone closes a paper
        return
    for found in _YEAR_CHARS.finditer(text):
        year = "".join(str("〇一二三四五六七八九".index(c)) for c in found.group(1))
        exact = f"{year}年"
        for part, unit in ((found.group(2), "月"), (found.group(3), "日")):
            number = parse_number(part) if part else None
            exact += f"{number.value:f}{unit}" if number else ""
        yield Hit(*found.span(), f"公历“{found.group()}”用阿拉伯数字，写作“{exact}”。", exact)


_ZERO = re.compile(
    "(?<![A-Za-z0-9一二三四五六七八九〇])(?=[一二三四五六七八九〇零]{0,3}[OoＯΟ○0零])([一二三四五六七八九][一二三四"
    "五六七八九〇零○OoＯΟ0]{2,3})"
    "(?=年|号|室|级|届|工程|高地|国道|医院|厂)"
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
    bad=["二OO三年退休。", "一九九○年建成。", "二零零八年地震。"],
    good=["一百零八年。", "三零五医院。".replace("零", "〇"), "产量为零。"],
)
def letter_for_zero(text: str, ctx: TextContext) -> Iterator[Hit]:
    """编号式的汉字数字中，零写作“〇”，不用字母O、圆圈或“零”。"""
    for found in _ZERO.finditer(text):
        if ctx.is_quoted(*found.span()) and "零" in found.group():
            continue
        exact = re.sub("[OoＯΟ○0零]", "〇", found.group())
        yield Hit(*found.span(), f"“{found.group()}”中的零应写“〇”，即“{exact}”。", exact)
