"""The switches (行文开关): where norms disagree an office chooses, and rules read the choice."""

from __future__ import annotations

from fangzhi.model.value import Value

SwitchValue = str | int | bool


class Switch(Value, frozen=True):
    """One switch: its allowed values (empty: any whole number), default, and the rules it steers.

    `basis` says which norms stand on which side (standards.md §8).
    """

    key: str
    values: tuple[SwitchValue, ...]
    default: SwitchValue
    rules: tuple[str, ...]
    basis: str


SWITCHES: dict[str, Switch] = {
    switch.key: switch
    for switch in (
        Switch("year_connector", ("—", "~", "～", "-"), "—", ("R099",), "SC2 一字线；YH JS 浪纹线"),
        Switch("range_connector", ("~", "～", "—"), "~", ("R098",), "GB/T 15835-2011 5.1.3"),
        Switch("length_unit", ("千米", "公里", "皆可"), "千米", ("R125", "R130"), "FY；QBJ 用公里"),
        Switch("mass_unit", ("千克", "公斤", "皆可"), "千克", ("R125",), "FY；QBJ 用公斤"),
        Switch("thousands_separator", (True, False), False, ("R081",), "GB/T 15835-2011 5.1.1"),
        Switch("minguo_numerals", ("汉字", "阿拉伯"), "汉字", ("R077",), "SZ 汉字；ZJ 阿拉伯"),
        Switch("series_title", ("引号", "书名号"), "引号", ("R096",), "GB/T 15834-2011 A.7；CQ33"),
        Switch("title_max", (), 15, ("R159",), "NJYQ BJ：15、16 或 18 字"),
        Switch("mu_primary", ("公顷", "亩", "皆可"), "公顷", ("R121",), "UNIT84；CQ48"),
        Switch("market_units", ("", "亩", "担", "斤", "里", "尺", "丈", "石"), "", ("R122",),
               "旧制照用的单位，几种用顿号隔开；CQ48 不用"),
        Switch("party_congress", ("中共×大", "党的×大", "皆可"), "中共×大", ("R037",), "EL SH"),
        Switch("punctuation_edition", (2011, 1995), 2011, ("R095", "R096", "R102"), "GB/T 15834"),
        Switch("percent_decimals", (), 1, ("R248",), "NJX"),
        Switch("tolerance", ("half-unit", "exact"), "half-unit", ("R167", "R168"), "四舍五入容差"),
        Switch("biography_order", ("death", "birth", "皆可"), "death", ("R153",), "凡例"),
        Switch("gregorian_numerals", ("阿拉伯", "皆可"), "阿拉伯", ("R079",), "CQ40"),
        Switch("unit_symbols", ("表格", "皆可"), "表格", ("R127",), "QBJ；正文用中文单位名称"),
        Switch("omit_first_unit", (True, False), True, ("R104",),
               "GB/T 15834-2011 A.11 可省；SZ5.1.3 不致歧义时可省"),
        Switch("awards_window", ("calendar", "april-march"), "calendar", ("R050",), "EZ"),
    )
}  # fmt: skip


_SEVERAL = ("market_units",)
"""Switches that take several of their values, parted by 、."""


def settle(given: dict[str, SwitchValue]) -> tuple[dict[str, SwitchValue], tuple[str, ...]]:
    """Give every switch a lawful value, and a Chinese line for each one given that is not."""
    settled = {key: switch.default for key, switch in SWITCHES.items()}
    complaints = []
    for key, value in given.items():
        switch = SWITCHES.get(key)
        if switch is None:
            complaints.append(f"开关“{key}”不认识，已略过。可用的开关：{'、'.join(SWITCHES)}。")
        elif not _is_lawful(switch, value := _meant(switch, value)):
            allowed = "、".join(map(_shown, switch.values)) or "整数"
            complaints.append(
                f"开关“{key}”的值“{_shown(value)}”不认识，已改用默认值“{_shown(switch.default)}”。"
                f"可用的值：{allowed}。"
            )
        else:
            settled[key] = value
    return settled, tuple(complaints)


_FULLER = ("数字", "号", "字")
"""What an editor may add to a value (阿拉伯数字)."""


def _meant(switch: Switch, value: SwitchValue) -> SwitchValue:
    """Give the allowed value that is written fuller (阿拉伯数字, 汉字数字), else the value itself."""
    if not isinstance(value, str):
        return value
    bare = value.strip()
    fuller = {f"{known}{more}": known for known in switch.values for more in _FULLER if known}
    return fuller.get(bare, bare)


def _is_lawful(switch: Switch, value: SwitchValue) -> bool:
    if not switch.values:
        return isinstance(value, int) and not isinstance(value, bool) and value >= 0
    if switch.key in _SEVERAL and isinstance(value, str):
        return all(part in switch.values for part in value.split("、"))
    return any(type(value) is type(known) and value == known for known in switch.values)


def _shown(value: SwitchValue) -> str:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)
