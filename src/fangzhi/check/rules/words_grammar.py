"""H 用字: 的地得, and characters or words set twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fangzhi.check.context import TextContext
from fangzhi.check.rule import Hit, rule
from fangzhi.check.spelling.words import frequencies

_ADVERBS = (
    "认真|积极|主动|深入|广泛|全面|及时|严格|切实|大力|充分|逐步|不断|稳步|迅速|努力|自觉|仔细|"
    "有序|扎实|顺利|圆满|成功|热情|耐心|持续|坚决|准确|妥善|反复|突击|无偿|悄悄|慢慢|渐渐|默默|"
    "紧紧|牢牢|牢固|精心|细心|细致|艰难|高兴|愉快|热烈|踊跃|陆续|相继"
)
_VERBS = (
    "开展|推进|完成|落实|解决|推动|做好|抓好|贯彻|执行|履行|参加|参与|投入|学习|促进|加强|组织|"
    "检查|核对|记录|检验|整理|修复|修建|搬迁|治理|宣传|征求|听取|回答|讲解|向|把|为|从|在|对"
)
_DEGREES = "很|非常|十分|特别|相当|更加|比较|最"
_QUALITIES = "伟大|光荣|美丽|先进|重要|显著|良好|优秀|丰富|广阔|悠久|宝贵"
_MODIFIER = re.compile(
    f"(?:{_ADVERBS})(?P<w>的)(?=(?:{_VERBS})(?:了|好|[\u4e00-\u9fff“《0-9])[\u4e00-\u9fff0-9])"
)
_NOUN_FRAME = re.compile(
    "(?:进行|作|做|给予|实行|加以|得到|有|是|需要|缺乏|[一两几这那某此][次个项场种番轮]|方面|"
    "开展|了|具)[^，。；]{0,4}$"
)
_NOUN_AFTER = re.compile(
    "^(?:.{2}(?:工作|活动|情况|方式|方法|过程|机制|体系|程序|结果|作用|精神|态度|制度|人员|能力|"
    "任务|方案|计划|措施|要求|办法|经验|条件|和|与|及|等|、)|(?:在[职岗校籍建编]|"
    "对[象策手话应外内]|从[业事军教]|为[人主期止民])|.{2}[者率量度力性权费])"
)
_DEGREE = re.compile(
    "(?:做|办|搞|发展|保存|保护|建设|管理|落实|执行|增长|提高|变化|生长|跑|走|写|说|讲|讲解|表现|完成|进展)(?P<w>的)"
    f"(?=(?:{_DEGREES}|最为)(?:好|快|多|大|高|完好|顺利|出色|认真|及时|"
    "到位|完整|成功|漂亮|精彩|突出|迅速|扎实|稳)[，。；！])"
)
_BEFORE_NOUN = re.compile(
    f"(?:{_QUALITIES})(?P<w>地)(?=成就|成绩|祖国|"
    "人民|任务|传统|作用|经验|效果|意义|历史|家乡|资源|文化|财富|贡献)"
)


@rule(
    "R143",
    "的地得",
    level="字",
    basis="现代汉语通用语法（结构助词）",
    literals=(
        *(f"{adverb}的" for adverb in _ADVERBS.split("|")),
        *(f"的{degree}" for degree in _DEGREES.split("|")),
        *(f"{quality}地" for quality in _QUALITIES.split("|")),
    ),
    bad=["技术员仔细的检查每台水泵。", "两乡道路发展的很快。", "取得显著地成绩。", "群众踊跃的参加义务劳动。"],
    good=["技术员仔细地检查每台水泵。", "两乡道路发展得很快。", "进行认真的检查和总结。",
          "开展广泛的宣传活动。", "古桥保存得完好。", "这是一次深入的学习活动。"],
)  # fmt: skip
def wrong_particle(text: str, ctx: TextContext) -> Iterator[Hit]:
    """定语用“的”，状语用“地”，补语用“得”。"""
    if ctx.is_cell:
        return
    for found in _MODIFIER.finditer(text):
        if _NOUN_FRAME.search(text, max(0, found.start() - 12), found.start()):
            continue
        if not _NOUN_AFTER.search(text[found.end("w") : found.end("w") + 8]):
            yield _particle(found, "地", "修饰动作")
    for found in _DEGREE.finditer(text):
        yield _particle(found, "得", "说明程度")
    for found in _BEFORE_NOUN.finditer(text):
        yield _particle(found, "的", "修饰名词")


def _particle(found: re.Match[str], right: str, why: str) -> Hit:
    message = f"“{found.group()}”的“{found['w']}”{why}，疑应为“{right}”，请核对。"
    return Hit(*found.span("w"), message, right, confidence="hint")


_ONE = re.compile(
    "(?P<a>(?<![目标鹄中])的的(?!确|卡|士|历))|(?<![为不末末小明])(?P<b>了了(?![^，。]{0,2}之|望|"
    "解|如|却|结|无|然))|(?P<c>(?<![共温平调谐暖])和和(?![谐平气美睦解顺田]))|"
    "(?P<d>(?<!参)与与(?![会否]))|(?P<e>(?<![普波涉危触])及及(?![时格其]))|(?P<f>(?<![由关位处属终])于于(?!是))|"
    "(?P<g>(?<![敌反核应针面校绝相一派])对对(?![外联子方口象比策手应联接账]))|"
    "(?P<h>将将(?![军领士]))|(?P<i>(?<!火)把把(?![握手关柄戏]))|(?P<j>被被(?![子褥告面]))|"
    "(?P<z>(?:们们|(?<![也])也也|还还(?!债|价|原)|并并|或或|且且|该该|其其(?!木)|由由|向向(?!前)|为为(?!民|了|官|政|人)|从从(?!容|前|此)))|"
    "(?P<k>(?<!等)等等等(?!等))|(?P<l>(?<![不总就还也可凡但要若于或])是是(?![非否]))|"
    "(?P<m>(?<![推促引改先增演跟掺购买走前后])进进行)|(?P<n>(?<!公)开开展|完完成|"
    "(?<![如落切确事])实实施|(?<![小分班各协审议])组组织|(?<![附追增])加加强|(?<![前])提提高)"
)
_DOUBLED = (
    "的的 们们 也也 还还 并并 或或 且且 该该 其其 由由 向向 为为 从从 了了 和和 与与 "
    "及及 于于 对对 将将 把把 被被 等等等 是是 进进行 开开展 完完成 实实施 组组织 加加强 提提高"
).split()
_TWICE = (
    "进行 开展 实施 以及 全县 全市 全区 关于 根据 通过 由于 为了 并且 同时 人民 政府 企业 "
    "完成 其中 我们 农业 工业 "
    "建设 发展 单位 主要 生产 公司 县委 市委 村民 学校 教育 增加 达到 成立 召开 实现 "
    "提高 加强 获得 设立 修建 投入 负责 其他 部分 项目 委员会 办公室 代表 参加 分别 先后 共有 "
    "产量 产值 面积 万元 公顷 千米"
).split()  # fmt: skip
_WORDS = re.compile(f"(?P<w>{'|'.join(w for w in _TWICE if len(w) > 1)})(?P=w)")
_HEADED = tuple(
    "岗位 工作 项目 资金 企业 职工 学生 教师 医院 公路 桥梁 水库 水利 林业 粮食 蔬菜 茶叶 "
    "人口 面积 产量 产值 收入 投资 贷款 税收 财政 经济 社会 文化 卫生 体育 旅游 交通 邮电 电力 城镇 农村 社区 "
    "居民 群众 组织 机构 单位 部门 制度 措施 方案 规划 标准 检查 培训 宣传 调查 统计 增长 下降 增加 减少 达到 完成 "
    "建成 改造 维修 安装 推广 举办 召开 成立 撤销 合并 批准 任命 当选 获得 评为 授予 表彰".split()
)
_STUTTER = re.compile("|".join(f"{word[0]}{word}|{word}{word[1]}" for word in _HEADED))
_TWO_WORDS = re.compile(
    "公路路[产长缘侧肩界域堤牌]|桥梁梁[底体板端面宽高]|水库库[尾岸底汊湾]|(?<=[长员分税股])制制度|"
    "(?<=[族兽蒙藏苗回傣瑶壮彝西中])医医院|(?<=[入出增注融投引筹合])资资金|(?<=[专本])项项目"
)  # words of a trade that no list of words holds: 路产, 梁底, 河长制
_AREA_TWICE = re.compile(
    "全(县县|市市|区区|镇镇|乡乡|村村|省省)(?=[共有总农财工生出实完耕粮人林水新累已建各粮])"
)
_TWICE_ALLOWED = re.compile(
    "全县全[市省]|人民人民|教育教育部|学校学校|通过通过|主要主|工业工业|农业农业(?:银行|部)|"
    "共有共有|代表代表|建设建设银行|发展发展(?:改革|和改革|研究)|企业企业(?:家|法人|年)"
)


@rule(
    "R144",
    "叠字漏字",
    level="字",
    basis="图书编校质量差错认定细则（多字、漏字）",
    literals=(*_DOUBLED, *(f"全{2 * area}" for area in "县市区镇乡村省"),
              *(2 * word for word in _TWICE if len(word) > 1),
              *(f"{word[0]}{word}" for word in _HEADED), *(f"{word}{word[1]}" for word in _HEADED)),
    bad=["全镇的的道路硬化。", "示范户们们掌握要点。",
         "县政府召开召开动员会。", "在城区进进行绿化。", "新增就业岗位以及以及公益岗位。",
         "1990年，全县县有小学206所。", "新增就业岗岗位126个。"],
    good=["全镇的道路硬化。", "此事的的确确属实。", "不了了之。", "共和和平年代。", "由于于某年老退职。",
          "损坏公路路产的，照价赔偿。", "落实河长制制度。", "县民族医医院开诊。",
          "逐步普及及格线以上。", "收购水稻、玉米等等。", "客户对对账结果有异议的，可申请复核。"],
)  # fmt: skip
def doubled_words(text: str, ctx: TextContext) -> Iterator[Hit]:
    """同一字、词不误排两遍。"""
    if ctx.is_cell:
        return
    for found in _ONE.finditer(text):
        words = found.group()
        right = words[1:] if len(words) == 2 or words[0] == words[1] else words
        yield Hit(*found.span(), f"“{words}”疑为多排一字，请核对。", right)
    for found in _AREA_TWICE.finditer(text):
        right = found.group(1)
        yield Hit(*found.span(1), f"“{found.group(1)}”疑为多排一字，请核对。", right[0])
    for found in _STUTTER.finditer(text):
        start, end = found.span()
        known = frequencies()
        # 开发发展, 工程程序: the doubled sign belongs to the word beside
        beside = {text[start - back : start + 1] for back in (1, 2) if start >= back}
        beside |= {text[end - 1 : end + on] for on in (1, 2)}
        two = _TWO_WORDS.match(text, start) is not None
        if not two and not any(word in known for word in beside if len(word) > 1):
            words = found.group()
            right = words[1:] if words[0] == words[1] else words[:-1]
            yield Hit(start, end, f"“{words}”疑为多排一字，请核对。", right)
    for found in _WORDS.finditer(text):
        if _TWICE_ALLOWED.match(text, found.start()):
            continue
        yield Hit(*found.span(), f"“{found['w']}”连排两遍，疑为重复，请核对。", found["w"])
