"""Passwords made of words that everybody in the county could guess: the office's own, not a list."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from pypinyin import lazy_pinyin

from fangzhi.workbench.people.models import Office, Unit

_OURS = ("方志工作台", "方志", "fangzhi")
_OFFICES = re.compile(
    r"(中共|中国共产党)?(?P<place>.+?)(委|人民政府)?(党史|地方志|方志|史志|地情|档案|编纂)"
)
_ADMINISTRATIVE = re.compile(r"(?<=..)(省|市|县|区|州|盟|旗|乡|镇)$")
_LEAST = 2
_LEFT = 5
"""Letters or characters that a password must have besides those words, digits and signs."""
_REFUSED = (
    "密码里除了本单位、本地的名称或书名（包括它们的拼音）和数字，剩下的太少，别人容易猜到。"
    "请换一句别的话，比如三四个不相干的词。"
)


class OfficeWords:
    """Refuses a password that is little more than names of the office, the place, units, works."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError where too little is left without those words."""
        left = _letters(password)
        found = False
        for word in sorted(own_words(), key=len, reverse=True):
            if word in left:
                found, left = True, left.replace(word, " ")
        if found and len(left.replace(" ", "")) < _LEFT:
            raise ValidationError(_REFUSED, code="password_office_words")

    def get_help_text(self) -> str:
        """Say it beforehand."""
        return "不要用本单位、本地的名称和书名做密码。"


def own_words() -> set[str]:
    """Give the names that this office's people would think of first, and their pinyin."""
    from fangzhi.workbench.works.models import WorkPage

    offices = list(Office.objects.values_list("name", flat=True))
    told: set[str] = {*_OURS, *offices, *Unit.objects.values_list("name", flat=True)}
    told |= {_untitled(title) for title in WorkPage.objects.values_list("title", flat=True)}
    told |= set(WorkPage.objects.values_list("title", flat=True))
    for name in offices:
        if place := _OFFICES.match(name):
            told.add(place["place"])
            told.add(_ADMINISTRATIVE.sub("", place["place"]))
    return set(_spelt(told))


def _untitled(title: str) -> str:
    """Give a title without its years and volume."""
    return re.split(r"[（(·—\s\d]", title, maxsplit=1)[0]


def _spelt(names: Iterable[str]) -> Iterable[str]:
    for name in names:
        letters = _letters(name)
        if len(letters) < _LEAST:
            continue
        yield letters
        syllables = lazy_pinyin(letters)
        yield "".join(syllables)
        if len(syllables) > _LEAST:
            yield "".join(one[0] for one in syllables)


def _letters(words: str) -> str:
    plain = unicodedata.normalize("NFKC", words).casefold()
    return "".join(sign for sign in plain if sign.isalpha())
