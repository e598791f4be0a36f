"""Things (事物): the names of bridges, schools and firms that a text goes on to tell of."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from fangzhi.facts.records.labels import parse_label
from fangzhi.facts.records.words import verbs

THING: Final = re.compile(
    r"(?:桥|水库|医院|学校|[中小]学|大学|学院|幼儿园|公司|厂|站|馆|院|园|场|寺|塔|庙|观|祠|路|街|渠|堰|坝|隧道|公路|铁路|高速|"
    r"景区|校区|湖|河|江|溪|山|洞|遗址|广场|中心|基地|园区|开发区|工业区|工程|项目|新区|院区|楼|大厦|港|码头|机场|矿|电站|局|银行|社|所|队|"
    r"协会|合作社|委员会|闸|泵站|灌区|产业园|集团|商会|联社|支行)$"
)
LEADS: Final = re.compile(
    r"\s*(?:【[^】]*】\s*)?(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日|同日|是日|[末底])?[，,\s　]*"
    r"([^，。；、：\d（）“”]{2,24}?)"
    r"(?:位于|地处|坐落|始建于|建于|前身|系|是|为|起于|[东西南北]起|横跨|跨|连接|（|\d|"
    + "|".join(sorted(map(re.escape, verbs()), key=lambda w: (-len(w), w)))
    + ")"
)
_MANY: Final = re.compile(
    r"有|实现|完成|获得|取得|^大桥$|^工程$|[全各我]|^该|^其|^(?:大坝|水库|医院|学校|公司|项目)$"
)
_SORT: Final = re.compile(
    "[大中小微]型|小[一二]|病险|重点|公办|民办|普通|农村|城[市镇乡]|国有|集体|个体|私营|乡[镇村]|村|规模|[县市省]级|国家|[高初]级|完全|"
    "独立|中心|社会|民营|外资|骨干|主要|[新现已在所]|综合|专科|公立|私立|民族|职业|幼儿|特殊|成人|示范|基层|一般|各|多|座|所|个"
)
"""What sorts many (中型水库), and is no name of one (青龙水库)."""
LIES_HERE: Final = re.compile(
    rf"\s*(?:[县市区乡镇村]?境内?|[全本][县乡镇村]|[乡镇村县城][内外东南西北])[现建设筑尚]?有([一-鿿]{{1,8}}{THING.pattern[:-1]})(?=[，（])"
)
"""境内有黄沙水库，1972年建成: the thing that a paragraph on a place goes on to tell of."""
OF_THING: Final = re.compile(
    r"\W*([一-鿿]{2,10}(?:桥|水库|隧道|公路|铁路|渠|坝|堰|塔|楼|馆|医院|中学|小学|学校|港|码头|水电站|电站|电厂|水厂|洞|厂|堰|寺|祠|湖|村))(?=[全总主]|[长宽高深]|[桥塔楼洞坝库]|建筑|占地|面积|库容|装机|干渠|耕地|职工|床位)"
)
"""螺门大桥全长: the thing, before what is measured of it."""


@lru_cache(maxsize=4096)
def is_thing(name: str) -> bool:
    """Tell whether a name at the head of a paragraph is one thing (浣水二桥), not a count of many."""
    label = parse_label(name)
    if _MANY.search(name):
        return False
    own = label.subject and THING.search(name) and _SORT.search(label.subject) is None
    return bool(own) if label.kind else not label.subject
