"""Small things read out of the inside of a paragraph: deleted words, form fields, marks."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from fangzhi.collect.docx.context import OpenField
from fangzhi.collect.docx.parts.names import AUTHOR, BR, DATE, OFF, TAB, VAL, T, w
from fangzhi.collect.docx.parts.styles import number
from fangzhi.collect.docx.words.line import Remark
from fangzhi.model.text import Mark, MarkKind

_DELETED: Final = {w("delText"): "", T: "", TAB: "\t", BR: "\n", w("cr"): "\n"}
_MOVED: Final = {w("moveFrom"): "moved", w("moveTo"): "moved"}
_CHECKED: Final = {True: "☑", False: "☐"}


def deleted_words(element: etree._Element) -> str:
    """Give the words that tracked changes took away inside an element."""
    out = []
    for item in element.iter(*_DELETED):
        out.append(_DELETED[item.tag] or item.text or "")
    return "".join(out)


def is_contents(item: OpenField) -> bool:
    """Tell whether a field is a table of contents or of authorities."""
    return "".join(item.code).split()[:1] in (["TOC"], ["TOA"])


def is_equation(code: str) -> bool:
    """Tell whether a field code is an EQ field, which draws its words itself."""
    return code.split()[:1] in (["EQ"], ["eq"], ["Eq"])


def tracked(element: etree._Element, kind: MarkKind, start: int, end: int, text: str = "") -> Mark:
    """Give the mark of a tracked change; words that were only moved refer to "moved"."""
    return Mark(start, end, kind, _MOVED.get(element.tag, ""), text, element.get(AUTHOR, ""),
                element.get(DATE, ""))  # fmt: skip


def custom_mark(reference: etree._Element) -> str:
    """Give the mark of its own that a note shows instead of a number."""
    run = reference.getparent()
    return "".join(t.text or "" for t in run.iter(T)) if run is not None else ""


def unfilled(control: etree._Element) -> str:
    """Say that a content control (内容控件) was never filled in; "" where it was."""
    if control.find(f"{w('sdtPr')}/{w('showingPlcHdr')}") is None:
        return ""
    words = "".join(text.text or "" for text in control.iter(T))
    return f"内容控件尚未填写，提示文字“{words}”未收入。"


def form_shown(begin: etree._Element) -> str:
    """Give what an old form field shows: its check box or the chosen entry of its list."""
    box = begin.find(f"{w('ffData')}/{w('checkBox')}")
    if box is not None:
        state = box.find(w("checked"))
        state = state if state is not None else box.find(w("default"))
        return _CHECKED[state is not None and state.get(VAL, "1") not in OFF]
    chosen = begin.find(f"{w('ffData')}/{w('ddList')}")
    if chosen is None:
        return ""
    entries = [entry.get(VAL, "") for entry in chosen.iterchildren(w("listEntry"))]
    result = chosen.find(w("result"))
    at = number(result.get(VAL), 0) if result is not None else 0
    return entries[at] if at < len(entries) else ""


def unknown_symbol(start: int, font: str, code: int) -> Remark:
    """Say that a symbol has no character of its own in Unicode that we know."""
    words = f"符号字体“{font}”的字符 {code:04X} 没有对应的通用字符，原位留了占位符，请核对。"
    return Remark(start, start + 1, words, "字", "certain")


def private_remark(match: re.Match[str], codes: str) -> Remark:
    """Say that these characters are of the private use area (造字)."""
    return Remark(
        match.start(),
        match.end(),
        f"这里有造字（{codes}），离开造字字库就显示不出，请换成通用字或另行说明。",
        "字",
        "likely",
    )
