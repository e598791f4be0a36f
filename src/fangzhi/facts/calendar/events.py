"""Dated happenings (事件) in prose: what stands after each date, and pairs with a lawful order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

import msgspec

from fangzhi.facts.breaks import opening
from fangzhi.facts.calendar.subjects import name_two, trimmed
from fangzhi.facts.dates import Date

_ENDS: Final = "。！？\n"
_BEGIN_END: Final[tuple[tuple[str, str], ...]] = (
    ("开工|动工|破土|奠基|始建|兴建|开建|启动建设|开始建设|开始施工",
     "竣工|完工|建成|通车|投产|投入使用|启用|验收|合龙|封顶|交付|贯通|落成|主体|完成.{0,8}(?:施工|工程|建设|浇筑|安装)"),
    ("开幕|启幕|开始举行|拉开|开班|开课|开营|开训|开赛|开展(?=[，。；]|$)",
     "闭幕|结束|落幕|落下帷幕|结业|结课|闭营|结训|闭展|撤展|闭赛|闭馆"),
    ("成立|设立|始设|创办|创建|建立|组建|开办|增设|开设|建校|创刊|开馆|开业|建厂",
     "撤销|停办|解散|闭馆|遭?破坏|停止活动|取缔|查封|并入|合并|撤并|更名|改称|改名|毕业|停刊|关闭|停业|歇业|倒闭|改制"),
    ("出生|生于|诞生", "去世|逝世|病逝|病故|卒|牺牲|就义|辞世"),
    ("到任|就任|上任|到村|到岗|赴任|履新|始任|任职",
     "离任|卸任|离职|去职|调[走离出任]|期满|组织|主持|争取|带领|带队|牵头|发动|动员|协调|引进|完成"),
    ("入学|考入|考取|就读", "毕业|肄业|结业"),
    ("毕业", "返乡|回乡|任教|执教"),
    ("筹备|筹建", "挂牌|投产|开业|开张|成立|建成"),
    ("入伍|参军|应征", "退伍|转业|复员|退役"),
    ("入伍|参军|入党|加入中国共产党|参加革命|参加红军|考入|就读", "牺牲|就义|病逝|去世|逝世|病故|殉职|阵亡"),
    ("参加工作|参加革命", "退休|离休|离职休养"),
    ("立项|批准立项|签约", "竣工|完工|建成|投产|投入使用"),
    ("发现|立案|案发|起诉|受理", "结案|宣判|侦破|告破|破获|判刑|判处|被判|终审|判决|执行死刑"),
    ("颁布|公布|施行", "废止"),
    ("启动|开始|起步|试行|开展|进场|动身|出发|起义|开机|开拍|开播|发起|开播",
     "结束|完成|终止|截止|终结|告终|收官|到达|抵达|返回|杀青|收播"),
    ("始建|奠基|开工|动工", "剪彩|通航|通水|发电|蓄水|试运行|开通|贯通|启用|运营|投运"),
    ("创刊|创办|试刊", "终刊|休刊"),
    ("招标|中标|开标", "竣工|完工|验收"),
    ("申报|推荐", "获批|授牌|入选|命名"),
    ("当选|任命|出任|担任|(?<![离信责])任(?!务|期|教)[^，。；]{0,8}(?:长|书记|主任|委员|主席)",
     "卸任|离任|免职|辞职|调离|去职"),
    ("结婚|成婚", "离婚"),
    ("被捕|入狱", "获释|出狱|越狱"),
    ("播种|移栽", "收割|收获|采收"),
    ("投产|开业|营业|运营|上市|试生产", "破产|倒闭|关停|停产|停业|关闭|退市|停运|兼并"),
    ("入境|进驻|进入|开进", "离境|撤离|离开|撤出|开拔"),
    ("入社|建社|入股", "转入|转为|退社|退股"),
    ("开建|开工|动工|兴建|立项|签约|进场|开挖|实施|启动|扩建|改建",
     "供水|供电|供气|通气|发电|运行|运营|交付|投用|通过(?:鉴定|验收|评审)|结题|结项|使用|开通|达产"),
    ("到达|抵达|入住|来访|赴", "离开|返回|返程|离去|启程回|回国"),
    ("怀孕|受孕", "分娩|生产"),
    ("招生|招收", "毕业"),
    ("首届[^，。；]{0,8}毕业", "升入|升学|考入|考取|分配|就业"),
    ("起飞|起航|出海", "降落|返航|抵达"),
    ("租赁|承租|承包", "到期|期满"),
    ("受理|收到", "办结|审结|答复"),
    ("发起|打响|袭击|夜袭|奇袭|伏击|激战|围困|围攻|围城|攻城|进攻|进犯|出击",
     "攻克|攻占|解放|攻破|撤出|撤退|全歼|结束"),
    ("立案|受理|起诉|公诉|开庭|一审", "宣判|判决|终审|执结|二审"),
    ("启动[^，。；]{0,12}响应|发布[^，。；]{0,8}预警", "(?:终止|解除|结束)[^，。；]{0,12}(?:响应|预警)"),
    ("(?<![离信责])任(?!务|期|教)[^，。；]{0,16}(?:长|书记|主任|主席|队员|经理|干部)(?=[，。；]|$)|任职|驻村",
     "主持|牵头|带领|组织|争取|发动村民|主抓"),
    ("报名|报到", "毕业|结业"),
    ("破堤|决口|溃堤|进水", "退水|水退|堵口|合龙|复堤"),
    ("停航|停产|停课|停刊|停办", "复航|复产|复课|复刊|复办"),
    ("封控|封城|戒严|管制|封村", "解封|解除|解禁"),
    ("停课|关闭|封闭", "恢复|重开"),
)  # fmt: skip
_ORDERED: Final = tuple((re.compile(a), re.compile(b)) for a, b in _BEGIN_END)
_LOOKS_BACK: Final = re.compile(
    "此前|之前|以前|曾|原|前身|因|依据|根据|按照|批准|立项|规划|追溯|距|比|较|续建|一期|二期|三期|早在|先于|前任|始建|旧|"
    "《|另|其父|其母|祖父|父亲|母亲|兄|弟|妻|参照"
)  # fmt: skip


class Happening(msgspec.Struct, frozen=True):
    """A date and the words about it, up to the next date or the end of the sentence.

    `before` are the words of the clause before the date; `end` is where the words end. `since` is
    the date that opens the range which `date` closes, else `date`.
    """

    date: Date
    since: Date
    words: str
    before: str
    end: int
    sentence: int


class Reversal(msgspec.Struct, frozen=True):
    """`later` should come after `earlier` but is dated before it."""

    earlier: Happening
    later: Happening


def happenings(text: str, dates: Sequence[Date]) -> tuple[Happening, ...]:
    """Give the words that go with each date."""
    found = []
    sentence = position = 0
    for number, date in enumerate(dates):
        stop = dates[number + 1].start if number + 1 < len(dates) else len(text)
        ends = [p for c in _ENDS if (p := text.find(c, date.end, stop)) >= 0]
        end = min(ends, default=stop)
        sentence += sum(text.count(c, position, date.start) for c in _ENDS)
        position = date.start
        opens = opening(text, date.start, "。！？\n，；、：")
        since = dates[number - 1] if date.ends and number else date
        words, before = text[date.end : end], text[opens : date.start]
        found.append(Happening(date, since, words, before, end, sentence))
    return tuple(found)


def is_before(a: Date, b: Date) -> bool:
    """Tell whether `a` is certainly earlier than `b`, as far as both are known."""
    if not a.year and not b.year and a.month and b.month:
        return a.parts < b.parts and (a.month != b.month or bool(a.day and b.day))
    if not a.year or not b.year:
        return False
    for x, y in zip(a.parts, b.parts, strict=True):
        if not x or not y:
            return False
        if x != y:
            return x < y
    return False


def of_year(date: Date, own: int) -> Date:
    """Give a date that says no year, and took one of the text, with the year of the yearbook."""
    if not own or "y" in date.said or not date.year or date.year == own:
        return date
    return msgspec.structs.replace(date, year=own)


def reversals(found: Sequence[Happening]) -> Iterator[Reversal]:
    """Give the pairs of one sentence that the words put in one order and the dates in the other."""
    for at, first in enumerate(found):
        for later in found[at + 1 : at + 4]:
            if later.sentence > first.sentence + 1:
                break
            if later.sentence > first.sentence and not _goes_on(first, later):
                continue
            if not is_before(later.date, first.date) or not _is_dated(first.date, later.date):
                continue
            if _LOOKS_BACK.search(later.before) or _LOOKS_BACK.search(clause_after(later.words)):
                continue
            if any(
                _says(a, first) and _says_later(b, later) and not _are_two(a, b, first, later)
                for a, b in _ORDERED
            ):
                yield Reversal(first, later)
                break


def _are_two(a: re.Pattern[str], b: re.Pattern[str], first: Happening, later: Happening) -> bool:
    """校运动会12日开幕；小学部运动会10日闭幕: two things of one kind, each with its own name."""
    one, two = _named(a, first), _named(b, later)
    alike = any(x[-2:] == y[-2:] for x in one for y in two)
    return alike and name_two(one, two)


def _named(pattern: re.Pattern[str], happening: Happening) -> list[str]:
    clause = clause_after(happening.words)
    found = pattern.search(clause)
    names = (trimmed(happening.before), trimmed(clause[: found.start()] if found else ""))
    return [name for name in names if len(name) > 1]


_VERB: Final = re.compile("(?:正式|胜利|圆满|顺利)?[\u4e00-\u9fff]{2}$")


def _goes_on(first: Happening, later: Happening) -> bool:
    """运动会开赛。13日，运动会闭赛: the next sentence names what the one before told of."""
    named = _VERB.sub("", clause_after(later.words).strip("　 ，"))
    return 2 <= len(named) <= 20 and named in clause_after(first.words) and later.before == ""


_SPANS: Final = (
    re.compile(
        "开工|动工|开幕|启幕|启动|开始|开展|开馆|开赛|开班|开营|筹备|动笔|起草|着手|建校|创办|成立|开办|设立|编纂|奠基|破土|进场"
    ),
    re.compile(
        "竣工|完工|建成|通车|闭幕|结束|完成|闭展|闭馆|撤展|结业|落幕|闭营|成书|出版|付印|定稿|告成|告竣|落成|停办|撤销|"
        "解散|停刊|关闭|贯通|合龙|投产|验收|通水|蓄水|脱稿|问世|终审"
    ),
)


_BEGUN: Final = re.compile("|".join(f"(?:{a.pattern})" for a, _ in (_SPANS, *_ORDERED)))


def begins_and_ends(text: str, first: Date, last: Date, stop: int) -> bool:
    """Tell whether the words of the two dates open and close one thing (开工 … 贯通)."""
    words = text[first.end : last.start].lstrip("，　 ")
    begun = re.split("[，。；]", words, maxsplit=1)[0]
    begun += text[opening(text, first.start, "。！？\n，；、") : first.start][-4:]
    if _BEGUN.search(begun) is None:
        return False
    rest = text[last.end : min(stop, last.end + 40)].lstrip("，　 ")
    done = re.split("[，。；]", rest, maxsplit=1)[0]
    return any(a.search(begun) and b.search(done) for a, b in (_SPANS, *_ORDERED))


def _is_dated(first: Date, later: Date) -> bool:
    """The year is said, or both are days of one month or of two the year does not part."""
    if "y" in later.said:
        return True
    if first.day and later.day and later.said == "d" and first.month == later.month:
        return True  # 9月26日开幕，24日闭幕
    if "m" not in later.said or first.month - later.month >= 6:
        return False
    return bool(first.day and later.day) or (not later.day and "ym" in first.said)


_GLOSSED: Final = re.compile("(?P<verb>[\u4e00-\u9fff]{2,4})于[\u4e00-\u9fff]{4,12}（$")


def _says(pattern: re.Pattern[str], happening: Happening) -> bool:
    """The verb stands in the clause of the date: after it, or (生于1902年) right before it."""
    clause = clause_after(happening.words)
    if pattern.search(clause) or pattern.search(happening.before[-4:]):
        return True
    glossed = _GLOSSED.search(happening.before)  # 始建于明隆庆三年（1569年）
    return glossed is not None and pattern.search(glossed["verb"]) is not None


_NEW_THING: Final = re.compile("[\u4e00-\u9fff]{0,2}的[\u4e00-\u9fff]{2}")  # 1994年建成的门诊楼
_DATED_BY: Final = re.compile("(?:于|在|时间为|日期为|时间是|日期是|时间|日期)$")


def _says_later(pattern: re.Pattern[str], happening: Happening) -> bool:
    """The verb stands after the date, or before it and says that the date is its own (竣工于…)."""
    clause = clause_after(happening.words)
    if (found := pattern.search(clause)) is not None:
        after = clause[found.end() : found.end() + 1]
        return after not in ("前", "后") and not _NEW_THING.match(clause, found.end())
    before = happening.before
    return _DATED_BY.search(before) is not None and pattern.search(before[:6]) is not None


_HOUR: Final = re.compile(
    "^[，　 ]*(?:(?:凌晨|清晨|上午|中午|下午|傍晚|晚上|深夜|当天|当日|[夜晨晚午春夏秋冬初中底末]季?(?=[，　 ]))?"
    "(?:\\d{1,2}[时点](?:\\d{1,2}分|许|半)?)?)[，　 ]*"
)


@lru_cache(maxsize=256)
def clause_after(words: str) -> str:
    """Give the clause that says something after a date (夜，某团袭击机场: 某团袭击机场)."""
    hour = _HOUR.match(words)
    return _STOP.split(words[hour.end() :] if hour else words, maxsplit=1)[0]


_STOP: Final = re.compile("[，；。]")


_ENDED_THING: Final = re.compile(
    "^(?:竣工|完工|建成|通车|投产|落成|闭幕|结束|启用)(?:并[^，。；]{2,6})?的[^，。；]{2,14}，(?:于|系|是|自|由)?$"
)
_JUST_ENDED: Final = re.compile(
    "^，?(?:[^，。；]{0,2}(?:竣工|完工|建成|通车|投产|落成)(?:通车|投产|投入使用|验收|发电|通水)?|(?:圆满)?(?:闭幕|结业|闭营|结训|闭展|撤展|落幕))，(?:于|并于)?$"
)
_JUST_BEGINS: Final = re.compile(
    "^，?(?:正式|全面|实际|如期)?(?:开工|动工|破土动工|开幕|开班|开营|开训|开展|开赛|奠基)(?:建设|兴建|修建|仪式)?(?=[，。；]|$)"
)
_BEGINS: Final = re.compile("^[^，。；]{0,6}?(?:开工|动工|施工|奠基|破土|兴建|开幕|筹建|立项|始建)")
_ENDED: Final = re.compile(
    "^，?(?P<of>[^，。；]{2,12}?)(?:竣工|完工|建成通车|建成|通车|投产|落成|启用|闭幕)"
)
_SINCE: Final = re.compile("[，；。](?P<of>[^，。；]{0,12}?)(?:自|于|系)$")


def ends_before_beginning(text: str, dates: Sequence[Date]) -> Iterator[tuple[Date, Date]]:
    """Give (end, beginning) of one thing told end first, where it ends before it begins:
    2月竣工的大桥，于3月开工; 9月28日，大桥通车；大桥自11月动工."""
    for end, begin in pairwise(dates):
        between = text[end.end : begin.start]
        if is_before(end, begin) and _is_told_backward(text, end, begin, between):
            yield end, begin
            continue
        if not is_before(end, begin) or _BEGINS.match(text[begin.end : begin.end + 16]) is None:
            continue
        if _ENDED_THING.match(between):
            yield end, begin
            continue
        ended, since = _ENDED.match(between), _SINCE.search(between)
        if (
            ended
            and since
            and since["of"]
            and (ended["of"].endswith(since["of"]) or since["of"].endswith(ended["of"]))
        ):
            yield end, begin


def _is_told_backward(text: str, end: Date, begin: Date, between: str) -> bool:
    """2023年6月竣工，2023年11月开工: nothing but the two dates and the two stages of one thing."""
    if not _JUST_ENDED.match(between) or not _JUST_BEGINS.match(text[begin.end : begin.end + 16]):
        return False
    return _LOOKS_BACK.search(text[opening(text, end.start) : end.start]) is None


_FROM: Final = re.compile("(?:自|从|始于|起于|由|开始于)$")
_TO: Final = re.compile("(?:至|到|止于|迄|直至|直到|延至|迄于|截至|终于)$")


def is_range(text: str, first: Date, last: Date) -> bool:
    """Tell whether the words make a range of two dates: 自2011年4月启动，至2012年3月结束."""
    if last.ends:
        return True
    between = text[first.end : last.start]
    if len(between) > 24 or any(c in between for c in "。；！？\n"):
        return False
    return bool(_FROM.search(text, max(0, first.start - 3), first.start)) and bool(
        _TO.search(text, max(0, last.start - 2), last.start)
    )


_NEXT_YEAR: Final = ("次年", "翌年", "第二年")


def reversed_ranges(text: str, dates: Sequence[Date]) -> Iterator[tuple[Date, Date]]:
    """Give the ranges that end before they begin (2005—1998年, 8月12日至8月3日)."""
    for first, last in pairwise(dates):
        if not is_before(last, first) or not is_range(text, first, last):
            continue
        if text.startswith(_NEXT_YEAR, last.start):
            continue  # 当年7月1日至次年6月30日
        near = 0 <= first.month - last.month <= 1 and bool(first.month)
        if "y" in last.said or (near and first.day and last.day):
            yield first, last
