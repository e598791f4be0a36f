"""What kind of difference a reading is, as far as it can be computed: 异文 脱 衍 倒 避讳 异体…"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from fangzhi.library.reuse.bare import LACUNA, is_stand_in
from fangzhi.zh.fold import fold

KINDS: dict[str, str] = {
    "异文": "字不同",
    "脱": "此本比底本少（是此本脱、还是底本衍，由编者判断）",
    "衍": "此本比底本多（是此本衍、还是底本脱，由编者判断）",
    "倒": "字同而先后不同",
    "移": "较长的一段在此本别处",
    "疑讳": "两字相当于常见的避讳改字",
    "缺字": "一方是录入者标的缺字（□）",
    "未编码": "一方是没有编码的字（如 &KR0836;），是否同字须看书影",
    "注文": "字同，一方作正文、一方作小注",
    "异体": "同一字的不同写法",
}
"""The kinds and what they mean, in the order in which they are told."""
SUBSTANTIVE = tuple(kind for kind in KINDS if kind not in ("异体", "未编码"))
"""Kinds that a list of variants must have; 异体 and 未编码 are about how a character is written."""


def kind_of(lemma: str, reading: str) -> str:
    """Name the difference of two folded wordings, "" for none."""
    if lemma == reading:
        return ""
    if set(lemma + reading) == {LACUNA}:
        return "缺字"
    if not reading:
        return "脱"
    if not lemma:
        return "衍"
    if len(lemma) == len(reading):
        return _same_length(lemma, reading)
    if LACUNA in lemma or LACUNA in reading:
        return "缺字"
    if _holds(reading, lemma):
        return "衍"
    return "脱" if _holds(lemma, reading) else "异文"


def _same_length(lemma: str, reading: str) -> str:
    differ = [(one, other) for one, other in zip(lemma, reading, strict=True) if one != other]
    if all(LACUNA in pair for pair in differ):
        return "缺字"
    if all(is_stand_in(one) or is_stand_in(other) for one, other in differ):
        return "未编码"
    if sorted(lemma) == sorted(reading):
        return "倒"
    if all(pair in _avoided() for pair in differ):
        return "疑讳"
    return "异文"


def _holds(long: str, short: str) -> bool:
    """Tell whether the short wording is the long one with some characters left out."""
    rest = iter(long)
    return all(character in rest for character in short)


@cache
def _avoided() -> frozenset[tuple[str, str]]:
    text = (files("fangzhi.library.collation") / "data" / "avoided.tsv").read_text("utf-8")
    pairs: set[tuple[str, str]] = set()
    for line in text.splitlines():
        if line and not line.startswith("#"):
            name, instead = (fold(cell) for cell in line.split("\t")[:2])
            for other in instead:
                pairs.update(((name, other), (other, name)))
    return frozenset(pairs)
