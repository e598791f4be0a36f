"""F 标点: marks that order a list, nest a sentence or close a quotation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fangzhi.check.context import TextContext
from fangzhi.check.example import Example
from fangzhi.check.rule import Hit, rule

_HAN_NUMBER = "[一二三四五六七八九十]{1,3}"
_ORDER = re.compile(
    f"(?:(?<=[。；：！\n])|^)(?P<round>（(?:{_HAN_NUMBER}|[0-9]{{1,2}})）[、，.．])|"
    f"(?:(?<=[。；：！\n])|^)(?P<nth>第{_HAN_NUMBER})、(?!第?[一二三四五六七八九十])|"
    "(?P<first>第一)、(?=[^。；、]{2,40}[；，]第二[，、])|"
    "(?:(?<=[。；：！\n])|^)(?P<word>首先|其次|再次|最后|其一|其二|其三|一是|二是|三是|四是)、|"
    f"^(?P<han>{_HAN_NUMBER})[.．，,](?=[\u4e00-\u9fff])|"
    "^(?P<digit>[0-9]{1,2})、(?=[\u4e00-\u9fff“《])|(?<=[；：])(?P<inner>[0-9]{1,2})、(?=[\u4e00-\u9fff“《]{2})|"
    "(?:(?<=[。；：！\n])|^)(?P<circle>[①-⑳])[、，.．]"
)


_ORDER_LITERALS = (
    "）、",
    "），",
    "）.",
    "）．",
    "首先、",
    "其次、",
    "再次、",
    "最后、",
    "其一、",
    "其二、",
    "其三、",
    "一是、",
    "二是、",
    "三是、",
    "四是、",
    *(f"{digit}、" for digit in "0123456789"),
    *(f"{han}{mark}" for han in "一二三四五六七八九十" for mark in ".．，,"),
    *(f"第{han}、" for han in "一二三四五六七八九十"),
    *(f"十{han}、" for han in "一二三四五六七八九"),
    *(f"{circle}{mark}" for circle in "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳" for mark in "、，.．"),
)


@rule(
    "R111",
    "序次语标点",
    level="点",
    basis="GB/T 15834-2011 B.3；图书编校质量差错认定细则28",
    quotes="read",
    fixes=True,
    literals=_ORDER_LITERALS,
    bad=[
        "（一）、修建道路。",
        "第一、文理分科始于1979年。",
        "村规定第一、先议后建；第二，账目上墙。",
        "1、修建道路。",
        "一.修建道路",
    ],
    good=[
        "（一）修建道路。",
        "第一，文理分科始于1979年。",
        "1.修建道路。",
        "第一、第二产业。",
        "第一、二组获奖。",
        "一、修建道路",
    ],
)
def order_word_mark(text: str, ctx: TextContext) -> Iterator[Hit]:
    """序次语后的标点：“一、”“（一）”“1.”“第一，”“首先，”。"""
    if ctx.is_cell:
        return
    for found in _ORDER.finditer(text):
        kind, words = found.lastgroup, found.group()
        exact = {
            "round": words[:-1],
            "circle": words[:-1],
            "digit": words[:-1] + ".",
            "inner": words[:-1] + ".",
            "han": words[:-1] + "、",
            "nth": words[:-1] + "，",
            "first": words[:-1] + "，",
            "word": words[:-1] + "，",
        }[kind or "round"]
        if kind == "word" and words[:2] in ("一是", "二是", "三是", "四是"):
            exact = words[:2]
        yield Hit(*found.span(), f"序次语“{words}”的标点不合规定，写作“{exact}”。", exact)


_CAPTION = re.compile(
    "^\\s*(?:[图表]\\s?[0-9]{1,3}(?:[-—－.][0-9]{1,3})?|[图表][一二三四五六七八九十]{1,3}|图[：:]|图注|图说|图为)"
)


@rule(
    "R113",
    "图表说明末句号",
    level="点",
    basis="GB/T 15834-2011 A.1",
    literals=("图", "表"),
    always_in=("caption",),
    probe=r"。\s*\Z",
    quotes="read",
    fixes=True,
    bad=[Example("大桥通车。", role="caption"), "图5-1 浣水二桥通车典礼现场。", "图注：大桥通车。"],
    good=[
        Example("大桥通车（2024年9月摄）", role="caption"),
        "图5-1 浣水二桥通车典礼现场",
        "图书馆藏书10万册。",
        "表3～5列出各矿产量。",
        "表2-3列出历年产量，其中2020年最高。2021年起减少。",
    ],
)
def caption_full_stop(text: str, ctx: TextContext) -> Iterator[Hit]:
    """图题、图说、表题末尾不用句号。"""
    words = text.rstrip()
    if not words.endswith("。"):
        return
    caption = ctx.place == "caption" or (ctx.is_body and _CAPTION.match(words) and len(words) <= 60)
    verbs = ctx.place != "caption" and re.match(
        "^\\s*[图表][0-9—－\\-~～.、和至]+(?:列|显示|反映|所示|可见|为|中)", words
    )
    if caption and not verbs and "。" not in words[:-1]:
        yield Hit(len(words) - 1, len(words), "图表说明末尾不用句号，请删去。")


_STACKED = re.compile("。；|；。|，。|。，|、。|，，|；；|、、|：：|，、|、，|；，|，；|：，|，：")
_KINDS = tuple("类 种 级 档 项 步 批 部分 层次 阶段 片 路".split())
_ITEMS = re.compile(
    "(?:一是|第一，|（一）)[^；\n]{2,150}?(?<![”])(。)[^；。\n]{2,150}?(?:；|。；)(?=二是|第二，|（二）)|"
    f"分[^，。；：]{{0,4}}[二两三四五2-5]大?(?:{'|'.join(_KINDS)})：[^；。：\\n]{{2,30}}(。)[^；。\\n]{{2,40}}；[^；。\\n]{{2,40}}[；。]"
)


@rule(
    "R114",
    "分号套句号",
    level="点",
    basis="GB/T 15834-2011 A.5",
    quotes="read",
    literals=(
        "。；",
        "；。",
        "，。",
        "。，",
        "、。",
        "，，",
        "；；",
        "、、",
        "：：",
        "，、",
        "、，",
        "；，",
        "，；",
        "：，",
        "，：",
        "一是",
        "第一，",
        "（一）",
        *(f"{kind}：" for kind in _KINDS),
    ),
    bad=[
        "一是进校园46场。；二是进村社140场。",
        "修路12条，，架桥3座。",
        "一是建校。共3所；二是建院。",
        "沟渠分三级：干渠衬砌石料。支渠衬砌混凝土；斗渠夯土；农渠不衬。",
    ],
    good=["一是进校园46场；二是进村社140场。", "修路12条，架桥3座。", "一是建校。二是建院。"],
)
def stop_inside_semicolon(text: str, ctx: TextContext) -> Iterator[Hit]:
    """分号之内不套句号，点号不叠用。"""
    for found in _STACKED.finditer(text):
        mark = found.group()
        why = "分号与句号叠用" if "；" in mark and "。" in mark else "点号叠用"
        yield Hit(*found.span(), f"“{mark}”{why}，请留一个。")
    for found in _ITEMS.finditer(text):
        yield Hit(
            *found.span(found.lastindex or 0),
            "分项之间用分号，项内不用句号；项内要用句号，则各项末尾改用句号。",
        )


_SAY = (
    "(?:指出|认为|强调|表示|说|提出|要求|规定|如下|包括|分别是|分别为|写道|载|称|云|曰|即|有|是|为|做到|实现|达到|抓好|"
    "突出|坚持|明确|宣布|决定|建议|号召|倡议|介绍|承诺|主张|列出|列有|分成|分|设|含|涉及|针对|围绕|重点|任务|内容|措施|原则|目标|思路|"
    "认定|总结|概括|归纳|报告|回答|通报|记载|记述|通知|确定|得出|"
    "实行|推行|执行|采取|采用|建立|开展|落实|完成|确保|保证|争取|力争|注重|加强|推进)"
)
_COLON = re.compile(f"{_SAY}：")
_UTTERED = re.compile(
    "(?:指出|认为|强调|表示|提出|要求|宣布|决定|建议|号召|呼吁|倡议|承诺|主张|说)：(?![“‘（第①]|[一二三四五六]、|[0-9])"
    "[^：。！？；“”]{4,60}(?<![、，][\u4e00-\u9fff])(?<![、，][\u4e00-\u9fff]{2})(：)(?!“)"
)


_LABELLED = re.compile(
    "(?<!单位)(?<!时间)(?<!地点)(?<!电话)(?<!地址)(?<!说明)(?<=[\u4e00-\u9fff]{2})：[\u4e00-\u9fff0-9]{2,10}(：)"
    "[\u4e00-\u9fff0-9]{2,12}[，。；]|"
    "：[\u4e00-\u9fff]{1,8}[一二三四五六七八九十两][种类等项条点款级](：)[^：。]{2,60}。"
)


@rule(
    "R115",
    "双重冒号",
    level="点",
    basis="图书编校质量差错认定细则31；GB/T 15834-2011 4.7.3.3",
    literals=("：",),
    probe="：(?s:.*)：",
    bad=[
        "院长指出：要公开，认为：应提高。",
        "会议强调：要抓落实，提出：三项措施。",
        "名产有：茶、麻，另有：纸、扇。",
        "镇里宣布：今冬做到：户户通水。",
        "收据一式三份：村存一份：乡存一份，户留一份。",
        "碑阴记放赈规则：户分三等：赤贫、次贫、稍贫。",
    ],
    good=[
        "院长指出：要公开，并认为应提高。",
        "县长说：“抓紧。”书记说：“抓好。”",
        "时间：上午；地点：会议室。",
    ],
)
def nested_colons(text: str, ctx: TextContext) -> Iterator[Hit]:
    """一句之内不套用两个冒号。"""
    if text.count("：") < 2:
        return
    for start, end in ctx.sentences:
        found = [m for m in _COLON.finditer(text, start, end) if not ctx.is_quoted(*m.span())]
        nested = _UTTERED.search(text, start, end) if len(found) < 2 else None
        if nested is None and len(found) < 2 and text[end - 1 : end] == "。":
            nested = _LABELLED.search(text, start, end)
        span = (
            found[1].span()
            if len(found) >= 2
            else nested.span(nested.lastindex or 0)
            if nested
            else None
        )
        if span is not None and not ctx.is_quoted(*span):
            yield Hit(*span, "一句话里套用了两个冒号，其一改用逗号。")


_ACCORDING = re.compile(
    "据[^，。：；“《]{0,6}(?:《[^》]{1,20}》)?[^，。：；“《]{0,10}(?:记?载|统计|反映|介绍|报道|回忆)(：)(?![“‘「『])"
)


@rule(
    "R116",
    "“据…载”用冒号",
    level="点",
    basis="GB/T 15834-2011 A.6.1",
    literals=("：",),
    probe="[载计映绍道忆]：",
    fixes=True,
    bad=["据县志载：全县有户三千。", "据统计：全县有学校40所。", "据老人回忆：当年有渡口。"],
    good=["据县志载，全县有户三千。", "据县志载：“有户三千。”", "资料依据：县志。"],
)
def according_colon(text: str, ctx: TextContext) -> Iterator[Hit]:
    """“据……载”“据统计”后不是引文，用逗号。"""
    for found in _ACCORDING.finditer(text):
        yield Hit(*found.span(1), "后面不是引文，这里用逗号。", "，", confidence="hint")


_QUOTE_END = re.compile(
    "(?P<both>[。！？]”。)|(?P<inner>。”[，、；])|(?:说|指出|写道|(?<![记联词碑志谱诗书文谣额刻铭歌])[云曰]|表示|"
    "强调)：“[^“”]{4,}[^“”。！？…，；：—]”(?P<outer>。)"
)


@rule(
    "R117",
    "引文末点",
    level="点",
    basis="GB/T 15834-2011 B.2；图书编校质量差错认定细则32",
    literals=("”",),
    quotes="read",
    bad=["他说：“桥通了，路也通了”。", "他说：“桥通了。”。", "他称“桥通了。”，众人欢喜。"],
    good=["他说：“桥通了，路也通了。”", "旧志称“水程六十里”。", "他说“桥通了”，众人欢喜。"],
)
def quotation_end(text: str, ctx: TextContext) -> Iterator[Hit]:
    """完整独立的引文，句号在引号之内；引文是句子的一部分，句号在引号之外。"""
    for found in _QUOTE_END.finditer(text):
        span = found.span(found.lastgroup or 0)
        inside = found.lastgroup == "outer"
        message = "引文独立成句，句号应在引号之内。" if inside else "引号内外的点号重复，请留一个。"
        yield Hit(*span, message)


_GLOSS = (
    "(?:(?:[0-9]{4}年(?:[0-9]{1,2}月)?(?:改|撤|停|迁|更|并|复|由|划|拆|升|降|重|新|建成|成立|关闭))|(?:总|其)?(?:造价|投资|面积|建筑面积|占地|长|宽|高|容量|产量|产值|单价|价值|人口|户数|海拔|距[^（）。]{1,8}|约[0-9]|合[0-9]|占[^（）。]{1,10}[0-9]|"
    "其余|不足|超过|比上年|比[0-9]|同比|含税|除[^（）。]{1,8}外|未[计含列]|另[有加]|现[为名存在属]|原[名址为称系]|旧[称名址]|俗[称名]|又[称名]|亦[称名]|一[说名作]|后[改更迁]|"
    "时[任称属为]|[0-9]+[\u4e00-\u9fff]{1,3}[，、]))"
)
_NOTE_AFTER = re.compile(
    f"。（({_GLOSS}[^（）。！？]{{0,30}})）(?=[^（]|$)|"
    "。（((?:详见|参见|另见|见(?!闻|解|证)|简称|以下简称|含|不含|即|今|下同|其中|包括|不包括|合)[^（）。！？]{1,40})）(?=[^（]|$)"
)


@rule(
    "R118",
    "句内括号位置",
    level="点",
    basis="GB/T 15834-2011 A.8；图书编校质量差错认定细则34",
    literals=("。（",),
    bad=[
        "改称青浣县第一中学。（简称县一中）",
        "驻地为郫县。（今郫都区）1952年迁出。",
        "全长640米。（含引道）",
        "站房由县队承建。（造价86万元）",
        "选举产生县长。（详见“人大”篇）",
        "乡设农技站1个。（1996年撤销）",
    ],
    good=[
        "改称青浣县第一中学（简称县一中）。",
        "产量增加。（供稿：县农业局）",
        "全长640米。（本文有删节。）",
        "站房由县队承建。（王永年）",
    ],
)
def note_after_stop(text: str, ctx: TextContext) -> Iterator[Hit]:
    """注释句中词语的括号放在句号之前。"""
    for found in _NOTE_AFTER.finditer(text):
        exact = f"（{found.group(1) or found.group(2)}）。"
        yield Hit(*found.span(), f"句内括号放在句号之前，写作“{exact}”。", exact, confidence="hint")


_NOT_ASKED = re.compile(
    "(?:不知道?|不清楚|不明白?|无论|不论|不管|尚未查明|弄清|查明)[^，。？！；：]{1,20}(?P<a>[？?])(?![”’」])|"
    "[^，。？！；：]{2,20}(?:不[详明]|未详|待[考查]|无考|失考|不得而知|尚无定论|说法不一)(?P<b>[？?])(?![”’」])"
)


@rule(
    "R119",
    "非疑问用问号",
    level="点",
    basis="GB/T 15834-2011 A.2；图书编校质量差错认定细则29",
    literals=("？", "?"),
    bad=["不知建于何年？", "立碑者何人不详？", "碑主不明何人？", "尚未查明原因何在？"],
    good=["不知建于何年。", "他问：“不知建于何年？”", "建于何年，查无记载。"],
)
def statement_asked(text: str, ctx: TextContext) -> Iterator[Hit]:
    """不是疑问句，句末用句号。"""
    for found in _NOT_ASKED.finditer(text):
        yield Hit(
            *found.span(found.lastgroup or 0),
            "这不是疑问句，句末宜用句号。",
            "。",
            confidence="hint",
        )
