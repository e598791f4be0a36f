"""Rule packs (规则包): what an office names in `[rules] packs`, and the switches each one turns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fangzhi.check.switches import SwitchValue
from fangzhi.model.value import Value


class Pack(Value, frozen=True):
    """A pack: its Chinese name, the switches it sets (the work's own settings win over them).

    Rules that name a pack run only where it is chosen; rules that name none always run.
    """

    name: str
    title: str
    switches: dict[str, SwitchValue] = {}


PACKS: dict[str, Pack] = {
    pack.name: pack
    for pack in (
        Pack("national-2011", "GB/T 15834—2011、15835—2011", {"punctuation_edition": 2011}),
        Pack("national-1995", "GB/T 15834—1995、15835—1995", {"punctuation_edition": 1995}),
        Pack("sichuan", "四川省行文规范（年代起止用一字线）", {"year_connector": "—"}),
        Pack("yearbook", "年鉴（条目标题15字，百分数1位小数）", {"title_max": 15, "percent_decimals": 1}),
        Pack("publisher", "出版社（正文用中文单位名称，书名引用从严）", {"unit_symbols": "表格"}),
        Pack("newmedia", "新媒体稿（公里、公斤可用）", {"length_unit": "皆可", "mass_unit": "皆可"}),
        Pack("web-typography", "网页排版（中西文之间空格等），印刷品不用"),
        Pack("office", "本单位自订的规则和开关"),
    )
}  # fmt: skip
FORMER_NAMES = {"office-custom": "office"}
"""Names that settings files of earlier versions use, and what they are called now."""
_EITHER = (("national-2011", "national-1995"),)


def chosen(packs: Iterable[str]) -> tuple[str, ...]:
    """Give the known packs among these names, each once."""
    return tuple(dict.fromkeys(pack for pack in packs if pack in PACKS))


def switches_of(packs: Iterable[str]) -> dict[str, SwitchValue]:
    """Give the switches that the packs set; of two that disagree the later one holds."""
    return {key: value for pack in chosen(packs) for key, value in PACKS[pack].switches.items()}


def pack_complaints(packs: tuple[str, ...]) -> Iterator[str]:
    """Say in Chinese which packs are not known, and which do not go together."""
    known = "、".join(PACKS)
    for pack in packs:
        if pack not in PACKS:
            yield f"规则包“{pack}”不认识，已略过。可用的规则包：{known}。"
    names = chosen(packs)
    for pair in _EITHER:
        if all(pack in names for pack in pair):
            last = max(pair, key=names.index)
            yield f"规则包“{pair[0]}”与“{pair[1]}”只能用一个，已按“{last}”查。"
