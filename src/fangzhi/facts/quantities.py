"""Quantities (数量) in prose: number, scale, unit, approximation, each with its place.

Years, months, days, clock times, ordinals and document numbers are not quantities.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache, lru_cache
from typing import Final, Literal

import msgspec

from fangzhi.facts.scan import matches
from fangzhi.zh.numerals import parse_number


def _words(text: str) -> list[str]:
    return text.split()


Kind = Literal["count", "measure", "percent", "permille", "points", "times", "doublings", "portion"]

MEASURES: Final = frozenset(
    _words(
        "平方千米 平方公里 平方米 平方厘米 立方米 亿立方米 公顷 公亩 亩 吨 千克 公斤 "
        "市斤 斤 克 毫克 担 石 千米 公里 米 厘米 毫米 华里 里 市尺 尺 丈 公尺 "
        "市里 元 美元 港元 英镑 欧元 日元 银元 角 分 千瓦 兆瓦 千瓦时 千瓦小时 "
        "兆瓦时 度 伏 千伏 千伏安 升 千升 毫升 立方 方 摄氏度 吨标准煤 标准煤 小时 "
        "分钟 秒 天 周 个月 公顷次 亩次 标准箱 吨千米 人千米 吨公里 人公里 立方米/秒 "
        "米/秒 千克/公顷 千克/亩 吨/公顷 元/吨 元/千克 马力 毫克/升 /10万 ／10万 /十万 ／十万"
    )
)
"""Units of measures: a whole number of them may be rounded, so it is not exact."""

_PERCENT: Final[dict[str, Kind]] = {
    "%": "percent", "％": "percent", "‰": "permille", "个百分点": "points", "百分点": "points",
    "个千分点": "points", "千分点": "points", "倍": "times", "番": "doublings",
}  # fmt: skip
_COUNTS: Final = _words(
    "人次 户次 件次 台次 辆次 批次 场次 架次 班次 所次 艘次 车次 家次 份次 条次 "
    "项次 站次 例次 个次 篇次 名次 人 名 户 个 家 件 项 处 座 所 条 台 辆 "
    "艘 架 套 场 次 期 批 例 起 宗 笔 份 册 卷 种 类 头 只 匹 尾 羽 株 "
    "棵 张 间 栋 幢 孔 眼 口 部 篇 首 幅 枚 块 片 盏 门 支 把 顶 担 对 "
    "双 组 队 班 级 届 位 员 村 乡 镇 区 县 市 省 社 厂 店 矿 站 校 院 "
    "馆 桥 渡 库 塘 宗 箱 桶 瓶 盒 袋 包 吨位 床 席 票 句 字 枝 层 段 面 "
    "根 粒 颗 杆 发 具 盘 道 井 碗 封 通 盆 丛 栏 股 本 步 轮 环 组 车 "
    "船 轴 趟 餐 点 畦 窝 棚 列"
)
COUNTS: Final = frozenset(_COUNTS)
"""Words that count things and people (个, 户, 人次)."""
_KNOWN: Final = MEASURES | set(_PERCENT) | set(_COUNTS)
_NOT_UNITS: Final = (
    "年月日号时的和与及至到以之为在是或而但并比较占由从被对将把按据其共约近达超等左右上下中内外后前起来去"
    "世、，。；：不也都均各同已可能则故因无有多余大小更最第提增减缩扩涨跌回"
)
_NUMBER: Final = r"(?:\d{1,3}(?:,\d{3}|[ \u00a0\u2009\u202f]\d{3}(?!\d))+(?!\d)|\d+)(?:\.\d+)?"
_GROUPS: Final = re.compile("[, \u00a0\u2009\u202f]")
"""What parts the thousands: GB/T 15835 asks for a thin blank, which many set as a whole one."""
_SCALE: Final = r"万亿|百万|千万|万|亿|百(?!帕|分)|千(?![米克瓦卡帕伏赫焦升])"
_UNITS: Final = "|".join(
    map(re.escape, sorted(MEASURES | set(_PERCENT) | set(_COUNTS), key=lambda u: (-len(u), u)))
)
_ARABIC: Final = re.compile(
    rf"(?<![\d.A-Za-z·:∶/′″°])(?P<sign>(?<![0-9A-Za-z%‰℃）)])[-−－])?(?P<num>{_NUMBER})(?P<v1>余|多|几)?"
    rf"(?P<scale>{_SCALE})?(?P<v2>余|多|来)?(?P<unit>{_UNITS}|[一-鿿])?"
)
_BEGINS: Final = re.compile(r"[-−－\d](?<![\d.A-Za-z·:∶/′″°].)")
_CHINESE: Final = re.compile(
    r"(?P<num>[一二三四五六七八九十百千万亿两零〇]"
    r"(?<![第初之每同统唯惟万单某零一二三四五六七八九十百千数几星期礼拜周].)[一二三四五六七八九十百千万亿两零〇]*)"
    rf"(?P<v2>余|多|来)?(?P<unit>{_UNITS})"
)
_FIRST_OF_UNITS: Final = "".join(sorted({unit[0] for unit in (*MEASURES, *_PERCENT, *_COUNTS)}))
_UNIT_STARTS: Final = re.escape(_FIRST_OF_UNITS)
_MAYBE: Final = (
    r"[\d一二三四五六七八九十百千万亿两零〇](?:(?<=\d)(?<![\d第].)\d*+(?![年月号时]|日(?!元))|"
    r"(?<!\d)(?<![第初之每同统唯惟万单某零一二三四五六七八九十百千数几星期礼拜周].)"
    rf"[一二三四五六七八九十百千万亿两零〇]*[余多来]?[{_UNIT_STARTS}]|成)"
)
QUANTITY_SIGNS: Final = (
    *"0123456789０１２３４５６７８９",
    *(
        n + then
        for n in "一二三四五六七八九十百千万亿两零〇"
        for then in _FIRST_OF_UNITS + "余多来成"
    ),
)
"""Words of which one stands in every text that holds a quantity."""
TWO_QUANTITIES: Final = rf"(?>{_MAYBE})(?s:.*){_MAYBE}"
"""A quick pattern that matches in every text that holds two quantities or more."""
_GOES_ON: Final = "".join(
    sorted({unit[1] for unit in _KNOWN if len(unit) > 1 and unit[0] in "百千万亿"})
)
"""What follows a numeral that begins a unit (千瓦, 百分点)."""
_MAYBE_FIRM: Final = (
    rf"[\d一二三四五六七八九十百千万亿两零〇](?:(?<=\d)(?<![\d第].)\d*+(?![年月号时]|日(?!元))"
    rf"(?!(?:\.\d+)?(?:{_SCALE})?(?:{_UNITS})以[上下内])|"
    r"(?<!\d)(?<![第初之每同统唯惟万单某零一二三四五六七八九十百千数几星期礼拜周].)"
    rf"[一二三四五六七八九十百千万亿两零〇]*+[{_UNIT_STARTS}{_GOES_ON}](?!以[上下内])|成)"
)
ONE_FIRM: Final = re.compile(_MAYBE_FIRM)
"""Matches in every text that holds a quantity stated firmly (not 五千元以上); rarely in others."""
TWO_FIRM: Final = re.compile(rf"(?>{_MAYBE_FIRM})(?s:.*){_MAYBE_FIRM}")
"""Matches in every text that holds two or more of them."""
_TENTHS: Final = re.compile(
    "(?<![一二三四五六七八九十百千万两0-9.])(?P<tens>[一二两三四五六七八九1-9])成(?P<ones>[一二三四五六七八九半])"
    "(?![一二三四五六七八九十百千万名个人])"
)
_FRACTION: Final = re.compile(
    "(?<![一二三四五六七八九十百千万亿两零〇])(?P<of>[二三四五六七八九十]{1,3}|百|千)分之(?P<num>[一二三四五六七八九十百千两零〇]{1,5})"
    "(?P<point>点[一二三四五六七八九零〇]{1,2})?"
)
_SOME_TENTHS: Final = re.compile(
    "(?<![一二三四五六七八九十百千万两0-9.第])(?P<tens>[一两二三四五六七八九])成"
    "(?=[，。；、：）)的以多左强弱余略上出之归来都是为在用没不靠有]|$)"
)
_ABOUT_SO: Final = re.compile("略|以[上下]|左右|上下|没|不到|光景|[的是]?样子")
_MORE, _LESS = re.compile("略?强|有余|有奇|有零|多"), re.compile("略?弱")
_CASES: Final = re.compile("[，。；、：（）！？和案增减下上占比]|$")
"""What follows 起 and 对 where they count (687起，, 912对) and are no 自3日起."""
_OTHER_SIGN: Final = re.compile(r"\s*[:∶·/°′″A-Za-z]")
_BEFORE: Final = re.compile(
    r"(?:大约|将近|接近|不足|超过|多达|约为|不少于|不低于|不高于|不多于|不小于|不大于|(?<![节契条公预制合违简解邀签履和续毁退])约|近|逾|超|达|第|每|不到|至少|最多|前|No\.|NO\.|[〔\[（(](?=\d{4}))$"
)
_APPROXIMATE: Final = frozenset(
    _words(
        "大约 将近 接近 不足 超过 多达 约为 约 近 逾 超 不少于 不低于 不高于 不多于 不小于 不大于 不到 至少 最多"
    )
)
_AFTER: Final = re.compile(
    r"左右|上下|以上|以下|以内|余|多(?!元|功|年|处|种|样|\d|[出缴收产卖支用拨销运发交])|之多|不等"
)
_ABOUT: Final = re.compile(r"(?<![节契条公预制合违简解邀签履和续毁退])约[^，。；、\d（）]{1,6}$")
_RANGE: Final = re.compile(r"\s*[~～—–－\-]\s*\d|\s*(?:至|到)\s*\d[\d.]*\s*[^\d年月日]")
_RANGE_BEFORE: Final = re.compile(
    r"\d[^\d，。；、]{0,4}(?:[~～—–－\-]|(?<![增减升降提缩高低加长少短延扩展达跌复回落滑跃攀涨猛飙推移调整压退进拓变转])[至到])\s*$"
)
_RANGE_SIGNS: Final = frozenset("~～—–－-至到")
_BEFORE_ENDS: Final = frozenset("约近足过达为于逾超第每到少多前.〔[（(\n")
"""The last character of what `_BEFORE` matches (or a line end after it)."""
_SIGN_IS_DASH: Final = re.compile(r"\d[^\d，。；、\s]{0,3}$")


_NOTHING: Final = Decimal(0)


class Quantity(msgspec.Struct, frozen=True):
    """A number with its unit: `value` with the scale worked in (3.2万吨 → 32000 吨).

    `step` is the weight of the last printed place, `exact` tells a head count from a rounded or
    scaled value, `approximate` 约/余/左右, `ranged` an end of a range. "" is no unit.
    """

    start: int
    end: int
    text: str
    value: Decimal
    step: Decimal
    unit: str
    kind: Kind
    approximate: bool = False
    ranged: bool = False
    chinese: bool = False

    @property
    def exact(self) -> bool:
        """Tell whether the value is a count to the last one, without rounding."""
        return self.kind == "count" and self.step == 1

    @property
    def firm(self) -> bool:
        """Tell whether it is stated firmly: no 约, 余, 左右, and no end of a range."""
        return not self.approximate and not self.ranged

    @property
    def half(self) -> Decimal:
        """Half of the last displayed place; 0 for an exact count."""
        return _NOTHING if self.kind == "count" and self.step == 1 else self.step / 2


_NUMERAL: Final = re.compile("[二三四五六七八九十百千两]")


@lru_cache(maxsize=512)
def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Give every quantity of a text in order, none overlapping another."""
    found = [q for m in matches(_BEGINS, _ARABIC, text) if (q := _arabic(text, m)) is not None]
    if _NUMERAL.search(text) is not None or "一番" in text or "成半" in text:
        taken = {i for q in found for i in range(q.start, q.end)}
        for m in _CHINESE.finditer(text):
            if m.start() not in taken and (q := _chinese(text, m)) is not None:
                found.append(q)
        if "成" in text:
            tenths = [q for m in _TENTHS.finditer(text) if (q := _tenths(m)) is not None]
            found = [
                q for q in found if not any(q.start < t.end and t.start < q.end for t in tenths)
            ]
            found += tenths
        if "分之" in text or "成" in text:
            found = _with_portions(text, found)
        found.sort(key=lambda q: q.start)
    return tuple(found)


def _with_portions(text: str, found: list[Quantity]) -> list[Quantity]:
    """Those in words of a whole (五分之一, 四成, 百分之三十五) in the place of what overlaps them."""
    portions = [q for m in _FRACTION.finditer(text) if (q := _fraction(text, m)) is not None]
    portions += [_some_tenths(text, m) for m in _SOME_TENTHS.finditer(text)]
    portions = [_shaded(text, q) if q.kind == "portion" else q for q in portions]
    return portions + [
        q for q in found if not any(q.start < p.end and p.start < q.end for p in portions)
    ]


def _fraction(text: str, m: re.Match[str]) -> Quantity | None:
    of, some = parse_number(m["of"]), parse_number(m["num"])
    if of is None or some is None or some.value <= 0:
        return None
    about = _is_about(text, m)
    if m["of"] in ("百", "千"):
        tail = "".join(
            str("零一二三四五六七八九".index(c)) for c in (m["point"] or "")[1:].replace("〇", "零")
        )
        value = some.value + int(tail or 0) * Decimal(1).scaleb(-len(tail))
        step = Decimal(1).scaleb(-len(tail))
        unit = "%" if m["of"] == "百" else "‰"
        return Quantity(
            m.start(), m.end(), m[0], value, step, unit, _PERCENT[unit], about, False, True
        )
    if some.value >= of.value or m["point"]:
        return None
    value = some.value * 100 / of.value
    step = (value - some.value * 100 / (of.value + 1)) if of.value != 10 else Decimal(10)
    return Quantity(m.start(), m.end(), m[0], value, step, "分之", "portion", about, False, True)


def _some_tenths(text: str, m: re.Match[str]) -> Quantity:
    tens = parse_number(m["tens"])
    value = Decimal(0) if tens is None else tens.value * 10
    return Quantity(
        m.start(),
        m.end(),
        m[0],
        value,
        Decimal(10),
        "成",
        "portion",
        _is_about(text, m),
        False,
        True,
    )


def _shaded(text: str, q: Quantity) -> Quantity:
    """Read 强 and 多 as somewhat more, 弱 as somewhat less."""
    sign = 1 if _MORE.match(text, q.end) else -1 if _LESS.match(text, q.end) else 0
    if not sign:
        return q
    value = q.value + sign * q.step / 4
    return msgspec.structs.replace(q, value=value, step=q.step / 2, approximate=False)


def _is_about(text: str, m: re.Match[str]) -> bool:
    about = _is_approximate(text, _before(text, m.start()), m.start(), m.end())
    return about or _ABOUT_SO.match(text, m.end()) is not None


def _tenths(m: re.Match[str]) -> Quantity | None:
    """两成五 is 25%, 四成半 45%; 两成 alone is only about 20%."""
    tens = parse_number(m["tens"])
    if tens is None or not 1 <= tens.value <= 9:
        return None
    ones = Decimal(5) if m["ones"] == "半" else Decimal("零一二三四五六七八九".index(m["ones"]))
    step = Decimal(5 if m["ones"] == "半" else 1)
    return Quantity(m.start(), m.end(), m[0], tens.value * 10 + ones, step, "%", "percent")


def _arabic(text: str, m: re.Match[str]) -> Quantity | None:
    unit = m["unit"] or ""
    end = m.end()
    if unit and unit not in MEASURES and unit not in _PERCENT and unit in _NOT_UNITS:
        if unit in "年月日号时" or (unit == "世" and text[m.end() : m.end() + 1] == "纪"):
            return None
        end -= len(unit)
        unit = ""
    if not unit and text.startswith(("起", "对"), end) and _CASES.match(text, end + 1):
        end, unit = end + 1, text[end]
    if unit and unit not in _KNOWN and text[m.end() : m.end() + 1].isdigit():
        end, unit = end - len(unit), ""  # 男70女45
    if unit == "次" and text[m.end() : m.end() + 2] == "产业":
        return None
    if unit == "个" and text[m.end() : m.end() + 2] in ("世纪", "年头"):
        return None
    if not unit and _OTHER_SIGN.match(text, end, end + 2):
        return None
    before = _before(text, m.start())
    if before is not None and before.group() == "第":
        return None
    number = _GROUPS.sub("", m["num"])
    dash = bool(m["sign"]) and _SIGN_IS_DASH.search(text, max(0, m.start() - 4), m.start())
    value = Decimal(number) * (-1 if m["sign"] and not dash else 1)
    scale = m["scale"] or ""
    weight, step = _weight(scale), _weight(scale, len(number.partition(".")[2]))
    vague = bool(m["v1"] or m["v2"])
    start = m.start("num") if dash else m.start()
    return Quantity(
        start, end, text[start:end], value * weight, step, unit, kind_of(unit),
        vague or _is_approximate(text, before, start, end), _is_ranged(text, start, end),
    )  # fmt: skip


def _chinese(text: str, m: re.Match[str]) -> Quantity | None:
    number = parse_number(m["num"])
    if m["unit"] == "次" and text[m.end() : m.end() + 2] == "产业":
        return None
    if number is None or number.digits or text[m.start() - 1 : m.start()] in ("·", "“"):
        return None
    if _is_a_name(text, m):
        return None
    before = _before(text, m.start())
    return Quantity(
        m.start(), m.end(), m[0], number.value, Decimal(1), m["unit"], kind_of(m["unit"]),
        bool(m["v2"]) or _is_approximate(text, before, m.start(), m.end()), False, True,
    )  # fmt: skip


_RANKS: Final = frozenset("级期等")
_NO_NOUN: Final = re.compile("[\u4e00-\u9fff](?<![共合总计有为是达的及和与])")


def _is_a_name(text: str, m: re.Match[str]) -> bool:
    """每平方千米 is no thousand; 一级站, 二期工程 are first and second of their kind."""
    if m["num"] == "千" and m["unit"][0] in "米克瓦卡伏帕升赫焦吨":
        return True
    if (
        m["num"] == "一"
        and m["unit"] == "个"
        and text[m.start() - 1 : m.start()] in tuple("上下前后这那另")
    ):
        return True
    ranked = m["unit"] in _RANKS and len(m["num"]) == 1 and m["num"] not in "两百千万亿"
    return ranked and _NO_NOUN.match(text, m.end()) is not None


def kind_of(unit: str) -> Kind:
    """Tell what kind of quantity a unit makes."""
    return _PERCENT.get(unit, "measure" if unit in MEASURES else "count")


@cache
def _weight(scale: str, places: int = 0) -> Decimal:
    """What a scale is worth at that many places behind the point."""
    weights = {"百": 2, "千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8, "万亿": 12}
    return Decimal(1).scaleb(-places) * Decimal(10) ** weights.get(scale, 0)


def _before(text: str, start: int) -> re.Match[str] | None:
    if start and text[start - 1] in _BEFORE_ENDS:
        return _BEFORE.search(text, max(0, start - 3), start)
    return None


def _is_approximate(text: str, before: re.Match[str] | None, start: int, end: int) -> bool:
    prefixed = before is not None and before.group() in _APPROXIMATE
    if prefixed or (text[end : end + 1] in "左上以余多之不" and _AFTER.match(text, end)):
        return True
    if before is not None or text.find("约", max(0, start - 9), start) < 0:
        return False
    return _ABOUT.search(text, max(0, start - 9), start) is not None


def _is_ranged(text: str, start: int, end: int) -> bool:
    after = text[end : end + 1]
    if (after in _RANGE_SIGNS or after.isspace()) and _RANGE.match(text, end) is not None:
        return True
    before = text[start - 1 : start]
    if before not in _RANGE_SIGNS and not before.isspace():
        return False
    return _RANGE_BEFORE.search(text, max(0, start - 8), start) is not None
