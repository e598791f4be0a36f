"""B 时间表述: dates whose parts are set off by points."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fangzhi.check.context import TextContext
from fangzhi.check.rule import DIGITS, Hit, rule

_DOTTED_DATE = re.compile(
    "(?<![0-9.])((?:18|19|20)[0-9]{2})([.．、])(0?[1-9]|1[0-2])\\2(0?[1-9]|[12][0-9]|3[01])(?![0-9.．])|"
    "(?<![0-9.])((?:18|19|20)[0-9]{2})[.．](0?[1-9]|1[0-2])(?=[—～~至\\-－]+(?:18|19|20)[0-9]{2}[.．年][0-9])|"
    "(?<=[0-9月][—～~至\\-－])((?:18|19|20)[0-9]{2})[.．](0?[1-9]|1[0-2])(?![0-9.．])|"
    "(?<![0-9.])((?:18|19|20)[0-9]{2})[.．](0?[1-9]|1[0-2])(?=(?:创[刊办建]|停[刊办产]|建[成立校厂]|成立|开[工业办馆]|竣工|"
    "任[\u4e00-\u9fff]|出生|入[党伍团学]|参[加军]|毕业|退休|去世|逝世|病逝|调[任离入]|起任|迁[至入往]|改[名称建]|更名|撤销|合并|转[业正]))|"
    "(?<=(?:18|19|20)[0-9]{2}年)(0?[1-9]|1[0-2])[.．](0?[1-9]|[12][0-9]|3[01])(?=日|[\\s　，,]|$)"
)
_TERM = re.compile(
    "[（(][^（()）]{0,8}?(?:18|19|20)[0-9]{2}[.．](?:0[1-9]|1[0-2])[—–～~\\-－]+(?:(?:18|19|20)[0-9]{2}[.．](?:0[1-9]|1[0-2]))?[)）]"
)
"""A term in brackets behind a name, as lists of those in office give it: 贺登云（1950.04—1958.03）."""


@rule(
    "R044",
    "年月日用顿号/点",
    level="点",
    basis="GB/T 15834-2011 A.4.2",
    literals=DIGITS,
    probe="[12][089][0-9]{2}(?:年[01]?[0-9])?[.．、][0-3]?[0-9]",
    fixes=True,
    bad=[
        "2010、03、02召开会议。",
        "大会于2010.3.2闭幕。",
        "任期为2010.3—2015.6。",
        "2003年8.26 连阴雨，冲毁渠道4.8公里。",
    ],
    good=[
        "2010年3月2日召开会议。",
        "面积2010.35公顷。",
        "版本号为3.2.1。",
        "历任主任：李树林（1950.04—1958.03）、陈大有（1958.04—1962.07）。",
        "2003年8.26万人参加。",
    ],
)
def dotted_date(text: str, ctx: TextContext) -> Iterator[Hit]:
    """正文日期写“×年×月×日”，年月日之间不用点或顿号。"""
    if not (ctx.is_body or ctx.is_heading):
        return
    terms = [one.span() for one in _TERM.finditer(text)]
    terms = terms if len(terms) > 1 else []  # one alone is no list
    for found in _DOTTED_DATE.finditer(text):
        if any(start < found.start() < end for start, end in terms):
            continue
        year, month, day = (
            found.group(1) or found.group(5) or found.group(7) or found.group(9),
            found.group(3)
            or found.group(6)
            or found.group(8)
            or found.group(10)
            or found.group(11),
            found.group(4) or found.group(12),
        )
        whole = f"{year}年{int(month)}月" if year else f"{int(month)}月"
        day_sign = "" if text[found.end() : found.end() + 1] == "日" else "日"
        exact = whole + (f"{int(day)}{day_sign}" if day else "")
        yield Hit(*found.span(), f"日期“{found.group()}”宜写“{exact}”。", exact)
