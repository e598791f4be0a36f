"""Where a meeting decides and where it studies or reports: the mode of each sentence."""

from __future__ import annotations

import re
from typing import Literal

Mode = Literal["context", "soft", "action"]

_OPEN = re.compile(
    r"(?:会议|会上|大家|与会|经研究|经讨论|[\u4e00-\u9fff]{1,3}(?:某某?|主任|书记|局长|县长|市长|副主任|同志))"
    r"[^。，：]{0,16}(?:议定|决定|商定|要求|强调|部署|安排|确定|同意|明确|提出(?:以下|如下)?(?:要求|意见)?)"
    r"|(?:明确|提出|确定|部署|议定)(?:了)?[^。：]{0,14}(?:重点|任务|要求|工作|事项)[：:]?$"
    r"|下一?步|下阶段|议定(?:以下|如下)?事项|(?:纪要|安排|要求|分工|事项)如下|会后|经研究|工作(?:任务|安排|打算|计划)[：:。]?$"
)
_SOFT = re.compile(r"会议指出|会议提出|大家(?:表示|提出|建议)|会议讨论|与会人员建议")
_CLOSE = re.compile(
    r"(?:会议|会上|大家)(?:[^。，]{0,10})?(?:认为|学习|传达|听取|通报|回顾|总结|观看|宣读|集体学习|审阅|肯定)"
    r"|(?:出席|列席|参加|参会|主持|缺席|请假|记录)(?:人员|单位)?[：:（]|(?:出席|列席|参加|主持)(?:了)?会议|^(?:时间|地点|主持人?|记录人?)[：:]"
)
_HEAD_ACTION = re.compile(
    r"下一?步|工作(?:安排|任务|要求|打算|计划)|重点(?:任务|工作)|议定|事项|部署|任务|要求|分工|安排"
)
_HEAD_CONTEXT = re.compile(r"传达|学习|总结|回顾|成效|情况|通报|肯定|基本|概况")
_TITLE_ACTION = re.compile(r"(?:任务|分工|清单|要点|工作方案|工作安排|分解)")
MODAL = re.compile(
    r"(?:(?<![重主需首纲概摘紧])要(?![求素点是么])|须|应当?(?!用|急)|务必|尽快|抓紧)"
)
_PEOPLE = re.compile(
    r"(?:出席|列席|参加|主持)(?:了)?(?:会议)?(?:[。，]|$)|^(?:出席|列席|参加|参会|主持|记录|缺席|请假)[^，。]{0,6}[：:]"
)


_OCCASION = re.compile(
    r"^(?:\d{4}\s*年)?\s*\d{1,2}\s*月\s*\d{1,2}\s*日[^。]*?(?:召开|举行|召集|主持)"
)


def mode_after(sentence: str, mode: Mode) -> Mode:
    """Give the mode that a sentence puts the text in, from here on."""
    opens, soft, closes = _OPEN.search(sentence), _SOFT.search(sentence), _CLOSE.search(sentence)
    places = [(m.start(), name) for m, name in ((opens, "action"), (closes, "context")) if m]
    if soft and not opens:
        return "soft"
    if not places:
        return mode
    return "action" if max(places)[1] == "action" else "context"


def mode_of_head(title: str, mode: Mode) -> Mode:
    """Give the mode that a heading puts the text in."""
    if _HEAD_ACTION.search(title):
        return "action"
    return "context" if _HEAD_CONTEXT.search(title) else mode


def mode_of_title(title: str) -> Mode:
    """Give the mode that a paper begins in: a list of tasks decides from its first line."""
    return "action" if _TITLE_ACTION.search(title) else "context"


def is_about_people(sentence: str) -> bool:
    """Tell whether a sentence says who was there."""
    return bool(_PEOPLE.search(sentence))


def is_occasion(sentence: str) -> bool:
    """Tell whether a sentence says when and where the meeting was held."""
    return bool(_OCCASION.search(sentence))
