"""H 用字: characters and words set twice."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from fangzhi.check.context import TextContext
from fangzhi.check.rule import Hit, rule
from fangzhi.check.settings import Document
from fangzhi.check.spelling.doubled import places_twice, set_twice

_OF_A_TRADE = re.compile(
    "公路路[产长缘侧肩界域堤牌]|桥梁梁[底体板端面宽高]|水库库[尾岸底汊湾]|[河湖林田]长制制度|"
    "[族兽蒙藏苗回傣瑶壮彝西中]医医院|[入出增注融投引筹合]资资金|[专本]项项目|[中草西]药药[事房]|"
    "园园[舍长容区]|[渔商]港港章|树树穴|门诊诊查|自产产品|车站站前|[海河]塘塘身|内内河|[使食]用用|[入任离]职职工"
)
"""Two words that meet in one sign and that no list of words holds: 路产, 梁底, 河长制."""
_AREA_TWICE = re.compile(
    "全(?P<w>县县|市市|区区|镇镇|乡乡|村村|省省)(?=[共有总农财工生出实完耕粮人林水新累已建各粮])|"
    "(?<=[0-9全])(?P<y>年年)(?![底末初尾中均平终度关前报产景鉴])|(?<!等)(?P<e>等等等)(?!等)|"
    "(?<=[共设建辖驻实])(?P<h>有有)(?![关效限机害利序色形无])"
)
_BREAK = "\n"


def _to_look_at(texts: Sequence[str], document: Document) -> Iterable[int]:
    """Give the numbers of the texts where anything stands twice, looked for in all at once."""
    if document.kind == "旧志":
        return ()
    ends = list(accumulate(len(text) + 1 for text in texts))
    places = places_twice(_BREAK.join(texts))
    return dict.fromkeys(bisect_right(ends, place) for place in places)


@rule(
    "R144",
    "叠字漏字",
    level="字",
    basis="图书编校质量差错认定细则（多字、漏字）",
    sweep=_to_look_at,
    bad=["全镇的的道路硬化。", "示范户们们掌握要点。",
         "县政府召开召开动员会。", "在城区进进行绿化。", "新增就业岗位以及以及公益岗位。",
         "1990年，全县县有小学206所。", "全县共有有小学86所。", "新增就业岗岗位126个。", "会议在在县委礼堂举行。",
         "全年举办培训班培训班32期。", "县委、县政府高度度重视。", "水渠流经石桥乡石桥乡。",
         "全县设设基站164座，参保率率98%。"],
    good=["全镇的道路硬化。", "此事的的确确属实。", "不了了之。", "共和和平年代。", "由于于某年老退职。",
          "损坏公路路产的，照价赔偿。", "落实河长制制度。", "县民族医医院开诊。",
          "逐步普及及格线以上。", "收购水稻、玉米等等。", "该院设设备科，病毒毒种由专人保管。",
          "客户对对账结果有异议的，可申请复核。",
          "扶持民营企业创业创新。", "石桥村村民自筹资金。", "李强强调安全。", "贯彻民政政策。",
          "工程一步一步推进。", "家家户户通了电。"],
)  # fmt: skip
def doubled_words(text: str, ctx: TextContext) -> Iterator[Hit]:
    """同一字、词不误排两遍。"""
    if ctx.is_cell:
        return
    told = set[int]()
    for found in _AREA_TWICE.finditer(text):
        kind = str(found.lastgroup)
        told.update(range(*found.span(kind)))
        right = found[kind][0]
        yield Hit(*found.span(kind), f"“{found[kind]}”疑为多排，请核对。", right)
    for twice in set_twice(text):
        near = _OF_A_TRADE.search(text, max(0, twice.start - 2), twice.end + 3)
        if near is not None or twice.start in told:
            continue
        if len(twice.words) == 1:
            message = f"“{2 * twice.words}”疑为多排一字，请核对。"
        else:
            message = f"“{twice.words}”连排两遍，疑为重复，请核对。"
        yield Hit(twice.start, twice.end, message, twice.words)
