"""H 用字: 的地得."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fangzhi.check.context import TextContext
from fangzhi.check.rule import Hit, rule

_ADVERBS = (
    "认真|积极|主动|深入|广泛|全面|及时|严格|切实|大力|充分|逐步|不断|稳步|迅速|努力|自觉|仔细|"
    "有序|扎实|顺利|圆满|成功|热情|耐心|持续|坚决|准确|妥善|反复|突击|无偿|悄悄|慢慢|渐渐|默默|"
    "紧紧|牢牢|牢固|精心|细心|细致|艰难|高兴|愉快|热烈|踊跃|陆续|相继|辛勤|勤奋|刻苦|顽强|英勇|坚定|果断|谨慎|如期|圆满|无私|默默|尽力|尽快"
)
_VERBS = (
    "开展|推进|完成|落实|解决|推动|做好|抓好|贯彻|执行|履行|参加|参与|投入|学习|促进|加强|组织|"
    "检查|核对|记录|检验|整理|修复|修建|搬迁|治理|宣传|征求|听取|回答|讲解|恢复|抢修|抢救|清理|清除|扑灭|抢收|抢种|疏通|转移|安置|"
    "办理|支援|培育|传授|辅导|搜集|收集|整顿|打击|制止|查处|普及|接待|救治|运送|打通|推广|改善|扑救|化解|排除|答复|配合|撤离|登记|"
    "寻找|照料|护理|赡养|编写|抄写|制定|筹集|筹措|筹办|回收|承担|落实|审查|查阅|校对|向|把|为|从|在|对"
)
_DEGREES = "很|非常|十分|特别|相当|更加|比较|最"
_QUALITIES = "伟大|光荣|美丽|先进|重要|显著|良好|优秀|丰富|广阔|悠久|宝贵"
_MODIFIER = re.compile(
    f"(?:{_ADVERBS})(?P<w>的)(?=(?:{_VERBS})(?:了|好|[\u4e00-\u9fff“《0-9])[\u4e00-\u9fff0-9])"
)
_WORKS = re.compile(
    f"(?:{_ADVERBS})(?P<w>的)(?=(?:工作|奋战|战斗|坚守|生活|守护|耕耘|劳作)在|[\u4e00-\u9fff]{{2}}了[\u4e00-\u9fff0-9])"
)
"""Before a verb with 了 or 在: 高兴的领取了证书, 辛勤的工作在第一线."""
_NOUN_FRAME = re.compile(
    "(?:进行|作|做|给予|实行|加以|得到|有|是|需要|缺乏|[一两几这那某此][次个项场种番轮]|方面|"
    "开展|了|具)[^，。；]{0,4}$"
)
_NOUN_AFTER = re.compile(
    "^(?:.{2}(?:工作|活动|情况|网络|系统|渠道|队伍|格局|环境|秩序|局面|方式|方法|过程|机制|体系|程序|结果|作用|精神|态度|制度|人员|能力|"
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
    bad=["技术员仔细的检查每台水泵。", "辛勤的工作在第一线。", "高兴的领取了证书。",
          "两乡道路发展的很快。", "取得显著地成绩。", "群众踊跃的参加义务劳动。",
         "清理雪压木，迅速的恢复林区道路86千米。"],
    good=["技术员仔细地检查每台水泵。", "两乡道路发展得很快。", "进行认真的检查和总结。",
          "开展广泛的宣传活动。", "古桥保存得完好。", "这是一次深入的学习活动。"],
)  # fmt: skip
def wrong_particle(text: str, ctx: TextContext) -> Iterator[Hit]:
    """定语用“的”，状语用“地”，补语用“得”。"""
    if ctx.is_cell:
        return
    told = {found.start() for found in _MODIFIER.finditer(text)}
    for found in (*_MODIFIER.finditer(text), *_WORKS.finditer(text)):
        if found.re is _WORKS and found.start() in told:
            continue
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
