"""A 文体: sources, causes and amounts that say nothing; superlatives without a source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fangzhi.check.context import TextContext
from fangzhi.check.example import Example
from fangzhi.check.rule import Hit, rule
from fangzhi.check.rules.style_exempt import hits_of_terms, is_own_prose, sentence_of
from fangzhi.check.terms import read_terms

HEARSAY = read_terms("style_hearsay.tsv")
CAUSES = read_terms("style_causes.tsv")


_SAYS = (*"讲说称传", "反映", "介绍", "回忆", "透露", "认为", "估计", "记载", "显示", "估算", "推测", "猜测", "风闻",
         "获悉", "消息", "表示", "指出")  # fmt: skip
_RUMORS = ("传闻", "传言", "相传", "传说", "盛传", "传称", "流传", "风传")
_SOMEONE = re.compile(
    "(?<![根数证依收占拒票凭单论])据(?:一些|部分|当地|村里|镇上|有的|不少|有关|相关)?"
    "(?:老人|老辈人|群众|村民|当地人|居民|知情人|知情者|专家|人员|人士|部门|方面)们?"
    "(?:讲|说|讲述|反映|介绍|回忆|透露|称|认为|估计)|"
    "(?:民间|坊间|世间|乡间|当地|村中|里人|老辈人?|街谈巷议)(?:都|有|多|盛|口口|代代)?(?:传闻|传言|相传|传说(?=[，有此该，])|盛传|传称|流传着|风传)|"
    "(?:有关|相关|知情|权威|业内)(?:部门|方面|单位)?(?:的)?(?:负责人|人士|人员|专家|官员|同志)(?:介绍|称|说|表示|透露|认为|估计|指出|讲)|"
    "(?<![根数证依收占拒票凭单论])据(?:传闻|传言|推测|猜测|估算|口传|风闻|获悉|可靠消息|消息|民间传说|当地传说)(?=[，：\u4e00-\u9fff])|"
    "(?:^|(?<=[，。；]))有(?:消息|传闻|传言|人|老人|专家|学者|说法)(?:说|称|讲|认为|透露|指出|传|猜测|推测)|"
    "(?<![由经与向和请])(?:有关|相关)(?:部门|人士|专家|方面|资料|史料|文献)(?:认为|透露|称|估计|记载|显示)(?!的)"
)


@rule(
    "R014",
    "含糊来源",
    level="体",
    basis="连云港续修志行文规范",
    literals=(*HEARSAY.literals, *_SAYS),
    needs=(
        (
            *HEARSAY.literals,
            "据",
            "有关",
            "相关",
            "知情",
            "权威",
            "业内",
            "有消息",
            "有人",
            "有老人",
            "有专家",
            "有学者",
            "有说法",
            *_RUMORS,
        ),
    ),
    shapes=(*map(re.escape, HEARSAY.literals), _SOMEONE.pattern),
    bad=[
        "据群众反映，古井曾出过温泉。",
        "上级指示缓建，工程停工两年。",
        "据有关资料记载，渡口始于宋代。",
    ],
    good=[
        "据县档案馆藏1953年会议记录，工程停工两年。",
        "数据称重由电子秤完成。",
        "统计数据说明三项指标下降。",
        Example(paragraphs=("# 民间传说", "据说石龟夜行。")),
    ],
)
def unnamed_source(text: str, ctx: TextContext) -> Iterator[Hit]:
    """资料来源写明出自谁、何文件、何书。"""
    advice = "来源不明，请写明出自谁、何文件或何书。"
    told: set[int] = set()
    for hit in hits_of_terms(HEARSAY, text, ctx, "{words}", advice):
        told.add(ctx.sentence_at(hit.start)[0])
        yield hit
    for found in _SOMEONE.finditer(text) if is_own_prose(ctx) else ():
        if ctx.sentence_at(found.start())[0] not in told:
            yield Hit(*found.span(), f"“{found.group()}”{advice}", confidence="hint")


_SOME_CAUSE = re.compile(
    "(?:由于|因为?|出于|鉴于|受)(?:种种|各种|多种|诸多|某种|某些|一些|多方面|各方面|方方面面|诸方面|历史|客观|主观|"
    "主客观|特殊|众所周知|人所共知|尽人皆知|不言自明|不可抗拒|难以言说|不便言明|体制|政策|复杂|多重)(?:的|等|性|上的|方面的?)?(?:原因|缘故|缘由|因由|因素(?:的?(?:影响|制约|限制))?)(?!是|有|分|不能|无法|确需|可以)"
    "|因故(?=[改停撤延推取中未缺搁下迁辍解散夭流关暂移换])"
)
_RULING = re.compile("应当|不得|可以|必须|禁止|需要|需|规定|条件|如|若|违反")


@rule(
    "R015",
    "含糊原因",
    level="体",
    basis="连云港续修志行文规范",
    literals=(*CAUSES.literals, "原因", "因素", "缘故", "缘由", "因由", "因故"),
    bad=[
        "由于种种原因，农场于1961年撤销。",
        "纸厂因故停产。",
        "因历史原因，两村地界未定。",
    ],
    good=[
        "因水源不足，农场于1961年撤销。",
        "鉴定书称“因各种原因无法复原”。",
        "因暴雨，比赛改期2天。",
    ],
)
def unnamed_cause(text: str, ctx: TextContext) -> Iterator[Hit]:
    """写明具体原因，写不明的删去。"""
    if ctx.document.kind or not text.lstrip(" 　").startswith("第"):
        advice = "没有说出原因，请写明或删去。"
        yield from hits_of_terms(CAUSES, text, ctx, "{words}", advice)
        for found in _SOME_CAUSE.finditer(text) if is_own_prose(ctx) else ():
            if not _RULING.search(sentence_of(text, ctx, found.start())):
                yield Hit(*found.span(), f"“{found.group()}”{advice}", confidence="hint")


_MANY = re.compile(
    "(?<![最较更很首为相])(许多|大量|大批|一大批|不少|很多|诸多|无数|众多|若干|部分|成千上万|相当数量|相当多|为数众多|为数不少|数量众多|数不清|不计其数|难以计数|成批|好些)"
    "(?!采用|使用|种植|引进|开采|消耗|生产|出口|进口|购进|需要|应用|推广|繁殖|投放|施用)(?:的)?[\u4e00-\u9fff]{0,2}?(群众|村民|农民|居民|职工|干部|党员|企业|学生|家长|学校|资金|人力物力|人力|物力|财力|人才|农户|游客|"
    "观众|物资|设备|房屋|民房|树木|耕地|牲畜|文物|古籍|图书|宣传资料|传单|粮食|粮款|商铺|商户|店铺|作坊|工厂|人员|网具?|渔具|船只|车辆|客商|顾客|病人|患者|用户|农具|药品|食品|衣物|被褥|木材|石料|砖瓦|"
    "劳力|劳动力|民工|民兵|难民|灾民|商人|工人|教师|艺人|信众|香客|书籍|档案|字画|器物|瓷器|陶器|钱币|武器|弹药|枪支|财产|财物|金银|"
    "牛羊|生猪|家禽|鱼苗|树苗|苗木|果树|林木|庄稼|农作物|稻田|农田|良田|山林|民居|庙宇|寺庙|货物|商品|赃物|垃圾|污水|乡民|百姓|军民|将士|"
    "官兵|士兵|战士|青年|妇女|儿童|读者|听众|市民|旅客|户|家(?=[^\u4e00-\u9fff]|商|企|工|店|因|迁|有|未|已|在|被|遭|关|停|倒|歇)|人家|山村|村(?![民庄干小])|社队|单位|地方|部门|代表|会员|社员|团员|队员|乡亲|老人|孩子|"
    "牧民|渔民|蚕农|茶农|果农|菜农|移民|侨胞|知青|劳模|专家|学者|客户|桥梁|道路|街巷|水井|水塘|渠道|桌椅|课桌|机器|汽车|拖拉机|收音机|电视机)"
)
_UNCOUNTED = re.compile(
    "(?:死伤|伤亡|死亡|死|亡|伤|毁|损毁|冲毁|冲走|倒塌|坍塌|淹没|淹死|缴获|俘|俘获|击毙|购置|购进|购|捐献|捐|采伐|砍伐|"
    "种植|栽|建|修|设|有|存|藏|毙|获|收|掠|劫|烧毁|焚毁|抓获|查获)"
    "(?:[^，。；、：（）0-9]{1,8}?)(?:若干|无数|无算|不计其数|难以计数|数不清|甚众|甚多|众多|数以[千万]计|成千上万|成群)(?=[，。；]|$)"
)
_COUNTLESS = re.compile(
    "[\u4e00-\u9fff]{2,8}?(?:不计其数|难以计数|无法计数|数不胜数|不可胜数|不可胜计|无以计数|为数众多|为数不少|数以[百千万]计|比比皆是)(?=[，。；]|$)"
)
_DATE = re.compile("[0-9]{1,4}(?:年代?|月|日|时|世纪|个月)|第[0-9]+|[（(][^（）]{1,16}[）)]")
_DIGIT = re.compile("[0-9０-９一二两三四五六七八九十百千万]{1,4}(?:[多余几]?[\u4e00-\u9fff%‰])?")


@rule(
    "R016",
    "模糊数量",
    level="体",
    basis="青白江年鉴编写规范；内蒙古年鉴供稿要求",
    literals=("许多", "大量", "大批", "不少", "很多", "诸多", "无数", "众多", "若干", "部分", "成千上万", "无算",
              "相当", "为数", "数量众多", "成批", "好些", "计数", "胜数", "胜计", "百计", "比比皆是",
              "不计其数", "难以计数", "数不清", "甚众", "甚多", "数以千计", "数以万计", "成群"),
    bad=[
        "洪水冲毁大量房屋。",
        "许多群众自发参加修路。",
        "庙会期间，成千上万的游客涌入古镇。",
    ],
    good=[
        "洪水冲毁房屋286间。",
        "群众1240人参加修路，许多学生也到场。",
        "大量使用有机肥。",
        "登记簿载“众多商铺焚毁”。",
        "部分企业应当依法报告。",
    ],
)  # fmt: skip
def vague_amount(text: str, ctx: TextContext) -> Iterator[Hit]:
    """数量写确数，不写“许多”“大量”“部分群众”。"""
    if not is_own_prose(ctx):
        return
    vague = (m for words in (_MANY, _UNCOUNTED, _COUNTLESS) for m in words.finditer(text))
    for found in vague:
        sentence = _DATE.sub("", sentence_of(text, ctx, found.start()))
        if any(c in "0123456789" for c in sentence) or _RULING.search(sentence.replace("若干", "")):
            continue  # a figure stands beside it, or it rules and does not tell
        yield Hit(
            *found.span(), f"“{found.group()}”没有数量，有数据的请写确数。", confidence="hint"
        )


_WIDE = "(?:国际|全国|全省|全世界|世界|全球|亚洲|国内外?|省内|我国|中国|全市|西南|西北|东北|华东|华北|华南|华中|西部)"
_WIDE_WORDS = (
    *"国际 全国 全省 世界 全球 亚洲 国内 省内 我国 中国 全市 西南 西北 东北 华东 华北 华南 华中 西部".split(),
    *"独一无二 天下第一 绝无仅有".split(),
)
"""Of which one stands in every text that `_MOST` matches in."""
_MOST = re.compile(
    f"(?:为|是|系|属|成为|堪称|号称|居|位居|名列|位列|排名|跃居)(?:当时|目前)?{_WIDE}(?:地区)?"
    "(?:范围内|同[行类][业]?)?(?:第一|之最|之首|首位|首创|首家|首个|首例|唯一|最[早大高长多好优快]|独一无二|领先)"
    f"|(?:居|位居|跃居|名列|位列|处于|处在|达到?|步入|进入|跻身|走在|保持|居于)(?:了)?(?:当时|目前)?{_WIDE}(?:地区)?(?:同[行类]业?)?(?:的)?"
    "(?:前列|前茅|最?前列|领先(?:水平|地位|行列)?|先进(?:水平|行列)|一流(?:水平|行列)|最高水平)(?!的)"
    f"|(?:率|量|值|额|积|产|质|度|数){_WIDE}(?:地区)?(?:最[高大多长好优]|第一|之首|领先)"
    f"|(?:属|为|系|开创?|是)?{_WIDE}(?:地区)?(?:首创|之最|(?:首|第一)[家个座例条](?!批))|(?<![第])(?:独一无二|世界之最|天下第一|绝无仅有)"
)
_OF_ALL = re.compile("国际|全国|世界|全球|亚洲|国内|我国|中国")
_BACKED_BY_NAME = re.compile(
    "[据经由]|认证|认定|授予|命名|评为|评定|公布|发布|核准|核定|统计|吉尼斯|纪录|普查|排行|榜|鉴定|报道|载|称|"
    "《|“|专家|专利|验收|旧志|称号|获"
)
_BACKED_BY_FIGURE = re.compile("[0-9]")
_RULES_OR_ASKS = re.compile(
    "应当|不得|可以|必须|规定|要求|目标|力争|建设|打造|第[一二三四五六七八九十]+条"
)


_IF = re.compile("的[；，。]|[^。；，]{0,20}的(?:单位|个人|集体|企业|项目|产品|人员|成果|作品)")
_ITEM = re.compile("\\s*[（(]?(?:[一二三四五六七八九十]+|[0-9]+)[）)、.．]")
_ONE_OF = re.compile("(?:下列|以下|如下)[^，。；]{0,10}(?:条件|要求|标准|情形|情况)")


def _is_condition(text: str, ctx: TextContext, start: int, end: int) -> bool:
    """Tell whether words say what something must be to be given a prize or a permit."""
    told_of = "对" in text[ctx.sentence_at(start)[0] : start]
    here = _IF.match(text, end)
    if here is not None and (told_of or text[end + 1 : end + 2] in "；，。"):
        return True
    return _ITEM.match(text) is not None and any(_ONE_OF.search(t) for t in ctx.before[-9:])


@rule(
    "R017",
    "夸张极值",
    level="硬",
    basis="内蒙古年鉴供稿要求",
    literals=("前列", "前茅", "水平", "行列", "第一", "首创", "之最", "之首", "首位", "首家", "首个", "首例",
              "唯一", "最", "领先", "首座", "首条",
              "独一无二", "绝无仅有"),
    needs=[_WIDE_WORDS],
    probe="前[列茅]|水平|行列|第一|首[创位家个例座条]|之[最首]|唯一|最[早大高长多好优快]|领先|独一无二|绝无仅有",
    shapes=(_MOST.pattern,),
    bad=[
        "该县柑橘品质居全国第一。",
        "“稻鱼共生”模式为国内首创。",
        "这座廊桥堪称世界之最。",
        "全省首家竹编工坊在镇上开业。",
    ],
    good=[
        "据2023年省统计年鉴，该县柑橘产量居全省第一。",
        "老君梁为县内最高峰，海拔2874米。",
        "2019年，廊桥被中国桥梁学会认定为全国最长木廊桥。",
        "建设西部领先的职业学校。",
        "对产品质量达到国际先进水平的企业给予奖励。",
        Example(
            paragraphs=("申报成果符合下列条件之一：", "（一）工艺为国内首创，且已投产；", "（二）国内首创的。")
        ),
    ],
)  # fmt: skip
def bare_superlative(text: str, ctx: TextContext) -> Iterator[Hit]:
    """“全国第一”“首创”“唯一”之类要有出处或数据，没有的删去。"""
    if not is_own_prose(ctx):
        return
    for found in _MOST.finditer(text):
        sentence = sentence_of(text, ctx, found.start())
        around = sentence.replace(found.group(), "", 1)
        named = re.sub("“[^”]{1,12}”", "", around)
        figure = not _OF_ALL.search(found.group()) and _BACKED_BY_FIGURE.search(named)
        if _is_condition(text, ctx, *found.span()):
            continue
        if figure or _BACKED_BY_NAME.search(named) or _RULES_OR_ASKS.search(sentence):
            continue
        message = f"“{found.group()}”没有写明依据，请补出处或数据，无据的删去。"
        yield Hit(*found.span(), message, confidence="hint")
