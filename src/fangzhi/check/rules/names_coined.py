"""D 名称: short names that only their makers know: clipped words before 委 or 办 (县协税委)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from fangzhi.authority.institutions import tenures
from fangzhi.check.context import DocumentContext, TextContext
from fangzhi.check.example import Example
from fangzhi.check.pieces import standings
from fangzhi.check.rule import Hit, rule
from fangzhi.check.rules.names_mentions import is_own_place
from fangzhi.check.rules.names_when import office_of
from fangzhi.check.rules.style_exempt import is_own_prose
from fangzhi.check.spelling.words import frequencies
from fangzhi.model.manuscript import Manuscript

_CLIPPED = re.compile(
    "(?<![一-龥]{2}[县市区旗])(?P<all>[县市区旗](?P<core>(?:(?![内境外属里始创停开兴合举自公民官直承主包经新续筹复委办])[一-龥]){2})(?P<tail>委会|委办|委|办|领导小组办))"
    "(?![员公理事学案证税厂班社])"
)
_ONE_SIGN = re.compile(
    "(?:(?<=[，。；、：由经])|^)(?P<all>[县市区旗](?P<core>[绿无爱禁护血防赈棚征拆修志气残殡史广旅烟盐茶渔牧菜药医信])(?P<tail>委))(?![员公理事学案证税厂班社会办])"
)
"""One character before 委 that is none of the customary (县计委, 县经委, 县教委)."""
_CHRONICLERS = re.compile(
    "(?:(?<=[，。；、：由经])|^)(?P<all>[县市区旗](?P<core>志)(?P<tail>办))(?![公理])"
)
"""县志办: said everywhere, and still to be told in full where it first stands."""
_WHY = ("不是通行的简称，前面也", "前面")
_EXPLAINED = re.compile(
    "(?:简称|以下称|下称|又称|统称)[：:为]?[“‘]?(?P<s>[一-龥]{2,9}?)[”’]?[）)，。]"
)
_CUSTOMARY = frozenset(
    (
        "政法 团工 机编 网信 发改 卫健 卫计 经信 工信 民宗 关工 妇儿 爱卫 体改 经协 创卫 创文 环委 安委 防指 森防 侨工 "
        "对台 食安 食药 双创 商经 规委 土委 扶移 市志 区志 河长 林长 目督 残工 老干 人口 计生 扶贫 维稳 民族 征兵 招生 "
        "复退 城建 水保 扫黑 企改 抗疫 志编 体育 科技 教育 语言 绿化 林改 采砂 治砂 治超 五水 三改 征迁 创城 驻村 援疆 "
        "委工 委政 委组 委宣 委统 府办 委督 委农 委改 委党 委史 委编 委机 经研 政研 工交 经济 农林 财贸 政府 人大 政协 "
        "工会"
    ).split()
)
"""What is said everywhere before 委 and 办, though no word of its own."""
_TABLE = {"area": "禾川县", "kind": "县志", "lower": "2020"}


@cache
def _accepted() -> frozenset[str]:
    return frozenset(t.name[:2] for t in tenures() if t.level == "县") | _CUSTOMARY


def _is_clipped(core: str, tail: str) -> bool:
    """Tell whether what is before 委 or 办 is neither customary nor, before 办, a word."""
    return core not in _accepted() and (tail[0] == "委" or core not in frequencies())


@rule(
    "R064",
    "生造简称（截取的字不成词）",
    level="体",
    basis="余庆年鉴行文规范；报纸编校质量评比差错认定细则27",
    scope="manuscript",
    bad=[
        Example("1996年，县协税委派员辅导。", settings=_TABLE),
        Example("全年，县水资委核定取水指标。", settings=_TABLE),
        Example("1984年，县地病办普查12村。", settings=_TABLE),
        Example("1982年，县绿委部署义务植树。", settings=_TABLE),
        Example("机构改革中撤销县整规办等议事机构9个。", settings=_TABLE),
    ],
    good=[
        Example("1996年，县扶贫办拨款12万元。", settings=_TABLE),
        Example("县政法委召开会议。县综治办通报情况。", settings=_TABLE),
        Example("1902年，县内始办学堂，后有县办、民办小学12所。", settings=_TABLE),
        Example("禾川县协税护税委员会（简称县协税委）成立。县协税委派员辅导。", settings=_TABLE),
    ],
)
def clipped_name_nobody_explains(manuscript: Manuscript, ctx: DocumentContext) -> Iterator[Hit]:
    """“县”与“委”“办”之间截取的字不成词、又没有括注全称的，首次出现写全称。"""
    if not ctx.document.kind or ctx.document.kind == "旧志":
        return
    office, area = office_of(ctx.document), ctx.document.area
    told = {body.short for body in office.orgs} | {b.current.name for b in office.orgs}
    for standing in ctx.once(standings):
        words = standing.block.text
        if "委" not in words and "办" not in words:
            continue
        told |= {m["s"] for m in _EXPLAINED.finditer(words)}
        text = TextContext(standing.block, ctx.document, standing.place, standing.headings)
        for m in (
            *_CLIPPED.finditer(words),
            *_ONE_SIGN.finditer(words),
            *_CHRONICLERS.finditer(words),
        ):
            name = m["all"]
            after = words[m.end("all") : m.end("all") + 2]
            if after[:1] in ("派", "托", "任") and after not in ("派员", "派人"):
                continue  # 县医院委派: the verb
            clipped = m.re is _CHRONICLERS or _is_clipped(m["core"], m["tail"])
            if name in told or not clipped or not is_own_prose(text):
                continue
            if not is_own_place(words, m.start("all"), area) or text.is_quoted(*m.span("all")):
                continue
            told.add(name)
            yield Hit(
                *m.span("all"),
                f"“{name}”{_WHY[m.re is _CHRONICLERS]}没有括注，首次出现请写全称。",
                block=standing.block.id,
                confidence="hint",
            )
