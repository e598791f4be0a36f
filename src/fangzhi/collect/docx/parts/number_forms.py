"""Number formats (ST_NumberFormat of ISO/IEC 29500) as the letters a reader sees."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

_ROMAN: Final = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_COUNTING: Final = "〇一二三四五六七八九"
_FORMAL: Final = "零壹贰叁肆伍陆柒捌玖"
_FORMAL_OLD: Final = "零壹貳參肆伍陸柒捌玖"
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
_CIRCLED: Final = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
_IN_PARENTHESES: Final = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
_WITH_STOP: Final = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"
_CIRCLED_HAN: Final = "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"
_BRACKETED_HAN: Final = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
_UNITS: Final = ("", "十", "百", "千", "万")
_FORMAL_UNITS: Final = ("", "拾", "佰", "仟", "万")
_FORMAL_OLD_UNITS: Final = ("", "拾", "佰", "仟", "萬")
_WIDE: Final = str.maketrans("0123456789", "０１２３４５６７８９")


def _roman(value: int) -> str:
    out = ""
    for worth, letters in _ROMAN:
        out += letters * (value // worth)
        value %= worth
    return out


def _letter(value: int) -> str:
    return chr(ord("A") + (value - 1) % 26) * ((value - 1) // 26 + 1)


def _chinese(value: int, digits: str, units: Sequence[str], one_in_ten: bool) -> str:
    """Write 1..99999 with units; `one_in_ten` keeps 一 in 一十."""
    out, zero = "", False
    for place in range(4, -1, -1):
        digit, value = divmod(value, 10**place)
        if digit:
            out += ("零" if zero else "") + digits[digit] + units[place]
            zero = False
        else:
            zero = bool(out)
    return out if one_in_ten or not out.startswith(digits[1] + units[1]) else out[1:]


def _counting(value: int) -> str:
    return _chinese(value, _COUNTING, _UNITS, False)


def _digits(value: int) -> str:
    return "".join(_COUNTING[int(digit)] for digit in str(value))


def _ordinal(value: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{'th' if value % 100 in (11, 12, 13) else ending}"


def _one_of(letters: str) -> Callable[[int], str]:
    return lambda value: letters[value - 1] if value <= len(letters) else str(value)


def _cycle(letters: str) -> Callable[[int], str]:
    return lambda value: letters[(value - 1) % len(letters)]


_FORMS: Final[dict[str, Callable[[int], str]]] = {
    "decimal": str,
    "decimalZero": lambda value: f"{value:02d}",
    "decimalFullWidth": lambda value: str(value).translate(_WIDE),
    "decimalFullWidth2": lambda value: str(value).translate(_WIDE),
    "decimalHalfWidth": str,
    "decimalEnclosedCircle": _one_of(_CIRCLED),
    "decimalEnclosedCircleChinese": _one_of(_CIRCLED),
    "decimalEnclosedParen": _one_of(_IN_PARENTHESES),
    "decimalEnclosedFullstop": _one_of(_WITH_STOP),
    "numberInDash": lambda value: f"- {value} -",
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "upperLetter": _letter,
    "lowerLetter": lambda value: _letter(value).lower(),
    "ordinal": _ordinal,
    "chineseCounting": _counting,
    "chineseCountingThousand": _counting,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": _counting,
    "japaneseCounting": _counting,
    "koreanCounting": _counting,
    "ideographDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "taiwaneseDigital": _digits,
    "chineseLegalSimplified": lambda value: _chinese(value, _FORMAL, _FORMAL_UNITS, True),
    "ideographLegalTraditional": lambda value: _chinese(
        value, _FORMAL_OLD, _FORMAL_OLD_UNITS, True
    ),
    "japaneseLegal": lambda value: _chinese(value, _FORMAL_OLD, _FORMAL_OLD_UNITS, True),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "ideographZodiacTraditional": lambda value: (
        _STEMS[(value - 1) % 10] + _BRANCHES[(value - 1) % 12]
    ),
    "ideographEnclosedCircle": _one_of(_CIRCLED_HAN),
    "ideographParenthesized": _one_of(_BRACKETED_HAN),
    "none": lambda value: "",
    "bullet": lambda value: "•",
}


def formatted(value: int, form: str) -> str:
    """Give the letters of a number in a format; an unknown format or number shows Arabic digits."""
    if form.startswith("custom:"):
        sample = form.removeprefix("custom:").split(",")[0].strip()
        return str(value).zfill(len(sample)) if sample.isdigit() else str(value)
    write = _FORMS.get(form, str)
    return write(value) if 0 < value < 100_000 or form in ("none", "bullet") else str(value)
