"""M 结构: what a figure and a list of sources must say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fangzhi.check.context import TextContext
from fangzhi.check.example import Example
from fangzhi.check.rule import Hit, rule

_FIGURE = re.compile(
    "^\\s*图\\s?[0-9一二三四五六七八九十]{1,3}(?:[-—－–.．][0-9]{1,3})?(?:[-—－–][0-9]{1,3})?[：:\\s　]*"
)
_DRAWN = re.compile(
    "(?:示意|分布|区划|政区|结构|曲线|柱状|流程|平面|剖面|走势|关系|组织|位置|规划|效果|趋势|构成|占比|对比|世系|"
    "地质)[^，。]{0,3}图|地图|图谱|[图表]表|标志|印章|书影|题词|拓片|手迹|遗像|肖像"
)
_MAP_OF = (
    "行政区划|政区|区位|交通|公路|道路|路网|地形|地貌|地势|水系|水利|灌区|流域|地理|位置|旅游|景区|景点|街道|街巷|城区|县城|镇区|城镇|村庄|"
    "乡镇|行政|辖区|疆域|舆地|边界|界线|土地利用|土壤|植被|矿产|资源|气候|等雨量|林业|森林|茶园|耕地|产业|文物|遗址|古迹|"
    "学校|医疗|网点|站点|地震|断裂|震中|自然保护区|保护区|园区|开发区|规划"
)
_MAP = re.compile(
    f"(?:{_MAP_OF})[^，。]{{0,8}}?(?:分布|位置|区位|方位|范围|线路|路线|布局|导览|导游|全)(?:示意)?图(?!书|片|纸|景|案|式|形|像)"
    "|(?:行政区划|政区|区位|交通|地形|地势|水系|地理位置|旅游|街道|城区|疆域|流域|灌区|县域|全县|全市|全镇|全乡)"
    "[^，。]{0,4}图(?!书|片|纸|景|案|式|形|像)"
    f"|(?:{_MAP_OF})[^，。]{{0,6}}(?:规划|示意)图|(?:路线|线路|航线|路网|渠系|管网|水网)[^，。]{{0,3}}图(?!书|片|纸|景|案|式)"
    "|(?:县|区|市|州|镇|乡|村)(?:域|境|全)?(?:示意)?图(?!书|片|纸|景|案|式|形|像|腾|录)|地图(?!集|册|管理|绘)"
)
_NO_MAP = re.compile(
    "结构|流程|平面|剖面|断面|立面|组织|曲线|柱状|趋势|走势|关系|框架|世系|工艺|原理|效果|鸟瞰|设计"
)
_DATED = re.compile("[0-9]{4}年|[0-9]{1,2}月|世纪|年代|时期|[清明宋民]|[春夏秋冬]")


@rule(
    "R211",
    "图注缺要素",
    level="体",
    basis="图书编校质量差错认定细则58；志书行文通则（图照说明）",
    literals=("图",),
    always_in=("caption",),
    bad=[
        Example("图10-1 领导视察", role="caption"),
        Example("图1 通车典礼", role="caption"),
        Example("图2-3 老茶馆内景", role="caption"),
    ],
    good=[
        Example("图10-1 2024年9月28日，通车典礼（王某摄）", role="caption"),
        Example("图1 青浣县行政区划图（审图号：川S〔2024〕1号）", role="caption"),
        "图书馆开放。",
        Example("表1 人口", role="caption"),
    ],
)
def bare_figure_caption(text: str, ctx: TextContext) -> Iterator[Hit]:
    """照片说明写明时间、地点、人物，并署摄影者。"""
    numbered = _FIGURE.match(text)
    if ctx.place != "caption" or numbered is None or not text[numbered.end() :].strip():
        return
    if not _DATED.search(text, numbered.end()) and not (_DRAWN.search(text) or _MAP.search(text)):
        yield Hit(
            0, len(text.rstrip()), "图注缺时间，请写明时间、地点、人物和摄影者。", confidence="hint"
        )


_APPROVED = re.compile(
    "审图号|(?:[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新][SＳ]|GS|ＧＳ)\\s?[（(〔\\[]?[0-9]{4}|"
    "[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新]S?[（(〔\\[][0-9]{4}[）)〕\\]][0-9]|示意草图|历史|旧志|"
    "清(?:代|朝|末|初|光绪|乾隆|嘉庆|康熙|雍正|道光|咸丰|同治|宣统)|民国|[唐宋元明]代|光绪|乾隆|嘉庆|道光|舆图|旧图"
)


@rule(
    "R214",
    "地图无审图号",
    level="政",
    basis="《地图管理条例》第二十一、二十二条",
    literals=("图",),
    bad=[
        Example("图1 青浣县行政区划图", role="caption"),
        Example("图2-1 青浣县交通图", role="caption"),
        Example("青浣县水系图", role="caption"),
        Example("图6 云台乡茶园分布示意图", role="caption"),
        Example("图2-4 石桥水库灌区示意图", role="caption"),
    ],
    good=[
        Example("图1 青浣县行政区划图（审图号：川S〔2024〕12号）", role="caption"),
        "交通图书室开放。",
        Example("图3 清嘉庆县志舆图", role="caption"),
        Example("图4 2024年水利图片展现场", role="caption"),
        Example("图5 提灌站工艺流程示意图", role="caption"),
        Example("图7 乡镇综合文化站平面示意图", role="caption"),
    ],
)
def map_without_approval(text: str, ctx: TextContext) -> Iterator[Hit]:
    """公开的地图标明审图号。"""
    numbered = ctx.is_body and _FIGURE.match(text) is not None and text[-1:] not in "。；"
    if ctx.place != "caption" and not numbered:
        return
    found = _MAP.search(text)
    if found is None or _NO_MAP.search(text) or len(text) > 60:
        return
    if not _APPROVED.search(text) and not _APPROVED.search(ctx.after[:40]):
        yield Hit(*found.span(), "地图须标明审图号，请补；未送审的先送审。", confidence="hint")


_SOURCES = re.compile("^\\s*(?:主要)?(?:参考文献|参考书目|引用书目|征引文献)\\s*$")
_YEAR = re.compile("[0-9]{4}|[民清明][国代]?|光绪|乾隆|嘉庆|抄本|刻本|稿本")


@rule(
    "R219",
    "参考文献格式",
    level="式",
    basis="GB/T 7714（著录项目）；图书编校质量差错认定细则61",
    literals=("《", ". ", "．", "[M]", "［M］"),
    bad=[
        Example(paragraphs=("# 参考文献", "王某《青浣史话》，巴蜀书社。")),
        Example(paragraphs=("# 主要参考文献", "李某《茶考》，农业出版社。")),
        Example(paragraphs=("# 参考书目", "《浣水考》，内部资料。")),
    ],
    good=[
        Example(paragraphs=("# 参考文献", "王某《青浣史话》，巴蜀书社，1998年。")),
        "王某著《青浣史话》。",
        Example(paragraphs=("# 参考文献", "《华阳国志》，明刻本。")),
    ],
)
def source_without_year(text: str, ctx: TextContext) -> Iterator[Hit]:
    """参考文献著录责任者、书名、出版者、出版年。"""
    if not ctx.headings or not _SOURCES.match(ctx.headings[-1]) or not ctx.is_body:
        return
    if not _YEAR.search(text):
        yield Hit(0, len(text.rstrip()), "这条文献缺出版年，请补全著录项目。", confidence="hint")
