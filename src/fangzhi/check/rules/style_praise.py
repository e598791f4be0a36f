"""A 文体: word lists of praise, of the language of reports, and of remarks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fangzhi.check.context import TextContext
from fangzhi.check.rule import Hit, rule
from fangzhi.check.rules.style_exempt import (
    hits_of_terms,
    is_own_prose,
    once_a_sentence,
    sentence_of,
)
from fangzhi.check.terms import read_terms

PRAISE = read_terms("style_praise.tsv")
CLICHES = read_terms("style_cliches.tsv")
REMARKS = read_terms("style_remarks.tsv")


_FRUITS = tuple(
    "成功 成效 成绩 成果 成就 进展 进步 变化 突破 效果 效益 业绩 实效 胜利 丰收 反响 转变 飞跃 硕果 口碑 声誉".split()
)
_PRAISED = (
    "势头",
    "态势",
    "前景",
    "雄厚",
    "优良",
    "优美",
    "一流",
    "精良",
    "美满",
    "深受",
    "深得",
    "备受",
)
_PRAISING = re.compile(
    "(?:势头|态势)(?:十分|非常|更加|较为)?(?:强劲|良好|迅猛|喜人)|前景(?:十分|非常|极为)?(?:广阔|看好|光明|喜人)|"
    "(?:师资|师资力量|技术力量|力量|实力|资金)(?:十分|非常)?(?:雄厚|强大)|"
    "(?:教学|服务|产品|工程|办学)质量(?:十分|非常)?(?:优良|上乘|一流|过硬)|(?:设备|设施|条件|服务|技术|环境)一流|"
    "(?:环境|景色|风光|景观)(?:十分|非常)?(?:优美|宜人|秀丽)|幸福美满|美满幸福|装备精良|"
    "(?:深受|深得|备受)[^，。；、]{0,8}(?:欢迎|好评|喜爱|青睐|爱戴|赞誉|称赞|推崇)"
)
_FRUIT = re.compile(
    "(?:取得|获得|赢得|收到|得到|收获|产生|迎来|实现|呈现)(?:了|到)?(?:十分|非常|极其|极为|相当|更加|较为|比较|很|较|更)?"
    "(?:空前|巨大|辉煌|显著|卓著|圆满|可喜|喜人|骄人|长足|良好|优异|丰硕|瞩目|突出|明显|傲人|累累|优良|理想|满意|"
    "历史性|突破性|决定性|阶段性|实质性|跨越式|根本性|前所未有|史无前例)(?:的)?"
    "(?:成功|成效|成绩|成果|成就|进展|进步|变化|突破|效果|效益|业绩|实效|胜利|丰收|反响|转变|飞跃|硕果|口碑|声誉)"
    "(?!(?:的|等)?(?:单位|个人|集体|人员|项目|科研|论文|企业|者))"
)
_AIMS = re.compile("应当|目标|建设[^，。]{0,8}的|打造|要求|标准|条件|不得")


@rule(
    "R008",
    "评价形容词",
    level="体",
    basis="连云港续修志行文规范；青白江年鉴编写规范；内蒙古年鉴供稿要求",
    literals=(*PRAISE.literals, *_PRAISED, *_FRUITS),
    bad=[
        "林果业取得丰硕成果，产业面貌焕然一新。",
        "校园文化建设有声有色。",
        "该厂产品享誉海内外，订单不断。",
    ],
    good=[
        "林果业产值由1.2亿元增至1.9亿元。",
        "巨大的岩块堵塞河道。",
        "碑上刻有“丰功伟绩”四字。",
        "对在工作中成绩显著的单位给予表彰。",
    ],
)
def praise(text: str, ctx: TextContext) -> Iterator[Hit]:
    """不作评价和夸赞，用事实和数据说话。"""
    advice = "是评价的话，请删去或改写为事实和数据。"
    told: set[int] = set()
    for hit in hits_of_terms(PRAISE, text, ctx, "{words}", advice):
        told.add(ctx.sentence_at(hit.start)[0])
        yield hit
    praised = (m for words in (_PRAISING, _FRUIT) for m in words.finditer(text))
    for found in praised if is_own_prose(ctx) else ():
        start = ctx.sentence_at(found.start())[0]
        if start not in told and not _AIMS.search(sentence_of(text, ctx, found.start())):
            told.add(start)
            yield Hit(*found.span(), f"“{found.group()}”{advice}", confidence="hint")


_LED_BY = tuple(
    f"{word}下" for word in "领导 支持 关怀 帮助 指导 关心 配合 关心支持 共同努力 不懈努力".split()
)
_LED = re.compile(
    "在[^，。；]{2,30}?(?:(?:正确|坚强|亲切|大力|有力|统一|热情)(?:的)?(?:领导|支持|关怀|帮助|指导|关心|配合)"
    "(?:和[^，。；]{2,12})?下|(?:关心支持|关怀支持|亲切关怀|共同努力|不懈努力|大力支持)下)"
)


@rule(
    "R009",
    "公文套话",
    level="体",
    basis="《浙江通志》行文规范；江苏省地方志行文规范",
    literals=(*CLICHES.literals, *_LED_BY),
    bad=[
        "县供销社高度重视春耕备肥，调运化肥1.2万吨。",
        "在镇党委的正确领导下，全镇修路6千米。",
        "乡林业站真抓实干，造林800公顷。",
    ],
    good=[
        "县供销社调运化肥1.2万吨。",
        "井队在地下60米处发现泉眼。",
        "标语写有“牢记使命”4个字。",
    ],
)
def stock_phrase(text: str, ctx: TextContext) -> Iterator[Hit]:
    """不用公文套话，直接记事。"""
    if not is_own_prose(ctx):
        return
    advice = "是公文套话，请删去，直接记事。"
    led = [
        found.span()
        for found in _LED.finditer(text)
        if "应当" not in sentence_of(text, ctx, found.start())
    ]
    for start, end in led:
        yield Hit(start, end, f"“{text[start:end]}”{advice}", confidence="hint")
    found = [f for f in CLICHES.find(text) if not any(a <= f.start < b for a, b in led)]
    yield from once_a_sentence(found, ctx, "{words}", advice)


@rule(
    "R013",
    "议论抒情",
    level="体",
    basis="江苏省地方志行文规范；年鉴类书稿常见编校差错辨析",
    literals=REMARKS.literals,
    bad=[
        "这充分说明合作经营适合山区。",
        "大桥建成，架起了连心桥，谱写了新篇章。",
        "老树历经沧桑，见证着古镇的兴衰。",
    ],
    good=[
        "合作经营后，户均增收1260元。",
        "展板标题为“浓墨重彩绘乡村”。",
        "化验表明水质为Ⅱ类。",
    ],
)
def remark(text: str, ctx: TextContext) -> Iterator[Hit]:
    """述而不论，寓褒贬于记事之中。"""
    advice = "是议论或抒情的话，志书年鉴述而不论，请删去或改写为事实。"
    yield from hits_of_terms(REMARKS, text, ctx, "{words}", advice)
