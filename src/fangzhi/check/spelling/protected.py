"""What is no slip whatever the counts say (受保护的字词): names, degrees, real words."""

from __future__ import annotations

import re

from fangzhi.check.spelling.features import SURNAMES
from fangzhi.check.spelling.words import frequencies

_IN_USE = 30
_KNOWN_KIND = 0.3
_SOUNDS_BESIDE = {True: 2, False: 3}
_REACH = 12
_SOUNDS = frozenset(
    "阿埃艾安奥巴贝比波伯布查达德迪丁多尔厄恩法菲费弗夫福戈格古哈赫霍加杰金卡凯柯科克库奎拉莱兰朗勒雷里利列林鲁"
    "卢伦罗洛马玛曼梅蒙米密莫姆穆纳娜内尼纽诺欧帕佩皮普齐奇乔切琼茹萨塞森莎沙什史斯索苏塔泰特蒂廷图托瓦威维文"
    "沃乌西希夏谢辛雅亚伊依因尤约泽詹珍芙丝黛妮莉丽俄丹提来买热江吐逊麦肉孜"
)
_SHORT_NAMES = frozenset(
    "中美英法德俄日韩朝印巴澳加欧苏越泰港台京津沪渝冀晋辽吉黑浙皖闽赣鲁豫鄂湘粤桂琼川蜀黔贵滇云藏陕秦甘陇青宁新蒙"
)

_RARE_SHORT_NAMES = frozenset("沪渝冀皖闽赣鄂湘琼黔滇陕豫")
_NUMERALS = frozenset("一二三四五六七八九十百千万亿")
_PLACES = frozenset("浜埭圩塘坝坪坳垸畈墩岙屿澳汊浃垭峁堡")
_STANDING = frozenset("更最很太甚") | _RARE_SHORT_NAMES | _NUMERALS | _PLACES
_SURNAME = f"[{''.join(sorted(SURNAMES))}]"
_PERSONS = re.compile(
    "(?:主任|书记|[县市省州区镇乡村部局处科校院厂社所站行队组司船军师团营连]长|主席|总统|总理|经理|教授|委员|代表|"
    f"记者|作者|先生|烈士|同志)(?P<after>{_SURNAME}[一-鿿]{{1,2}})|"
    f"(?P<before>{_SURNAME}[一-鿿]{{1,2}})(?:说|表示|介绍|认为|指出|告诉|当选|出生|病逝|牺牲)"
)
"""A person's name after a post, or before what persons do."""


def is_protected(text: str, start: int, end: int, right: str, familiar: float = 0.0) -> bool:
    """Tell whether text[start:end] should stand: it is part of a person's name or of a foreign
    name written by sound, one short name of a place put for another, a word of
    degree (更大), a numeral, what is counted by digits (第6届), a character of place names, or
    a word in use that only sounds like `right`, in text that is not of a `familiar` kind.
    """
    wrong = text[start:end]
    if end - start > 1:
        return familiar < _KNOWN_KIND and frequencies().get(wrong, 0) >= _IN_USE
    if start and text[start - 1].isdigit():
        return True
    if wrong in _SHORT_NAMES and right in _SHORT_NAMES:
        return True
    if wrong in _STANDING or _sounds_beside(text, start) >= _SOUNDS_BESIDE[wrong in _SOUNDS]:
        return True
    return _is_of_a_person(text, start)


def _is_of_a_person(text: str, at: int) -> bool:
    for found in _PERSONS.finditer(text, max(0, at - _REACH), at + _REACH):
        start, end = found.span(found.lastgroup or 0)
        if start < at < end:
            return True
    return False


def _sounds_beside(text: str, at: int) -> int:
    first, last = at, at + 1
    while first > 0 and text[first - 1] in _SOUNDS:
        first -= 1
    while last < len(text) and text[last] in _SOUNDS:
        last += 1
    return last - first - 1
