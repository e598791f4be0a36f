"""A 文体: kinds of sentence a chronicle does not use, and sentences without a subject."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fangzhi.check.context import TextContext
from fangzhi.check.example import Example
from fangzhi.check.rule import Hit, rule
from fangzhi.check.rules.style_exempt import is_own_prose, sentence_of

_COUNTED = re.compile("([一二三四五六七八九十])是")
_HAN = "一二三四五六七八九十"
_MOST = 2_000
"""An enumeration longer than so many characters is no single sentence pattern."""
_SOLID = re.compile("[0-9０-９《“]|[一二两三四五六七八九十百千]{1,4}[个名人户次项处期场件座所家份]")


@rule(
    "R010",
    "总结腔句式",
    level="体",
    basis="宝应县行文通则",
    literals=("一是",),
    needs=(("二是",),),
    bad=[
        "一是加强领导，二是落实责任，三是营造氛围。",
        "采取三项办法：一是广泛动员；二是强化督促；三是总结推广。",
        "一是抓教育，二是抓管理。",
    ],
    good=[
        "一是进校园46场，二是进村社140场。",
        "一是编印《农时手册》，二是设技术员12名。",
        "第一产业是支柱，第二产业是短板。",
    ],
)
def empty_enumeration(text: str, ctx: TextContext) -> Iterator[Hit]:
    """“一是……二是……”各项无数据、无实事的，改为记事。"""
    if not is_own_prose(ctx):
        return
    marks = [m for m in _COUNTED.finditer(text) if m.start() == 0 or text[m.start() - 1] in _STOPS]
    runs: list[list[re.Match[str]]] = []
    for mark in marks:
        number = _HAN.index(mark.group(1))
        if number == 0:
            runs.append([mark])
        elif runs and len(runs[-1]) == number:
            runs[-1].append(mark)
    for run in runs:
        start, last = run[0].start(), ctx.sentence_at(run[-1].start())[1]
        if len(run) < 2 or last - start > _MOST:
            continue
        if _STEPS.search(text[max(0, start - 20) : start]):
            continue
        if not _SOLID.search(_COUNTED.sub("", text[start:last])):
            message = f"“一是……{run[-1].group()}……”各项没有数据和实事，宜改为记事，请核对。"
            yield Hit(start, last, message, confidence="hint")


_STEPS = re.compile(
    "(?:步骤?|程序|阶段|流程|工序|条件|原因|种|类|部分|情形|步|道|项工序)[^。；：]{0,6}[：:，]$"
)
_STOPS = "，。；：、！？（ 　\n”"
_MOOD = re.compile("[！？!?]+")
_ASIDE = re.compile("[（(][^（）()]*$")


@rule(
    "R011",
    "祈使/感叹/疑问句",
    level="体",
    basis="福建第二轮市县志行文规范（陈述句）",
    literals=("！", "？", "!", "?"),
    bad=[
        "全镇干部昼夜守堤，终保大坝无恙！",
        "古桥建于何时？尚无定论。",
        "让我们共同努力！",
    ],
    good=[
        "全镇干部守堤，大坝未溃。",
        "歌词有“开船哟！”一句。",
        "墓碑生年残缺，似为道光四年（？）。",
        Example(paragraphs=("# 歌谣", "月亮走，我也走！")),
    ],
)
def exclamation(text: str, ctx: TextContext) -> Iterator[Hit]:
    """志书年鉴用陈述句，不用感叹、疑问、祈使句。"""
    if not is_own_prose(ctx) or ctx.place == "caption":
        return
    for found in _MOOD.finditer(text):
        before = text[max(0, found.start() - 1) : found.start()]
        after = text[found.end() : found.end() + 1]
        if ctx.is_quoted(*found.span()) or _ASIDE.search(text[: found.start()][-12:]):
            continue  # （？） marks a doubtful reading
        if not before or before in "”」』》" or (after and after in "0123456789年月，、"):
            continue
        start, _ = ctx.sentence_at(found.start())
        if found.end() - start > 60:
            start = found.start() - 1
        message = f"“{found.group()[0]}”表示感叹或疑问，宜改为陈述句。"
        yield Hit(start, found.end(), message)


_TO_COME = re.compile(
    "[将拟力有必势终定预今下未展]"  # begun with a set of characters it is found much faster
    "(?:(?<=将)(?<![即必行名麻大小主老女武部上中少干战点]将)(?<![即必行名麻大小主老女武部上中少干战终定].)"
    "(?:(?:新建|改建|扩建|建设|实施|开工建设|开展|完成)(?=[^，。；]{0,16}[0-9])|于(?=[0-9]|[今明后次下近翌来]|年[底内末]|[一二三四五六七八九十]{1,2}[月年])|会(?![议同员费长计商址徽场签谈见面师馆展所堂宁刊仙龙稽泽昌理稿])|继续|进一步|陆续|逐步|迎来|实现|带来|(?:推出|开通|产生|起到|发挥|面临|具备|缓解|解决|改变)(?!的)|大为|明显|显著|有所|得到|极为|更加|更好|形成(?!的)|推动|促进|大大|极大|有力|彻底|是(?!否)|成为|达到?|建成|"
    "竣工|投入(?:使用|运营)|全面|在(?:20[0-9]{2}|明年|年底|今后))|"
    "(?<=拟)(?<![模虚比草摹].)(?:于|在)?(?:20[0-9]{2}年|明年|年底|建[成设]?|投资|新[建增])|(?<=力)争|(?<=有)望|"
    "(?:(?<=[必终定])将|(?<=势)必|(?<=[定必])会|(?<=必)定)(?:会)?(?:成为|推动|促进|带来|实现|迎来|给|使|为|对|取得|更|进一步|大大|极大|再)|"
    "(?<=预)计(?!(?:总)?投资|工期|完成投资)|(?<=预)期(?:年|可|将|达|能|到)|(?<=今)(?<![自从].)后|(?<=下)一步|(?<=下)一年度|(?<=未)来[0-9一二三四五六七八九十几]+年|(?<=展)望未来)"
)
_COSTED = re.compile(
    "(?:计划|规划|设计|批准)(?:总)?(?:投资|面积|工期|用地|能力|产能|库容|规模|年产)"
)
_PLANNED = re.compile(
    "提出|规划|计划(?![外内生])|决定|要求|目标|方案|号召|口号|约定|合同|协议|批复|批准|议定|纲要|意见|任务|规定|应当|如|的，|报告|"
    "公告|条例|办法|承诺|决议|安排|设计"
)


@rule(
    "R012",
    "未完成时/展望",
    level="体",
    basis="福建第二轮市县志行文规范；北京信息化年鉴编写规范（不收预测）",
    literals=(
        "将",
        "拟",
        "定会",
        "势必",
        "必定",
        "必会",
        "力争",
        "有望",
        "预期",
        "预计",
        "今后",
        "下一步",
        "下一年度",
        "未来",
    ),
    probe=_TO_COME.pattern,
    bad=[
        "大桥将于2027年建成。",
        "今后，茶园面积有望继续扩大。",
        "景区预计年接待游客80万人次。",
    ],
    good=[
        "至年末，大桥在建。",
        "《规划》提出“力争2018年摘帽”。",
        "县会议中心将会议室改作展厅。",
        "将军桥社区增设便民点1个。",
        "方案确定大桥将于2027年建成。",
    ],
)
def prospect(text: str, ctx: TextContext) -> Iterator[Hit]:
    """只记已成之事，不记设想和预测。"""
    if not is_own_prose(ctx) or (not ctx.document.kind and text.lstrip(" 　").startswith("第")):
        return
    for found in _TO_COME.finditer(text):
        sentence = _COSTED.sub("", sentence_of(text, ctx, found.start()))
        if not _PLANNED.search(sentence):
            message = f"“{found.group()}”是设想或预测，宜写到记述之时已成的事，请核对。"
            yield Hit(*found.span(), message, confidence="hint")


_NO_AGENT = re.compile(
    "(?:(?:20[0-9]{2}年|全年|年内|是年|当年)[，,]?)?(?:(?:1[0-2]|[1-9])月(?:[0-9]{1,2}日)?[，,]?)?"
    "(召开|举办|举行|组织|承办|印发|出台|制定|下发|评选|表彰|邀请|荣获|被评为|被授予|牵头)"
)
_MET = re.compile("(?<=。)(?:召开|举办|举行|承办|印发)[^，。；]{0,16}[0-9]+[次场期届份][，。；]")
_BODY = re.compile(
    "[局委府会院校厂司社队站所部办团]|中心|公司|[县镇乡村](?![内境级])|[组单]|人员|干部"
)


def _nobody_met(text: str, ctx: TextContext) -> Iterator[Hit]:
    """A later sentence says that meetings were held, and none before it named anyone."""
    for found in _MET.finditer(text):
        if not _BODY.search(text[: found.start()]) and not _BODY.search("".join(ctx.headings[-1:])):
            word = found.group()[:2]
            message = f"没有写是谁“{word}”，请补主语。"
            yield Hit(found.start(), found.end() - 1, message, level="体", confidence="hint")


_HEAD = re.compile("^\\s*【([^】\n]{1,40})】\\s*")


@rule(
    "R018",
    "主语省略",
    level="硬",
    basis="青白江年鉴编写规范",
    literals=("召开", "举办", "举行", "组织", "承办", "印发", "出台", "制定", "下发", "评选", "表彰",
              "邀请", "荣获", "被评为", "被授予", "牵头"),
    bad=[
        Example("【会议】召开会议3次。", settings={"kind": "年鉴"}),
        Example("【技能竞赛】 5月，举办炒茶比赛1场，参赛64人。", settings={"kind": "年鉴"}),
        Example("【荣誉】全年，荣获市级奖项4个。", settings={"kind": "年鉴"}),
        Example("水稻成活率92%。召开坝区现场会12次。", settings={"kind": "县志"}),
    ],
    good=[
        Example("【会议】县教育局召开会议3次。", settings={"kind": "年鉴"}),
        Example("【道路】新建村道12千米。", settings={"kind": "年鉴"}),
        "组织部分教师外出考察。",
    ],
)  # fmt: skip
def missing_agent(text: str, ctx: TextContext) -> Iterator[Hit]:
    """条目首句写明谁召开、谁举办、谁获奖。"""
    if not ctx.document.kind or not is_own_prose(ctx):
        return
    yield from _nobody_met(text, ctx)
    if not ctx.document.is_yearbook:
        return
    head = _HEAD.match(text)
    if head is None and (ctx.before[:-1] or not ctx.headings or "【" not in ctx.headings[-1]):
        return
    found = _NO_AGENT.match(text, head.end() if head else 0)
    rest = text[found.end() : ctx.sentence_at(found.start())[1]] if found else ""
    if (
        found
        and rest[:1] not in "，。；、"
        and not re.match("组织[\u4e00-\u9fff]{0,4}(?:部|机构|建设)", found.group(1) + rest)
    ):
        message = f"条目首句没有写是谁“{found.group(1)}”，请补主语。"
        yield Hit(*found.span(1), message, level="体", confidence="hint")


_FRAME = re.compile("(?:下|中|上|后|时|里|期间|过程|之际|同时)，$")
_SUBJECT_LOST = re.compile(
    "(?:(?:^|(?<=[。；！？]))"
    "(?:[^，。；！？：]{0,16}(?:[年月日季初末底]|期间|时期|以[来后前]|之后|之前|间)，|[ 　]*)|(?<=，)(?=由于))"
    "((?:在|由于|通过|经过|随着)(?:[^，。；！？：]|(?<=[0-9]),(?=[0-9])){2,40}，)"
    "((?:从而|进而|因而)?(?:使得|使|让)(?![用命者馆节步渡位利与价座路售贤先开出])(?!其(?:成|免)))"
)
_HELPED = re.compile(
    "(?<=，)(在[^，。；！？：]{2,30}(?:配合|帮助|支持|指导|推动|领导|组织|努力|影响|作用|带动|协助|扶持|支援|关怀|协调|援助)下，)"
    "((?:从而|进而)?(?:使得|使|让)(?![用命者馆节步渡位利与价座路售贤先开出]))"
)
"""The same within a sentence, where no body before it can be what caused it."""
_MAY_CAUSE = re.compile(
    "[局委府会院校厂司社队站所部办团组]|[\u4e00-\u9fff]{2}[县镇乡村]|公司|干部|群众|[工农居村]民|人员|工程|项目|措施"
)


@rule(
    "R019",
    "缺主语病句",
    level="硬",
    basis="图书编校质量差错认定细则23",
    literals=("使", "让"),
    probe="，(?:从而|进而|因而)?[使让]",
    bad=[
        "在省农科院帮助下，使全县制种面积扩大到2600公顷。",
        "通过三年整治，让河道恢复通航。",
        "由于改进了烘焙工艺，使茶叶损耗下降4.2%。",
        "优良路率提高16.30个百分点，在各乡镇配合下，使养护员增至412人。",
    ],
    good=[
        "在省农科院帮助下，全县制种面积扩大到2600公顷。",
        "通过验收后，使用单位接管泵房。",
        "县水利局疏浚河道，使两岸免于内涝。",
        "在老街一侧，让步于消防通道的店铺有6间。",
        "县水利局疏浚河道，在各乡配合下，使两岸免于内涝。",
    ],
)
def lost_subject(text: str, ctx: TextContext) -> Iterator[Hit]:
    """“在……下，使……”“通过……，使……”缺主语，去“使”或去介词。"""
    if not (is_own_prose(ctx) or ctx.place == "body"):
        return
    for found in _SUBJECT_LOST.finditer(text):
        phrase = found.group(1)
        if phrase.startswith("在") and not _FRAME.search(phrase):
            continue  # 在码头一带，让价成交: a place, no frame
        opening = found.group(1)[:2].rstrip("省县全")
        word = next(w for w in ("由于", "通过", "经过", "随着", "在") if opening.startswith(w))
        message = f"“{word}……，{found.group(2)}……”缺主语，宜去“{found.group(2)}”或去“{word}”。"
        yield Hit(found.start(1), found.end(2), message)
    for found in _HELPED.finditer(text):
        if not _MAY_CAUSE.search(text, ctx.sentence_at(found.start())[0], found.start()):
            message = f"“在……下，{found.group(2)}……”缺主语，宜去“{found.group(2)}”或去“在……下”。"
            yield Hit(found.start(1), found.end(2), message)
