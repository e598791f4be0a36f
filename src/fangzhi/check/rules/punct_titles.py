"""F 标点: what may and what may not stand in title marks (书名号)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fangzhi.check.context import TextContext
from fangzhi.check.example import Example
from fangzhi.check.rule import Hit, rule
from fangzhi.check.rules.data.titles import TITLES
from fangzhi.check.spans import Spans

_NOT_A_WORK = re.compile(
    "《([^《》]{1,24})》(?=(?:荣誉)?称号|奖(?!学金|励|惩)|(?:荣誉)?证书|(?<=获)奖牌|杯|"
    "(?:(?![和与及等在由是为])[\u4e00-\u9fff]{0,4})?(?:大赛|比赛|竞赛|联欢会|晚会|展览(?!馆)|[书画影图片]展(?!览)|征文)|评选|评比|创建活动|(?:系列|主题|专题|品牌|公益|志愿|群众|文化|读书)?活动|牌匾|课题|会议|(?:[\u4e00-\u9fff]{0,4})?(?:技术|工艺|工法)(?=[，。；、的和及与]|$))"
)
_PRIZE = re.compile(
    "(?<=[获得予发])《([^《》]{1,20}(?:奖|奖章|奖杯|称号))》|"
    "《([^《》]{1,12}杯)》(?=[\u4e00-\u9fff]{0,8}(?:赛|会|联赛|公开))"
)
_EVENT = re.compile(
    "《([^《》]{2,20}(?:运动会|博览会|展销会|座谈会|现场会|推进会|洽谈会|艺术节|文化节|旅游节|采摘节|读书节))》|"
    "(?<=开展|举办|举行)《([^《》]{1,20})》(?=(?:主题)?(?:活动|培训|讲座|行动|展览))"
)
_PAPER = re.compile(
    "《([^《》]{1,24}(?:许可证|执照|合格证|资格证|资格证书|登记证|登记证书|准印证|身份证|户口簿|出生证|产权证|"
    "产权证书|毕业证|毕业证书|"
    "使用证|荣誉证书|(?<![考辨辩论疏引印实求旁史佐对保见查举反确明])证))》"
)


@rule(
    "R090",
    "书名号滥用",
    level="点",
    basis="GB/T 15834-2011 A.13.1；图书编校质量差错认定细则33",
    quotes="read",
    literals=("《",),
    fixes=True,
    bad=[
        "获《先进集体》称号。",
        "作品获《浣花》奖。",
        "领取《营业执照》。",
        "持有《特种作业操作证》的有46人。",
        "夺得《振兴》杯。",
        "《和睦之家》评选两年一次。",
        "推广《U形渠》技术。",
        "编印《文史讲堂》活动材料汇编。",
        "参加《迎新春》书画展览。",
    ],
    good=[
        "获“先进集体”称号。",
        "著有《方志考证》。",
        "《华阳国志》载。",
        "制定《奖励办法》。",
        "学习《会议纪要》。",
    ],
)
def title_marks_on_no_work(text: str, ctx: TextContext) -> Iterator[Hit]:
    """称号、奖项、证照、会议、课程、活动等不用书名号。"""
    for found in _NOT_A_WORK.finditer(text):
        exact = f"“{found.group(1)}”"
        yield Hit(*found.span(), f"称号、奖项、活动等不用书名号，宜写{exact}。", exact)
    for pattern in (_PRIZE, _EVENT):
        for found in pattern.finditer(text):
            if _NOT_A_WORK.match(text, found.start()):
                continue
            exact = f"“{found.group(1) or found.group(2)}”"
            yield Hit(*found.span(), f"称号、奖项、活动等不用书名号，宜写{exact}。", exact)
    for found in _PAPER.finditer(text):
        yield Hit(*found.span(), "证照名称不用书名号。", found.group(1))


_REIGNS = "洪武|永乐|成化|弘治|正德|嘉靖|万历|天启|崇祯|顺治|康熙|雍正|乾隆|嘉庆|道光|咸丰|同治|光绪|宣统|民国"
_PIECE = "(?:[·.．・][\u4e00-\u9fff]{1,8}?)?"
_BARE_TITLE = re.compile(
    "(?<![《〈·\u4e00-\u9fff])(?:据|查|见|按|引自?|又|惟|故)?((?:"
    + "|".join(sorted(TITLES, key=len, reverse=True))
    + f"){_PIECE}|(?:{_REIGNS})《?[\u4e00-\u9fff]{{2,4}}(?:县志|府志|州志|通志|厅志|乡土志))"
    "(?=记?载|[已即始亦]载|云|曰|称|卷[一二三四五六七八九十0-9]|[^，。]{0,6}(?:记载|所载|有载))"
)


_BOOK_OF_ITS_KIND = re.compile(
    "(?:^|(?<=[，。；：、\\n]))(?:据|查|见|按)?((?![据查见按])[\u4e00-\u9fff]{2,8}(?:[志略乘]|(?<![参备高中])考|(?:游|杂|笔|纪|丛|随|琐|旧闻|水道|风土|山水|寰宇)[记谈录]|图说|纪要|[见闻杂漫]录|[诗文]钞))"
    "(?=(?:载|云|曰|谓|有云|有载)[：，“]|(?:收录|著录|辑录|收入|录入)(?:了|有)?[\u4e00-\u9fff0-9“《])"
)
_READ = re.compile(
    "(?:参阅|参考|参见|查阅|征引|引用|采自|录自|摘自|辑自|编有|编著|编纂|编成|撰有|撰|著有|著|辑有|辑|刊行|刊印|印有|遗有|留有|存有)"
    "((?![了的过其一])[\u4e00-\u9fff]{2,9}?(?:志稿?|史稿?|[文诗]稿|诗[集存草钞]|文[集存]|[实纪杂笔游见]录|[纪游笔札]记|[史事]略|谱|方舆纪要|通鉴|史话|史料|图[经说]|集))"
    "(?=(?:等书|一书|[二两三]书|诸书|等[0-9一二三四五六七八九十]+[种部册]|、[\u4e00-\u9fff]{2,9}等[书志]|[0-9一二三四五六七八九十]{1,3}[卷册]))"
)
"""What is read, drawn from or written, and is counted as a book (等书, 一书, 二卷)."""
_TAKEN_IN = re.compile(
    "(?:[编载收辑录选刊]入|(?:见|载|录|刊|收录|刊载|刊登|发表|登载|连载)于)"
    "((?![了的过其一我])[\u4e00-\u9fff]{2,10}?(?:志|大典|[辞词]典|大全|全书|全集|文集|诗集|选集|丛刊|年鉴|图谱|图鉴|史话|简史|通史|日报|晚报|周报|时报))"
    "(?=[，。；、（]|第?[0-9一二三四五六七八九十]{1,3}[卷期版]|$)|"
    "(?:著有|撰有|辑有|遗著有?|编著有?|合著有?|著成|撰成|编成)"
    "((?![了的过其一])[\u4e00-\u9fff]{2,9}?(?:[茶药脉医水棋]经|本草|志|史|谱|集|录|记|考|略|概论|传|草|钞|诗选|文选|[辞词]典|全书|手册|史话))"
    "(?=[，。；（]|$)"
)
"""What is taken into a book or written by a person, at the end of its clause."""
_ANY_BOOK = re.compile(
    "^(?:个人|诗歌?|散文|小说|杂?文|论文|作品|回忆|剧本?|歌曲|书[画法]|摄影|戏曲|医[案学]|研究|中篇|短篇|长篇|学术|自|[家族宗]|手|译|调查|工作|教学|"
    "经验|[随日笔]|多[部种]|民间|故事|地方|专业?|[县省市区州乡镇村部行厂校院社]|[本各该新旧原]|中国|专题|[党军校村厂]|传?|大型){0,5}"
    "(?:志|史|谱|集|录|记|传|选集|文集|诗集|全集|年鉴|手册|[辞词]典|丛刊|大全|日报|晚报|周报)$"
)
_GENERIC_BOOK = re.compile(
    "^(?:[本旧前新原该各诸]|[乾嘉道同光雍康民][隆庆光治绪正熙国])*(?:[县府州市镇村乡通方省厅郡邑山水地]|乡土|地方)*志$|"
    "[标杂日同意墓石]志$|[侵策谋战省概简约大方忽粗]略$"
)


@rule(
    "R091",
    "书名号漏用",
    level="点",
    basis="四川市县志编纂规范",
    literals=(
        *TITLES,
        "志",
        "略",
        "考",
        "记",
        "录",
        "图说",
        "纪要",
        "钞",
        "史",
        "稿",
        "谱",
        "集",
        "草",
        "存",
        *"图经 通鉴 茶经 药经 脉经 医经 水经 棋经 本草 典 全 丛刊 鉴 图谱 报 论 传 诗选 文选 手册".split(),
    ),
    shapes=(_BARE_TITLE.pattern, _BOOK_OF_ITS_KIND.pattern, _READ.pattern, _TAKEN_IN.pattern),
    bad=[
        "华阳国志载，此地产茶。",
        "据三国志记载，蜀军驻此。",
        "乾隆青浣县志载，城周四里。",
        "水经注云：江水又东。",
        "东浦水利考载：“堤长三里。”",
        "蒙古游牧记载，其地多盐泊。",
        "汉书·地理志载，郡内有铁官。",
        "其地产盐，太平寰宇记已载。",
        "参阅桂黔水利志稿等书18种。",
        "2003年编入江西名茶志。",
        "事迹刊于农民日报。",
        "晚年著有山居医录，存手稿2册。",
    ],
    good=[
        "《华阳国志》载，此地产茶。",
        "据县志载，城周四里。",
        "修志记载详细。",
        "据会议实录载，代表到会。",
        "事迹载入县志。著有诗集、回忆录。",
    ],
)
def bare_title(text: str, ctx: TextContext) -> Iterator[Hit]:
    """书名加书名号。"""
    for found in _BARE_TITLE.finditer(text):
        if found.group(1) == "史记" and text.startswith("载", found.end()):
            continue  # 据史记载: as history has it
        if "《" not in found.group(1):
            exact = f"《{found.group(1)}》"
            yield Hit(*found.span(1), f"书名宜加书名号，写作“{exact}”。", exact)
    for found in _READ.finditer(text):
        if not _GENERIC_BOOK.search(found.group(1)):
            exact = f"《{found.group(1)}》"
            yield Hit(*found.span(1), f"书名宜加书名号，写作“{exact}”。", exact, confidence="hint")
    for found in _TAKEN_IN.finditer(text):
        title = found[1] or found[2]
        if title[0] not in "县市州区旗乡镇村" and not (
            _GENERIC_BOOK.search(title) or _ANY_BOOK.search(title)
        ):
            at = found.end() - len(title)
            exact = f"《{title}》"
            message = f"书名宜加书名号，写作“{exact}”。"
            yield Hit(at, found.end(), message, exact, confidence="hint")
    for found in _BOOK_OF_ITS_KIND.finditer(text):
        if not _GENERIC_BOOK.search(found.group(1)) and not _BARE_TITLE.search(text, *found.span()):
            exact = f"《{found.group(1)}》"
            yield Hit(*found.span(1), f"书名宜加书名号，写作“{exact}”。", exact, confidence="hint")


_BOOK_PIECE = re.compile(
    "《?("
    + "|".join(TITLES)
    + ")(?:、|》、《|》《|[.．])([\u4e00-\u9fff]{1,5}(?:书|传|志|纪|本纪|列传|世家|表))》?(?=记?载|云|曰|称)"
)
_INNER_DOT = re.compile("(?<=[\u4e00-\u9fff])[.．•‧・](?=[\u4e00-\u9fff][^《》]{0,20}》)")


@rule(
    "R092",
    "书与篇",
    level="点",
    basis="GB/T 15834-2011 4.14",
    quotes="read",
    fixes=True,
    literals=TITLES,
    bad=[
        "《三国志》、《蜀书》载其事。",
        "三国志、蜀书载其事。",
        "《汉书》、《地理志》云此地产盐。",
    ],
    good=["《三国志·蜀书》载其事。", "《史记》《汉书》皆录。", "《史记》载其事。"],
)
def book_and_piece(text: str, ctx: TextContext) -> Iterator[Hit]:
    """书与篇之间用间隔号，同在一个书名号里：《三国志·蜀书》。"""
    for found in _BOOK_PIECE.finditer(text):
        if found.group(2) in TITLES:
            continue
        exact = f"《{found.group(1)}·{found.group(2)}》"
        yield Hit(*found.span(), f"书名与篇名之间用间隔号，写作“{exact}”。", exact)


_CLASS_WORD = re.compile("《([^《》]{1,9}?)(杂志|报纸|期刊|周刊杂志|一书)》")
_REAL_MAGAZINE = re.compile(
    "(?:(?<![文哲])学|科|病|医|药|术|东方|妇女|(?<!人民)教育|新青年|青年|中国|人民|电影|故事)$"
)


@rule(
    "R093",
    "类名入书名号",
    level="点",
    basis="GB/T 15834-2011 A.13.3；图书编校质量差错认定细则33",
    quotes="read",
    literals=("杂志》", "报纸》", "期刊》", "一书》"),
    fixes=True,
    bad=[
        "《求是杂志》刊文。",
        "《浣风杂志》出刊4期。",
        "《乡音报纸》停刊。",
        "《人民教育杂志》刊文2篇。",
    ],
    good=["《求是》杂志刊文。", "《中华医学杂志》刊文。", "《东方杂志》创刊。"],
)
def class_word_in_title(text: str, ctx: TextContext) -> Iterator[Hit]:
    """“杂志”“报纸”等类名不在书名号之内。"""
    for found in _CLASS_WORD.finditer(text):
        if not _REAL_MAGAZINE.search(found.group(1)):
            exact = f"《{found.group(1)}》{found.group(2)}"
            yield Hit(*found.span(), f"类名不入书名号，写作“{exact}”。", exact)


_BODY_TITLE = re.compile(
    "《([^《》]{2,14}(?:报社|杂志社|出版社|期刊社|编辑部|通讯社|电视台|广播电台))》"
)


@rule(
    "R094",
    "报社刊社加书名号",
    level="点",
    basis="GB/T 15834-2011 A.13.1",
    quotes="read",
    literals=("社》", "部》", "台》"),
    fixes=True,
    bad=["《四川日报社》记者采访。", "由《巴蜀出版社》出版。", "《浣水电视台》播出。"],
    good=["四川日报社记者采访。", "《四川日报》记者采访。", "《人民公社》停刊。"],
)
def press_in_title_marks(text: str, ctx: TextContext) -> Iterator[Hit]:
    """报社、刊社、电视台是机构，不用书名号。"""
    for found in _BODY_TITLE.finditer(text):
        exact = found.group(1)
        yield Hit(*found.span(), f"机构名称不用书名号，写作“{exact}”。", exact)


_COMMA_BETWEEN = re.compile("(?<=》)、(?=《)|(?<=”)、(?=“)")


@rule(
    "R095",
    "书名号、引号间顿号",
    level="点",
    basis="GB/T 15834-2011 4.5.3.5",
    quotes="read",
    literals=("》、《", "”、“"),
    bad=["编印《甲》、《乙》。", "评为“先进”、“优秀”。", "收《诗》、《文》、《联》三编。"],
    good=[
        Example("编印《甲》、《乙》。", settings={"switches": {"punctuation_edition": 1995}}),
        "编印《甲》《乙》。",
        "《甲》（校注本）、《乙》出版。",
        "“先进”和“优秀”。",
    ],
)
def comma_between_titles(text: str, ctx: TextContext) -> Iterator[Hit]:
    """并列的书名号之间、引号之间通常不用顿号。"""
    if ctx.switch("punctuation_edition") == 1995:
        return  # the older standard had the comma here
    pieces = Spans(found.span() for found in _BOOK_PIECE.finditer(text))
    for found in _COMMA_BETWEEN.finditer(text):
        if pieces.cover(found.start() - 1, found.start() + 1):
            continue
        kind = "书名号" if text[found.end()] == "《" else "引号"
        yield Hit(*found.span(), f"并列的{kind}之间通常不用顿号，请删去。")


_SERIES = re.compile("《([^《》]{2,20}(?:丛书|书系))》")
_SERIES_QUOTED = re.compile("“([^“”]{2,20}(?:丛书|书系))”")


@rule(
    "R096",
    "丛书名",
    level="点",
    basis="GB/T 15834-2011 A.7；图书编校质量差错认定细则33（本书开关）",
    quotes="read",
    literals=("丛书", "书系"),
    fixes=True,
    bad=[
        "《青浣文史丛书》收书12种。",
        "列入《巴蜀书系》。",
        Example("“青浣文史丛书”收书12种。", settings={"switches": {"series_title": "书名号"}}),
    ],
    good=["“青浣文史丛书”收书12种。", "丛书共12种。", "《丛书集成》收此书。"],
)
def series_marks(text: str, ctx: TextContext) -> Iterator[Hit]:
    """丛书名用引号或书名号，由开关 series_title 定。"""
    by_quotes = ctx.switch("series_title") == "引号"
    if by_quotes and ctx.switch("punctuation_edition") == 1995:
        return  # the older standard does not speak of series
    for found in (_SERIES if by_quotes else _SERIES_QUOTED).finditer(text):
        exact = f"“{found.group(1)}”" if by_quotes else f"《{found.group(1)}》"
        yield Hit(*found.span(), f"本书丛书名用{ctx.switch('series_title')}，写作{exact}。", exact)
