"""Persons of dated events: whom an entry is about, and names without the posts before them."""

from __future__ import annotations

import re
from typing import Final

from fangzhi.facts.lives import life_in, life_told
from fangzhi.facts.records.setting import Setting
from fangzhi.facts.records.things import THING
from fangzhi.zh.surnames import FAMILIAR

OF_PERSONS: Final = frozenset(("出生", "逝世", "到任", "离任"))
"""What happens to persons alone."""
TITLED: Final = re.compile(
    "^.*(?:[长员]|书记|主任|主席|烈士|战士|先生|教师|医生|农民|渔民|工人|老人|司令|参谋|政委|县令|知县|知州|举人|秀才|干部|代表|传主|英雄|青年)(?=[一-鿿]{2,4}$)"
)


def person_told(text: str, setting: Setting) -> str:
    """Name whom a paragraph is about: opened with a life, or under a heading of one's own."""
    life = life_in(text) or life_told(text)
    if life is not None and is_person(life.name):
        return life.name
    opened = _OPENED.match(text)
    if opened is not None and is_person(opened[1]):
        return opened[1]
    return setting.thing if is_person(setting.thing) else ""


_OPENED: Final = re.compile(
    "([\u4e00-\u9fff]{2,4})(?:（[^（）]{1,30}）)?，(?:[原又乳曾本]?[名字号]|[男女](?:，|性)|[\u4e00-\u9fff]族，|[\u4e00-\u9fff]{2,10}人[，。])"
)
"""A biography's first words (周伯言，字子谦，…)."""


def person_at_end(words: str) -> str:
    """Name the person whom a run of words ends with (本村青年王振武), "" where it ends with none."""
    for k in (3, 2):
        if len(words) >= k and is_born_person(words[-k:]):
            return words[-k:]
    return ""


def is_born_person(name: str) -> bool:
    """Tell whether one who is born or dies may be called so: 刘德山 too, though a hill may be."""
    given = len(name) == 3 and name[-1] in "山江河湖溪园"
    return is_person(name) or (given and name[0] in FAMILIAR)


def is_person(name: str) -> bool:
    """Tell whether a name may be a person's: a surname, two to four characters, no thing."""
    return 2 <= len(name) <= 4 and name[0] in FAMILIAR and THING.search(name) is None
