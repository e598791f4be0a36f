"""Flows (收支、增减): which way a verb moves a stock, in or out. Some verbs do by what is stocked:
收回 is less money lent, but more of anything else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, Literal

Stocked = Literal["lent", "owed", "land", "any"]
Way = Literal[-1, 1]

_STOCKED: Final[tuple[tuple[Stocked, re.Pattern[str]], ...]] = (
    ("owed", re.compile("借款|负债|债务|[下尚仍]欠|欠款|欠银行|欠税|欠账")),
    ("lent", re.compile("贷|放款|周转金|借出|应收|垫付|透支余额")),
    ("land", re.compile("地|面积")),
)
_IN: Final = (
    "(?<!更)新(?![华城区村镇乡型旧生能中四])|增(?!值)|添|补[充选员助入发植编]|追加|扩[大建编]|净入|"
    "购|采购|收购|买[入进回]?|引进|[运调拨借存贮储]进|进[货库场]|"
    "收(?![回缴成费治支容])|接收|吸收|招收|收[治容]|收回|回收|征[购缴收集募调]|归集|筹[集措募]?|募|捐(?!出)|受赠|获赠|利息|补贴|"
    "[^出支投收输深播]入(?![股社户])|[收存拨借调转迁购]入|入[库栏院所会学校园团党湖藏社保户]|进入|加入|输入|"
    "出生|降生|生[育产]|产[犊仔羔崽驹]|下[崽仔]|自[繁产]|繁[殖育活衍]|孵化|分蜂|制造|"
    "招[收录聘考生]|录[用取]|聘用|选[调聘]|安置|分配|委派|[转迁调分外运拨引流寄归]来|来[水客信]|"
    "发展|吸纳|接纳|受理|立案|登记|注册|开[业户办工垦荒]|设立|成立|组建|创办|兴建|建成|落成|投产|批准|"
    "恢复|复[学垦工职籍]|返贫|归队|造林|营造|栽植|整理|授权|认定|评定|列入|纳入|编入|并入|发现|移植|嫁入|娶"
)  # fmt: skip
_OUT: Final = (
    "(?:注销|死亡|迁出|转出)登记|减(?!免|刑)|缩减|裁[减员撤]?|支(?!部|行|队|委|持|援|农|书)|开支|支[出付取用]|[调转迁卖借售付拨输流嫁运贷发放退分献捐移划抽析排取售]出|"
    "出圃(?:造林|栽植)?|出[栏库院所售境狱湖党团让嫁水列会席]|销(?!路|区|量)|[核注撤吊报]销|销[售号毁户账档]|[外内运供]销|售|卖|"
    "死|亡|病故|故(?![事障])|去世|逝世|牺牲|阵亡|淘汰|屠宰|宰|自食|食用|损(?!益)|耗|毁|焚|"
    "丢失|遗失|失[散踪效窃]|流失|离(?!岸)|辞|解[聘雇除散约]|退(?!休金|耕区)|毕业|结业|休学|辍学|肄业|转业|复员|开除|除名|清[除退理缴洗]|剔[除旧]|"
    "脱[党团贫离销困]|摘帽|取消|停[保发办业产]|歇业|关[闭停张]|倒闭|破产|撤|并出|合并|划[出转拨]|"
    "[审办执了]结|结[案束](?!后)|处[理结]|化解|释放|投牢|移送|转[往去到]|[调迁运送外]往|供(?![销电局]社?)|灌[溉田区]?|引用|用(?![户地水途房品])|"
    "泄|弃水|放水|蒸发|渗|漏|采伐|砍|火灾|[建设]占|占用|征[用占]|水冲|灾毁|报废|下架|"
    "偿|归还|还(?![有剩存])|提取|发放|救[助济]|拨付|拨给|上[解缴交]|缴纳|动用|使用|参军|入伍|应征|外[流迁调运出]|治愈|痊愈|拆[除机迁]?|"
    "[贷借]出|消[除灭费化耗]|兑[付现]|赔付|补偿|兑换|下拨|拨款给"
)  # fmt: skip
_ONLY: Final[dict[Stocked, tuple[str, str]]] = {
    "lent": (
        "发放|投放|[贷放借]出|新[贷放]|累[放贷]|放款",
        "收回|回收|归还|清[收欠]|回笼|收(?!入)|还",
    ),
    "owed": ("借[入款贷]?|举债|举借|贷入|贷款|拖?欠", "归还|偿还|清[偿还]|还[款本清]?"),
    "land": ("复垦|垦|整理|造|围", "征收|征|占|退|改|毁|冲|采|伐|建设"),
    "any": ("投放", "收缴"),
}
"""What moves a stock of one kind another way than others, or no other at all."""
_NEITHER: Final = re.compile(
    "购销|移交|调拨|进出口|收支|招工|用户|结核|贷款(?!出)|欠款|借款|收入|支出|"
    "(?:毕业|退休|离休|离退休|退伍|转业|复员|下岗|失业)(?=生|军|人|干|教|职|老|工)|结[余存转]|生产队|新旧"
)
"""Words with a verb in them that moves nothing where another verb stands beside them."""


@lru_cache(maxsize=4)
def _verbs(stocked: Stocked) -> tuple[tuple[re.Pattern[str], Way], ...]:
    more, less = _ONLY[stocked]
    rows: list[tuple[str, Way]] = [(more, 1), (less, -1)]
    if stocked != "any":
        rows += [(_ONLY["any"][0], 1)]
    return tuple((re.compile(words), way) for words, way in (*rows, (_IN, 1), (_OUT, -1)))


def stocked_in(words: str) -> Stocked:
    """Tell what kind of stock the words of an opening or closing figure name."""
    return next((kind for kind, named in _STOCKED if named.search(words)), "any")


@lru_cache(maxsize=4096)
def ways(words: str, stocked: Stocked = "any") -> tuple[Way, ...]:
    """Give the way that the words before a figure say it went: the one of the last verb first; another
    verb's after it where they differ; none where no verb is known."""
    bare = _NEITHER.sub(lambda m: "　" * len(m[0]), words)
    if not bare.strip("　"):
        bare = words
    found = _ways(bare, stocked)
    return found or _ways(words, stocked)


def _ways(words: str, stocked: Stocked) -> tuple[Way, ...]:
    spans: list[tuple[int, int, int, Way]] = []
    for order, (verbs, way) in enumerate(_verbs(stocked)):
        spans += [(m.end(), -m.start(), -order, way) for m in verbs.finditer(words)]
    kept: list[tuple[int, int, int, Way]] = []
    for end, start, order, way in sorted(spans, reverse=True):
        inside = any(-start >= -s and end <= e and (start, end) != (s, e) for e, s, _, _ in kept)
        again = any((start, end) == (s, e) for e, s, _, _ in kept)
        if not (inside or again):
            kept.append((end, start, order, way))
    told = [way for *_, way in kept]
    return tuple(dict.fromkeys(told))


_COMES: Final = re.compile("出生|[迁转调流]入|发展|新[收增登开]|增加|招收|购[进入买]|收入")
_GOES: Final = re.compile(
    "死亡|病故|去世|[迁转调流支]出|[转调迁]往|调离|开除|除名|[注吊撤]销|减[少员]|毕业|退[休出]|审结|销售|出栏|报废"
)


_LEFT: Final = re.compile("[年月季期][初末底]|年终|[实现原]有|结[余存]|余额|库存|存栏|在册|上年")


def are_moves(whole: str, parts: Iterable[str]) -> bool:
    """Tell whether figures are no parts of a whole, by their words: they came and went, and it is one of
    them, or what was there at either end."""
    found = {0} if _LEFT.search(whole) else {_clear_way(whole)} - {0}
    if not found:
        return False
    return {1, -1} <= found | {_clear_way(words) for words in parts}


def _clear_way(words: str) -> int:
    """The way of a figure where its verb is one of coming or going proper; else 0."""
    if not (_COMES.search(words) or _GOES.search(words)):
        return 0
    way = (*ways(words), 0)[0]
    return way if (_COMES if way > 0 else _GOES).search(words) else 0
