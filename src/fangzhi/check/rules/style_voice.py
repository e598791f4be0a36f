"""A 文体: a chronicle speaks in the third person, from no place of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fangzhi.check.context import TextContext
from fangzhi.check.example import Example
from fangzhi.check.rule import Hit, rule
from fangzhi.check.rules.style_exempt import is_afterword, is_own_prose

_COUNTY = {"kind": "县志", "area": "清和县"}
_UNIT = {"kind": "年鉴", "area": "清和县"}
_OUR_AREA = re.compile(
    "(?<![自忘小大唯敌])我(?:省|市|州|县|旗|区|镇|乡|村|社区|街道?)(?![子子长坊头巷上])|"
    "(?<![资成日基根版剧样书文标原])本(?:省|市|州|县|旗|区|镇|乡|村|街道)"
    "(?![人籍户土级行内外居民]|地(?!处|势|形|貌)|范围|常住|特色|志|之间)"
)


_OTHERS = re.compile(
    "[周附][边近][省市县区镇乡村]|外[省地县乡][的籍调]?|[省市县][外际]|邻[省市县乡村]"
)


@rule(
    "R001",
    "第一人称政区",
    level="体",
    basis="江苏省地方志行文规范；连云港续修志行文规范",
    literals=tuple(
        our + area for our in "我本" for area in "省 市 州 县 旗 区 镇 乡 村 社区 街".split()
    ),
    bad=[
        "1998年，我县新修公路36千米。",
        "全省竹编艺人云集我镇，参展作品240件。",
        Example("2003年，本县引进蚕种46张。", settings=_COUNTY),
    ],
    good=[
        "1998年，青川县新修公路36千米。",
        "谱牒为本村人手抄。",
        "资本市场融资2.6亿元。",
        "碑文有“我县士民捐资”等字。",
        Example(paragraphs=("# 特载", "我县坚持农业立县。")),
    ],
)
def area_in_first_person(text: str, ctx: TextContext) -> Iterator[Hit]:
    """称政区用第三人称，写全称或规范简称，不写“我县”“本市”。"""
    if not (is_own_prose(ctx) or ctx.is_heading):
        return
    # laws and papers without a kind speak of 本市 by right
    named = [m for m in _OUR_AREA.finditer(text) if ctx.document.kind or m[0][0] != "本"]
    if not named:
        return
    told: set[str] = set()
    others = _OTHERS.search(text) is not None
    for found in named:
        word = found.group()
        if word[0] == "本" and (others or f"外{word[1:]}" in text):
            continue  # 本县 beside 外县 tells one's own from others'
        if word[0] == "本" and "凡例" in "".join(ctx.headings):
            continue
        if word[0] == "本" and word in told:
            continue  # once a paragraph is enough
        told.add(word)
        area = ctx.document.area
        name = f"“{area}”" if area and area[-1] == word[-1] else "政区名称"
        yield Hit(*found.span(), f"“{word}”是第一人称，宜改用{name}，请核对所指。")


_OUR_UNIT = re.compile(
    "(?<![自忘小大唯敌])我(?:局|委|厅|院|校|厂|公司|单位|部门|会|站|所|行|中心|集团|社|队|园|馆|矿|办|台(?!湾)|店|库|场(?!面|地|景|合|次|均)|段(?!落)|分局|支行|协会|学会|林场|农场|渔场|电站|水库|服务区|科室|报社|支队|大队|中队|总站)"
    "(?![\u4e00-\u9fff]{0,2}[”」])(?!计|见|议|场|合)|"
    "(?<![资成日基根版剧样书文标原])本(?:局|公司|单位|院|校|厂|集团|中心|部门|矿|馆|[站所社店队](?!有|在|属|以|需|得|会|会员|员|长|列|伍))"
    "(?![子人级身])|(?<![迷使让给为供助待爱])(?:我们|咱们|俺们)(?!的歌)|"
    "(?<![自忘小大唯敌资成日基根版剧样书文标原])[我本](?:编辑|编纂|编写|编审|编委|采编|修志|史志|方志|县志|镇志|年鉴|调查|考察|考古|勘测|勘查|"
    "工作|课题|项目|普查|设计|采访|施工|指挥|领导|研究|联合|专业|代表|合作|供销|生产|党)"
    "(?:[室部处科组队会办院所社团站委]|小组|公司|中心|委员会)(?![员址歌志史])|"
    "(?<![\u4e00-\u9fff])(?:笔者|敝[县乡镇校局厂]|吾[县乡镇村校])"
)
"""本 or 我 with an office: what it works at, if said, and what kind of body it is."""


@rule(
    "R002",
    "第一人称单位",
    level="体",
    basis="连云港续修志行文规范；青白江年鉴编写规范",
    literals=("我们", "咱们", "俺们", "我", "本局", "本公司", "本单位", "本院", "本校", "本厂",
              "本集团", "本中心", "本部门", "本矿", "本馆", "本站", "本所", "本社", "本店", "本队",
              "本编", "本采", "本修", "本史", "本方", "本县", "本镇", "本年鉴", "本调", "本考", "本勘", "本工",
              "本课", "本项", "本普", "本设", "本施", "本指", "本领", "本研", "本联", "本专", "本代", "本合",
              "本供", "本生", "本党", "笔者", "敝", "吾"),
    probe="我|本(?:局|公司|单位|院|校|厂|集团|中心|部门|矿|馆|[站所社店队编采修史方县镇年调考勘工课项普设施指领研联专代合供生党])|[咱俺]们|笔者|敝|吾",
    bad=[
        "我局组织培训4期，参训326人次。",
        "全年我公司产水泥26万吨。",
        Example("本编辑室2008年访得蚕农7人。", settings=_UNIT),
        Example(paragraphs=("# 编后记", "各局供稿，我办总纂。"), settings=_UNIT),
        Example("5月，本单位迁入新址。", settings=_UNIT),
        Example("全年本站供种12吨。", settings=_UNIT),
    ],
    good=[
        "县水利局组织培训4期，参训326人次。",
        "开展自我会诊活动。",
        "厂长说：“我厂的磨盘都是青石。”",
        "基本单位名录库登记法人单位862个。",
        Example(paragraphs=("# 编后记", "我们水平有限，错漏难免。"), settings=_UNIT),
    ],
)  # fmt: skip
def unit_in_first_person(text: str, ctx: TextContext) -> Iterator[Hit]:
    """称单位用第三人称，写单位名称，不写“我局”“本单位”“我们”。"""
    own = is_own_prose(ctx)
    if not own and not is_afterword(ctx):
        return
    for found in _OUR_UNIT.finditer(text):
        word = found.group()
        if not own and (word[-1] in "们者" or ctx.is_quoted(*found.span())):
            continue  # compilers may say 我们 of themselves, not 我办
        if word[0] == "本" and (not ctx.document.kind or f"外{word[1:]}" in text):
            continue
        yield Hit(*found.span(), f"“{word}”是第一人称，宜改写单位名称，请核对所指。")


_OUR_SIDE = re.compile(
    "(?<![自忘小大唯])(?:我党|我军|我国|我方|我志愿军|我守军|我游击队|我地下党)(?!旗)"
)
_SIDES = {"我党": "中国共产党", "我国": "中国", "我军": "中国人民解放军或当时番号"}


@rule(
    "R003",
    "我党我军我国",
    level="体",
    basis="连云港续修志行文规范；《浙江通志》行文规范",
    literals=("我党", "我军", "我国", "我方", "我志愿军", "我守军", "我游击队", "我地下党"),
    bad=[
        "1949年12月，我军某部进驻县城。",
        "银杏是我国特有树种。",
        "双方激战半日，我方伤亡12人。",
    ],
    good=[
        "1949年12月，中国人民解放军第六十二军进驻县城。",
        "银杏是中国特有树种。",
        "布告称：“我军所到之处，秋毫无犯。”",
    ],
)
def side_in_first_person(text: str, ctx: TextContext) -> Iterator[Hit]:
    """称政党、军队、国家用第三人称。"""
    own = is_own_prose(ctx) or is_afterword(ctx)
    if not own or not (ctx.document.kind or _tells(text)):
        return
    for found in _OUR_SIDE.finditer(text):
        better = _SIDES.get(found.group())
        advice = f"宜写“{better}”" if better and "或" not in better else "宜写具体名称"
        yield Hit(*found.span(), f"“{found.group()}”是第一人称，{advice}，请核对。")


def _tells(text: str) -> bool:
    """Tell whether a text without a kind narrates: it is not an article of a law."""
    return not text.lstrip(" 　").startswith("第")


_YOU = re.compile("(?<![迷])(?:您|你们|你)(?![好])")


@rule(
    "R004",
    "第二人称/设问口吻",
    level="体",
    basis="青白江年鉴编写规范",
    literals=("你", "您"),
    bad=[
        "您可乘车前往古镇。",
        "走进茶园，你会闻到花香。",
        "站在山顶，您能望见县城全貌。",
    ],
    good=[
        "有公路通达古镇。",
        "开通迷你巴士线路2条。",
        "歌词为“问你何时归故乡”。",
    ],
)
def second_person(text: str, ctx: TextContext) -> Iterator[Hit]:
    """不用第二人称。"""
    if is_own_prose(ctx):
        for found in _YOU.finditer(text):
            message = f"“{found.group()}”是对读者说话的口吻，宜改为客观记述。"
            yield Hit(*found.span(), message)


_VISITS = (
    "视察|调研|考察|检查|指导|参观|访问|采访|慰问|督导|督查|演出|投资|洽谈|交流|学习|调查|观摩|参加|出席|"
    "查勘|勘察|勘查|勘探|测量|测产|评估|验收|巡视|暗访|看望|走访|座谈|讲课|坐诊|会诊|收购|采购|取经|援建|援助|救灾|支援|慰问演出|"
    "开店|推销|考古|发掘|拍摄|写生|比赛|参赛|献艺|传艺|授艺|传教|开荒|垦荒|定居|落籍|"
    "参会|办学|办厂|讲学|授课|任教|任职|工作|务工|经商|投资兴业|旅游|观光|采风|巡演|义诊|支教|支农|帮扶|落户"
)
_COMES = re.compile(
    "(?<![历从近以原外本到后未往向自由素古传起下上进出回过归带迎招请引送运调取新])"
    "(来|莅临?)((?:我|本)?(?:省|市|州|县|旗|区|镇|乡|村|校|局|院|厂|园|场|馆|站)"
    f"|[\u4e00-\u9fff]{{2,6}}?)((?:[^，。；、：]{{0,3}})(?:{_VISITS}))"
)
_VISITORS = re.compile(
    "(?:[员者师家团队组胞亲户]|专家|教授|学生|客|商|商贩|贩|侨|兵|匠|艺人|友人|同胞|领导|厅长|局长|书记|[0-9]余?人|一行|(?:文化馆|[研究医]院|[科畜农]技站|医疗队|[公总]司|企业|[高院]校|电视台|报社|委员会|[一-龥]局))"
    "(?:来(?:县|村|镇|乡|市|校|厂|旗|街道|社区|区)(?=[\u4e00-\u9fff]{2})(?![城民长场分域址委府政区界境里内外镇级办籍情分别间划位块段])|莅临)"
)
_NAMED = re.compile("[\u4e00-\u9fff](?:县|镇|乡|村|社区|街道)(?![长民委级内外城镇乡])")
_VISITOR = re.compile("(?:[师者客团队组胞]|专家|教授|学生|商贩|侨|艺人|友人|领导|[厅局]长|一行)$")
_LOCAL = re.compile("(?:我|本)?(?:省|市|州|县|旗|区|镇|乡|村|校|局|院|厂|园|场|馆|站)$")


def _comes(text: str, end: int) -> bool:
    """Tell whether the words up to `end` close with those who come."""
    return _VISITOR.search(text, max(0, end - 4), end) is not None


@rule(
    "R005",
    "“来”字指向本地",
    level="体",
    basis="鄂伦春旗志稿称谓规定；青白江年鉴编写规范",
    literals=("来", "莅"),
    probe="来|莅",
    bad=[
        "6月3日，省水利厅厅长来县检查水库。",
        "市歌舞团来村演出2场。",
        "省考古队来石梁镇发掘汉墓3座。",
        Example("9月，客商28人来清和县洽谈。", settings=_UNIT),
    ],
    good=[
        "6月3日，省水利厅厅长到青川县检查水库。",
        "来自雅州学院的学生参观茶厂。",
        "历来县内检查由粮站承担。",
        "镇志办向来访者介绍馆藏。",
    ],
)
def coming_here(text: str, ctx: TextContext) -> Iterator[Hit]:
    """记外来人到本地不用“来”，用“到”。"""
    if not is_own_prose(ctx):
        return
    area = ctx.document.area
    told: set[int] = set()
    for found in _COMES.finditer(text):
        where = found.group(2)
        named = _NAMED.match(text, found.end(2) - 1) and _comes(text, found.start(1))
        if named or _LOCAL.fullmatch(where) or (area and where in (area, area[:-1])):
            message = f"“{found.group(1)}{where}”以本地口吻说话，宜写“到”和地名，请核对。"
            yield Hit(found.start(1), found.end(2), message, confidence="hint")
            told.add(found.start(1))
    for visit in _VISITORS.finditer(text):
        at = max(
            text.rfind("来", visit.start(), visit.end()),
            text.rfind("莅", visit.start(), visit.end()),
        )
        if at not in told:
            message = f"“{text[at : visit.end()]}”以本地口吻说话，宜写“到”和地名，请核对。"
            yield Hit(at, visit.end(), message, confidence="hint")
