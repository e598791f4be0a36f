"""B 时间表述: liberation, founding of the state, movements and congresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fangzhi.check.context import TextContext
from fangzhi.check.example import Example
from fangzhi.check.rule import Hit, rule
from fangzhi.zh.surnames import COMMON

_LIBERATION = re.compile(
    "(?<!思想)(?<!生产力)(?<!束缚中)(?:临近?解放(?=时|，|之际)|(?:临近?)?解放(?:以前|以后|前后|前夕|初期|之初|"
    "[前后初](?!进|退|来)))"
)


_DATED = re.compile(
    "[0-9]{4}年(?:[0-9]{1,2}月(?:[0-9]{1,2}日|[初中末底]|[上中下]旬)?，)?[^，。；]{0,24}$"
)


@rule(
    "R033",
    "解放前/解放后",
    level="体",
    basis="志书行文通则（时间表述）",
    literals=("解放",),
    bad=["解放前，全县无公路。", "解放后修建水库2座。", "解放初期，全镇有茶馆8家。"],
    good=[
        "1949年12月24日县城解放后，成立军事管制委员会。",
        "1949年8月，县城解放前夕，船工连夜摆渡大军过江。",
        "县城解放路长2千米。",
        "思想解放后，生产发展。",
    ],
)
def vague_liberation(text: str, ctx: TextContext) -> Iterator[Hit]:
    """不用“解放前”“解放后”，写明日期或“中华人民共和国成立前（后）”。"""
    day = str(ctx.document.authority.get("liberation", ""))
    for found in _LIBERATION.finditer(text):
        if _DATED.search(text, max(0, found.start() - 36), found.start()):
            continue
        known = f"本地解放日期为{day}，" if day else ""
        yield Hit(
            *found.span(),
            f"“{found.group()}”不宜用，{known}请写明年月日，或写“中华人民共和国成立前（后）”。",
        )


_FOUNDING = re.compile(
    f"(?<![{COMMON}开])建国(?=(以[前后来]|之初|初期?|前|后(?!来)|(?:[0-9]+|[一二三四五六七八九十]+)周?年))"
)


@rule(
    "R034",
    "建国前/建国后/建国以来",
    level="体",
    basis="湖南省志行文规范",
    literals=("建国",),
    fixes=True,
    bad=["建国后，修建水库2座。", "建国以来发展党员800名。", "建国前，全县无公路。"],
    good=["中华人民共和国成立后，修建水库2座。", "建国路长2千米。", "王建国后来任校长。"],
)
def vague_founding(text: str, ctx: TextContext) -> Iterator[Hit]:
    """不用“建国后”，写“中华人民共和国成立后”。"""
    for found in _FOUNDING.finditer(text):
        message = f"“建国{found.group(1)}”宜写“中华人民共和国成立{found.group(1)}”。"
        yield Hit(*found.span(), message, "中华人民共和国成立")


_CULTURAL = re.compile("(?<![人天散语作古今])文革(?!命|新)|文化大革命|十年(?:动乱|浩劫|内乱)")


@rule(
    "R035",
    "“文化大革命”写法",
    level="政",
    basis="四川市县志编纂规范；上海市志行文规范",
    quotes="read",
    literals=("文革", "文化大革命", "十年动乱", "十年浩劫", "十年内乱"),
    bad=[
        "文革期间，学校停课。",
        "文化大革命中，庙宇被毁。",
        "十年动乱结束后，恢复考试。",
        "“文革”期间，学校停课。",
    ],
    good=["“文化大革命”期间，学校停课。", "文件称：“文革后期形势好转。”", "人文革新项目启动。"],
)
def cultural_revolution_name(text: str, ctx: TextContext) -> Iterator[Hit]:
    """用全称并加引号：“文化大革命”。"""
    for found in _CULTURAL.finditer(text):
        start, end = found.span()
        own = text[start - 1 : start] == "“" and text[end : end + 1] == "”"
        if (own and found.group() == "文化大革命") or (not own and ctx.is_quoted(start, end)):
            continue
        if own:
            start, end = start - 1, end + 1
        yield Hit(
            start, end, f"“{found.group()}”须用全称并加引号，写作“文化大革命”。", "“文化大革命”"
        )


_QUOTED_NAMES = (
    "大跃进",
    "四人帮",
    "农业学大寨",
    "工业学大庆",
    "一打三反",
    "三反五反",
    "三反",
    "五反",
    "四清",
    "四旧",
    "批林批孔",
    "三自一包",
)
_PLAIN_NAMES = (
    "改革开放",
    "土地改革",
    "抗日战争",
    "解放战争",
    "人民公社化",
    "抗美援朝",
    "农业合作化",
)
_PLANS = tuple(
    "一五 二五 三五 四五 五五 六五 七五 八五 九五 十五 十一五 十二五 十三五 十四五".split()
)
_PLAN = re.compile(
    f"(?<![“‘一二三四五六七八九十第])(?:{'|'.join(reversed(_PLANS))})(?=(?:计划|规划|时期|期间|[初末]期?，))"
)
_TWO_NAMES = {"三反五反": "“三反”“五反”"}
_QUOTED = re.compile("|".join(_QUOTED_NAMES))
_PLAIN = re.compile("“(" + "|".join(_PLAIN_NAMES) + ")”")
_SHORT_NEEDS = re.compile("运动|工作|时期|中|期间|斗争|、|立")


@rule(
    "R036",
    "专名引号",
    level="点",
    basis="上海市志行文规范",
    quotes="read",
    fixes=True,
    literals=(
        *_QUOTED_NAMES,
        *_PLAIN_NAMES,
        *(f"五{word}" for word in ("计划", "规划", "时期", "期间")),
    ),
    bad=[
        "大跃进时期，兴修水利。",
        "四清运动在全县展开。",
        "“改革开放”后，商业活跃。",
        "粉碎四人帮后，恢复生产。",
        "三反五反运动开展。",
        "匾额在破四旧时毁去。",
        "二五计划期间，建水库3座。",
    ],
    good=[
        "“大跃进”时期，兴修水利。",
        "改革开放后，商业活跃。",
        "“三反”“五反”运动开展。",
        "县志载：“大跃进中修渠。”",
        "“十四五”规划获批。",
        "第十五期间歇泉。",
        "“大跃进”“人民公社化”运动期间，食堂普遍设立。",
    ],
)
def name_quotes(text: str, ctx: TextContext) -> Iterator[Hit]:
    """“大跃进”等专名加引号；改革开放等不加引号。"""
    for found in _QUOTED.finditer(text):
        word, (start, end) = found.group(), found.span()
        if ctx.is_quoted(start, end) or (ctx.is_heading and len(text) == len(word)):
            continue
        needs = len(word) == 2 and text[max(0, start - 1) : end] != "破四旧"
        if needs and not _SHORT_NEEDS.match(text, end):
            continue
        exact = _TWO_NAMES.get(word, f"“{word}”")
        yield Hit(start, end, f"专名“{word}”须加引号，写作{exact}。", exact)
    for found in _PLAN.finditer(text):
        if not ctx.is_quoted(*found.span()):
            exact = f"“{found.group()}”"
            yield Hit(
                *found.span(), f"五年计划的简称“{found.group()}”须加引号，写作{exact}。", exact
            )
    for found in _PLAIN.finditer(text):
        if text[found.start() - 1 : found.start()] == "”" or text[found.end() :][:1] == "“":
            continue  # “大跃进”“人民公社化”运动: in a row with what must have them
        yield Hit(*found.span(), f"“{found.group(1)}”不必加引号。", found.group(1))


_CONGRESS = re.compile(
    "党的(?=(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})大(?![队型小会学])|第?[一二三四五六七八九十]{1,3}(?:届|"
    "次全国代表大会))"
)


@rule(
    "R037",
    "党的×大",
    level="体",
    basis="上海市志行文规范；称谓规定（本书开关）",
    literals=("党的",),
    fixes=True,
    bad=[
        "党的十八大以后，脱贫攻坚推进。",
        "党的十一届三中全会后，恢复生产责任制。",
        "学习党的二十大精神。",
    ],
    good=[
        "中共十八大以后，脱贫攻坚推进。",
        "党的领导是根本。",
        Example(
            "党的十八大以后，脱贫攻坚推进。", settings={"switches": {"party_congress": "党的×大"}}
        ),
    ],
)
def first_person_congress(text: str, ctx: TextContext) -> Iterator[Hit]:
    """用第三人称：党的×大写“中共×大”（由开关 party_congress 定）。"""
    if ctx.switch("party_congress") != "中共×大":
        return
    for found in _CONGRESS.finditer(text):
        end = re.compile("[^，。；、]{0,8}?(?:大会|全会|大)").match(text, found.end())
        stop = end.end() if end else found.end()
        words = text[found.start() : stop]
        exact = "中共" + words[2:]
        yield Hit(found.start(), stop, f"“{words}”宜用第三人称，写“{exact}”。", exact)


_SINCE = re.compile(
    "(?:改革开放|新中国成立|中华人民共和国成立|(?<!思想)解放|土地改革|"
    "(?:中国共产党|中共|党的)?(?:第?[一二三四五六七八九十]{1,3}(?:大|次全国代表大会)|"
    "(?:第?[一二三四五六七八九十]{1,3}届)?[一二三四五六七八九]中全会)|实行联产承包)以来|"
    "(?:实行|推行|实施|恢复|施行|推广|开办|兴办|开展|执行|建立|成立|创办|创建|建成|投产|通车|开通|启用|合并|改制|承包|"
    "撤[县地市区乡]设[区市镇])[^，。；、：0-9（）“”《》]{0,12}以来|"
    "(?:撤[乡县村区]并[镇市村区县]|(?<![0-9年])[^，。；、：0-9（）“”《》年近多长历向自]{1,8}(?:改革|改制|解放|恢复|开放|实施|推行|通车|投产|"
    "开通|成立|建成|并轨|合并))以来"
)
_BEFORE_IT = 60


def _begun(text: str, start: int, end: int) -> bool:
    """Tell whether the year in which it began stands before (2003年建站。建站以来…)."""
    near = text[max(0, start - 14) : start]
    year = re.search("[0-9]{4}年[^，。；]{0,8}$", near)
    told = text[max(0, start - _BEFORE_IT) : start]
    return bool(year or (re.search("[0-9]{4}年", told) and text[start : start + 2] in told))


_YEARS = re.compile("[0-9]{4}年?[—～~至到\\-][0-9]{4}|[0-9]{4}年以来|自[0-9]{4}年")


@rule(
    "R041",
    "“以来”无起讫",
    level="体",
    basis="行文通则（称谓、时间）",
    literals=("以来",),
    bad=[
        "改革开放以来，全镇兴办企业30家。",
        "新中国成立以来，人口增加1倍。",
        "土地改革以来，耕地面积稳定。",
        "推行林权改革以来，林农户均增收。",
        "党的十九大以来，全县发展。",
    ],
    good=[
        "1978—2005年，全镇兴办企业30家。",
        "1986年以来有记录。",
        "2003年，水厂通水；通水以来，水质检测均合格。",
        "改革开放以来（1978—2005年），人口增加1倍。",
    ],
)
def since_without_end(text: str, ctx: TextContext) -> Iterator[Hit]:
    """“改革开放以来”等须写明起讫年份。"""
    for found in _SINCE.finditer(text):
        if not ctx.sentence_has(_YEARS, found.start()) and not _begun(text, *found.span()):
            yield Hit(
                *found.span(),
                f"“{found.group()}”起讫年份不明，请写明，如“1978—2005年”。",
                confidence="hint",
            )
