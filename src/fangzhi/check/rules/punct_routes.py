"""F 标点: the dash between the ends of a route (地点走向)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fangzhi.check.context import TextContext
from fangzhi.check.rule import Hit, rule

_ROUTE = re.compile(
    "(?<![\u4e00-\u9fff]{7})(?<![A-Za-z0-9])([\u4e00-\u9fff]{2,6})((?:[-－–‐~～][\u4e00-\u9fff]{2,6}?)+)(?=(?:["
    "\u4e00-\u9fff]{0,4}?)(?:列车|铁路|高速|公路|航线|航班|客运|班车|班线|专线|线路|通道|快速|管道|"
    "管线|大道|动车|客车|(?:的[\u4e00-\u9fff]{0,4})?车线|机耕道|便道|村道|每[日天]|走廊|经济带|环线|游线|水路|水上|航道|古道|驿道|轻轨|地铁|方向|段|直达|之间|航空|水路|往返|一线|班列|联运|直运|货运|物流|联络线))(?!盆地)"
)


_HYPHENED = re.compile("(?<=([\u4e00-\u9fff]{2}))([-－–‐])(?=([\u4e00-\u9fff]{2}))")
_UNIT_OF_PLACE = re.compile("([\u4e00-\u9fff]{2})(?=[村镇乡县市区旗]|街道)")


def _places_in(text: str, ctx: TextContext) -> set[str]:
    """Names of two characters that the office's table or the text itself calls places."""
    table = ctx.document.authority
    rows = (table.get("towns"), table.get("villages"))
    told = "，".join(str(one) for row in rows if isinstance(row, list) for one in row)
    area = ctx.document.area
    names = set(_UNIT_OF_PLACE.findall(text)) | set(_UNIT_OF_PLACE.findall(told))
    names |= {one[2:4] for one in re.split("[镇乡]", told) if len(one) > 3} | {area[-3:-1]}
    return names


@rule(
    "R101",
    "地点走向",
    level="点",
    basis="GB/T 15834-2011 4.13",
    quotes="read",
    fixes=True,
    literals=("-", "－", "–", "‐", "~", "～"),
    bad=[
        "成都-北京列车每日一班。",
        "客运班线青浣-岷东每日46班。",
        "修建浣阳-鹭洲公路。",
        "开辟东浦-西渡-南湾环线。",
        "上坪村与沙岙村结对，沙岙-上坪农产直运车每周2班。",
    ],
    good=["成都—北京列车每日一班。", "吐鲁番-哈密盆地。", "浣阳—鹭洲—岷东快速通道。"],
)
def route_connector(text: str, ctx: TextContext) -> Iterator[Hit]:
    """地点走向用一字线连接：成都—北京。"""
    told: set[int] = set()
    for found in _ROUTE.finditer(text):
        told |= set(range(*found.span()))
    for found in _HYPHENED.finditer(text):
        at = found.start(2)
        if at not in told and {found.group(1), found.group(3)} <= _places_in(text, ctx):
            yield Hit(at, at + 1, "地点走向用一字线“—”连接。", "—")
    for found in _ROUTE.finditer(text):
        link = found.start(2)
        for at in (m.start() for m in re.finditer("[-－–‐~～]", text[link : found.end()])):
            yield Hit(link + at, link + at + 1, "地点走向用一字线“—”连接。", "—")
