"""F 标点: the shape of marks, and marks that come in pairs (GB/T 15834-2011)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fangzhi.check.context import TextContext
from fangzhi.check.example import Example
from fangzhi.check.rewrite import rewritten
from fangzhi.check.rule import Hit, rule
from fangzhi.check.rules.data.given_names import GIVEN_NAMES

_HAN = "\u3400-\u9fff"
_WIDE = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", ".": "。", "(": "（", ")": "）"}
_HALF = re.compile(
    f"(?<=[{_HAN}”》’）%％])[,;:!?]+ ?(?=[{_HAN}“‘《（])|"
    f"(?<=[0-9A-Za-z‰℃])[,;] ?(?=[{_HAN}“《（])|(?<=[{_HAN}]),(?=[0-9])|"
    f"(?<=[{_HAN}”》）])[,;:!?.](?=\\s*$)|(?<=[{_HAN}”》）])\\. (?=[{_HAN}])"
)
_NAME_CHARS = (
    "阿艾埃安奥巴拜贝比布达德迪第丁多尔法菲夫弗甫古哈海汗赫霍吉加贾基卡凯柯科克肯拉莱兰朗雷勒黎里丽利莉列林琳卢鲁路罗"
    "洛马玛买麦曼梅米姆莫木慕穆纳娜奈尼涅努诺欧帕佩皮普奇切热日瑞若萨塞赛桑沙莎舍什斯史司苏索塔泰坦特提汀图吐托瓦万"
    "威维韦翰亨廉姆娅妮"
    "温沃乌伍西希夏谢雅亚耶叶伊依易扎詹珍朱祖孜则泽丹乔顿森逊伦福格戈"
)
_HALF_POINT = re.compile(f"(?<=[{_HAN}])\\.(?=[{_HAN}])")
_FIRST = "|".join(f"(?<={name})" for name in GIVEN_NAMES)
_NAME_DOT = re.compile(
    f"(?<=[{_NAME_CHARS}]{{2}})[.．](?=[{_NAME_CHARS}]{{2}})|(?:{_FIRST})[.．](?=[{_HAN}]{{2}})|"
    f"(?<=[{_HAN}]{{2}})[.．](?={'|'.join(GIVEN_NAMES)})"
)
_ORDER_WORD = re.compile("[一二三四五六七八九十]{1,3}")
_HALF_BRACKETS = re.compile(f"\\(([^()（）\\n]{{0,60}}?[{_HAN}][^()（）\\n]{{0,60}})\\)")
_SUMS = frozenset("÷＋+=＝*－")
_REFERENCE = re.compile("\\s*[\\[［][0-9]{1,3}[\\]］].*\\[[A-Z]{1,2}(?:/[A-Z]{2})?\\]")  # GB/T 7714
_HALF_QUOTES = re.compile(f'"([^"\\n]{{0,80}}?[{_HAN}][^"\\n]{{0,80}})"')


@rule(
    "R087",
    "半角标点",
    level="点",
    basis="GB/T 15834-2011 5",
    quotes="read",
    fixes=True,
    literals=(",", ";", ":", "!", "?", ".", "(", '"'),
    bad=[
        "召开会议, 通过决议。",
        "安装监控22套,覆盖全部渡口。",
        "县长(兼)到会。",
        '获"先进集体"称号。',
        "首班6:30, 末班19:00。",
    ],
    good=[
        "召开会议，通过决议。",
        "比例为24.6:31.0:44.5。",
        "网址为www.example.cn。",
        "（中国农业出版社，2019）",
        "[1] 汪时中. 青岚江流域水利史[M]. 成都: 巴山出版社, 2004: 112.",
        "亩均用工=(雇工+自用工)÷(面积－撂荒面积)。",
    ],
)
def half_width_mark(text: str, ctx: TextContext) -> Iterator[Hit]:
    """中文之间用全角标点；参考文献按GB/T 7714著录的不问。"""
    if _REFERENCE.match(text):
        return
    for found in _HALF.finditer(text):
        mark = found.group().strip()
        exact = "".join(_WIDE[c] for c in mark)
        if not mark.startswith("??"):  # R148 speaks of a gap
            yield Hit(*found.span(), f"“{mark}”是半角标点，宜用全角“{exact}”。", exact)
    for found in _HALF_POINT.finditer(text):
        if found.start() <= 3 and _ORDER_WORD.fullmatch(text, 0, found.start()):
            continue  # R111 speaks of “一.”
        if _NAME_DOT.match(text, found.start()):
            continue  # R110 does
        yield Hit(*found.span(), "这里是半角圆点：句号用“。”，人名分界用“·”。")
    for found in _HALF_BRACKETS.finditer(text):
        if text[found.start() - 1 : found.start()] in _SUMS or text[found.end() :][:1] in _SUMS:
            continue  # 税额=(成本+利润)÷(1－税率): brackets that reckon
        yield Hit(*found.span(), "括号是半角，宜用全角“（）”。", f"（{found.group(1)}）")
    for found in _HALF_QUOTES.finditer(text):
        yield Hit(*found.span(), "引号是半角，宜用全角“”。", f"“{found.group(1)}”")


_OPEN = {
    "“": "”",
    "‘": "’",
    "《": "》",
    "〈": "〉",
    "（": "）",
    "〔": "〕",
    "【": "】",
    "「": "」",
    "『": "』",
}
_CLOSE = {close: mark for mark, close in _OPEN.items()} | {")": "（"}
_PAIRED = re.compile("[“”‘’《》〈〉（）()〔〕【】「」『』]")
_LABEL = re.compile(r"(?:^|[。；：，、\s])(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3}|[A-Za-z])$")
_PLAIN = "[^“”‘’《》〈〉（）()〔〕【】「」『』]*+"
_FLAT = re.compile(
    f"(?:{_PLAIN}(?:"
    + "|".join(f"{mark}{_PLAIN}{close}" for mark, close in _OPEN.items())
    + f"))*+{_PLAIN}"
)
"""A text whose marks all pair off without nesting: by far the most, so it is told first."""
_Loose = list[tuple[int, str]]


def loose_marks(text: str) -> _Loose:
    """Give marks of pairs whose other half is missing, in order."""
    if _FLAT.fullmatch(text):
        return []
    stack: _Loose = []
    loose: _Loose = []
    for found in _PAIRED.finditer(text):
        mark, at = found.group().replace("(", "（"), found.start()
        if mark in _OPEN:
            stack.append((at, mark))
            continue
        wanted = _CLOSE[mark]
        depth = next(
            (
                d
                for d in range(len(stack) - 1, max(-1, len(stack) - 9), -1)
                if stack[d][1] == wanted
            ),
            None,
        )
        if depth is not None:
            loose.extend(stack[depth + 1 :])
            del stack[depth:]
        elif not (mark in "）)’" and (mark == "’" or _LABEL.search(text[max(0, at - 5) : at]))):
            loose.append((at, mark))
    return sorted(loose + stack)


def _turned(loose: _Loose, text: str) -> list[tuple[int, int]]:
    """Give pairs of loose quotation marks that face the wrong way and belong together."""
    pairs = []
    quotes = [item for item in loose if item[1] in "“”"]
    here = 0
    while here + 1 < len(quotes):
        (first, mark), (second, other) = quotes[here], quotes[here + 1]
        near = second - first <= 60 and not re.search("[。！？\n]", text[first:second])
        if near and (mark, other) in (("”", "“"), ("“", "“"), ("”", "”")):
            pairs.append((first, second))
            here += 1
        here += 1
    return pairs


@rule(
    "R088",
    "成对标点不配",
    level="点",
    basis="GB/T 15834-2011；图书编校质量差错认定细则32—34",
    quotes="read",
    literals=tuple("“”‘《》（）〔〕【】「」『』〈〉()"),
    probe=rf"\A(?!{_FLAT.pattern}\Z)",
    bad=[
        "他说：‘好啊。",
        "《四川年鉴出版。",
        "县委（扩大会议召开。",
        "获“先进集体称号。",
        "全书》共12卷。",
    ],
    good=[
        "《四川年鉴》出版。",
        "1）修路；2）架桥。",
        Example(paragraphs=("（1997年5月通过", "2004年6月修订）")),
        Example(paragraphs=("第三条修改为：", "“第三条 工程由县水利局主管。", "乡设水利站。”")),
        Example(paragraphs=("将第五条修改为：“水费按亩计收。", "欠缴的，加收滞纳金。”")),
        Example(
            paragraphs=("村规：", "“禁约如下：", *(f"第{n}则。" for n in range(12)), "罚银一两。”")
        ),
        "“他说：‘好。’”",
        "获”先进“称号。".replace("”先进“", "“先进”"),
    ],
)
def lone_half(text: str, ctx: TextContext) -> Iterator[Hit]:
    """引号、书名号、括号成对使用。"""
    loose = ctx.once(loose_marks)
    turned = {at for pair in _turned(loose, text) for at in pair} if loose else set()
    for at, mark in loose:
        if at in turned or (mark == "“" and _opens_long_quote(text, at, ctx)):
            continue
        if mark == "”" and _closes_long_quote(text, at, ctx):
            continue
        if mark in "（）" and _spans_paragraphs(mark, at, ctx):
            continue
        if mark == "‘" and _SHORT_YEAR.match(text, at):
            continue  # ‘76年: R032 speaks of it
        other = _OPEN.get(mark) or _CLOSE.get(mark, "")
        side = "后" if mark in _OPEN else "前"
        if mark not in "“”" and _stands_beside(mark, other, ctx):
            message = (
                f"“{mark}”的另一半“{other}”在{'下' if side == '后' else '上'}一段，请核对分段。"
            )
        elif mark in "“”":
            message = f"引号缺{side}一半，请补。"
        else:
            message = f"“{mark}”缺{side}一半“{other}”，请补。"
        yield Hit(at, at + 1, message)


def _stands_beside(mark: str, other: str, ctx: TextContext) -> bool:
    """Tell whether the other half stands alone in the next paragraph (or the last)."""
    beside = ctx.after if mark in _OPEN else "".join(ctx.before[-1:])
    return any(loose == other for _, loose in loose_marks(beside))


_LONG = 80
_SHORT_YEAR = re.compile("‘[0-9]{2}年")


def _opens_long_quote(text: str, at: int, ctx: TextContext) -> bool:
    # a quotation over several paragraphs opens each of them and closes only the last
    if ctx.after.lstrip().startswith("“"):
        return True
    if text[:at].strip():
        return bool(ctx.after) and text[:at].rstrip().endswith(("修改为：", "修改为:"))
    before = ctx.before[-1:]
    if before and before[0].rstrip().endswith(("：", ":")):
        return bool(ctx.after)  # 第三条修改为： and the new wording over several paragraphs
    return len(text) > _LONG or any(mark == "“" for last in before for _, mark in loose_marks(last))


def _closes_long_quote(text: str, at: int, ctx: TextContext) -> bool:
    if text[at + 1 :].strip(" 　。；，、"):
        return False
    marks = (mark for before in reversed(ctx.before) for _, mark in reversed(loose_marks(before)))
    return next((mark for mark in marks if mark in "“”"), "") == "“"


def _spans_paragraphs(mark: str, at: int, ctx: TextContext) -> bool:
    # a bracketed head over several lines: the first opens it, the last closes it
    if mark == "（":
        first = len(ctx.text) - len(ctx.text.lstrip())
        return at == first and "）" in _ends(ctx.after)
    if at != len(ctx.text.rstrip()) - 1:
        return False
    return any("（" in _ends(before) for before in ctx.before[-9:])


def _ends(text: str) -> set[str]:
    """Loose brackets that begin or end a paragraph."""
    words = text.strip()
    ends = {0: "（", len(words) - 1: "）"}
    return {mark for at, mark in loose_marks(words) if ends.get(at) == mark}


_NESTED = re.compile("(?<=“)[^“”]*+(“[^“”]*”)")


@rule(
    "R089",
    "引号方向/单双",
    level="点",
    basis="GB/T 15834-2011 4.8；图书编校质量差错认定细则32",
    quotes="read",
    literals=("“", "”", "‘"),
    bad=[
        "其中”三星级“以上18家。",
        "获”先进集体”称号。",
        "举行“读书“活动。",
        "他说：“要学“愚公”精神。”",
    ],
    good=["其中“三星级”以上18家。", "他说：“要学‘愚公’精神。”", "“一村一品”“一乡一业”。"],
)
def turned_quote(text: str, ctx: TextContext) -> Iterator[Hit]:
    """引号前后方向不倒用；引号里面再用引号时，外双内单。"""
    loose = ctx.once(loose_marks)
    for first, second in _turned(loose, text) if loose else ():
        exact = f"“{text[first + 1 : second]}”"
        yield Hit(first, second + 1, f"引号方向不对，写作{exact}。", exact)
    inside = "‘" in text and (loose or any(loose_marks(last) for last in ctx.before[-9:]))
    for start, end in ctx.quotes if "‘" in text and not inside else ():
        if text[start] == "‘" and text[end - 1] == "’" and end - start > 2:
            inner = text[start + 1 : end - 1]
            yield Hit(start, end, "引号先用双引号，里面再用单引号。", f"“{inner}”")
    if text.count("“") > 1 and not any(mark in "“”" for _, mark in loose):
        for found in _NESTED.finditer(text):
            yield Hit(
                *found.span(1), "引号里面再用引号，里面的用单引号。", f"‘{found.group(1)[1:-1]}’"
            )


_ELLIPSIS = re.compile(
    "(?<![.．0-9])[.．]{3,}|(?<=[0-9])[.．]{3}(?=[\u4e00-\u9fff])|。{2,}|(?<!…)…(?!…)|⋯+|(?<![·])·{3,}"
)
_LEADERS = re.compile(r"[.．…·]{4,}\s*[0-9（(]+[）)]?\s*$")


@rule(
    "R106",
    "省略号形状",
    level="点",
    basis="GB/T 15834-2011 4.11；图书编校质量差错认定细则35",
    quotes="read",
    literals=("...", "．．．", "。。", "…", "⋯", "···"),
    fixes=True,
    bad=["末句为“拢岸喽...”。", "有茶、麻、桑。。。", "他说：“好…”", "每千克32、30、28...元回落。"],
    good=[
        "他说：“好……”",
        "“…”表示产量不合计。",
        Example("第一章 农业.......12"),
        Example(table=(("年份",), ("…",))),
    ],
)
def ellipsis_shape(text: str, ctx: TextContext) -> Iterator[Hit]:
    """省略号为六个圆点，占两个字的位置：……。"""
    if ctx.is_cell or ctx.place == "contents" or _LEADERS.search(text[-24:]):
        return
    for found in _ELLIPSIS.finditer(text):
        if _AND_SO_ON.match(text, found.start()):
            continue  # R107 takes it out
        if text[found.start() - 1 : found.end() + 1] == f"“{found.group()}”":
            continue  # 注：“…”表示: the sign itself is meant
        yield Hit(*found.span(), f"省略号“{found.group()}”形状不对，写作“……”。", "……")


_AND_SO_ON = re.compile(
    "(?:…{1,2}|\\.{3}|。{3})[，、]?等等?(?=[0-9，。；、）”]|[0-9一二三四五六七八九十]|[\u4e00-\u9fff])"
)


@rule(
    "R107",
    "省略号与“等”",
    level="点",
    basis="GB/T 15834-2011 A.9.2；图书编校质量差错认定细则35",
    fixes=True,
    literals=("…", "...", "。。。"),
    bad=["种大豆、油菜……等作物。", "有纤板、草鞋……等12件。", "办茶会、灯会……等等。"],
    good=["种大豆、油菜等作物。", "他说：“等一等……”", "有茶、麻、桑等等。"],
)
def ellipsis_and_so_on(text: str, ctx: TextContext) -> Iterator[Hit]:
    """省略号与“等”“等等”只用其一。"""
    for found in _AND_SO_ON.finditer(text):
        word = "等等" if found.group().endswith("等等") else "等"
        yield Hit(*found.span(), f"省略号与“{word}”重复，留“{word}”。", word)


_ELLIPSIS_POINT = re.compile("……([，。；、])")


@rule(
    "R108",
    "省略号后点号",
    level="点",
    basis="图书编校质量差错认定细则35",
    literals=("……",),
    fixes=True,
    bad=["种大豆、油菜……。", "先修渠，后筑路……，再架桥。", "有老屋、古树……；有新村。"],
    good=["种大豆、油菜……", "他说：“以和为贵……”", "真的吗……？"],
)
def point_after_ellipsis(text: str, ctx: TextContext) -> Iterator[Hit]:
    """省略号后一般不用点号。"""
    for found in _ELLIPSIS_POINT.finditer(text):
        yield Hit(*found.span(), f"省略号后一般不用“{found.group(1)}”。", "……", confidence="hint")


_DOT = re.compile(f"{_NAME_DOT.pattern}|(?<=[{_HAN}])[•‧・∙](?=[{_HAN}])")


@rule(
    "R110",
    "间隔号错",
    level="点",
    basis="GB/T 15834-2011 4.14；图书编校质量差错认定细则37",
    quotes="read",
    literals=(".", "．", "•", "‧", "・", "∙"),
    probe=f"[.．•‧・∙][{_HAN}]",
    fixes=True,
    bad=["阿依古丽.买买提获奖。", "大卫•李嘉图的学说。", "玛依拉．吐尔逊任教。", "约翰.亨利来华。"],
    good=["阿依古丽·买买提获奖。", "种植玛卡、麦冬。", "会议在西安召开。"],
)
def name_dot(text: str, ctx: TextContext) -> Iterator[Hit]:
    """外国人和少数民族人名的分界用间隔号“·”。"""
    message = "人名、书名的分界用间隔号“{exact}”，不用“{words}”。"
    return rewritten(text, _DOT, lambda found: "·", message)
