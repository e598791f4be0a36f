"""What a spreadsheet shows for a date or time: serial number and format code to text."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

_TOKEN = re.compile(
    r'"([^"]*)"?|[\\!](.)|_(.)|\*(.)|\[(h+|m+|s+)\]|\[([^\]]*)\]'
    r"|(General|G/通用格式|E[+-]|@)|(上午/下午|AM/PM|A/P)|(yyyy|yy|y|eeee|ee|e|g+|b+|aaaa|aaa|m{1,5}|d{1,4}|h{1,2}|s{1,2}"
    r"|\.0+)|(.)",
    re.IGNORECASE | re.DOTALL,
)
_SYSTEM = re.compile(r"\[\$-F(800|400)\]", re.IGNORECASE)
_SYSTEM_FORMATS = {"800": 'yyyy"年"m"月"d"日"', "400": "h:mm:ss"}
_WEEKDAYS = "一二三四五六日"
_ENGLISH_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ENGLISH_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August",
                   "September", "October", "November", "December")  # fmt: skip
_CHINESE = {"[dbnum1]": "〇一二三四五六七八九十", "[dbnum2]": "零壹贰叁肆伍陆柒捌玖拾"}
"""Digits and ten in everyday and in formal writing, by what the format says."""

_LAST_SERIAL = 2958465
"""31 December 9999, the last day a spreadsheet shows."""


class Moment(NamedTuple):
    """A date and time of day as a spreadsheet counts them."""

    year: int
    month: int
    day: int
    weekday: int
    seconds: Decimal
    serial: Decimal


Token = tuple[str, str]


@lru_cache(maxsize=1024)
def is_date_format(section: str) -> bool:
    """Say whether a section of a format code shows a date or a time."""
    if _SYSTEM.search(section):
        return True
    return any(kind in ("part", "elapsed", "half") for kind, _ in _tokens(section))


def show_date(value: Decimal, section: str, *, epoch_1904: bool = False) -> str:
    """Give the displayed text; a serial no calendar holds is shown as the plain number."""
    if system := _SYSTEM.search(section):
        section = _SYSTEM_FORMATS[system[1]]
    tokens = _tokens(section)
    moment = moment_of(value, epoch_1904=epoch_1904, fine=any(t[1][:1] == "." for t in tokens))
    if moment is None:
        return format(value, "f")
    twelve = any(kind == "half" for kind, _ in tokens)
    chinese = next((_CHINESE[name] for name in _CHINESE if name in section.lower()), "")
    shown = (_show_token(token, moment, twelve=twelve, chinese=chinese) for token in tokens)
    return "".join(shown).strip()


def moment_of(value: Decimal, *, epoch_1904: bool = False, fine: bool = False) -> Moment | None:
    """Read a serial number; the 1900 system counts a 29 February 1900 that never was."""
    if epoch_1904:
        value += 1462
    if not 0 <= value <= _LAST_SERIAL + 1:
        return None
    unit = Decimal("0.001") if fine else Decimal(1)
    seconds = (value % 1 * 86400).quantize(unit, ROUND_HALF_UP)
    days = int(value)
    if seconds >= 86400:
        days, seconds = days + 1, seconds - 86400
    if days == 60:
        return Moment(1900, 2, 29, 2, seconds, value)
    if days == 0:
        return Moment(1900, 1, 0, 5, seconds, value)
    if days > _LAST_SERIAL:
        return None
    shown = date(1899, 12, 31) + timedelta(days=days - (days > 60))
    return Moment(shown.year, shown.month, shown.day, shown.weekday(), seconds, value)


@lru_cache(maxsize=1024)
def _tokens(section: str) -> tuple[Token, ...]:
    tokens: list[Token] = []
    for match in _TOKEN.finditer(section):
        quoted, escaped, pad, fill, elapsed, _, plain, half, part, char = match.groups()
        if quoted is not None or escaped is not None:
            tokens.append(("lit", quoted if quoted is not None else escaped))
        elif pad is not None:
            tokens.append(("lit", " "))
        elif elapsed is not None:
            tokens.append(("elapsed", elapsed.lower()))
        elif half is not None:
            tokens.append(("half", half))
        elif part is not None and not (part[0] == "." and not _has_seconds(tokens)):
            tokens.append(("part", part.lower()))
        elif part is not None or char is not None:
            tokens.append(("lit", part or char))
        elif plain is not None and fill is None:
            tokens.append(("plain", plain))
    return _with_minutes(tokens)


def _has_seconds(tokens: list[Token]) -> bool:
    return any(kind in ("part", "elapsed") and text[0] == "s" for kind, text in tokens)


def _with_minutes(tokens: list[Token]) -> tuple[Token, ...]:
    """Tell minutes from months: an m after hours or before seconds is a minute."""
    times = [position for position, (kind, _) in enumerate(tokens) if kind in ("part", "elapsed")]
    for order, position in enumerate(times):
        text = tokens[position][1]
        if text not in ("m", "mm") or tokens[position][0] == "elapsed":
            continue
        before = tokens[times[order - 1]][1][0] if order else ""
        after = tokens[times[order + 1]][1][0] if order + 1 < len(times) else ""
        if before == "h" or after == "s":
            tokens[position] = ("part", "n" * len(text))
    return tuple(tokens)


def _show_token(token: Token, moment: Moment, *, twelve: bool, chinese: str) -> str:
    kind, text = token
    if kind in ("lit", "plain"):
        return text if kind == "lit" else ""
    if kind == "elapsed":
        per = {"h": 3600, "m": 60, "s": 1}[text[0]]
        return str(int((moment.serial * 86400).quantize(Decimal(1)) // per)).rjust(len(text), "0")
    if kind == "half":
        first, second = text.split("/")
        return second if moment.seconds >= 43200 else first
    shown = _part(text, moment, twelve=twelve)
    if chinese and shown.isdigit():
        year = text[0] in "ye"
        return "".join(chinese[int(d)] for d in shown) if year else _chinese(int(shown), chinese)
    return shown


def _part(text: str, moment: Moment, *, twelve: bool) -> str:
    hours, rest = divmod(int(moment.seconds), 3600)
    if twelve:
        hours = hours % 12 or 12
    minutes, seconds = divmod(rest, 60)
    letter, width = text[0], len(text)
    if letter in "mda" and width >= 3:
        return _named(letter, width, moment)
    if letter in "yeb":
        return f"{moment.year % 100:02d}" if text in ("yy", "y") else str(moment.year)
    if letter == "g":
        return ""
    if letter == ".":
        return "." + f"{moment.seconds % 1:.3f}"[2:].ljust(width - 1, "0")[: width - 1]
    number = {"m": moment.month, "d": moment.day, "h": hours, "n": minutes, "s": seconds}[letter]
    return str(number).rjust(width, "0")


def _named(letter: str, width: int, moment: Moment) -> str:
    if letter == "a":
        return ("星期" if width == 4 else "") + _WEEKDAYS[moment.weekday]
    if letter == "d":
        name = _ENGLISH_DAYS[moment.weekday]
    else:
        name = _ENGLISH_MONTHS[moment.month - 1]
        if width == 5:
            return name[0]
    return name if width == 4 else name[:3]


def _chinese(number: int, digits: str) -> str:
    tens, ones = divmod(number, 10)
    if number < 10:
        return digits[number]
    return ("" if tens == 1 else digits[tens]) + digits[10] + (digits[ones] if ones else "")
