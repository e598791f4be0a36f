"""Pinyin (汉语拼音) order for indexes of subjects and persons."""

import re
from functools import lru_cache
from typing import Final

from fangzhi.zh.fold import fold
from fangzhi.zh.han import HAN, is_han

# Surnames read otherwise than the common reading of the character.
SURNAMES: Final[dict[str, str]] = {
    "曾": "zeng1", "单": "shan4", "解": "xie4", "仇": "qiu2", "区": "ou1", "朴": "piao2",
    "查": "zha1", "覃": "qin2", "任": "ren2", "华": "hua4", "盖": "ge3", "冼": "xian3",
    "洗": "xian3", "乐": "yue4", "员": "yun4", "种": "chong2", "重": "chong2", "缪": "miao4",
    "宓": "mi4", "那": "na1", "黑": "he4", "折": "she2", "尉迟": "yu4 chi2", "万俟": "mo4 qi2",
    "尉": "wei4", "令狐": "ling2 hu2", "长孙": "zhang3 sun1", "澹台": "tan2 tai2",
    "繁": "po2", "秘": "bi4", "佴": "nai4", "逄": "pang2", "晁": "chao2", "翟": "zhai2",
    "车": "che1", "召": "shao4", "郇": "xun2", "郗": "xi1", "卜": "bu3", "石": "shi2",
    "谌": "chen2", "冯": "feng2", "俞": "yu2", "褚": "chu3", "沈": "shen3", "葛": "ge3",
    "纪": "ji3", "宁": "ning4", "应": "ying1", "燕": "yan1", "牟": "mou2", "隗": "wei3",
    "乜": "nie4", "尹": "yin3", "柏": "bai3", "贾": "jia3", "阚": "kan4", "哈": "ha3",
    "曲": "qu1", "祭": "zhai4", "娄": "lou2", "洪": "hong2", "邵": "shao4", "过": "guo1",
    "幸": "xing4", "相": "xiang4", "占": "zhan1", "钭": "tou3", "呙": "guo1", "费": "fei4",
}  # fmt: skip

_RUNS: Final = re.compile(f"[{HAN}]+|[^{HAN}]+")


@lru_cache(maxsize=65536)
def _syllables(text: str) -> tuple[str, ...]:
    from pypinyin import Style, lazy_pinyin  # here: loading its dictionary takes a while

    return tuple(lazy_pinyin(text, style=Style.TONE3, neutral_tone_with_five=True))


def _reading(text: str, person: bool) -> tuple[str, ...]:
    if person:
        for length in (2, 1):
            surname = text[:length]
            if surname in SURNAMES and len(text) > length:
                return (*SURNAMES[surname].split(), *_syllables(text[length:]))
    return _syllables(text)


def pinyin_key(text: str, *, person: bool = False) -> str:
    """Sort key: digits and letters first, then Han by syllable and tone, unknown Han last.

    A character sorts under its reading in the word (重庆 under C, 重量 under Z); `person` reads
    the first character as a surname (曾 zeng, 单 shan). Brackets and other marks do not count.
    Equal readings sort by code point, so the order never changes from run to run.
    """
    plain = "".join(c for c in fold(text) if is_han(c) or c.isalnum())
    parts: list[str] = []
    for number, run in enumerate(_RUNS.findall(plain)):
        if is_han(run[0]):
            readings = _reading(run, person and number == 0)
            parts += (("2" if r.isascii() else "3") + r for r in readings)
        else:
            parts.append("1" + run.lower())
    return " ".join(parts) + "\0" + text


def initial(text: str, *, person: bool = False) -> str:
    """Letter of the index under which `text` stands, 'A'–'Z'; '#' for digits and signs."""
    letter = pinyin_key(text, person=person)[1:2].upper()
    return letter if "A" <= letter <= "Z" else "#"
