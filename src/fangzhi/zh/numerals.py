"""Numerals (数字) as chronicles print them: Arabic, Chinese and mixed, both ways (GB/T 15835-2011).

An approximate number (概数: 五六个, 十几, 数百) has no value and is never read as one.
"""

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final, Literal

import msgspec

from fangzhi.zh.numeral_tables import BIG, DIGIT, NOT_NUMBERS, PLAIN, SMALL, VAGUE

Form = Literal["arabic", "chinese", "mixed"]


class Number(msgspec.Struct, frozen=True):
    """A numeral with the place where it stands.

    `step` is the weight of the last printed place: 4.53亿 → 1000000, so a total rounded to
    this place may differ by half of it. `scale` is the unit character's weight (万 10000, else
    1); `digits` tells 一九九八 from 一千九百九十八; `vague` is set where 余 or 多 follows, so that
    `value` is only a lower bound.
    """

    text: str
    start: int
    end: int
    value: Decimal
    form: Form
    scale: int = 1
    decimals: int = 0
    digits: bool = False
    vague: bool = False

    @property
    def step(self) -> Decimal:
        """Weight of the last printed place."""
        return Decimal(self.scale).scaleb(-self.decimals)


_SEPARATORS: Final = ",\u2009\u202f\u00a0"
_WIDE: Final = str.maketrans("０１２３４５６７８９．，－＋", "0123456789.,-+")
_ARABIC: Final = rf"(?:\d{{1,3}}(?:[{_SEPARATORS}]\d{{3}})+(?!\d)|\d+)(?:\.\d+)?"
_UNITS: Final = "".join(SMALL | BIG)
_CHINESE: Final = "".join(DIGIT | SMALL | BIG | {"半": 0})
_MIXED: Final = re.compile(
    rf"(?P<dotted>\d+(?:\.\d+){{2,}})|(?P<sign>(?<![0-9A-Za-z.%‰℃)）\]〕])[-−－])?(?P<body>{_ARABIC}[{_UNITS}]*"
    rf"(?:{_ARABIC}[{_UNITS}]+)*)"
)
_RUN: Final = re.compile(rf"[{_CHINESE}]+(?:[点點][{''.join(PLAIN)}]+[万亿萬億]*)?")
_FRACTION: Final = re.compile(
    rf"(?<![{_CHINESE}])([{_CHINESE}]{{1,40}})分之([{_CHINESE}]+(?:[点點][{''.join(PLAIN)}]+)?)"
)
_TOKEN: Final = re.compile(rf"({_ARABIC})|([{_UNITS}])")
_BARE: Final = frozenset("百千万亿半萬億佰仟")


@lru_cache(maxsize=4096)
def parse_number(s: str) -> Number | None:
    """Read all of `s` as one number; None when it is not one, or only an approximate one.

    Reads 12,345.6 · 1.2万亿 · 4亿5千万 · 三百二十五 · 一九九八 · 廿三 · 三点一四 · 三分之二 · -5.
    """
    text = s.strip().translate(_WIDE)
    spaced = re.sub(r"(?<=\d) (?=\d{3}(?!\d))", "\u2009", text)
    negative = spaced[:1] in ("-", "−", "负")
    body = spaced[1:] if negative else spaced
    found = _arabic(body) if _MIXED.fullmatch(body) else _chinese(body)
    if found is None:
        return None
    value = -found.value if negative else found.value
    return msgspec.structs.replace(found, text=s, start=0, end=len(s), value=value)


def find_numbers(text: str, *, chinese: bool = True) -> list[Number]:
    """All exact numbers of `text` in order; offsets are those of `text`.

    Chinese characters that only look like numerals (统一, 四川, 十分) are left out, and so are
    approximate numbers and a lone 百, 千, 万, 亿 or 半. 2024.2.28 is three numbers.
    """
    plain = text.translate(_WIDE)
    found: list[Number] = []
    for m in _MIXED.finditer(plain):
        found += _arabic_at(m, text)
    if chinese:
        found += _find_chinese(NOT_NUMBERS.sub(_blank, _MIXED.sub(_blank, plain)), text)
    return sorted(found, key=lambda n: n.start)


def _blank(m: re.Match[str]) -> str:
    return "\0" * (m.end() - m.start())


def _arabic_at(m: re.Match[str], text: str) -> list[Number]:
    if m["dotted"]:
        return [
            _placed(
                Number(d[0], 0, 0, Decimal(d[0]), "arabic"),
                m.start() + d.start(),
                m.start() + d.end(),
                text,
            )
            for d in re.finditer(r"\d+", m[0])
        ]
    number = _arabic(m["body"])
    if number is None:
        return []
    placed = _placed(number, m.start(), m.end(), text)
    return [msgspec.structs.replace(placed, value=-number.value) if m["sign"] else placed]


def _placed(number: Number, start: int, end: int, text: str) -> Number:
    vague = text[end : end + 1] in ("余", "多", "餘")
    return msgspec.structs.replace(number, text=text[start:end], start=start, end=end, vague=vague)


def _find_chinese(plain: str, text: str) -> list[Number]:
    matches = list(_FRACTION.finditer(plain))
    for m in _RUN.finditer(_FRACTION.sub(_blank, plain)):
        if not _is_vague(plain, m) and not set(m[0]) <= _BARE:
            matches.append(m)
    read = [(_chinese(m[0]), m) for m in matches]
    return [_placed(number, m.start(), m.end(), text) for number, m in read if number is not None]


def _is_vague(text: str, m: re.Match[str]) -> bool:
    before, after = text[m.start() - 1 : m.start()], text[m.end() : m.end() + 1]
    vague_before = before != "" and before in VAGUE and m[0][0] in _UNITS
    return vague_before or after == "几"


def _arabic(s: str) -> Number | None:
    tokens = _TOKEN.findall(s)
    if "".join(a + b for a, b in tokens) != s or not tokens or not tokens[0][0]:
        return None
    numbers = [a for a, _ in tokens if a]
    values = [Decimal(re.sub(f"[{_SEPARATORS}]", "", a)) if a else b for a, b in tokens]
    value = _evaluate(values)
    if value is None:
        return None
    last = numbers[-1]
    decimals = len(last.partition(".")[2])
    scale = 1
    for _, unit in tokens[len(tokens) - _trailing_units(tokens) :]:
        scale *= SMALL.get(unit) or BIG[unit]
    form: Form = "arabic" if len(tokens) == 1 else "mixed"
    return Number(s, 0, len(s), value, form, scale, decimals)


def _trailing_units(tokens: list[tuple[str, str]]) -> int:
    count = 0
    while tokens[-1 - count][1]:
        count += 1
    return count


def _chinese(s: str) -> Number | None:
    numerator = _FRACTION.fullmatch(s)
    if numerator:
        low, high = _chinese(numerator[1]), _chinese(numerator[2])
        if low is None or high is None or not low.value:
            return None
        return Number(s, 0, len(s), high.value / low.value, "chinese")
    whole, point, rest = s.replace("點", "点").partition("点")
    fraction = rest.rstrip("万亿萬億")
    if point and (not fraction or not set(fraction) <= set(PLAIN)):
        return None
    if not whole or not set(whole) <= set(_CHINESE):
        return None
    if whole == "半" and not point:
        return Number(s, 0, len(s), Decimal("0.5"), "chinese")
    digits = len(whole) > 1 and set(whole) <= set(PLAIN)
    value = _digit_run(whole) if digits and not point else _section(whole)
    if value is None:
        return None
    if point:
        value += Decimal(int("".join(str(PLAIN[c]) for c in fraction))).scaleb(-len(fraction))
    scale = 1
    for unit in rest[len(fraction) :]:
        scale *= BIG[unit]
    return Number(s, 0, len(s), value * scale, "chinese", scale, len(fraction), digits)


def _digit_run(s: str) -> Decimal | None:
    """一九九八 → 1998; two neighbours in ascending order (五六) are an approximate number."""
    values = [PLAIN[c] for c in s]
    if len(values) == 2 and values[1] - values[0] == 1 and values[0] > 0:
        return None
    return Decimal("".join(map(str, values)))


def _section(s: str) -> Decimal | None:
    """三百二十五, 一万五 (15000), 廿三, 卅: digits and units, each unit smaller than the last."""
    tokens: list[Decimal | str] = []
    for ch in s:
        if ch == "半":
            return None
        tokens += (
            [Decimal(DIGIT[ch] // 10), "十"]
            if DIGIT.get(ch, 0) >= 10
            else [Decimal(DIGIT[ch]) if ch in DIGIT else ch]
        )
    zero = [i for i, t in enumerate(tokens) if t == 0]
    value = _evaluate([t for t in tokens if t != 0] if len(tokens) > 1 else tokens)
    short = len(tokens) >= 3 and isinstance(tokens[-1], Decimal) and tokens[-1] != 0
    if value is None or not short or (zero and zero[-1] == len(tokens) - 2):
        return value
    unit = tokens[-2]
    weight = (SMALL.get(str(unit)) or BIG.get(str(unit)) or 1) // 10
    last = Decimal(str(tokens[-1]))
    return value + last * (weight - 1) if weight > 1 else value


def _evaluate(tokens: list[Decimal | str]) -> Decimal | None:
    """Sum of digits and units; None where two digits or two small units out of order meet."""
    total, section, pending, limit = Decimal(0), Decimal(0), None, 10**5
    previous_big = 0
    for token in tokens:
        if isinstance(token, Decimal):
            if pending is not None:
                return None
            pending = token
        elif token in SMALL:
            weight = SMALL[token]
            if weight >= limit:
                return None
            section += (Decimal(1) if pending is None else pending) * weight
            pending, limit = None, weight
        else:
            weight = BIG[token]
            section += pending if pending is not None else 0
            if previous_big and weight >= previous_big:
                total = (total + section) * weight
            else:
                total += (section if section or pending is not None or total else 1) * weight
            section, pending, limit, previous_big = Decimal(0), None, 10**5, weight
    return total + section + (pending or 0)


def to_chinese(n: int | Decimal, style: str = "number") -> str:
    """Write `n` in Chinese: 'number' 三百二十五, 'digits' 三二五, 'ordinal-day' 初五/二十五/三十.

    Raise ValueError for a day outside 1–30 or a number of 10^16 and more.
    """
    if style == "digits":
        return "".join("点" if c == "." else _ZERO_UP[int(c)] for c in str(n) if c != "-")
    if style == "ordinal-day":
        if n not in range(1, 31):
            raise ValueError(f"夏历一个月只有29或30天：{n}")
        return ("初" if n <= 10 else "") + to_chinese(n)
    if n < 0:
        return "负" + to_chinese(-n)
    whole, _, fraction = f"{Decimal(n):f}".partition(".")
    head = _whole(int(whole))
    return head + (
        "点" + "".join("零一二三四五六七八九"[int(c)] for c in fraction) if fraction else ""
    )


def chinese_year(year: int) -> str:
    """1995 → 一九九五, 2008 → 二〇〇八."""
    return to_chinese(year, "digits")


_ZERO_UP: Final = "〇一二三四五六七八九"


def _whole(n: int) -> str:
    if n >= 10**16:
        raise ValueError(f"数值过大，不能写成汉字：{n}")
    if n == 0:
        return "零"
    text = _large(n)
    return text[1:] if text.startswith("一十") else text


def _large(n: int) -> str:
    for weight, unit in ((10**8, "亿"), (10**4, "万")):
        if n >= weight:
            high, low = divmod(n, weight)
            gap = "零" if low and low < weight // 10 else ""
            return _large(high) + unit + gap + (_large(low) if low else "")
    return _thousands(n)


def _thousands(n: int) -> str:
    out, gap = "", False
    for weight, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, n = divmod(n, weight)
        if digit:
            out += ("零" if gap and out else "") + "零一二三四五六七八九"[digit] + unit
            gap = False
        else:
            gap = True
    return out
