"""Where a text stands in a work, and which place its words mean there."""

from __future__ import annotations

from decimal import Decimal

import msgspec

from fangzhi.facts.quantities import Quantity
from fangzhi.facts.records.readings import printed
from fangzhi.facts.records.record import Record, Standing
from fangzhi.facts.records.words import Unit, unit_named
from fangzhi.model.text import Text


class Setting(msgspec.Struct, frozen=True):
    """Where a text stands: its document, place, the thing its entry is about, its year."""

    doc: int
    area: str = ""
    place: str = ""
    thing: str = ""
    topic: str = ""
    year: int = 0
    standing: Standing = ""
    section: str = ""
    headings: tuple[str, ...] = ()
    span: str = ""


def whole_place(name: str, setting: Setting) -> str:
    """Give the place that a word like 全县 or 浣阳镇 means here; "" is the whole area."""
    area = setting.area
    if (
        name[:1] in "全我本"
        or name in ("境内",)
        or (len(name) <= 3 and name.endswith(("境", "内", "域")))
    ):
        kind = name[1:2] if name[:1] in "全我本" else name[:1]
        if kind in "镇乡村街社苏嘎公大":
            return setting.place
        if kind in "省国" or (
            area and kind in "县市区州旗盟" and kind != area[-1] and area[-1] in "县市区州旗盟"
        ):
            return name[:2]
        return ""
    return "" if name == area or (area and name + "县" == area) else name


def bare_name(name: str, area: str) -> str:
    """Give a thing's name without the county before it (青浣县人民医院 → 人民医院)."""
    for lead in (area, "中共", "全县", "全市", "全区", "全旗", "县", "市", "区", "旗"):
        if lead and name.startswith(lead) and len(name) - len(lead) >= 2:
            name = name[len(lead) :]
    return name


def record_at(block: Text, setting: Setting, quantity: Quantity, label: str, year: int) -> Record:
    """Give a figure that no indicator of our list names as a record of where it stands."""
    unit = unit_named(quantity.unit) or Unit(quantity.unit, quantity.unit, Decimal(1))
    digits, weight = printed(quantity.text, quantity.value)
    return Record(
        setting.place, "", label, "", True, (), year, "", digits, weight, unit, block,
        quantity.start, quantity.end, setting.doc, setting.standing, "", False, setting.section,
    )  # fmt: skip
