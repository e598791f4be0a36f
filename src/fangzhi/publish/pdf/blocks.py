"""The blocks of an entry as typst source, each role in its own dress."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fangzhi.model.manuscript import Block, Figure, Manuscript, Note, Table, Utterance
from fangzhi.model.text import Text
from fangzhi.publish.pdf.figures import figure_source
from fangzhi.publish.pdf.inline import Notes, endnote_number, inline
from fangzhi.publish.pdf.literal import literal
from fangzhi.publish.pdf.measure import ems
from fangzhi.publish.pdf.setting import Setting, without_indent
from fangzhi.publish.pdf.tables import table_source

DRESS = {
    "heading": "inner",
    "caption": "small-line(center)",
    "quote": "quoted",
    "verse": "poem",
    "unit": "small-line(right)",
    "source": "small-line(left)",
    "note": "small-line(left)",
    "textbox": "framed",
    "signature": "signed",
}
"""How each role of a text is called in the template; a plain paragraph needs no call."""
LEFT_OUT = {"header": "原稿页眉", "footer": "原稿页脚", "contents": "原稿自带的目录"}
"""Roles that are furniture of the original; the book has its own."""
_YEAR = (
    r"(?:(?:[\u4e00-\u9fff]{2,8}年[（(])?(?:公元)?[\d〇零一二三四五六七八九]{3,4}年[）)]?"
    r"|[\u4e00-\u9fff]{2,5}?(?:元|[一二三四五六七八九十]{1,3})年)[\s\u3000]*"
)
_DAY = (
    r"(?:[正一二三四五六七八九十冬腊闰]{1,3}月(?:初[一二三四五六七八九十]|[一二]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?)(?!日)"
    r"|(?:\d{1,2}|[正一二三四五六七八九十冬腊闰]{1,3})月(?:(?:上旬|中旬|下旬|底|初|末)"
    r"|(?:\d{1,2}|[初一二三四五六七八九十廿卅]{1,3})日(?:[至—~～-](?:\d{1,2}月)?\d{1,2}日)?)?"
    r"|\d{1,2}日(?:[至—~～-]\d{1,2}日)?|\d{1,2}[—~～-]\d{1,2}月|同日|同月|同年|是日|是月|是年|[春夏秋冬]季?|年初|年底|年末|年内)"
)
DATE = re.compile(
    rf"(?:{_YEAR}(?:(?:农历|夏历|阴历)?{_DAY})?|{_DAY})(?=[\s，,：:、（]|$)[\s，,：:]*"
)
"""The date at the head of an item of the 大事记."""
COLUMN = 6.2
"""Ems that the column of dates is wide."""


def entry_source(setting: Setting, manuscript: Manuscript, lead: str, *, dated: bool) -> str:
    """Give the markup of an entry's words; `lead` is a head that runs in before the first."""
    notes = {
        note.id: note
        for note in manuscript.notes
        if note.kind != "endnote" or note.id not in setting.hung
    }
    parts = list(_blocks(setting, manuscript, notes, lead, dated))
    ends = [note for note in notes.values() if note.kind == "endnote" and note.body.text]
    if ends:
        rows = "".join(_endnote(setting, note, notes) for note in ends)
        parts.append(f"#endnotes(({rows}))")
    return "\n\n".join(parts) + "\n\n"


def _endnote(setting: Setting, note: Note, notes: Notes) -> str:
    body = inline(setting, note.body, {})
    return f"({literal(endnote_number(notes, note.id))}, [{body}]),"


def _blocks(
    setting: Setting, manuscript: Manuscript, notes: Notes, lead: str, dated: bool
) -> Iterator[str]:
    for block in manuscript.blocks:
        runs_in = bool(lead) and isinstance(block, Text) and block.role == "paragraph"
        if lead and not runs_in:
            yield lead
        made = _block(setting, block, notes, lead if runs_in else "", dated)
        lead = ""
        if made:
            yield made
    if lead:
        yield lead


def _block(setting: Setting, block: Block, notes: Notes, lead: str, dated: bool) -> str:
    match block:
        case Table():
            setting.tables += 1
            return table_source(setting, block, notes, setting.tables)
        case Figure():
            return figure_source(setting, block, notes)
        case Utterance():
            return f"#speech({literal(block.speaker)})[{inline(setting, block.body, notes)}]"
        case Text():
            return lead + _text(setting, block, notes, dated and not lead)


def _text(setting: Setting, block: Text, notes: Notes, dated: bool) -> str:
    if block.role in LEFT_OUT:
        setting.leave_out(LEFT_OUT[block.role])
        return ""
    start = without_indent(block) if block.role != "verse" else 0
    if dated and block.role == "paragraph":
        found = DATE.match(block.text, start)
        if found:
            day = found[0].strip(" \u3000\t，,：:")
            rest = inline(setting, block, notes, found.end())
            dress = "dated" if ems(day) <= COLUMN else "long-dated"
            return f"#{dress}({literal(day)})[{rest}]"
    body = inline(setting, block, notes, start)
    if block.role == "list":
        return f"#item({max(block.level, 1)}, {literal(block.label)})[{body}]"
    if block.label and block.role in ("paragraph", "heading"):
        body = f"#{literal(block.label + ' ')}{body}"
    if block.role in DRESS:
        return f"#{DRESS[block.role]}[{body}]"
    if block.align in ("center", "right") and body:
        return f"#aligned({block.align})[{body}]"
    return body
