"""Anniversaries (周年) whose founding another text of the work tells: 县一中举行建校82周年庆祝会."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from fangzhi.facts.calendar.lengths import number
from fangzhi.facts.records.events import Happening
from fangzhi.facts.records.setting import bare_name
from fangzhi.facts.records.tellings import Telling
from fangzhi.model.text import Text

_N: Final = r"\d{1,3}|[一二三四五六七八九十百]{1,5}"
_MARKED: Final = re.compile(
    r"(?P<who>[一-鿿]{3,14}?)(?:（[^（）]{2,16}）)?(?:隆重|先后|在[^，。；]{1,8})?(?:举行|举办|召开|迎来|庆祝|纪念|喜迎|开展)?"
    rf"(?P<what>建校|建院|建馆|建厂|建社|建所|办学|创刊|开馆|开业|成立|创办|创建)(?P<n>{_N})周年"
)
_OWN: Final = re.compile(
    rf"(?:(?<![一-鿿])|(?<=庆祝)|(?<=纪念)|(?<=喜迎)|(?<=迎来)|(?<=举行)|(?<=举办))(?P<what>建[县市区镇乡场矿团旗州盟])(?P<n>{_N})周年"
)
"""建场50周年: of the place that the work is about."""
_LED: Final = re.compile("^(?:庆祝|纪念|喜迎|迎接|举行|举办|在|为|全县|同日|是日)+")
_FOUNDED: Final = frozenset(("成立", "启用"))
_BEGAN: Final = re.compile("开学|招收新生|开馆|开业|开诊|招生|创刊")


class Jubilee(msgspec.Struct, frozen=True):
    """An anniversary at `start`..`end` of `block`, said in `year`, of what `founded` tells."""

    block: Text
    start: int
    end: int
    said: int
    year: int
    founded: Happening


def wrong_jubilees(
    told: Sequence[Telling], events: Sequence[Happening], area: str
) -> Iterator[Jubilee]:
    """Give the anniversaries that no founding told in the work bears out."""
    founded: dict[str, list[Happening]] = {}
    for e in events:
        began = e.group == "成立" or (e.group in _FOUNDED and _BEGAN.search(e.words))
        if began and e.when[0]:
            founded.setdefault(e.thing, []).append(e)
    whole = [e for thing, own in founded.items() if area and thing.endswith(area) for e in own]
    seen: set[tuple[str, int]] = set()
    for t in told if founded else ():
        if not t.when[0] or "周年" not in t.near + t.core:
            continue
        text = t.block.text
        marked = [
            (m, founded.get(bare_name(_LED.sub("", m["who"]), area), []))
            for m in _MARKED.finditer(text, t.end, t.stop)
        ]
        marked += [(m, whole) for m in _OWN.finditer(text, t.end, t.stop) if whole]
        for m, own in marked:
            own = [e for e in own if e.when[0] < t.when[0] and e.block.id != t.block.id]
            years = {t.when[0] - e.when[0] for e in own}
            if len(years) != 1 or number(m["n"]) in years or (t.block.id, m.start("n")) in seen:
                continue
            seen.add((t.block.id, m.start("n")))
            yield Jubilee(
                t.block, m.start("n"), m.end(), number(m["n"]), t.when[0], own[0]
            )  # fmt: skip
