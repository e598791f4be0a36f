"""A 文体: spoken, half-classical and dialect words in modern prose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fangzhi.check.context import TextContext
from fangzhi.check.example import Example
from fangzhi.check.rule import Hit, rule
from fangzhi.check.rules.style_exempt import is_on_speech, is_own_prose
from fangzhi.check.terms import read_terms

SPOKEN = read_terms("style_spoken.tsv")
DIALECT = read_terms("style_dialect.tsv")
_OLD_TIMES = re.compile(
    "[\u4e00-\u9fff]{2}(?:元|[一二三四五六七八九十廿]{1,3})年|[明清宋元唐][代初末朝]|民国|乾隆|康熙|光绪|1[0-8][0-9]{2}年|"
    "19[0-4][0-9]年|[（(]1[0-8][0-9]{2}[—-]"
)


_MODERN_YEAR = re.compile("(?:19[5-9][0-9]|20[0-9]{2})年")


def _is_modern(text: str) -> bool:
    return _MODERN_YEAR.search(text) is not None


_HOW = ("很", "要命", "不得了", "不行", "慌", "够呛", "厉害", "一塌糊涂")
_PARTICLES = "乃遂始方皆俱悉咸辄旋"
_ENDING_VERBS = "息止罢归还散安定平毕愈解废除绝免返亡逝竣歇灭寝卒殁至从服叹喜悦惧"
_SO_VERY = re.compile(
    "(?<![获取觉懂值晓记舍使免省])[\u4e00-\u9fff](?<![获取觉懂值晓记舍使免省])得"
    f"(?:{'|'.join(_HOW)})(?=[，。；]|$)"
)
_CLASSICAL = re.compile(f"(?<=[\u4e00-\u9fff])[{_PARTICLES}][{_ENDING_VERBS}](?=[，。；])")


@rule(
    "R020",
    "文白夹杂/口语",
    level="体",
    basis="江苏省地方志行文规范；福建第二轮市县志行文规范",
    literals=(
        *SPOKEN.literals,
        "得很",
        "得要命",
        "得不",
        "得慌",
        "得够呛",
        "得厉害",
        "得一塌",
        *(particle + verb for particle in _PARTICLES for verb in _ENDING_VERBS),
        *(f"得{how}" for how in _HOW),
    ),
    shapes=(*map(re.escape, SPOKEN.literals), _SO_VERY.pattern, _CLASSICAL.pattern),
    bad=[
        "2012年，老百姓都说新路好走。",
        "2015年，村民咋也没想到土豆能卖到省城。",
        "1996年工程甚为艰巨，遂于年底停工。",
    ],
    good=[
        "2012年，村民称新路好走。",
        "喇嘛寺立有石碑，村民取水不便。",
        "清道光三年，诸生议成，遂于城东建塔。",
        Example(paragraphs=("# 歌谣", "咱村有条河。")),
        "司机说：“老百姓不容易。”",
    ],
)
def mixed_register(text: str, ctx: TextContext) -> Iterator[Hit]:
    """行文用规范的现代书面语，不夹口语和文言虚词。"""
    if not is_own_prose(ctx) or is_on_speech(ctx):
        return
    for found in SPOKEN.find(text):
        classical = found.term.note == "文言"
        if classical and (ctx.sentence_has(_OLD_TIMES, found.start) or not ctx.once(_is_modern)):
            continue
        words = f"“{found.term.word}”是{found.term.note}用语，宜用书面语，如“{found.term.right}”。"
        yield Hit(found.start, found.end, words, confidence="hint")
    for spoken in _SO_VERY.finditer(text):
        words = f"“{spoken.group()}”是口语用语，宜用书面语。"
        yield Hit(*spoken.span(), words, confidence="hint")
    for old in _CLASSICAL.finditer(text):
        at = old.start()
        if ctx.sentence_has(_MODERN_YEAR, at) and not ctx.sentence_has(_OLD_TIMES, at):
            message = f"“{old.group()}”是文言用语，宜用书面语。"
            yield Hit(*old.span(), message, confidence="hint")


_PLAY = re.compile("(?<![玩戏杂把作刁要])耍(?=[，。；！]|了|过|得)")


@rule(
    "R021",
    "方言土语",
    level="体",
    basis="江苏省地方志行文规范；《玉环县志》行文通则",
    literals=(*DIALECT.literals, "耍"),
    bad=[
        "新修的步道走起来巴适。",
        "夏夜，村民在桥头摆龙门阵。",
        "孩童放学后到河边耍。",
    ],
    good=[
        "新修的步道平整。",
        "船工说：“岸上巴适得很。”",
        Example(paragraphs=("# 方言", "啥子，即什么。")),
        "社火队有高跷、杂耍、耍狮。",
        "阿拉善盟客商订购茶砖26吨。",
    ],
)
def dialect_word(text: str, ctx: TextContext) -> Iterator[Hit]:
    """方言章以外不用方言土语。"""
    if not is_own_prose(ctx) or is_on_speech(ctx):
        return
    for found in DIALECT.find(text):
        term = found.term
        words = f"“{term.word}”是方言（{term.note}），方言章以外宜写“{term.right}”一类规范词。"
        yield Hit(found.start, found.end, words, confidence="hint")
    for play in _PLAY.finditer(text):
        message = "“耍”是方言，方言章以外宜写“玩”“休息”一类规范词。"
        yield Hit(*play.span(), message, confidence="hint")
