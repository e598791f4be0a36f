"""J 年鉴: titles of entries: length, signs in them, words that judge, one way of naming."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fangzhi.check.context import DocumentContext, TextContext
from fangzhi.check.example import Example
from fangzhi.check.rule import Hit, rule
from fangzhi.check.rules.yearbook_entries import YearbookEntry, entries_of
from fangzhi.model.manuscript import Manuscript

_YEARBOOK = {"kind": "年鉴", "content_year": 2024}
_HEAD = re.compile("\\s*【([^】\n]{1,80})】")
_PROPER = re.compile(
    "第[一二三四五六七八九十百0-9]+[届次]|会议$|大会$|代表大会|全会|“|《|案$|(?:协会|博览会|论坛|大赛|委员会|办公室|公司|学校|医院)$|"
    "(?:公报|报告|通知|意见|条例|办法|决定|要点|规划|纲要|讲话)(?:[（(][^（）()]*[）)])?$"
)
_NUMBER = re.compile(
    "^\\s*(?:第[一二三四五六七八九十百0-9]+[编篇章节卷]|[（(]?[一二三四五六七八九十0-9]+[）)、.．])\\s*"
)
Title = tuple[int, int, str]


def _title(text: str, ctx: TextContext) -> Title | None:
    """Give where an entry's title stands in a text: in 【】, or a heading below the first level."""
    head = _HEAD.match(text)
    if head is not None and (ctx.is_heading or ctx.is_body):
        return (*head.span(1), head.group(1))
    if not ctx.is_heading or (ctx.block.level or 9) < 2:
        return None
    number = _NUMBER.match(text)
    start = number.end() if number else 0
    return start, len(text.rstrip()), text[start:].rstrip()


@rule(
    "R159",
    "条目标题长",
    level="体",
    basis="年鉴编纂要求（条目标题不超过15字，见开关 title_max）",
    literals=("【",),
    always_in=("heading",),
    bad=[
        Example("【县供销社农资连锁配送体系建设工作有序展开】 建网点46个。", settings=_YEARBOOK),
        Example(paragraphs=("# 【东门片区老旧小区雨污分流管网改造项目完工】",), settings=_YEARBOOK),
        Example(
            "【中小学校舍抗震加固与修缮】 加固6所。",
            settings={**_YEARBOOK, "switches": {"title_max": 10}},
        ),
    ],
    good=[
        Example("【农资配送】 建网点46个。", settings=_YEARBOOK),
        Example("【江口县第十二届人民代表大会第四次会议】 1月召开。", settings=_YEARBOOK),
        Example("【2024年江口县国民经济和社会发展统计公报（选段）】", settings=_YEARBOOK),
        Example("【县供销社农资连锁配送体系建设工作有序展开】", settings={"kind": "县志"}),
    ],
)
def long_title(text: str, ctx: TextContext) -> Iterator[Hit]:
    """年鉴条目标题不超过规定字数。"""
    if not ctx.document.is_yearbook or (title := _title(text, ctx)) is None:
        return
    start, end, words = title
    most = int(ctx.switch("title_max"))
    length = sum(1 for c in words if c.isalnum())
    if length > most and not _PROPER.search(words):
        yield Hit(start, end, f"条目标题{length}字，超过{most}字，请精简。")


_SIGN = re.compile("[，。；：！？,;!?](?![0-9])")
_JUDGES = re.compile(
    "^(?:扎实|稳步|深入|大力|全力|强力|持续|不断|切实|积极|圆满|狠抓|着力|全面推进|全面加强|喜获|喜迎|隆重|有序推进|纵深推进)"
    "|^[强惠促抓保稳扩优提创谋固补][\u4e00-\u9fff]{1,3}、(?:[\u4e00-\u9fff]{3,4}、)?[强惠促抓保稳扩优提创谋固补][\u4e00-\u9fff]{1,3}$"
    "|(?:成效显著|成绩喜人|成果丰硕|成效明显|稳步推进|扎实推进|有序推进|有序开展|圆满成功|硕果累累|再创佳绩|再上新台阶|"
    "再上台阶|迈上新台阶|不断提升|不断加强|显著提升|显著增强|全面提升|稳中有进|蓬勃发展|喜获丰收|成绩突出|效果显著)$"
)
_CASES = re.compile("案$|案件|烈士|牺牲|英雄")


@rule(
    "R161",
    "标题有标点/逗号/人名/形容词",
    level="体",
    basis="年鉴编纂要求（标题）；北京信息化年鉴编写规范",
    literals=("【",),
    always_in=("heading",),
    bad=[
        Example("【强化服务，便民利企】 设窗口46个。", settings=_YEARBOOK),
        Example("【水库移民后期扶持成效显著】 发放资金260万元。", settings=_YEARBOOK),
        Example("【马明亮同志事迹宣讲】 宣讲12场。", settings=_YEARBOOK),
    ],
    good=[
        Example("【政务窗口服务】 设窗口46个。", settings=_YEARBOOK),
        Example("【“7·18”盗窃案】 7月18日发案。", settings=_YEARBOOK),
        Example("【农业、林业】 设站6个。", settings=_YEARBOOK),
        Example("【强化服务，便民利企】 设窗口46个。", settings={"kind": "县志"}),
    ],
)
def wordy_title(text: str, ctx: TextContext) -> Iterator[Hit]:
    """年鉴条目标题用名词性短语，不用逗号，不用评价的词，一般不出现人名。"""
    if not ctx.document.is_yearbook or (title := _title(text, ctx)) is None:
        return
    start, end, words = title
    if _CASES.search(words):
        return
    bare = re.sub("[“《（][^”》）]*[”》）]", "", words)
    if sign := _SIGN.search(bare):
        message = f"标题中有“{sign.group()}”，宜改为一个名词性短语。"
    elif judged := _JUDGES.search(bare):
        message = f"标题中“{judged.group()}”是评价或套话，宜删去，只写事物的名称。"
    elif re.search("(?:同志|先生|女士)(?!会|军|社)", bare):
        message = "标题中有人名和称呼，宜改写为事情的名称。"
    else:
        return
    yield Hit(start, end, message)


_ACTS = "召开|举办|举行|启动|成立|开通|建成|竣工|开工|投产|揭牌|挂牌|落成|通车|开展|实施|完成"
_FRONT = re.compile(f"^(?:{_ACTS})(?=[\u4e00-\u9fff“《])")
_BACK = re.compile(f"(?<=[\u4e00-\u9fff”》])({_ACTS})$")


@rule(
    "R166",
    "动静标题混",
    level="体",
    basis="年鉴编纂要求（标题）",
    scope="manuscript",
    bad=[
        Example(
            paragraphs=("# 会议", f"【{a}】 到会46人。", f"【{b}】 到会62人。"), settings=_YEARBOOK
        )
        for a, b in (
            ("召开教育工作会议", "林业工作会议召开"),
            ("举办书画展览", "茶艺比赛举办"),
            ("成立养蜂协会", "柑橘协会成立"),
        )
    ],
    good=[
        Example(
            paragraphs=(
                "# 会议",
                "【教育工作会议召开】 到会46人。",
                "【林业工作会议召开】 到会62人。",
            ),
            settings=_YEARBOOK,
        ),
        Example(
            paragraphs=("# 会议", "【召开教育会议】 46人。", "# 协会", "【养蜂协会成立】 62人。"),
            settings=_YEARBOOK,
        ),
        Example(
            paragraphs=("# 会议", "【教育工作会议】 到会46人。", "【林业会议】 62人。"),
            settings=_YEARBOOK,
        ),
    ],
)
def mixed_titles(manuscript: Manuscript, ctx: DocumentContext) -> Iterator[Hit]:
    """同一分目的标题用一种句式，不混用“召开……会议”与“……会议召开”。"""
    if not ctx.document.is_yearbook or ctx.document.prior_volume:
        return
    sections: dict[tuple[str, ...], list[YearbookEntry]] = {}
    for entry in ctx.once(entries_of):
        sections.setdefault(entry.section, []).append(entry)
    for entries in sections.values():
        front = [e for e in entries if _FRONT.search(e.title)]
        back = [e for e in entries if _BACK.search(e.title)]
        if not front or not back:
            continue
        fewer, more = (front, back) if len(front) < len(back) else (back, front)
        for entry in fewer:
            message = f"同一分目标题句式不一：此处“{entry.title}”，另有“{more[0].title}”，请统一。"
            yield Hit(entry.start, entry.end, message, block=entry.head, confidence="hint")
