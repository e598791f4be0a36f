"""D 名称: names of posts cut short where that makes another post of them (人大主任)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files

from fangzhi.check.context import TextContext
from fangzhi.check.rule import Hit, rule


def _omitted() -> dict[str, str]:
    path = files("fangzhi.check.rules") / "data" / "names_omitted.tsv"
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return {row[0]: row[1] for row in rows if row[0] and row[0][0] != "#"}


_OMITTED = _omitted()
_OMITS = re.compile(
    "(?:(?<=[省市县区州旗国])|(?<=自治区)|(?<=自治县))("
    + "|".join(_OMITTED)
    + ")(?!会议|办公|接待|任期|、(?!副?[省市县区州旗]长))"
)


@rule(
    "R063",
    "不当省略",
    level="字",
    basis="图书编校质量差错认定细则15",
    literals=tuple(_OMITTED),
    bad=[
        "县人大主任吴秉文带队视察。",
        "省人大副主任率调研组来县。",
        "1998年，任市人大常委主任。",
        "会议选举县人大主任、县长。",
    ],
    good=[
        "县人大常委会主任吴秉文带队视察。",
        "镇人大主席吴秉文带队视察。",
        "县长说：“人大主任也来了。”",
        "县人大主任会议讨论议题3个。",
    ],
)
def title_is_cut_short(text: str, ctx: TextContext) -> Iterator[Hit]:
    """“人大主任”应写“人大常委会主任”，等等。"""
    for m in _OMITS.finditer(text):
        exact = _OMITTED[m.group(1)]
        yield Hit(
            m.start() - 1,
            m.end(),
            f"“{m.group(1)}”省略不当，应写“{exact}”。",
            suggestion=text[m.start() - 1] + exact,
        )
