"""Numbered meetings (届次) under one name, however they are told."""

from __future__ import annotations

import re
from typing import Final

from fangzhi.facts.calendar.lengths import number as number_in

_SESSION: Final = re.compile(
    r"第?(?P<s>[一二三四五六七八九十百]+|\d+)届(?P<body>.*?)第?(?P<n>[一二三四五六七八九十百]+|\d+)次(?:全体)?(?P<kind>会议|全会|会)$"
)


_REALM: Final = re.compile(
    "(?:全国|^[省市]|[一-鿿]{2,}(?:省|自治区|自治州|市|州|盟|地区|县|区|旗|镇|乡|街道))$"
)
_PARTY: Final = re.compile("^.*(?:中国共产党|中共|政协|政治协商会议)")


def _realm(lead: str, area: str) -> str:
    """Give whose meeting it is where it is not the area's own (广东省, 全国, 平桥镇)."""
    m = _REALM.search(_PARTY.sub("", lead))
    if m is None:
        return ""
    name = m.group()
    own = area and (name.endswith(area) or name == area + "县")
    if own or (name == "市" and area[-1:] in ("市", "")):
        return ""
    return name if len(name) > 1 else f"本{name}"


def meeting_name(name: str, area: str) -> str:
    """Give a numbered meeting under one name (县十七届人大六次会议, 第十七届人民代表大会第六次会议)."""
    m = _SESSION.search(name)
    if m is None:
        return name
    body = next((b for words, b in _BODIES if re.search(words, name)), "")
    if not body:
        return name
    kind = "全会" if "全体" in name or m["kind"] == "全会" else "会议"
    realm = _realm("全国" if m["body"].startswith("全国") else name[: m.start()], area)
    return f"{realm}{body}{number_in(m['s'])}届{number_in(m['n'])}次{kind}"


HELD: Final = re.compile(r"\d届\d+次(?:会议|全会)$")
_BODIES: Final = (
    ("(?:人大|人民代表大会)(?:常委会|常务委员会)", "人大常委会"),
    ("常委会|常务委员会", ""),
    ("政协|政治协商", "政协"),
    ("人大|人民代表大会|人代会", "人大"),
    ("(?:县|市|区|州)委|中共|党委", "党委"),
)
