"""Subjects (主语): what thing the words about a date speak of, and whether two speak of one thing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from fangzhi.facts.breaks import opening

_TRIM: Final = re.compile(
    "^(?:[　 ，“的]|正式|全面|全线|全部|顺利|开始|如期|相继|先后|已经?|又|即|并|通过|投入|完成|举行|组织|进场|开展|"
    "实施|成功|参加|接受|进行|着手|作出|接收|迎来|出|地|年[初底末中]|[春夏秋冬末底初]季?|上半年|下半年|[上中下]旬|(?:由|经|在|为|对|向|被|从|以|按|随)[^，。；]*)+"
    "|(?:[　 ，“”的于]|正式|全面|全线|全部|顺利|开始|如期|相继|先后|已经?|又|才|方|就|通过|投入|完成|举行|自|系|是|完|"
    "工程)+$"
)
_ANAPHOR: Final = re.compile("^(?:该|此|这|上述|本(?!县|市|省|区))(?=[一-鿿])")
_GENERIC: Final = re.compile(
    "^(?:该?(?:学校|校|工程|项目|大桥|桥|水库|厂|电站|公司|医院|馆|站|场|社|线路|公路|铁路|渠|主体|全程|产品|书|志|志书)|主体(?:工程)?|(?:主|引|地下|地上|全部)?(?:线路|厂房|基础|坝体|房屋|土建|管[道网]|设备|地基|桥墩|路基|路面|站房|机组|干渠)|该案|案件|井筒|巷道|炉体|水井|机井|坑道|校舍|"
    "[^，。；]{0,8}(?:法院|检察院|机关|[厅局委办组]|政府|部门|出版社|委员会)|"
    "(?:国家|省|市|县|上)级?|(?:首批|第一批|首届|第一届)[^，。；]{0,6}|(?:新生|学生|学员)?[^，。；]{0,4}\\d+[名人个].*|新生.*|当地|全县|会议|大会|活动|展览|比赛|赛事|两岸|全体.*)$"
)
_OTHER: Final = frozenset(
    "老新旧东西南北中上下左右前后小大二三四五六七八九十甲乙丙丁另原省市乡镇村"
)
"""Before a name of one thing they make the name of another (老云岭隧道, 第二水厂)."""


def trimmed(words: str) -> str:
    """Take away what only leads to or from a verb (正式, 完成, 在…)."""
    return _TRIM.sub("", words).strip("　 ，、")


def is_generic(name: str) -> bool:
    """Tell whether a name only points to what was spoken of (该校, 工程, 主体)."""
    return _GENERIC.match(name) is not None or _ANAPHOR.match(name) is not None


def name_one(a: Sequence[str], b: Sequence[str], least: int) -> bool:
    """Tell whether a name ends or begins the other (石桥水库, 水库): not 城南桥 and 城北桥."""
    for x in a:
        for y in b:
            short, long = sorted((_ANAPHOR.sub("", x), _ANAPHOR.sub("", y)), key=len)
            if len(short) < least:
                continue
            if long.startswith(short):
                return True
            if long.endswith(short) and (
                len(long) == len(short) or long[-len(short) - 1] not in _OTHER
            ):
                return True
    return False


def name_two(a: Sequence[str], b: Sequence[str]) -> bool:
    """Tell whether both name a thing and no name of one is the other's."""
    one = [x for x in a if len(x) > 1 and not is_generic(x)]
    two = [x for x in b if len(x) > 1 and not is_generic(x)]
    return bool(one and two) and not name_one(one, two, 2)


_LEAD: Final = re.compile(
    "[　 ]*([一-鿿]{2,10})(?:（[^（）]{0,20}）)?[，：]?(?=[\\d一二民清明同次翌])"
)


def in_two_items(text: str, first: int, later: int) -> bool:
    """甲渠1957年动工，1958年竣工；乙渠1955年动工: two places stand in two items of a list, each item
    opened by its own thing."""
    if "；" not in text[min(first, later) : max(first, later)]:
        return False
    leads = [_LEAD.match(text, opening(text, at, "。！？；：\n")) for at in (first, later)]
    names = [m[1] for m in leads if m is not None]
    return len(names) == len(leads) and name_two(names[:1], names[1:])


def share(a: Sequence[str], b: Sequence[str]) -> bool:
    """Tell whether two names have two characters in a row in common (“两基”验收, “两基”攻坚)."""
    pairs = {x[i : i + 2] for x in a for i in range(min(len(x), 30) - 1)}
    return any(
        y[i : i + 2] in pairs and not _COMMON.search(y[i : i + 2])
        for y in b
        for i in range(min(len(y), 30) - 1)
    )


_COMMON: Final = re.compile("工程|项目|建设|全县|全市|验收|规划|启动|[\\d、（）]|公里|平方|中心|年")
