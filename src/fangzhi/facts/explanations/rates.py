"""What the name of a rate says is counted in it, and of what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from fangzhi.facts.arithmetic_readings.reading import Reading, covers

RATES: Final[dict[str, tuple[str, str]]] = {
    "破案": ("破案|侦破|破获", "立案|立刑事|立各类|发案|受理|立.{0,6}案"),
    "出席": ("实到|出席|到会", "应到|应出席|代表总数"),
    "到会": ("实到|出席|到会", "应到|应出席|代表总数"),
    "入学": ("入学(?!率)", "应入学|学龄|适龄"),
    "升学": ("升入|升学", "毕业"),
    "录取": ("录取", "报考|参加|应考"),
    "上线": ("上线", "参加|报考|参考"),
    "就业": ("就业", "毕业"),
    "整改": ("整改(?!率)", "发现|排查|查出|问题|隐患"),
    "节约": ("节约", "预算"),
    "节支": ("节支|节约", "预算"),
    "审减": ("审减|核减", "送审"),
    "核减": ("审减|核减", "送审"),
    "入住": ("入住", "床位|客房"),
    "结案": ("审执结|审结|结案|办结|执结", "受理|立案|收案|审理"),
    "办结": ("办结|结案", "受理|收到|承办|接|交办|来访|来信|信访"),
    "满意": ("满意", "办结|评议|测评|答复|回访|调查"),
    "调解成功": ("成功", "调解|受理"),
    "成功": ("成功", "调解|受理|实施"),
    "完成": ("完成", "目标|任务|计划"),
    "合格": ("合格(?!率)", "抽检|检测|抽查|监测|检验|送检|参检|检查"),
    "达标": ("达标(?!率)", "监测|检测|抽查|参加"),
    "及格": ("及格", "参加|参考"),
    "集中供养": ("集中供养", "供养对象|供养人员|五保对象"),
    "城镇化": ("城镇(?:常住)?人口", "常住人口|总人口|人口"),
    "服务管理": ("管理", "患者"),
    "规范管理": ("规范管理(?!率)", "管理.{0,8}患者|管理"),
    "系统管理": ("系统管理", "活产|产妇|儿童"),
    "补偿": ("补偿", "费用|花费"),
    "报销": ("报销|补偿|支付|报付", "费用|花费"),
    "覆盖": ("覆盖", "应覆盖|总数"),
    "参保": ("参保(?!率)", "应参保|应保"),
    "出勤": ("出勤", "应到|应出勤"),
    "收缴": ("收缴|实收", "应收|应缴"),
    "征缴": ("征缴|实收|实征", "应收|应缴|应征"),
    "到位": ("到位", "计划|应到位|下达"),
    "成活": ("成活", "栽植|种植|孵化"),
    "利用": ("利用", "产生|总量"),
    "病死": ("死亡", "出院|住院|收治"),
    "存贷": ("贷款", "存款"),
    "贷存": ("贷款", "存款"),
    "复种": ("播种面积", "耕地"),
    "产销": ("销", "产量|产值|生产"),
    "自给": ("收入", "支出"),
    "贫困发生": ("贫困人口|未脱贫|贫困户", "农业|乡村人口|农村"),
    "出栏": ("出栏", "存栏"),
    "良种": ("良种", "存栏"),
    "负债": ("负债", "资产"),
    "死亡": ("死亡(?!率)", "平均人口|年均人口"),
    "出生": ("出生(?!率)", "平均人口|年均人口"),
}
"""Rate: what is counted in it, and of what; both as patterns over the words before a figure."""


_CARRIED: Final = re.compile("结转|旧存|积存|未结|上年存|[上去]年未|遗留")
"""Left over from the year before: due, and not yet done."""


@cache
def _known(name: str) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    key = next((k for k in sorted(RATES, key=len, reverse=True) if name.endswith(k)), None)
    if key is None:
        return None
    counted, of = RATES[key]
    return re.compile(counted), re.compile(of)


def does(name: str, r: Reading) -> int:
    """How well a figure counts what the rate is a rate of: 4 surely, 3 by its words, 0 not at all."""
    if r.item.unit == "张":  # beds are what is filled
        return 0
    if re.search("应(?![届用急对征变聘])", r.words) or _CARRIED.search(r.words):
        return 0
    known = _known(name)
    words = r.words + r.item.tail[:6]
    denied = re.search("(?:未|不|没有?)" + re.escape(name[-2:]), words) is not None
    if known is not None and known[0].search(words) and not denied:
        return 4
    if re.search("(?:应|未|不|没有?)(?:当)?" + re.escape(name[-2:]), words):
        return 0
    pieces = {name[k : k + 2] for k in range(len(name) - 1)}
    if any(p in words for p in pieces):
        return 3
    turned = name[:-3:-1]  # 收回 for 回收
    return 3 if any(covers(n, r.words) for n in (name[-2:], turned)) or covers(name, words) else 0


def is_known(name: str) -> bool:
    """Tell whether it is written down what such a rate is made of."""
    return _known(name) is not None


def due(name: str, r: Reading) -> bool:
    """Tell whether a figure counts those of which the rate is a rate."""
    known = _known(name)
    if "应" + name[-2:] in r.words:
        return True
    if known is None or known[0].search(r.words):
        return False
    return known[1].search(r.words + r.item.tail[:3]) is not None


_OWED: Final = re.compile("应(?![届用急对征变聘邀税])当?(?P<verb>[\u4e00-\u9fff]{1,6})$")
_DONE: Final = re.compile("(?:实际|实|已)(?P<verb>[\u4e00-\u9fff]{1,6})$")


def owed_and_done(own: Sequence[Reading]) -> tuple[Reading, Reading] | None:
    """Give the last two of some figures where they are 应种a人，实种b人: whatever the rate is called."""
    if len(own) < 2:
        return None
    owed, made = own[-2:]
    due_, done = _OWED.search(owed.words), _DONE.search(made.words)
    if due_ is None or done is None or owed.dimension != made.dimension:
        return None
    one, other = due_["verb"], done["verb"]
    return (owed, made) if one.startswith(other) or other.startswith(one) else None
