"""What a spreadsheet shows for a number under a number format (ECMA-376 Part 1, 18.8.30/31)."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from functools import lru_cache

from fangzhi.collect.sheets.dates import is_date_format, show_date

SIGNIFICANT = 15
"""A spreadsheet holds this many digits of a number; the rest of the binary fraction is noise."""

GENERAL_DIGITS = 10
"""General shows at most ten digits of a fraction: the eleventh place is the point."""

BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
    5: '"¥"#,##0;-"¥"#,##0', 6: '"¥"#,##0;[Red]-"¥"#,##0',
    7: '"¥"#,##0.00;-"¥"#,##0.00', 8: '"¥"#,##0.00;[Red]-"¥"#,##0.00',
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"',
    34: '上午/下午h"时"mm"分"', 35: '上午/下午h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"',
    37: "#,##0;-#,##0", 38: "#,##0;[Red]-#,##0", 39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;[Red]-#,##0.00", 41: "_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ ",
    42: '_ "¥"* #,##0_ ;_ "¥"* -#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"',
    54: 'm"月"d"日"', 55: '上午/下午h"时"mm"分"', 56: '上午/下午h"时"mm"分"ss"秒"',
    57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
"""Formats known by number only, as a Simplified Chinese system shows them."""

_TOKEN = re.compile(
    r'"([^"]*)"?|[\\!](.)|_(.)|\*(.)|\[([^\]]*)\]|(General|G/通用格式)|(E[+-])|([0#?.,%/@]|.)',
    re.DOTALL | re.IGNORECASE,
)
_CONDITION = re.compile(r"^(<=|>=|<>|<|>|=)\s*(-?[\d.]+)$")
_COMPARE = {
    "<": Decimal.__lt__, ">": Decimal.__gt__, "<=": Decimal.__le__,
    ">=": Decimal.__ge__, "=": Decimal.__eq__, "<>": Decimal.__ne__,
}  # fmt: skip

Token = tuple[str, str]
"""(kind, text): kind is lit, num, E, pct, text, general, cond, frac or skip."""


def number_of(raw: str | float) -> Decimal:
    """Give the number a cell holds, to the fifteen digits that a spreadsheet keeps."""
    return Context(prec=SIGNIFICANT, rounding=ROUND_HALF_UP).create_decimal(str(raw)).normalize()


def show(value: Decimal, code: str, *, epoch_1904: bool = False) -> str:
    """Give the text that is displayed for a number under a format code.

    Column widths play no part: nothing becomes ####. Codes of up to 15 digits stay whole.
    """
    section, absolute = _section_for(value, _sections(code or "General"))
    if is_date_format(section):
        return show_date(value, section, epoch_1904=epoch_1904)
    try:
        return _show_section(abs(value) if absolute else value, _tokens(section)).strip()
    except ArithmeticError:  # a code of thousands of places: the number itself is shown
        return str(value)


def show_text(text: str, code: str) -> str:
    """Give the text that is displayed for a text cell: itself, or what the text section says."""
    sections = _sections(code)
    pattern = sections[3] if len(sections) > 3 else code if "@" in code else ""
    if not pattern or pattern == "@":
        return text
    parts = (text if kind == "text" else shown for kind, shown in _tokens(pattern)
             if kind in ("text", "lit"))  # fmt: skip
    return "".join(parts).strip()


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[str, ...]:
    parts, start, quoted, skip = [], 0, False, False
    for position, char in enumerate(code):
        if skip:
            skip = False
        elif char == '"':
            quoted = not quoted
        elif char in "\\!" and not quoted:
            skip = True
        elif char == ";" and not quoted:
            parts.append(code[start:position])
            start = position + 1
    return (*parts, code[start:])


@lru_cache(maxsize=1024)
def _tokens(section: str) -> tuple[Token, ...]:
    tokens: list[Token] = []
    for match in _TOKEN.finditer(section):
        quoted, escaped, pad, fill, bracket, general, exponent, char = match.groups()
        if quoted is not None or escaped is not None:
            tokens.append(("lit", quoted if quoted is not None else escaped))
        elif pad is not None:
            tokens.append(("lit", " "))
        elif fill is not None:
            tokens.append(("skip", ""))
        elif bracket is not None:
            tokens.append(_bracket(bracket))
        elif general is not None:
            tokens.append(("general", ""))
        elif exponent is not None:
            tokens.append(("E", exponent))
        else:
            tokens.append((_KIND_OF.get(char, "lit"), char))
    return tuple(tokens)


_KIND_OF = {**dict.fromkeys("0#?.,", "num"), "%": "pct", "@": "text", "/": "frac"}


def _bracket(inside: str) -> Token:
    if inside.startswith("$"):
        return "lit", inside[1:].split("-")[0]
    if _CONDITION.match(inside):
        return "cond", inside
    return "skip", inside


def _section_for(value: Decimal, sections: tuple[str, ...]) -> tuple[str, bool]:
    """Choose the section for a number, and say whether its sign is left to the section."""
    conditions = [_condition(section) for section in sections]
    if any(conditions):
        for section, condition in zip(sections, conditions, strict=True):
            if condition is None or _COMPARE[condition[0]](value, condition[1]):
                return section, value < 0 and condition is not None and condition[0] in "<="
        return sections[-1], False
    if len(sections) >= 2 and value < 0:
        return sections[1], True
    if len(sections) >= 3 and value == 0:
        return sections[2], False
    return sections[0], False


@lru_cache(maxsize=512)
def _condition(section: str) -> tuple[str, Decimal] | None:
    for kind, text in _tokens(section):
        if kind == "cond" and (match := _CONDITION.match(text)):
            return match[1], Decimal(match[2])
    return None


def _show_section(value: Decimal, tokens: tuple[Token, ...]) -> str:
    kinds = {kind for kind, _ in tokens}
    if "general" in kinds:
        return _around(tokens, "general", _general(value))
    if "num" not in kinds:
        return _around(tokens, "text", _general(value))
    if "E" in kinds:
        return _scientific(value, tokens)
    if "frac" in kinds:
        return _fraction(value, tokens)
    return _fixed(value, tokens)


def _around(tokens: tuple[Token, ...], kind: str, shown: str) -> str:
    return "".join(shown if k == kind else text for k, text in tokens if k in (kind, "lit"))


def _general(value: Decimal) -> str:
    if value == value.to_integral_value() and abs(value) < 10**SIGNIFICANT:
        return format(value, "f")
    whole = max(1, value.adjusted() + 1)
    if abs(value) >= 10**SIGNIFICANT or (value.adjusted() < -4 and value.as_tuple().digits[1:]):
        return _exponent(value, 5, "E+", 2).replace(".E", "E")
    shown = _rounded(value, max(0, min(GENERAL_DIGITS - whole, _places(value))))
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def _places(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _rounded(value: Decimal, places: int) -> str:
    with localcontext(Context(prec=60)):
        quantized = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return format(quantized, "f")


def _fixed(value: Decimal, tokens: tuple[Token, ...]) -> str:
    digits = "".join(text for kind, text in tokens if kind == "num")
    whole, _, fraction = digits.partition(".")
    scale = len(whole) - len(whole.rstrip(",")) + len(fraction) - len(fraction.rstrip(","))
    percent = sum(kind == "pct" for kind, _ in tokens)
    value = value.scaleb(2 * percent - 3 * scale)
    places = sum(char in "0#?" for char in fraction)
    shown = _rounded(value, places)
    sign, shown = ("-", shown[1:]) if shown.startswith("-") else ("", shown)
    left, _, right = shown.partition(".")
    left = _padded(left, whole.replace(",", ""), grouped="," in whole.rstrip(","))
    right = _trimmed(right, fraction.replace(",", ""))
    return sign + _woven(tokens, left, right, has_point="." in digits)


def _padded(left: str, pattern: str, *, grouped: bool) -> str:
    least = len(pattern) - len(pattern.lstrip("#?")) if pattern.strip("#?") else len(pattern)
    left = left.lstrip("0").rjust(len(pattern) - least, "0")
    return _grouped(left) if grouped else left


def _grouped(digits: str) -> str:
    head = len(digits) % 3
    parts = [digits[:head]] if head else []
    return ",".join(parts + [digits[at : at + 3] for at in range(head, len(digits), 3)])


def _trimmed(right: str, pattern: str) -> str:
    while right and right[-1] == "0" and pattern[len(right) - 1] in "#?":
        right = right[:-1]
    return right


def _woven(tokens: tuple[Token, ...], left: str, right: str, *, has_point: bool) -> str:
    """Lay digits over the placeholders; words between placeholders keep their place."""
    holders = [text for kind, text in tokens if kind == "num" and text != ","]
    before = holders.index(".") if has_point else len(holders)
    out: list[str] = []
    seen = 0
    taken = 0
    for kind, text in tokens:
        if kind == "num" and text != ",":
            seen += 1
            if seen <= before:
                share = _share(left, taken, before - seen, first=seen == 1)
                taken += len(share)
                out.append(share)
            elif text == ".":
                out.append("." + right if has_point else "")
        elif kind in ("lit", "pct"):
            out.append(text)
    return "".join(out) if before else "".join(_with_left(out, left))


def _share(left: str, taken: int, holders_after: int, *, first: bool) -> str:
    """Give the digits that stand on one placeholder: the first takes all that is over."""
    digits_after = 0
    position = len(left)
    while position > taken and digits_after < holders_after:
        position -= 1
        digits_after += left[position] != ","
    while not first and position > taken and left[position - 1] == "," and digits_after == 0:
        position -= 1
    return left[taken:position]


def _with_left(out: list[str], left: str) -> list[str]:
    return [left, *out] if left not in ("", "0") else out


def _scientific(value: Decimal, tokens: tuple[Token, ...]) -> str:
    mark = next(position for position, (kind, _) in enumerate(tokens) if kind == "E")
    mantissa = "".join(text for kind, text in tokens[:mark] if kind == "num")
    width = sum(kind == "num" for kind, _ in tokens[mark:])
    places = len(mantissa.partition(".")[2])
    step = max(1, len(mantissa.partition(".")[0]))
    return _exponent(value, places, tokens[mark][1].upper(), width, step, trim="#" in mantissa)


def _exponent(
    value: Decimal, places: int, sign: str, width: int, step: int = 1, *, trim: bool = True
) -> str:
    power = (value.adjusted() // step) * step if value else 0
    mantissa = _rounded(value.scaleb(-power), places)
    if value and abs(Decimal(mantissa)) >= 10**step:
        power += step
        mantissa = _rounded(value.scaleb(-power), places)
    if trim and "." in mantissa:
        mantissa = mantissa.rstrip("0").rstrip(".")
    shown_sign = "-" if power < 0 else "+" if "+" in sign else ""
    return f"{mantissa}E{shown_sign}{str(abs(power)).rjust(width, '0')}"


def _fraction(value: Decimal, tokens: tuple[Token, ...]) -> str:
    slash = next(position for position, (kind, _) in enumerate(tokens) if kind == "frac")
    below = "".join(text for _, text in tokens[slash + 1 :] if text.isdigit() or text in "?#")
    has_whole = any(kind == "lit" and text == " " for kind, text in tokens[:slash])
    sign, value = ("-", -value) if value < 0 else ("", value)
    whole = int(value) if has_whole else 0
    top, bottom = _nearest(value - whole, below)
    if top == bottom and has_whole:
        whole, top = whole + 1, 0
    if top == 0:
        return f"{sign}{whole}" if whole or not has_whole else "0"
    return f"{sign}{whole} {top}/{bottom}" if whole else f"{sign}{top}/{bottom}"


def _nearest(rest: Decimal, below: str) -> tuple[int, int]:
    if below.strip("?#"):
        bottom = int(below.strip("?#"))
        return int((rest * bottom).to_integral_value(ROUND_HALF_UP)), bottom
    bottoms = range(1, 10 ** max(1, len(below)))
    best = min(bottoms, key=lambda b: (abs(rest - (rest * b).to_integral_value() / b), b))
    return int((rest * best).to_integral_value(ROUND_HALF_UP)), best
