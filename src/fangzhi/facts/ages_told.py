"""Ages (年岁) said in any words, where the sentence dates them: 活到八十四岁, 十九岁考入…，时为1917年.

lives.py knows the turns of phrase that say whose age it is and of when; this asks for one birth and
one other year in reach, so that no other reading is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from fangzhi.facts.breaks import opening
from fangzhi.facts.calendar.eras import find_eras
from fangzhi.facts.calendar.timeline import timeline
from fangzhi.facts.dates import Date, find_dates, han_number
from fangzhi.facts.lives import KIN_TOLD, Age, Life

_N: Final = r"\d{1,3}|[一二三四五六七八九]?十有?[一二三四五六七八九]?|[一二三四五六七八九]"
_AGE: Final = re.compile(
    rf"(?<![\d一二三四五六七八九十百年月.—～])(?P<n>{_N})(?P<half>周)?岁(?![以之][上下前后内]|[多余至到—～、]|左右|半|开外|的[^，。；]{{0,6}}[子女孙弟妹儿父母妻夫])"
    rf"|(?<=年)(?:方|仅|才|已|甫|届)?(?P<n2>[一二三四五六七八九]?十有?[一二三四五六七八九]?)(?=而?[卒殁亡终死逝]|的[一-鿿]{{2,3}})"
    rf"|(?:寿|享年|终年|得年|活到|活至|寿至|寿高)(?P<n3>[一二三四五六七八九]?十有?[一二三四五六七八九]?)(?=[，。；而]|$)"
)
_VAGUE: Final = re.compile("满|不满|未满|约|近|逾|过|余|多|差|不足|不到|将|几|平均|每|第|上|寄?满$")
_RANGED: Final = re.compile("[\\d岁][至到]$")
_AT_DEATH: Final = re.compile("卒|殁|亡|终|死|逝|寿|活|世|牺牲|遇害|就义|阵亡|殉")
_BORN: Final = re.compile("(?:生|诞)")


def ages_told(text: str, life: Life | None) -> Iterator[Age]:
    """Give the ages that one birth and one other year of their sentence date."""
    if "岁" not in text and "年" not in text and "寿" not in text:
        return
    line: tuple[Date, ...] | None = None
    for m in _AGE.finditer(text):
        if _RANGED.search(text, max(0, m.start() - 3), m.start()):
            continue
        said = han_number((m["n"] or m["n2"] or m["n3"]).replace("有", ""))
        opens, ends = opening(text, m.start()), _end(text, m.end())
        if said < 6 or _VAGUE.search(text, max(opens, m.start() - 2), m.start()):
            continue
        if KIN_TOLD.search(text, opens, ends):
            continue
        line = timeline(text, find_dates(text), find_eras(text)) if line is None else line
        here = [d for d in line if opens <= d.start < ends and "y" in d.said]
        births = {d.year for d in here if _is_birth(text, d)}
        born = births.pop() if len(births) == 1 else life.born if life and not births else 0
        if not born:
            continue
        years = {d.year for d in here} - {born}
        about = text[max(opens, m.start() - 6) : m.end() + 4]
        if life is not None and life.died and not years and _AT_DEATH.search(about):
            years = {life.died}
        if life is not None and life.died in years and len(years) == 2:
            years = {life.died} if _AT_DEATH.search(about) else years - {life.died}
        if len(years) == 1 and (year := years.pop()) > born:
            yield Age(m.start(), m.end(), said, born, year, bool(_AT_DEATH.search(about)))


def _end(text: str, position: int) -> int:
    found = re.compile("[。！？；\n]").search(text, position)
    return found.start() if found is not None else len(text)


def _is_birth(text: str, date: Date) -> bool:
    """Tell whether a date is that of a birth: 生于1902年, 1872年出生, 1878年）生."""
    before = text[max(0, date.start - 8) : date.start]
    after = text[date.end : date.end + 8]
    if re.search("(?:出生|诞生|生)(?:于|在)[^，。；]{0,4}$", before):
        return True
    return re.match("[）)]?(?:出生|诞生|降生|生(?=[，。于。；）（]|$))", after) is not None
