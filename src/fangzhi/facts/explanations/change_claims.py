"""Changes as said (比上年增长, 三年间减少, 相差, 超任务, 分别增长): of what, which way, over what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, Literal

import msgspec

from fangzhi.facts.arithmetic_readings.reading import Reading
from fangzhi.facts.breaks import opening
from fangzhi.facts.explanations.turns import Turn, turns
from fangzhi.facts.statements import is_firm

_UP: Final = (
    "超额|超出|超支|高出|高于|多于|大于|超过|超|提价|涨价|提速|增长|增加|增产|增收|新增|净增|增|上升|提高|提升|上涨|升高|"
    "提标|调增|调高|上调|回升|升|涨|扩大|增幅|涨幅|升幅|增速|加深|加宽|加高|加长|加厚|拓宽|延长|扩宽|多出|多|高|长高|长|快|贵"
)
_DOWN: Final = (
    "低于|少于|小于|不及|减亏|减损|降价|减价|减排|缩减|节约|节省|节支|核减|审减|节水|节电|削减|精简|下降|减少|降低|减低|减产|"
    "减收|减轻|净减|减亏|调减|调低|下浮|减|回落|下跌|跌|缩短|缩小|下滑|滑落|下调|压减|压缩|降|降幅|减幅|跌幅|少|低|浅|短|便宜|慢"
)
_CLAIM: Final = re.compile(
    rf"(?P<words>.*?)(?P<adv>(?:同比|环比|净|又|再|还|共|约|仅|反而?|却|竟|相差|大幅|累计|合计|实际|名义|分别|各|依次|"
    rf"猛|陡|骤|一下|只|略|稍|偏|明显|显著|继续|持续|逐步|稳步|迅速|急剧|普遍|相应|进一步|再度|一举|直接|也|(?<![年人户月日])均|都|则|已)*)(?:(?P<up>{_UP})|(?P<down>{_DOWN}))"
    r"(?:了|出|幅度?|率|速度|开支|资金|人口|人数|[收产卖缴支用])?(?:了|为|达到?|近|约)?$"
)
_MAY_CLAIM: Final = re.compile(
    f"[{''.join(sorted({verb[-1] for verb in f'{_UP}|{_DOWN}'.split('|')}))}]"
)
"""The last sign of each verb of `_CLAIM`; no more than `_VERB_IN` signs from it to the figure."""
_VERB_IN: Final = 5
_MAY_BE_APART: Final = re.compile("[差距]")
_MAY_BE_PLANNED: Final = re.compile("[划务额标算]")
_APART: Final = re.compile(
    r"(?P<words>.*?)(?:相差|之差|高差|落差|差距|差额|价差|相距|差)(?:达|为|是|有|了)?$"
)
_PLANNED: Final = re.compile(
    r"(?P<words>.*?)(?:(?P<up>超额完成|超额|超过|超出|超)|(?P<down>欠|短|亏))(?:原|年度?|全年|国家|既定|预定|下达)*的?"
    r"(?P<plan>计划|任务|定额|指标|预算|概算|目标|定购任务|派购任务)(?:数|任务|指标)?的?(?:达|为)?$"
)
_DONE: Final = re.compile("完成.{0,6}(?:计划|任务|指标|定额|目标)")
"""超额6.0%完成任务."""
_FOLDS: Final = re.compile(
    r"(?P<words>.*?)(?:整整|足足|正好|恰好|刚好|实现|实际|便|即|将近|接近|已经?|就|又|也|几乎)*翻(?:了|上)?$"
)
_YEARLY: Final = re.compile(
    r"(?P<words>.*?)(?:(?:年均|平均每年|每年平均|年平均|逐年平均|(?<![\d上去当今本同前全次头末])年|逐年|平均)(?:复合|净|约|名义)*"
    r"(?:(?P<up>递增|增长|增加|上升|提高|增速|增幅)|(?P<down>递减|下降|减少|降低|降幅))|(?P<more>递增)|递减)"
    r"(?:速度|幅度|率)?(?:了|约|为|达到?)*$"
)
_OVER_SO: Final = re.compile("还?[多强余]|有余|还要|以上|出头")
_AIMED: Final = re.compile("目标|规划|提出|要求|力争|奋斗|确保|预计|计划|口号|号召|设想")
_MULTIPLE: Final = re.compile(
    r"(?P<head>[^，]*?)(?:约|仅|已|刚|只|恰|正|才|即|就|也|竟|均|还|不)*(?:相当于|等于|相当|抵得?|(?<![不未])及|为|是|达到?|有|合)了?"
    r"(?P<base>[^，为是达有合]{1,14}?)的?(?:约|近|整|整整|足足|将近|正好|恰好)?$"
)
_FORMER: Final = re.compile("[年月时前初季度]$|原|上[次届期]|往|常年|当初")
_BEYOND: Final = re.compile(
    "全[国省市州球]|世界|本?省|平均|其$|它|自身|前者|后者|法定|规定|标准|国家"
)
"""What a multiple is of that no figure of the text may tell."""
_OF_PLAN: Final = re.compile("计划|任务|定额|指标|预算|概算|目标|核定|下达|分配|标底|限价")
_THAN: Final = re.compile(
    r"(?P<head>.*?)(?<![同环对相])(?:比|较|与|同|跟)(?P<base>[^比较与]*?)(?:时)?(?:相比|比较)?，?$"
)
_OVER: Final = re.compile("^(?:高于|多于|大于|超过|低于|少于|小于|不及)$")
_COMPARED: Final = re.compile(
    r"(?:与|同|和|比|较|跟)(?P<base>[^，。；：（）()\d]{0,6}?(?:(?:1[0-9]|20)\d\d年)?[^，。；：（）()\d]{0,8}?)(?:相比|比较|比)，$"
)
YEAR: Final = re.compile(r"((?:1[0-9]|20)\d\d)年")
_SPAN: Final = re.compile(r"((?:1[0-9]|20)\d\d)年?\s*(?:[—–\-~～]+|至|到)\s*((?:1[0-9]|20)\d\d)年")
_YEARS: Final = re.compile(
    r"(?P<n>[二两三四五六七八九十]{1,2}|(?<!\d)\d{1,2})年(?:间|来|内|中|里|以来)?，?"
)
_NO_VALUE: Final = re.compile("率$|比重$|比例$|占比$")
_NOT: Final = re.compile(
    "可比|不变价|扣除|同口径|逐年|占(?!比)|拉动|贡献|每年|年均|年平均|递|计划$|各自|指数|最[多少高低]"
)
_FIXED: Final = re.compile("可比|不变价|扣除|同口径|拉动|贡献|计划|目标")
_RATE_MOVED: Final = re.compile("率|比重|比例|占比")
_TIME: Final = re.compile(
    "^(?:(?:两|增减|两项)?相?抵后?|[全当本是同今次翌每]年?|年内|其中|一年|共|合计|也就是|也即|即|从而|因而|并|则|均|都|已)+(?![县市区镇乡村国省])"
)
_NUMERALS: Final = "零一二三四五六七八九十"
_ENDS: Final = "年末底初间期来的，、：之"


Way = Literal["change", "ratio", "folds", "yearly"]


class Moving(msgspec.Struct, frozen=True):
    """A change as said: `head` is what moved ("" where left out), `than` what it is held against
    (None where left out), `start` where its words begin. `way` tells whether it is one (增长), how
    many times the other a figure is (为…的3倍), how often it was doubled (翻两番) or one of each year
    (年均递增); `of` is the other
    where it stands in the words, `over` tells that it was somewhat more (翻一番多).

    `year` and `since` are the later and the earlier year, `span` how many lie between, 0 where not
    said; `apart` tells a difference either way, `plan` one from what was planned; `turn` what it is
    of in a list (分别).
    """

    said: Reading
    head: str
    than: str | None
    rising: bool
    start: int
    year: int = 0
    since: int = 0
    span: int = 0
    apart: bool = False
    plan: bool = False
    turn: Turn | None = None
    way: Way = "change"
    of: Reading | None = None
    over: bool = False


def claims(text: str, readings: Sequence[Reading]) -> Iterator[Moving]:
    """Give every change that a firm figure of a paragraph is said to be."""
    listed = turns(text, readings)
    for at, said in enumerate(readings):
        if not is_firm(said.item) or said.item.value <= 0:
            continue
        turn = listed.get(at)
        found = _claim(text, readings[turn.first] if turn is not None else said)
        if found is None and turn is None:
            found = (
                _folds(text, said)
                or _yearly(text, said)
                or _multiple(said, readings[at - 1] if at else None)
            )
        if found is None:
            continue
        if turn is None:
            yield found
            continue
        own = found.head if turn.named is None else turn.named
        start = found.start if turn.first == at else said.item.start
        yield msgspec.structs.replace(found, said=said, head=own, turn=turn, start=start)


def _claim(text: str, said: Reading) -> Moving | None:
    words, kind = said.words.strip(), said.item.quantity.kind
    if kind in ("permille", "doublings") or said.role == "base":
        return None
    start = said.item.start - len(said.words)
    if kind in ("percent", "count", "measure") and _MAY_BE_PLANNED.search(words) is not None:
        over = _PLANNED.fullmatch(words)
        if over is not None:
            return Moving(said, _plain(over["words"]), over["plan"], over["up"] is not None,
                          start + over.end("words"), plan=True)  # fmt: skip
    if kind == "percent" and words.endswith(("超额", "超")) and _DONE.match(said.item.tail):
        head = _plain(words.rstrip("超额"))
        return Moving(said, head, "任务", True, said.item.start - 2, plan=True)
    if kind not in ("times", "percent", "portion") and _MAY_BE_APART.search(words) is not None:
        apart = _APART.fullmatch(words)
        if apart is not None:
            return Moving(said, _plain(apart["words"]), None, True, start, apart=True)
    found = _CLAIM.fullmatch(words) if _MAY_CLAIM.search(words[-_VERB_IN:]) is not None else None
    if found is None:
        return _above(said, words, start) if kind == "points" else None
    verb = found["up"] or found["down"]
    own = found["words"]
    if _OVER.match(verb) or (said.role == "reached" and said.own) or _NOT.search(own):
        return None
    if kind != "points" and _NO_VALUE.search(own):
        return None
    if kind == "percent" and _RATE_MOVED.search(own):
        return None
    return _told(text, said, own, found["up"] is not None, start + found.end("words"))


def _folds(text: str, said: Reading) -> Moving | None:
    """1995年达1856元，比1985年翻了一番."""
    if said.item.quantity.kind != "doublings":
        return None
    words = said.words.strip()
    found = _FOLDS.fullmatch(words)
    opens = max(text.rfind(c, 0, said.item.start) for c in "。；！？") + 1
    if found is None or _AIMED.search(text, opens, said.item.start):
        return None
    start = said.item.start - len(said.words) + found.end("words")
    told = _told(text, said, found["words"], True, start)
    over = _OVER_SO.match(text, said.item.end) is not None
    return msgspec.structs.replace(told, way="folds", over=over)


def _yearly(text: str, said: Reading) -> Moving | None:
    """由2005年的3212元增加到2010年的4876元，五年年均增长8.7%."""
    if said.item.quantity.kind not in ("percent", "count", "measure"):
        return None
    words = said.words.strip()
    found = _YEARLY.fullmatch(words)
    if found is None or _FIXED.search(found["words"]):
        return None
    start = said.item.start - len(said.words) + found.end("words")
    rising = (found["up"] or found["more"]) is not None
    told = _told(text, said, found["words"], rising, start)
    spans = [*_SPAN.finditer(text, opening(text, said.item.start, "。；！？\n"), start)]
    if spans and not (told.since or told.span):
        since, year = int(spans[-1][1]), int(spans[-1][2])
        told = msgspec.structs.replace(told, since=since, year=year)
    return msgspec.structs.replace(told, way="yearly")


def _multiple(said: Reading, last: Reading | None) -> Moving | None:
    """为1950年的3.4倍; 是2019年3600万元的1.5倍; 只及1957年的三分之一."""
    kind, words = said.item.quantity.kind, said.words.strip()
    if kind not in ("times", "portion"):
        return None
    start = said.item.start - len(said.words)
    of = last if last is not None and said.item.lead == "" and last.is_value else None
    if of is not None and words.strip("近约整") == "的":
        words, start = of.words, of.item.start - len(of.words)
    else:
        of = None
    found = _MULTIPLE.fullmatch(words)
    if found is None or _CLAIM.fullmatch(words) or _NOT.search(found["head"]):
        return None
    base = found["base"]
    if _BEYOND.search(base) or (kind == "portion" and not _FORMER.search(base.rstrip("的"))):
        return None
    years = YEAR.findall(base)
    head = found["head"]
    own = YEAR.findall(head)
    return Moving(said, _plain(YEAR.sub("", head)), base.rstrip("的"), True, start + found.end("head"),
                  int(own[-1]) if own else 0, int(years[-1]) if years else 0, way="ratio", of=of)  # fmt: skip


def _above(said: Reading, words: str, start: int) -> Moving | None:
    """参合率95.0%，全市平均92.6%，高于全市平均2.4个百分点."""
    over = re.fullmatch(
        "(?P<head>.*?)(?:(?P<up>高于|高出|多于|超过|超出|超)|低于|少于|落后于?|不及)(?P<base>.*)",
        words,
    )
    if over is None:
        return None
    return Moving(said, _plain(over["head"]), over["base"], over["up"] is not None,
                  start + over.end("head"))  # fmt: skip


def _told(text: str, said: Reading, own: str, rising: bool, start: int) -> Moving:
    spans = _SPAN.search(own)
    since = year = 0
    if spans is not None:
        since, year = int(spans[1]), int(spans[2])
        own = own[: spans.start()] + own[spans.end() :]
    many = _YEARS.search(own)
    span = _count(many["n"]) if many is not None and not own[: many.start()].endswith("第") else 0
    own = own[: many.start()] + own[many.end() :] if many is not None and span > 1 else own
    than = _THAN.fullmatch(own)
    head, base = (than["head"], than["base"]) if than is not None else (own, None)
    if base is None:
        compared = _COMPARED.search(text, max(0, said.item.label_start - 24), said.item.label_start)
        base = compared["base"] if compared is not None else None
    years = YEAR.findall(head)
    year = year or (int(years[-1]) if years else 0)
    named = YEAR.findall(base) if base is not None else []
    since = since or (int(named[-1]) if named else 0)
    return Moving(said, _plain(YEAR.sub("", head)), base, rising, start, year, since, span)


def _count(word: str) -> int:
    word = word.replace("两", "二")
    if word.isdigit():
        return int(word)
    tens, _, ones = word.rpartition("十")
    if "十" not in word:
        return _NUMERALS.find(word)
    return 10 * (_NUMERALS.find(tens) if tens else 1) + (_NUMERALS.find(ones) if ones else 0)


def _plain(words: str) -> str:
    bare = _TIME.sub("", words.strip(_ENDS)).strip(_ENDS)
    return "" if _HELD_AGAINST.fullmatch(bare) else bare


_HELD_AGAINST: Final = re.compile("相比(?:之下|较)?|比较|比起来|对比|[一二两三四五六七八九十]{1,2}")
"""与2017年底的38352人相比减少30.49%: the figure before is the base, nothing is named."""


def is_planned(reading: Reading) -> bool:
    """Tell whether a figure is one that was planned (计划, 任务, 预算)."""
    return _OF_PLAN.search(reading.words) is not None
