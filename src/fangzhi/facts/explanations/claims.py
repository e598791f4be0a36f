"""The grammar of a share or rate: which words of a text say that a percentage is of what, in what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, Literal

import msgspec

from fangzhi.facts.arithmetic.shares import is_in_turn
from fangzhi.facts.arithmetic_readings.reading import Reading
from fangzhi.facts.breaks import opening
from fangzhi.facts.explanations.sides import plain_name
from fangzhi.facts.quantities import Quantity

KINDS: Final = frozenset(("percent", "permille", "portion"))
_ENDS: Final = (
    r"(?:为|达到?|到|了|约|仅|近|高达|是|上?升[至到]|下?降[至到]|提高[至到]|只有|仅有|因此|已|占)*$"
)
_SHARE: Final = re.compile(
    r"(?P<part>.*?)(?:即|约|就|共|刚好|正好|恰好?)?(?:所|各|只|仅|合)?占(?:到|了|据|用|去|有|得)?"
    rf"(?P<whole>.*?)(?:的?(?:比重|比例|份额)|的|比)?{_ENDS}"
)
_WEIGHT: Final = re.compile(
    rf"(?:(?P<part>.*?)的?)(?:在(?P<whole>[^，在]{{2,12}})[中里内]的?)?(?:比重|比例|份额){_ENDS}"
)
_OF: Final = re.compile(
    r"(?P<part>.*?)(?:约|仅|已|刚|只|恰|正|适|不过|占)*(?:相当于|等于|合|当得?|仅及|得|为|是|完成|达到?|超过|覆盖|涉及|惠及|及|出自)了?"
    r"(?P<whole>[^，为是完成]{2,14}?)(?:的(?:约|近)?)?$"
)
_RATE: Final = re.compile(
    r"(?:年|其)?(?P<name>[\u4e00-\u9fff]{1,12}?)(?:率|面|比|指数|密度)(?:为|达到?|约|仅|已|高达|是|(?:上?升|下?降|提高)(?:为|至|到)|只有|仅有)*$"
)
_OF_FIGURE: Final = re.compile(
    "(?P<part>.*?)(?:约|仅|所|正|恰|只)*(?:占|覆盖|为|是|完成|相当于|等于|合|涉及|惠及)(?P<whole>[^占为是，]*)$"
)
_IN_FIGURE: Final = re.compile("(?P<part>.*?)(?:[在于]|占)(?P<whole>[^在占]+)")
_AFTER_FIGURE: Final = re.compile(
    "[^，。；、占]{0,8}?(?:的|[中里内]所?占)(?:约|近|比重|比例)*(?:为|达|约)*"
)
_BRACKETED: Final = re.compile(
    "(?:^|[，。；、）\\d%人名户个亩元])(?P<part>[^，。；、占\\d]{0,14}?)占(?P<whole>[^，。；（(]{1,16})[（(]$"
)
_MOVED: Final = re.compile(
    "(?:(?<![总纯净])增|增(?!率)|[升降]|(?<![审核])减)(?!施|援|水|雨|压|产|学|旗)|提高|(?<!占)比上|(?<!占)比[^重例为是达约仅]|较|同比|高于|低于|超过|由(?!此)|从(?!业|事|军|教)|年均|平均(?!气)|递[增减]|上年|去年|环比|下滑|回落|每"
)
_NO_RATE: Final = re.compile(
    "(?:(?<![毛净])利|税|费|汇|概|几|频|效|(?<!成)功|速|失业|债务|(?<!计划)生育|增长|折|净|复合|收益|回报|转化|贡献|性别|相|对|同|物价|价格|消费|零售)$"
)
_WIDER: Final = re.compile(
    "全国|全省|全市|全州|世界|全球|全流域|同行|同类|[^内外]省|自治区|GDP|生产总值"
)
_WITHIN: Final = re.compile(
    "(?:^|[，。；：在于])(?P<whole>[^，。；：、\\d在于]{2,14}?)(?:当中|之中|里头|(?<![初高集其年空途一二三四五六七八九十])中(?![学专队国共央等型级小医药间旬秋华东西南北部])|里|内)(?![\\d心])"
)
_BY: Final = re.compile(
    "(?:按|以|依)(?P<whole>[^，。；、\\d]{2,12}?)(?:总数)?(?:计算?|算|为基数|为分母)[，）]"
)
_PLACE: Final = re.compile("^.*[在于].*[中里内]|^[分取得]$")
_GREATEST: Final = re.compile(
    "(?:^|[，。；])(?P<part>[^，。；]{1,14}?)(?:者|的)?(?:所占)?(?:比重|比例|占比)(?:最[大高小低]|居首|居第.)，(?P<whole>)$"
)
_BEARS: Final = re.compile(
    "(?P<part>.*?)(?:只|仅|独|才|还|约)*(?:当得?|任|及|抵|得|据|占)(?P<whole>其|[^，]{2,10}的)?"
)
_THESE: Final = re.compile("[两二三四五六七八九十]+[项类种者个部]|上述|以上|这些|此")
_YEAR: Final = re.compile(r"((?:1[0-9]|20)\d\d)年")
_LAST: Final = re.compile("上一?年|去年|原来|以前|常年|往年|年初|初年")
_REST: Final = re.compile("^(?:，|。|；)?(?:其余|余下|剩下|剩余|余者|其他|其它)")
_NAMELESS: Final = re.compile("^(?:总[数量额]|总户数|总人数|全部|全体|总计|合计|总|其|它|的)*$")
_FILLS: Final = re.compile(
    "^(?:其中|仅|单|而|又|则|也|和|及|与|约|共|计(?!划)|因此|这样|由此|这|该)+"
)
_TRAILS: Final = re.compile("(?:正好|刚好|恰好?|约|共|就|即|仅|已|都|也|均|因此|总共|合)+$")


Bound = Literal["", "over", "under", "near"]
_OVER: Final = re.compile("(?:超过|超|突破|高于|多于|大于|达到?|逾|已?过|至少|不少于|不低于)$")
_UNDER: Final = re.compile("(?:不足|不到|不及|低于|少于|小于|未到|未达)$")
_CLOSE: Final = re.compile("(?:将近|接近|近)$")
_BOUNDED: Final = re.compile(
    "(?:超过|超|突破|高于|多于|大于|逾|过|不足|不到|不及|低于|少于|小于|未到|未达|将近|接近|近)$"
)


def bound_of(text: str, said: Quantity) -> Bound:
    """Give on which side of the printed figure the words set it (超过三成, 不足四分之三, 近七成)."""
    before, after = text[max(0, said.start - 4) : said.start], text[said.end : said.end + 2]
    if _CLOSE.search(before):
        return "near"
    if _UNDER.search(before) or after == "以下":
        return "under"
    strict = _BOUNDED.search(before) is not None
    return "over" if after == "以上" or (strict and _OVER.search(before)) else ""


class Claim(msgspec.Struct, frozen=True):
    """`said`, the reading at `at`, is said to be what `part` is of `whole` (names, "" where left out).

    `of` is the whole's figure and `own` the part's, where their place tells them; `beside` are the
    figures told in turn with it (`own` among them). `rate` is the name
    of a rate (破案). `rest`: the part is what the others leave. `wider` is the word for
    a whole beyond the county (全省). `within` is the whole that 在…中 or
    按…计 names. `year`, `last`: the time the whole is of. `words` is where the phrase starts.
    """

    said: Reading
    at: int
    words: int
    part: str = ""
    whole: str = ""
    rate: str = ""
    of: Reading | None = None
    own: Reading | None = None
    beside: tuple[Reading, ...] = ()
    rest: bool = False
    within: str = ""
    total: bool = False
    wider: str = ""
    year: int = 0
    last: bool = False
    bound: Bound = ""

    @property
    def nameless(self) -> bool:
        """Tell whether the words leave it open what the whole is (占总数的)."""
        return not self.whole or _NAMELESS.match(self.whole) is not None


def claim_of(text: str, readings: Sequence[Reading], at: int) -> Claim | None:
    """Give what the words of a percentage, a fraction or 成 claim; None where they claim no share."""
    said = readings[at]
    found = _in_turn(text, readings, at)
    if found is not None:
        pass
    elif is_in_turn([r.item for r in readings[max(0, at - 2) : at + 2]], min(at, 2)):
        return None
    else:
        found = _of_figure(text, readings, at) or _after_it(readings, at)
    if found is None:
        found = _by_words(text, readings, at)
    if found is None:
        return None
    start = opening(text, said.item.start)
    before = text[start : said.item.start]
    told = [m["whole"] for m in _WITHIN.finditer(before)][-1:]
    told = [
        m["whole"] for m in _BY.finditer(text, start, min(len(text), said.item.end + 16))
    ] or told
    named = plain_name(told[0]) if told and not _THESE.match(told[0]) else ""
    of = found.of or (_based(readings, at) if found.rate or found.nameless else None)
    total = found.total or (bool(named) and "总" in told[0])
    last = readings[at - 1].item.end if at else 0
    rest = _REST.match(text[max(last, start) : said.item.start]) is not None
    own = found.own or _bracketed(readings, at)
    return msgspec.structs.replace(
        found, within=named, total=total, rest=rest and own is None, own=own, of=of
    )


def _based(readings: Sequence[Reading], at: int) -> Reading | None:
    """以农业人口190868人计，贫困发生率…: the figure that the words say is the base."""
    last, said = readings[at - 1] if at else None, readings[at].item
    if last is None or not last.is_value or last.item.sentence != said.sentence:
        return None
    told = _OVER_IT.match(last.item.label) is not None and _RECKONED.match(last.item.tail)
    return last if told and said.clause - last.item.clause < _CLAUSES else None


_OVER_IT: Final = re.compile("(?:若|如|均)?(?:按|以|依)(?!上年|每)")
_RECKONED: Final = re.compile("[^，。；]{0,4}(?:计算?|算|推算|为基数|为分母|为基础)$")
_CLAUSES: Final = 3
_NEXT: Final = ("", "和", "及", "与", "以及")
_TURN: Final = re.compile("占|比重|比例|分别|依次")
_SUMMED: Final = re.compile("共|合计|总|计")


def _in_turn(text: str, readings: Sequence[Reading], at: int) -> Claim | None:
    """n1、n2、n3，分别占P1、P2和P3: the figure that stands in the list where the share does."""
    said = readings[at]
    first = last = at
    while first and _joined(readings[first - 1], readings[first]):
        first -= 1
    while last + 1 < len(readings) and _joined(readings[last], readings[last + 1]):
        last += 1
    many = last - first + 1
    told = readings[first].words + (readings[first - 1].words if first else "")
    if many < 2 or not _TURN.search(told):
        return None
    claim = _of_figure(text, readings, first) or _by_words(text, readings, first)
    end = first - 1 if claim is not None and claim.of is not None else first
    if end > many and _SUMMED.search(readings[end - 1].words):
        end -= 1
    parts = tuple(readings[max(0, end - many) : end])
    counted = len(parts) == many and all(
        p.is_value and p.dimension == parts[0].dimension for p in parts
    )  # fmt: skip
    if claim is None or not counted or said.item.sentence - parts[0].item.sentence > 1:
        return None
    words = claim.words if at == first else said.item.start
    return msgspec.structs.replace(
        claim, said=said, at=at, part="", own=parts[at - first], beside=parts, words=words
    )


def _joined(before: Reading, after: Reading) -> bool:
    """Tell whether two percentages are told in turn (33.3%、22.2%和44.4%)."""
    if before.item.quantity.kind not in KINDS or after.item.quantity.kind not in KINDS:
        return False
    return (
        after.item.label.strip() in _NEXT
        and after.item.lead in ("", "、", "，")
        and (after.item.lead == "、" or bool(after.item.label.strip()))
    )


def words_of(text: str, readings: Sequence[Reading], at: int) -> str:
    """Give the words from the last break or figure to the claim, figures left out of `readings` too."""
    said = readings[at]
    if said.words != said.item.label:
        return said.words.strip()
    start = readings[at - 1].item.end if at else 0
    start = max(start, said.item.start - _LONGEST, opening(text, said.item.start, _BREAKS))
    return text[start : said.item.start].strip()


_LONGEST: Final = 80
_BREAKS: Final = "，、；。：:！？（）()\n【】"


def _bracketed(readings: Sequence[Reading], at: int) -> Reading | None:
    """占P%（n）; 占P%，计n."""
    said = readings[at].item
    after = readings[at + 1] if at + 1 < len(readings) else None
    if after is None or not after.is_value or after.item.sentence != said.sentence:
        return None
    near = after.item.label_start - said.end < 2
    inside = after.item.depth == said.depth + 1 and after.item.lead in "（(" and after.item.lead
    told = (
        re.fullmatch("(?:即|计|共计?|合计?|为|有)(?:约)?", after.item.label)
        and after.item.lead == "，"
    )
    plain = not inside or re.fullmatch("(?:即|计|约|为|共)*", after.item.label) is not None
    return after if near and (inside or told) and plain else None


def _of_figure(text: str, readings: Sequence[Reading], at: int) -> Claim | None:
    """n，占W N的P%; n，占W（N）的P%."""
    said = readings[at]
    words = said.words.strip()
    if not at or not _AFTER_FIGURE.fullmatch(words):
        return None
    last = readings[at - 1]
    if not last.is_value or last.item.sentence != said.item.sentence:
        return None
    inside = last.item.depth > said.item.depth
    if said.item.lead and said.item.lead in "）)" and words.startswith("的") and inside:
        opened = max(text.rfind("（", 0, last.item.start), text.rfind("(", 0, last.item.start)) + 1
        of = _BRACKETED.search(text, max(0, opened - 40), opened)
        if of is None or last.item.depth != said.item.depth + 1:
            return None
        whole = plain_name(of["whole"])
        return Claim(said, at, of.start("whole") - 1, _bare(of["part"]), whole, of=last)
    between = text[last.item.end : said.item.label_start]
    if (said.item.lead and not re.fullmatch("[（(][^（(]{1,6}[）)]", between)) or not words:
        return None
    pattern = _IN_FIGURE if words[0] in "中里内" else _OF_FIGURE
    of = pattern.fullmatch(last.words)
    if of is None or _MOVED.search(of["part"]):
        return None
    place = last.item.start - len(last.words) + of.start("whole")
    return Claim(said, at, max(0, place - 1), _bare(of["part"]), "", of=last)


def _after_it(readings: Sequence[Reading], at: int) -> Claim | None:
    """耕地42000亩，35%为水田，计14700亩."""
    said = readings[at]
    if said.words.strip() or said.item.lead not in ("，", "。", "；") or at + 1 >= len(readings):
        return None
    after = readings[at + 1]
    told = re.fullmatch("(?:计|共计?|合计?|有|为|即)?(?:约)?", after.item.label.strip())
    if said.item.tail[:1] not in ("为", "是", "系") or told is None or not after.is_value:
        return None
    near = after.item.sentence == said.item.sentence and after.item.clause == said.item.clause + 1
    return Claim(said, at, said.item.start, own=after) if near else None


def _by_words(text: str, readings: Sequence[Reading], at: int) -> Claim | None:
    said = readings[at]
    words = _LED.sub("", words_of(text, readings, at))
    start = said.item.start - len(words)
    bounded = bool(words) and bound_of(text, said.item.quantity) != ""
    words = _BOUNDED.sub("", words) if bounded else words
    if _MOVED.search(_REACHES.sub("", words)):
        return None
    found = _SHARE.fullmatch(words) if "占" in words and not words.endswith("占比") else None
    if found is None:
        rate = None if found else _RATE.search(words)
        if rate is not None and not words.endswith("占比"):
            name = plain_name(_FILLS.sub("", rate["name"]))
            if name and not _NO_RATE.search(name):
                return Claim(said, at, start + rate.start("name"), rate=name)
            return None
        bare = re.sub("占比", "比重", words)
        found = _WEIGHT.fullmatch(bare)
    if found is None and re.fullmatch("(?:高?达到?|为|约)?", words):
        before = text[max(0, said.item.start - len(words) - 24) : said.item.start - len(words)]
        found = _GREATEST.search(before)
    if found is None:
        found = _OF.fullmatch(words)
        if found is not None and (len(plain_name(found["whole"])) < 2 or _NOT_OF.search(words)):
            return None
    if found is None and said.item.quantity.kind == "portion" and said.item.lead == "，":
        told = "(?:正好|恰好?|刚好|整整|即|合)" + "?" * bounded
        found = re.fullmatch(f"(?P<part>)(?P<whole>){told}", words)
    if found is None and (said.item.quantity.kind == "portion" or "成" in said.item.quantity.text):
        found = _BEARS.fullmatch(words)
    if found is None:
        return None
    over = found["whole"] or ""
    year = _YEAR.search(over)
    place = max(words.rfind("占"), 0)
    beyond = _WIDER.search(over)
    return Claim(
        said, at, start + place, _bare(found["part"] or ""), plain_name(_LAST.sub("", over)),
        total="总" in over or "全" in over, year=int(year[1]) if year else 0, last=_LAST.search(over) is not None,
        wider=beyond.group() if beyond else "",
    )  # fmt: skip


_REACHES: Final = re.compile("(?:上?升|下?降|提高|增加?|减少?|扩大|回升|上涨)(?:至|到|为)$")
"""份额升至65.1%: where it has got to, not by how much it moved."""
_LED: Final = re.compile("^(?:算下来|这样|其中|由此)")
_NOT_OF: Final = re.compile("利率|税率|费率|率为|浓度|纯度|含量|含水|坡度|湿度|温度|误差|产量为")


@lru_cache(maxsize=4096)
def _bare(words: str) -> str:
    words = _PLACE.sub("", words)
    return _TRAILS.sub("", _FILLS.sub("", words.strip())).strip("的，、")
